"""The timers: when each alert has to be looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select

from bot.store.schema import timers
from bot.store.statements import Statements
from rooms.timers import Timer, TimerKind

_CLEAR = delete(timers).where(timers.c.alert == bindparam("of_alert"))
_ADD = insert(timers)
_DUE = (
    select(timers)
    .where(timers.c.due_at <= bindparam("now", type_=timers.c.due_at.type))
    .order_by(timers.c.due_at, timers.c.id)
    .limit(bindparam("limit"))
)


class Timers:
    """Due times by alert."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def replace(self, alert: int, timers: Sequence[Timer]) -> None:
        """These are the alert's timers now, and no others. Raises IntegrityError if it does not exist."""
        await self.clear(alert)
        if timers:
            rows = [
                {"alert": alert, "due_at": timer.due_at, "kind": timer.kind.value, "subject": timer.subject}
                for timer in timers
            ]
            await self._statements.run(_ADD, rows)

    async def due(self, now: datetime, limit: int = 200) -> list[tuple[int, Timer]]:
        """What is due at `now`, however long since (G4), with the number of its alert; the oldest first."""
        rows = await self._statements.rows(_DUE, now=now, limit=limit)
        return [(row.alert, Timer(TimerKind(row.kind), row.due_at, row.subject)) for row in rows]

    async def clear(self, alert: int) -> None:
        """The alert has no timers any more."""
        await self._statements.run(_CLEAR, {"of_alert": alert})
