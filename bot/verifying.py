"""Emoji verification with people on the roster, in their direct chats and in the coordination room.

What Vigil shows, only people can compare: the coordinators see it, call whoever it is, and answer `!verify`
yes or no. A yes names the number that was shown: one that the homeserver has held back from an earlier
comparison must not confirm another. What is under way is held in memory alone, since its secrets must not be
kept; after a restart it is broken off politely.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.clock import Clock
from bot.identifiers import Identifiers
from bot.jobs import AskToVerify, SendEvent, TellPerson, chat_queue
from bot.matrix.sas import Stage, Verification
from bot.matrix.verification import METHOD, PREFIX, Code, Party, Step, cancelling, kind_of, request_of
from bot.ports import MatrixGateway
from bot.store.chats import Chat
from bot.store.inbox import InboxRow
from bot.store.store import Transaction
from bot.trusting import Trusting
from bot.verifying_texts import PEOPLE_ARE_AT_IT, compare, ending, state
from bot.who import Who, meant, whoever
from bot.who import named as called
from rooms import words
from rooms.actions import TellCoordinators
from rooms.texts import Lines, Mistake, Text, say

log = structlog.get_logger()

PATIENCE = timedelta(minutes=10)
"""How long a verification may take, and how old a request may be that is answered (spec)."""

_NOT_ANSWERED = frozenset({"cancel", "done"})
_NUMBER = re.compile(r"\b\d{4}\b")
_NOTED = "verifications"
"""The fact that says which requests were taken up, by event ID: the room, and until when."""


@dataclass(frozen=True)
class Underway:
    """One verification: where, and until when it has to be over."""

    room: str
    until: datetime
    sas: Verification


class Verifying:
    """Leads each verification to its end. Everything but `look_up` runs inside a transaction of the worker.

    `settle` after the transaction, or `forget` if it failed: then what it has moved on is given up.
    """

    def __init__(
        self, gateway: MatrixGateway, trusting: Trusting, clock: Clock, identifiers: Identifiers
    ) -> None:
        self._gateway = gateway
        self._trusting = trusting
        self._clock = clock
        self._identifiers = identifiers
        self._underway: dict[str, Underway] = {}
        self._asking: dict[str, datetime] = {}
        """Whom Vigil asks, and until when; the request is not sent yet, or its sending not known."""
        self._shown: dict[str, Party | None] = {}
        self._touched: set[str] = set()

    # Events

    async def look_up(self, person: str, event_type: object) -> None:
        """Before the transaction: what the homeserver shows of this person at this moment, if it matters."""
        underway = self._underway.get(person)
        if event_type == PREFIX + "mac" and underway is not None and underway.sas.device is not None:
            self._shown[person] = await self._gateway.party(person, underway.sas.device)

    async def received(
        self,
        tx: Transaction,
        chat: Chat,
        row: InboxRow,
        event_type: str,
        content: Mapping[str, Any],
        device: str | None,
    ) -> bool:
        """Whether this belongs to a verification, and so is nothing that was said.

        `device` is where it came from, if it was encrypted.
        """
        kind = kind_of(event_type, content)
        if kind is None:
            return False
        shown = self._shown.pop(row.sender, None)
        if row.sent_at > self._clock.now() - PATIENCE and await _may_verify(tx, chat, row.sender):
            if kind == "request":
                await self._requested(tx, row, content, device)
            else:
                await self._continued(tx, chat, row.sender, kind, content, device, shown)
        return True

    async def _requested(
        self, tx: Transaction, row: InboxRow, content: Mapping[str, Any], device: str | None
    ) -> None:
        """One verification for each person: whoever asks again begins again."""
        person, methods, claimed = row.sender, content.get("methods"), content.get("from_device")
        if not isinstance(methods, list) or METHOD not in methods or not isinstance(claimed, str):
            return
        if device not in (None, claimed) or content.get("to") != self._gateway.me.user:
            return
        before = self._underway.get(person)
        if before is not None:
            await self._send(tx, before.room, before.sas.cancel(Code.USER))
            await self._note(tx, before.sas.transaction, None)
        self._asking.pop(person, None)
        underway = await self._begin(tx, row.room, person, row.event_id)
        await self._send(tx, row.room, underway.sas.answer(claimed))

    async def _continued(
        self,
        tx: Transaction,
        chat: Chat,
        person: str,
        kind: str,
        content: Mapping[str, Any],
        device: str | None,
        shown: Party | None,
    ) -> None:
        transaction = request_of(content)
        if transaction is None:
            return
        underway = self._underway.get(person)
        if underway is None and kind == "ready" and person in self._asking:
            del self._asking[person]
            underway = await self._begin(tx, chat.room, person, transaction)
        if underway is None or (underway.room, underway.sas.transaction) != (chat.room, transaction):
            if kind not in _NOT_ANSWERED and await self._was_taken_up(tx, chat, transaction):
                await self._send(tx, chat.room, [cancelling(transaction, Code.UNKNOWN_TRANSACTION)])
            return
        self._touched.add(person)
        before = underway.sas.stage
        await self._send(tx, chat.room, underway.sas.receive(kind, content, device=device, shown=shown))
        if underway.sas.is_over:
            await self._end(tx, underway, before)
        elif underway.sas.stage is Stage.COMPARING and before is not Stage.COMPARING:
            await self._show(tx, underway)

    async def asked(self, tx: Transaction, row: InboxRow) -> None:
        """Vigil's own request is in the room; its event ID tells the verification from others."""
        person, room, transaction = (str(row.payload[name]) for name in ("person", "room", "transaction"))
        self._asking.pop(person, None)
        underway = self._underway.get(person)
        if underway is None:
            await self._begin(tx, room, person, transaction)
        elif underway.sas.transaction != transaction:  # They asked meanwhile.
            await self._send(tx, room, [cancelling(transaction, Code.USER)])

    async def expire(self, tx: Transaction) -> None:
        """Break off what has taken too long."""
        now = self._clock.now()
        never_sent = [person for person, until in self._asking.items() if until <= now]
        self._asking = {person: until for person, until in self._asking.items() if until > now}
        for who in await whoever(tx, never_sent):
            await self._tell_coordinators(tx, say("verify-too-late", who=who.name))
        for underway in [each for each in self._underway.values() if each.until <= now]:
            before = underway.sas.stage
            await self._send(tx, underway.room, underway.sas.cancel(Code.TIMEOUT))
            await self._end(tx, underway, before)

    @property
    def is_overdue(self) -> bool:
        """There is something for `expire`."""
        until = [*self._asking.values(), *(each.until for each in self._underway.values())]
        return bool(until) and min(until) <= self._clock.now()

    def settle(self) -> None:
        """What was done has been written down."""
        self._touched.clear()

    def forget(self) -> None:
        """It has not: nobody knows how far the other side is, so it is given up."""
        for person in self._touched:
            self._underway.pop(person, None)
            self._asking.pop(person, None)
        self._touched.clear()

    async def _begin(self, tx: Transaction, room: str, person: str, transaction: str) -> Underway:
        self._touched.add(person)
        until = self._clock.now() + PATIENCE
        underway = Underway(room, until, Verification(self._gateway.me, person, transaction))
        self._underway[person] = underway
        await self._note(tx, transaction, underway)
        return underway

    async def _show(self, tx: Transaction, underway: Underway) -> None:
        for who in await whoever(tx, [underway.sas.user]):
            await self._tell_coordinators(tx, compare(who, underway.sas), urgent=True)
            await self._tell_person(tx, who.user, say("verify-wait"))

    async def _end(self, tx: Transaction, underway: Underway, before: Stage) -> None:
        """Whoever has seen something of it hears how it ended, and everybody of what is no accident."""
        sas = underway.sas
        self._touched.add(sas.user)
        self._underway.pop(sas.user, None)
        await self._note(tx, sas.transaction, None)
        for who in await whoever(tx, [sas.user]):
            if sas.verified is not None and await self._is_shown(tx, who.user, sas.verified):
                await self._trusting.accept(tx, who.user, sas.verified)
                await self._tell_coordinators(tx, say("verify-done", who=who.name))
                continue
            end = ending(who, sas, before)
            if end.to_coordinators is not None:
                await self._tell_coordinators(tx, end.to_coordinators, urgent=end.is_suspect)
            if end.to_them is not None:
                await self._tell_person(tx, who.user, end.to_them)
        log.info("verification_ended", verified=sas.verified is not None)

    async def _is_shown(self, tx: Transaction, person: str, master: str) -> bool:
        """The homeserver has not begun meanwhile to show another identity for them."""
        return (await self._trusting.identities.written(tx, person)).current == master

    # After a restart

    async def _was_taken_up(self, tx: Transaction, chat: Chat, transaction: str) -> bool:
        """In the coordination room people verify each other too: there only what was Vigil's concerns it."""
        noted = json.loads(await tx.facts.get(_NOTED) or "{}")
        return chat.kind == "direct" or (transaction in noted and noted[transaction][0] == chat.room)

    async def _note(self, tx: Transaction, transaction: str, underway: Underway | None) -> None:
        noted: dict[str, list[str]] = json.loads(await tx.facts.get(_NOTED) or "{}")
        noted.pop(transaction, None)
        if underway is not None:
            noted[transaction] = [underway.room, underway.until.isoformat()]
        now = self._clock.now()
        kept = {each: rest for each, rest in noted.items() if datetime.fromisoformat(rest[1]) > now}
        await tx.facts.set(_NOTED, json.dumps(kept))

    # Commands

    async def command(self, tx: Transaction, person: str, argument: str, named: Sequence[str] = ()) -> Text:
        """`!verify`, `!verify @user`, `!verify yes` and `!verify no`, of this coordinator.

        Raises `Mistake`, with the sentence that tells what to do.
        """
        first, _, rest = argument.partition(" ")
        answer = words.yes_or_no(first) if first else None
        if answer is True:
            return await self._confirm(tx, person, rest)
        if answer is False:
            return await self._stop(tx, await self._chosen(tx, rest.strip(), named))
        if not argument and not named:
            return await self._list(tx)
        who, _, _ = await meant(tx, argument, named)
        if who is None:
            raise Mistake(say("trust-nobody"))
        return await self._ask(tx, who)

    async def _list(self, tx: Transaction) -> Text:
        lines = [
            say("verify-line", who=who.name, state=state(underway.sas if underway else None))
            for who in await whoever(tx, [*self._underway, *self._asking])
            for underway in (self._underway.get(who.user),)
        ]
        return say("verify-list", lines=Lines(tuple(lines))) if lines else say("verify-none")

    async def _ask(self, tx: Transaction, who: Who) -> Text:
        if who.user in self._underway or who.user in self._asking:
            raise Mistake(say("verify-already", who=who.name, word=who.word))
        if who.user in await tx.suspensions.people():
            raise Mistake(say("verify-suspended", who=who.name, word=who.word))
        self._touched.add(who.user)
        self._asking[who.user] = self._clock.now() + PATIENCE
        await self._queue(tx, f"person:{who.user}", AskToVerify(who.user))
        return say("verify-asked", who=who.name)

    async def _chosen(self, tx: Transaction, rest: str, named: Sequence[str]) -> Who:
        """Whom the answer is about: the one who is named, or the only one there is."""
        if rest or named:
            who, _, _ = await meant(tx, rest, named)
            if who is None:
                raise Mistake(say("trust-nobody"))
            return who
        people = await whoever(tx, [*self._underway, *self._asking])
        if not people:
            raise Mistake(say("verify-none"))
        if len(people) > 1:
            raise Mistake(say("verify-which", word=people[0].word))
        return people[0]

    async def _confirm(self, tx: Transaction, person: str, rest: str) -> Text:
        """They have compared: which, the number says."""
        number = _NUMBER.search(rest)
        comparing = [each for each in self._underway.values() if each.sas.stage in PEOPLE_ARE_AT_IT]
        if not comparing:
            raise Mistake(say("verify-not-yet" if self._underway or self._asking else "verify-none"))
        if number is None:
            raise Mistake(say("verify-number"))
        wanted = [each for each in comparing if str(each.sas.decimals[0]) == number[0]]
        if len(wanted) != 1:
            raise Mistake(say("verify-other-number"))
        user = wanted[0].sas.user
        if person == user and len(await tx.roster.admins()) > 1:
            raise Mistake(say("verify-yourself"))
        self._touched.add(user)
        await self._send(tx, wanted[0].room, wanted[0].sas.confirm())
        return say("verify-confirmed", who=await called(tx, user))

    async def _stop(self, tx: Transaction, who: Who) -> Text:
        underway = self._underway.get(who.user)
        if underway is None:
            raise Mistake(say("verify-none"))
        self._touched.add(who.user)
        before = underway.sas.stage
        code = Code.MISMATCHED_SAS if before in PEOPLE_ARE_AT_IT else Code.USER
        await self._send(tx, underway.room, underway.sas.cancel(code))
        await self._end(tx, underway, before)
        return say("verify-stopped", who=who.name)

    # Ways out

    async def _send(self, tx: Transaction, room: str, steps: Sequence[Step]) -> None:
        for step in steps:
            await self._queue(tx, chat_queue(room), SendEvent(room, step.type, json.dumps(step.content)))

    async def _tell_coordinators(self, tx: Transaction, text: Text, *, urgent: bool = False) -> None:
        await self._queue(tx, "coordination", TellCoordinators(text, urgent))

    async def _tell_person(self, tx: Transaction, person: str, text: Text) -> None:
        await self._queue(tx, f"person:{person}", TellPerson(person, text))

    async def _queue(
        self, tx: Transaction, queue: str, job: SendEvent | AskToVerify | TellPerson | TellCoordinators
    ) -> None:
        mark = self._identifiers.mark()
        await tx.outbox.add(queue, job, transaction_id=mark, now=self._clock.now())


async def _may_verify(tx: Transaction, chat: Chat, person: str) -> bool:
    """In their own direct chat, or as a coordinator in the coordination room; nowhere else."""
    if person in await tx.suspensions.people():
        return False
    if chat.kind == "coordination":
        return person in await tx.roster.admins()
    return chat.kind == "direct" and chat.person == person and await tx.roster.knows(person)
