"""The disk runs full, refuses or is read-only: it is said, nothing is damaged, Vigil goes on (G1, G6)."""

from __future__ import annotations

import asyncio
import errno
import os
import resource
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import peewee
import pytest
from sqlalchemy.exc import OperationalError

from bot.app import Vigil
from bot.config import load_settings
from bot.demo import cast
from bot.demo.town import Town
from bot.disk import MEGABYTE, Disk, Limits, Reserve, make_room
from bot.diskfault import disk_fault
from bot.errors import DiskFault
from bot.identifiers import RandomIdentifiers
from bot.jobs import JOBS
from bot.key import Key
from bot.matrix.cryptostore import CryptoStore
from bot.store.store import Store
from bot.telling import Telling
from tests.clock import MovableClock
from tests.e2e.program import Program
from tests.faults.disks import SmallDisk, assert_whole, small_disk
from tests.waiting import until

PATIENCE = 60.0
DISK_FAULT = 74
STOPS = "I AM STOPPING"
IS_BACK = "I am back: my disk"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """The data folder of `program` is a small disk."""
    with small_disk(tmp_path / "bot" / "data") as made:
        yield made


async def test_a_full_disk_is_told_and_damages_nothing(
    disk: SmallDisk, program: Program, town: Town, tmp_path: Path
) -> None:
    """G1, G6: warned before it is full, told when it is, ended with 74, and after it nothing is missing."""
    settings = tmp_path / "bot" / "config.yaml"
    await program.starts()
    jean, amina = await town.welcomes("jean", "amina")
    coordination = await amina.room("Coordination", within=PATIENCE)
    await jean.opens_chat(within=PATIENCE)
    assert (disk.folder / "reserve").stat().st_size == Limits.of(48 * MEGABYTE).reserve

    disk.leave(4 * MEGABYTE)
    await amina.sees("MB are left", coordination, within=PATIENCE)
    await jean.says("alert they are at the gate")
    await jean.sees("I have your alert", within=PATIENCE)

    disk.fill()
    await amina.sees("THE DISK IS FULL", coordination, within=PATIENCE)
    assert not (disk.folder / "reserve").exists()

    disk.fill()
    await jean.says("they have broken the door")
    assert await program.ends(PATIENCE) == DISK_FAULT
    assert "The disk is full: make room" in program.printed
    await amina.sees(STOPS, coordination, within=PATIENCE)
    assert_whole(settings, tmp_path)

    await program.starts()
    assert await program.ends(PATIENCE) == DISK_FAULT, "there is no room to start in"
    assert_whole(settings, tmp_path)

    disk.clear()
    await program.starts()
    await amina.sees("enough room on my disk again", coordination, within=PATIENCE)
    await jean.sees("I am passing this on", within=PATIENCE)
    assert (disk.folder / "reserve").exists()
    assert await program.is_told_to_stop() == 0
    assert_whole(settings, tmp_path)
    await jean.catches_up()
    await amina.catches_up()
    assert sum("I have your alert" in seen.text for seen in jean.memory.seen) == 1
    assert sum("I am passing this on" in seen.text for seen in jean.memory.seen) == 1
    for said in ("nearly full", "THE DISK IS FULL", STOPS, IS_BACK, "enough room"):
        assert sum(said in seen.text for seen in amina.memory.seen) == 1, said


async def test_a_disk_that_refuses_ends_vigil_and_nothing_is_lost(
    program: Program, town: Town, tmp_path: Path
) -> None:
    """G1, G6: every write fails from one moment on; it is said without writing, and what came is not lost."""
    settings = tmp_path / "bot" / "config.yaml"
    await program.starts()
    jean, amina = await town.welcomes("jean", "amina")
    coordination = await amina.room("Coordination", within=PATIENCE)
    await jean.opens_chat(within=PATIENCE)
    await amina.sees("first time", coordination, within=PATIENCE)
    limit = len(program.printed.encode()) + 64_000  # It may go on logging.
    resource.prlimit(program.pid, resource.RLIMIT_FSIZE, (limit, limit))
    await jean.says("alert they are at the gate")
    assert await program.ends(PATIENCE) == DISK_FAULT
    assert "read-only or broken" in program.printed
    await amina.sees(STOPS, coordination, within=PATIENCE)
    assert_whole(settings, tmp_path)

    await program.starts()
    await amina.sees(IS_BACK, coordination, within=PATIENCE)
    await jean.sees("I have your alert", within=PATIENCE)
    assert await program.is_told_to_stop() == 0
    await jean.catches_up()
    assert sum("I have your alert" in seen.text for seen in jean.memory.seen) == 1
    assert_whole(settings, tmp_path)


