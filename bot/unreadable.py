"""A message whose key has not come yet: both sides are told of it, and it waits for as long as it takes.

It holds back nothing that comes after it. In order would be better, but a key may never come, and an alert
behind it must not wait for that. What was encrypted under one key waits and is read together, in order; what
is read late, out of its order, has been announced with the time at which it was sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.alerts import Alerts
from bot.desk import Desk
from bot.store.chats import Chat
from bot.store.inbox import InboxRow
from bot.store.store import Transaction
from bot.withheld import Withheld
from rooms.actions import TellCoordinators, TellRoom
from rooms.texts import say

AFTER = timedelta(seconds=10)
"""How long a message may wait for its key before its sender is asked to write it again."""


_AT_ONCE = 100
"""How many messages are looked at each time: nobody holds up the rest with many."""

_UNREADABLE = "unreadable"
"""What is noted of a sender and their key when they are asked."""


@dataclass(frozen=True)
class Unreadable:
    """Asks for what came under a key again, at most once an hour, and tells those who would have read it."""

    alerts: Alerts
    desk: Desk
    withheld: Withheld

    async def tell(self, tx: Transaction, now: datetime) -> None:
        """Tell of all that has waited too long."""
        for row in await tx.inbox.waiting_since(now - AFTER, limit=_AT_ONCE):
            await tx.inbox.told(row.id)
            chat = await tx.chats.get(row.room)
            if await self.withheld.was_told(tx, row, _session_of(row)):
                continue  # They know already, and why.
            if chat is None or not await tx.roster.knows(row.sender):
                continue
            subject = f"{row.sender} {_session_of(row)}"
            if not await tx.notices.note(_UNREADABLE, row.room, row.sender, now, subject=subject):
                continue  # They were asked for all that they write under this key.
            theirs: Chat | None = chat
            if chat.kind == "direct" and chat.person != row.sender:
                # What is said in this one, they could not read.
                theirs = await tx.chats.direct_of(row.sender)
            if theirs is not None:
                await self.desk.say(tx, theirs, say("unreadable", at=row.sent_at))
            if chat.kind == "direct":
                await self._tell_others(tx, row, now)

    async def _tell_others(self, tx: Transaction, row: InboxRow, now: datetime) -> None:
        defender = await tx.roster.defender(row.sender)
        if defender is None:
            return
        mark = self.desk.identifiers.mark
        told = TellCoordinators(say("coordination-unreadable", alias=defender.alias), urgent=True)
        await tx.outbox.add("coordination", told, transaction_id=mark(), now=now)
        number = await tx.journal.open_alert_of(defender.user)
        # Before the brief nobody is in the room; what waited there for it would keep it from being opened.
        if number is not None and (await self.alerts.get(tx, number)).briefed_at is not None:
            text = TellRoom(say("unreadable-in-room", alias=defender.alias, at=row.sent_at))
            await tx.outbox.add(f"alert:{number}", text, alert=number, transaction_id=mark(), now=now)


def _session_of(row: InboxRow) -> str:
    return str(row.payload["raw"]["content"].get("session_id"))
