"""A bad network between the bot and its homeserver: an alert comes through it, once and in order (G1)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo import cast
from bot.demo.people import Person
from bot.demo.town import Town
from tests.e2e.admin import admin_of
from tests.e2e.program import Program
from tests.e2e.scenes import CALLED
from tests.e2e.world import CALM
from tests.faults import network as faults
from tests.faults.network import Fault, Network, Weather, network_to
from tests.matrix.wire import Call, Says

PATIENCE = 60.0
MESSAGES = 5
SPOILED = {"GET sync", "PUT send", "PUT sendToDevice", "POST createRoom", "POST invite"}
"""What each kind of weather has to have struck, for the test to say anything."""


@pytest.fixture
async def network(town: Town) -> AsyncIterator[Network]:
    """A network in good weather."""
    async with network_to(town.homeserver.url) as made:
        yield made


@pytest.fixture
async def program(town: Town, network: Network, tmp_path: Path) -> AsyncIterator[Program]:
    """The program behind that network, not started."""
    await town.register(cast.BOT)
    settings = town.write_settings(tmp_path / "bot", CALM, url=network.url)
    made = Program(settings, tmp_path / "log")
    yield made
    await made.goes_away()
    print(made.printed)  # Shown if the test fails.


class Story:
    """An alert of Jean's from the first word to "it is over", and what everybody has to have read."""

    def __init__(self, town: Town, jean: Person, *partners: Person) -> None:
        self.town = town
        self.jean = jean
        self.partners = partners

    async def is_lived(self, words: str) -> str:
        """Returns the room; every step waits for what the one before it has brought."""
        jean, (sophie, esther, *_) = self.jean, self.partners
        await jean.says(f"alert {words}")
        briefs = [await each.sees(words, within=PATIENCE) for each in self.partners]
        room = briefs[0].room
        for number in range(MESSAGES):
            await jean.says(f"{words}: message {number}.")
        for partner in self.partners:
            await partner.sees(f"message {MESSAGES - 1}.", room, within=PATIENCE)
        await sophie.says("!ack", room)
        await jean.sees("The Anchor", within=PATIENCE)
        await sophie.says("!tell we are coming", room)
        await jean.sees("we are coming", within=PATIENCE)
        await sophie.says("!resolve it was a drill", room)
        await sophie.sees("thinks that it is over", room, within=PATIENCE)
        await esther.confirms(room)
        await jean.sees("Your alert is closed", within=PATIENCE)
        return room

    async def was_heard_once_and_in_order(self, words: str, room: str) -> None:
        """Nobody has read anything twice, elsewhere, or in another order."""
        for partner in self.partners:
            await partner.catches_up()
            read = [(seen.room, seen.text) for seen in partner.memory.seen if words in seen.text]
            relayed = [text for _, text in read if text.startswith(f"Baobab: {words}: ")]
            assert relayed == [f"Baobab: {words}: message {number}." for number in range(MESSAGES)]
            assert {place for place, _ in read} == {room}
            # Whoever could only be asked in later is called by a brief of their own: each by one.
            calls = [seen for seen in partner.memory.seen if partner.user in seen.mentions]
            assert len([seen for seen in calls if words in seen.text and "needs help" in seen.text]) == 1
        await self.jean.catches_up()
        for said in ("I have your alert", "we are coming", "Your alert is closed"):
            assert len([seen for seen in self.jean.memory.seen if said in seen.text]) == 1, said

    async def left_no_room_behind(self, *rooms: str) -> None:
        """The coordination room, everybody's chat, and one room for each alert."""
        async with admin_of(self.town) as admin:
            assert self.jean.bot is not None
            found = await admin.rooms_of(self.jean.bot)
        own = {view.room for each in self.town.people for view in each.phone.rooms.values() if view.direct}
        assert len(found - own - {self.jean.direct_chat}) == 1 + len(rooms)


