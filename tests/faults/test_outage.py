"""The homeserver is away for a long time: it is not hammered, nothing is lost, and people are told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo.homeserver import LocalHomeserver
from bot.demo.town import Town
from bot.errors import Unreachable
from bot.matrix.restraint import IN_A_ROW, Restraint
from bot.setback import HEARD
from rooms.actions import TellCoordinators
from rooms.texts import say
from tests.e2e.program import Program
from tests.e2e.scenes import everybody_on_it
from tests.e2e.world import World, world
from tests.faults.network import Network, Weather, has_nobody_behind, kind_of, network_to
from tests.faults.test_network import PATIENCE, begun, is_clean
from tests.faults.test_network import program as program
from tests.waiting import until

QUEUES = 50
"""So many things wait to be said, each in a queue of its own: as with many alerts open."""
BACK_WITHIN = 60.0
NEWS = ("GET sync", f"GET user/{HEARD}")
"""How the sync asks: first whether its token still means anything."""


@pytest.fixture
async def network(town: Town) -> AsyncIterator[Network]:
    """A network in good weather."""
    async with network_to(town.homeserver.url) as made:
        yield made


@pytest.fixture
async def wired(town: Town, tmp_path: Path, network: Network) -> AsyncIterator[World]:
    """The bot behind it, in this process, with a clock that is moved by hand."""
    async with world(town, tmp_path, url=network.url) as made:
        yield made


async def test_connections_are_refused_for_an_hour(wired: World, network: Network) -> None:
    """G1, G4, G6: what was written meanwhile comes in order, what fell due is asked once, and it is told."""
    scene = await everybody_on_it(wired)
    (amina,) = await wired.people("amina")
    await amina.room("Coordination")
    await wired.settles()
    await network.refuses()
    await until(lambda: is_deaf(wired))
    await scene.jean.says("one")
    for _ in range(12):
        await wired.forward(minutes=5)
    for words in ("two", "three"):
        await scene.jean.says(words)
    await scene.sophie.says("!lead me", scene.room)
    await scene.jean.sees_nothing_more()
    await network.opens()
    for words in ("one", "two", "three"):
        await scene.david.sees(f"Baobab: {words}", scene.room, within=BACK_WITHIN)
    for partner in scene.partners:
        if partner is not scene.david:  # Two people's words have no order: it may have come between.
            await partner.sees("The Anchor leads", scene.room, within=BACK_WITHIN)
    await scene.jean.sees("Are you safe?", within=BACK_WITHIN)
    told = await amina.sees("I was cut off from the server", within=BACK_WITHIN)
    assert "1 thing that I had to do fell due meanwhile" in told.text
    await wired.settles(within=BACK_WITHIN)
    for person in (*scene.partners, scene.jean, amina):
        await person.catches_up()
    for words in ("one", "two", "three"):
        relayed = [seen for seen in scene.esther.memory.seen if seen.text == f"Baobab: {words}"]
        assert len(relayed) == 1
    assert any("The Anchor leads" in seen.text for seen in scene.david.memory.seen)
    assert len([seen for seen in scene.jean.memory.seen if "Are you safe?" in seen.text]) == 1
    assert not any("has not answered" in seen.text for seen in scene.sophie.memory.seen)
    assert len([seen for seen in amina.memory.seen if "I was cut off" in seen.text]) == 1


async def is_deaf(vigil: World) -> bool:
    """Whether the bot has noticed."""
    return vigil.vigil.hearing.deaf_since is not None


async def test_the_homeserver_is_not_hammered(wired: World, network: Network, long: bool) -> None:
    """With much to say, next to nothing is asked while nobody answers; then all is said, once."""
    (amina,) = await wired.people("amina")
    await amina.room("Coordination")
    await wired.settles()
    network.weather = Weather(has_nobody_behind, 0, chance=1.0, at_most=1_000_000)
    network.drops()
    await until(lambda: has_tried(network, IN_A_ROW))
    before = len(network.calls)
    async with wired.vigil.store.transaction() as tx:
        for number in range(QUEUES):
            await wired.vigil.telling.add(
                tx,
                f"person:{number}",
                TellCoordinators(say("organisations-suspended", names=f"no. {number}.")),
            )
    wired.vigil.sender.wake()
    await until(lambda: has_tried(network, 6 if long else 4), within=PATIENCE)
    asked = [kind_of(call) for call in network.calls[before:]]
    news = sum(map(asked.count, NEWS))
    others = len(asked) - news
    print(f"{QUEUES} queues: {news} times asked for news, {others} other requests")
    assert others <= 12
    network.weather = None
    await wired.settles(within=BACK_WITHIN)
    await amina.catches_up()
    for number in range(QUEUES):
        assert len([seen for seen in amina.memory.seen if f"no. {number}." in seen.text]) == 1


async def has_tried(network: Network, times: int) -> bool:
    """Whether news were asked for so often in vain."""
    return network.weather is not None and sum(map(network.weather.struck.__getitem__, NEWS)) >= times


async def test_the_homeserver_is_stopped_and_started(
    town: Town, network: Network, program: Program, homeserver: LocalHomeserver, long: bool
) -> None:
    """G1: killed and stopped in the middle of an alert, again and again; every word comes once, in order."""
    story = await begun(town, program)
    await story.jean.says("alert they are at the gate")
    room = (await story.partners[0].sees("at the gate", within=PATIENCE)).room
    count = 12 if long else 2
    for number in range(count):
        await story.jean.says(f"message {number} a.")
        if number % 2:
            await homeserver.stop()
        else:
            homeserver.kill()
        await homeserver.start()
        await story.jean.says(f"message {number} b.")
    words = [f"Baobab: message {number} {part}." for number in range(count) for part in "ab"]
    for partner in story.partners:
        await partner.sees(words[-1], room, within=PATIENCE)
        await partner.catches_up()
        assert [seen.text for seen in partner.memory.seen if "message" in seen.text] == words
    is_clean(program)


# The pauses


class Seconds:
    """Seconds that a test counts."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        """As `time.monotonic`."""
        return self.now


def test_one_lost_connection_holds_up_nobody() -> None:
    """As long as somebody answers in between, every request is made."""
    restraint = Restraint(Seconds())
    for _ in range(10):
        for _ in range(IN_A_ROW - 1):
            restraint.ask_leave()
            restraint.in_vain()
        restraint.answered()


def test_one_request_at_a_time_looks_with_growing_pauses() -> None:
    """All others are told to come back when it is worth it; whatever is answered ends it at once."""
    seconds = Seconds()
    restraint = Restraint(seconds)
    for _ in range(IN_A_ROW + 20):
        restraint.in_vain()
    looked_at = []
    for _ in range(600):
        try:
            restraint.ask_leave()
        except Unreachable as fault:
            assert fault.retry_after is not None and 0 < fault.retry_after.total_seconds() <= 60
        else:
            looked_at.append(seconds.now - 100)
            restraint.in_vain()
        seconds.now += 0.5
    assert looked_at == [1, 3, 7, 15, 31, 63, 123, 183, 243]
    restraint.answered()
    restraint.ask_leave()


async def test_whoever_is_answered_ends_the_pauses_of_the_others() -> None:
    """G1: the sync does not sleep on when another request has found the homeserver back."""
    restraint = Restraint(Seconds())
    for _ in range(IN_A_ROW):
        restraint.in_vain()
    sleeping = asyncio.create_task(restraint.cut_short(asyncio.sleep(3600)))
    await asyncio.sleep(0)
    restraint.answered()
    async with asyncio.timeout(PATIENCE):
        await sleeping


async def test_a_pause_that_the_homeserver_asked_for_is_made() -> None:
    """It is there, and answers others: that ends no pause."""
    restraint = Restraint(Seconds())
    restraint.in_vain()
    over = asyncio.Event()

    async def pause() -> None:
        await over.wait()

    resting = asyncio.create_task(restraint.cut_short(pause()))
    await asyncio.sleep(0)
    restraint.answered()
    await asyncio.sleep(0)
    assert not resting.done()
    over.set()
    await resting
