"""Somebody enrols as a defender from their own account: by a code that was given to them on paper.

Who is a stranger is asked for the code, and left again if none comes; with it they are asked one question
after the other. Coordinators never read who they are: only the alias that they chose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256

from bot.clock import Clock
from bot.identifiers import ALPHABET, Identifiers
from bot.identities import Identities
from bot.jobs import LeaveChat, Reply, TellPerson, chat_queue
from bot.store.chats import Chat
from bot.store.enrolling import Newcomer
from bot.store.enrolments import Enrolment as Given
from bot.store.store import Transaction
from bot.telling import ANSWERS_AT_ONCE, Telling
from bot.who import helps
from rooms import enrolling as questions
from rooms import naming, words
from rooms.alert import Message
from rooms.enrolling import Enrolment, Step
from rooms.naming import Known
from rooms.texts import Mistake, Text, say

GOOD_FOR = timedelta(days=7)
"""So long an invitation can be used."""

CODE_WITHIN = timedelta(hours=1)
"""So long Vigil stays in a stranger's chat to be shown an invitation, and so often it comes back for it."""

GUESSES_OF_ONE = 3
"""So many wrong codes a person may write while an invitation is good."""

GUESSES_AN_HOUR = 20
"""So many wrong codes are looked at in an hour, whoever writes them."""

CALLS_OF_STRANGERS_AN_HOUR = 10
"""So many strangers who call for help are told of in an hour, each once."""

_ANSWERS_TO_A_STRANGER = 6
_CALLED = "stranger-called"
_SYMBOLS = 12
_GROUP = 4
_CODES_LOOKED_AT = 8
"""So many of what may be a code in one message: words of four letters may stand before it."""

