"""Whoever was asked whether they need help, and is silent: asked once more, and coordinators hear of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.desk import Desk
from bot.store.chats import Chat
from bot.store.store import Transaction
from bot.store.suspensions import suspended_as
from rooms.texts import say

AFTER = timedelta(minutes=2)
"""How long an answer may take."""


@dataclass(frozen=True)
class Unanswered:
    """Looks for questions of the desk that nobody has answered."""

    desk: Desk

    async def ask_again(self, tx: Transaction, now: datetime) -> None:
        """Put each once more; not where the answer has come and only waits to be read."""
        for chat in await tx.chats.unanswered(now - AFTER):
            if not await tx.inbox.pending_in(chat.room, "event"):
                await tx.chats.put(replace(chat, asked_again=True))
                await self._ask_again(tx, chat)

    async def _ask_again(self, tx: Transaction, chat: Chat) -> None:
        defender = await tx.roster.defender(chat.person or "")
        if defender is None or suspended_as(defender.user) in await tx.suspensions.subjects():
            return
        await self.desk.say(tx, chat, say("need-help-again"))
        if await tx.journal.open_alert_of(defender.user) is None:
            # Where an alert is open that must not show, nobody may be sent to call them.
            told = say("coordination-unanswered", alias=defender.alias)
            await self.desk.telling.coordinators(tx, told, urgent=True)
