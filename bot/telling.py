"""Rows for the outbox that follow from nothing else: said to people, or to be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock
from bot.identifiers import Identifiers
from bot.jobs import Job, TellPerson
from bot.store.store import Transaction
from rooms.actions import Action, TellCoordinators, TellRoom
from rooms.texts import Text


@dataclass(frozen=True)
class Telling:
    """Adds each row to its queue, behind what is there already.

    `mark` is the row's transaction ID: a fresh one, unless it is made from another row's, which this follows.
    """

    clock: Clock
    identifiers: Identifiers

    async def coordinators(
        self, tx: Transaction, text: Text, *, urgent: bool = False, mark: str | None = None
    ) -> None:
        """A sentence in the coordination room; `urgent` pings them."""
        await self.add(tx, "coordination", TellCoordinators(text, urgent), mark=mark)

    async def person(self, tx: Transaction, person: str, text: Text, *, language: str = "") -> None:
        """A sentence in their own direct chat, on any of their devices: it is no secret."""
        await self.add(tx, f"person:{person}", TellPerson(person, text, language))

    async def room(self, tx: Transaction, number: int, text: Text, *, mark: str | None = None) -> None:
        """A sentence in the alert's room."""
        await self.add(tx, f"alert:{number}", TellRoom(text), alert=number, mark=mark)

    async def add(
        self,
        tx: Transaction,
        queue: str,
        action: Action | Job,
        *,
        alert: int | None = None,
        mark: str | None = None,
        not_before: datetime | None = None,
    ) -> None:
        """Anything else to be done, and not before a time."""
        mark, now = mark or self.identifiers.mark(), self.clock.now()
        await tx.outbox.add(queue, action, alert=alert, transaction_id=mark, now=now, not_before=not_before)
