"""What comes in is heard once, from whom it comes; nothing that is broken keeps the rest from being heard."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.errors import Unreachable
from bot.ports import Undecryptable
from bot.store.store import Transaction
from rooms.alert import Alert
from rooms.inputs import Input
from tests.bot.scenes import Scene, alert_raised, everybody_on_it
from tests.bot.world import World


def only_coordinators_hear(vigil: World, scene: Scene) -> None:
    """They are told of an attack (`test_attacks.py`); to everybody else nothing has happened."""
    scene.amina.sees_next("POSSIBLE ATTACK")
    scene.amina.reads_on()
    vigil.nobody.sees_more()


# One row is one row


async def test_one_bad_row_costs_that_row_only(vigil: World) -> None:
    """G1: what cannot be handled is tried again later; what comes after it is heard at once."""
    scene = await alert_raised(vigil)
    vigil.gateway.breaks("decrypt", ValueError("a fault in the program"), times=1)
    await scene.carter.says("!ack", scene.room)
    scene.sophie.sees_no_more(scene.room)
    await scene.esther.says("!ack", scene.room)
    scene.sophie.sees_next("The Clinic is on it", scene.room)
    await vigil.forward(seconds=1)
    scene.sophie.sees_next("Lake Watch is on it", scene.room)


async def test_a_row_that_fails_is_tried_again_with_growing_pauses(vigil: World) -> None:
    """A fault costs one try after 1, 2, 4 … seconds, at most a minute, for ever, and not one in between."""
    scene = await alert_raised(vigil)
    vigil.gateway.breaks("decrypt", Unreachable("The homeserver is away."))
    await scene.carter.says("!ack", scene.room)
    started = vigil.clock.now()
    tried: list[timedelta] = []
    for _ in range(200):
        before = len(vigil.gateway.calls)
        await vigil.forward(seconds=1)
        if any(call.name == "decrypt" for call in vigil.gateway.calls[before:]):
            tried.append(vigil.clock.now() - started)
    pauses = [later - sooner for sooner, later in zip([timedelta(), *tried], tried, strict=False)]
    assert [pause.total_seconds() for pause in pauses] == [1, 2, 4, 8, 16, 32, 60, 60]
    vigil.gateway.works_again()
    await vigil.forward(minutes=1)
    scene.sophie.sees("Lake Watch is on it", scene.room)


async def test_a_failed_decision_leaves_nothing_behind(vigil: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was decided in a transaction that failed is forgotten: the next starts from the journal."""
    scene = await alert_raised(vigil)
    alerts = vigil.vigil.worker._alerts
    apply = alerts.apply

    async def decide_and_fail(tx: Transaction, number: int, given: Input) -> Alert:
        await apply(tx, number, given)
        raise ValueError("a fault in the program")

    with monkeypatch.context() as broken:
        broken.setattr(alerts, "apply", decide_and_fail)
        await scene.carter.says("!ack", scene.room)
    await scene.carter.says("!status", scene.room)
    scene.sophie.sees_next("Nobody is on it yet", scene.room)
    await vigil.forward(seconds=1)
    scene.sophie.sees_next("1 of 4 is on it", scene.room)
    scene.jean.sees_next("1 organisation is on it")


# Keys that come late


async def test_what_cannot_be_read_yet_is_told_and_then_read(vigil: World) -> None:
    """After ten seconds both sides and the coordinators are told, once; when the key comes, it is read."""
    scene = await alert_raised(vigil)
    await scene.jean.begins_a_key(comes=False)
    await scene.jean.says("they are inside")
    await vigil.forward(seconds=9)
    vigil.nobody.sees_more()
    await vigil.forward(seconds=1)
    scene.jean.sees_next("I cannot read a message that was sent here at 21:00")
    scene.sophie.sees_next("Baobab sent something at 21:00", scene.room)
    assert scene.amina.sees_next("I cannot read what Baobab wrote").mentions == (scene.amina.user,)
    vigil.everybody_reads_on()
    await vigil.forward(minutes=4)
    vigil.nobody.sees_more()
    await scene.jean.hands_over_keys()
    scene.sophie.sees_next("Baobab: they are inside", scene.room)


