"""Going into the chats that people ask Vigil into, and out of those of strangers."""

from __future__ import annotations

from dataclasses import dataclass

from bot.errors import Unreachable
from bot.jobs import LeaveChat, join_queue
from bot.outcome import Outcome, forgetting
from bot.places import Places
from bot.ports import MatrixGateway
from bot.store.outbox import OutboxRow
from bot.store.store import Transaction
from bot.telling import Telling

TRIES_FOR_A_STRANGER = 3
"""So often a server elsewhere is asked to let Vigil in, or out. For who is enrolled it is asked for ever."""


@dataclass(frozen=True)
class Entering:
    """Does what a row of `JoinChat` or `LeaveChat` says."""

    gateway: MatrixGateway
    places: Places
    telling: Telling

    async def join(self, row: OutboxRow, room: str) -> Outcome:
        """Accept the invitation; where that never ends, a stranger's is turned down."""
        try:
            await self.gateway.join(room)
        except Unreachable:
            if not await self._is_in_vain(row, room):
                raise

            async def write(tx: Transaction) -> None:
                queue = join_queue("", room, known=False)
                await self.telling.add(tx, queue, LeaveChat(room), mark=f"{row.transaction_id}-leave")

            return Outcome(write=write)
        return Outcome()

    async def leave(self, row: OutboxRow, room: str) -> Outcome:
        """Leave it and forget it, unless it is no stranger's by now."""
        if await self.places.is_known(room):
            return Outcome()
        try:
            await self.gateway.leave(room)
        except Unreachable:
            if not await self._is_in_vain(row, room):
                raise
        return Outcome(write=forgetting(room))

    async def _is_in_vain(self, row: OutboxRow, room: str) -> bool:
        return row.attempts + 1 >= TRIES_FOR_A_STRANGER and not await self.places.is_known(room)
