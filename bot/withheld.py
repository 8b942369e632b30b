"""Keys that somebody's app refuses to give: they write what nobody can read, and do not know it (G6).

Their app says so in the clear (spec: `m.room_key.withheld`), and anybody could: so it is never more than a
notice, at most once an hour for each person and room.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from bot.alerts import Alerts
from bot.desk import Desk
from bot.store.chats import Chat
from bot.store.inbox import InboxRow
from bot.store.store import Transaction
from bot.who import named
from rooms.roster import Defender
from rooms.texts import say

WITHHELD = "withheld"
"""The kind of the inbox rows that tell the worker of it, and of what is noted of it."""


def withheld_id(sender: str, session_id: str) -> str:
    """What the inbox knows this by: a session is told of once."""
    digest = hashlib.sha256(f"{sender}\n{session_id}".encode("utf-8", "surrogatepass"))
    return f"{WITHHELD}:{digest.hexdigest()[:32]}"


@dataclass(frozen=True)
class Withheld:
    """Tells the person what to do, and the others that there is something they cannot read."""

    alerts: Alerts
    desk: Desk

    async def tell(self, tx: Transaction, row: InboxRow) -> None:
        """The app of this row's sender gives Vigil no key to what it sends into this row's room."""
        chat = await tx.chats.get(row.room)
        if chat is None or not await self._may_write(tx, chat, row.sender):
            return
        now = self.desk.clock.now()
        if not await tx.notices.note(WITHHELD, row.room, row.sender, now, subject=row.sender):
            return
        await self.desk.say_to(tx, chat, row.sender, say("withheld"))
        text = say("coordination-withheld", name=await named(tx, row.sender))
        await self.desk.telling.coordinators(tx, text, urgent=True)
        defender = await tx.roster.defender(row.sender)
        if chat.kind == "direct" and defender is not None:
            await self.tell_room(tx, row, defender)

    async def tell_room(self, tx: Transaction, row: InboxRow, defender: Defender) -> None:
        """Those who help this defender hear of a message of theirs that nobody can read."""
        number = await tx.journal.open_alert_of(defender.user)
        # Before the brief nobody is in the room; what waited there for it would keep it from being opened.
        if number is not None and (await self.alerts.get(tx, number)).briefed_at is not None:
            text = say("unreadable-in-room", alias=defender.alias, at=row.sent_at)
            await self.desk.telling.room(tx, number, text)

    async def was_told(self, tx: Transaction, row: InboxRow, session_id: str) -> bool:
        """Whether the sender of this message has just been told why it cannot be read."""
        return await tx.inbox.knows(withheld_id(row.sender, session_id)) and await tx.notices.was_told(
            WITHHELD, row.room, subject=row.sender
        )

    async def _may_write(self, tx: Transaction, chat: Chat, person: str) -> bool:
        """Whether it matters what this person writes here."""
        if chat.kind == "alert":
            return chat.alert is not None and person in (await self.alerts.get(tx, chat.alert)).audience
        if chat.kind == "coordination":
            return person in await tx.roster.admins()
        return await tx.roster.knows(person)
