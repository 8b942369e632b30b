"""The time outlives the process, and a clock that somebody has set is told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

from bot.clock import SystemClock
from bot.store.store import Store, Transaction
from bot.telling import Telling
from rooms.texts import say

log = structlog.get_logger()

KEPT = "latest_time"
"""The fact that holds it: the time, and what the wall clock said then."""

KEEP_EVERY = timedelta(minutes=1)
"""So far, at most, the time may go back when the process is killed: not worth a write each second."""

AWAY_SECONDS = 10.0
"""Whoever rests for so much longer than was meant has not been running: the machine slept, or was held."""


class Timekeeping:
    """Writes the time down, goes on from it after a restart, and tells of a clock that jumps.

    `on_return` is called with the time since when Vigil was not running, though nobody had stopped it.
    """

    def __init__(
        self,
        store: Store,
        clock: SystemClock,
        telling: Telling,
        on_return: Callable[[datetime], Awaitable[None]],
    ) -> None:
        self._store = store
        self._clock = clock
        self._telling = telling
        self._on_return = on_return
        self._kept_at: datetime | None = None

    async def begin(self) -> None:
        """Go on from where the last process left off."""
        async with self._store.transaction() as tx:
            kept = await tx.facts.get(KEPT)
        if kept is not None:
            self._clock.go_on(*map(datetime.fromisoformat, kept.split()))

    async def rest(self, seconds: float) -> None:
        """Wait, and notice when that has taken much longer."""
        since, steady = self._clock.now(), self._clock.steady()
        await asyncio.sleep(seconds)
        if self._clock.steady() - steady > seconds + AWAY_SECONDS:
            await self._on_return(since)

    async def look(self, now: datetime) -> None:
        """Write the time down once a minute, and tell what has happened to the clock."""
        jump = self._clock.take_jump()
        if jump is None and self._kept_at is not None and now < self._kept_at + KEEP_EVERY:
            return
        if jump is not None and jump > timedelta():
            # A machine that was held as a whole, as a virtual one can be, sees nothing but this of it.
            await self._on_return(now - jump)
        async with self._store.transaction() as tx:
            await self._keep(tx)
            if jump is not None:
                await self._tell(tx, jump)

    async def end(self) -> None:
        """Write the time down for the next process, which can do without if need be."""
        try:
            async with self._store.transaction() as tx:
                await self._keep(tx)
        except Exception:
            log.exception("time_not_kept")

    async def _keep(self, tx: Transaction) -> None:
        self._kept_at = self._clock.now()
        await tx.facts.set(KEPT, f"{self._kept_at.isoformat()} {self._clock.wall.isoformat()}")

    async def _tell(self, tx: Transaction, jump: timedelta) -> None:
        if jump > timedelta():
            text = say("coordination-clock-forward", span=jump)
        else:
            text = say("coordination-clock-back", span=-jump, ahead=self._clock.now() - self._clock.wall)
        await self._telling.coordinators(tx, text)
