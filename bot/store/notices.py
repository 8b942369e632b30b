"""What is told at most once an hour, however often it happens, and how often it has happened since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.store.schema import notices
from bot.store.statements import Statements


@dataclass(frozen=True)
class Notice:
    """Something of this kind was told of this room at `told_at`, and has happened `number` times since.

    `subject` is whom it is told of apart from others, if anybody; `sender` whose name was used last.
    """

    kind: str
    room: str
    subject: str
    sender: str
    told_at: datetime
    number: int


_THIS = (
    (notices.c.kind == bindparam("of_kind"))
    & (notices.c.room == bindparam("of_room"))
    & (notices.c.subject == bindparam("of_subject"))
)
_FIRST = insert(notices).on_conflict_do_nothing(
    index_elements=[notices.c.kind, notices.c.room, notices.c.subject]
)
_AGAIN = update(notices).where(_THIS).values(number=notices.c.number + 1, sender=bindparam("last_sender"))
_TOLD = update(notices).where(_THIS).values(number=0, told_at=bindparam("at"))
_GET = select(notices.c.kind).where(_THIS)
_NUMBER = select(notices.c.number).where(_THIS)
_FORGET = delete(notices).where(_THIS)
_DUE = (
    select(notices)
    .where(notices.c.told_at <= bindparam("before", type_=notices.c.told_at.type))
    .order_by(notices.c.told_at, notices.c.kind, notices.c.room, notices.c.subject)
)


class Notices:
    """By kind, room and subject."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def note(self, kind: str, room: str, sender: str, now: datetime, *, subject: str = "") -> bool:
        """It has happened. Whether it is to be told now; else it is counted for later."""
        values = {
            "kind": kind,
            "room": room,
            "subject": subject,
            "sender": sender,
            "told_at": now,
            "number": 0,
        }
        if await self._statements.change(_FIRST, **values):
            return True
        await self._statements.run(_AGAIN, {**_named(kind, room, subject), "last_sender": sender})
        return False

    async def was_told(self, kind: str, room: str, *, subject: str = "") -> bool:
        """Whether it was told, and not so long ago that it is forgotten."""
        return await self._statements.value(_GET, **_named(kind, room, subject)) is not None

    async def due(self, before: datetime) -> list[Notice]:
        """What was last told at `before` or earlier."""
        return [
            Notice(row.kind, row.room, row.subject, row.sender, row.told_at, row.number)
            for row in await self._statements.rows(_DUE, before=before)
        ]

    async def told(self, notice: Notice, now: datetime) -> None:
        """It is told again now, with the number; what happens from now on counts anew."""
        await self._statements.run(_TOLD, {**_named(notice.kind, notice.room, notice.subject), "at": now})

    async def forget(self, kind: str, room: str, *, subject: str = "") -> None:
        """It has not happened again, or is done with: the next time is told at once."""
        await self._statements.run(_FORGET, _named(kind, room, subject))

    async def number(self, kind: str, room: str, *, subject: str = "") -> int:
        """How often it has happened since it was told."""
        return await self._statements.value(_NUMBER, **_named(kind, room, subject)) or 0


def _named(kind: str, room: str, subject: str) -> dict[str, str]:
    return {"of_kind": kind, "of_room": room, "of_subject": subject}
