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
