"""The disk: warned of before it is full, with a reserve for the last words, and an end that is loud.

low     little room is left: the coordinators are told while all is well yet
full    next to none: the reserve is given up, they are told again, and Vigil goes on while that lasts
the end a write was not taken: what can still be said without a disk is said, and the process ends (exit
        code 74). Nothing is lost with it, for nothing is said or acknowledged before it is written down;
        the system starts it again, and it goes on when there is room.

A fault of the key store is the end at once: nio's memory is then ahead of the disk, and only a new start puts
them together again. The state database has lost a transaction and nothing else: with the reserve given up, it
is tried again.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot import diskfault
from bot.diskfault import disk_fault
from bot.errors import DiskFault
from bot.store.store import Store
from bot.telling import Telling
from rooms.texts import say

log = structlog.get_logger()

NAME = "reserve"
LOOK_EVERY_SECONDS = 1.0
LAST_WORDS_SECONDS = 5.0
MEGABYTE = 1 << 20

_TOLD = "disk_told"


@dataclass(frozen=True)
class Limits:
    """In bytes. `low` and `full` are of what is left beside the reserve."""

    reserve: int
    low: int
    full: int

    @classmethod
    def of(cls, total: int) -> Limits:
        """What suits a disk of this size."""
        reserve = min(8 * MEGABYTE, total // 16)
        return cls(reserve, low=min(256 * MEGABYTE, total // 8), full=reserve // 2)


class Reserve:
    """A file that holds room on the disk, to be given up when there is no other."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / NAME
        found = os.statvfs(folder)
        self.limits = Limits.of(found.f_frsize * found.f_blocks)

    @property
    def held(self) -> bool:
        """Whether it is there to be given up."""
        return self._file.exists()

    def free(self) -> int:
        """The bytes that are left beside it; raises `DiskFault` if the disk is read-only."""
        found = os.statvfs(self._folder)
        if found.f_flag & os.ST_RDONLY:
            raise diskfault.broken()
        return found.f_frsize * found.f_bavail

    def hold(self) -> None:
        """Take the room, if there is enough besides."""
        if self.held or self.free() < self.limits.reserve + self.limits.low:
            return
        file = os.open(self._file, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.posix_fallocate(file, 0, self.limits.reserve)
        except OSError:
            self.give_up()
        finally:
            os.close(file)

    def give_up(self) -> bool:
        """Give the room back; says whether there was any to give."""
        with contextlib.suppress(OSError):
            self._file.unlink()
            log.warning("disk_reserve_given_up")
            return True
        return False


def has_room_to_rewrite(folder: Path) -> bool:
    """Whether each database there can be written anew, log and all, without making the room `low`."""
    found = os.statvfs(folder)
    spare = found.f_frsize * found.f_bavail - Limits.of(found.f_frsize * found.f_blocks).low
    return spare >= 2 * max((file.stat().st_size for file in folder.glob("*.db")), default=0)


def make_room(folder: Path) -> Reserve:
    """The folder's reserve, before a database is opened there; given up if there is no other room to open it.

    Raises `DiskFault` if nothing can be written there even so.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        reserve = Reserve(folder)
        needed = reserve.limits.full // 2
        if reserve.free() < needed:
            reserve.give_up()
            if reserve.free() < needed:
                raise diskfault.full()
        return reserve
    except OSError as error:
        fault = disk_fault(error)
        if fault is None:
            raise
        raise fault from error


class Disk:
    """Looks at the disk every second while Vigil runs; its `run` ends when Vigil has to."""

    def __init__(
        self,
        reserve: Reserve,
        store: Store,
        telling: Telling,
        on_outbox: Callable[[], None],
        *,
        last_words: Callable[[], Awaitable[None]],
    ) -> None:
        """`last_words` says in the coordination room that Vigil stops, without writing anything."""
        self._reserve = reserve
        self._store = store
        self._telling = telling
        self._on_outbox = on_outbox
        self._last_words = last_words
        self._fault: DiskFault | None = None
        self._ended = asyncio.Event()
        self._spoken = asyncio.Event()
        self._state = "well"
        self._told: str | None = None

    @property
    def is_full(self) -> bool:
        """There is next to no room, or the disk takes nothing at all."""
        return self._state == "full" or self._fault is not None

    def problems(self) -> bool:
        """There is little room, or worse."""
        return self._state != "well" or self._fault is not None

    def state_not_written(self, fault: DiskFault) -> None:
        """A transaction of the state database was not taken."""
        if not (fault.full and self._reserve.give_up()):
            self._end(fault)

    def keys_not_written(self, fault: DiskFault) -> None:
        """Something was not written into the key store."""
        self._reserve.give_up()
        self._end(fault)

    def _end(self, fault: DiskFault) -> None:
        self._fault = self._fault or fault
        self._ended.set()

    async def run(self) -> None:
        """Look until cancelled; raises `DiskFault` when Vigil cannot go on, once it has said so."""
        while True:
            try:
                if self._fault is None:
                    await self.look()
            except DiskFault as fault:
                if not fault.full:  # Else `state_not_written` has decided.
                    self._end(fault)
            if self._fault is not None:
                await self._say_last_words()
                self._spoken.set()
                raise self._fault
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ended.wait(), LOOK_EVERY_SECONDS)

    async def speaks(self, fault: BaseException | None) -> None:
        """Another loop has ended with this: if the disk is why, return when the last words are said."""
        if isinstance(fault, DiskFault):
            self._end(fault)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._spoken.wait(), LAST_WORDS_SECONDS)

    async def look(self) -> None:
        """See how much room there is, keep or give up the reserve, and tell the coordinators of a change."""
        free = self._reserve.free()
        if free < self._reserve.limits.full:
            self._reserve.give_up()
        else:
            self._reserve.hold()
        self._state = self._judge(free)
        if self._told is None:
            async with self._store.transaction() as tx:
                self._told = await tx.facts.get(_TOLD) or "well"
        if self._told != self._state:
            await self._tell(self._state, free // MEGABYTE)

    async def _tell(self, state: str, megabytes: int) -> None:
        async with self._store.transaction() as tx:
            await tx.facts.set(_TOLD, state)
            if state == "full":
                await self._telling.coordinators(tx, say("coordination-disk-full"), urgent=True)
            elif state == "low":
                text = say("coordination-disk-low", megabytes=str(megabytes))
                await self._telling.coordinators(tx, text, urgent=True)
            else:
                await self._telling.coordinators(tx, say("coordination-disk-well"))
        self._told = state
        log.warning("disk_state_changed", state=state, megabytes=megabytes)
        self._on_outbox()

    def _judge(self, free: int) -> str:
        """It is better again only when there is clearly more room, so that nothing is told to and fro."""
        limits = self._reserve.limits
        if not self._reserve.held and free < limits.full + limits.reserve:
            return "full"
        if free < limits.low or (self._state != "well" and free < limits.low * 5 // 4):
            return "low"
        return "well"

    async def _say_last_words(self) -> None:
        """Best effort: the end does not wait for a homeserver that is away."""
        try:
            async with asyncio.timeout(LAST_WORDS_SECONDS):
                await self._last_words()
        except Exception:
            log.exception("last_words_not_said")
