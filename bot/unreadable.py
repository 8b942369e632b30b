"""A message whose key has not come yet: both sides are told of it, and it waits for as long as it takes.

It holds back nothing that comes after it. In order would be better, but a key may never come, and an alert
behind it must not wait for that. What was encrypted under one key waits and is read together, in order; what
is read late, out of its order, has been announced with the time at which it was sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.desk import Desk
from bot.store.inbox import InboxRow
from bot.store.store import Transaction
from bot.withheld import Withheld
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
            await self.desk.say_to(tx, chat, row.sender, say("unreadable", at=row.sent_at))
            defender = await tx.roster.defender(row.sender)
            if chat.kind == "direct" and defender is not None:
                told = say("coordination-unreadable", alias=defender.alias)
                await self.desk.telling.coordinators(tx, told, urgent=True)
                await self.withheld.tell_room(tx, row, defender)


def _session_of(row: InboxRow) -> str:
    return str(row.payload["raw"]["content"].get("session_id"))
