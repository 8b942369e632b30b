"""`vigil rekey`: both databases are encrypted anew under a new key.

The new key lies in a file of its own before anything is touched. So whoever runs the command again after it
was cut off, at whatever instant, finishes what was begun: each file is opened by one of the two keys.
"""

from __future__ import annotations

from pathlib import Path

from bot.config import Settings
from bot.errors import AlreadyRunning, VigilError, WrongKey
from bot.keeping.files import new_file, put_in_place
from bot.key import Key, load_key, unfinished
from bot.store import wholefile
from bot.store.lock import FolderLock

_RUNNING = "Vigil is running: stop it first, and start it again afterwards."

_NEITHER = (
    "Neither the key in the settings nor the new one opens '{name}'; nothing was changed in it. Put the key"
    " there that belongs to these data, and try again."
)

IN_FORCE = """\
Done: both databases are under the new key, which is in {file} now.
Keep a copy of it apart from the data. Backups from before need the old key: make a new backup."""

TO_PUT = """\
Done: both databases are under the new key, which is in {file}.
Put it where key_file in the settings takes it from, keep a copy apart from the data, and destroy the file.
Backups from before need the old key: make a new backup."""


def rekey(settings: Settings, new_file_: Path | None = None) -> str:
    """Change the key, or finish a change that was cut off; returns what to do next.

    The new key is what `new_file_` holds; without such a file a fresh one is written there. None: beside
    the key file of the settings, whose place it takes in the end. Raises `VigilError` with what to do.
    """
    old = load_key(settings.key_file, settings.folder, changing=True)
    key_file = _key_file(settings)
    if new_file_ is not None:
        file = new_file_
    elif key_file is not None:
        file = unfinished(key_file)
    else:
        raise VigilError("key_file in the settings is no file that can be replaced: name one with --new-key.")
    databases = [path for path in (settings.database, settings.data_dir / "crypto.db") if path.exists()]
    if not databases:
        raise VigilError(
            "There are no data yet: 'vigil init' writes a fresh key, and the first start uses it."
        )
    lock = _lock(settings.data_dir)
    try:
        new = _new_key(file)
        # Seen before anything is changed: with a wrong key nothing is to be begun.
        keys = [(path, _key_of(path, old, new)) for path in databases]
        for path, key in keys:
            if key != new:
                wholefile.change_key(path, key, new)
        if new_file_ is not None or key_file is None:
            return TO_PUT.format(file=file)
        put_in_place(file, key_file)
        return IN_FORCE.format(file=key_file)
    except OSError as fault:
        raise VigilError(f"The key file '{file}' cannot be written: {fault.strerror}.") from fault
    finally:
        lock.release()


def _key_file(settings: Settings) -> Path | None:
    source = settings.key_file
    if source == "stdin" or source.startswith("credential:"):
        return None
    return (settings.folder / source).resolve()


def _lock(folder: Path) -> FolderLock:
    try:
        return FolderLock(folder)
    except AlreadyRunning as fault:
        raise AlreadyRunning(_RUNNING) from fault


def _new_key(file: Path) -> Key:
    """What the file holds; a fresh key, safe on the disk, if there is no such file."""
    if not file.exists():
        partial = file.with_name(f"{file.name}.part")
        new_file(partial)
        partial.write_text(Key.fresh().raw.hex() + "\n", encoding="ascii")
        put_in_place(partial, file)
    return load_key(str(file.absolute()), file.parent, changing=True)


def _key_of(path: Path, old: Key, new: Key) -> Key:
    for key in (new, old):
        if wholefile.opens(path, key):
            return key
    raise WrongKey(_NEITHER.format(name=path.name))
