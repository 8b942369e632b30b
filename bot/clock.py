"""The one place that reads the machine's clocks; everything else is handed a `Clock`.

A wall clock can be set: by a person, by the network after a dead battery, when a virtual machine is moved.
What is due in ten minutes must not be due in seventy because of that, nor come twice. So Vigil's time follows
the wall clock, but never back: while the wall clock is behind, it goes on at nine tenths of its pace, by the
clock that nobody can set and that goes on while the machine sleeps, until the other has caught up.

Nor does it follow a leap of more than a day by itself: what is erased because of a false year is gone for
good. It goes on at its own pace until the homeserver's clock shows what the wall clock shows. That homeserver
may run on the same machine, so what cannot be undone rests for one day more after the leap was followed.
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

LEAP = timedelta(days=1)
"""The wall clock is followed no further than this ahead, unless the homeserver's agrees."""

AGREEMENT = timedelta(hours=1)
"""So near to each other, the wall clock and the homeserver's tell the same time."""

RESTS = timedelta(days=1)
"""So long nothing is erased after a leap that was followed: time enough to set a wrong clock right."""


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
        self._homeserver: tuple[datetime, float] | None = None
        """What its clock showed, and when."""
        self._followed: timedelta | None = None
        self.rests_until: datetime | None = None
        """Until then nothing is done that cannot be undone."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC; never before what it was, but for `set_right`."""
        return self._now()

    def _now(self) -> datetime:
        wall, steady = self._wall(), self.steady()
        self._notice(wall, steady)
        since, then = self._from
        passed = timedelta(seconds=max(0.0, steady - then))
        if wall < since + passed * SLOWED:
            return since + passed * SLOWED
        leap = wall - since - passed
        if leap > LEAP and not self._homeserver_shows(wall, steady):
            self._from = since + passed, steady
            return since + passed
        if leap > LEAP:
            self._followed, self.rests_until = leap, wall + RESTS
        self._from = wall, steady
        return wall

    @property
    def wall(self) -> datetime:
        """What the wall clock says, which may be behind."""
        return self._wall()

    @property
    def is_settled(self) -> bool:
        """Whether this time is sure enough for what cannot be undone."""
        return self.rests_until is None or self.now() >= self.rests_until

    @property
    def leap(self) -> timedelta | None:
        """How far the wall clock is ahead, if that is not followed."""
        ahead = self._wall() - self._now()
        return ahead if ahead > LEAP else None

    @property
    def wrong_by(self) -> timedelta | None:
        """How far this time is ahead, if that is by days, and the homeserver agrees with the wall clock."""
        wall = self._wall()
        ahead = self._now() - wall
        return ahead if ahead > LEAP and self._homeserver_shows(wall, self.steady()) else None

    def set_right(self) -> None:
        """Go back to the wall clock: a false time was followed, and all that was noted by it is set right."""
        self._from = self._wall(), self.steady()
        self._set_by, self.rests_until = timedelta(), None

    def homeserver_says(self, time: datetime) -> None:
        """The homeserver's clock shows this now."""
        self._homeserver = time, self.steady()

    def go_on(self, latest: datetime, wall: datetime, steady: float) -> None:
        """Go on from the `latest` time of an earlier process, when the machine showed `wall` and `steady`.

        What passed since then is known only if the machine did not start anew; else the homeserver knows.
        """
        passed = timedelta(seconds=max(0.0, self.steady() - steady))
        if self.now() < latest or self._wall() - wall - passed > LEAP:
            self._from = latest, self.steady()
        if self._wall() < wall:
            self._set_by += self._wall() - wall

    def take_followed(self) -> timedelta | None:
        """The leap that was followed since this was asked last."""
        followed, self._followed = self._followed, None
        return followed

    def take_jump(self) -> timedelta | None:
        """By how much the wall clock was set since this was asked last: only what is worth telling."""
        jump, self._set_by = self._set_by, timedelta()
        return jump if abs(jump) > JUMP else None

    def _homeserver_shows(self, wall: datetime, steady: float) -> bool:
        if self._homeserver is None:
            return False
        time, then = self._homeserver
        return abs(time + timedelta(seconds=steady - then) - wall) <= AGREEMENT

    def _notice(self, wall: datetime, steady: float) -> None:
        wall_before, steady_before = self._last
        self._last = wall, steady
        step = wall - wall_before - timedelta(seconds=steady - steady_before)
        if abs(step) > JUMP:
            self._set_by += step
