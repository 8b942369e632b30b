"""Commands that have commands of their own: "!organisation add", "!person away"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.coordinating.orders import Answer, Ask, Done, Handler, Order
from bot.store.store import Transaction
from rooms.commands import normal_word
from rooms.matching import nearest
from rooms.texts import Lines, Mistake, Text, say


@dataclass(frozen=True)
class Sub:
    """One of them. `words` begins with the one that texts show; `usage` and `example` are complete."""

    words: tuple[str, ...]
    usage: str
    example: str
    handler: Handler
    alone: bool = False
    """It may stand without anything after it."""


@dataclass(frozen=True)
class Subs:
    """Finds the one that is meant."""

    subs: tuple[Sub, ...]

    async def answer(self, tx: Transaction, order: Order) -> Answer:
        """Raises `Mistake`: without a word it shows them all, with a wrong one the nearest."""
        word, rest = (*order.argument.split(maxsplit=1), "", "")[:2]
        sub = next((sub for sub in self.subs if normal_word(word) in map(normal_word, sub.words)), None)
        if sub is None:
            raise Mistake(self._meant(word))
        order = replace(order, argument=rest, usage=usage_of(sub))
        if not rest and not sub.alone:
            raise order.incomplete()
        answer = await sub.handler(tx, order)
        if isinstance(answer, Done | Ask):
            return replace(answer, detail=f"{sub.words[0]} {answer.detail}")
        return answer

    def _meant(self, word: str) -> Text:
        by_word = {normal_word(each): sub for sub in self.subs for each in sub.words}
        close = nearest(normal_word(word), by_word) if word else None
        if close is None:
            return say("sub-all", lines=Lines(tuple(_lines(self.subs))))
        meant = by_word[close]
        return say("sub-nearest", word=word, usage=meant.usage, example=meant.example)


def usage_of(sub: Sub) -> Text:
    """How it is written, with an example."""
    return say("sub-needs", usage=sub.usage, example=sub.example)


def _lines(subs: Iterable[Sub]) -> Iterable[Text]:
    return (say("sub-line", usage=sub.usage, example=sub.example) for sub in subs)