_GROUPS = r"[\s\-–—.]*".join([rf"[{ALPHABET}]{{{_GROUP}}}"] * (_SYMBOLS // _GROUP))
_CODE = re.compile(rf"(?<![^\W_])(?=({_GROUPS})(?![^\W_]))", re.IGNORECASE)
_FLOOD_TOLD_AT = "guesses_told_at"
INVITATION = "defender"
"""The kind of the codes by which defenders enrol."""


@dataclass(frozen=True)
class Enrolling:
    """Everything runs inside a transaction of the worker."""

    identities: Identities
    identifiers: Identifiers
    clock: Clock
    telling: Telling

    async def invite(self, tx: Transaction, by: str) -> str:
        """A new code, good once and for a week; only its hash is kept."""
        now = self.clock.now()
        code = _code_from(self.identifiers.mark())
        await tx.enrolments.prune(now)
        await tx.newcomers.prune(now - GOOD_FOR)
        await tx.enrolments.add(code, INVITATION, by=by, at=now, until=now + GOOD_FOR)
        return "-".join(code[at : at + _GROUP] for at in range(0, _SYMBOLS, _GROUP))

    # A stranger

    async def may_come(self, tx: Transaction, person: str) -> bool:
        """Whether a stranger who came before may be let in again: they may have got a code since."""
        known = await tx.newcomers.of(person)
        is_long_ago = known is None or known.at <= self.clock.now() - CODE_WITHIN
        return is_long_ago and await self._may_try(tx, person)

    async def _may_try(self, tx: Transaction, person: str) -> bool:
        now = self.clock.now()
        tried = await tx.newcomers.guesses(now - GOOD_FOR, person)
        return tried < GUESSES_OF_ONE and bool(await tx.enrolments.open(now))

    async def greet(self, tx: Transaction, chat: Chat, person: str) -> bool:
        """Ask a stranger for their code, and stay for an hour; False if no code is out, or none for them."""
        if not await self._may_try(tx, person):
            return False
        now = self.clock.now()
        await tx.newcomers.put(Newcomer(person, now))
        await self._reply(tx, chat, say("enrol-code"), any_device=True)
        await self.telling.coordinators(tx, say("coordination-newcomer"))
        queue = chat_queue(chat.room)
        await self.telling.add(tx, queue, LeaveChat(chat.room), not_before=now + CODE_WITHIN)
        return True

    async def _stranger(self, tx: Transaction, chat: Chat, newcomer: Newcomer, message: Message) -> None:
        """What a stranger writes is a code, or nothing that Vigil can help them with."""
        now, user = self.clock.now(), newcomer.user
        codes = _codes_in(message.words)
        if not codes:
            if words.is_alert(message.words):
                await self._tell_of_call(tx, user, now)
            await self._reply(tx, chat, say("enrol-no-code"), any_device=True)
            return
        if await tx.newcomers.guesses(now - GOOD_FOR, user) >= GUESSES_OF_ONE:
            return
        if await tx.newcomers.guesses(now - timedelta(hours=1)) >= GUESSES_AN_HOUR:
            await self._reply(tx, chat, say("enrol-later"), any_device=True)
            await self._tell_of_flood(tx, now)
            return
        found = await _used(tx, codes, now)
        if found is None or found.kind != INVITATION:
            await self._wrong(tx, chat, user, now)
        elif not (chat.encrypted and message.protected):
            await self._reply(tx, chat, say("enrol-plain"), any_device=True)
            await self.telling.coordinators(tx, say("coordination-code-shown", at=found.made_at), urgent=True)
        else:
            await self.begin(tx, user, Enrolment(say("enrol-by-invitation", at=found.made_at)))
            await self._ask(tx, chat, Enrolment(say("enrol-by-invitation", at=found.made_at)))

    async def _tell_of_call(self, tx: Transaction, user: str, now: datetime) -> None:
        """A stranger calls for help: told at once, of each person once an hour, and of so many persons."""
        if not await tx.notices.note(_CALLED, "", user, now, subject=user):
            return
        await tx.notices.note(_CALLED, "", user, now)
        others = await tx.notices.number(_CALLED, "")
        if others < CALLS_OF_STRANGERS_AN_HOUR:
            await self.telling.coordinators(tx, say("coordination-stranger", person=user), urgent=True)
        elif others == CALLS_OF_STRANGERS_AN_HOUR:
            await self.telling.coordinators(tx, say("coordination-strangers-many"), urgent=True)

    async def _wrong(self, tx: Transaction, chat: Chat, user: str, now: datetime) -> None:
        await tx.newcomers.guess(user, now)
        left = GUESSES_OF_ONE - await tx.newcomers.guesses(now - GOOD_FOR, user)
        if left > 0:
            await self._reply(tx, chat, say("enrol-wrong", left=left), any_device=True)
            return
        await self._reply(tx, chat, say("enrol-wrong-last"), any_device=True)
        await self.telling.coordinators(tx, say("coordination-guesses", person=user), urgent=True)
        await self.telling.add(tx, f"person:{user}", LeaveChat(chat.room))

    async def _tell_of_flood(self, tx: Transaction, now: datetime) -> None:
        told_at = await tx.facts.get(_FLOOD_TOLD_AT)
        if told_at is None or datetime.fromisoformat(told_at) <= now - timedelta(hours=1):
            await tx.facts.set(_FLOOD_TOLD_AT, now.isoformat())
            await self.telling.coordinators(tx, say("coordination-guesses-many"), urgent=True)

    # Questions and answers

    async def begin(self, tx: Transaction, user: str, enrolment: Enrolment) -> None:
        """From now on they are no stranger, and what is said to them is said to their phones alone."""
        await tx.newcomers.put(Newcomer(user, self.clock.now(), enrolment))
        self.identities.roster_changed()

    async def begin_vouched(self, tx: Transaction, user: str, enrolment: Enrolment) -> None:
        """They did not write to Vigil: Vigil writes to them, and asks the first question."""
        await self.begin(tx, user, enrolment)
        known = await self._known(tx)
        greeting = say("enrol-vouched", question=questions.question(enrolment, known))
        await self.telling.add(tx, f"person:{user}", TellPerson(user, greeting))

    async def received(self, tx: Transaction, chat: Chat, message: Message) -> tuple[Message, ...] | None:
        """A message in the direct chat of somebody who may be enrolling; None if they are not.

        Returns what they wrote that is still to be heard, as a defender's.
        """
        newcomer = await tx.newcomers.of(chat.person or "")
        if newcomer is None or await helps(tx, newcomer.user):
            return None
        if await tx.roster.defender(newcomer.user) is not None:
            return None
        if message.notice and not words.is_alert(message.text):
            return ()  # A program said it: nobody answers.
        if newcomer.enrolment is None:
            await self._stranger(tx, chat, newcomer, message)
            return ()
        if not (chat.encrypted and message.protected):
            await self._reply(tx, chat, say("enrol-answer-plain"), any_device=True)
            return ()
        if message.edited and not words.is_alert(message.words):
            return ()
        return await self._answered(tx, chat, newcomer.user, newcomer.enrolment, message)

    async def _answered(
        self, tx: Transaction, chat: Chat, user: str, enrolment: Enrolment, message: Message
    ) -> tuple[Message, ...]:
        known = replace(await self._known(tx), user=user)
        try:
            taken = questions.answer(enrolment, message, known)
        except Mistake as mistake:
            await self._reply(tx, chat, mistake.text)
            return ()
        if taken.text is None:
            return await self._enrolled(tx, chat, user, taken.enrolment)
        await tx.newcomers.put(Newcomer(user, self.clock.now(), taken.enrolment))
        await self._reply(tx, chat, taken.text)
        if len(taken.enrolment.called) > len(enrolment.called):
            await self.telling.coordinators(tx, say("coordination-newcomer-calls"), urgent=True)
        return ()

    async def _enrolled(
        self, tx: Transaction, chat: Chat, user: str, enrolment: Enrolment
    ) -> tuple[Message, ...]:
        """Their alias may have been taken while they were asked."""
        known = replace(await self._known(tx), user=user)
        try:
            naming.alias(enrolment.alias, known)
        except Mistake as mistake:
            again = replace(enrolment, step=Step.ALIAS, changing=True)
            await tx.newcomers.put(Newcomer(user, self.clock.now(), again))
            await self._reply(tx, chat, mistake.text)
            return ()
        await tx.editing.add_defender(questions.defender_of(enrolment, user))
        await tx.newcomers.remove(user)
        self.identities.roster_changed()
        await self._reply(tx, chat, say("enrol-done"))
        told = say(
            "coordination-enrolled", alias=enrolment.alias, area=enrolment.area, origin=enrolment.origin
        )
        await self.telling.coordinators(tx, told)
        return enrolment.called

    async def _ask(self, tx: Transaction, chat: Chat, enrolment: Enrolment) -> None:
        question: Text = questions.question(enrolment, await self._known(tx))
        await self._reply(tx, chat, say("enrol-begin", question=question))

    async def _known(self, tx: Transaction) -> Known:
        organisations = tuple(await tx.roster.organisations())
        aliases = tuple(each.alias for each in await tx.roster.defenders())
        spare = self.identifiers.code()
        while spare in aliases:
            spare = self.identifiers.code()
        return Known(organisations, aliases, spare)

    async def _reply(self, tx: Transaction, chat: Chat, text: Text, *, any_device: bool = False) -> None:
        reply, person = Reply(chat.room, text, any_device=any_device), chat.person or ""
        most = _ANSWERS_TO_A_STRANGER if any_device else ANSWERS_AT_ONCE
        await self.telling.answer(tx, person, f"person:{person}", reply, most=most)


def _code_from(mark: str) -> str:
    """A code with as much chance in it as its letters can hold, made of a fresh mark."""
    number = int.from_bytes(sha256(mark.encode()).digest())
    symbols = []
    for _ in range(_SYMBOLS):
        number, symbol = divmod(number, len(ALPHABET))
        symbols.append(ALPHABET[symbol])
    return "".join(symbols)


def _codes_in(text: str) -> list[str]:
    """What may be the code in a message, however it is parted and whatever the size of its letters."""
    found = (re.sub(r"[\W_]", "", each[1]).upper() for each in _CODE.finditer(text))
    return list(dict.fromkeys(found))[:_CODES_LOOKED_AT]


async def _used(tx: Transaction, codes: Iterable[str], now: datetime) -> Given | None:
    """The first of them that is good, and from now on used up: together they are one guess."""
    for code in codes:
        if (found := await tx.enrolments.use(code, now)) is not None:
            return found
    return None
