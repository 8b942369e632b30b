"""Time that a test moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class MovableClock:
    """Runs as the machine's clock does, and is put forward by hand: nothing sleeps for business time."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        """The present moment of the test, aware, in UTC."""
        return datetime.now(UTC) + self._ahead

    def forward(self, **span: float) -> None:
        """Put the clock forward, as in `forward(minutes=11)`."""
        self._ahead += timedelta(**span)


class StillClock:
    """Stands still until it is put forward: the same story is told at the same times whenever it is told."""

    def __init__(self) -> None:
        self._now = datetime(2026, 5, 3, 20, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """The present moment of the test, aware, in UTC."""
        return self._now

    def forward(self, **span: float) -> None:
        """Put the clock forward, as in `forward(minutes=11)`."""
        self._now += timedelta(**span)
