"""The homeserver goes away in the middle of an alert, and comes back."""

from __future__ import annotations

import asyncio
import itertools
import time

from bot.demo.homeserver import LocalHomeserver
from bot.demo.town import Town
from bot.setback import HEARD
from tests.e2e.admin import admin_of
from tests.e2e.program import Program
from tests.e2e.scenes import alert_raised, everybody_on_it
from tests.e2e.world import World
from tests.matrix.wire import Act, Call, Says, Wire

BACK_WITHIN = 90.0
"""Seconds; a pause of Vigil's has to end first."""


class Outage:
    """From now on the homeserver does not answer Vigil; people reach it. The times of all tries are kept."""

    def __init__(self, wire: Wire) -> None:
        self.tries: dict[str, list[float]] = {}
        self._wire = wire
        self._tried = asyncio.Event()
        self._set(self._refuse)

    def _set(self, act: Act) -> None:
        for method in ("GET", "PUT", "POST"):
            self._wire.answers(method, "/", act, always=True)

    async def _refuse(self, call: Call) -> Says:
        asked = call.path.rpartition("/")[2]
        # Before it asks for what is new, Vigil looks whether its token still means anything.
        self.tries.setdefault("sync" if asked == HEARD else asked, []).append(time.monotonic())
        self._tried.set()
        return Says(502)

    async def lasts(self, tries: int, *, of: str = "sync") -> None:
        """Return when Vigil has asked in vain as often as this, for what is new if nothing else is named."""
        async with asyncio.timeout(60):
            while len(self.tries.get(of, ())) < tries:
                self._tried.clear()
                await self._tried.wait()

    def ends(self) -> None:
        """The homeserver is back."""
        self._set(self._wire.forward)


async def test_an_alert_lives_through_a_restart_of_the_homeserver(
    vigil: World, homeserver: LocalHomeserver
) -> None:
    """G1: what was written before and after a restart, by whom ever, comes through once and in order."""
    scene = await everybody_on_it(vigil)
    await scene.jean.says("before it went")
    homeserver.kill()
    await vigil.forward(hours=1)
    await homeserver.start()
    await scene.jean.says("after it came")
    await scene.sophie.says("!lead me", scene.room)
    for partner in scene.partners:
        await partner.sees("before it went", scene.room, within=BACK_WITHIN)
        await partner.sees("after it came", scene.room)
    await scene.jean.sees("Are you safe?", within=BACK_WITHIN)
    await scene.jean.says("1")
    await scene.jean.sees("Thank you")
    await scene.all_see("answers: safe")
    for words in ("before it went", "after it came", "The Anchor leads"):
        assert len([seen for seen in scene.david.memory.seen if words in seen.text]) == 1
    asked = [seen for seen in scene.jean.memory.seen if "Are you safe?" in seen.text]
    assert len(asked) == 1


async def test_a_room_whose_making_was_cut_off_is_made_once(
    wired: World, wire: Wire, homeserver: LocalHomeserver
) -> None:
    """G1: the homeserver dies after it made the room and before it said so; the four meet in that room."""
    jean, sophie, esther = await wired.people("jean", "sophie", "esther")
    await jean.says("hello")
    await jean.sees("Do you need help now?")
    dead = asyncio.Event()

    async def dies(call: Call) -> Says:
        await wire.forward(call)
        homeserver.kill()
        dead.set()
        return Says(502)

    wire.answers("POST", "/createRoom", dies)
    await jean.says("alert they are at the gate")
    await dead.wait()
    await homeserver.start()
    brief = await sophie.sees("they are at the gate", within=BACK_WITHIN)
    await esther.sees("they are at the gate", brief.room)
    await jean.sees("organisations are invited")
    async with admin_of(wired.town) as admin:
        rooms = await admin.rooms_of(wired.bot)
    rooms -= {view.room for each in (sophie, esther) for view in each.phone.rooms.values() if view.direct}
    assert len(rooms) == 6, (
        "the chat, the coordination room, the alert's, and three chats of who has not come"
    )


async def test_an_outage_is_borne_with_growing_pauses(wired: World, wire: Wire) -> None:
    """Vigil goes on asking, ever more slowly, and does nothing twice when the homeserver is back."""
    scene = await alert_raised(wired)
    await wired.settles()
    outage = Outage(wire)
    await scene.jean.says("they are inside")
    await wired.forward(hours=1)
    await outage.lasts(tries=4)
    at = outage.tries["sync"]
    pauses = [later - earlier for earlier, later in itertools.pairwise(at)]
    assert pauses[0] < pauses[1] < pauses[2]
    assert sum(map(len, outage.tries.values())) < 100
    outage.ends()
    await scene.sophie.sees("they are inside", scene.room, within=BACK_WITHIN)
    await scene.jean.sees("Are you safe?", within=BACK_WITHIN)
    await wired.settles(within=BACK_WITHIN)
    await scene.jean.catches_up()
    asked = [seen for seen in scene.jean.memory.seen if "Are you safe?" in seen.text]
    assert len(asked) == 1


async def test_a_start_during_an_outage_waits_for_its_end(wired: World, wire: Wire) -> None:
    """G4: a machine that is up before its homeserver: Vigil waits, and then nothing is missing.

    It asks for nothing but whether it is still itself; it can be stopped meanwhile.
    """
    scene = await alert_raised(wired)
    await wired.stops()
    outage = Outage(wire)
    await wired.starts()
    await outage.lasts(tries=2, of="query")
    await wired.restarts()
    await scene.jean.says("they are inside")
    await outage.lasts(tries=4, of="query")
    assert set(outage.tries) == {"query"}
    outage.ends()
    await scene.all_see("they are inside")


async def test_the_first_start_waits_for_the_homeserver(program: Program, wire: Wire, town: Town) -> None:
    """G4: it says so in one plain line, can be stopped meanwhile, and begins when the homeserver is there."""
    outage = Outage(wire)
    await program.starts()
    await outage.lasts(tries=2, of="login")
    assert await program.is_told_to_stop() == 0
    told = [line for line in program.printed.splitlines() if not line.startswith("{")]
    assert len(told) == 1 and told[0].startswith("The homeserver cannot be reached. Vigil goes on trying")
    await program.starts()
    await outage.lasts(tries=4, of="login")
    outage.ends()
    (amina,) = await town.welcomes("amina")
    await amina.room("Coordination", within=BACK_WITHIN)
    assert set(outage.tries) == {"login"}


async def test_being_told_to_slow_down_loses_nothing(wired: World, wire: Wire) -> None:
    """G1: a homeserver that limits the rate is obeyed; what had to wait arrives once and in order."""
    scene = await alert_raised(wired)
    await wired.settles()
    slow = Says(429, {"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 500})
    wire.answers("PUT", "/send/m.room.encrypted/", slow, slow)
    for words in ("one", "two", "three"):
        await scene.jean.says(words)
    for words in ("one", "two", "three"):
        await scene.sophie.sees_next(f"Baobab: {words}", scene.room)
