"""Where to speak: the room, for whom it is encrypted, in which language and whose time of day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.alerts import Alerts
from bot.clock import Clock
from bot.errors import Unreachable
from bot.ports import MatrixGateway
from bot.rotating.times import Times
from bot.store.chats import Chat
from bot.store.outbox import OutboxRow
from bot.store.store import Store, Transaction
from bot.wording import Wording
from rooms.alert import Alert
from rooms.texts import Text, say

DIRECT_MARK = "-chat"
"""How the mark of a direct chat that Vigil made itself ends."""

CHAT_LEFT_EVERY = timedelta(hours=1)

_MADE_FOR = "chat_made_for "
"""How the name of the fact begins that says which direct chat Vigil has made for somebody."""


@dataclass(frozen=True)
class Spot:
    """A room to speak in. `audience` are the people Vigil decided on, whoever else is there (G3).

    `secret`: all that is said there holds plans; `exercise`: nothing of it is real, and each message says so.
    """

    room: str
    audience: Collection[str]
    language: str
    encrypted: bool = True
    secret: bool = False
    exercise: bool = False


async def _languages_of(tx: Transaction, person: str) -> tuple[str, ...]:
    """Those of a defender, or of somebody who is becoming one."""
    defender = await tx.roster.defender(person)
    if defender is not None:
        return defender.languages
    newcomer = await tx.newcomers.of(person)
    return newcomer.enrolment.languages if newcomer is not None and newcomer.enrolment is not None else ()


async def made_by_vigil(tx: Transaction, chat: Chat) -> bool:
    """Whether this direct chat is one that Vigil made, and in which it rules."""
    return chat.person is not None and await tx.facts.get(_MADE_FOR + chat.person) == chat.room


def _in_room_of(alert: Alert, room: str) -> Spot:
    return Spot(room, alert.audience, alert.room_language, secret=True, exercise=alert.exercise)


class Places:
    """Finds the room for each outbox row."""

    def __init__(
        self,
        store: Store,
        gateway: MatrixGateway,
        alerts: Alerts,
        wording: Wording,
        clock: Clock,
        *,
        own_user: str,
        language: str,
        zone: ZoneInfo,
    ) -> None:
        self._store = store
        self._gateway = gateway
        self.alerts = alerts
        self._wording = wording
        self._clock = clock
        self._own_user = own_user
        self._zone = zone
        self.language = language
        self.times = Times(language, zone)

    def render(self, text: Text, language: str) -> str:
        """The text in this language, with the times of day of the settings' zone."""
        return self._wording.render(text, language=language, zone=self._zone, now=self._clock.now())

    async def alert(self, row: OutboxRow) -> Alert:
        """The alert that this row belongs to, as it stands now."""
        if row.alert is None:
            raise ValueError("This row belongs to no alert.")
        async with self._store.transaction() as tx:
            return await self.alerts.get(tx, row.alert)

    async def alert_room(self, row: OutboxRow) -> Spot:
        """The alert's own room. Raises `Unreachable` while it is not open yet."""
        alert = await self.alert(row)
        if alert.room is None:
            raise Unreachable("The alert room is not open yet.")
        return _in_room_of(alert, alert.room)

    async def coordination_room(self) -> Spot:
        """The coordinators' room. Raises `Unreachable` while it is not open yet."""
        async with self._store.transaction() as tx:
            chat = await tx.chats.coordination()
            admins = await tx.roster.admins()
        if chat is None:
            raise Unreachable("The coordination room is not open yet.")
        return Spot(chat.room, admins, self.language)

    async def room(self, room: str) -> Spot | None:
        """Any room that Vigil knows; None for one it has forgotten."""
        async with self._store.transaction() as tx:
            chat = await tx.chats.get(room)
            if chat is None:
                return None
            if chat.kind == "alert" and chat.alert is not None:
                alert = await self.alerts.get(tx, chat.alert)
                return _in_room_of(alert, room)
            if chat.kind == "coordination":
                return Spot(room, await tx.roster.admins(), self.language)
        return await self._direct(chat)

    async def is_known(self, room: str) -> bool:
        """Whether this is the direct chat of somebody on the roster, or of one who is enrolling."""
        async with self._store.transaction() as tx:
            chat = await tx.chats.get(room)
            return chat is not None and chat.person is not None and await tx.roster.knows(chat.person)

    async def chat_of_defender(self, row: OutboxRow, suspect: bool) -> Spot:
        """The direct chat of the defender whose alert this is about; see `chat_of`."""
        return await self.chat_of((await self.alert(row)).defender, row, suspect)

    async def chat_of(self, person: str, row: OutboxRow, suspect: bool, *, greeted: bool = True) -> Spot:
        """Somebody's direct chat; one of Vigil's own, if they are not in theirs, or Vigil is not.

        `greeted`: if it has to be made, there is something to say in it at once.
        """
        async with self._store.transaction() as tx:
            chat = await tx.chats.direct_of(person)
            there = await tx.chats.members(chat.room, "join", "invite") if chat else []
            if chat is None or chat.closed or person not in there or await self._is_put_out(tx, chat):
                chat = await self._own_chat(tx, person)
                there = []
        if chat is None:
            chat = await self._open_direct_chat(person, row, suspect, greeted)
        if person not in there:
            await self._ask_in(chat.room, person)
        return await self._direct(chat)

    async def _is_put_out(self, tx: Transaction, chat: Chat) -> bool:
        return self._own_user in await tx.chats.members(chat.room, "leave", "ban")

    async def _own_chat(self, tx: Transaction, person: str) -> Chat | None:
        """The chat that Vigil made for this person before: who cannot be asked in gets no further one."""
        room = await tx.facts.get(_MADE_FOR + person)
        chat = await tx.chats.get(room) if room is not None else None
        return None if chat is None or chat.closed or await self._is_put_out(tx, chat) else chat

    async def left_for_another(self, person: str) -> bool:
        """Their chat has refused words: from now on another one of theirs is used, or one that Vigil makes.

        False if that was done within the hour: a homeserver that refuses everything gets no flood of rooms.
        """
        now = self._clock.now()
        async with self._store.transaction() as tx:
            chat = await tx.chats.direct_of(person)
            if chat is None or chat.closed or person not in await tx.chats.members(chat.room, "join"):
                return False
            if await tx.allowances.take("left", person, now, at_once=1, every=CHAT_LEFT_EVERY) is not None:
                return False
            await tx.chats.close(chat.room, now)
        return True

    async def _open_direct_chat(self, person: str, row: OutboxRow, suspect: bool, greeted: bool) -> Chat:
        mark = row.transaction_id + DIRECT_MARK
        name = self.render(say("direct-room-name"), self.language)
        room = await self._gateway.open_room(mark=mark, name=name, suspect=suspect)
        chat = Chat(room, "direct", person=person, encrypted=True, seen_encrypted=True, greeted=greeted)
        async with self._store.transaction() as tx:
            await tx.chats.put(chat)  # before they are asked in: what they write there must not be lost
            await tx.facts.set(_MADE_FOR + person, room)
        return chat

    async def _ask_in(self, room: str, person: str) -> None:
        """From now on this is the chat to speak in."""
        async with self._store.transaction() as tx:
            await tx.chats.touch(room, self._clock.now())
        await self._gateway.invite(room, person, direct=True)
        async with self._store.transaction() as tx:
            # The sync will say so too; until then the next message need not ask again.
            if person not in await tx.chats.members(room, "join", "invite", "leave", "ban"):
                await tx.chats.set_member(room, person, "invite")

    async def _direct(self, chat: Chat) -> Spot:
        person = chat.person or ""
        async with self._store.transaction() as tx:
            languages = await _languages_of(tx, person)
        language = self._wording.best(languages, self.language)
        return Spot(chat.room, (person,), language, chat.encrypted)
