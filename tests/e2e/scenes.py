"""How most of these tests begin: Jean ("Baobab") has called for help, and four organisations are in the room.

scene = await everybody_on_it(vigil)
await scene.is_asked()
await scene.jean.says("2")
await scene.all_see("ALARM!")
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.demo.memory import Seen
from bot.demo.people import Person
from rooms.roster import Defender
from tests.e2e.world import World
from tests.matrix.wire import Says, Wire
from tests.waiting import until

FIRST_MET = "I have met these people for the first time"
"""What coordinators read, with names and fingerprints, whenever Vigil is shown somebody's identity."""
LET_IN = "was let into this room without me"
ZONE = ZoneInfo("Africa/Kinshasa")
"""That of the settings."""
CALLED = ("sophie", "esther", "david", "carter", "zawadi")
"""The people of the four organisations that are called first for Jean; the last two are of one of them."""


@dataclass(frozen=True)
class Scene:
    """Those who take part in Jean's alert, and its room."""

    vigil: World
    room: str
    jean: Person
    sophie: Person
    esther: Person
    david: Person
    carter: Person
    zawadi: Person

    @property
    def partners(self) -> tuple[Person, ...]:
        """The people of the four organisations."""
        return self.sophie, self.esther, self.david, self.carter, self.zawadi

    async def all_see(self, pattern: str) -> Seen:
        """Every partner reads it in the room, from the bot; returns it as the first of them saw it."""
        seen = await asyncio.gather(
            *(each.sees(pattern, self.room, by=self.vigil.bot) for each in self.partners)
        )
        return seen[0]

    async def says_status(self) -> Seen:
        """Sophie asks how things stand; nothing else was said by the bot before the answer."""
        await self.sophie.says("!status", self.room)
        return await self.sophie.sees_next("Raised at", self.room)

    async def sees_status(self) -> Seen:
        """Sophie asks how things stand, whatever was said in between; all that was written before counts."""
        await self.sophie.says("!status", self.room)
        return await self.sophie.sees("Raised at", self.room, by=self.vigil.bot)

    async def all_speak(self) -> None:
        """A word of each organisation: they are still on it."""
        speaking = (self.sophie, self.esther, self.david, self.carter)
        await self.vigil.hears(*[await person.says("we are here", self.room) for person in speaking])

    async def time_goes_by(self, **span: float) -> None:
        """A word of each organisation every two hours: all four stay on it."""
        left = timedelta(**span)
        while left > timedelta(0):
            await self.all_speak()
            step = min(left, timedelta(hours=2))
            await self.vigil.forward(seconds=step.total_seconds())
            left -= step

    async def is_asked(self) -> None:
        """The time for the next question has come, Jean reads it, and Vigil knows that he can."""
        await self.vigil.forward(hours=1)
        await self.jean.sees_next("Are you safe?")
        await self.vigil.settles()


async def alert_raised(vigil: World, words: str = "alert they are at the gate") -> Scene:
    """Jean writes; the four are in the room, and everybody has read on to what was said last."""
    jean, *partners = await vigil.people("jean", *CALLED)
    await jean.says(words)
    briefs = await asyncio.gather(*(each.sees("Baobab needs help") for each in partners))
    await jean.sees("4 organisations are invited")
    return Scene(vigil, briefs[0].room, jean, *partners)


async def everybody_on_it(vigil: World) -> Scene:
    """As `alert_raised`, and all four have answered."""
    scene = await alert_raised(vigil)
    for person in (scene.sophie, scene.esther, scene.david, scene.carter):
        await person.says("!ack", scene.room)
    await scene.all_see("4 of 4 are on it")
    await scene.jean.sees("4 organisations are on it")
    return scene


async def is_waiting_for_a_key(vigil: World) -> None:
    """Return when something has come in that the bot cannot read yet."""

    async def waits() -> object:
        async with vigil.vigil.store.transaction() as tx:
            return await tx.inbox.waiting_since(vigil.clock.now())

    await until(waits, within=60.0)


def keeps_strangers(wire: Wire) -> None:
    """The homeserver says that it has put somebody out, and does not."""
    wire.answers("POST", "/kick", Says(body={}), always=True)


async def enrols(vigil: World, name: str, alias: str, area: str, *languages: str) -> Person:
    """One more defender, with a phone."""
    enrolled = Defender(vigil.town.user_id(name), alias, area, languages)
    async with vigil.vigil.store.transaction() as tx:
        await tx.roster.fill((), (enrolled,), ())
    await vigil.vigil.identities.load()  # Whoever is on the roster is known to the book.
    (person,) = await vigil.people(name)
    return person


async def asks(amina: Person, command: str, answer: str) -> str:
    """She writes a command into the coordination room, and reads the answer.

    Before it she may read whom Vigil has met: that comes when it comes.
    """
    room = await amina.room("Coordination")
    await amina.says(command, room)
    return (await amina.sees(answer, room)).text


def code_of(person: Person, room: str) -> str:
    """The alert's code, as the name of its room shows it."""
    return person.phone.rooms[room].name.removeprefix("Room ")


def users(people: Collection[Person]) -> set[str]:
    """Their user IDs."""
    return {person.user for person in people}


def names_time(text: str, at: datetime) -> bool:
    """Whether the text names this time of day, as a clock in Kinshasa shows it; `at` may be a minute late."""
    return any(f"{moment.astimezone(ZONE):%H:%M}" in text for moment in (at, at - timedelta(minutes=1)))


def without_times(content: Mapping[str, Any]) -> dict[str, Any]:
    """A message with its times of day taken out: what is left must be the same to the letter."""
    return {**content, "body": re.sub(r"\d\d:\d\d( on \w+)?( \(\w+\))?", "<time>", content["body"])}
