"""Whose key has changed, or is hidden: what they are told, may do, and how they are trusted again."""

from __future__ import annotations

from bot.matrix.identity import in_groups
from tests.bot.scenes import COORDINATION, Scene, alert_raised, answer, key_of
from tests.bot.world import World


async def both_lose(scene: Scene) -> str:
    """Esther, who is all of The Clinic, has another identity; Vigil has noticed it."""
    key = await scene.esther.changes_identity()
    await scene.esther.world.looks_again()
    return key


async def test_a_changed_key_stops_sending_and_is_told(vigil: World) -> None:
    """G3: not one word more goes to them; the room hears it by organisation, the coordinators at once."""
    scene = await alert_raised(vigil)
    old = key_of(vigil, "esther")
    new = await both_lose(scene)
    told = scene.amina.sees("IDENTITY CHANGED: The Clinic, @esther:vigil.test")
    assert told.mentions == (scene.amina.user,)
    assert in_groups(old) in told.text and in_groups(new) in told.text
    assert "!trust @esther:vigil.test" in told.text
    assert "The Clinic" in scene.sophie.unread(scene.room)[0][1].text
    scene.esther.reads_on()
    await scene.jean.says("I am in the blue house")
    scene.sophie.sees("the blue house", scene.room)
    scene.esther.sees_no_more(scene.room)


async def test_a_changed_key_commands_nothing(vigil: World) -> None:
    """G3: until a coordinator has made sure; they are told why, in a chat of their own, once an hour."""
    scene = await alert_raised(vigil)
    await both_lose(scene)
    vigil.everybody_reads_on()
    for _ in range(3):
        await scene.esther.says("!ack", scene.room)
    scene.sophie.sees_no_more(scene.room)
    said = scene.esther.sees_next("I took no notice of what you wrote")
    assert "your identity in Element is not the one that I know" in said.text
    scene.esther.sees_no_more()
    await vigil.forward(minutes=61)
    scene.esther.reads_on()
    await scene.esther.says("!ack", scene.room)
    scene.esther.sees_next("I took no notice")


async def test_a_changed_key_waits_for_a_coordinator(vigil: World) -> None:
    """The old fingerprint is not enough; the new one lets them read what they missed, and command again."""
    scene = await alert_raised(vigil)
    old = key_of(vigil, "esther")
    new = await both_lose(scene)
    await scene.jean.says("I am in the blue house")
    said = await answer(scene.amina, f"!trust @esther:vigil.test {old}")
    assert "the fingerprint which The Clinic, @esther:vigil.test had before" in said
    await scene.jean.says("I hear them")
    scene.esther.reads_on()
    assert "is verified" in await answer(scene.amina, f"!trust @esther:vigil.test {in_groups(new)}")
    assert not any("IDENTITY" in text for text in scene.amina.all_of(COORDINATION)[-1:])
    vigil.everybody_reads_on()
    await scene.jean.says("they are gone")
    scene.esther.sees("they are gone", scene.room)
    await scene.esther.says("!ack", scene.room)
    scene.sophie.sees("The Clinic is on it", scene.room)


async def test_a_key_that_comes_back_is_not_trusted_for_that(vigil: World) -> None:
    """Somebody has meddled with it: it stays changed, and the coordinators hear of each turn, once."""
    scene = await alert_raised(vigil)
    old = key_of(vigil, "esther")
    await both_lose(scene)
    scene.amina.reads_on()
    await scene.esther.changes_identity(old)
    await vigil.looks_again()
    scene.amina.sees_next("has the earlier fingerprint again")
    scene.amina.sees_no_more()
    vigil.everybody_reads_on()
    await scene.esther.says("!ack", scene.room)
    scene.sophie.sees_no_more(scene.room)
    await vigil.restarts()
    await scene.esther.says("!pass", scene.room)
    scene.sophie.sees_no_more(scene.room)
    assert "is verified" in await answer(scene.amina, f"!trust @esther:vigil.test {old}")
    await scene.esther.says("!ack", scene.room)
    scene.sophie.sees("The Clinic is on it", scene.room)


async def test_a_defender_with_another_key_is_heard(vigil: World) -> None:
    """Nobody is left alone: what they write is taken; the room and the coordinators are warned."""
    scene = await alert_raised(vigil)
    await scene.jean.changes_identity()
    await vigil.looks_again()
    told = scene.amina.sees("IDENTITY CHANGED: Baobab.")
    assert "@jean" not in told.text and "!trust Baobab" in told.text
    scene.sophie.sees("only Baobab can answer", scene.room)
    await scene.jean.says("they are inside")
    scene.sophie.sees("they are inside", scene.room)


async def test_a_key_that_is_first_seen_at_the_sending_of_a_plan_gets_none(vigil: World) -> None:
    """G3, G6: swapped and not announced, `!tell` at once; who wrote it hears that it was not passed on."""
    scene = await alert_raised(vigil)
    vigil.homeserver.change_identity(scene.jean.user)
    await scene.sophie.says("!tell we come at six to the blue house", scene.room)
    assert not any("blue house" in text for text in scene.jean.all_of())
    scene.sophie.sees("I have not passed on to Baobab", scene.room)
    scene.amina.sees("IDENTITY CHANGED: Baobab.")


async def test_a_defender_whose_identity_is_hidden_hears_no_plan(vigil: World) -> None:
    """G3, G6: nothing is listed any more but an unsigned phone; it is written to, and learns no plan."""
    scene = await alert_raised(vigil)
    homeserver, jean = vigil.homeserver, scene.jean.user
    homeserver.lose_phones(jean)
    homeserver.masters.pop(jean, None)
    phone = homeserver.new_phone(jean, signed=False)
    await vigil.looks_again()
    scene.amina.sees("IDENTITY HIDDEN")
    await scene.sophie.says("!tell we come at six to the blue house", scene.room)
    scene.sophie.sees("I have not passed on to Baobab", scene.room)
    await scene.jean.says("!status")
    assert any("Your alert is open" in text for text in scene.jean.all_of())
    assert not any("blue house" in text or "Anchor" in text for text in scene.jean.all_of())
    assert scene.jean.chat is not None
    assert phone in homeserver.holders[homeserver.sent[scene.jean.chat][-1]]
    await vigil.looks_again()
    assert not any("blue house" in text for text in scene.jean.all_of())
