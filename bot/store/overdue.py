"""What ought to have been handled by now: counted for the self-audit. Nothing here says of whom it is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, FromClause, Select, and_, bindparam, case, func, literal, or_, select

from bot.store.columns import Moment
from bot.store.schema import FAULTS_AT_MOST, OPEN, alerts, inbox, outbox, timers
from bot.store.statements import Statements
from rooms.timers import IRREVOCABLE


@dataclass(frozen=True)
class Pile:
    """So many rows, the oldest of which is of `since`; None if there is none."""

    count: int
    since: datetime | None


def _pile(
    table: FromClause, since: ColumnElement[datetime], *wanted: ColumnElement[bool]
) -> Select[int, datetime]:
    return (
        select(func.count().label("number"), func.min(since, type_=Moment).label("since"))
        .select_from(table)
        .where(*wanted)
    )


_BEFORE = bindparam("before", type_=Moment)
_TIMERS = _pile(
    timers,
    timers.c.due_at,
    timers.c.due_at <= _BEFORE,
    timers.c.faults < FAULTS_AT_MOST,
    timers.c.kind.not_in(bindparam("resting", expanding=True)),
    timers.c.alert.not_in(bindparam("unheard", expanding=True)),
)
# A row that was put off on purpose has not been tried yet; it is due from then on.
_SENDABLE_AT = case(
    (and_(outbox.c.attempts == 0, outbox.c.not_before.is_not(None)), outbox.c.not_before),
    else_=outbox.c.created_at,
)
_SENDABLE = (_SENDABLE_AT <= _BEFORE, outbox.c.faults < FAULTS_AT_MOST)
_OUTBOX = _pile(outbox, _SENDABLE_AT, *_SENDABLE)
# Other queues (`invite:`, `chat:`, `coordinator:`, `person:`) may depend on a dead server elsewhere.
_OUTBOX_FOR_ALERTS = _pile(
    outbox,
    _SENDABLE_AT,
    *_SENDABLE,
    or_(
        outbox.c.queue == "coordination",
        *(outbox.c.queue.startswith(each) for each in ("alert:", "guard:", "brief:")),
        outbox.c.queue.in_(select(literal("person:") + alerts.c.defender).where(alerts.c.state.in_(OPEN))),
    ),
)
_INBOX = _pile(
    inbox,
    inbox.c.received_at,
    inbox.c.state == "pending",
    inbox.c.received_at <= _BEFORE,
    or_(inbox.c.not_before.is_(None), inbox.c.not_before <= _BEFORE),
    inbox.c.faults < FAULTS_AT_MOST,
)
_ASIDE = (
    _pile(timers, timers.c.due_at, timers.c.faults >= FAULTS_AT_MOST),
    _pile(outbox, outbox.c.created_at, outbox.c.faults >= FAULTS_AT_MOST),
    _pile(inbox, inbox.c.received_at, inbox.c.faults >= FAULTS_AT_MOST, inbox.c.state == "pending"),
)
_UNTOLD = _pile(
    outbox, outbox.c.created_at, outbox.c.faults >= FAULTS_AT_MOST, outbox.c.queue == bindparam("of_queue")
)
_UNREADABLE = _pile(inbox, inbox.c.waiting_since, inbox.c.state == "waiting")
_OPEN_ALERTS = _pile(alerts, alerts.c.created_at, alerts.c.state.in_(OPEN), ~alerts.c.exercise)


class Overdue:
    """Counts, each with the time of its oldest row."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def timers(self, before: datetime, *, settled: bool = True, unheard: Collection[int] = ()) -> Pile:
        """What fell due before that and has not been handled.

        Some rests on purpose until `settled`, and all of the alerts that are `unheard`.
        """
        resting = [] if settled else [kind.value for kind in IRREVOCABLE]
        return await self._count(_TIMERS, before=before, resting=resting, unheard=list(unheard))

    async def actions(self, before: datetime) -> Pile:
        """What could have been done since before that."""
        return await self._count(_OUTBOX, before=before)

    async def actions_for_alerts(self, before: datetime) -> Pile:
        """What of that belongs to an alert, to its defender while it is open, or to all coordinators."""
        return await self._count(_OUTBOX_FOR_ALERTS, before=before)

    async def messages(self, before: datetime) -> Pile:
        """What came in before that, could have been handled since, and has not been."""
        return await self._count(_INBOX, before=before)

    async def set_aside(self) -> Pile:
        """What has failed too often by a fault of Vigil's own."""
        piles = [await self._count(each) for each in _ASIDE]
        oldest = [pile.since for pile in piles if pile.since is not None]
        return Pile(sum(pile.count for pile in piles), min(oldest, default=None))

    async def set_aside_in(self, queue: str) -> Pile:
        """What of this queue is set aside."""
        return await self._count(_UNTOLD, of_queue=queue)

    async def unreadable(self) -> Pile:
        """What waits for a key that has not come."""
        return await self._count(_UNREADABLE)

    async def open_alerts(self) -> Pile:
        """The alerts that are not over."""
        return await self._count(_OPEN_ALERTS)

    async def _count(self, statement: Select[int, datetime], **values: object) -> Pile:
        row = await self._statements.row(statement, **values)
        if row is None:
            return Pile(0, None)
        return Pile(int(row.number), row.since)
