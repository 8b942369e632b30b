"""A clock that leaps by days: what cannot be undone waits until somebody else shows the same time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.clock import RESTS, SLOWED
from bot.errors import ClockSetRight
from bot.matrix.http import Homeserver
from bot.store.columns import moment_of
from tests.bot.scenes import everybody_on_it
from tests.bot.world import World, world
from tests.clock import StillClock
from tests.faults.test_clock import BEGIN, HOUR, SPANS, Machine, passes, questions
from tests.matrix.wire import Says, wire

YEAR = timedelta(days=365)


def test_a_leap_is_followed_when_the_homeserver_agrees() -> None:
    """A dead battery's 1970 is over as soon as the network tells the time, and the homeserver too."""
    machine = Machine()
    clock = machine.clock()
    clock.homeserver_says(BEGIN + YEAR)
    machine.wall += YEAR
    assert clock.now() == machine.wall
    assert clock.take_followed() == YEAR
    assert not clock.is_settled, "it may run on the same machine"
    machine.passes(RESTS)
    assert clock.is_settled


def test_a_leap_that_the_homeserver_denies_is_not_followed() -> None:
    """A wrong year passes by: the time goes on at its own pace, neither back nor on by leaps."""
    machine = Machine()
    clock = machine.clock()
    clock.homeserver_says(BEGIN)
    machine.wall += YEAR
    for _ in range(48):
        machine.passes(HOUR)
        clock.homeserver_says(machine.wall - YEAR)
        assert clock.now() == machine.wall - YEAR
    machine.wall -= YEAR
    assert clock.now() == machine.wall
    assert clock.take_followed() is None and clock.is_settled


@given(st.lists(st.tuples(SPANS, st.timedeltas(-2 * YEAR, 2 * YEAR), st.booleans()), max_size=20))
def test_time_goes_on_through_every_leap(changes: list[tuple[timedelta, timedelta, bool]]) -> None:
    """G4: whoever agrees with the wall clock or not, time neither goes back nor stands still."""
    machine = Machine()
    clock = machine.clock()
    for span, setting, agrees in changes:
        machine.wall += setting
        clock.homeserver_says(machine.wall if agrees else BEGIN)
        before = clock.now()
        machine.passes(span)
        assert clock.now() - before >= span * SLOWED - timedelta(microseconds=1)
        if agrees:
            assert clock.now() >= machine.wall


async def test_the_homeserver_tells_the_time_with_its_answers() -> None:
    """It is asked for nothing more: its clock stands in the head of each answer."""
    clock = StillClock(BEGIN)
    async with wire() as front:
        client = Homeserver(front.url, clock.homeserver_says)
        for date in ("nonsense", "Mon, 01 Mar 2027 00:00:00 GMT"):
            clock.is_set(days=365)
            assert clock.leap is not None
            front.answers("GET", "/state", Says(200, {}, headers={"Date": date}))
            await client.request("GET", "/state")
            clock.is_set(days=-365)
        await client.close()
    clock.is_set(days=365)
    assert clock.leap is None


# With the bot, without a network


@pytest.fixture
async def small(tmp_path: Path) -> AsyncIterator[World]:
    """The real shell and database, over a clock that a test sets."""
    async with world(tmp_path) as made:
        await made.starts()
        yield made


async def test_a_leap_that_the_homeserver_denies(small: World) -> None:
    """G1, G4: a wrong year erases nothing and judges nobody; told once; check-ins go on as before."""
    scene = await everybody_on_it(small)
    small.clock.homeserver_says(small.clock.wall)
    small.clock.is_set(days=365)
    await passes(small, 59)
    assert questions(scene) == 0
    await passes(small, 2)
    assert questions(scene) == 1
    assert not any("no answer" in text for text in scene.sophie.all_of())
    small.clock.is_set(days=-365)
    await passes(small, 2)
    told = [text for text in scene.amina.all_of() if "clock of my machine" in text]
    assert ["does not bear that out" in text for text in told] == [True, False]
    assert "come back from its leap" in told[1]


async def test_nothing_is_erased_on_the_day_of_a_leap(small: World) -> None:
    """G1: the homeserver leapt as well, it may be the same machine: a day is left to set that right."""
    scene = await everybody_on_it(small)
    await scene.sophie.says("!resolve they have gone", scene.room)
    await scene.esther.confirms(scene.room)
    small.clock.is_set(days=365)
    small.clock.homeserver_says(small.clock.wall)
    await passes(small, 3)
    await small.restarts()
    await passes(small, 3)
    assert await small.store.rows("SELECT id FROM alerts")
    assert not small.vigil.health.picture.findings, "what rests on purpose is not late"
    small.clock.passes(days=1)
    await passes(small, 3)
    assert not await small.store.rows("SELECT id FROM alerts")


async def test_a_false_year_that_was_followed_is_left_again(small: World) -> None:
    """G1, G4: time goes back with the machine's; no question comes twice or a year late, nothing is lost."""
    scene = await everybody_on_it(small)
    begin = small.clock.now()
    small.clock.is_set(days=365)
    small.clock.homeserver_says(small.clock.wall)
    await passes(small, 3)
    assert questions(scene) == 1
    small.clock.is_set(days=-365)
    small.clock.homeserver_says(small.clock.wall)
    with pytest.raises(ClockSetRight):
        async with asyncio.timeout(5):
            await small.vigil.timers.run()
    await small.restarts()
    assert small.clock.now() == begin + timedelta(minutes=3)
    scene.amina.sees("is right again, 365 days earlier")
    await scene.jean.says("1")
    await passes(small, 58)
    assert questions(scene) == 1
    await passes(small, 3)
    assert questions(scene) == 2
    latest = await small.store.rows("SELECT max(due_at) FROM timers", "SELECT max(written_at) FROM journal")
    assert all(moment_of(value) < begin + timedelta(days=1) for (value,) in latest)


async def test_a_restart_does_not_follow_by_itself(small: World) -> None:
    """G1: a process that begins in a false year goes on from the time of the last."""
    begin = small.clock.now()
    await small.stops()
    small.clock = StillClock(begin + YEAR)
    await small.starts()
    assert small.clock.now() == begin
    small.clock.homeserver_says(begin + YEAR)
    await small.ticks()
    assert small.clock.now() == begin + YEAR
    assert not small.clock.is_settled
