"""The tick: what has fallen due is handed to the worker, however late it is (G4).

While Vigil does not hear, and until it has caught up, nothing is decided: see `hearing.py`.
"""

from __future__ import annotations

import asyncio
from datetime import datetime

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.hearing import Hearing
from bot.housekeeping import Housekeeping
from bot.sender import Sender
from bot.store.store import Store
from bot.worker import Worker

log = structlog.get_logger()

TICK_SECONDS = 1.0


class Timers:
    """Looks for due rows, every second. The rows are the truth; the scheduler is only the tick."""

    def __init__(
        self,
        store: Store,
        worker: Worker,
        sender: Sender,
        housekeeping: Housekeeping,
        hearing: Hearing,
        clock: Clock,
    ) -> None:
        self._store = store
        self._hearing = hearing
        self._worker = worker
        self._sender = sender
        self._housekeeping = housekeeping
        self._clock = clock
        self._scheduler = AsyncIOScheduler()
        self._ticking = asyncio.Lock()

    def start(self) -> None:
        """Begin to tick. A tick that comes late is made up for once, however late it is."""
        self._scheduler.add_job(
            self.tick,
            "interval",
            seconds=TICK_SECONDS,
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )
        self._scheduler.start()

    async def stop(self) -> None:
        """Stop ticking, once the tick that is under way has ended: the scheduler would call it a failure."""
        if self._scheduler.running:
            self._scheduler.pause()
            async with self._ticking:
                self._scheduler.shutdown(wait=False)

    async def tick(self) -> None:
        """Handle everything that is due now; one failing row does not hold back the others."""
        async with self._ticking:
            await self._tick()

    async def _tick(self) -> None:
        now = self._clock.now()
        for job in (self._judge_silences, self._housekeeping.tidy):
            try:
                await job(now)
            except Exception:
                log.exception("tick_failed", job=job.__name__)
        self._worker.wake()
        self._sender.wake()

    async def _judge_silences(self, now: datetime) -> None:
        """What was not done or said in time; nobody is held to be silent whom Vigil could not hear."""
        async with self._store.transaction() as tx:
            await self._hearing.tell(tx)
            if not await self._hearing.is_up_to_date(tx):
                return
            due = await tx.timers.due(now)
        for alert, timer in due:
            try:
                await self._worker.fall_due(alert, timer)
            except Exception:
                log.exception("timer_failed", alert=alert, kind=timer.kind.value)
        await self._worker.ask_to_repeat(now)
        await self._worker.end_verifications()
