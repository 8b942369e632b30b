"""Time that a test moves: Vigil's own clock over a wall clock and a steady one that a test holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from time import CLOCK_BOOTTIME, clock_gettime

from bot.clock import SystemClock


class HeldClock(SystemClock):
    """Over two clocks that a test moves, on top of what they do by themselves."""

    def __init__(self) -> None:
        self._ahead = self._wall_ahead = self._slept = timedelta()
        super().__init__(self._held_wall, self._held_steady)

    def machine(self) -> tuple[datetime, float]:
        """What the two clocks of the machine show by themselves."""
        return datetime.now(UTC), clock_gettime(CLOCK_BOOTTIME)

    def now(self) -> datetime:
        """The present moment of the test, aware, in UTC."""
        return super().now() + self._ahead

    def forward(self, **span: float) -> None:
        """Put the time of Vigil forward, as in `forward(minutes=11)`: nothing sleeps for business time."""
        self._ahead += timedelta(**span)

    def is_set(self, **span: float) -> None:
        """Somebody sets the machine's wall clock, as in `is_set(hours=-1)`; no time passes."""
        self._wall_ahead += timedelta(**span)

    def passes(self, **span: float) -> None:
        """Time passes on both clocks of the machine, while it sleeps, say, and no program runs."""
        self._slept += timedelta(**span)

    def _held_wall(self) -> datetime:
        return self.machine()[0] + self._wall_ahead + self._slept

    def _held_steady(self) -> float:
        return self.machine()[1] + self._slept.total_seconds()


class MovableClock(HeldClock):
    """Runs as the machine's clocks do."""


class StillClock(HeldClock):
    """Stands still until it is moved: the same story is told at the same times whenever it is told."""

    def __init__(self, at: datetime = datetime(2026, 5, 3, 20, 0, tzinfo=UTC)) -> None:
        self._at = at
        super().__init__()

    def machine(self) -> tuple[datetime, float]:
        """Always the same moment."""
        return self._at, 0.0
