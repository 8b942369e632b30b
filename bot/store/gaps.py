"""What the homeserver has left out of a room's timeline, until it was fetched (G1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, func, insert, or_, select, update

from bot.store.columns import Moment
from bot.store.schema import OPEN, alerts, chats, gaps
from bot.store.statements import Statements

_ADD = insert(gaps)
_DUE = (
    select(gaps, chats.c.kind.label("chat_kind"), chats.c.person)
    .outerjoin(chats, chats.c.room == gaps.c.room)
    .where(gaps.c.next_at <= bindparam("now", type_=Moment))
    .order_by(gaps.c.next_at, gaps.c.id)
    .limit(bindparam("limit"))
)
_GET = select(gaps.c.id).where(gaps.c.id == bindparam("row"))
_OPENED = select(func.min(gaps.c.opened_at, type_=Moment)).where(gaps.c.room == bindparam("of_room"))
_HELD_UNTIL = select(func.max(gaps.c.held_until, type_=Moment)).where(gaps.c.room == bindparam("of_room"))
_NEXT = select(func.min(gaps.c.next_at, type_=Moment))
_LEFT = (
    update(gaps)
    .where(gaps.c.id == bindparam("row"))
    .values(
        before_token=bindparam("before"),
        begun=bindparam("now_begun"),
        next_at=bindparam("at"),
        attempts=bindparam("number"),
    )
)
_HURRY = update(gaps).where(gaps.c.next_at > bindparam("now", type_=Moment)).values(next_at=bindparam("now"))
_CLOSE = delete(gaps).where(gaps.c.id == bindparam("row"))
_OF_ALERT = or_(
    alerts.c.room == gaps.c.room,
    and_(alerts.c.defender == chats.c.person, chats.c.kind == "direct"),
)
_IN_ROOM = alerts.c.room == gaps.c.room
_UNHEARD = (
    select(alerts.c.id, _IN_ROOM.label("in_room"), func.min(gaps.c.opened_at, type_=Moment).label("since"))
    .select_from(gaps.outerjoin(chats, chats.c.room == gaps.c.room).join(alerts, _OF_ALERT))
    .where(alerts.c.state.in_(OPEN))
    .group_by(alerts.c.id, _IN_ROOM)
)


@dataclass(frozen=True)
class Unheard:
    """Of this open alert something is missing since then, in its room or else in its defender's chat."""

    alert: int
    in_room: bool
    since: datetime


@dataclass(frozen=True)
class OpenGap:
    """A gap as `bot.matrix.batch.Gap` has it, tried in vain `attempts` times in a row.

    `kind` and `person` are those of the chat, if Vigil knows it.
    """

    id: int
    room: str
    before: str
    since: str | None
    after: datetime | None
    encrypted: bool
    begun: bool
    attempts: int
    kind: str | None
    person: str | None


class Gaps:
    """One row for each, which goes when the last of it is written down."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def add(
        self,
        room: str,
        before: str,
        since: str | None,
        after: datetime | None,
        *,
        encrypted: bool,
        now: datetime,
        held_until: datetime,
    ) -> None:
        """Something is missing. While another gap of the room is open, it is as old as that one."""
        opened_at: datetime | None = await self._statements.value(_OPENED, of_room=room)
        values = {
            "room": room,
            "before_token": before,
            "since": since,
            "after": after,
            "encrypted": encrypted,
            "begun": False,
            "opened_at": opened_at or now,
            "held_until": held_until,
            "next_at": now,
            "attempts": 0,
        }
        await self._statements.run(_ADD, values)

    async def due(self, now: datetime, *, limit: int = 1000) -> list[OpenGap]:
        """Those that may be asked for now, the one that has waited longest first."""
        return [
            OpenGap(
                row.id,
                row.room,
                row.before_token,
                row.since,
                row.after,
                row.encrypted,
                row.begun,
                row.attempts,
                row.chat_kind,
                row.person,
            )
            for row in await self._statements.rows(_DUE, now=now, limit=limit)
        ]

    async def next_at(self) -> datetime | None:
        """When the next of them may be asked for; None if none is open."""
        at: datetime | None = await self._statements.value(_NEXT)
        return at

    async def is_open(self, row: int) -> bool:
        """Whether this one is still there: its room may have been forgotten."""
        return await self._statements.value(_GET, row=row) is not None

    async def left(self, row: int, before: str, *, begun: bool, at: datetime, attempts: int) -> None:
        """This is left of it, and may be asked for from `at` on."""
        values = {"row": row, "before": before, "now_begun": begun, "at": at, "number": attempts}
        await self._statements.run(_LEFT, values)

    async def hurry(self, now: datetime) -> None:
        """What was asked for in vain need not wait any longer: the reason is gone."""
        await self._statements.run(_HURRY, {"now": now})

    async def close(self, row: int) -> None:
        """All that was in it is written down."""
        await self._statements.run(_CLOSE, {"row": row})

    async def held_until(self, room: str) -> datetime | None:
        """Until when what is said in this room waits for what is missing; None if nothing is."""
        until: datetime | None = await self._statements.value(_HELD_UNTIL, of_room=room)
        return until

    async def unheard(self) -> list[Unheard]:
        """Where something is missing that may belong to an open alert."""
        rows = await self._statements.rows(_UNHEARD)
        return [Unheard(row.id, bool(row.in_room), row.since) for row in rows]