async def test_a_loop_that_dies_of_the_disk_does_not_cut_off_the_last_words(
    town: Town, tmp_path: Path
) -> None:
    """G6: the worker's write is refused and ends it; the coordinators hear the last words all the same."""
    await town.register(cast.BOT)
    (amina,) = await town.welcomes("amina")
    file = town.write_settings(tmp_path / "bot")
    vigil = Vigil(load_settings(file))
    await vigil.start()
    running = asyncio.create_task(vigil.main_loop())
    try:
        coordination = await amina.room("Coordination", within=PATIENCE)
        await amina.sees("first time", coordination, within=PATIENCE)

        async def writes() -> int:
            await vigil.store._opened().raw.pragma("PRAGMA max_page_count = 1")
            async with vigil.store.transaction() as tx:
                await tx.facts.set("long", "x" * 100_000)
            return 0

        vigil.worker._handle_some = writes  # type: ignore[method-assign]
        vigil.worker.wake()
        with pytest.raises(DiskFault):
            async with asyncio.timeout(PATIENCE):
                await running
        await amina.sees(STOPS, coordination, within=PATIENCE)
    finally:
        running.cancel()
        await vigil.shutdown()


async def test_a_read_only_disk_is_said_at_the_start(disk: SmallDisk, program: Program) -> None:
    """G6: `vigil run` ends with 74 and a sentence that says what to do; with a disk to write on it runs."""
    await program.starts()
    await _is_started(program, times=1)
    assert await program.is_told_to_stop() == 0
    disk.remount("ro")
    await program.starts()
    assert await program.ends(PATIENCE) == DISK_FAULT
    assert "read-only or broken: mend it, and start Vigil again" in program.printed
    disk.remount("rw")
    await program.starts()
    await _is_started(program, times=2)
    assert await program.is_told_to_stop() == 0


async def _is_started(program: Program, *, times: int) -> None:
    async def look() -> bool:
        return program.printed.count('"event": "started"') == times

    await until(look, within=PATIENCE)


def test_a_start_frees_the_reserve_if_there_is_no_other_room(disk: SmallDisk) -> None:
    """What Vigil kept back for the worst case is what it starts in."""
    reserve = make_room(disk.folder)
    reserve.hold()
    assert reserve.held
    disk.leave(0)
    assert not make_room(disk.folder).held
    disk.fill()
    with pytest.raises(DiskFault) as caught:
        make_room(disk.folder)
    assert caught.value.full


def test_the_reserve_takes_no_room_that_others_need(disk: SmallDisk) -> None:
    """It is held only where enough is left beside it, and a half one is none."""
    reserve = Reserve(disk.folder)
    disk.leave(reserve.limits.reserve + reserve.limits.low - 4096)
    reserve.hold()
    assert not reserve.held
    disk.clear()
    reserve.hold()
    assert (disk.folder / "reserve").stat().st_blocks * 512 == reserve.limits.reserve


@pytest.mark.parametrize("size", [0, 10 * MEGABYTE, 1000 * MEGABYTE, 10**12])
def test_limits_suit_every_disk(size: int) -> None:
    """The warning comes before the end, on a small disk as on a large one, and the reserve stays small."""
    limits = Limits.of(size)
    assert limits.full <= limits.reserve <= limits.low <= 256 * MEGABYTE
    assert limits.reserve <= 8 * MEGABYTE


