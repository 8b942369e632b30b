"""A copy of the data folder is started: one process speaks as Vigil's device, and no other (G1, G3)."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo.town import Town
from tests.e2e.program import Program
from tests.matrix.wire import Says, Wire
from tests.waiting import until

PATIENCE = 60.0
REFUSED = 3


@pytest.fixture
async def copies(program: Program, tmp_path: Path) -> AsyncIterator[list[Program]]:
    """Vigil on copies of the data folder; they end with the test."""
    made: list[Program] = []
    yield made
    for each in made:
        await each.goes_away()
        print(each.printed)


def copied(tmp_path: Path, name: str) -> Program:
    """The program on a copy of all that it has, as somebody makes it who does not know better."""
    shutil.copytree(tmp_path / "bot", tmp_path / name)
    return Program(tmp_path / name / "config.yaml", tmp_path / f"log-{name}")


async def answers(program: Program, times: int) -> None:
    """Wait until it has started this many times and has shown who it is."""

    async def look() -> bool:
        return program.printed.count('"event": "started"') >= times

    await until(look, within=PATIENCE)


async def test_a_copy_beside_a_running_vigil_refuses(
    program: Program, town: Town, tmp_path: Path, copies: list[Program]
) -> None:
    """G1: made while Vigil runs, the copy asks, is answered, and ends; the first goes on and tells it."""
    await program.starts()
    jean, amina = await town.welcomes("jean", "amina")
    coordination = await amina.room("Coordination", within=PATIENCE)
    await jean.opens_chat(within=PATIENCE)
    copy = copied(tmp_path, "copy")
    copies.append(copy)
    await copy.starts()
    assert await copy.ends(PATIENCE) == REFUSED
    assert "Another Vigil is running on a copy of this data folder" in copy.printed
    assert "identity" not in copy.printed, "it has done nothing before it asked"
    await amina.sees("Somebody has started a copy of me", coordination, within=PATIENCE)
    await jean.says("alert they are at the gate")
    await jean.sees("I have your alert", within=PATIENCE)
    await copy.starts()
    assert await copy.ends(PATIENCE) == REFUSED, "nor does it the second time"
    assert await program.is_told_to_stop() == 0
    await program.starts()
    await jean.says("they have broken the door")
    await jean.sees("I am passing this on", within=PATIENCE)
    assert await program.is_told_to_stop() == 0


async def test_an_old_copy_refuses_for_good(
    program: Program, town: Town, tmp_path: Path, copies: list[Program]
) -> None:
    """G1: Vigil has run since the copy was made, and need not be running now: its keys are out of date."""
    await program.starts()
    (amina,) = await town.welcomes("amina")
    await amina.room("Coordination", within=PATIENCE)
    assert await program.is_told_to_stop() == 0
    copy = copied(tmp_path, "copy")
    copies.append(copy)
    await program.starts()
    await answers(program, 2)
    await amina.says("!status", await amina.room("Coordination"))
    await amina.sees("Open alerts: 0", within=PATIENCE)
    assert await program.is_told_to_stop() == 0
    for _ in range(2):
        await copy.starts()
        assert await copy.ends(PATIENCE) == REFUSED
    assert "Vigil has run since on a copy of this data folder" in copy.printed
    await program.starts()
    await amina.says("!status", await amina.room("Coordination"))
    await amina.sees_next("Open alerts: 0", within=PATIENCE)
    assert await program.is_told_to_stop() == 0


@pytest.mark.long
async def test_a_folder_that_was_moved_goes_on_and_the_old_one_does_not(
    program: Program, town: Town, tmp_path: Path, copies: list[Program]
) -> None:
    """A folder may move to another disk or machine: Vigil asks, nobody answers, and it goes on there."""
    await program.starts()
    (amina,) = await town.welcomes("amina")
    coordination = await amina.room("Coordination", within=PATIENCE)
    assert await program.is_told_to_stop() == 0
    moved = copied(tmp_path, "moved")
    copies.append(moved)
    await moved.starts()
    await amina.says("!status", coordination)
    await amina.sees("Open alerts: 0", coordination, within=PATIENCE)
    assert "asks_whether_another_runs" in moved.printed
    await program.starts()
    assert await program.ends(PATIENCE) == REFUSED
    assert "Vigil has run since on a copy of this data folder" in program.printed
    assert await moved.is_told_to_stop() == 0
    await moved.starts()
    await amina.says("!status", coordination)
    await amina.sees_next("Open alerts: 0", coordination, within=PATIENCE)
    assert moved.printed.count("asks_whether_another_runs") == 1, "at home there, it need not ask"
    assert await moved.is_told_to_stop() == 0


@pytest.mark.long
async def test_one_that_was_cut_off_when_it_was_asked_gives_way(
    program: Program, town: Town, wire: Wire, tmp_path: Path, copies: list[Program]
) -> None:
    """It could not answer, so the copy goes on; when it hears again it ends, and does not take turns."""
    await program.starts()
    (amina,) = await town.welcomes("amina")
    coordination = await amina.room("Coordination", within=PATIENCE)
    copy = copied(tmp_path, "copy")
    copies.append(copy)
    settings = tmp_path / "copy" / "config.yaml"
    settings.write_text(settings.read_text().replace(wire.url, town.homeserver.url))
    polls = len(wire.called("GET", "/sync"))
    wire.answers("GET", "/sync", Says(502), always=True)
    wire.answers("PUT", "/account_data/", Says(502), always=True)

    async def is_cut_off() -> bool:
        return len(wire.called("GET", "/sync")) > polls + 1

    await amina.says("!status", coordination)  # It ends the poll that is under way.
    await until(is_cut_off, within=PATIENCE)
    await copy.starts()
    await answers(copy, 1)

    await amina.says("!status", coordination)
    await amina.sees("Open alerts: 0", coordination, within=PATIENCE)
    wire.answers("GET", "/sync", wire.forward, always=True)
    wire.answers("PUT", "/account_data/", wire.forward, always=True)
    assert await program.ends(2 * PATIENCE) == REFUSED
    assert "so this one stops" in program.printed
    await amina.says("!status", coordination)
    await amina.sees_next("Open alerts: 0", coordination, within=PATIENCE)
    assert await copy.is_told_to_stop() == 0
