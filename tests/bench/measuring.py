"""What is done to be measured, in the order in which it is done."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.demo import cast
from bot.demo.homeserver import LocalHomeserver
from bot.demo.people import Person
from bot.demo.town import Town
from tests.bench import keys, settings
from tests.bench.away import requests_by_minute
from tests.bench.figures import Figures
from tests.bench.floor import Floor
from tests.bench.kills import kills
from tests.bench.load import load
from tests.bench.process import MeasuredBot
from tests.bench.rota import rota
from tests.bench.stage import PATIENCE, Stage

_OPENED_AT_ONCE = 4


@dataclass(frozen=True)
class Size:
    """How much is measured."""

    alerts: int = 20
    """One after another, each by somebody who has not alerted before, and closed before the next."""
    burst: int = 20
    """At once; they stay open."""
    open: int = 200
    """Open alerts in the end, those of the burst among them."""
    crowded: int = 5
    """Alerts beyond that, one after another."""
    starts: int = 3
    minutes_away: int = 3
    """Without a homeserver."""
    devices: int = 50
    """New ones, to which a first message goes."""
    people: int = 200
    """Whose devices are judged."""
    killed: int = 5
    """Alerts in which the bot is killed again and again."""

    @property
    def chatting(self) -> int:
        """Defenders who are logged in from the beginning."""
        return max(self.alerts, self.burst)

    @property
    def filling(self) -> int:
        """Defenders who only come to have an alert open."""
        return max(0, self.open - self.burst)

    @property
    def defenders(self) -> int:
        """Everybody who may alert."""
        return self.chatting + self.filling + self.crowded


QUICK = Size(killed=1, alerts=3, burst=4, open=10, crowded=2, starts=1, minutes_away=1, devices=10, people=40)

Tell = Callable[[str], None]


async def measure(folder: Path, size: Size, tell: Tell) -> Figures:
    """Everything, in one run against one homeserver; `tell` hears how it goes."""
    homeserver = LocalHomeserver(folder / "synapse")
    tell("starting the homeserver")
    await homeserver.start()
    try:
        async with Town(homeserver) as town, Floor(town, settings.CALLED) as floor:
            await town.register(cast.BOT)
            file = settings.write(folder / "bot", town, size.defenders)
            bot = MeasuredBot(file)
            try:
                figures = await Run(size, Stage(town), floor, bot, folder / "keys", tell).everything()
            finally:
                await bot.stops()
        tell(f"kills at random instants of {size.killed} alerts")
        await kills(figures, homeserver, folder / "killed", size.killed)
        return figures
    finally:
        homeserver.kill()


class Run:
    """One run, from an empty homeserver to the last restart."""

    def __init__(
        self, size: Size, stage: Stage, floor: Floor, bot: MeasuredBot, folder: Path, tell: Tell
    ) -> None:
        """`folder` is for the keys of a bot of the bench's own."""
        self._size = size
        self._stage = stage
        self._floor = floor
        self._bot = bot
        self._folder = folder
        self._tell = tell
        self._figures = Figures()

    async def everything(self) -> Figures:
        """Measure in the order in which alerts pile up; keys first, while nobody else computes here."""
        await self._keys()
        self._tell("starting the bot and logging everybody in")
        await self._bot.starts()
        await self._stage.arrive(self._size.chatting)
        self._figures.memory_idle, _ = self._bot.memory()
        await self._one_after_another()
        await self._all_at_once()
        await self._many_open()
        await self._in_a_crowd()
        await self._start_up()
        await self._without_a_homeserver()
        return self._figures

    async def _keys(self) -> None:
        self._tell(
            f"a first message to {self._size.devices} devices, and trust over {self._size.people} people"
        )
        await keys.first_words(self._figures, self._stage.town, self._folder / "send", self._size.devices)
        await keys.trust(self._figures, self._folder / "trust", self._size.people)
        self._tell("who is called in a very large network")
        rota(self._figures)
        self._tell(f"the timers of {self._size.open} alerts due in one second")
        await load(self._figures, self._folder / "load", self._size.open)

    async def _one_after_another(self) -> None:
        """The floor and an alert take turns, so that both meet the same homeserver."""
        await self._floor.read()  # The first one warms the homeserver up, for the floor as for the bot.
        for number, person in enumerate(self._stage.defenders[: self._size.alerts]):
            self._tell(f"alert {number + 1} of {self._size.alerts}")
            await self._stage.settle()
            self._figures.floor.append(await self._floor.once())
            await self._stage.settle()
            self._figures.read_floor.append(await self._floor.read())
            await self._stage.settle()
            case, reading = await self._stage.alert(person)
            self._figures.alone.append(reading)
            if not reading.missing:
                await self._stage.closes(case, person)

    async def _all_at_once(self) -> None:
        self._tell(f"{self._size.burst} alerts at once")
        await self._stage.settle()
        self._figures.burst_floor = await self._floor.at_once(self._size.burst)
        await self._stage.settle()
        people = self._stage.defenders[: self._size.burst]
        computed, began = self._bot.computed(), time.monotonic()
        raised = await asyncio.gather(*map(self._stage.raises_alert, people))
        first_sent_at = min(sent_at for _, sent_at in raised)
        self._figures.burst = list(
            await asyncio.gather(
                *(self._stage.briefs.everybody_reads(case, sent_at) for case, sent_at in raised)
            )
        )
        last_read_at = max((at for case, _ in raised for at in case.readers.values()), default=began)
        self._figures.burst_took = last_read_at - first_sent_at
        await self._stage.settle()
        self._figures.burst_cpu = self._bot.computed() - computed

    async def _many_open(self) -> None:
        """The partners' telephones are off meanwhile: it is the bot that is measured."""
        await self._stage.settle()
        partners = self._stage.partners.values()
        for partner in partners:
            await partner.goes_offline()
        turn, done = asyncio.Semaphore(_OPENED_AT_ONCE), 0

        async def fill() -> None:
            nonlocal done
            async with turn:
                [person] = await self._stage.more_defenders(1)
                await self._stage.raises_alert(person)
                await person.sees("are invited", within=PATIENCE)
                await person.goes_home()
                done += 1
                if done % 20 == 0:
                    self._tell(f"{done} of {self._size.filling} more alerts are open")

        await asyncio.gather(*(fill() for _ in range(self._size.filling)))
        self._figures.open_alerts = await self._stage.open_alerts()
        self._figures.memory, self._figures.memory_peak = self._bot.memory()
        for partner in partners:
            await self._switch_on(partner)

    async def _switch_on(self, partner: Person) -> None:
        """The telephone comes back; the invitations that wait there are left alone, new ones are accepted."""
        partner.phone.auto_join = False
        await partner.comes_back()
        await partner.catches_up(PATIENCE)
        partner.phone.auto_join = True

    async def _in_a_crowd(self) -> None:
        people = await self._stage.more_defenders(self._size.crowded)
        for number, person in enumerate(people):
            self._tell(f"alert {number + 1} of {len(people)} with {self._figures.open_alerts} open")
            await self._stage.settle()
            self._figures.crowded_floor.append(await self._floor.once())
            await self._stage.settle()
            case, reading = await self._stage.alert(person)
            self._figures.crowded.append(reading)
            if not reading.missing:
                await self._stage.closes(case, person)

    async def _without_a_homeserver(self) -> None:
        """People go on writing to nobody meanwhile; only what the bot asks is counted."""
        minutes = self._size.minutes_away
        self._tell(f"{minutes} minutes without a homeserver")
        self._figures.away = await requests_by_minute(self._stage.town.homeserver, minutes)

    async def _start_up(self) -> None:
        """Somebody writes while the bot is down, so that its first answer tells when it is really back."""
        person = self._stage.defenders[0]
        for number in range(self._size.starts):
            self._tell(
                f"start {number + 1} of {self._size.starts} with {self._figures.open_alerts} alerts open"
            )
            await self._stage.settle()
            await self._bot.stops()
            await person.says("!status")
            self._figures.started.append(await self._bot.starts())
            answer = await person.sees("Your alert is open", within=PATIENCE)
            self._figures.answered.append(answer.at - self._bot.began_at)
            await self._stage.open_alerts()
            self._figures.memory_restarted, _ = self._bot.memory()
