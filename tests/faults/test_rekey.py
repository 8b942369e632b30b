"""The key of all data is changed, and the machine dies in the middle of it."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import time
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2  # type: ignore[import-untyped, unused-ignore]

from bot.config import Settings, load_settings
from bot.errors import AlreadyRunning, KeyFault, VigilError, WrongKey
from bot.initialising import initialise
from bot.keeping.rekey import rekey
from bot.key import Key, unfinished
from bot.store import wholefile
from bot.store.lock import FolderLock
from bot.store.store import Store
from tests.e2e.program import Program
from tests.e2e.world import World
from tests.faults.rekeying import READY, change_key
from tests.faults.test_backup import jean_has_called
from tests.forked import Forked

NAMES = ("vigil.db", "crypto.db")
ROWS = 3000
KILLS = 12
"""In one change of both keys, evenly spread over the time that it takes."""

POINTS = tuple(f"{when}-{what}" for what in ("key.new", *NAMES, "key") for when in ("before", "after"))


def filled(path: Path, key: Key) -> None:
    """A file with so much in it that a change of its key takes a while; its log is not folded in yet."""
    connection = dbapi2.connect(str(path), isolation_level=None)
    connection.execute(key.pragma)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA user_version = 2")
    connection.execute("CREATE TABLE facts (key TEXT PRIMARY KEY, value BLOB)")
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO facts VALUES (?, randomblob(1000))", [(str(n),) for n in range(ROWS)])
    connection.execute("COMMIT")
    connection.close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings with both databases, which are of some size."""
    initialise(tmp_path / "vigil")
    made = load_settings(tmp_path / "vigil" / "config.yaml")
    for name in NAMES:
        filled(made.data_dir / name, made.key())
    return made


def doomed(settings: Settings, point: str = "") -> Forked:
    """The change of the key in a process of its own, begun."""
    said = settings.folder.with_name("said")
    said.unlink(missing_ok=True)
    process = Forked(change_key, settings.file, point, out=said)
    while not (said.exists() and READY in said.read_text(encoding="utf-8")):
        assert process.lives or READY in said.read_text(encoding="utf-8")
        time.sleep(0.002)
    return process


def rows_of(path: Path, key: Key) -> int:
    """How much is in the file, read with this key."""
    connection = dbapi2.connect(str(path), isolation_level=None)
    try:
        connection.execute(key.pragma)
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
        return int(connection.execute("SELECT count(*) FROM facts").fetchone()[0])
    finally:
        connection.close()


def is_changed(settings: Settings, old: Key) -> None:
    """The key in force is another, opens both files, and all is in them; the old one opens nothing."""
    key = settings.key()
    assert key != old
    for name in NAMES:
        path = settings.data_dir / name
        assert wholefile.is_sound(path, key)
        assert rows_of(path, key) == ROWS
        assert not wholefile.opens(path, old)
    secrets = sorted(path.name for path in (settings.folder / "secrets").iterdir())
    assert secrets == ["key", "password"]
    assert (settings.folder / settings.key_file).stat().st_mode & 0o777 == 0o600
    assert {path.name for path in settings.data_dir.iterdir()} == {*NAMES, "vigil.lock"}


def test_the_key_is_changed(settings: Settings) -> None:
    """Both files are under the new key, which stands where the old one stood."""
    old = settings.key()
    rekey(settings)
    is_changed(settings, old)


@pytest.mark.parametrize("point", POINTS)
def test_killed_between_two_steps(settings: Settings, point: str) -> None:
    """G1: SIGKILL before and after each step; the same command again finishes it."""
    old = settings.key()
    assert doomed(settings, point).ends() == -signal.SIGKILL
    if point not in ("before-key.new", "after-key"):
        with pytest.raises(KeyFault, match="run 'vigil rekey' again"):
            settings.key()
    if point != "after-key":
        rekey(settings)
    is_changed(settings, old)


