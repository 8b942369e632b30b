"""`vigil init`: a folder with settings to fill in, a fresh key, and permissions that keep others out."""

from __future__ import annotations

import os
from pathlib import Path

import bot
from bot.errors import VigilError
from bot.key import Key

EXAMPLE = Path(bot.__file__).parent.parent / "config.example.yaml"

_NEXT = """\
{folder} is ready. Next:
  1. fill in {config}
  2. write the bot's password into {password}
  3. vigil check --config {config}
  4. vigil run --config {config}
Keep a copy of {key} apart from the data: without it nobody can open the database, you neither."""


def initialise(folder: Path) -> str:
    """Fill the folder and return what to do next.

    Raises `VigilError`, having changed nothing, if it holds settings or secrets already.
    """
    config = folder / "config.yaml"
    key, password = folder / "secrets" / "key", folder / "secrets" / "password"
    for path in (config, key, password):
        if path.exists():
            raise VigilError(f"'{path}' exists already and was left as it is; name another folder.")
    try:
        example = EXAMPLE.read_text(encoding="utf-8")
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for inner in ("secrets", "data"):
            (folder / inner).mkdir(mode=0o700, exist_ok=True)
            (folder / inner).chmod(0o700)
        _write(key, Key.fresh().raw.hex() + "\n")
        _write(password, "")
        _write(config, example)
    except OSError as fault:
        raise VigilError(f"The folder '{folder}' cannot be filled: {fault.strerror}.") from fault
    return _NEXT.format(folder=folder, config=config, password=password, key=key)


def _write(path: Path, text: str) -> None:
    """Make a new file that only its owner may read, from its first moment on."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
