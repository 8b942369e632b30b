"""What each outbox row means in Matrix: where it goes, to whom it is encrypted, in which words."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from typing import Any

import structlog

from bot.coordination_room import CoordinationRoom
from bot.entering import Entering
from bot.errors import Refused, Unreachable
from bot.filing import Filing
from bot.inviting import invite_all, prepare
from bot.jobs import (
    AskToVerify,
    CheckReach,
    DrawPicture,
    InviteCoordinator,
    JoinChat,
    LeaveChat,
    OpenChat,
    OpenCoordinationRoom,
    PostFile,
    ProtectChat,
    PutBack,
    PutOut,
    ReadCalendar,
    Reply,
    SendEvent,
    SignPerson,
    TellPerson,
    UploadFile,
    WriteCalendar,
)
from bot.matrix.delivery import Shortfall
from bot.messages import parts, relay_content, text_content
from bot.outcome import Outcome, Write, kept_back, posted, reported, telling_of_it
from bot.places import Places, Spot
from bot.ports import Delivery, MatrixGateway
from bot.protecting import Protecting
from bot.reaching import Reaching
from bot.refusing import BRIEF_QUEUE, Refusals
from bot.rotating.reading import CalendarReading
from bot.securing import Securing
from bot.store.chats import Chat
from bot.store.outbox import OutboxRow
from bot.store.store import Store, Transaction
from bot.telephones import with_telephones
from bot.telling import Telling
from bot.verification_post import VerificationPost
from rooms import actions as a
from rooms import inputs as i
from rooms.alert import Alert, Reach
from rooms.exercise import marked
from rooms.paging import room_name, room_name_over
from rooms.reactions.convening import invitation_waits
from rooms.texts import Text, say

log = structlog.get_logger()

INVITE_QUEUE = "invite:"
"""How the queues begin in which one person is invited into an alert room."""


class Performer:
    """Does one row. Raises `Unreachable` to be asked again later, `Refused` for a final no."""

    def __init__(
        self,
        store: Store,
        gateway: MatrixGateway,
        places: Places,
        telling: Telling,
        *,
        own_user: str,
    ) -> None:
        self._store = store
        self._gateway = gateway
        self._places = places
        self._telling = telling
        self._coordination_room = CoordinationRoom(store, gateway, places, telling)
        self._refusals = Refusals(store, places, telling)
        self._securing = Securing(gateway, places)
        self._protecting = Protecting(gateway, telling)
        self._chats = Entering(gateway, places, telling)
        self._verification = VerificationPost(gateway, places, telling)
        self._filing = Filing(store, gateway, places, telling)
        self._calendars = CalendarReading(store, gateway, places, telling)
        self._reaching = Reaching(store, gateway, telling)
        self._own_server = _server(own_user)

    async def perform(self, row: OutboxRow, *, suspect: bool) -> Outcome:
        """Do what the row says. `suspect`: it may have been done before, by a process that died."""
        match row.action:
            case a.OpenRoom() as action:
                return await self._open_room(row, action, suspect)
            case a.InvitePeople(people):
                return await self._invite(row, people)
            case a.BriefRoom(text, mention):
                return await self._brief(row, text, mention)
            case a.TellRoom(text, mention):
                spot = await self._places.alert_room(row)
                return await self._in_alert_room(row, spot, self._content(spot, text, mention))
            case a.RelayToRoom(alias, message):
                spot = await self._places.alert_room(row)
                content = relay_content(alias, message, lambda text: self._places.render(text, spot.language))
                return await self._in_alert_room(row, spot, content)
            case a.TellPeople() as action:
                return await self._page(row, action, suspect)
            case a.TellDefender() as action:
                return await self._tell_defender(row, action, suspect)
            case a.TellCoordinators(text, urgent, telephones):
                spot = await self._places.coordination_room()
                async with self._store.transaction() as tx:
                    text = await with_telephones(tx, text, telephones)
                await self._say(row, spot, text, spot.audience if urgent else ())
                return Outcome()
            case Reply(room, text, plans, any_device):
                place = await self._places.room(room)
                if place is not None:
                    delivery = await self._say(row, place, text, any_device=any_device, plans=plans)
                    if plans and kept_back(delivery, encrypted=place.encrypted):
                        text = say("defender-status-open")
                        await self._send(row, place, self._content(place, text), again="-open")
                    return Outcome(write=posted(row, delivery.event_id))
                return Outcome()
            case a.RemovePeople() | a.RestoreRoom() | PutOut() | PutBack() as measure:
                return await self._securing.perform(row, measure)
            case a.EndRoom():
                return await self._end_room(row)
            case a.LockRoom():
                await self._gateway.lock((await self._places.alert_room(row)).room)
                return Outcome()
            case a.LeaveRoom():
                return await self._leave(row)
            case JoinChat(room):
                return await self._chats.join(row, room)
            case LeaveChat(room):
                return await self._chats.leave(row, room)
            case ProtectChat(room):
                return await self._protecting.perform(row, room)
            case OpenCoordinationRoom(mark):
                return await self._coordination_room.open(row, mark, suspect)
            case InviteCoordinator(room, person):
                await self._gateway.invite(room, person)
                return Outcome()
            case TellPerson(person, text, language):
                spot = await self._places.chat_of(person, row, suspect)
                said = text_content(self._places.render(text, language or spot.language))
                await self._send(row, spot, said, any_device=True)
                return Outcome()
            case OpenChat(person):
                await self._places.chat_of(person, row, suspect, greeted=False)
                return Outcome()
            case SignPerson(person, master):
                await self._gateway.sign_person(person, master)
                return Outcome()
            case SendEvent() | AskToVerify() as job:
                return await self._verification.perform(row, job, suspect)
            case CheckReach() as job:
                return await self._reaching.perform(row, job)
            case DrawPicture() | WriteCalendar() | UploadFile() | PostFile() as job:
                return await self._filing.perform(row, job)
            case ReadCalendar() as job:
                return await self._calendars.read(row, job)
        raise TypeError(f"Nobody knows how to perform {type(row.action).__name__}.")

    async def refused(self, row: OutboxRow, fault: Refused) -> Outcome:
        """What follows from the homeserver's final no; raises `Unreachable` to try it in another chat."""
        if isinstance(row.action, a.LeaveRoom):
            return Outcome(write=self._left(row))
        if isinstance(row.action, AskToVerify):
            return self._verification.refused(row, row.action.person)
        return await self._refusals.follow(row, fault)

    async def set_aside(self, row: OutboxRow) -> Outcome:
        """What follows from a fault of Vigil's own. Raises `Unreachable` for what is tried for ever."""
        return await self._refusals.set_aside(row)

    # Rooms

    async def _open_room(self, row: OutboxRow, action: a.OpenRoom, suspect: bool) -> Outcome:
        alert = await self._places.alert(row)
        name = self._places.render(room_name(alert), alert.room_language)
        opening = self._gateway.open_room(mark=action.mark, name=name, suspect=suspect)
        room, _ = await asyncio.gather(opening, prepare(self._gateway, alert.partners))

        async def write(tx: Transaction) -> None:
            await tx.chats.put(Chat(room, "alert", alert=row.alert, encrypted=True))

        return Outcome(report=i.RoomWasOpened(room), write=write)

    async def _invite(self, row: OutboxRow, people: tuple[str, ...]) -> Outcome:
        """Whose homeserver does not answer is asked again in a queue of their own; the room goes on."""
        alert = await self._places.alert(row)
        if not alert.is_open:
            return Outcome()  # Nobody is asked into a room where everything is over.
        room = (await self._places.alert_room(row)).room
        async with self._store.transaction() as tx:
            suspended = await tx.suspensions.people()
        people = tuple(each for each in people if each not in suspended or each == alert.defender)
        tried = await invite_all(self._gateway, room, people)
        invited, failed, slow = tried.invited, tried.failed, tried.slow
        if not (await self._places.alert(row)).is_open:  # It has ended meanwhile.
            for person in invited:
                await self._gateway.withdraw(room, person)
            return Outcome()
        alone = row.queue.startswith(INVITE_QUEUE)
        if slow and not invited and not failed and (alone or self._own_server in map(_server, slow)):
            raise Unreachable("No invitation could be sent.")

        async def write(tx: Transaction) -> None:
            for person in slow:
                queue = f"{INVITE_QUEUE}{row.id}:{person}"
                mark = f"{row.transaction_id}:{people.index(person)}"
                await self._telling.add(tx, queue, a.InvitePeople((person,)), alert=row.alert, mark=mark)
            await self._tell_who_waits(tx, row, alert, slow)

        return Outcome(report=i.InvitationsSettled(invited, failed), write=write if slow else None)

    async def _tell_who_waits(
        self, tx: Transaction, row: OutboxRow, alert: Alert, people: tuple[str, ...]
    ) -> None:
        """Said once, when they go into a queue of their own: people may reach them sooner (G6)."""
        for number, action in enumerate(marked(alert, invitation_waits(alert, people))):
            told, mark = isinstance(action, a.TellCoordinators), f"{row.transaction_id}-waits-{number}"
            queue, owner = ("coordination", None) if told else (f"alert:{row.alert}", row.alert)
            await self._telling.add(tx, queue, action, alert=owner, mark=mark)

    async def _end_room(self, row: OutboxRow) -> Outcome:
        """Whoever has come in by now stays; the name is plain for the homeserver, and says nothing else."""
        alert = await self._places.alert(row)
        if alert.room is not None:
            name = self._places.render(room_name_over(alert), alert.room_language)
            await self._gateway.rename(alert.room, name)
            async with self._store.transaction() as tx:
                asked = {*await tx.chats.members(alert.room, "invite"), *(alert.invited - alert.joined)}
            for person in sorted(asked):
                await self._gateway.withdraw(alert.room, person)
        return Outcome()

    async def _leave(self, row: OutboxRow) -> Outcome:
        alert = await self._places.alert(row)
        if alert.room is not None:
            await self._gateway.leave(alert.room)
        return Outcome(write=self._left(row))

    def _left(self, row: OutboxRow) -> Write:
        async def write(tx: Transaction) -> None:
            await tx.inbox.add(
                f"left:{row.id}",
                room="",
                sender="",
                kind="left",
                payload={"alert": row.alert},
                received_at=self._telling.clock.now(),
            )

        return write

    # Words

    async def _brief(self, row: OutboxRow, text: Text, mention: tuple[str, ...]) -> Outcome:
        if row.queue.startswith(BRIEF_QUEUE) and not (await self._places.alert(row)).is_open:
            return Outcome()  # It was refused for so long that it is over.
        delivery = await self._say(row, await self._places.alert_room(row), text, mention)
        return Outcome(report=_delivered(delivery, brief=True), write=posted(row, delivery.event_id))

    async def _in_alert_room(self, row: OutboxRow, spot: Spot, content: dict[str, Any]) -> Outcome:
        """Who cannot read is reported only when that has changed: else each report would make the next."""
        delivery = await self._send(row, spot, content)
        alert = await self._places.alert(row)
        write = posted(row, delivery.event_id)
        if frozenset(delivery.unreached) & alert.audience == alert.unreached:
            return Outcome(write=write)
        return Outcome(report=_delivered(delivery), write=write)

    async def _page(self, row: OutboxRow, action: a.TellPeople, suspect: bool) -> Outcome:
        """In the language of the alert's room, whose name it says; not what is not true any more."""
        alert, [person] = await self._places.alert(row), action.people
        called = alert.called - alert.doubted.keys() if action.when_over else alert.audience
        if alert.is_open is not action.when_over and person in called:
            spot = await self._places.chat_of(person, row, suspect)
            content = text_content(self._places.render(action.text, alert.room_language), (person,))
            await self._send(row, spot, content, any_device=True)
        return Outcome()

    async def _tell_defender(self, row: OutboxRow, action: a.TellDefender, suspect: bool) -> Outcome:
        spot = await self._places.chat_of_defender(row, suspect)
        content = self._content(spot, action.text)
        delivery = await self._send(row, spot, content, plans=action.plans)
        if action.plans and kept_back(delivery, encrypted=spot.encrypted):
            if action.instead is not None and not spot.encrypted:
                await self._send(row, spot, self._content(spot, action.instead), again="-instead")
            write = telling_of_it(row, await self._places.alert(row), self._telling)
            return Outcome(write=write)
        reach = Reach.UNREADABLE if delivery.unreached else Reach.READABLE
        write = posted(row, delivery.event_id, content["body"])
        return Outcome(report=reported(action, reach, await self._places.alert(row)), write=write)

    async def _say(
        self,
        row: OutboxRow,
        spot: Spot,
        text: Text,
        mention: Collection[str] = (),
        *,
        any_device: bool = False,
        plans: bool = False,
    ) -> Delivery:
        content = self._content(spot, text, mention)
        return await self._send(row, spot, content, any_device=any_device, plans=plans)

    def _content(self, spot: Spot, text: Text, mention: Collection[str] = ()) -> dict[str, Any]:
        text = say("exercise", text=text) if spot.exercise else text
        return text_content(self._places.render(text, spot.language), tuple(mention))

    async def _send(
        self,
        row: OutboxRow,
        spot: Spot,
        content: dict[str, Any],
        *,
        any_device: bool = False,
        plans: bool = False,
        again: str = "",
    ) -> Delivery:
        """One row is one message, or the parts of a long one, each with a transaction ID of its own.

        Plans never go out in the clear: where the chat is not encrypted, the message is.
        """
        secret = plans or spot.secret
        unreached: dict[str, str] = {}
        withheld = frozenset[str]()
        for number, part in enumerate(parts(content)):
            delivery = await self._gateway.send(
                spot.room,
                part,
                recipients=spot.audience,
                transaction_id=row.transaction_id + again + (f"-{number}" if number else ""),
                encrypted=spot.encrypted or secret,
                any_device=any_device,
                secret=secret,
            )
            unreached |= delivery.unreached
            withheld |= delivery.withheld
        if unreached:
            log.warning("delivery_fell_short", row=row.id, people=len(unreached))
        return Delivery(delivery.event_id, unreached, withheld)


def _delivered(delivery: Delivery, *, brief: bool = False) -> i.Delivered:
    """Who got no key, and who of them only for want of a signature."""
    unsigned = [user for user, why in delivery.unreached.items() if why == Shortfall.UNTRUSTED]
    # At any other message a new phone has time to be signed (`readers.SIGNED_WITHIN`).
    withheld = tuple(sorted(delivery.withheld)) if brief else ()
    return i.Delivered(tuple(delivery.unreached), brief, tuple(unsigned), withheld)


def _server(user: str) -> str:
    return user.partition(":")[2]
