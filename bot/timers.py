"""The tick: what has fallen due is handed to the worker, however late it is (G4).

While Vigil does not hear, and until it has caught up, nothing is decided: see `hearing.py`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence, Set
from datetime import datetime
from typing import Any

import structlog

from bot.clock import SystemClock
from bot.health.health import Health
from bot.hearing import Hearing
from bot.housekeeping import Housekeeping
from bot.patience import pause_after
from bot.regular import Regular
from bot.sender import Sender
from bot.setting_aside import TRY_AGAIN_EVERY, try_again
from bot.store.faults import is_our_own
from bot.store.store import Store
from bot.timekeeping import Timekeeping
from bot.worker import Worker
from rooms.timers import IRREVOCABLE, Timer

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
        regular: Regular,
        hearing: Hearing,
        timekeeping: Timekeeping,
        health: Health,
        clock: SystemClock,
    ) -> None:
        self._store = store
        self._hearing = hearing
        self._worker = worker
        self._sender = sender
        self._housekeeping = housekeeping
        self._regular = regular
        self._timekeeping = timekeeping
        self._health = health
        self._clock = clock
        self._ticking = asyncio.Lock()
        self._failed: set[tuple[int, Timer]] = set()
        """In the tick that is under way."""
        self._pauses: dict[tuple[int, Timer], tuple[int, datetime]] = {}
        """How often these failed in a row by faults of our own, and until when they rest."""
        self._try_again_at = clock.now() + TRY_AGAIN_EVERY

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
        look, tidy = self._health.look, self._housekeeping.tidy
        regular = self._regular.look
        for job in (self._timekeeping.look, self._judge_silences, regular, look, tidy, self._try_again):
            await self._guarded(job, now)
        self._worker.wake()
        self._sender.wake()

    async def _guarded(self, job: Callable[..., Awaitable[None]], *given: Any) -> None:
        """Do it; if it fails, the rest of the tick is done all the same."""
        try:
            await job(*given)
        except Exception:
            log.exception("tick_failed", job=job.__name__)

    async def _try_again(self, now: datetime) -> None:
        """What is set aside waits for no new start: what it stumbled over may be gone."""
        if now >= self._try_again_at:
            self._try_again_at = now + TRY_AGAIN_EVERY
            self._pauses = {one: rest for one, rest in self._pauses.items() if now < rest[1]}
            await try_again(self._store)

    async def _judge_silences(self, now: datetime) -> None:
        """What was not done or said in time; nobody is held to be silent whom Vigil could not hear."""
        async with self._store.transaction() as tx:
            await self._hearing.look(tx)
            if not await self._hearing.is_up_to_date(tx):
                return
            unheard = await self._hearing.unheard(tx)
            due = [
                each
                for each in await tx.timers.due(now)
                if (each[0], each[1].kind) not in unheard and not self._rests(each, now)
            ]
            due = await self._hearing.heard_out(tx, due)
        self._failed.clear()
        for start in range(0, len(due), _TOGETHER):
            await self._guarded(self._fall_due, due[start : start + _TOGETHER])
        await self._guarded(self._leave_none_behind, now, set(due))
        await self._guarded(self._worker.ask_to_repeat, now)
        await self._guarded(self._worker.end_verifications)

    def _rests(self, one: tuple[int, Timer], now: datetime) -> bool:
        if one[1].kind in IRREVOCABLE and not self._clock.is_settled:
            return True
        return one in self._pauses and now < self._pauses[one][1]

    async def _leave_none_behind(self, now: datetime, decided: Set[tuple[int, Timer]]) -> None:
        """What was decided and is due as before would be so for ever: that is a fault like any other."""
        if not decided:
            return
        async with self._store.transaction() as tx:
            left = [each for each in await tx.timers.due(now) if each in decided]
        for alert, timer in left:
            if (alert, timer) not in self._failed:
                log.error("timer_left_due", alert=alert, kind=timer.kind.value)
                await self._guarded(self._count, alert, timer, None)
        for one in decided - set(left):
            self._pauses.pop(one, None)

    async def _count(self, alert: int, timer: Timer, fault: Exception | None) -> None:
        """It failed, or is left: it rests, unless everything fails now, and is set aside in the end."""
        self._failed.add((alert, timer))
        if fault is None or is_our_own(fault):
            times, _ = self._pauses.get((alert, timer), (0, None))
            self._pauses[alert, timer] = times + 1, self._clock.now() + pause_after(times)
        await self._worker.timer_failed(alert, timer, fault)

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
            await self._guarded(self._count, alert, timer, fault)
