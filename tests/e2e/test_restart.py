"""Vigil is stopped and started in the middle of an alert: nothing is asked twice, nothing is forgotten."""

from __future__ import annotations

import asyncio

from bot.demo.people import Person
from tests.e2e.scenes import alert_raised, everybody_on_it
from tests.e2e.world import World


def relayed(partner: Person) -> list[str]:
    """What of "message 1." and so on this partner has read, in order."""
    said = (seen.text.removeprefix("Baobab: ") for seen in partner.memory.seen)
    return [each for each in said if each.startswith("message ")]


async def test_nothing_is_said_again(vigil: World) -> None:
    """G1: with a question open, an acknowledgement given and a proposal made, a restart says not a word."""
    scene = await everybody_on_it(vigil)
    await scene.is_asked()
    await scene.sophie.says("!resolve they left", scene.room)
    await scene.all_see("thinks that it is over")
    await scene.jean.says("!status")
    await scene.jean.sees("4 organisations are on it")
    await vigil.settles()
    for _ in range(2):
        await vigil.restarts()
        await scene.says_status()
        await scene.jean.says("!status")
        await scene.jean.sees_next("4 organisations are on it")
    await scene.jean.says("1")
    await scene.jean.sees_next("Thank you")
    await scene.david.confirms(scene.room)
    await scene.all_see("The alert is closed")
    await scene.jean.sees("Your alert is closed")
    await vigil.restarts()
    await vigil.forward(hours=5)
    await vigil.settles()
    await scene.jean.sees_nothing_more()


async def test_what_is_written_while_it_is_down_is_handled(vigil: World) -> None:
    """G1: an alarm, a command and another's alert, sent while it is not there, all count afterwards."""
    scene = await alert_raised(vigil)
    mado, olivier = await vigil.people("mado", "olivier")
    await mado.opens_chat()
    await vigil.settles()
    await vigil.stops()
    await scene.jean.says("SOS they are inside")
    await scene.david.says("!ack", scene.room)
    await mado.says("alerte au marché")
    new_phone = await scene.esther.another_device()
    await vigil.starts()
    await scene.all_see("Baobab: SOS they are inside")
    await vigil.settles()
    for partner in scene.partners:  # Which room's news the homeserver gives first is its own affair.
        await partner.catches_up()
        assert any("Jurists for All is on it" in seen.text for seen in partner.memory.seen)
    await olivier.sees("au marché")
    for words in ("needs help", "SOS they are inside"):
        await new_phone.sees(words, scene.room)
    await new_phone.goes_home()


async def test_an_alert_in_a_chat_that_is_opened_while_it_is_down(vigil: World) -> None:
    """G1: a chat opened while Vigil is down, with the alert as its first message, is joined and heard."""
    jean, sophie = await vigil.people("jean", "sophie")
    await vigil.stops()
    await jean.says("alert they are at the gate")
    await vigil.starts()
    await sophie.sees("they are at the gate")
    await jean.sees_next("I have your alert")


async def test_what_fell_due_while_it_was_down_happens_at_the_start(vigil: World) -> None:
    """G4: the missed acknowledgement, the check-in and its ladder come late, and none of them twice."""
    scene = await alert_raised(vigil)
    (baraka,) = await vigil.people("baraka")
    await scene.sophie.says("!ack", scene.room)
    await scene.all_see("1 of 4 is on it")
    await vigil.settles()
    await vigil.stops()
    vigil.clock.forward(minutes=61)
    await vigil.starts()
    await scene.jean.sees("Are you safe?")
    await scene.all_see("there is no answer from you yet")
    await baraka.sees("needs help")
    await vigil.settles()
    await scene.jean.catches_up()
    asked = [seen for seen in scene.jean.memory.seen if "Are you safe?" in seen.text]
    assert len(asked) == 1
    await vigil.stops()
    vigil.clock.forward(minutes=10)
    await vigil.starts()
    await scene.jean.sees("Are you safe?")
    await scene.all_see("has not answered")


async def test_more_than_one_sync_and_one_key_hold_is_read_by_all(vigil: World) -> None:
    """G1, G2: a hundred messages written while it was down are relayed in order; latecomers read them all."""
    jean, sophie = await vigil.people("jean", "sophie")
    (esther,) = await vigil.people("esther", auto_join=False)
    await jean.says("alert they are at the gate")
    room = await sophie.room()
    await sophie.sees("they are at the gate", room)
    await vigil.stops()
    numbers = [f"message {number}." for number in range(104)]
    for each in numbers:
        await jean.says(each)
    await sophie.says("!ack", room)
    await vigil.starts()
    await sophie.sees("The Anchor is on it", room)
    await vigil.forward(hours=3)
    await vigil.settles(within=60)
    await sophie.catches_up()
    assert relayed(sophie) == numbers
    await esther.joins(room)
    new_phone = await sophie.another_device()
    for partner in (esther, new_phone):
        await partner.sees(numbers[-1], room, within=30)
        assert relayed(partner) == numbers
        assert any("they are at the gate" in seen.text for seen in partner.memory.seen)
    await new_phone.goes_home()


async def test_restarts_while_people_write_lose_and_repeat_nothing(vigil: World) -> None:
    """G1: Vigil is stopped and started over and over while the defender writes; each message stands once."""
    scene = await alert_raised(vigil)
    numbers = [f"message {number}." for number in range(40)]

    async def writes() -> None:
        for each in numbers:
            await scene.jean.says(each)

    writing = asyncio.create_task(writes())
    while not writing.done():
        await vigil.restarts()
        await asyncio.sleep(0.05)
    await writing
    await scene.sophie.sees(numbers[-1], scene.room)
    await vigil.settles()
    await scene.sophie.catches_up()
    assert relayed(scene.sophie) == numbers
