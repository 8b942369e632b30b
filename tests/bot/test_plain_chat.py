"""A chat that is not encrypted, beside one that is: the homeserver can make it, and write in it."""

from __future__ import annotations

import pytest

from tests.bot.homeserver import Said
from tests.bot.scenes import Scene, alert_raised
from tests.bot.world import World


async def all_on_it(vigil: World) -> Scene:
    """Jean's alert, raised in an encrypted chat."""
    scene = await alert_raised(vigil)
    for person in (scene.sophie, scene.esther, scene.david, scene.carter):
        await person.says("!ack", scene.room)
    vigil.everybody_reads_on()
    return scene


async def plain_chat(vigil: World, scene: Scene) -> str:
    """A second chat "of Jean's", which Vigil may not protect; `scene.jean` goes on in the first one."""
    room = vigil.homeserver.open_chat(scene.jean.user, encrypted=False, bot_may_protect=False)
    await vigil.settles()
    return room


def said_in(vigil: World, room: str) -> list[Said]:
    """What the bot has said there."""
    return [said for said in vigil.homeserver.rooms[room].timeline if said.sender == vigil.homeserver.bot]


async def test_it_does_not_take_over_the_alert(vigil: World) -> None:
    """G3: what is written there is passed on with a mark; nothing of the alert is ever said there."""
    scene = await all_on_it(vigil)
    fake = await plain_chat(vigil, scene)
    before = len(said_in(vigil, fake))
    await scene.jean.says("hello", fake)
    relayed = scene.sophie.sees_next("NOT ENCRYPTED, so perhaps written by somebody else", scene.room)
    assert "Baobab: hello" in relayed.text
    await scene.jean.says("!status", fake)
    await scene.sophie.says("!tell safe place 4, come at nine", scene.room)
    scene.jean.sees("safe place 4", scene.jean.chat)
    await vigil.forward(hours=1)
    scene.jean.sees("Are you safe?", scene.jean.chat)
    assert len(said_in(vigil, fake)) == before


async def test_it_does_not_close_the_alert(vigil: World) -> None:
    """G3: neither "it is over" nor "safe" counts there; in the encrypted chat both do."""
    scene = await all_on_it(vigil)
    fake = await plain_chat(vigil, scene)
    await vigil.forward(hours=1)
    await scene.jean.says("1", fake)
    scene.sophie.sees_next("NOT ENCRYPTED", scene.room)
    await vigil.forward(minutes=10)
    scene.sophie.sees_next("has not answered. I am asking again", scene.room)
    await scene.jean.says("1")
    scene.sophie.sees_next("Baobab answers: safe", scene.room)
    await scene.carter.says("!resolve seems calm", scene.room)
    await vigil.forward(minutes=1)
    vigil.everybody_reads_on()
    await scene.jean.says("1", fake)
    scene.sophie.sees_next("NOT ENCRYPTED", scene.room)
    scene.sophie.sees_no_more(scene.room)
    await scene.jean.says("1")
    scene.sophie.sees_next("The alert is closed", scene.room)


@pytest.mark.parametrize(
    ("words", "heard"), [("not safe, they are inside", "NOT safe"), ("all quiet on the lake", "SILENT ALARM")]
)
async def test_an_alarm_is_heard_from_there(vigil: World, words: str, heard: str) -> None:
    """G1: it may be Jean all the same; the room gets it with the mark."""
    scene = await all_on_it(vigil)
    fake = await plain_chat(vigil, scene)
    await scene.jean.says(words, fake)
    scene.sophie.sees_next("NOT ENCRYPTED", scene.room)
    scene.sophie.sees(heard, scene.room)


async def test_an_alert_is_raised_from_there(vigil: World) -> None:
    """G1: the answers go to the encrypted chat, and the room sees how the words came."""
    jean, sophie = vigil.people("jean", "sophie")
    chat = await jean.opens_chat()
    fake = vigil.homeserver.open_chat(jean.user, encrypted=False, bot_may_protect=False)
    await vigil.settles()
    vigil.everybody_reads_on()
    await jean.says("alert they are at the gate", fake)
    assert "not encrypted" not in jean.sees_next("I have your alert", chat).text
    assert "is not encrypted" not in sophie.sees_next("they are at the gate").text
    sophie.sees_next("NOT ENCRYPTED")
    assert len(said_in(vigil, fake)) == 1  # That it is not encrypted, when Vigil came in.


async def test_a_picture_from_there_is_marked_as_well(vigil: World) -> None:
    """G3: what is sent there is passed on, and shown for what it is."""
    scene = await all_on_it(vigil)
    fake = await plain_chat(vigil, scene)
    await scene.jean.sends({"msgtype": "m.image", "body": "gate.jpg", "url": "mxc://x/1"}, fake)
    assert "Picture from Baobab" in scene.sophie.sees_next("NOT ENCRYPTED", scene.room).text


async def test_who_has_no_other_chat_is_believed(vigil: World) -> None:
    """G1: a plain chat that is the only one is how this defender speaks; everybody was warned of it."""
    jean, sophie = vigil.people("jean", "sophie")
    await jean.opens_chat(encrypted=False, bot_may_protect=False)
    await jean.says("alert")
    vigil.everybody_reads_on()
    await jean.says("there are five")
    sophie.sees_next("Baobab: there are five", sophie.room)
    await vigil.forward(hours=1)
    await jean.says("1")
    sophie.sees("Baobab answers: safe", sophie.room)
