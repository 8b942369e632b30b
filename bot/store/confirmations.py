"""What somebody asked for and has still to confirm. Bound to who asked and where, and good for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select

from bot.store.codec import Codec
from bot.store.schema import confirmations
from bot.store.statements import Statements


@dataclass(frozen=True)
class Confirmation:
    """One question that waits for a yes; `what` is of a class that the database may hold."""

    number: int
    by: str
    what: Any
    room: str
    expires_at: datetime


_STILL = confirmations.c.expires_at > bindparam("now", type_=confirmations.c.expires_at.type)
_GET = select(confirmations).where(confirmations.c.number == bindparam("of_number"), _STILL)
_OPEN = (
    select(confirmations)
    .where(confirmations.c.room == bindparam("of_room"), _STILL)
    .order_by(confirmations.c.number)
)
_REMOVE = delete(confirmations).where(confirmations.c.number == bindparam("of_number"))
_PRUNE = delete(confirmations).where(
    confirmations.c.expires_at <= bindparam("now", type_=confirmations.c.expires_at.type)
)


class Confirmations:
    """The open questions. No number is ever given twice: a late yes cannot mean another question."""

    def __init__(self, statements: Statements, codec: Codec) -> None:
        self._statements = statements
        self._codec = codec

    async def add(self, by: str, what: object, room: str, expires_at: datetime) -> int:
        """Keep a question; returns its number."""
        row = {"by": by, "what": self._codec.encode(what), "room": room, "expires_at": expires_at}
        result = await self._statements.run(insert(confirmations), row)
        (number,) = result.inserted_primary_key or (0,)
        return int(number)

    async def get(self, number: int, now: datetime) -> Confirmation | None:
        """The question with this number; None if there is none, or it is too old."""
        row = await self._statements.row(_GET, of_number=number, now=now)
        return None if row is None else self._read(row)

    async def open(self, room: str, now: datetime) -> list[Confirmation]:
        """What is still open in this room, the oldest first."""
        return [self._read(row) for row in await self._statements.rows(_OPEN, of_room=room, now=now)]

    async def remove(self, number: int) -> bool:
        """It is answered, or withdrawn; whether it was there."""
        return await self._statements.change(_REMOVE, of_number=number) == 1

    async def prune(self, now: datetime) -> int:
        """Forget what is too old; returns how many."""
        return await self._statements.change(_PRUNE, now=now)

    def _read(self, row: Row[Any]) -> Confirmation:
        what = self._codec.decode(row.what)
        return Confirmation(row.number, row.by, what, row.room, row.expires_at)
