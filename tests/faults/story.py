"""One alert from the cry to the last trace, told to a bot that may be killed at any instant of it.

What every person reads of it is compared with what they read of the same alert without a kill (G1).
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from bot.demo import cast
from bot.demo.people import Person
from bot.demo.town import Town
from tests.e2e.admin import Admin
from tests.faults.mortal import Mortal
from tests.waiting import until

CALLED = ("sophie", "esther", "david", "carter")
"""One of each of the four organisations in the settings of these tests: all are called each time."""
PATIENCE = 300.0
HOUR, TEN_MINUTES = 3600.0, 600.0
RETENTION = 31 * 24 * HOUR
"""A day more than the settings say."""

_CHANGING = (
    # Told after midnight of what was before it, a time has its day.
    (re.compile(r"\d\d?:\d\d(:\d\d)?( on ([A-Z][a-z]+day|[A-Z][a-z]+ \d\d?)\b)?"), "<time>"),
    (re.compile(r"\b\d\d? \w+(?= <time>)|\b\d{4}-\d\d-\d\d\b|\b\d\d? [A-Z][a-z]+ \d{4}"), "<day>"),
    (re.compile(r"\bcase \d+\b"), "<case>"),
    (re.compile(r"(?<=ALERT )\w{4}\b|(?<=Alert )\w{4}\b|(?<=Room )\w{4}\b"), "<code>"),
    (re.compile(r"\b\d+ (second|minute|hour|day)s?\b"), "<span>"),
)


def with_four_organisations(settings: Path) -> None:
    """Leave only those of `CALLED` in the settings: then the same are called for each alert."""
    content: dict[str, Any] = yaml.safe_load(settings.read_text(encoding="utf-8"))
    content["organisations"] = content["organisations"][: len(CALLED)]
    for each in content["organisations"]:
        del each["people"][1:]
    for each in content["defenders"]:
        each["exclude"] = []
    settings.write_text(yaml.safe_dump(content), encoding="utf-8")


class Story:
    """Jean, the four who are called, the coordinator, and what they read."""

    def __init__(self, bot: Mortal, admin: Admin, coordinator: Person, jean: Person, *called: Person) -> None:
        self.bot = bot
        self.jean = jean
        self.called = called
        self.sophie, self.esther, self.david, self.carter = called
        self._admin = admin
        self._coordinator = coordinator
        self._number = 0
        self._marks: dict[str, int] = {}
        self.room = ""
        self.closed: list[str] = []

    def begins(self) -> None:
        """What is read from now on belongs to the next alert."""
        self._number += 1
        self.room = ""
        self._marks = {each.name: len(each.memory.seen) for each in self._people}

    @property
    def _people(self) -> tuple[Person, ...]:
        return (self.jean, *self.called)

    # The steps, each of which ends when everybody has read what belongs to it

    async def is_raised(self) -> None:
        """Jean calls for help; four read it in one new room."""
        await self.jean.says(f"alert case {self._number} they are at the gate")
        found = await self.sophie.sees(f"case {self._number} they are", within=PATIENCE)
        self.room = found.room
        await self._all_see(f"case {self._number} they are", but=self.sophie)
        await self.jean.sees("4 organisations are invited", within=PATIENCE)

    async def is_answered(self) -> None:
        """All four are on it."""
        for each in self.called:
            await each.says("!ack", self.room)
        await self.jean.sees("4 organisations are on it", within=PATIENCE)
        await self._all_see("4 of 4 are on it")

    async def is_asked(self) -> None:
        """A timer: an hour later, Jean is asked whether he is safe."""
        self.bot.forward(HOUR)
        await self.jean.sees("Are you safe?", within=PATIENCE)

    async def is_silent(self) -> None:
        """Two timers: he is asked again, and then the room reads that he does not answer."""
        self.bot.forward(TEN_MINUTES)
        await self.jean.sees("Are you safe?", within=PATIENCE)
        await self.bot.settles(PATIENCE)
        self.bot.forward(TEN_MINUTES)
        await self._all_see("Who is calling")

    async def is_not_safe(self) -> None:
        """He answers; the room is alarmed, and one of them writes to him."""
        await self.jean.says("2")
        await self._all_see("ALARM!")
        await self.sophie.says("!tell we are on the way", self.room)
        await self.jean.sees("we are on the way", within=PATIENCE)

    async def is_closed(self) -> None:
        """One proposes, another confirms, everybody is told."""
        await self.sophie.says("!resolve they have left", self.room)
        await self._all_see("thinks that it is over")
        await self.david.confirms(self.room)
        await self._all_see("The alert is closed")
        await self.jean.sees("Your alert is closed", within=PATIENCE)

    async def is_erased(self) -> None:
        """Retention is over: the bot leaves the room, and nothing is left of it."""
        self.bot.forward(RETENTION)

        async def left() -> bool:
            return self.room not in await self._rooms()

        await until(left, within=PATIENCE)

    @property
    def steps(self) -> dict[str, Callable[[], Awaitable[None]]]:
        """By name, in order."""
        steps = {
            "raised": self.is_raised,
            "answered": self.is_answered,
            "asked": self.is_asked,
            "silent": self.is_silent,
            "not safe": self.is_not_safe,
            "closed": self.is_closed,
            "erased": self.is_erased,
        }
        return {name: self._settled_after(step) for name, step in steps.items()}

    def _settled_after(self, step: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        async def both() -> None:
            await step()
            await self.bot.settles(PATIENCE)

        return both

    async def _all_see(self, words: str, *, but: Person | None = None) -> None:
        await asyncio.gather(
            *(each.sees(words, self.room, within=PATIENCE) for each in self.called if each is not but)
        )

    # What came of it

    async def _rooms(self) -> set[str]:
        assert self.jean.bot is not None
        return await self._admin.rooms_of(self.jean.bot)

    async def read(self) -> dict[str, list[str]]:
        """What each of them has read of this alert, in order, without times and numbers."""
        await asyncio.gather(*(each.catches_up(within=PATIENCE) for each in self._people))
        return {each.name: self._read_by(each) for each in self._people}

    def _read_by(self, person: Person) -> list[str]:
        return [
            f"{'room' if seen.room == self.room else 'chat'}: {_without_numbers(seen.text)}"
            for seen in person.memory.seen[self._marks[person.name] :]
            if seen.sender == person.bot
        ]

    async def rooms_are_in_order(self, *, erased: int) -> None:
        """Each alert had one room, everybody has one chat, and there is one coordination room."""
        invited = [{view.room for view in each.rooms()} for each in self.called]
        assert all(each == invited[0] for each in invited), "not all were asked into the same rooms"
        assert len(invited[0]) == self._number, f"{len(invited[0])} rooms for {self._number} alerts"
        chats = [view.room for each in self.called for view in each.phone.rooms.values() if view.direct]
        assert len(chats) == len(self.called), f"{len(chats)} chats for {len(self.called)} people"
        rooms = await self._rooms()
        expected = len(chats) + len(["Jean's chat", "coordination"]) + self._number - erased
        assert len(rooms) == expected, f"the bot is in {len(rooms)} rooms, and should be in {expected}"
        assert not any(each.memory.unreadable for each in self._people), "somebody cannot read something"
        assert len(self._coordinator.rooms()) == 1, "the coordinators have more than one room"


def must_be_the_same(read: Mapping[str, list[str]], expected: Mapping[str, list[str]]) -> None:
    """What people read, and what they should have: nothing lost, nothing doubled, nothing out of order."""
    for name, texts in expected.items():
        lost, more = Counter(texts) - Counter(read[name]), Counter(read[name]) - Counter(texts)
        assert not lost, f"{name} did not read: {list(lost.elements())}"
        assert not more, f"{name} read besides, or twice: {list(more.elements())}"
        for place in ("room", "chat"):
            found, right = ([each for each in all_ if each.startswith(place)] for all_ in (read[name], texts))
            assert found == right, f"{name} read in another order in the {place}: {found}"


def _without_numbers(text: str) -> str:
    for pattern, instead in _CHANGING:
        text = pattern.sub(instead, text)
    return text


async def story_of(town: Town, bot: Mortal, admin: Admin) -> Story:
    """Everybody has arrived, and has a chat with the bot that runs; the last of them when all else is done.

    So one-time keys are claimed at a time when nothing else is on its way.
    """
    *early, last = CALLED
    coordinator, jean, *called = await town.welcomes(cast.COORDINATOR, "jean", *early)
    await coordinator.room("Coordination", within=PATIENCE)
    await jean.opens_chat(within=PATIENCE)
    await jean.says("hello")
    await jean.sees("Do you need help now?", within=PATIENCE)
    await jean.says("2")
    await jean.sees("When you need help", within=PATIENCE)
    for each in called:
        await each.sees("I am Vigil", within=PATIENCE)
    called += await town.welcomes(last)
    await called[-1].sees("I am Vigil", within=PATIENCE)
    return Story(bot, admin, coordinator, jean, *called)