def test_killed_in_the_middle_of_a_file(settings: Settings, long: bool) -> None:
    """G1: SIGKILL at moments spread over the whole change; each time the next one finishes it."""
    old = settings.key()
    copies = settings.folder / "before"
    shutil.copytree(settings.data_dir, copies)
    secret = (settings.folder / settings.key_file).read_bytes()
    process = doomed(settings)
    began = time.monotonic()
    assert process.ends() == 0
    takes = time.monotonic() - began
    kills = KILLS * (20 if long else 1)
    unfinished_files = 0
    for number in range(kills):
        shutil.rmtree(settings.data_dir)
        shutil.copytree(copies, settings.data_dir)
        (settings.folder / settings.key_file).write_bytes(secret)
        process = doomed(settings)
        time.sleep(takes * number / kills)
        process.hears(signal.SIGKILL)
        process.ends()
        unfinished_files += len(list(settings.data_dir.glob("*-journal")))
        if (settings.folder / settings.key_file).read_bytes() == secret:
            rekey(settings)
        is_changed(settings, old)
    print(f"{kills} kills in the change of a key, {unfinished_files} in the middle of a file, 0 lost")
    assert unfinished_files


def test_a_running_vigil_keeps_its_key(settings: Settings) -> None:
    """Nothing is changed while another holds the data folder."""
    old = settings.key()
    lock = FolderLock(settings.data_dir)
    with pytest.raises(AlreadyRunning, match="stop it first"):
        rekey(settings)
    assert settings.key() == old
    assert all(wholefile.opens(settings.data_dir / name, old) for name in NAMES)
    lock.release()


def test_with_a_wrong_key_nothing_is_begun(settings: Settings) -> None:
    """A key of other data: both files stay as they are, and the right key changes them afterwards."""
    key_file = settings.folder / settings.key_file
    old = settings.key()
    key_file.write_text(Key.fresh().raw.hex())
    with pytest.raises(WrongKey, match=r"opens 'vigil\.db'"):
        rekey(settings)
    assert all(wholefile.opens(settings.data_dir / name, old) for name in NAMES)
    key_file.write_text(old.raw.hex())
    rekey(settings)
    is_changed(settings, old)


def test_a_key_that_systemd_hands_over(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """It cannot be replaced from here: the new key goes into the file that is named, and stays there."""
    old = settings.key()
    credentials = settings.folder / "credentials"
    credentials.mkdir()
    shutil.move(settings.folder / settings.key_file, credentials / "vigil-key")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(credentials))
    text = settings.file.read_text().replace("key_file: secrets/key", 'key_file: "credential:vigil-key"')
    settings.file.write_text(text)
    changed = load_settings(settings.file)
    assert changed.key_file == "credential:vigil-key"
    with pytest.raises(VigilError, match="--new-key"):
        rekey(changed)
    file = settings.folder / "new-key"
    assert str(file) in rekey(changed, file)
    rekey(changed, file)  # Once more does no harm.
    shutil.move(file, credentials / "vigil-key")
    assert all(wholefile.opens(settings.data_dir / name, changed.key()) for name in NAMES)
    assert not wholefile.opens(settings.database, old)


def test_the_new_key_is_a_file_of_its_own(settings: Settings) -> None:
    """It is there, alone readable, before anything is changed; a half-written one is never taken."""
    file = unfinished(settings.folder / settings.key_file)
    file.with_name(f"{file.name}.part").write_text("half")
    assert doomed(settings, "before-vigil.db").ends() == -signal.SIGKILL
    assert file.stat().st_mode & 0o777 == 0o600
    Key.parse(file.read_text())


async def test_vigil_goes_on_under_a_new_key(vigil: World, tmp_path: Path) -> None:
    """G1, G2, G5: an alert goes on, with the same device and channels; it is refused while Vigil runs."""
    jean, sophie = await jean_has_called(vigil)
    operator = Program(vigil.settings.file, tmp_path / "log")
    code, lines = await operator.calls("rekey")
    assert (code, "stop it first" in lines[-1]) == (1, True)
    before, old = vigil.vigil.gateway.me, vigil.settings.key()
    await vigil.stops()
    unused = unfinished(vigil.settings.folder / vigil.settings.key_file)
    assert not unused.exists()
    assert (await operator.calls("rekey"))[0] == 0
    with pytest.raises(WrongKey):
        await Store.open(vigil.settings.database, old)
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(vigil.settings.database).execute("SELECT * FROM facts")
    await vigil.starts()
    assert vigil.vigil.gateway.me == before
    await jean.says("they are at the back door")
    await sophie.sees("they are at the back door", within=60.0)
