"""Whoever comes late, or with a new phone, reads what was meant for them, and that is said (G2)."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import Unreachable
from bot.matrix.batch import Batch
from tests.bot.people import user_id
from tests.bot.scenes import alert_raised
from tests.bot.world import World


async def test_who_cannot_read_is_named_and_named_again_when_they_can(vigil: World) -> None:
    """G2: room and coordinators hear who has no phone, once, and once more when they have read everything."""
    vigil.homeserver.register(user_id("esther"), phones=0)
    scene = await alert_raised(vigil)
    room, told = scene.sophie.all_of(scene.room), scene.amina.all_of()
    assert len([text for text in room if "The Clinic cannot read this room yet" in text]) == 1
    assert len([text for text in told if "The Clinic cannot read the room" in text]) == 1
    await scene.jean.says("hurry")
    vigil.everybody_reads_on()
    assert scene.esther.all_of(scene.room) == []
    await scene.esther.gets_a_phone()
    scene.sophie.sees_next("The Clinic can read this room now", scene.room)
    scene.amina.sees_next("The Clinic can read the room now")
    scene.esther.sees("they are at the gate", scene.room)
    scene.esther.sees("Baobab: hurry", scene.room)
    vigil.everybody_reads_on()
    await vigil.restarts()
    vigil.nobody.sees_more()


async def test_a_second_phone_is_caught_up_in_silence(vigil: World) -> None:
    """Who could read before and has a new phone reads everything on it; there is nothing to announce."""
    scene = await alert_raised(vigil)
    vigil.homeserver.lose_phones(scene.sophie.user)
    await vigil.settles()
    assert scene.sophie.all_of(scene.room) == []
    await scene.sophie.gets_a_phone()
    vigil.everybody_reads_on()
    assert any("they are at the gate" in text for text in scene.sophie.all_of(scene.room))
    await scene.carter.says("!ack", scene.room)
    scene.sophie.sees_next("Lake Watch is on it", scene.room)


async def test_a_channel_that_was_begun_anew_is_looked_at_at_once(vigil: World) -> None:
    """G2: whoever could not open what they were given does not wait for the next look, a minute later."""
    scene = await alert_raised(vigil)
    assert not vigil.vigil.readers.is_woken
    token = await vigil.vigil.receiver.token()
    await vigil.vigil.keep(Batch(token=token or "", begun_anew=(scene.esther.user,)))
    assert vigil.vigil.readers.is_woken


async def test_what_was_missed_while_vigil_was_down_is_made_good(vigil: World) -> None:
    """A phone that came while no process ran is given the keys at the start."""
    vigil.homeserver.register(user_id("esther"), phones=0)
    scene = await alert_raised(vigil)
    await vigil.stops()
    vigil.homeserver.new_phone(scene.esther.user)
    await vigil.starts()
    scene.esther.sees("they are at the gate", scene.room)
    scene.sophie.sees_next("The Clinic can read this room now", scene.room)


async def test_a_report_that_was_lost_in_a_crash_is_made_again(vigil: World) -> None:
    """G6: the room hears that somebody can read, though the process died before it could say so."""
    vigil.homeserver.register(user_id("esther"), phones=0)
    scene = await alert_raised(vigil)
    vigil.homeserver.new_phone(scene.esther.user)
    await vigil.gateway.catch_up({scene.room: [scene.sophie.user, scene.esther.user]})
    await vigil.restarts()
    scene.sophie.sees_next("The Clinic can read this room now", scene.room)


@pytest.mark.parametrize("fault", [Unreachable("away"), ValueError("a fault in the program")])
async def test_a_failure_is_not_the_end_of_catching_up(vigil: World, fault: Exception) -> None:
    """A fault of any kind stops nothing, and the next look makes it good."""
    scene = await alert_raised(vigil)
    vigil.homeserver.lose_phones(scene.sophie.user)
    vigil.gateway.breaks("catch_up", fault, times=1)
    await scene.sophie.gets_a_phone()
    await vigil.vigil.readers.drain()
    assert any("they are at the gate" in text for text in scene.sophie.all_of(scene.room))


async def test_a_failure_at_the_start_ends_nothing(vigil: World) -> None:
    """G2: whoever comes late is looked after, though the first preparing met a fault in the program."""
    readers = vigil.vigil.readers
    vigil.gateway.breaks("prepare", ValueError("a fault in the program"), times=1)
    readers.wake()
    looked = asyncio.Event()
    vigil.store.on_commit = lambda: None if readers.is_woken else looked.set()
    running, looking = asyncio.create_task(readers.run()), asyncio.create_task(looked.wait())
    await asyncio.wait([running, looking], timeout=10, return_when=asyncio.FIRST_COMPLETED)
    assert looked.is_set()
    running.cancel()
    await asyncio.wait([running, looking])


async def test_the_coordinators_and_the_defender_are_caught_up_too(vigil: World) -> None:
    """The coordination room, and the defender's chat while an alert is open, are read on a new phone."""
    scene = await alert_raised(vigil)
    for person in (scene.amina, scene.jean):
        vigil.homeserver.lose_phones(person.user)
        await person.gets_a_phone()
    assert any("K001 is raised" in text for text in scene.amina.all_of("!room1"))
    assert any("I have your alert" in text for text in scene.jean.all_of(scene.jean.chat))


async def test_nobody_is_given_more_than_was_meant_for_them(vigil: World) -> None:
    """G3: one who left the alert gets no keys with a new phone, nor one who was never called."""
    scene = await alert_raised(vigil)
    (mireille,) = vigil.people("mireille")
    await scene.carter.leaves(scene.room)
    vigil.homeserver.lose_phones(scene.carter.user)
    for person in (scene.carter, mireille):
        await person.gets_a_phone()
    vigil.homeserver.enter(vigil.homeserver.rooms[scene.room], mireille.user)
    await vigil.restarts()
    assert scene.carter.all_of(scene.room) == mireille.all_of(scene.room) == []
