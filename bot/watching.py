"""Rooms that Vigil made are watched: who is in them, and how they are set up, is what Vigil decided (G3).

It goes by what is there, never by who is said to have done it: a homeserver can act in Vigil's own name.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog

from bot.alerts import Alerts, guard_queue
from bot.clock import Clock
from bot.desk import Desk
from bot.jobs import PutBack, PutOut
from bot.matrix.rooms import TOMBSTONE, is_as_made
from bot.places import made_by_vigil
from bot.securing import PARTS
from bot.store.chats import Chat
from bot.store.inbox import InboxRow
from bot.store.store import Transaction
from bot.welcoming import greet
from rooms import inputs as i
from rooms.actions import RemovePeople
from rooms.alert import RoomPart
from rooms.reactions.trust import room_altered
from rooms.texts import Text, say

log = structlog.get_logger()

MEMBERSHIP, CHANGE = "membership", "change"
"""The kinds of the inbox rows that tell who is what in a room, and how it is set up now."""

HALF_MADE = timedelta(minutes=2)
"""How long the making of a room may take: until then nobody knows whose it is."""

_HERE = ("join", "invite", "knock")
_NAMED = 3
"""So many intruders of one moment are named; of a crowd only one is, and the rest is put out in one go."""

_TELL_EVERY = timedelta(minutes=10)


@dataclass(frozen=True)
class Watch:
    """Says what is not as it should be, and has it undone."""

    alerts: Alerts
    desk: Desk
    clock: Clock
    own_user: str

    async def look(self, tx: Transaction, row: InboxRow) -> None:
        """Take in a row of one of the two kinds; with it, all of its kind that came from its room."""
        rows = await tx.inbox.pending_in(row.room, row.kind)
        if row.id not in {each.id for each in rows}:
            return  # It was taken in with an earlier one.
        chat = await tx.chats.get(row.room)
        until = row.received_at + HALF_MADE
        if chat is None and self.clock.now() < until:
            # The sync may tell of a room before Vigil knows that it has made it.
            await tx.inbox.defer(row.id, until)
            return
        await tx.inbox.done(*(each.id for each in rows))
        if chat is None:
            return
        if row.kind == MEMBERSHIP:
            changes = [(each.payload["person"], each.payload["membership"]) for each in rows]
            await self.members(tx, chat, changes)
        else:
            altered = set[str]()
            for each in rows:
                what: str = each.payload["what"]
                if what == TOMBSTONE and chat.kind == "direct":
                    await self._replaced(tx, chat, each.payload["content"])
                if what not in altered and await self._is_altered(tx, chat, what, each.payload["content"]):
                    altered.add(what)
                    await self.altered(tx, chat, PARTS[what])

    async def _replaced(self, tx: Transaction, chat: Chat, content: dict[str, Any]) -> None:
        """Nobody reads this chat any more: another one of theirs is used, and the new one is entered.

        What is said there is for their devices alone, whoever has put up the sign.
        """
        await tx.chats.close(chat.room, self.clock.now())
        room, person = content.get("replacement_room"), chat.person
        if not isinstance(room, str) or not room.startswith("!") or person is None:
            return
        if await made_by_vigil(tx, chat) or await tx.chats.get(room) is not None:
            return
        if await tx.roster.knows(person):
            await self.desk.follow(tx, chat, room, person)

    async def members(self, tx: Transaction, chat: Chat, changes: Sequence[tuple[str, str]]) -> None:
        """Each of these people is this in the chat's room now; oldest first."""
        if (chat.person, "join") in changes:
            await greet(tx, chat, self.desk)
        welcome = await self._welcome(tx, chat)
        intruders = [
            person
            for person, membership in changes
            if welcome is not None and person not in welcome and membership in _HERE
        ]
        intruders = list(dict.fromkeys(intruders))
        if intruders:
            log.warning("intruders_found", kind=chat.kind, people=len(intruders))
        if chat.kind == "alert" and chat.alert is not None:
            await self._report(tx, chat.alert, [each for each in changes if each[0] not in intruders])
            await self._alert_intruded(tx, chat, chat.alert, intruders)
        elif intruders:
            await self.desk.telling.add(tx, guard_queue(chat.room), PutOut(chat.room, tuple(intruders)))
            await self._say(tx, chat, "members", _intruded(intruders))

    async def _welcome(self, tx: Transaction, chat: Chat) -> Collection[str] | None:
        """Who may be in this room; None where that is not for Vigil to say."""
        match chat.kind:
            case "alert" if chat.alert is not None:
                return (await self.alerts.get(tx, chat.alert)).called
            case "coordination":
                return await tx.roster.admins()
            case "direct" if chat.person is not None and await made_by_vigil(tx, chat):
                return {chat.person}
        return None

    async def _report(self, tx: Transaction, number: int, changes: Sequence[tuple[str, str]]) -> None:
        for person, membership in changes:
            if membership == "join":
                await self.alerts.apply(tx, number, i.Joined(person))
            elif membership in ("leave", "ban"):
                await self.alerts.apply(tx, number, i.Left(person))

    async def _alert_intruded(self, tx: Transaction, chat: Chat, number: int, people: Sequence[str]) -> None:
        named = people if len(people) <= _NAMED else people[:1]
        for person in named:
            await self.alerts.apply(tx, number, i.Intruded(person))
        if crowd := tuple(people[len(named) :]):
            await self.desk.telling.add(tx, guard_queue(number), RemovePeople(crowd), alert=number)
            await self._say(tx, chat, "members", _intruded(people))

    async def _is_altered(self, tx: Transaction, chat: Chat, what: str, content: dict[str, Any]) -> bool:
        """The room is one of Vigil's, and in this point not as Vigil makes it, or has locked it."""
        if chat.kind == "direct" and not await made_by_vigil(tx, chat):
            return False
        is_alert = chat.kind == "alert" and chat.alert is not None
        locked = is_alert and (await self.alerts.get(tx, chat.alert or 0)).locked
        return not is_as_made(what, content, bot=self.own_user, room=chat.room, locked=locked)

    async def altered(self, tx: Transaction, chat: Chat, part: RoomPart) -> None:
        """This part of the chat's room was changed: have it undone, and tell."""
        log.warning("room_altered", kind=chat.kind, what=part.value)
        if chat.kind == "alert" and chat.alert is not None:
            await self.alerts.apply(tx, chat.alert, i.RoomTampered(part))
            return
        if part is not RoomPart.SUCCESSOR:
            await self.desk.telling.add(tx, guard_queue(chat.room), PutBack(chat.room, part))
        await self._say(tx, chat, part.value, room_altered(part))

    async def _say(self, tx: Transaction, chat: Chat, what: str, text: Text) -> None:
        """Whoever does it again and again is answered each time, and told of every few minutes."""
        now, kind = self.clock.now(), f"watched-{what}"
        for notice in await tx.notices.due(now - _TELL_EVERY):
            if (notice.kind, notice.room) == (kind, chat.room):
                await tx.notices.forget(kind, chat.room)
        if await tx.notices.note(kind, chat.room, "", now):
            await self.desk.say(tx, chat, text)


def _intruded(people: Sequence[str]) -> Text:
    if len(people) == 1:
        return say("intruder", person=people[0])
    return say("intruders-many", count=len(people))
