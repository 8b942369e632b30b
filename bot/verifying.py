"""Emoji verification with people on the roster, in their direct chats and in the coordination room.

What Vigil shows, only people can compare: the coordinators see it, call whoever it is, and answer `!verify`
yes or no (`bot.verify_command`). What is under way is held in memory alone, since its secrets must not be
kept; after a restart it is broken off politely.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog

from bot.clock import Clock
from bot.matrix.sas import Stage
from bot.matrix.verification import METHOD, PREFIX, Code, Party, cancelling, kind_of, request_of
from bot.ports import MatrixGateway
from bot.store.chats import Chat
from bot.store.inbox import InboxRow
from bot.store.store import Transaction
from bot.telling import Telling
from bot.trusting import Trusting
from bot.verification_post import VerificationQueue
from bot.verifications import PATIENCE, Underway, Verifications
from bot.verifying_texts import compare, ending
from bot.who import named, whoever
from rooms.texts import say

log = structlog.get_logger()

_NOT_ANSWERED = frozenset({"cancel", "done"})


class Verifying:
    """Leads each verification to its end. Everything but `look_up` runs inside a transaction of the worker.

    `settle` after the transaction, or `forget` if it failed: then what it has moved on is given up.
    """

    def __init__(self, gateway: MatrixGateway, trusting: Trusting, clock: Clock, telling: Telling) -> None:
        self._gateway = gateway
        self._trusting = trusting
        self._clock = clock
        self.held = Verifications(gateway.me, clock)
        self._telling = telling
        self.queue = VerificationQueue(telling)
        self._shown: dict[str, Party | None] = {}

    # Events

    async def look_up(self, person: str, event_type: object) -> None:
        """Before the transaction: what the homeserver shows of this person at this moment, if it matters."""
        underway = self.held.underway.get(person)
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
        before = self.held.underway.get(person)
        if before is not None:
            if before in self.held.comparing:  # They may be on the telephone, reading it out.
                await self._telling.coordinators(tx, say("verify-anew", who=await named(tx, person)))
            await self.queue.send(tx, before.room, before.sas.cancel(Code.USER))
            await self.held.end(tx, before)
        underway = await self.held.begin(tx, row.room, person, row.event_id)
        await self.queue.send(tx, row.room, underway.sas.answer(claimed))

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
        underway = self.held.underway.get(person)
        if underway is None and kind == "ready" and person in self.held.asking:
            underway = await self.held.begin(tx, chat.room, person, transaction)
        if underway is None or (underway.room, underway.sas.transaction) != (chat.room, transaction):
            if kind not in _NOT_ANSWERED and await self._concerns_vigil(tx, chat, transaction):
                await self.queue.send(tx, chat.room, [cancelling(transaction, Code.UNKNOWN_TRANSACTION)])
            return
        self.held.touch(person)
        before = underway.sas.stage
        await self.queue.send(tx, chat.room, underway.sas.receive(kind, content, device=device, shown=shown))
        if underway.sas.is_over:
            await self.end(tx, underway, before)
        elif underway.sas.stage is Stage.COMPARING and before is not Stage.COMPARING:
            await self._show(tx, underway)

    async def asked(self, tx: Transaction, row: InboxRow) -> None:
        """Vigil's own request is in the room; its event ID tells the verification from others."""
        person, room, transaction = (str(row.payload[name]) for name in ("person", "room", "transaction"))
        self.held.asking.pop(person, None)
        underway = self.held.underway.get(person)
        if underway is None:
            await self.held.begin(tx, room, person, transaction)
        elif underway.sas.transaction != transaction:  # They asked meanwhile.
            await self.queue.send(tx, room, [cancelling(transaction, Code.USER)])

    async def expire(self, tx: Transaction) -> None:
        """Break off what has taken too long."""
        now = self._clock.now()
        never_sent = [person for person, until in self.held.asking.items() if until <= now]
        self.held.asking = {person: until for person, until in self.held.asking.items() if until > now}
        for who in await whoever(tx, never_sent):
            await self._telling.coordinators(tx, say("verify-too-late", who=who.name))
        for underway in [each for each in self.held.underway.values() if each.until <= now]:
            before = underway.sas.stage
            await self.queue.send(tx, underway.room, underway.sas.cancel(Code.TIMEOUT))
            await self.end(tx, underway, before)

    @property
    def is_overdue(self) -> bool:
        """There is something for `expire`."""
        return self.held.is_overdue

    def settle(self) -> None:
        """What was done has been written down."""
        self.held.settle()

    def forget(self) -> None:
        """It has not: nobody knows how far the other side is, so it is given up."""
        self.held.forget()

    async def _show(self, tx: Transaction, underway: Underway) -> None:
        """The coordinators are to compare; the number is asked for where their yes needs it."""
        with_number = len(self.held.comparing) > 1 or await self.held.may_be_late(tx)
        await self.held.shown(tx, underway)
        for who in await whoever(tx, [underway.sas.user]):
            await self._telling.coordinators(
                tx, compare(who, underway.sas, with_number=with_number), urgent=True
            )
            await self._telling.person(tx, who.user, say("verify-wait"))

    async def end(self, tx: Transaction, underway: Underway, before: Stage) -> None:
        """Whoever has seen something of it hears how it ended, and everybody of what is no accident."""
        sas = underway.sas
        await self.held.end(tx, underway)
        for who in await whoever(tx, [sas.user]):
            if sas.verified is not None and await self._is_shown(tx, who.user, sas.verified):
                await self._trusting.accept(tx, who.user, sas.verified)
                await self._telling.coordinators(tx, say("verify-done", who=who.name))
                continue
            end = ending(who, sas, before)
            if end.to_coordinators is not None:
                await self._telling.coordinators(tx, end.to_coordinators, urgent=end.is_suspect)
            if end.to_them is not None:
                await self._telling.person(tx, who.user, end.to_them)
        log.info("verification_ended", verified=sas.verified is not None)

    async def _is_shown(self, tx: Transaction, person: str, master: str) -> bool:
        """The homeserver has not begun meanwhile to show another identity for them."""
        return (await self._trusting.identities.written(tx, person)).current == master

    async def _concerns_vigil(self, tx: Transaction, chat: Chat, transaction: str) -> bool:
        """In the coordination room people verify each other too: there only what was Vigil's concerns it."""
        return chat.kind == "direct" or await self.held.was_taken_up(tx, chat.room, transaction)


async def _may_verify(tx: Transaction, chat: Chat, person: str) -> bool:
    """In their own direct chat, or as a coordinator in the coordination room; nowhere else."""
    if person in await tx.suspensions.people():
        return False
    if chat.kind == "coordination":
        return person in await tx.roster.admins()
    return chat.kind == "direct" and chat.person == person and await tx.roster.knows(person)
