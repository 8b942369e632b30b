"""What follows from the homeserver's final no: the rules hear of it, or people do (G6)."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.errors import Refused, Unreachable
from bot.jobs import (
    DrawPicture,
    InviteCoordinator,
    JoinChat,
    LeaveChat,
    OpenCoordinationRoom,
    PostFile,
    PutBack,
    PutOut,
    SignPerson,
    TellPerson,
    UploadFile,
)
from bot.outcome import Outcome, Write, forgetting, reported
from bot.places import Places
from bot.store.outbox import OutboxRow
from bot.store.store import Store, Transaction
from bot.telling import Telling
from bot.who import named, whoever
from rooms import actions as a
from rooms import inputs as i
from rooms.alert import Reach
from rooms.texts import Text, say

BRIEF_QUEUE = "brief:"
"""How the queues begin in which a refused brief is tried again; the rest of the room does not wait for it."""

COORDINATION_ROOM_EVERY = timedelta(hours=1)
"""How often at most the coordination room is replaced: a server that refuses every room gets no flood."""

_ROOM_CLOSED = "room-closed"
"""The kind of notice, which is kept under the alert's code."""

_REPLACED_AT = "coordination_room_replaced_at"


class Refusals:
    """Finds out who has to hear of a no. Raises `Unreachable` where no is not the last word."""

    def __init__(self, store: Store, places: Places, telling: Telling) -> None:
        self._store = store
        self._places = places
        self._tell = telling

    async def follow(self, row: OutboxRow, fault: Refused | None = None) -> Outcome:
        """What becomes of a row that was refused, with this answer if it was the homeserver that did it."""
        person = await self._spoken_to(row) if fault is not None and fault.status == 403 else None
        if person is not None and await self._places.left_for_another(person):
            raise Unreachable("Their chat takes no words; another one of theirs does, or one is made.")
        match row.action:
            case a.OpenRoom():
                return Outcome(report=i.RoomWasRefused())
            case a.InvitePeople(people):
                return Outcome(report=i.InvitationsSettled((), people))
            case a.BriefRoom() as action:
                return await self._brief(row, action)
            case a.TellRoom() | a.RelayToRoom():
                code = (await self._places.alert(row)).code
                return Outcome(write=lambda tx: self._room_closed(tx, row, code))
            case a.TellDefender() as action:
                # The rules know whether there is a room to say it in: a row for it would keep it shut.
                report = reported(action, Reach.REFUSED, await self._places.alert(row))
                return Outcome(report=report)
            case a.TellCoordinators():
                await self._replace_coordination_room(row)
                raise Unreachable("The coordination room takes nothing; a new one is on its way.")
            case a.LockRoom():
                code = (await self._places.alert(row)).code
                return self._telling(row, coordinators=say("coordination-not-locked", code=code))
            case a.RemovePeople():
                code = (await self._places.alert(row)).code
                return self._telling(row, coordinators=say("coordination-not-removed", code=code))
            case a.RestoreRoom():
                code = (await self._places.alert(row)).code
                return self._telling(row, coordinators=say("coordination-not-restored", code=code))
            case PutOut():
                return self._telling(row, coordinators=say("room-not-cleared"))
            case PutBack():
                return self._telling(row, coordinators=say("room-not-restored"))
            case InviteCoordinator(_, person):
                return self._telling(row, coordinators=say("coordination-not-invited", person=person))
            case SignPerson(person):
                return Outcome(write=self._not_signed(row, person))
            case TellPerson(person):
                return Outcome(write=self._not_told(row, person))
            case JoinChat(room, follows):
                return await self._not_joined(row, room, told=not follows)
            case DrawPicture() | UploadFile() | PostFile():
                return self._telling(row, coordinators=say("file-not-sent"))
            case LeaveChat(room):
                return Outcome(write=forgetting(room))
        return Outcome()

    async def set_aside(self, row: OutboxRow) -> Outcome:
        """What the rules must not wait for when Vigil itself fails at it: as if it had been refused."""
        match row.action:
            case a.OpenRoom() | a.InvitePeople() | a.BriefRoom() | a.TellDefender():
                return await self.follow(row)
        return Outcome()

    def _telling(self, row: OutboxRow, *, coordinators: Text) -> Outcome:
        """What was refused is told to those who can do something about it."""

        async def write(tx: Transaction) -> None:
            await self._tell_coordinators(tx, row, coordinators)

        return Outcome(write=write)

    def _not_signed(self, row: OutboxRow, person: str) -> Write:
        async def write(tx: Transaction) -> None:
            for who in await whoever(tx, [person]):
                await self._tell_coordinators(tx, row, say("coordination-not-signed", who=who.name))

        return write

    def _not_told(self, row: OutboxRow, person: str) -> Write:
        """Of whom a partner vouched for, and who has answered nothing yet, the coordinators hear."""

        async def write(tx: Transaction) -> None:
            newcomer = await tx.newcomers.of(person)
            enrolment = newcomer.enrolment if newcomer is not None else None
            if enrolment is not None and enrolment.alias and not enrolment.languages:
                await tx.newcomers.remove(person)
                await self._tell_coordinators(tx, row, say("vouch-not-asked", alias=enrolment.alias))

        return write

    async def _tell_coordinators(self, tx: Transaction, row: OutboxRow, text: Text) -> None:
        await self._tell.coordinators(tx, text, urgent=True, mark=f"{row.transaction_id}-refused")

    async def _room_closed(self, tx: Transaction, row: OutboxRow, code: str) -> None:
        """Once an hour at most: an alert that is chased has something to say every few minutes."""
        if await tx.notices.note(_ROOM_CLOSED, code, "", self._tell.clock.now()):
            await self._tell_coordinators(tx, row, say("coordination-room-closed", code=code))

    async def _brief(self, row: OutboxRow, action: a.BriefRoom) -> Outcome:
        """Without a brief nobody knows what to do, so it is tried for as long as the alert is open."""
        alert = await self._places.alert(row)
        if not alert.is_open:
            return Outcome()
        if row.queue.startswith(BRIEF_QUEUE):
            raise Unreachable("The room takes no brief yet.")

        async def write(tx: Transaction) -> None:
            await self._room_closed(tx, row, alert.code)
            again = f"{BRIEF_QUEUE}{row.id}"
            await self._tell.add(tx, again, action, alert=row.alert, mark=row.transaction_id)

        return Outcome(write=write)

    async def _replace_coordination_room(self, row: OutboxRow) -> None:
        """Nobody hears of anything in a room that takes no words: it was closed, or Vigil put out of it."""
        now = self._tell.clock.now()
        async with self._store.transaction() as tx:
            replaced_at = await tx.facts.get(_REPLACED_AT)
            chat = await tx.chats.coordination()
            if replaced_at and now - datetime.fromisoformat(replaced_at) < COORDINATION_ROOM_EVERY:
                return
            if chat is None:
                return
            await tx.facts.set(_REPLACED_AT, now.isoformat())
            await tx.chats.remove(chat.room)
            mark = f"{row.transaction_id}-room{row.attempts}"
            await self._tell.add(tx, "coordination-room", OpenCoordinationRoom(mark), mark=mark)

    async def _spoken_to(self, row: OutboxRow) -> str | None:
        """Whose chat refused it, if it was to be said to somebody in whatever chat of theirs."""
        match row.action:
            case a.TellDefender():
                return (await self._places.alert(row)).defender
            case TellPerson(person):
                return person
        return None

    async def _not_joined(self, row: OutboxRow, room: str, *, told: bool) -> Outcome:
        """Whoever asked Vigil in waits there for nothing, and may be a defender."""
        async with self._store.transaction() as tx:
            chat = await tx.chats.get(room)
            person = chat.person if chat is not None else None
            known = person is not None and await tx.roster.knows(person)

        async def write(tx: Transaction) -> None:
            await tx.chats.remove(room)
            if person is not None and known and told:
                name = await named(tx, person)
                await self._tell_coordinators(tx, row, say("coordination-cannot-join", person=name))

        return Outcome(write=write)