async def test_many_messages_under_one_key_are_told_once(vigil: World) -> None:
    """Whoever writes on and on under a key that does not come is asked once, and floods nobody."""
    scene = await alert_raised(vigil)
    await scene.jean.begins_a_key(comes=False)
    vigil.everybody_reads_on()
    for _ in range(5):
        await scene.jean.says("they are inside")
        await vigil.forward(seconds=11)
    for person in (scene.jean, scene.sophie, scene.amina):
        person.sees_next("read")
    vigil.everybody_reads_on()
    await scene.jean.says("are you there?")
    await vigil.forward(seconds=11)
    vigil.nobody.sees_more()
    await scene.jean.begins_a_key(comes=False)
    await scene.jean.says("hurry")
    await vigil.forward(seconds=11)
    scene.jean.sees_next("I cannot read a message")


async def test_words_under_one_key_are_read_in_order(vigil: World) -> None:
    """What waits for the same key is handed on in the order in which it was written."""
    scene = await alert_raised(vigil)
    await scene.jean.begins_a_key(comes=False)
    for words in ("one", "two", "three"):
        await scene.jean.says(words)
    await vigil.restarts()
    await scene.jean.hands_over_keys()
    for words in ("one", "two", "three"):
        scene.sophie.sees_next(f"Baobab: {words}", scene.room)


async def test_a_message_that_waits_holds_back_no_alert(vigil: World) -> None:
    """A key may never come: the call for help behind it is heard at once, the first words when it comes."""
    jean, sophie = vigil.people("jean", "sophie")
    await jean.begins_a_key(comes=False)
    await jean.says("hello")
    await jean.begins_a_key(comes=True)
    await jean.says("alert help")
    sophie.sees("needs help")
    await jean.hands_over_keys()
    sophie.sees_next("Baobab: hello", sophie.room)


async def test_an_alert_that_cannot_be_read_is_no_secret(vigil: World) -> None:
    """Without an alert the coordinators are told at least; when the key comes, the alert is raised."""
    jean, amina, sophie = vigil.people("jean", "amina", "sophie")
    await jean.begins_a_key(comes=False)
    await jean.says("alert they are at the gate")
    await vigil.forward(seconds=11)
    amina.sees("I cannot read what Baobab wrote to me. I am asking for it again.")
    jean.sees("Please write it again")
    await jean.hands_over_keys()
    sophie.sees("they are at the gate")


async def test_a_stranger_s_unreadable_words_trouble_nobody(vigil: World) -> None:
    """Whoever is not enrolled cannot make Vigil write by sending what it cannot read."""
    theo, _ = vigil.people("theo", "amina")
    await theo.opens_chat()
    vigil.everybody_reads_on()
    await theo.begins_a_key(comes=False)
    await theo.says("?")
    await vigil.forward(minutes=1)
    vigil.nobody.sees_more()


async def test_a_key_that_comes_in_between_is_not_missed(vigil: World) -> None:
    """If the key comes while the message is being put aside for it, nobody has to wait."""
    scene = await alert_raised(vigil)
    vigil.gateway.breaks("decrypt", Undecryptable("a session that has come meanwhile"), times=1)
    await scene.carter.says("!ack", scene.room)
    scene.sophie.sees_next("Lake Watch is on it", scene.room)


# Whose words count


async def test_plain_words_in_an_encrypted_room_do_nothing(vigil: World) -> None:
    """G3: the homeserver could have written them: no alert, no command, no relay."""
    scene = await alert_raised(vigil)
    await scene.carter.says("!ack", scene.room, plain=True)
    await scene.jean.says("all is well", plain=True)
    (mado,) = vigil.people("mado")
    await mado.opens_chat()
    await mado.says("alerte", plain=True)
    only_coordinators_hear(vigil, scene)


