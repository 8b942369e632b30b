"""What is kept of each alert that is over: numbers that name nobody, and outlive its record."""

from __future__ import annotations

from datetime import datetime

from bot.store.measures import Measure
from bot.store.store import Transaction
from rooms.alert import Alert
from rooms.course import course


async def note_measure(tx: Transaction, number: int, alert: Alert) -> None:
    """This alert has just been resolved."""
    how = course(await tx.journal.events(number))

    def after(at: datetime | None) -> int | None:
        return None if at is None else max(0, round((at - alert.raised_at).total_seconds()))

    measure = Measure(
        month=f"{alert.raised_at:%Y-%m}",
        area=alert.area,
        first_after=after(how.first_at),
        quorum_after=after(how.quorum_at),
        fourth_after=after(how.fourth_at),
        missed=how.missed,
        passes=how.passes,
    )
    await tx.measures.add(measure)
