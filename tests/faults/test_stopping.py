"""The program is told to stop: what is under way is finished in ten seconds at most; the next one goes on."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from bot.demo.people import Person
from bot.demo.town import Town
from bot.stopping import FINISH_SECONDS
from tests.e2e.program import Program
from tests.matrix.wire import Call, Says, Wire
from tests.waiting import until

WITHIN = 10.0
"""So soon it ends, on a machine that has time for it; the test waits longer, and says how long it was."""
PATIENCE = 60.0
SEND = "/send/m.room.encrypted/"


def listens_for_signals(program: Program) -> bool:
    """Whether SIGTERM is in the program's hands: before its first lines run, the system ends the process."""
    status = Path(f"/proc/{program.pid}/status").read_text(encoding="ascii")
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt:"))
    return bool(int(caught.split()[1], 16) >> (signal.SIGTERM - 1) & 1)


class Watched:
    """Jean's alert, with the program behind it; the moment when it is about to ask for something."""

    def __init__(self, program: Program, wire: Wire, jean: Person, sophie: Person, room: str) -> None:
        self.program = program
        self.wire = wire
        self.jean = jean
        self.sophie = sophie
        self.room = room

    async def stops(self) -> None:
        """SIGTERM, as systemd sends it: it ends in time, and well, unless Python itself has just begun."""
        began = asyncio.get_running_loop().time()
        has_begun = listens_for_signals(self.program)
        code = await self.program.is_told_to_stop()
        assert code == 0 or (code == -signal.SIGTERM and not has_begun)
        print(f"stopped after {asyncio.get_running_loop().time() - began:.1f} s")

    async def is_saying(self, words: str, act: Callable[[Call], Awaitable[Says]]) -> Call:
        """Jean writes; returns when the program asks for it to be said in the room, which `act` answers."""
        asked: asyncio.Future[Call] = asyncio.get_running_loop().create_future()

        async def holds(call: Call) -> Says:
            if asked.done() or f"/{self.room}/" not in call.path:
                return await self.wire.forward(call)
            asked.set_result(call)
            return await act(call)

        self.wire.answers("PUT", SEND, holds, always=True)
        await self.jean.says(words)
        async with asyncio.timeout(PATIENCE):
            return await asked

    def asked_for(self, call: Call) -> int:
        """How often the program has made this request."""
        return sum(each.path == call.path for each in self.wire.called(call.method, SEND))

    async def read(self) -> list[str]:
        """What of Jean's words Sophie has read, in order."""
        await self.sophie.catches_up()
        texts = [seen.text for seen in self.sophie.memory.seen if seen.room == self.room]
        return [text.removeprefix("Baobab: ") for text in texts if text.startswith("Baobab: message ")]


@pytest.fixture
async def watched(town: Town, program: Program, wire: Wire) -> Watched:
    """The program runs, and Jean's alert is open."""
    await program.starts()
    jean, sophie, *_ = await town.welcomes("jean", "sophie", "esther", "david", "carter")
    await jean.says("alert they are at the gate")
    brief = await sophie.sees("they are at the gate", within=PATIENCE)
    await jean.sees("organisations are invited", within=PATIENCE)
    return Watched(program, wire, jean, sophie, brief.room)


async def test_what_is_under_way_is_finished(watched: Watched) -> None:
    """G1: the answer that comes after SIGTERM is awaited and written down; nothing is asked for again."""
    answer = asyncio.Event()

    async def takes_its_time(call: Call) -> Says:
        await answer.wait()
        return await watched.wire.forward(call)

    call = await watched.is_saying("message 1", takes_its_time)
    stopping = asyncio.create_task(watched.stops())
    await asyncio.sleep(0.5)  # It has every chance to end too soon.
    assert not stopping.done()
    answer.set()
    await stopping
    await watched.program.starts()
    await watched.jean.says("message 2")
    await watched.sophie.sees("message 2", watched.room, within=PATIENCE)
    assert await watched.read() == ["message 1", "message 2"]
    assert watched.asked_for(call) == 1
    await watched.stops()


async def test_a_homeserver_that_hangs_holds_nothing_up(watched: Watched) -> None:
    """G1: before ten seconds are over it is gone all the same, and the next process says it, once."""
    assert FINISH_SECONDS < WITHIN
    call = await watched.is_saying("message 1", watched.wire.silent)
    await watched.stops()
    assert '"stopped_halfway"' in watched.program.printed
    await watched.program.starts()
    await watched.sophie.sees("message 1", watched.room, within=PATIENCE)
    assert await watched.read() == ["message 1"]
    assert watched.asked_for(call) == 2
    await watched.stops()


@pytest.mark.long
async def test_stopped_over_and_over_it_loses_and_repeats_nothing(watched: Watched, long: bool) -> None:
    """G1: SIGTERM at any moment after somebody wrote, and a start right after."""
    times = 60 if long else 8
    said = [f"message {number}" for number in range(times)]
    for number, words in enumerate(said):
        await watched.jean.says(words)
        await asyncio.sleep(number % 8 * 0.4)
        await watched.stops()
        await watched.program.starts()
    await watched.sophie.sees(said[-1], watched.room, within=PATIENCE)
    assert await watched.read() == said
    await watched.stops()
    assert '"level": "error"' not in watched.program.printed
    print(f"{times} stops, 0 lost, 0 doubled")


async def test_it_stops_before_it_has_read_its_settings(tmp_path: Path) -> None:
    """SIGTERM while it is still being loaded, which takes a second or two, ends it well."""
    settings = tmp_path / "config.yaml"
    os.mkfifo(settings)
    program = Program(settings, tmp_path / "log")
    await program.starts_from_nothing()
    writer: int | None = None

    async def reads() -> bool:
        nonlocal writer
        try:
            writer = os.open(settings, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:  # Nobody reads it yet.
            return False
        return True

    try:
        await until(reads, within=PATIENCE)
        assert await program.is_told_to_stop() == 0
    finally:
        await program.goes_away()
        if writer is not None:
            os.close(writer)
    assert program.printed == ""


@pytest.mark.parametrize("part", ["/login", "/keys/upload", "/sync"])
async def test_it_stops_while_it_starts(program: Program, wire: Wire, part: str) -> None:
    """Nothing that a homeserver leaves unanswered keeps the program from ending in time, and well."""
    asked = asyncio.Event()

    async def hangs(call: Call) -> Says:
        asked.set()
        return await wire.silent(call)

    for method in ("GET", "POST"):
        wire.answers(method, part, hangs, always=True)
    await program.starts()
    async with asyncio.timeout(PATIENCE):
        await asked.wait()
    assert await program.is_told_to_stop() == 0
