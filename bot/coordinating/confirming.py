"""What cannot be undone is asked first: one text that names exactly what will change, and a number.

A number is good once, for a while, and for those who may answer it. What has changed meanwhile is never
done unseen: if the text would be another by now, it is asked anew.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum
from typing import Any

from bot.clock import Clock
from bot.coordinating.changes import Question
from bot.coordinating.orders import Done, Order
from bot.store.confirmations import Confirmation
from bot.store.store import Transaction
from rooms.texts import Lines, Mistake, Text, say

_NUMBER = re.compile(r"#?(\d{1,9})[.!]*")


class Answers(Enum):
    """Who has to agree to a change."""

    ASKER = "asker"
    """Whoever asked for it, once more."""
    ANOTHER = "another"
    """Another coordinator than the one who asked."""
    ANYBODY = "anybody"
    """Any coordinator: a partner has asked for it."""


GOOD_FOR = {
    Answers.ASKER: timedelta(minutes=10),
    Answers.ANOTHER: timedelta(days=1),
    Answers.ANYBODY: timedelta(days=7),
}
"""How long a question waits."""


@dataclass(frozen=True)
class Kind:
    """Changes of one class: in which words they are told, and how they are done.

    `text` raises `Mistake` if the change cannot be made (any more). `do` is given who asked for it.
    """

    text: Callable[[Transaction, Any], Awaitable[Text]]
    do: Callable[[Transaction, Any, str], Awaitable[Done]]
    answers: Callable[[Transaction, Any], Awaitable[Answers]] | None = None
    """Who has to agree; without it the asker."""


@dataclass(frozen=True)
class Confirming:
    """Asks, and takes the answers. `kinds` has one entry for each class of changes."""

    kinds: Mapping[type, Kind]
    clock: Clock

    async def ask(self, tx: Transaction, person: str, change: object, detail: str) -> Done:
        """Keep the change until it is agreed to; the answer is the question.

        Raises `Mistake` if it cannot be made.
        """
        kind = self.kinds[type(change)]
        text = await kind.text(tx, change)
        by = await self._who(tx, change)
        now = self.clock.now()
        await tx.confirmations.prune(now)
        chat = await tx.chats.coordination()
        room = chat.room if chat is not None else ""
        number = await tx.confirmations.add(person, Question(change, text), room, now + GOOD_FOR[by])
        return Done(_question(by, number, text, person), f"{detail}: asked, number {number}")

    async def yes(self, tx: Transaction, order: Order) -> Done:
        """`!yes NUMBER`, by whoever asked for it; what a partner asked for, by any coordinator."""
        found = await self._found(tx, order)
        by = await self._who(tx, found.what.change)
        if by is Answers.ANOTHER:
            raise Mistake(say("confirm-needs-another", number=str(found.number)))
        if by is Answers.ASKER and found.by != order.person:
            raise Mistake(say("confirm-not-yours", number=str(found.number), person=found.by))
        return await self._do(tx, found)

    async def agree(self, tx: Transaction, order: Order) -> Done:
        """`!agree NUMBER`, by another coordinator than the one who asked."""
        found = await self._found(tx, order)
        if await self._who(tx, found.what.change) is not Answers.ANOTHER:
            raise Mistake(say("confirm-needs-yes", number=str(found.number)))
        if found.by == order.person:
            raise Mistake(say("confirm-needs-another", number=str(found.number)))
        return await self._do(tx, found)

    async def no(self, tx: Transaction, order: Order) -> Done:
        """`!no NUMBER`, by any coordinator: nothing is done."""
        found = await self._found(tx, order)
        await tx.confirmations.remove(found.number)
        return Done(say("confirm-dropped", number=str(found.number)), str(found.number))

    async def _do(self, tx: Transaction, found: Confirmation) -> Done:
        await tx.confirmations.remove(found.number)
        change = found.what.change
        if await self.kinds[type(change)].text(tx, change) != found.what.text:
            anew = await self.ask(tx, found.by, change, f"{found.number}: changed meanwhile")
            return replace(anew, text=say("confirm-changed", question=anew.text))
        done = await self.kinds[type(change)].do(tx, change, found.by)
        return Done(done.text, f"{found.number}: {done.detail}")

    async def _who(self, tx: Transaction, change: object) -> Answers:
        answers = self.kinds[type(change)].answers
        return Answers.ASKER if answers is None else await answers(tx, change)

    async def _found(self, tx: Transaction, order: Order) -> Confirmation:
        """The question that is meant; without a number nothing is, and what is open is shown."""
        now = self.clock.now()
        number = _NUMBER.fullmatch(order.argument.strip())
        if number is not None:
            found = await tx.confirmations.get(int(number[1]), now)
            if found is None:
                raise Mistake(say("confirm-unknown", number=number[1]))
            by_partner = await self._who(tx, found.what.change) is Answers.ANYBODY
            if found.by not in await (tx.roster.partners() if by_partner else tx.roster.admins()):
                await tx.confirmations.remove(found.number)
                gone = say("confirm-asker-gone", number=number[1], person=found.by)
                raise Mistake(say("change-overtaken") if by_partner else gone)
            return found
        chat = await tx.chats.coordination()
        waiting = await tx.confirmations.open(chat.room, now) if chat is not None else []
        if not waiting:
            raise Mistake(say("confirm-nothing"))
        lines = tuple(say("confirm-line", number=str(each.number), what=each.what.text) for each in waiting)
        raise Mistake(say("confirm-which", lines=Lines(lines)))


def _question(by: Answers, number: int, text: Text, person: str) -> Text:
    span = GOOD_FOR[by]
    match by:
        case Answers.ASKER:
            return say("confirm-ask", what=text, number=str(number), span=span)
        case Answers.ANOTHER:
            return say("confirm-ask-another", what=text, number=str(number), span=span, person=person)
        case Answers.ANYBODY:
            return say("confirm-ask-anybody", what=text, number=str(number), span=span)
