"""Devices that their owners have not verified: given nothing, heard by nobody, and told of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.matrix.trust import Unsigned
from tests.bot.people import user_id
from tests.bot.scenes import COORDINATION, alert_raised
from tests.bot.world import World

VERIFY = "choose “Verify session”"


async def test_a_new_phone_has_time_to_be_verified(vigil: World) -> None:
    """Whoever types the recovery key within two minutes is told nothing, and nobody else is."""
    scene = await alert_raised(vigil)
    await scene.carter.gets_a_phone(signed=False)
    await vigil.forward(minutes=1, seconds=50)
    await vigil.looks_again()
    await scene.carter.signs()
    await vigil.forward(minutes=3)
    await vigil.looks_again()
    vigil.nobody.sees_more()


async def test_an_unverified_phone_is_told_of_once(vigil: World) -> None:
    """Its owner in one sentence, the coordinators and the room by organisation; a second one anew."""
    scene = await alert_raised(vigil)
    first = await scene.carter.gets_a_phone(signed=False)
    for _ in range(3):
        await vigil.forward(seconds=80)
        await vigil.looks_again()
    scene.carter.sees(VERIFY)
    scene.amina.sees_next("Lake Watch, @carter:vigil.test")
    scene.sophie.sees_next("Lake Watch", scene.room)
    scene.zawadi.reads_on()
    scene.carter.reads_on()
    for person in (scene.amina, scene.sophie):
        person.sees_no_more()
    assert first not in vigil.homeserver.holders[vigil.homeserver.sent[scene.room][-1]]
    await vigil.restarts()
    await vigil.looks_again()
    scene.amina.sees_no_more()
    await scene.carter.gets_a_phone(signed=False)
    await vigil.forward(minutes=3)
    await vigil.looks_again()
    scene.carter.sees("is not verified")
    scene.amina.sees_next("Lake Watch, @carter:vigil.test")


async def test_who_is_suspended_is_told_of_no_device(vigil: World) -> None:
    """A phone of theirs is nobody's business while they are out of everything."""
    scene = await alert_raised(vigil)
    await scene.carter.gets_a_phone(signed=False)
    await scene.amina.says("!suspend @carter:vigil.test", COORDINATION)
    vigil.everybody_reads_on()
    await vigil.forward(minutes=3)
    await vigil.looks_again()
    scene.carter.sees_no_more()
    assert not [said for _, said in scene.amina.unread(COORDINATION) if "not verified" in said.text]


async def test_a_phone_beside_a_verified_tablet_is_told_of_at_the_alert(vigil: World) -> None:
    """G6: the owner was told long ago; the room hears now that this phone will not ring with the brief."""
    (carter,) = vigil.people("carter")
    await carter.gets_a_phone(signed=False)
    await vigil.forward(minutes=3)
    await vigil.looks_again()
    scene = await alert_raised(vigil)
    left_out = [text for text in scene.sophie.all_of(scene.room) if "A device of Lake Watch" in text]
    assert len(left_out) == 1
    await scene.carter.signs()
    await scene.carter.says("!ack", scene.room)
    scene.sophie.sees("Lake Watch is on it", scene.room)


async def test_only_an_unverified_phone_can_read_what_to_do(before: World) -> None:
    """G6: whoever has no other phone reads that sentence all the same, and nothing else."""
    before.homeserver.register(user_id("carter"), phones=0)
    before.homeserver.new_phone(user_id("carter"), signed=False)
    await before.starts()
    before.begun_at = before.homeserver.number()
    scene = await alert_raised(before)
    await before.forward(minutes=3)
    await before.looks_again()
    said = scene.carter.sees_next("is not verified")
    assert VERIFY in said.text
    assert not scene.carter.all_of(scene.room)
    assert any("Lake Watch" in text and "yet" in text for text in scene.sophie.all_of(scene.room))


