"""Rows for the outbox that follow from nothing else: said to people, or to be done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.identifiers import Identifiers
from bot.jobs import Job, Reply, TellPerson
from bot.store.store import Transaction
from rooms.actions import Action, TellCoordinators, TellRoom
from rooms.texts import Text, say

ANSWERS_AT_ONCE, AN_ANSWER_EVERY = 30, timedelta(seconds=3)
"""So much one person can make Vigil say by writing to it; two programs that answer each other never end."""

_TOO_MANY = "too-many-answers"


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

    async def answer(
        self,
        tx: Transaction,
        person: str,
        queue: str,
        reply: Reply,
        *,
        alert: int | None = None,
        most: int = ANSWERS_AT_ONCE,
    ) -> None:
        """What this person is answered; whoever writes very much is not answered each time, and told so once.

        `most` answers at once, and then one every few seconds. What they write is read all the same.
        """
        now = self.clock.now()
        late = await tx.allowances.take("answers", person, now, at_once=most, every=AN_ANSWER_EVERY)
        if late is not None:
            if not await tx.notices.note(_TOO_MANY, "", person, now, subject=person):
                return
            reply = replace(reply, text=say("answers-rest"))
        await self.add(tx, queue, reply, alert=alert)

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
