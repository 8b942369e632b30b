"""The program is killed at many instants of an alert; the alert is raised exactly once (G1)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo import cast
from bot.demo.people import Person
from bot.demo.town import Town
from tests.e2e.admin import Admin, admin_of
from tests.e2e.program import Program
from tests.matrix.wire import Call, Says, Wire

IN_GOMA = ("sophie", "esther", "david", "carter", "zawadi", "baraka", "neema")
"""All who can be called for Jean in several alerts one after the other."""
PATIENCE = 30.0


class Rescue:
    """Jean calls for help, the program dies and comes back, and all four read one brief in one room."""

    def __init__(self, program: Program, admin: Admin, jean: Person, partners: list[Person]) -> None:
        self.program = program
        self._admin = admin
        self.jean = jean
        self.partners = partners
        self.sophie = partners[0]
        self.rooms: list[str] = []

    async def check(self, words: str) -> None:
        """The alert with these words: one room, four organisations, one brief each; then it is ended."""
        brief = await self.sophie.sees(words, within=PATIENCE)
        room = brief.room
        assert room not in self.rooms
        called = set(await self.sophie.members(room)) - {self.jean.bot}
        partners = [partner for partner in self.partners if partner.user in called]
        assert len(called) == len(partners) >= 4
        for partner in partners:
            if partner is not self.sophie:
                await partner.sees(words, room, within=PATIENCE)
        await self.jean.sees("organisations are invited", within=PATIENCE)
        await self.sophie.says("!resolve it was a drill", room)
        await self.sophie.sees("thinks that it is over", room, within=PATIENCE)
        await next(each for each in partners if each is not self.sophie).says("!confirm", room)
        await self.sophie.sees("The alert is closed", room, within=PATIENCE)
        await self.jean.sees("Your alert is closed", within=PATIENCE)
        self.rooms.append(room)
        for partner in partners:
            await partner.catches_up()
            briefs = [seen.room for seen in partner.memory.seen if words in seen.text]
            assert briefs == [room], f"{partner.name} has read the brief {len(briefs)} times"
        assert {view.room for view in self.sophie.rooms()} == set(self.rooms)
        assert self.jean.bot is not None
        rooms = await self._admin.rooms_of(self.jean.bot)
        own = {view.room for each in self.partners for view in each.phone.rooms.values() if view.direct}
        assert len(own) == len(self.partners), "each partner has one chat with Vigil"
        assert len(rooms - own) == 2 + len(self.rooms), "an empty room was left behind"
        confirmations = [seen for seen in self.jean.memory.seen if "I have your alert" in seen.text]
        assert len(confirmations) == len(self.rooms)


@pytest.fixture
async def rescue(town: Town, program: Program) -> AsyncIterator[Rescue]:
    """The program runs, and has joined Jean's chat."""
    await program.starts()
    jean, *partners = await town.welcomes("jean", *IN_GOMA)
    await jean.opens_chat(within=PATIENCE)
    await jean.says("hello")
    await jean.sees("Do you need help now?", within=PATIENCE)
    await jean.says("2")
    await jean.sees("When you need help", within=PATIENCE)
    async with admin_of(town) as admin:
        yield Rescue(program, admin, jean, partners)


async def test_a_kill_at_any_moment_leaves_one_alert(rescue: Rescue) -> None:
    """G1: SIGKILL at moments after the defender's send; each time four read one brief in one room."""
    for delay in (0.0, 0.04, 0.1, 0.18, 0.28, 0.4):
        words = f"case {delay} at the gate"
        await rescue.jean.says(f"alert {words}")
        await asyncio.sleep(delay)
        await rescue.program.is_killed()
        await rescue.program.starts()
        await rescue.check(words)
    await rescue.jean.says("alert the last one at the gate")
    await rescue.jean.sees("I have your alert")
    assert await rescue.program.is_told_to_stop() == 0
    await rescue.program.starts()
    await rescue.check("the last one at the gate")
    assert await rescue.program.is_told_to_stop() == 0
    for unwanted in ('"level": "error"', '"level": "critical"', "gate", "vigil.test"):
        assert unwanted not in rescue.program.printed


STEPS = (
    ("POST", "/createRoom", False),
    ("POST", "/createRoom", True),
    ("POST", "/invite", True),
    ("PUT", "/sendToDevice/", True),
    ("PUT", "/send/m.room.encrypted/", False),
    ("PUT", "/send/m.room.encrypted/", True),
)
"""Method, part of the path, and whether the homeserver has done it when the program dies."""


async def test_a_kill_at_each_step_leaves_one_alert(rescue: Rescue, wire: Wire, town: Town) -> None:
    """G1: SIGKILL when room, invitations, keys and brief are asked for, before or after they were granted."""
    (amina,) = await town.welcomes("amina")
    others = (rescue.jean.direct_chat, await amina.room("Coordination"))
    for number, (method, part, done) in enumerate(STEPS):
        reached = asyncio.Event()

        async def dies(call: Call, done: bool = done, reached: asyncio.Event = reached) -> Says:
            if any(f"/{room}/" in call.path for room in others) or reached.is_set():
                return await wire.forward(call)
            if done:
                await wire.forward(call)
            reached.set()
            return await wire.silent(call)

        words = f"case {number} at the gate"
        wire.answers(method, part, dies, always=True)
        await rescue.jean.says(f"alert {words}")
        async with asyncio.timeout(PATIENCE):
            await reached.wait()
        await rescue.program.is_killed()
        await rescue.program.starts()
        await rescue.check(words)


async def test_a_kill_at_the_very_first_start_leaves_one_coordination_room(
    town: Town, program: Program, wire: Wire
) -> None:
    """The room that was made in the last moment is found again; the coordinators meet in it."""
    made = asyncio.Event()

    async def dies(call: Call) -> Says:
        await wire.forward(call)
        made.set()
        return await wire.silent(call)

    wire.answers("POST", "/createRoom", dies)
    await program.starts()
    async with asyncio.timeout(PATIENCE):
        await made.wait()
    await program.is_killed()
    await program.starts()
    (amina,) = await town.welcomes("amina")
    room = await amina.room("Coordination", within=PATIENCE)
    async with admin_of(town) as admin:
        assert await admin.rooms_of(town.user_id(cast.BOT)) == {room}


async def test_check_tells_what_is_in_order(program: Program, tmp_path: Path) -> None:
    """`vigil check`: a line for each thing and 0 where all is well; non-zero for a password that is wrong."""
    code, lines = await program.checks()
    assert code == 0
    assert [line.split()[:2] for line in lines] == [
        ["OK", what] for what in ("config", "key", "database", "homeserver", "login", "identity")
    ]
    (tmp_path / "bot" / "secrets" / "password").write_text("wrong\n")
    code, lines = await program.checks()
    assert code == 1
    assert [line.split()[:2] for line in lines if not line.startswith("OK")] == [["FAULT", "login"]]
