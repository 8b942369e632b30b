"""The timers: when each alert has to be looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select, update

from bot.store.schema import FAULTS_AT_MOST, timers
from bot.store.statements import Statements
from rooms.timers import Timer, TimerKind

_KNOWN = [kind.value for kind in TimerKind]
_CLEAR = delete(timers).where(timers.c.alert == bindparam("of_alert"))
_SOUND = timers.c.faults < FAULTS_AT_MOST
_TROUBLED = select(timers).where(timers.c.alert == bindparam("of_alert"), timers.c.faults > 0)
_ADD = insert(timers)
_DUE = (
    select(timers)
    .where(timers.c.due_at <= bindparam("now", type_=timers.c.due_at.type), _SOUND, timers.c.kind.in_(_KNOWN))
    .order_by(timers.c.due_at, timers.c.id)
    .limit(bindparam("limit"))
)
_ALL = -1
"""What SQLite takes for no limit."""
_FAILED = (
    update(timers)
    .where(
        timers.c.alert == bindparam("of_alert"),
        timers.c.kind == bindparam("of_kind"),
        timers.c.due_at == bindparam("due", type_=timers.c.due_at.type),
        timers.c.subject == bindparam("of_subject", type_=timers.c.subject.type),
    )
    .values(faults=timers.c.faults + 1)
    .returning(timers.c.faults)
)
_TRY_AGAIN = update(timers).where(~_SOUND).values(faults=FAULTS_AT_MOST - 1)


class Timers:
    """Due times by alert."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def replace(self, alert: int, timers: Sequence[Timer]) -> None:
        """These are the alert's timers now, and no others; one that failed before is still known to have.

        Raises IntegrityError if the alert does not exist.
        """
        troubled = await self._statements.rows(_TROUBLED, of_alert=alert)
        faults = {(row.kind, row.due_at, row.subject): row.faults for row in troubled}
        await self.clear(alert)
        if timers:
            rows = [
                {
                    "alert": alert,
                    "due_at": timer.due_at,
                    "kind": timer.kind.value,
                    "subject": timer.subject,
                    "faults": faults.get((timer.kind.value, timer.due_at, timer.subject), 0),
                }
                for timer in timers
            ]
            await self._statements.run(_ADD, rows)

    async def due(self, now: datetime, limit: int = _ALL) -> list[tuple[int, Timer]]:
        """All that is due at `now`, however long since (G4), with the number of its alert; the oldest first.

        Without what is set aside, or of a kind that a newer Vigil wrote: the audit finds those.
        """
        rows = await self._statements.rows(_DUE, now=now, limit=limit)
        return [(row.alert, Timer(TimerKind(row.kind), row.due_at, row.subject)) for row in rows]

    async def failed(self, alert: int, timer: Timer) -> bool:
        """It failed by a fault of Vigil's own. Whether that was once too often: it is set aside now."""
        values = {"of_kind": timer.kind.value, "due": timer.due_at, "of_subject": timer.subject}
        return int(await self._statements.value(_FAILED, of_alert=alert, **values) or 0) >= FAULTS_AT_MOST

    async def try_again(self) -> int:
        """Take up once more what is set aside; returns how many rows that are."""
        return await self._statements.change(_TRY_AGAIN)

    async def clear(self, alert: int) -> None:
        """The alert has no timers any more."""
        await self._statements.run(_CLEAR, {"of_alert": alert})