def test_what_says_something_of_the_disk_is_known() -> None:
    """Each layer wraps the system's error in its own; other errors are none of the disk's."""
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = 13
    broken = sqlite3.OperationalError("disk I/O error")
    broken.sqlite_errorcode = 10 | (3 << 8)
    for fault in (full, OperationalError("x", {}, full), peewee.OperationalError(full, "x")):
        found = disk_fault(fault)
        assert found is not None and found.full
    for fault in (broken, OperationalError("x", {}, broken), OSError(errno.EROFS, "x")):
        found = disk_fault(fault)
        assert found is not None and not found.full
    for fault in (ValueError("x"), OSError(errno.EACCES, "x"), sqlite3.IntegrityError("x")):
        assert disk_fault(fault) is None


def test_memory_is_for_nobody() -> None:
    """G5: no core dump, and no reading of the memory by others of the same user, from the first line on."""
    code = (
        "import resource, ctypes; from bot.hardening import harden; assert harden();"
        "print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split(") ") == ["(0, 0", "0\n"]


async def test_the_running_program_is_hardened(program: Program) -> None:
    """G5: what `vigil run` is, as the system sees it: without cores, and its memory belongs to root."""
    await program.starts_from_nothing()
    await _is_started(program, times=1)
    assert resource.prlimit(program.pid, resource.RLIMIT_CORE) == (0, 0)
    if os.getuid():
        assert os.stat(f"/proc/{program.pid}/mem").st_uid == 0
    assert await program.is_told_to_stop() == 0


class Watched:
    """A `Disk` over a small disk, and what it says when it ends."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.last_words: list[str] = []
        self.reserve = make_room(folder)
        telling = Telling(MovableClock(), RandomIdentifiers())
        self.disk = Disk(self.reserve, store, telling, lambda: None, last_words=self._say)
        store.on_disk_fault = self.disk.state_not_written

    async def _say(self) -> None:
        self.last_words.append("I stop")

    async def ends(self) -> DiskFault:
        """Wait until it ends Vigil."""
        with pytest.raises(DiskFault) as caught:
            async with asyncio.timeout(PATIENCE):
                await self.disk.run()
        return caught.value


async def test_a_disk_that_becomes_read_only_is_noticed_without_a_write(
    disk: SmallDisk, tmp_path: Path
) -> None:
    """G7: nothing has to be written first; the last words are said once, and the fault is the disk's."""
    store = await Store.open(tmp_path / "state.db", Key.fresh())
    watched = Watched(disk.folder, store)
    await watched.disk.look()
    assert not watched.disk.problems()
    disk.remount("ro")
    assert not (await watched.ends()).full
    assert len(watched.last_words) == 1 and watched.disk.is_full
    await store.close()


async def test_the_state_is_tried_again_and_the_keys_are_not(disk: SmallDisk, tmp_path: Path) -> None:
    """G1: a lost transaction is made again in the reserve; keys in memory are never ahead of the disk."""
    folder, key = tmp_path / "bot" / "data", Key.fresh()
    store = await Store.open(folder / "state.db", key, extra=JOBS)
    keys = CryptoStore(folder / "crypto.db", key, user="@vigil:vigil.test", device_id="VIGIL")
    watched = Watched(folder, store)
    keys.on_disk_fault(watched.disk.keys_not_written)
    await watched.disk.look()
    assert (folder / "reserve").exists()
    disk.leave(0)

    async def writes() -> None:
        async with store.transaction() as tx:
            await tx.facts.set("long", "x" * 100_000)

    with pytest.raises(DiskFault):
        await writes()
    assert not (folder / "reserve").exists()
    await writes()
    await watched.disk.look()
    assert watched.disk.is_full
    assert watched.last_words == []
    disk.fill()
    with pytest.raises(DiskFault), keys.atomic():
        keys.add_encrypted_rooms(["!room"], since="x" * 200_000)
    assert keys.encrypted_since("!room") is None
    assert (await watched.ends()).full
    assert len(watched.last_words) == 1
    keys.close()
    await store.close()
