"""Making the coordination room, and asking the admins in."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import structlog

from bot.errors import Refused, Unreachable
from bot.inviting import invite_all, prepare
from bot.jobs import InviteCoordinator
from bot.outcome import Outcome
from bot.places import Places
from bot.ports import MatrixGateway
from bot.store.chats import Chat
from bot.store.outbox import OutboxRow
from bot.store.store import Store, Transaction
from bot.telling import Telling
from rooms.texts import say

log = structlog.get_logger()


@dataclass(frozen=True)
class CoordinationRoom:
    """Makes it once, and again where it takes no words any more."""

    store: Store
    gateway: MatrixGateway
    places: Places
    telling: Telling

    async def open(self, row: OutboxRow, mark: str, suspect: bool) -> Outcome:
        """Without it no coordinator hears of anything, so a refusal is not the last word.

        Nobody is invited before the room is written down: what they say in it could be lost. And nothing is
        said in it before they are, since what comes before an invitation is not shown to whom it asks in;
        only whoever cannot be invited at once is waited for by nobody.
        """
        async with self.store.transaction() as tx:
            admins = tuple(await tx.roster.admins())
        name = self.places.render(say("coordination-room-name"), self.places.language)
        try:
            room, _ = await asyncio.gather(
                self.gateway.open_room(mark=mark, name=name, suspect=suspect), prepare(self.gateway, admins)
            )
        except Refused as fault:
            log.warning("coordination_room_refused", row=row.id, errcode=fault.errcode)
            raise Unreachable("The homeserver does not make the coordination room.") from fault
        async with self.store.transaction() as tx:
            await tx.chats.put(Chat(room, "coordination", encrypted=True))
        invited = (await invite_all(self.gateway, room, admins)).invited

        async def write(tx: Transaction) -> None:
            for number, person in enumerate(admins):
                if person not in invited:
                    job = InviteCoordinator(room, person)
                    await self.telling.add(tx, f"coordinator:{person}", job, mark=f"{mark}-{number}")

        return Outcome(write=write)
