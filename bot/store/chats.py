"""Every Matrix room that Vigil knows, and who is in it as far as the homeserver says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Row, bindparam, delete, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from bot.store.codec import Codec
from bot.store.schema import chats, members, notices
from bot.store.statements import Statements
from rooms.alert import Message

_THERE = ("join", "invite")


@dataclass(frozen=True)
class Chat:
    """One room. `held` is what a defender wrote before it was clear whether they need help.

    Once `encrypted`, it is never plain again (spec: "m.room.encryption").
    """

    room: str
    kind: Literal["direct", "alert", "coordination"]
    person: str | None = None
    alert: int | None = None
    encrypted: bool = False
    question_asked_at: datetime | None = None
    held: tuple[Message, ...] = field(default=(), repr=False)
    greeted: bool = False
    asked_again: bool = False
    """The question that stands open was put once more."""
    seen_encrypted: bool = False
    """The sync has shown that it is encrypted: plain words that come after that are nobody's.

    It is so a little later than `encrypted`, by which Vigil goes when it speaks.
    """
    closed: bool = False
    """It takes no words: it was replaced, or refused some. That ends when somebody writes in it."""


_INSERT = insert(chats)
_PUT = _INSERT.on_conflict_do_update(
    index_elements=[chats.c.room],
    set_={
        name: _INSERT.excluded[name]
        for name in ("kind", "person", "alert", "question_asked_at", "held", "greeted", "asked_again")
    }
    | {name: or_(chats.c[name], _INSERT.excluded[name]) for name in ("encrypted", "seen_encrypted")},
)
_GET = select(chats).where(chats.c.room == bindparam("of_room"))
_ALL_DIRECTS = (
    select(chats)
    .where(chats.c.kind == "direct")
    .order_by(
        chats.c.closed_at.is_not(None),
        chats.c.encrypted.desc(),
        chats.c.written_at.desc().nulls_last(),
        chats.c.id.desc(),
    )
)
_DIRECTS = _ALL_DIRECTS.where(chats.c.person == bindparam("of_person"))
_DIRECT = _DIRECTS.limit(1)
_DIRECTS_OF_EACH = _ALL_DIRECTS.where(chats.c.person.in_(bindparam("of_people", expanding=True)))
_COORDINATION = select(chats).where(chats.c.kind == "coordination").order_by(chats.c.id.desc()).limit(1)
_HOLDING = select(chats).where(chats.c.held != "[]")
_ASKED = select(chats).where(chats.c.question_asked_at <= bindparam("before"), chats.c.asked_again.is_(False))
_TOUCH = (
    update(chats)
    .where(chats.c.room == bindparam("of_room"))
    .values(written_at=bindparam("at"), closed_at=None)
)
_CLOSE = update(chats).where(chats.c.room == bindparam("of_room")).values(closed_at=bindparam("at"))
_REMOVE = delete(chats).where(chats.c.room == bindparam("of_room"))
_REMOVE_MEMBERS = delete(members).where(members.c.room == bindparam("of_room"))
_REMOVE_NOTICES = delete(notices).where(notices.c.room == bindparam("of_room"))
_INSERT_MEMBER = insert(members)
_SET_MEMBER = _INSERT_MEMBER.on_conflict_do_update(
    index_elements=[members.c.room, members.c.person],
    set_={"membership": _INSERT_MEMBER.excluded.membership},
)
_WITH_MEMBERSHIP = members.c.membership.in_(bindparam("memberships", expanding=True))
_PEOPLE = select(members.c.person).where(_WITH_MEMBERSHIP).distinct()
_MEMBERS = (
    select(members.c.person)
    .where(members.c.room == bindparam("of_room"), _WITH_MEMBERSHIP)
    .order_by(members.c.person)
)


class Chats:
    """The rooms by room ID. Members are kept also of rooms that are no chat yet: the sync may be first."""

    def __init__(self, statements: Statements, codec: Codec) -> None:
        self._statements = statements
        self._codec = codec

    async def get(self, room: str) -> Chat | None:
        """The chat in this room; None if Vigil does not know it."""
        return self._chat(await self._statements.row(_GET, of_room=room))

    async def put(self, chat: Chat) -> None:
        """Keep it as it is now, new or changed; when it was last written in stays as it was."""
        values = {
            "room": chat.room,
            "kind": chat.kind,
            "person": chat.person,
            "alert": chat.alert,
            "encrypted": chat.encrypted,
            "question_asked_at": chat.question_asked_at,
            "held": self._codec.encode(chat.held),
            "greeted": chat.greeted,
            "asked_again": chat.asked_again,
            "seen_encrypted": chat.seen_encrypted,
        }
        await self._statements.run(_PUT, values)

    async def direct_of(self, person: str) -> Chat | None:
        """The direct chat this person wrote in last; if they wrote in none, the one known last.

        An encrypted one before any other: in a plain one the homeserver can write for them. One that takes no
        words comes last.
        """
        return self._chat(await self._statements.row(_DIRECT, of_person=person))

    async def direct_of_each(self, people: Collection[str]) -> dict[str, Chat]:
        """What `direct_of` finds for each of these people, in one go."""
        found: dict[str, Chat] = {}
        for row in await self._statements.rows(_DIRECTS_OF_EACH, of_people=list(people)):
            if row.person not in found:
                found[row.person] = self._read(row)
        return found

    async def directs_of(self, person: str) -> list[Chat]:
        """All direct chats of this person."""
        return [self._read(row) for row in await self._statements.rows(_DIRECTS, of_person=person)]

    async def unanswered(self, before: datetime) -> list[Chat]:
        """Where a question stands open that was put until then, and only once."""
        return [self._read(row) for row in await self._statements.rows(_ASKED, before=before)]

    async def coordination(self) -> Chat | None:
        """The coordinators' room; None before it is made."""
        return self._chat(await self._statements.row(_COORDINATION))

    async def touch(self, room: str, at: datetime) -> None:
        """Somebody wrote in this chat at `at`."""
        await self._statements.run(_TOUCH, {"of_room": room, "at": at})

    async def close(self, room: str, at: datetime) -> None:
        """It takes no words any more: any other chat of that person comes before it."""
        await self._statements.run(_CLOSE, {"of_room": room, "at": at})

    async def remove(self, room: str) -> None:
        """Forget the chat, its members, and what was noted of it."""
        await self._statements.run(_REMOVE, {"of_room": room})
        await self._statements.run(_REMOVE_MEMBERS, {"of_room": room})
        await self._statements.run(_REMOVE_NOTICES, {"of_room": room})

    async def forget_held(self, before: datetime, person: str | None = None) -> int:
        """Erase what was held and sent until `before`, in all chats or in this person's; returns how much."""
        erased = 0
        for row in await self._statements.rows(_HOLDING):
            chat = self._read(row)
            held = tuple(message for message in chat.held if message.sent_at > before)
            if person in (None, chat.person) and held != chat.held:
                erased += len(chat.held) - len(held)
                await self.put(replace(chat, held=held))
        return erased

    async def set_member(self, room: str, person: str, membership: str) -> None:
        """Keep what the homeserver says of this person in this room (spec: m.room.member)."""
        await self.set_members(room, {person: membership})

    async def set_members(self, room: str, memberships: Mapping[str, str]) -> None:
        """The same of many people."""
        rows = [{"room": room, "person": who, "membership": now} for who, now in memberships.items()]
        if rows:
            await self._statements.run(_SET_MEMBER, rows)

    async def members(self, room: str, *memberships: str) -> list[str]:
        """The people with one of these memberships; without any given, those joined or invited."""
        chosen = memberships or _THERE
        rows = await self._statements.rows(_MEMBERS, of_room=room, memberships=chosen)
        return [row.person for row in rows]

    async def people(self) -> list[str]:
        """Everybody who is joined or invited in any of the rooms."""
        return [row.person for row in await self._statements.rows(_PEOPLE, memberships=_THERE)]

    def _chat(self, row: Row[Any] | None) -> Chat | None:
        return None if row is None else self._read(row)

    def _read(self, row: Row[Any]) -> Chat:
        return Chat(
            room=row.room,
            kind=row.kind,
            person=row.person,
            alert=row.alert,
            encrypted=row.encrypted,
            question_asked_at=row.question_asked_at,
            held=self._codec.decode(row.held),
            greeted=row.greeted,
            asked_again=row.asked_again,
            seen_encrypted=row.seen_encrypted,
            closed=row.closed_at is not None,
        )
