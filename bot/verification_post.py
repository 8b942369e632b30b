"""What a verification sends: readable on all devices of whom it is for, since none is trusted before it.

`VerificationQueue` writes it down in the worker's transaction; `VerificationPost` sends it afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.jobs import AskToVerify, SendEvent, chat_queue
from bot.matrix.verification import Step, requesting
from bot.outcome import Outcome, Write
from bot.places import Places
from bot.ports import MatrixGateway
from bot.store.outbox import OutboxRow
from bot.store.store import Transaction
from bot.telling import Telling
from bot.who import whoever
from rooms.texts import say

ASKED = "verification-asked"
"""The kind of the inbox rows that tell the worker that Vigil's request is in the room."""


@dataclass(frozen=True)
class VerificationQueue:
    """What follows from a verification, into the outbox."""

    telling: Telling

    async def send(self, tx: Transaction, room: str, steps: Sequence[Step]) -> None:
        """These events, to the other side."""
        for step in steps:
            event = SendEvent(room, step.type, json.dumps(step.content))
            await self.telling.add(tx, chat_queue(room), event)

    async def ask(self, tx: Transaction, person: str) -> None:
        """Vigil's own request, in their direct chat."""
        await self.telling.add(tx, f"person:{person}", AskToVerify(person))


@dataclass(frozen=True)
class VerificationPost:
    """Does the outbox rows of `bot.verifying`."""

    gateway: MatrixGateway
    places: Places
    telling: Telling

    async def perform(self, row: OutboxRow, job: SendEvent | AskToVerify, suspect: bool) -> Outcome:
        """Send it. Raises `Unreachable` and `Refused` like everything that is performed."""
        if isinstance(job, AskToVerify):
            return await self._ask(row, job.person, suspect)
        spot = await self.places.room(job.room)
        if spot is not None:
            await self.gateway.send(
                job.room,
                json.loads(job.content),
                recipients=spot.audience,
                transaction_id=row.transaction_id,
                encrypted=spot.encrypted,
                type=job.type,
                any_device=True,
            )
        return Outcome()

    async def _ask(self, row: OutboxRow, person: str, suspect: bool) -> Outcome:
        """In their direct chat, be it one without encryption: nothing rests on that."""
        spot = await self.places.chat_of(person, row, suspect)
        body = self.places.render(say("verify-request"), spot.language)
        delivery = await self.gateway.send(
            spot.room,
            requesting(self.gateway.me, person, body),
            recipients=spot.audience,
            transaction_id=row.transaction_id,
            encrypted=spot.encrypted,
            any_device=True,
        )
        return Outcome(write=self._asked(row, person, spot.room, delivery.event_id))

    def _asked(self, row: OutboxRow, person: str, room: str, transaction: str) -> Write:
        async def write(tx: Transaction) -> None:
            await tx.inbox.add(
                f"{ASKED}:{row.id}",
                room="",
                sender="",
                kind=ASKED,
                payload={"person": person, "room": room, "transaction": transaction},
                received_at=self.telling.clock.now(),
            )

        return write

    def refused(self, row: OutboxRow, person: str) -> Outcome:
        """They cannot be asked; the coordinators hear it."""

        async def write(tx: Transaction) -> None:
            for who in await whoever(tx, [person]):
                mark = f"{row.transaction_id}-refused"
                await self.telling.coordinators(tx, say("verify-cannot-ask", who=who.name), mark=mark)

        return Outcome(write=write)