async def test_a_phone_that_is_verified_later_reads_from_there_on(before: World) -> None:
    """G2, G3: what it was refused stays refused; it is briefed again, and the room hears that it can read."""
    before.homeserver.register(user_id("carter"), phones=0)
    before.homeserver.new_phone(user_id("carter"), signed=False)
    await before.starts()
    before.begun_at = before.homeserver.number()
    scene = await alert_raised(before)
    await scene.jean.says("I am in the blue house")
    assert not scene.carter.all_of(scene.room)
    await scene.carter.signs()
    await before.looks_again()
    assert [text for text in scene.carter.all_of(scene.room) if "needs help" in text]
    assert not any(text.endswith("I am in the blue house") for text in scene.carter.all_of(scene.room))
    assert any("can read this room now" in text for text in scene.sophie.all_of(scene.room))
    await scene.carter.says("!ack", scene.room)
    scene.sophie.sees("Lake Watch is on it", scene.room)


async def test_only_a_phone_that_is_verified_brings_the_brief_again(vigil: World) -> None:
    """One that merely logs out brings none, though another was verified before."""
    scene = await alert_raised(vigil)
    briefs: list[int] = []
    for then in ("logs out", "signs", "logs out"):
        phone = await scene.carter.gets_a_phone(signed=False)
        await scene.jean.says("I am in the blue house")
        await vigil.forward(minutes=3)
        await vigil.looks_again()
        if then == "signs":
            await scene.carter.signs()
        else:
            vigil.homeserver.lose_phone(scene.carter.user, phone)
            await vigil.settles()
        await vigil.looks_again()
        briefs.append(len([text for text in scene.carter.all_of(scene.room) if "needs help" in text]))
    assert briefs == [1, 2, 2]
    texts = scene.sophie.all_of(scene.room)
    assert len([text for text in texts if "can read this room now" in text]) == 3, texts


async def test_words_from_an_unverified_phone_do_nothing(vigil: World) -> None:
    """G3: no command, no talk, from partner or coordinator; the one who wrote is told why, once an hour."""
    scene = await alert_raised(vigil)
    for person, room in ((scene.carter, scene.room), (scene.amina, COORDINATION)):
        phone = await person.gets_a_phone(signed=False)
        vigil.homeserver.speaks_from[person.user] = phone
        vigil.homeserver.new_key(person.user, room)
        vigil.everybody_reads_on()
        for words in ("!ack", "!status", "!people", "I can go"):
            await person.says(words, room)
        if room == scene.room:
            scene.sophie.sees_next("Lake Watch: what was just written here in your name", room)
        scene.sophie.sees_no_more()
        said = person.sees("I took no notice of what you wrote")
        assert VERIFY in said.text
        assert [text for text in person.all_of() if "I took no notice of what" in text] == [said.text]
    assert not any("the fingerprint of each" in text for text in scene.amina.all_of())
    await scene.carter.signs()
    await scene.carter.says("!ack", scene.room)
    scene.sophie.sees("Lake Watch is on it", scene.room)


async def test_a_defender_s_unverified_phone_raises_an_alert(before: World) -> None:
    """Nobody is left alone because of a shield: the alert is raised, answered, and the room is told."""
    before.homeserver.register(user_id("jean"), phones=0)
    before.homeserver.new_phone(user_id("jean"), signed=False)
    await before.starts()
    before.begun_at = before.homeserver.number()
    jean, sophie = before.people("jean", "sophie")
    await jean.says("alert they are at the gate")
    jean.sees("I have your alert")
    sophie.sees("needs help")
    assert any("not verified" in text for text in sophie.all_of(sophie.room))
    await before.forward(minutes=5)
    await before.looks_again()
    assert not any(VERIFY in text for text in jean.all_of())


async def test_a_defender_s_phone_is_written_to_once_it_has_spoken(vigil: World) -> None:
    """Beside a verified one, an unverified phone hears nothing until its owner writes on it, and no plan."""
    scene = await alert_raised(vigil)
    phone = await scene.jean.gets_a_phone(signed=False)
    await scene.sophie.says("!tell we are coming", scene.room)
    sent = vigil.homeserver.sent
    assert scene.jean.chat is not None
    assert phone not in vigil.homeserver.holders[sent[scene.jean.chat][-1]]
    vigil.homeserver.speaks_from[scene.jean.user] = phone
    vigil.homeserver.new_key(scene.jean.user, scene.jean.chat)
    await scene.jean.says("they are inside")
    await scene.jean.says("!help")
    assert phone in vigil.homeserver.holders[sent[scene.jean.chat][-1]]
    await scene.sophie.says("!tell we are near", scene.room)
    assert phone not in vigil.homeserver.holders[sent[scene.jean.chat][-1]]


