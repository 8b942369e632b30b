"""The clock of the machine is set, or the machine sleeps: what is due comes late, neither never nor twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import SLOWED, SystemClock
from tests.bot.scenes import Scene, everybody_on_it
from tests.bot.world import World, world
from tests.clock import StillClock
from tests.e2e.scenes import everybody_on_it as everybody_on_it_for_real
from tests.e2e.world import World as RealWorld
from tests.matrix.wire import Call, Says, Wire

BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Machine:
    """The two clocks that `SystemClock` reads."""

    def __init__(self) -> None:
        self.wall = BEGIN
        self.up = 0.0

    def passes(self, span: timedelta) -> None:
        """Time passes, whether the machine is awake or not."""
        self.wall += span
        self.up += span.total_seconds()

    def clock(self) -> SystemClock:
        """That of a process that begins now."""
        return SystemClock(lambda: self.wall, lambda: self.up)


SPANS = st.timedeltas(timedelta(), timedelta(hours=30))
CHANGES = st.lists(st.tuples(SPANS, st.timedeltas(-timedelta(days=2), timedelta(hours=23))), max_size=20)


@given(CHANGES)
def test_time_never_goes_back_nor_stands_still(changes: list[tuple[timedelta, timedelta]]) -> None:
    """G4: however often the wall clock is set, at least nine tenths of what has passed have passed."""
    machine = Machine()
    clock = machine.clock()
    for span, setting in changes:
        machine.wall += setting
        before = clock.now()
        assert before >= machine.wall
        machine.passes(span)
        assert clock.now() - before >= span * SLOWED - timedelta(microseconds=1)
        assert clock.now() >= machine.wall
    machine.passes(max(timedelta(), clock.now() - machine.wall) * 10 + timedelta(seconds=1))
    assert clock.now() == machine.wall, "it has caught up"


def test_time_follows_the_wall_clock_forward_at_once() -> None:
    """For less than a day: what is due by then is late already. It is told."""
    machine = Machine()
    clock = machine.clock()
    machine.wall += timedelta(hours=23)
    assert clock.now() == machine.wall
    assert clock.take_jump() == timedelta(hours=23)
    assert clock.take_jump() is None


@pytest.mark.parametrize("often", [1, 3600])
def test_an_hour_set_back_is_made_up_for_in_ten(often: int) -> None:
    """However often the time is asked for meanwhile."""
    machine = Machine()
    clock = machine.clock()
    machine.wall -= HOUR
    assert clock.now() == BEGIN
    assert clock.take_jump() == -HOUR
    for _ in range(often):
        machine.passes(9.9 * HOUR / often)
        assert clock.now() > machine.wall
    machine.passes(0.2 * HOUR)
    assert clock.now() == machine.wall
    assert clock.take_jump() is None


def test_sleep_and_small_corrections_are_no_news() -> None:
    """Neither six hours' sleep nor what the network corrects every day is told."""
    machine = Machine()
    clock = machine.clock()
    machine.passes(6 * HOUR)
    for step in (timedelta(seconds=2), timedelta(seconds=-2)):
        machine.wall += step
        clock.now()
    assert clock.take_jump() is None


# With the bot, without a network


@pytest.fixture
async def small(tmp_path: Path) -> AsyncIterator[World]:
    """The real shell and database, over a clock that a test sets."""
    async with world(tmp_path) as made:
        await made.starts()
        made.begun_at = made.homeserver.number()
        yield made


