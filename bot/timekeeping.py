"""The time outlives the process, and a clock that somebody has set is told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

from bot.alerts import Alerts
from bot.clock import SystemClock
from bot.errors import ClockSetRight
from bot.hearing import HEARD_UNTIL
from bot.store.store import Store, Transaction
from bot.telling import Telling
from rooms.texts import Text, say

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
        alerts: Alerts,
        on_return: Callable[[datetime], Awaitable[None]],
    ) -> None:
        self._store = store
        self._clock = clock
        self._telling = telling
        self._alerts = alerts
        self._on_return = on_return
        self._kept_at: datetime | None = None
        self._leapt = False
        """Whether the wall clock was ahead by days when this was looked at last."""
        self._set_right = False

    async def begin(self) -> None:
        """Go on from where the last process left off."""
        async with self._store.transaction() as tx:
            kept = await tx.facts.get(KEPT)
        if kept is not None:
            latest, wall, steady, rests_until, *_ = [*kept.split(), "", ""]  # An older Vigil kept two.
            until, then = datetime.fromisoformat(latest), datetime.fromisoformat(wall)
            self._clock.go_on(until, then, float(steady or "inf"))
            if rests_until:
                self._clock.rests_until = datetime.fromisoformat(rests_until)

    async def rest(self, seconds: float) -> None:
        """Wait, and notice when that has taken much longer. Raises `ClockSetRight` if it was."""
        if self._set_right:
            raise ClockSetRight("The clock of this machine was set right by days: start Vigil again.")
        since, steady = self._clock.now(), self._clock.steady()
        await asyncio.sleep(seconds)
        if self._clock.steady() - steady > seconds + AWAY_SECONDS:
            await self._on_return(since)

    async def look(self, now: datetime) -> None:
        """Write the time down once a minute, and tell what has happened to the clock."""
        wrong_by = self._clock.wrong_by
        if wrong_by is not None:
            await self._go_back(wrong_by)
            return
        jump, followed = self._clock.take_jump(), self._clock.take_followed()
        news = self._news(jump, followed)
        if news is None and self._kept_at is not None and now < self._kept_at + KEEP_EVERY:
            return
        if followed or (jump is not None and jump > timedelta()):
            # A machine that was held as a whole, as a virtual one can be, sees nothing but this of it.
            skipped = followed or (timedelta() if self._leapt else jump)
            await self._on_return(now - (skipped or timedelta()))
        async with self._store.transaction() as tx:
            await self._keep(tx)
            if news is not None:
                await self._telling.coordinators(tx, news)

    async def end(self) -> None:
        """Write the time down for the next process, which can do without if need be."""
        try:
            async with self._store.transaction() as tx:
                await self._keep(tx)
        except Exception:
            log.exception("time_not_kept")

    async def _keep(self, tx: Transaction) -> None:
        clock = self._clock
        self._kept_at = clock.now()
        rests_until = "" if clock.is_settled or clock.rests_until is None else clock.rests_until.isoformat()
        kept = f"{self._kept_at.isoformat()} {clock.wall.isoformat()} {clock.steady()} {rests_until}"
        await tx.facts.set(KEPT, kept)

    def _news(self, jump: timedelta | None, followed: timedelta | None) -> Text | None:
        """What the coordinators have to hear; of a leap once, when it comes, and when it is over."""
        leap = self._clock.leap
        had_leapt, self._leapt = self._leapt, leap is not None
        if leap is not None:
            return None if had_leapt else say("coordination-clock-leap", span=leap)
        if followed is not None and self._clock.rests_until is not None:
            return say("coordination-clock-followed", span=followed, until=self._clock.rests_until)
        if had_leapt:
            return say("coordination-clock-leap-over")
        if jump is None:
            return None
        if jump > timedelta():
            return say("coordination-clock-forward", span=jump)
        ahead = self._clock.now() - self._clock.wall
        return say("coordination-clock-back", span=-jump, ahead=ahead)

    async def _go_back(self, span: timedelta) -> None:
        """A false time was followed, and the clock is right: set right what was noted, and begin anew."""
        wall = self._clock.wall
        async with self._store.transaction() as tx:
            await tx.moments.set_right(wall, span)
            await self._alerts.set_clock_right(tx, wall, span)
            await tx.facts.set(HEARD_UNTIL, wall.isoformat())
            await tx.facts.set(KEPT, f"{wall.isoformat()} {wall.isoformat()} {self._clock.steady()}")
            await self._telling.coordinators(tx, say("coordination-clock-set-right", span=span))
        self._clock.set_right()
        self._set_right = True
