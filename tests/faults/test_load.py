"""Many at once: nobody is forgotten, nothing is late for want of a turn, and memory stays flat (G1, G4)."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from bot.demo import cast
from tests.bot.people import Person
from tests.faults.crowd import Crowd, Memory, crowd, memory
from tests.faults.storm import ASKED, BRIEFED, EACH, PACE, alerts_open, caught_up, storm

ALERTS = 200
FEWER = 40
"""Enough to stand in each other's way, where one test tries the number already; `ALERTS` with `--long`."""
NEW_AT_ONCE = 20
GROUP = 10
"""So many alerts are raised, and then asked, together in an hour of many."""
ROUND = timedelta(minutes=5)
CHECKED = cast.Pace(acknowledge_within="2d", every="5m", answer_within="2m", room_update_every="2d")


@pytest.fixture
def folder() -> Iterator[Path]:
    """On the disk, not in memory: what a write costs is part of how late something is."""
    made = Path(tempfile.mkdtemp(prefix="vigil-load-"))
    yield made
    shutil.rmtree(made)


async def test_timers_due_in_one_second_and_twenty_new_alerts(
    folder: Path, long: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """G1, G4: one tick decides all, a thousand with `--long`; the alerts of that very second come through."""
    alerts = ALERTS if long else FEWER
    async with crowd(folder, alerts + NEW_AT_ONCE, PACE) as made, made.at_work():
        asked, new = made.defenders[:alerts], made.defenders[alerts:]
        await alerts_open(made, asked)
        assert await made.timers() == 0
        figures = await storm(made, new)
        assert figures.due == alerts * EACH
        assert made.heard_by(made.defenders, ASKED) == {person.chat: 1 for person in asked}
        briefed = [room for _, room, text in made.homeserver.heard if BRIEFED in text]
        assert len(briefed) == len(set(briefed)) == NEW_AT_ONCE
    tell(
        capsys,
        f"{figures.due} timers due at once: decided after {figures.decided:.2f} s, the last check-in asked "
        f"after {figures.asked:.2f} s, all {figures.messages} messages said after {figures.said:.2f} s",
        f"{NEW_AT_ONCE} alerts in the same second: the last brief after {figures.briefed:.2f} s",
        f"the event loop was kept for {figures.blocked * 1000:.0f} ms at most",
    )


@pytest.mark.long
async def test_all_that_fell_due_while_vigil_was_down(
    folder: Path, long: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """G4: all timers are made up for at the start, each once; and not once more at the next start."""
    alerts = ALERTS if long else FEWER
    async with crowd(folder, alerts, PACE) as made:
        async with made.at_work():
            await alerts_open(made, made.defenders)
        due, took = await caught_up(made)
        assert due == alerts * EACH
        assert made.heard_by(made.defenders, ASKED) == {person.chat: 1 for person in made.defenders}
        assert await made.timers() == 0
        said = len(made.homeserver.heard)
        await made.world.restarts()
        assert len(made.homeserver.heard) == said
    tell(capsys, f"{due} timers overdue at the start: all {said} messages said after {took:.2f} s")


async def test_an_hour_with_many_open_alerts(
    folder: Path, long: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """G1, G4: everybody is asked every five minutes, once, and answers; what Vigil holds does not grow.

    With `--long` it is a whole hour, else half of one.
    """
    alerts, rounds = (ALERTS, 12) if long else (2 * GROUP, 6)
    async with crowd(folder, alerts, CHECKED) as made, made.at_work():
        groups = [made.defenders[start : start + GROUP] for start in range(0, alerts, GROUP)]
        pause = ROUND / len(groups)
        late, held = list[float](), list[Memory]()
        made.open_chats()
        await made.rests()
        for group in groups:
            made.say(group, "alert they are at the gate")
            await made.rests()
            made.world.clock.forward(seconds=pause.total_seconds())
        for number in range(rounds):
            for group in groups:
                late.append(await asked_and_answer(made, group))
                made.world.clock.forward(seconds=pause.total_seconds())
            if number in (0, rounds // 2, rounds - 1):
                held.append(memory())
        assert await made.timers() == GROUP  # The first of the next round; nobody was left behind.
        start, middle, end = held
        assert end.objects < middle.objects * 1.02 + 100, "Vigil holds more and more"
        tell(
            capsys,
            f"{alerts} open alerts, {rounds * alerts} check-ins asked and answered: "
            f"the latest was asked after {max(late):.2f} s",
            f"memory at the start {start}; in the middle {middle}; at the end {end}",
        )


async def asked_and_answer(made: Crowd, group: Sequence[Person]) -> float:
    """Exactly these are asked now, each once, and they answer; returns how late the last was asked."""
    made.homeserver.forgets_what_was_said()
    began = time.monotonic()
    await made.world.vigil.timers.tick()
    await made.rests()
    assert made.heard_by(made.defenders, ASKED) == {person.chat: 1 for person in group}
    late = made.last(ASKED) - began
    made.say(group, "1")
    await made.rests()
    return late


def tell(capsys: pytest.CaptureFixture[str], *lines: str) -> None:
    """Print the figures, whether the test fails or not."""
    with capsys.disabled():
        print("", *lines, sep="\n")
