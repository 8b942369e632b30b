"""Turning encryption on in a direct chat that somebody made without it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.errors import Refused, Unreachable
from bot.jobs import ProtectChat, Reply, chat_queue
from bot.outcome import Outcome, Write
from bot.ports import MatrixGateway
from bot.store.outbox import OutboxRow
from bot.store.store import Transaction
from bot.telling import Telling
from rooms.texts import say


@dataclass(frozen=True)
class Protecting:
    """Does what a row of `ProtectChat` says."""

    gateway: MatrixGateway
    telling: Telling

    async def perform(self, row: OutboxRow, room: str) -> Outcome:
        """Turn encryption on; where Vigil may not, the chat stays usable, and says it is not protected.

        While the homeserver does not answer it is tried on in a queue of its own: questions go out.
        """
        try:
            await self.gateway.protect(room)
        except Refused:
            return Outcome(write=self._not_protected(room))
        except Unreachable:
            if row.queue == chat_queue(room):
                raise
            return Outcome(write=self._protect_later(row, room))

        async def write(tx: Transaction) -> None:
            chat = await tx.chats.get(room)
            if chat is not None:
                await tx.chats.put(replace(chat, encrypted=True))

        return Outcome(write=write)

    def _protect_later(self, row: OutboxRow, room: str) -> Write:
        async def write(tx: Transaction) -> None:
            mark = f"{row.transaction_id}-later"
            await self.telling.add(tx, chat_queue(room), ProtectChat(room), mark=mark)

        return write

    def _not_protected(self, room: str) -> Write:
        async def write(tx: Transaction) -> None:
            chat = await tx.chats.get(room)
            if chat is None or chat.encrypted:
                return
            if chat.person is not None and await tx.roster.knows(chat.person):
                words = Reply(room, say("not-protected"))
                await self.telling.add(tx, f"person:{chat.person}", words, mark=f"not-protected-{room}")

        return write