async def test_a_defender_s_left_out_phone_is_told_of(vigil: World) -> None:
    """G6: its owner is told what to do on that very phone, the room once; writing on it is enough."""
    scene = await alert_raised(vigil)
    phone = await scene.jean.gets_a_phone(signed=False)
    for _ in range(2):
        await vigil.forward(minutes=2, seconds=30)
        await vigil.looks_again()
    assert len([text for text in scene.jean.all_of() if "write me anything on that device" in text]) == 1
    shown = [text for text in scene.sophie.all_of(scene.room) if "has another phone or computer" in text]
    assert len(shown) == 1
    assert scene.jean.chat is not None
    holders = [vigil.homeserver.holders[session] for session in vigil.homeserver.sent[scene.jean.chat]]
    assert any(phone in each for each in holders)


async def test_a_defender_who_coordinates_is_heard_in_danger(before: World) -> None:
    """Two roles: from an unverified phone they call for help, and command nothing."""
    jean, amina = user_id("jean"), user_id("amina")
    before.settings = replace(before.settings, admins=(amina, jean))
    before.homeserver.speaks_from[jean] = before.homeserver.new_phone(jean, signed=False)
    await before.starts()
    before.begun_at = before.homeserver.number()
    defender, sophie = before.people("jean", "sophie")
    await defender.says("!status", COORDINATION)
    assert not any("Open alerts" in text for text in defender.all_of(COORDINATION))
    await defender.says("alert they are at the gate")
    sophie.sees("needs help")


async def test_a_delivery_that_fails_at_a_signature_says_so(before: World) -> None:
    """Of those who cannot read, the rules are told who only has to verify their phone."""
    before.homeserver.register(user_id("esther"), phones=0)
    before.homeserver.register(user_id("david"), phones=0)
    before.homeserver.new_phone(user_id("david"), signed=False)
    await before.starts()
    scene = await alert_raised(before)
    texts = scene.sophie.all_of(scene.room)
    assert any("The Clinic" in text and "cannot read" in text for text in texts)
    (named,) = [text for text in texts if "Jurists for All" in text and "verif" in text]
    assert "The Clinic" not in named


@pytest.mark.parametrize("rule", [Unsigned.ALLOW, Unsigned.FIRST_PINNED])
async def test_the_settings_can_be_less_strict(before: World, rule: Unsigned) -> None:
    """Under `allow` every phone counts, under `first_pinned` those that were there first."""
    before.settings = replace(
        before.settings, unsigned_devices=replace(before.settings.unsigned_devices, partners=rule)
    )
    before.homeserver.register(user_id("carter"), phones=0)
    first = before.homeserver.new_phone(user_id("carter"), signed=False)
    await before.starts()
    before.begun_at = before.homeserver.number()
    scene = await alert_raised(before)
    later = await scene.carter.gets_a_phone(signed=False)
    await scene.jean.says("I am in the blue house")
    holders = before.homeserver.holders[before.homeserver.sent[scene.room][-1]]
    assert first in holders
    assert (later in holders) is (rule is Unsigned.ALLOW)
    before.homeserver.speaks_from[scene.carter.user] = first
    await scene.carter.says("!ack", scene.room)
    scene.sophie.sees("Lake Watch is on it", scene.room)


async def test_each_phone_has_its_own_time_to_be_verified(vigil: World) -> None:
    """That one was told of does not hush up the next, which came a minute later."""
    scene = await alert_raised(vigil)
    await scene.carter.gets_a_phone(signed=False)
    await vigil.forward(seconds=90)
    await scene.carter.gets_a_phone(signed=False)
    await vigil.forward(seconds=40)
    await vigil.forward(seconds=90)
    assert len([text for text in scene.carter.all_of() if text.startswith("One of your phones")]) == 2
