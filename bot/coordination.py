"""The coordination room: what admins write there goes to the handler of the command, and is journalled."""

from __future__ import annotations

from dataclasses import dataclass

from bot.clock import Clock
from bot.coordinating.confirming import Confirming
from bot.coordinating.orders import Ask, Done, Handlers, Order
from bot.store.store import Transaction
from rooms.alert import Message
from rooms.commands import Query, parse, usage
from rooms.texts import Mistake, Text, say
from rooms.verbs import Place


@dataclass(frozen=True)
class Coordination:
    """Answers the admins. `handlers` has one for each command of this room."""

    handlers: Handlers
    confirming: Confirming
    clock: Clock

    async def answer(
        self,
        tx: Transaction,
        person: str,
        message: Message,
        addressed: str,
        replies_to: str,
    ) -> Text | None:
        """The answer to what an admin wrote here; None for ordinary talk. Every command is journalled.

        `addressed` are its words with everybody by their address; `replies_to` is the event that it answers.
        """
        try:
            query = parse(addressed, Place.COORDINATION, person)
            if not isinstance(query, Query):
                return None
            if message.corrects:
                raise Mistake(say("command-corrected"))
            order = Order(person, query.argument, message, usage(query.verb), replies_to)
            said = await self.handlers[query.verb](tx, order)
            if isinstance(said, Ask):
                said = await self.confirming.ask(tx, person, said.change, said.detail)
        except Mistake as mistake:
            return mistake.text
        await tx.taken.note(message.number, query.verb.value)
        done = said if isinstance(said, Done) else Done(said, "")
        await tx.acts.add(person, query.verb.value, done.detail, self.clock.now())
        return done.text
