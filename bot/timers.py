"""The tick: what has fallen due is handed to the worker, however late it is (G4)."""

from __future__ import annotations

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.housekeeping import Housekeeping
from bot.sender import Sender
from bot.store.store import Store
from bot.worker import Worker

log = structlog.get_logger()

TICK_SECONDS = 1.0


class Timers:
    """Looks for due rows, every second. The rows are the truth; the scheduler is only the tick."""

    def __init__(
        self, store: Store, worker: Worker, sender: Sender, housekeeping: Housekeeping, clock: Clock
    ) -> None:
        self._store = store
        self._worker = worker
        self._sender = sender
        self._housekeeping = housekeeping
        self._clock = clock
        self._scheduler = AsyncIOScheduler()

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

    def stop(self) -> None:
        """Stop ticking."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def tick(self) -> None:
        """Handle everything that is due now; one failing row does not hold back the others."""
        now = self._clock.now()
        async with self._store.transaction() as tx:
            due = await tx.timers.due(now)
        for alert, timer in due:
            try:
                await self._worker.fall_due(alert, timer)
            except Exception:
                log.exception("timer_failed", alert=alert, kind=timer.kind.value)
        for job in (self._worker.ask_to_repeat, self._housekeeping.tidy):
            try:
                await job(now)
            except Exception:
                log.exception("tick_failed", job=job.__name__)
        self._worker.wake()
        self._sender.wake()
