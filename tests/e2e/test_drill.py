"""An exercise, and an alert that came by telephone, with a real homeserver (issue 5)."""

from __future__ import annotations

import asyncio

from tests.e2e.scenes import CALLED, code_of
from tests.e2e.world import World

MARK = "EXERCISE – nobody is in danger."


async def test_the_drill(vigil: World) -> None:
    """Begun by a coordinator, marked in every message, ended by the last answer, reported by name."""
    amina, *partners = await vigil.people("amina", *CALLED)
    sophie, esther, david, carter, _ = partners
    coordination = await amina.room("Coordination")
    await amina.says("!drill goma", coordination)
    briefs = await asyncio.gather(*(each.sees("Acacia needs help", by=vigil.bot) for each in partners))
    room = briefs[0].room
    assert {brief.room for brief in briefs} == {room}
    assert sophie.phone.rooms[room].name.startswith("Exercise ")
    assert await sophie.encrypts(room)
    await amina.says("!alerts", coordination)
    await amina.sees("No alert is open", coordination)
    for person in (sophie, esther, david):
        await person.says("!ack", room)
        await person.sees("is on it", room, by=vigil.bot)
    await vigil.forward(minutes=6)
    await carter.sees("Lake Watch", room, by=vigil.bot)
    await carter.says("!pass the car is away", room)
    await sophie.sees("All have answered: the exercise is over", room, by=vigil.bot)
    report = (await amina.sees("is over. Who answered when", coordination)).text
    assert f"The Anchor ({sophie.user}): answered after" in report
    assert f"Lake Watch ({carter.user}): answered after" in report
    assert "no answer" not in report
    said = [seen.text for seen in sophie.memory.seen if seen.room == room and seen.sender == vigil.bot]
    assert len(said) > 5 and [text for text in said if not text.startswith(MARK)] == []
    async with vigil.vigil.store.transaction() as tx:
        assert await tx.measures.since("2000-01") == []
        assert set((await tx.roster.last_called()).values()) <= {None}


async def test_an_alert_that_came_by_telephone(vigil: World) -> None:
    """The room reads who took the call, is asked who calls them, and is tied to the defender later."""
    amina, jean, sophie = await vigil.people("amina", "jean", "sophie")
    coordination = await amina.room("Coordination")
    await amina.says("!on-behalf Baobab: they are at the gate", coordination)
    brief = await sophie.sees("Baobab needs help", by=vigil.bot)
    assert f"{amina.user} (coordinator) took the call." in brief.text
    code = code_of(sophie, brief.room)
    await vigil.forward(hours=1)
    await sophie.sees("Who is calling Baobab?", brief.room, by=vigil.bot)
    await amina.says(f"!tie {code} Baobab", coordination)
    await jean.sees("An alert is open for you, because of your call.")
    await jean.says("they have left")
    await sophie.sees("they have left", brief.room, by=vigil.bot)
