"""How a script reads what somebody sees, whatever client they have: forward, with a bookmark in each room."""

from __future__ import annotations

import asyncio
import math
import re
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Collection
from typing import TypeVar

from bot.demo.memory import Memory, NotSeen, Pattern, Seen, Unreadable, matches

WITHIN = 60.0
"""Seconds, real ones. Everything takes far less, but to be slow on a busy machine is no fault."""
_ASK_EVERY = 0.1
_Found = TypeVar("_Found")


class Reader(ABC):
    """Somebody whose client fills a `Memory`."""

    def __init__(self, user: str, bot: str | None, name: str) -> None:
        """`bot` is whose words count where no sender is named; `name` is for the reader of a failure."""
        self.user = user
        self.bot = bot
        self.name = name or user[1:].partition(":")[0].capitalize()
        self.memory = Memory()

    @abstractmethod
    def check(self) -> None:
        """Raise what killed the client, so that a script fails at once and with the cause."""

    @abstractmethod
    async def catches_up(self, within: float = WITHIN) -> None:
        """Return when all that the homeserver had taken before this call has arrived here."""

    async def sees(
        self,
        pattern: Pattern = "",
        room: str | None = None,
        within: float = WITHIN,
        *,
        by: str | None = None,
        kind: str | None = None,
    ) -> Seen:
        """Wait for an unread message that matches; mark it, and all before it in its room, as read.

        A string matches wherever it stands, whatever the case; a compiled pattern as `re.search`. `by` is a
        sender's user ID, `kind` such as `m.image`. Raises `NotSeen`, with what was seen, after `within`
        seconds.
        """

        def wanted(message: Seen) -> bool:
            return (
                message.sender == (by or message.sender) != self.user
                and message.kind == (kind or message.kind)
                and matches(pattern, message.text)
            )

        what = pattern.pattern if isinstance(pattern, re.Pattern) else pattern
        return await self.until(lambda: self.memory.read(wanted, room), within, f"'{what or kind}'", room)

    async def sees_next(
        self, pattern: Pattern, room: str | None = None, within: float = WITHIN, *, by: str | None = None
    ) -> Seen:
        """Like `sees`, but the very next unread message (of `by`; else of the bot, if any) must match.

        After a command that the bot answers in the room, this proves that it said nothing in between.
        """
        message = await self.until(
            lambda: self.memory.read(self._sent_by(by), room), within, f"'{pattern}'", room
        )
        if not matches(pattern, message.text):
            raise NotSeen(f"{self.name} should next have seen '{pattern}' but saw '{message.text}'.")
        return message

    async def sees_nothing_more(self, room: str | None = None, *, by: str | None = None) -> None:
        """Nothing is unread (of `by`; else of the bot, if any) of all that the homeserver has by now.

        It does not wait for what the bot may yet say: let the bot answer a command first, and `sees` that.
        """
        await self.catches_up()
        unread = list(filter(self._sent_by(by), self.memory.unread(room)))
        if unread:
            raise NotSeen(f"{self.name} should have seen nothing more but saw {quoted(unread)}.")

    async def sees_nothing_undecryptable(self) -> None:
        """Every message of others that the homeserver has by now could be read."""
        await self.catches_up()
        if self.undecryptable:
            raise NotSeen(f"{self.name} cannot read {len(self.undecryptable)} messages.")

    @property
    def undecryptable(self) -> list[Unreadable]:
        """The messages of others that arrived and cannot be read (yet)."""
        return [event for event in self.memory.unreadable.values() if event.sender != self.user]

    async def until(
        self, look: Callable[[], _Found | None], within: float, what: str, room: str | None = None
    ) -> _Found:
        """Look again after each change until there is something; raises `NotSeen` after `within` seconds."""
        try:
            async with asyncio.timeout(within):
                while (found := look()) is None:
                    self.check()
                    await self.memory.next_change()
                return found
        except TimeoutError:
            unread = [message for message in self.memory.unread(room) if message.sender != self.user]
            lost = f", and {len(self.undecryptable)} undecryptable" if self.undecryptable else ""
            seen = quoted(unread) or "nothing"
            raise NotSeen(f"{self.name} waited {within} s for {what}; unread: {seen}{lost}.") from None

    async def asks_until(
        self, ask: Callable[[], Awaitable[_Found | None]], within: float, what: str
    ) -> _Found:
        """Ask again and again, where nothing tells of a change, until there is something; else as `until`."""
        for _ in range(math.ceil(within / _ASK_EVERY)):
            if (found := await ask()) is not None:
                return found
            await asyncio.sleep(_ASK_EVERY)
        raise NotSeen(f"{self.name} waited {within} s for {what}.")

    def _sent_by(self, by: str | None) -> Callable[[Seen], bool]:
        sender = by or self.bot
        return lambda message: message.sender == (sender or message.sender) != self.user


def quoted(messages: Collection[Seen]) -> str:
    """Messages on one line, for the text of a failure."""
    return " | ".join(f"{message.sender}: {message.text}" for message in messages)
