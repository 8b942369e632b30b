"""`!verify` in the coordination room: whom to verify, and whether what was compared was the same."""

from __future__ import annotations

import re

from bot.coordinating.orders import Done, Order
from bot.matrix.sas import Stage
from bot.matrix.verification import Code
from bot.store.store import Transaction
from bot.verifications import Underway
from bot.verifying import Verifying
from bot.verifying_texts import PEOPLE_ARE_AT_IT, code_of, state, yes_with_number
from bot.who import Who, meant, whoever
from bot.who import named as called
from rooms import words
from rooms.texts import Lines, Mistake, Text, say

_NUMBER = re.compile(r"(?<!\S)(\d{1,9})[.,;:!]*(?!\S)")


class VerifyCommand:
    """What coordinators order and answer. Everything runs inside a transaction of the worker."""

    def __init__(self, verifying: Verifying) -> None:
        self._verifying = verifying
        self._held = verifying.held
        self._queue = verifying.queue

    async def answer(self, tx: Transaction, order: Order) -> Text | Done:
        """`!verify`, `!verify @user`, `!verify yes` and `!verify no`, of this coordinator.

        Raises `Mistake`, with the sentence that tells what to do.
        """
        first, rest = (*order.argument.split(maxsplit=1), "", "")[:2]
        answer = words.yes_or_no(first) if first else None
        if answer is True:
            return await self._confirm(tx, order.person, rest)
        if answer is False:
            who = await self._to_stop(tx, rest)
            return Done(await self._stop(tx, who), f"no {who.word}")
        if not order.argument:
            return await self._list(tx)
        asked, _ = await meant(tx, order.argument)
        if asked is None:
            raise Mistake(say("trust-nobody"))
        return Done(await self._ask(tx, asked), asked.word)

    async def _list(self, tx: Transaction) -> Text:
        lines = [
            say("verify-line", who=who.name, state=state(underway.sas if underway else None))
            for who in await whoever(tx, [*self._held.underway, *self._held.asking])
            for underway in (self._held.underway.get(who.user),)
        ]
        return say("verify-list", lines=Lines(tuple(lines))) if lines else say("verify-none")

    async def _ask(self, tx: Transaction, who: Who) -> Text:
        if who.user in self._held.underway or who.user in self._held.asking:
            raise Mistake(say("verify-already", who=who.name, word=who.word))
        if who.user in await tx.suspensions.people():
            raise Mistake(say("verify-suspended", who=who.name, word=who.word))
        self._held.ask(who.user)
        await self._queue.ask(tx, who.user)
        return say("verify-asked", who=who.name)

    # Yes

    async def _confirm(self, tx: Transaction, person: str, rest: str) -> Done:
        """They have compared, and it is the same."""
        underway = await self._compared(tx, rest)
        user = underway.sas.user
        if person == user and len(await tx.roster.admins()) > 1:
            raise Mistake(say("verify-yourself"))
        await self._held.answered(tx, underway)
        await self._queue.send(tx, underway.room, underway.sas.confirm())
        words_for = {each.user: each.word for each in await whoever(tx, [user])}
        return Done(say("verify-confirmed", who=await called(tx, user)), f"yes {words_for.get(user, user)}")

    async def _compared(self, tx: Transaction, rest: str) -> Underway:
        """Which comparison a yes is for, if there is no doubt; a number that comes with it has to fit."""
        who, number = await _read(tx, rest)
        comparing = self._held.comparing
        if who is not None:
            comparing = [each for each in comparing if each.sas.user == who.user]
        if not comparing:
            begun = [*self._held.underway, *self._held.asking]
            is_begun = bool(begun) if who is None else who.user in begun
            raise Mistake(say("verify-not-yet" if is_begun else "verify-none"))
        if number is not None:
            wanted = [each for each in comparing if code_of(each.sas) == number]
            if len(wanted) != 1:
                raise Mistake(say("verify-other-number"))
            return wanted[0]
        if len(comparing) > 1 or await self._held.may_be_late(tx):
            codes = {each.sas.user: each.sas for each in comparing}
            people = await whoever(tx, codes)
            lines = Lines(tuple(yes_with_number(who, codes[who.user]) for who in people))
            raise Mistake(say("verify-number", lines=lines))
        return comparing[0]

    # No

    async def _to_stop(self, tx: Transaction, rest: str) -> Who:
        """Whom a no is about: the one who is named, or the only one there is."""
        who, _ = await meant(tx, rest)
        if who is not None:
            return who
        if rest:
            raise Mistake(say("trust-nobody"))
        people = await whoever(tx, [*self._held.underway, *self._held.asking])
        if not people:
            raise Mistake(say("verify-none"))
        if len(people) > 1:
            raise Mistake(say("verify-which", word=people[0].word))
        return people[0]

    async def _stop(self, tx: Transaction, who: Who) -> Text:
        underway = self._held.underway.get(who.user)
        if underway is None:
            raise Mistake(say("verify-none"))
        await self._held.answered(tx, underway)
        before: Stage = underway.sas.stage
        code = Code.MISMATCHED_SAS if before in PEOPLE_ARE_AT_IT else Code.USER
        await self._queue.send(tx, underway.room, underway.sas.cancel(code))
        await self._verifying.end(tx, underway, before)
        return say("verify-stopped", who=who.name)


async def _read(tx: Transaction, rest: str) -> tuple[Who | None, int | None]:
    """Who and which number stand behind a yes, in either order. Raises `Mistake` on anything else."""
    number = _NUMBER.search(rest)
    who, left = await meant(tx, rest)
    if number is not None:
        without = (rest[: number.start()] + rest[number.end() :]).strip()
        named, left = await meant(tx, without)
        who = named or who
    if left.strip(" .,;:!"):
        raise Mistake(say("trust-nobody"))
    return who, None if number is None else int(number[1])
