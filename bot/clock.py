"""The one place that reads the machine's clocks; everything else is handed a `Clock`.

A wall clock can be set: by a person, by the network after a dead battery, when a virtual machine is moved.
What is due in ten minutes must not be due in seventy because of that, nor come twice. So Vigil's time follows
the wall clock, but never back: while the wall clock is behind, it goes on at nine tenths of its pace, by the
clock that nobody can set and that goes on while the machine sleeps, until the other has caught up.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

SLOWED = 0.9
"""The pace while the wall clock is behind: an hour set back is made up for in ten."""

JUMP = timedelta(minutes=5)
"""A wall clock that was set by more than this is worth telling."""


class Clock(Protocol):
    """Tells the time, so that a test can move it."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC; never before what it was."""
        ...


def _wall() -> datetime:
    return datetime.now(UTC)


def _steady() -> float:
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class SystemClock:
    """The machine's own clock, which never goes back. A test hands in both of those that it reads."""

    def __init__(self, wall: Callable[[], datetime] = _wall, steady: Callable[[], float] = _steady) -> None:
        """`steady`: seconds since whenever, also those in which the machine sleeps."""
        self._wall = wall
        self.steady = steady
        """Seconds that nobody can set: only their differences mean something."""
        self._from = wall(), steady()
        """When both agreed last, or since when the wall clock is behind."""
        self._last = self._from
        """What both showed when they were read last."""
        self._set_by = timedelta()

    def now(self) -> datetime:
        """The present moment, aware, in UTC; never before what it was."""
        wall, steady = self._wall(), self.steady()
        self._notice(wall, steady)
        since, then = self._from
        going_on = since + timedelta(seconds=max(0.0, steady - then) * SLOWED)
        if wall < going_on:
            return going_on
        self._from = wall, steady
        return wall

    @property
    def wall(self) -> datetime:
        """What the wall clock says, which may be behind."""
        return self._wall()

    def go_on(self, latest: datetime, wall: datetime) -> None:
        """Go on from the `latest` time of an earlier process, when the wall clock said `wall`."""
        if self.now() < latest:
            self._from = latest, self.steady()
        if self._wall() < wall:
            self._set_by += self._wall() - wall

    def take_jump(self) -> timedelta | None:
        """By how much the wall clock was set since this was asked last: only what is worth telling."""
        jump, self._set_by = self._set_by, timedelta()
        return jump if abs(jump) > JUMP else None

    def _notice(self, wall: datetime, steady: float) -> None:
        wall_before, steady_before = self._last
        self._last = wall, steady
        step = wall - wall_before - timedelta(seconds=steady - steady_before)
        if abs(step) > JUMP:
            self._set_by += step