async def begun(town: Town, program: Program) -> Story:
    """The program runs, and Jean's chat is open."""
    await program.starts()
    jean, *partners = await town.welcomes("jean", *CALLED)
    await jean.opens_chat(within=PATIENCE)
    await jean.says("hello")
    await jean.sees("Do you need help now?", within=PATIENCE)
    await jean.says("2")
    await jean.sees("When you need help", within=PATIENCE)
    return Story(town, jean, *partners)


FAULTS = (
    faults.is_slow,
    faults.is_cut_before,
    faults.is_cut_after,
    faults.gives_half,
    faults.slows_down,
    faults.slows_down_without_saying,
    faults.fails,
    faults.has_nobody_behind,
    faults.gives_a_page,
)


IN_CI = (faults.is_cut_after, faults.has_nobody_behind)
"""The one that makes Vigil doubt, and the one that makes it wait; all others are in "all of it at once"."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each kind of fault has an alert of its own with `--long`."""
    if "fault" in metafunc.fixturenames:
        tried = FAULTS if metafunc.config.getoption("--long") else IN_CI
        metafunc.parametrize("fault", tried, ids=[fault.__name__ for fault in tried])


async def test_an_alert_comes_through(
    town: Town, network: Network, program: Program, fault: Fault, long: bool
) -> None:
    """G1: each kind of request is spoiled several times; every word arrives once, in order, in one room."""
    story = await begun(town, program)
    rooms = []
    for seed in range(6 if long else 1):
        network.weather = weather = Weather(fault, seed)
        words = f"case {seed} at the gate"
        rooms.append(await story.is_lived(words))
        network.weather = None
        assert set(weather.struck) >= SPOILED, "the weather was too good"
        await story.was_heard_once_and_in_order(words, rooms[-1])
        print(f"{fault.__name__}: {weather.struck.total()} requests spoiled")
    await story.left_no_room_behind(*rooms)
    is_clean(program)


async def test_an_alert_comes_through_all_of_it_at_once(
    town: Town, network: Network, program: Program, long: bool
) -> None:
    """G1: one fault after the other, as a seed has it, from the very first request on."""
    chosen = iter(FAULTS * 100)

    async def any_fault(network: Network, call: Call) -> Says:
        return await next(chosen)(network, call)

    network.weather = Weather(any_fault, 7, at_most=3 if long else 1)
    story = await begun(town, program)
    network.weather = weather = Weather(any_fault, 8, at_most=6 if long else 2)
    room = await story.is_lived("case at the gate")
    network.weather = None
    assert set(weather.struck) >= SPOILED
    await story.was_heard_once_and_in_order("case at the gate", room)
    await story.left_no_room_behind(room)
    is_clean(program)


async def test_a_request_that_hangs_holds_up_its_own_queue_only(
    town: Town, network: Network, program: Program, long: bool
) -> None:
    """G1: a message into the room gets no answer till the line breaks; the defender is answered meanwhile."""
    story = await begun(town, program)
    jean, sophie = story.jean, story.partners[0]
    await jean.says("alert they are at the gate")
    room = (await sophie.sees("at the gate", within=PATIENCE)).room
    await jean.sees("organisations are invited", within=PATIENCE)
    hung = asyncio.Event()

    async def one_hangs(network: Network, call: Call) -> Says:
        if room in call.path and "/send/" in call.path and not hung.is_set():
            hung.set()
            return await faults.hangs(network, call)
        return await network.forward(call)

    network.weather = Weather(one_hangs, 0, chance=1.0, at_most=1000)
    await jean.says("one")
    async with asyncio.timeout(PATIENCE):
        await hung.wait()
    await jean.says("!status")
    await jean.sees("Your alert is open", within=PATIENCE)
    await jean.says("two")
    if not long:
        network.drops()  # Else Vigil gives up by itself, after half a minute.
    for words in ("Baobab: one", "Baobab: two"):
        await sophie.sees_next(words, room, within=PATIENCE)
    is_clean(program)


def is_clean(program: Program) -> None:
    """A bad network is no error of the program's, and nothing of it is in the log but its kind."""
    for unwanted in ('"level": "error"', '"level": "critical"', "at the gate", "vigil.test", "Traceback"):
        assert unwanted not in program.printed