async def passes(vigil: World, minutes: int) -> None:
    """So much time passes on both clocks of the machine, in steps of five minutes and at last of one."""
    for step in (*[5] * (minutes // 5), *[1] * (minutes % 5)):
        vigil.clock.passes(minutes=step)
        await vigil.ticks()


def questions(scene: Scene) -> int:
    """How often Jean was asked, and not reminded."""
    return sum("Are you safe?" in text for text in scene.jean.all_of())


async def all_speak(scene: Scene) -> None:
    """A word of each organisation: they are still on it."""
    for person in (scene.sophie, scene.esther, scene.david, scene.carter):
        await person.says("we are here", scene.room)


async def test_a_clock_set_back_delays_no_question_by_an_hour(small: World) -> None:
    """G4: the wall clock goes back by an hour; check-ins go on, a tenth slower, and none comes twice."""
    scene = await everybody_on_it(small)
    await passes(small, 50)
    small.clock.is_set(hours=-1)
    await small.ticks()
    told = scene.amina.sees("set back by 1 hour")
    assert "ahead of the machine's by 1 hour" in told.text
    assert questions(scene) == 0
    await passes(small, 12)
    assert questions(scene) == 1
    for asked in range(2, 6):
        await scene.jean.says("1")
        await all_speak(scene)
        await passes(small, 60)
        assert questions(scene) == asked - 1
        await passes(small, 8)
        assert questions(scene) == asked
    assert not any("no answer" in text for text in scene.sophie.all_of())
    assert sum("set back" in text for text in scene.amina.all_of()) == 1


async def test_a_clock_set_back_while_vigil_was_down(small: World) -> None:
    """G4: the next process goes on from the time of the last; told once, however often it restarts."""
    scene = await everybody_on_it(small)
    await passes(small, 59)
    latest = small.clock.now()
    begun_at = latest - timedelta(hours=2)
    await small.stops()
    for restart in range(3):
        small.clock = StillClock(begun_at + timedelta(minutes=restart))
        await small.starts()
        assert small.clock.now() >= latest - timedelta(minutes=1)
        await small.stops()
    await small.starts()
    await passes(small, 3)
    assert questions(scene) == 1
    assert sum("set back" in text for text in scene.amina.all_of()) == 1
    small.everybody_reads_on()
    await passes(small, 12)
    scene.jean.sees_next("I have no answer from you yet")
    scene.jean.sees_no_more()


async def test_a_clock_set_forward_asks_once(small: World) -> None:
    """G4: what is due by then is done, once, after all that was written is read; and it is told."""
    scene = await everybody_on_it(small)
    await passes(small, 5)
    small.clock.is_set(hours=20)
    await small.ticks()
    assert questions(scene) == 0, "what people wrote comes first"
    await small.ticks()
    await small.ticks()
    assert questions(scene) == 1
    scene.amina.sees("set forward by 20 hours")
    await all_speak(scene)
    small.everybody_reads_on()
    await passes(small, 9)
    scene.jean.sees_no_more()
    await passes(small, 1)
    scene.jean.sees_next("I have no answer from you yet")


NIGHTS = {
    "spring": (datetime(2027, 3, 28, 0, 20, tzinfo=UTC), ["03:20", "04:20", "05:20"]),
    "autumn": (datetime(2027, 10, 30, 23, 20, tzinfo=UTC), ["02:20", "02:20", "03:20"]),
}
"""When the alert is raised, and at what times the defender's phone shows the next three questions."""


@pytest.mark.parametrize("night", NIGHTS)
async def test_the_night_when_the_clocks_change(small: World, night: str) -> None:
    """G4: an hour is an hour: no check-in vanishes with 02:00 to 03:00 or comes twice; times are local."""
    begin, shown = NIGHTS[night]
    await small.stops()
    small.settings = replace(small.settings, zone=ZoneInfo("Europe/Paris"))
    small.clock = StillClock(begin)
    small.clock.homeserver_says(begin)
    await small.starts()
    scene = await everybody_on_it(small)
    for number, local in enumerate(shown, start=1):
        await passes(small, 59)
        assert questions(scene) == number - 1
        await passes(small, 1)
        assert questions(scene) == number
        assert f"{small.clock.now().astimezone(small.settings.zone):%H:%M}" == local
        await scene.jean.says("1")
        said = scene.jean.sees("I will ask you again at")
        assert "(in 1 hour)" in said.text, "which of the two 02:20 it is, nobody has to guess"
        if number < len(shown):
            assert shown[number] in said.text
    assert not any("no answer" in text for text in scene.sophie.all_of())


# With a real homeserver


async def test_an_answer_given_while_the_machine_slept_counts(wired: RealWorld, wire: Wire) -> None:
    """G4: after six hours' sleep, on dead connections, what people wrote is read before anybody is blamed."""
    scene = await everybody_on_it_for_real(wired)
    (amina,) = await wired.people("amina")
    await amina.catches_up()
    await scene.is_asked()
    dead = asyncio.Event()

    async def hangs(call: Call) -> Says:
        dead.set()
        return await wire.silent(call)

    wire.answers("GET", "/sync", hangs)
    await scene.sophie.says("!status", scene.room)  # The request that was waiting ends; the next one hangs.
    async with asyncio.timeout(20):
        await dead.wait()
    await scene.jean.says("1")
    wired.clock.passes(hours=6)
    await scene.all_see("Baobab answers: safe")
    await wired.settles()
    await scene.jean.sees_next("Thank you")
    await scene.jean.catches_up()
    await scene.sophie.catches_up()
    for person in (scene.jean, scene.sophie):
        assert not any("no answer" in seen.text for seen in person.memory.seen)
    await amina.sees("cut off")


async def test_a_clock_set_back_and_forward_under_a_running_bot(wired: RealWorld) -> None:
    """G4: each change is told, the loops go on, and a restart in between changes nothing."""
    scene = await everybody_on_it_for_real(wired)
    (amina,) = await wired.people("amina")
    wired.clock.is_set(hours=-1)
    await amina.sees("set back by 1 hour")
    await wired.restarts()
    await scene.is_asked()
    wired.clock.is_set(hours=2)
    await amina.sees("set forward by 2 hours")
    await scene.jean.says("1")
    await scene.all_see("Baobab answers: safe")
