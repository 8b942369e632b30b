"""A chat that is not encrypted, beside one that is: the homeserver can make it, and write in it."""

from __future__ import annotations

import re

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
    number = re.findall(r"!confirm (\d+)", " ".join(scene.sophie.all_of(scene.room)))[-1]
    for words in ("1", number):
        await scene.jean.says(words, fake)
        scene.sophie.sees_next("NOT ENCRYPTED", scene.room)
    scene.sophie.sees_no_more(scene.room)
    await scene.jean.agrees()
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
    brief = sophie.sees_next("they are at the gate", sophie.room).text
    assert "is not encrypted" not in brief and "NOT ENCRYPTED, so perhaps written by somebody else" in brief
    assert len(said_in(vigil, fake)) == 1  # That it is not encrypted, when Vigil came in.


async def test_a_picture_from_there_is_marked_as_well(vigil: World) -> None:
    """G3: what is sent there is passed on, and shown for what it is."""
    scene = await all_on_it(vigil)
    fake = await plain_chat(vigil, scene)
    await scene.jean.sends({"msgtype": "m.image", "body": "gate.jpg", "url": "mxc://x/1"}, fake)
    assert "Picture from Baobab" in scene.sophie.sees_next("NOT ENCRYPTED", scene.room).text


async def test_who_has_no_other_chat_is_heard_and_not_believed_to_be_safe(vigil: World) -> None:
    """G3: whoever runs the server can write there as well; G1: an alarm counts, and G6: Jean is told both."""
    jean, sophie = vigil.people("jean", "sophie")
    await jean.opens_chat(encrypted=False, bot_may_protect=False)
    await jean.says("alert")
    assert "is not encrypted" in sophie.sees("Baobab needs help").text
    for person in vigil.people("sophie", "esther", "david", "carter"):
        await person.says("!ack", sophie.room)
    vigil.everybody_reads_on()
    await jean.says("there are five")
    assert "Baobab: there are five" in sophie.sees_next("NOT ENCRYPTED", sophie.room).text
    await vigil.forward(hours=1)
    vigil.everybody_reads_on()
    await jean.says("1")
    assert "Baobab: 1" in sophie.sees_next("NOT ENCRYPTED", sophie.room).text
    jean.sees("I cannot take it as an answer that you are safe")
    await vigil.forward(minutes=10)
    sophie.sees("has not answered. I am asking again", sophie.room)
    await jean.says("2")
    sophie.sees("ALARM! Baobab is NOT safe", sophie.room)


async def test_no_plans_are_written_in_it(vigil: World) -> None:
    """G3: who comes, and what partners say, is encrypted for Jean's phones even where the chat is not."""
    jean, sophie = vigil.people("jean", "sophie")
    chat = await jean.opens_chat(encrypted=False, bot_may_protect=False)
    await jean.says("alert")
    vigil.everybody_reads_on()
    await sophie.says("!ack", sophie.room)
    await sophie.says("!tell safe place 4", sophie.room)
    jean.sees_next("1 organisation is on it: The Anchor.", chat)
    jean.sees_next("safe place 4", chat)
    clear = [said.text for said in said_in(vigil, chat) if said.session is None]
    assert clear and "Anchor" not in " ".join(clear) and "place 4" not in " ".join(clear)


async def test_whoever_has_no_key_hears_that_somebody_comes(vigil: World) -> None:
    """G6: what can be said in the clear is said, and the room hears that the rest was kept back."""
    jean, sophie = vigil.people("jean", "sophie")
    chat = await jean.opens_chat(encrypted=False, bot_may_protect=False)
    vigil.homeserver.phones[jean.user].clear()
    await jean.says("alert")
    vigil.everybody_reads_on()
    await sophie.says("!ack", sophie.room)
    jean.sees_next("1 organisation is on it. I do not name them here", chat)
    sophie.sees("I have not passed on to Baobab", sophie.room)
    await sophie.says("!tell safe place 4", sophie.room)
    jean.sees_next("wants to tell you something. I cannot write it here", chat)


# The homeserver hides that a chat is encrypted


async def test_a_chat_whose_encryption_is_hidden_is_not_talked_down(vigil: World) -> None:
    """G3: what was decrypted there once makes it encrypted for good, whatever the homeserver shows."""
    jean, sophie, amina = vigil.people("jean", "sophie", "amina")
    jean.chat = chat = vigil.homeserver.open_chat(jean.user, bot_may_protect=False, hidden=True)
    await vigil.settles()
    vigil.everybody_reads_on()
    await jean.says("alert they are at the gate", chat)
    told = amina.sees("the server hides that")
    assert "Baobab" in told.text and told.mentions == (amina.user,)
    assert "is not encrypted" not in jean.sees_next("I have your alert", chat).text
    assert "is not encrypted" not in sophie.sees("they are at the gate").text
    first = next(said for said in said_in(vigil, chat) if "I have your alert" in said.text)
    after = [said for said in said_in(vigil, chat) if said.number >= first.number]
    assert all(said.session is not None for said in after)
    await vigil.restarts()
    for person in vigil.people("sophie", "esther", "david", "carter"):
        await person.says("!ack", sophie.room)
    await vigil.forward(hours=1)
    vigil.everybody_reads_on()
    await jean.says("1", chat, plain=True)
    assert "Baobab: 1" in sophie.sees_next("NOT ENCRYPTED", sophie.room).text
    sophie.sees_no_more(sophie.room)
    jean.sees_next("I cannot take it as an answer that you are safe", chat)
    await vigil.forward(minutes=10)
    sophie.sees_next("has not answered. I am asking again", sophie.room)
    assert all(said.session is not None for said in said_in(vigil, chat)[-3:])
    await jean.says("1", chat)
    sophie.sees_next("Baobab answers: safe", sophie.room)


async def test_an_encrypted_word_is_taken_back_by_no_plain_one(vigil: World) -> None:
    """G3: whoever wrote of men at the door is asked whether they need help; a plain "no" is not their no."""
    (jean,) = vigil.people("jean")
    jean.chat = chat = vigil.homeserver.open_chat(jean.user, bot_may_protect=False, hidden=True)
    await vigil.settles()
    await jean.says("two men are outside", chat)
    jean.sees("Do you need help now?", chat)
    await jean.says("no", chat, plain=True)
    jean.sees_next("Do you need help now?", chat)
    await jean.says("no", chat)
    jean.sees_next("All right", chat)
