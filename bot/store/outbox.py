"""The outbox: everything that has to be done in the world, in order within each queue."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.store.codec import Codec, UnknownRecord
from bot.store.schema import FAULTS_AT_MOST, given_numbers, outbox
from bot.store.statements import Statements


@dataclass(frozen=True)
class OutboxRow:
    """One thing to do. `action` is one of `rooms.actions` or of the shell's own jobs."""

    id: int
    queue: str
    alert: int | None
    action: Any = field(repr=False)
    transaction_id: str
    attempts: int
    not_before: datetime | None
    created_at: datetime


@dataclass(frozen=True)
class Unreadable:
    """An action that this program does not know: a newer one may have written it."""


_SOUND = outbox.c.faults < FAULTS_AT_MOST
_FIRST_OF_EACH = select(func.min(outbox.c.id)).where(_SOUND).group_by(outbox.c.queue).scalar_subquery()
_QUEUES = (
    select(outbox.c.queue)
    .where(
        outbox.c.id.in_(_FIRST_OF_EACH),
        or_(
            outbox.c.not_before.is_(None),
            outbox.c.not_before <= bindparam("now", type_=outbox.c.not_before.type),
        ),
    )
    .order_by(outbox.c.id)
)
_FIRST = select(outbox).where(outbox.c.queue == bindparam("of_queue"), _SOUND).order_by(outbox.c.id).limit(1)
_ADD = insert(outbox)
_DONE = delete(outbox).where(outbox.c.id == bindparam("row"))
_RETRY = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(attempts=outbox.c.attempts + 1, not_before=bindparam("not_before"))
)
_HURRY = (
    update(outbox)
    .where(outbox.c.attempts > 0, outbox.c.not_before > bindparam("now", type_=outbox.c.not_before.type))
    .values(not_before=bindparam("now", type_=outbox.c.not_before.type))
)
_FAILED = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(faults=outbox.c.faults + 1)
    .returning(outbox.c.faults)
)
_TRY_AGAIN = update(outbox).where(~_SOUND).values(faults=FAULTS_AT_MOST - 1, not_before=None)
_NEWEST = select(given_numbers.c.seq).where(given_numbers.c.name == outbox.name)
_COUNT = select(func.count()).select_from(outbox)


class Outbox:
    """What is still to be done. A row's number is never given twice."""

    def __init__(self, statements: Statements, codec: Codec) -> None:
        self._statements = statements
        self._codec = codec

    async def add(
        self,
        queue: str,
        action: object,
        *,
        alert: int | None = None,
        transaction_id: str,
        now: datetime,
        not_before: datetime | None = None,
    ) -> int:
        """Put the action at the end of this queue, not to be done before a time; returns its row number.

        Raises TypeError if its class was not given to `Store.open`, IntegrityError if there is no such alert.
        """
        values = {
            "queue": queue,
            "alert": alert,
            "action": self._codec.encode(action),
            "transaction_id": transaction_id,
            "attempts": 0,
            "not_before": not_before,
            "created_at": now,
        }
        result = await self._statements.run(_ADD, values)
        return int(result.lastrowid)

    async def queues(self, now: datetime) -> list[str]:
        """The queues whose first row is due, the one that has waited longest first."""
        return [row.queue for row in await self._statements.rows(_QUEUES, now=now)]

    async def next(self, queue: str, now: datetime) -> OutboxRow | None:
        """The first row of this queue if it is due; a later row never goes before it, unless it is set aside.

        Its action is `Unreadable` if this program does not know it.
        """
        row = await self._statements.row(_FIRST, of_queue=queue)
        if row is None or (row.not_before is not None and row.not_before > now):
            return None
        return OutboxRow(
            id=row.id,
            queue=row.queue,
            alert=row.alert,
            action=self._decoded(row.action),
            transaction_id=row.transaction_id,
            attempts=row.attempts,
            not_before=row.not_before,
            created_at=row.created_at,
        )

    def _decoded(self, action: str) -> Any:
        try:
            return self._codec.decode(action)
        except UnknownRecord:
            return Unreadable()

    async def done(self, row: int) -> None:
        """It has been done: erase it."""
        await self._statements.run(_DONE, {"row": row})

    async def retry(self, row: int, not_before: datetime) -> None:
        """It failed for now: count the attempt, and keep the queue waiting until `not_before`."""
        await self._statements.run(_RETRY, {"row": row, "not_before": not_before})

    async def hurry(self, now: datetime) -> None:
        """What was tried in vain need not wait any longer: the reason is gone."""
        await self._statements.run(_HURRY, {"now": now})

    async def failed(self, row: int) -> bool:
        """It failed by a fault of Vigil's own. Whether that was once too often: it is set aside now."""
        return int(await self._statements.value(_FAILED, row=row) or 0) >= FAULTS_AT_MOST

    async def try_again(self) -> int:
        """Take up once more what is set aside; returns how many rows that are."""
        return await self._statements.change(_TRY_AGAIN)

    async def newest_id(self) -> int:
        """The highest row number that was ever given; 0 before the first."""
        return int(await self._statements.value(_NEWEST) or 0)

    async def pending_count(self) -> int:
        """How many rows are still to be done, due or not."""
        return int(await self._statements.value(_COUNT))
