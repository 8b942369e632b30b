"""A command of a coordinator, and what a handler answers to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bot.store.store import Transaction
from rooms.alert import Message
from rooms.texts import Mistake, Text
from rooms.verbs import Verb


@dataclass(frozen=True)
class Order:
    """What an admin has ordered: all that was written after the command, with everybody by their address.

    `message` is the whole of it, with the file if it came with one.
    """

    person: str
    argument: str
    message: Message
    usage: Text
    """How the command is written, for whoever has written it otherwise."""
    replies_to: str = ""
    """The event that the message answers, if it does."""

    def incomplete(self) -> Mistake:
        """What was written is not enough, or not understood: the error that says how it is done."""
        return Mistake(self.usage)


@dataclass(frozen=True)
class Done:
    """The answer, and what exactly was done, as it is kept in the journal.

    The journal names no defender but by alias, and quotes nothing.
    """

    text: Text
    detail: str


@dataclass(frozen=True)
class Ask:
    """Nothing is done yet: this change (`bot.coordinating.changes`) has to be agreed to first.

    `detail` as in `Done`.
    """

    change: object
    detail: str


Answer: TypeAlias = Text | Done | Ask
"""A text from whoever only shows something."""

Handler: TypeAlias = Callable[[Transaction, Order], Awaitable[Answer]]
"""Answers one command. Raises `Mistake`, with the sentence that the coordinator will read."""

Handlers: TypeAlias = Mapping[Verb, Handler]
