"""Opening and locking."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.errors import AlreadyRunning, StoreError, WrongKey
from bot.key import Key
from bot.store.store import Store
from tests.bot.store.conftest import KEY
from tests.bot.store.world import on_disk, opened, read, write


def lay_down(path: Path, content: bytes) -> None:
    """A file that was there before Vigil."""
    path.parent.mkdir()
    path.write_bytes(content)


def spoil(path: Path) -> None:
    """Overwrite all pages of the file but the first, as a failing disk does."""
    content = path.read_bytes()
    path.write_bytes(content[:4096] + bytes(len(content) - 4096))


async def test_what_is_written_is_there_after_a_restart(path: Path) -> None:
    """What a transaction wrote is found again by the next process."""
    async with opened(path) as store:
        await write(store, "token", "s1")
    async with opened(path) as store:
        assert await read(store, "token") == "s1"


async def test_a_wrong_key_is_refused_and_harms_nothing(path: Path) -> None:
    """Another key is refused with a sentence, and the right one still opens the database."""
    async with opened(path) as store:
        await write(store, "token", "s1")
    with pytest.raises(WrongKey):
        await Store.open(path, Key(bytes(32)))
    async with opened(path) as store:
        assert await read(store, "token") == "s1"


async def test_a_damaged_file_is_refused(path: Path) -> None:
    """A file that is no database at all is refused in the same way, and left as it is."""
    noise = b"not a database" * 1000
    lay_down(path, noise)
    with pytest.raises(WrongKey):
        await Store.open(path, KEY)
    assert on_disk(path)[path.name] == noise


async def test_a_file_damaged_in_the_middle_is_refused(path: Path) -> None:
    """A database that cannot be read is said to be so in a sentence, and its folder is free again."""
    async with opened(path) as store:
        await write(store, "token", "s1")
    spoil(path)
    for _ in range(2):
        with pytest.raises(StoreError) as caught:
            await Store.open(path, KEY)
        assert not isinstance(caught.value, AlreadyRunning)


async def test_an_unusable_folder_is_refused(tmp_path: Path) -> None:
    """A data folder that cannot be is refused as the data folder's fault."""
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(StoreError):
        await Store.open(tmp_path / "data" / "state.db", KEY)


ROOT = Path(__file__).parents[3]
HOLD = """
import asyncio, sys
from pathlib import Path
from bot.key import Key
from bot.store.store import Store

async def hold():
    store = await Store.open(Path(sys.argv[1]), Key(bytes(range(32))))
    async with store.transaction() as tx:
        await tx.facts.set("token", "committed")
    async with store.transaction() as tx:
        await tx.facts.set("token", "never committed")
        print("alembic" in sys.modules, flush=True)
        await asyncio.Event().wait()

asyncio.run(hold())
"""


@contextmanager
def another_vigil(path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Another process in the middle of a transaction on this database, and what it printed."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


async def test_a_second_process_is_refused_until_the_first_is_dead(path: Path) -> None:
    """Two Vigils never share a data folder, and one that was killed wrote whole transactions (G1)."""
    with another_vigil(path) as (process, _):
        with pytest.raises(AlreadyRunning):
            await Store.open(path, KEY)
        process.kill()
        process.wait()
        with pytest.raises(WrongKey):
            await Store.open(path, Key(bytes(32)))
        async with opened(path) as store:
            assert await read(store, "token") == "committed"


async def test_opening_an_up_to_date_database_does_without_alembic(path: Path) -> None:
    """A restart does not pay for the migration machinery."""
    async with opened(path):
        pass
    with another_vigil(path) as (_, alembic_was_imported):
        assert alembic_was_imported == "False"


async def test_a_folder_is_free_again_after_a_failed_opening(path: Path) -> None:
    """An opening that fails does not keep the lock."""
    async with opened(path):
        pass
    with pytest.raises(WrongKey):
        await Store.open(path, Key(bytes(32)))
    async with opened(path):
        with pytest.raises(AlreadyRunning):
            await Store.open(path, KEY)
