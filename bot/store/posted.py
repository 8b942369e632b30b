"""When Vigil wrote what in an alert room: whoever replies to it may have read what is not so any more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from bot.store.schema import alerts, posted
from bot.store.statements import Statements

KEPT = 5_000
"""So many messages are remembered, the newest."""

_ADD = (
    insert(posted)
    .from_select(
        ["event_id", "alert", "at"],
        select(
            bindparam("event", type_=posted.c.event_id.type),
            alerts.c.id,
            bindparam("said_at", type_=posted.c.at.type),
        ).where(alerts.c.id == bindparam("of_alert")),
    )
    .on_conflict_do_nothing(index_elements=[posted.c.event_id])
)
_AT = select(posted.c.at).where(
    posted.c.event_id == bindparam("event"), posted.c.alert == bindparam("of_alert")
)
_OLDEST_KEPT = select(posted.c.id).order_by(posted.c.id.desc()).limit(1).offset(bindparam("number"))
_PRUNE = delete(posted).where(posted.c.id <= _OLDEST_KEPT.scalar_subquery())


class Posted:
    """The event IDs of Vigil's own messages in alert rooms. They are erased with the alert."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def add(self, event_id: str, alert: int, at: datetime) -> None:
        """This message is in the alert's room, and says how things stood at `at`; not if that is erased."""
        await self._statements.change(_ADD, event=event_id, of_alert=alert, said_at=at)

    async def said_at(self, event_id: str, alert: int) -> datetime | None:
        """How old what this message says is; None for what Vigil did not write about this alert."""
        at: datetime | None = await self._statements.value(_AT, event=event_id, of_alert=alert)
        return at

    async def prune(self, keep: int = KEPT) -> int:
        """Forget all but the newest so many; returns how many."""
        return await self._statements.change(_PRUNE, number=keep)
