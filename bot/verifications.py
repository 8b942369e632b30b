"""The verifications that are under way, in memory; and what the database knows of them after a restart."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.matrix.sas import Verification
from bot.matrix.verification import Party
from bot.store.store import Transaction
from bot.verifying_texts import PEOPLE_ARE_AT_IT

PATIENCE = timedelta(minutes=10)
"""How long a verification may take, and how old a request may be that is answered (spec)."""

_MAY_BE_LATE = timedelta(hours=1)
"""How long after a comparison that no coordinator answered a yes may still be the one that was meant for it.

The homeserver can hold a message back and deliver it when another comparison is shown, whose emoji nobody has
compared. A plain yes does not say which one it is for, so for that long a yes has to carry the number.
"""

_TAKEN_UP = "verifications"
"""The fact that says which requests were taken up, by event ID: the room, and until when."""

_UNANSWERED = "verifications-unanswered"
"""The fact that says which comparisons were shown to the coordinators and not answered by them, by event ID:
until when a yes may be meant for them. It is written as soon as they are shown, for nobody writes it when
Vigil is killed."""


@dataclass(frozen=True)
class Underway:
    """One verification: where, and until when it has to be over."""

    room: str
    until: datetime
    sas: Verification


class Verifications:
    """One for each person. Its secrets must not be kept, so what is under way ends with the process.

    `settle` after the transaction, or `forget` if it failed: nobody knows then how far the other side is.
    """

    def __init__(self, me: Party, clock: Clock) -> None:
        self._me = me
        self._clock = clock
        self.underway: dict[str, Underway] = {}
        self.asking: dict[str, datetime] = {}
        """Whom Vigil asks, and until when; the request is not sent yet, or its sending not known."""
        self._touched: set[str] = set()

    @property
    def comparing(self) -> list[Underway]:
        """Those that coordinators have been shown."""
        return [each for each in self.underway.values() if each.sas.stage in PEOPLE_ARE_AT_IT]

    @property
    def is_overdue(self) -> bool:
        """One of them has taken too long."""
        until = [*self.asking.values(), *(each.until for each in self.underway.values())]
        return bool(until) and min(until) <= self._clock.now()

    def ask(self, person: str) -> None:
        """Vigil is going to ask them."""
        self.touch(person)
        self.asking[person] = self._clock.now() + PATIENCE

    async def begin(self, tx: Transaction, room: str, person: str, transaction: str) -> Underway:
        """Take up this request, of whichever side."""
        self.touch(person)
        self.asking.pop(person, None)
        await tx.chats.touch(room, self._clock.now())  # Here they look for what they are told about it.
        underway = Underway(room, self._clock.now() + PATIENCE, Verification(self._me, person, transaction))
        self.underway[person] = underway
        taken_up = await self._read(tx, _TAKEN_UP)
        taken_up[transaction] = [room, underway.until.isoformat()]
        await self._write(tx, _TAKEN_UP, taken_up)
        return underway

    async def end(self, tx: Transaction, underway: Underway) -> None:
        """It is over, however it went."""
        transaction = underway.sas.transaction
        self.touch(underway.sas.user)
        self.underway.pop(underway.sas.user, None)
        taken_up = await self._read(tx, _TAKEN_UP)
        taken_up.pop(transaction, None)
        await self._write(tx, _TAKEN_UP, taken_up)
        unanswered = await self._read(tx, _UNANSWERED)
        if transaction in unanswered:
            unanswered[transaction] = [(self._clock.now() + _MAY_BE_LATE).isoformat()]
            await self._write(tx, _UNANSWERED, unanswered)

    def touch(self, person: str) -> None:
        """What the current transaction moves on of this person is given up if it fails."""
        self._touched.add(person)

    def settle(self) -> None:
        """What was done has been written down."""
        self._touched.clear()

    def forget(self) -> None:
        """It has not."""
        for person in self._touched:
            self.underway.pop(person, None)
            self.asking.pop(person, None)
        self._touched.clear()

    # Written down

    async def was_taken_up(self, tx: Transaction, room: str, transaction: str) -> bool:
        """This request was Vigil's or for Vigil, and in this room, be it before a restart."""
        noted = (await self._read(tx, _TAKEN_UP)).get(transaction)
        return noted is not None and noted[0] == room

    async def shown(self, tx: Transaction, underway: Underway) -> None:
        """The coordinators see what to compare, and their answer is awaited."""
        unanswered = await self._read(tx, _UNANSWERED)
        unanswered[underway.sas.transaction] = [(underway.until + _MAY_BE_LATE).isoformat()]
        await self._write(tx, _UNANSWERED, unanswered)

    async def answered(self, tx: Transaction, underway: Underway) -> None:
        """A coordinator has said yes or no to it."""
        self.touch(underway.sas.user)
        unanswered = await self._read(tx, _UNANSWERED)
        unanswered.pop(underway.sas.transaction, None)
        await self._write(tx, _UNANSWERED, unanswered)

    async def may_be_late(self, tx: Transaction) -> bool:
        """A yes that comes now may be meant for a comparison that is over (see `_MAY_BE_LATE`)."""
        live = {each.sas.transaction for each in self.underway.values()}
        return bool((await self._read(tx, _UNANSWERED)).keys() - live)

    async def _read(self, tx: Transaction, fact: str) -> dict[str, list[str]]:
        return await _noted(tx, fact, self._clock.now())

    async def _write(self, tx: Transaction, fact: str, noted: dict[str, list[str]]) -> None:
        await tx.facts.set(fact, json.dumps(noted))


async def drop_what_is_over(tx: Transaction, now: datetime) -> None:
    """Erase what was written down of verifications and no longer matters."""
    for fact in (_TAKEN_UP, _UNANSWERED):
        left = json.dumps(await _noted(tx, fact, now))
        if await tx.facts.get(fact) not in (None, left):
            await tx.facts.set(fact, left)


async def _noted(tx: Transaction, fact: str, now: datetime) -> dict[str, list[str]]:
    """By event ID; the last entry of each is until when it matters."""
    noted: dict[str, list[str]] = json.loads(await tx.facts.get(fact) or "{}")
    return {each: rest for each, rest in noted.items() if datetime.fromisoformat(rest[-1]) > now}
