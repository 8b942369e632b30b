"""What Vigil wrote about an alert, and when: who replies to it may have read what is not so any more."""

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
        ["event_id", "alert", "at", "text"],
        select(
            bindparam("event", type_=posted.c.event_id.type),
            alerts.c.id,
            bindparam("said_at", type_=posted.c.at.type),
            bindparam("words", type_=posted.c.text.type),
        ).where(alerts.c.id == bindparam("of_alert")),
    )
    .on_conflict_do_nothing(index_elements=[posted.c.event_id])
)
_AT = select(posted.c.at).where(
    posted.c.event_id == bindparam("event"), posted.c.alert == bindparam("of_alert")
)
_TEXT = select(posted.c.text).where(
    posted.c.event_id == bindparam("event"), posted.c.alert == bindparam("of_alert")
)
_OLDEST_KEPT = select(posted.c.id).order_by(posted.c.id.desc()).limit(1).offset(bindparam("number"))
_PRUNE = delete(posted).where(posted.c.id <= _OLDEST_KEPT.scalar_subquery())


class Posted:
    """Vigil's own messages in alert rooms and to the defender, by event ID. Erased with the alert."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def add(self, event_id: str, alert: int, at: datetime, text: str | None = None) -> None:
        """This message was sent, and says how things stood at `at`; not if the alert is erased.

        Its `text` is kept where an answer to it will be shown to somebody who has not read it.
        """
        await self._statements.change(_ADD, event=event_id, of_alert=alert, said_at=at, words=text)

    async def text(self, event_id: str, alert: int) -> str:
        """What Vigil said with this message about this alert, if that was kept."""
        return str(await self._statements.value(_TEXT, event=event_id, of_alert=alert) or "")

    async def said_at(self, event_id: str, alert: int) -> datetime | None:
        """How old what this message says is; None for what Vigil did not write about this alert."""
        at: datetime | None = await self._statements.value(_AT, event=event_id, of_alert=alert)
        return at

    async def prune(self, keep: int = KEPT) -> int:
        """Forget all but the newest so many; returns how many."""
        return await self._statements.change(_PRUNE, number=keep)