async def test_a_replayed_message_does_nothing(vigil: World) -> None:
    """G3: the same ciphertext under another event ID is not heard again, be it much later."""
    scene = await alert_raised(vigil)
    await scene.sophie.says("!note the road is closed", scene.room)
    scene.carter.sees_next("The note by The Anchor is kept", scene.room)
    vigil.everybody_reads_on()
    (note,) = vigil.homeserver.events_of(scene.sophie.user)
    vigil.homeserver.repeat(scene.sophie.user, note)
    await vigil.forward(minutes=4)
    vigil.homeserver.repeat(scene.sophie.user, note)
    await vigil.restarts()
    only_coordinators_hear(vigil, scene)


async def test_a_message_is_not_another_s(vigil: World) -> None:
    """G3: what Carter encrypted does not speak for Sophie, whatever the homeserver calls it."""
    scene = await alert_raised(vigil)
    await scene.carter.says("!note from Lake Watch", scene.room)
    vigil.everybody_reads_on()
    (note,) = vigil.homeserver.events_of(scene.carter.user)
    vigil.homeserver.repeat(scene.sophie.user, note)
    await vigil.settles()
    only_coordinators_hear(vigil, scene)


async def test_only_those_who_were_called_are_heard_in_an_alert_room(vigil: World) -> None:
    """G3: somebody who got into the room, or has left it, gives no commands and is given no keys."""
    scene = await alert_raised(vigil)
    theo, mireille = vigil.people("theo", "mireille")
    for person in (theo, mireille):
        vigil.homeserver.enter(vigil.homeserver.rooms[scene.room], person.user)
        for command in ("!ack", "!status", "!resolve it is over"):
            vigil.homeserver.send(person.user, scene.room, {"msgtype": "m.text", "body": command})
    await vigil.settles()
    scene.sophie.sees_next("was let into this room without me", scene.room)
    scene.sophie.sees_next("was let into this room without me", scene.room)
    scene.sophie.sees_no_more(scene.room)
    await scene.carter.leaves(scene.room)
    await scene.sophie.says("!ack", scene.room)
    assert "The Anchor is on it" in scene.zawadi.all_of(scene.room)[-1]
    for person in (theo, mireille, scene.carter):
        assert not any("The Anchor is on it" in text for text in person.all_of(scene.room))


# Commands


async def test_an_unknown_command_gets_one_line_with_the_nearest(vigil: World) -> None:
    """A slip of the finger is told what was probably meant, once, and changes nothing."""
    scene = await alert_raised(vigil)
    await scene.sophie.says("!akc", scene.room)
    scene.carter.sees_next("I do not know !akc. Did you mean !ack?", scene.room)
    scene.carter.sees_no_more(scene.room)
    await scene.sophie.says("!tell", scene.room)
    scene.carter.sees_next("That is not complete. Write: !tell …", scene.room)
    scene.carter.sees_no_more()
    scene.jean.sees_no_more()


async def test_ordinary_talk_is_left_alone(vigil: World) -> None:
    """What partners who are on it say to each other gets no answer and does not reach the defender."""
    scene = await everybody_on_it(vigil)
    for words in ("who can go?", "I can", "! what now", "ack", "1", "alert"):
        await scene.sophie.says(words, scene.room)
    vigil.nobody.sees_more()


async def test_questions_are_answered_in_the_room(vigil: World) -> None:
    """`!status` is answered for all, in the room's language; `!help` where it hides the brief from nobody."""
    scene = await alert_raised(vigil)
    await scene.sophie.says("!status", scene.room)
    scene.carter.sees_next("Nobody is on it yet", scene.room)
    await scene.sophie.says("!aide", scene.room)
    scene.carter.sees_next("sent you the commands in your own chat", scene.room)
    scene.sophie.sees("You can write:", scene.sophie.chat)


async def test_reactions_and_the_like_are_no_words(vigil: World) -> None:
    """What is no message is passed over, wherever it comes."""
    scene = await alert_raised(vigil)
    reaction = {"m.relates_to": {"rel_type": "m.annotation", "event_id": "$1", "key": "👍"}}
    for room in (None, scene.room):
        person = scene.jean if room is None else scene.sophie
        await person.sends(reaction, room, kind="m.reaction")
        await person.sends({"answers": ["1"]}, room, kind="org.matrix.msc3381.poll.response")
    vigil.everybody_reads_on()
    await scene.sophie.says("!status", scene.room)
    scene.carter.sees("Nobody is on it yet")
