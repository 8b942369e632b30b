"""The people of the benchmark: defenders who alert, partners who read, and the note of when they could."""

from __future__ import annotations

import asyncio
import itertools
import re
import time
from dataclasses import dataclass, field

from bot.demo import cast
from bot.demo.memory import Seen
from bot.demo.people import Person
from bot.demo.town import Town
from tests.bench.figures import Reading
from tests.bench.settings import CALLED, PARTNERS, defender

READ_WITHIN = 60.0
"""Seconds until somebody counts as being without the brief."""
PATIENCE = 120.0
"""Seconds for everything else that has to happen."""
_LOGINS_AT_ONCE = 4
_CASE = re.compile(r"case-\d+")


@dataclass
class Case:
    """One alert: who could read its brief, and when (`time.monotonic()`)."""

    name: str
    room: str = ""
    readers: dict[str, float] = field(default_factory=dict)


class Briefs:
    """Is told what the partners see, and keeps what belongs to a case (a `Witness`)."""

    def __init__(self) -> None:
        self._cases: dict[str, Case] = {}
        self._change = asyncio.Event()

    def new(self) -> Case:
        """An alert that is about to be raised; its name has to stand in the defender's words."""
        case = Case(f"case-{len(self._cases)}")
        self._cases[case.name] = case
        return case

    def saw(self, who: str, room: str, message: Seen) -> None:
        """Note who can read which brief: the first message of Vigil's with the case's name in it."""
        found = _CASE.search(message.text)
        if found is not None and found[0] in self._cases:
            case = self._cases[found[0]]
            case.room = message.room
            case.readers.setdefault(who, message.at)
            woken, self._change = self._change, asyncio.Event()
            woken.set()

    def said(self, who: str, room: str, text: str) -> None:
        """Of no interest."""

    def joined(self, who: str, room: str) -> None:
        """Of no interest."""

    async def everybody_reads(self, case: Case, sent_at: float) -> Reading:
        """Wait until as many as were called can read it, and return when they could."""
        try:
            async with asyncio.timeout(READ_WITHIN):
                while len(case.readers) < CALLED:
                    await self._change.wait()
        except TimeoutError:
            pass  # The reading says who is missing.
        return Reading(CALLED, tuple(sorted(at - sent_at for at in case.readers.values())))


class Stage:
    """Everybody who plays."""

    def __init__(self, town: Town) -> None:
        """Call `arrive` next."""
        self.town = town
        self.briefs = Briefs()
        self.partners: dict[str, Person] = {}
        self.defenders: list[Person] = []
        """Those who are there from the beginning."""
        self._numbers = itertools.count()

    async def arrive(self, defenders: int) -> None:
        """Log in the partners, the coordinator, and the first `defenders`, each with a chat that is open."""
        await asyncio.gather(*(self.town.register(name) for name in (*PARTNERS, cast.COORDINATOR)))
        for name in PARTNERS:
            person = await self._log_in(name, witness=self.briefs)
            self.partners[person.name] = person
        self.coordinator = await self._log_in(cast.COORDINATOR)
        self.coordination_room = await self.coordinator.room("Coordination", within=PATIENCE)
        self.defenders = await self.more_defenders(defenders)

    async def _log_in(self, name: str, witness: Briefs | None = None) -> Person:
        person = await Person.arrives(
            self.town.homeserver.url,
            self.town.user_id(name),
            self.town.password(name),
            bot=self.town.user_id(cast.BOT),
            name=name.capitalize(),
            witness=witness,
        )
        self.town.people.append(person)
        return person

    async def more_defenders(self, count: int) -> list[Person]:
        """Log in the next so many; Vigil is in each one's chat already."""
        turn = asyncio.Semaphore(_LOGINS_AT_ONCE)

        async def arrive() -> Person:
            async with turn:
                name = defender(next(self._numbers))
                await self.town.register(name)
                person = await self._log_in(name)
                await person.says("!status")
                await person.sees("No alert of yours is open", within=PATIENCE)
                return person

        return list(await asyncio.gather(*(arrive() for _ in range(count))))

    async def raises_alert(self, person: Person) -> tuple[Case, float]:
        """The defender writes; returns the case and when the message left."""
        case = self.briefs.new()
        sent = await person.says(f"alert {case.name} they are at the gate")
        return case, sent.at

    async def alert(self, person: Person) -> tuple[Case, Reading]:
        """The defender writes, and all who are called read."""
        case, sent_at = await self.raises_alert(person)
        return case, await self.briefs.everybody_reads(case, sent_at)

    async def closes(self, case: Case, person: Person) -> None:
        """Two of those who read it close it, and the defender is told."""
        one, other = [self.partners[name] for name in list(case.readers)[:2]]
        await one.says("!resolve they have left", case.room)
        await other.sees("!confirm", case.room, PATIENCE)
        await other.confirms(case.room)
        await person.sees("Your alert is closed", within=PATIENCE)

    async def settle(self) -> None:
        """Wait until what was going on is over, so that the next measurement begins in silence."""
        for person in (*self.partners.values(), self.coordinator):
            await person.catches_up(PATIENCE)
        await asyncio.sleep(0.5)  # The homeserver tidies up after itself; nothing tells when it is done.

    async def open_alerts(self) -> int:
        """How many alerts are open, as Vigil tells the coordinator once nothing waits to be sent."""
        give_up_at = time.monotonic() + PATIENCE
        while time.monotonic() < give_up_at:
            await self.coordinator.says("!status", self.coordination_room)
            said = await self.coordinator.sees("Open alerts", self.coordination_room, PATIENCE)
            alerts, unsent = (int(found) for found in re.findall(r"^[^:\n]*: (\d+)", said.text, re.M)[:2])
            if unsent == 0:
                return alerts
            await asyncio.sleep(0.2)
        raise TimeoutError("Vigil still has messages to send.")
