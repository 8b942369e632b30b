"""The tick: what has fallen due is handed to the worker, however late it is (G4).

While Vigil does not hear, and until it has caught up, nothing is decided: see `hearing.py`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence, Set
from datetime import datetime

import structlog

from bot.clock import Clock
from bot.health.health import Health
from bot.hearing import Hearing
from bot.housekeeping import Housekeeping
from bot.sender import Sender
from bot.store.store import Store
from bot.timekeeping import Timekeeping
from bot.worker import Worker
from rooms.timers import Timer

log = structlog.get_logger()

TICK_SECONDS = 1.0

_TOGETHER = 25
"""So many due rows are decided in one transaction: a thousand at once do not wait for a thousand writes to
the disk, and nobody else waits for more than one portion."""


class Timers:
    """Looks for due rows, every second.

    Not by APScheduler: that one waits by the wall clock, and would not tick for an hour after it was set back
    by one.
    """

    def __init__(
        self,
        store: Store,
        worker: Worker,
        sender: Sender,
        housekeeping: Housekeeping,
        hearing: Hearing,
        timekeeping: Timekeeping,
        health: Health,
        clock: Clock,
    ) -> None:
        self._store = store
        self._hearing = hearing
        self._worker = worker
        self._sender = sender
        self._housekeeping = housekeeping
        self._timekeeping = timekeeping
        self._health = health
        self._clock = clock
        self._ticking = asyncio.Lock()
        self._failed: set[tuple[int, Timer]] = set()
        """In the tick that is under way."""

    async def run(self) -> None:
        """Tick until cancelled."""
        while True:
            await self.tick()
            await self._timekeeping.rest(TICK_SECONDS)

    async def finish(self) -> None:
        """Return when the tick that is under way has ended; from then on there is none."""
        await self._ticking.acquire()
        await self._timekeeping.end()

    async def tick(self) -> None:
        """Handle everything that is due now; one failing row does not hold back the others."""
        async with self._ticking:
            await self._tick()

    async def _tick(self) -> None:
        now = self._clock.now()
        jobs = (self._timekeeping.look, self._judge_silences, self._health.look, self._housekeeping.tidy)
        for job in jobs:
            try:
                await job(now)
            except Exception:
                log.exception("tick_failed", job=job.__name__)
        self._worker.wake()
        self._sender.wake()

    async def _judge_silences(self, now: datetime) -> None:
        """What was not done or said in time; nobody is held to be silent whom Vigil could not hear."""
        async with self._store.transaction() as tx:
            await self._hearing.look(tx)
            if not await self._hearing.is_up_to_date(tx):
                return
            due = await tx.timers.due(now)
        for start in range(0, len(due), _TOGETHER):
            await self._fall_due(due[start : start + _TOGETHER])
        await self._leave_none_behind(now, set(due))
        await self._worker.ask_to_repeat(now)
        await self._worker.end_verifications()

    async def _leave_none_behind(self, now: datetime, decided: Set[tuple[int, Timer]]) -> None:
        """What was decided and is due as before would be so for ever: that is a fault like any other."""
        if not decided:
            return
        async with self._store.transaction() as tx:
            left = [each for each in await tx.timers.due(now) if each in decided]
        for alert, timer in left:
            if (alert, timer) not in self._failed:
                log.error("timer_left_due", alert=alert, kind=timer.kind.value)
                await self._worker.timer_failed(alert, timer, None)
        self._failed.clear()

    async def _fall_due(self, portion: Sequence[tuple[int, Timer]]) -> None:
        """These together; if that fails, each by itself, so that only the one whose fault it is stays due."""
        try:
            await self._worker.fall_due(*portion)
        except Exception as fault:
            if len(portion) > 1:
                for one in portion:
                    await self._fall_due([one])
                return
            [(alert, timer)] = portion
            log.exception("timer_failed", alert=alert, kind=timer.kind.value)
            self._failed.add((alert, timer))
            await self._worker.timer_failed(alert, timer, fault)
