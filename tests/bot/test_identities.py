"""Whom Vigil trusts, as people see it: pinned, changed, trusted, and devices that nobody has verified."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import DatabaseError

from bot.errors import Refused, Unreachable
from bot.matrix.identity import in_groups
from bot.matrix.trust import Seen, Unsigned
from tests.bot.people import Person, user_id
from tests.bot.scenes import Scene, alert_raised
from tests.bot.world import World

ROOM = "!room1"
"""The coordination room."""


async def answer(amina: Person, text: str) -> str:
    """What a coordinator is answered."""
    amina.reads_on()
    await amina.says(text, ROOM)
    return amina.unread(ROOM)[0][1].text


def key_of(vigil: World, name: str) -> str:
    """The fingerprint that the homeserver shows for somebody."""
    return vigil.homeserver.masters[user_id(name)]


# The first key


async def test_everybody_who_is_first_seen_is_told_in_one_message(before: World) -> None:
    """At the first start: all fingerprints, once; after a restart nobody is new."""
    await before.starts()
    (amina,) = before.people("amina")
    told = amina.sees_next("I have met these people for the first time")
    assert f"The Anchor, @sophie:vigil.test: {in_groups(key_of(before, 'sophie'))}" in told.text
    assert f"Baobab: {in_groups(key_of(before, 'jean'))}" in told.text
    assert f"Coordinator {amina.user}: {in_groups(key_of(before, 'amina'))}" in told.text
    assert "@jean" not in told.text and told.mentions == ()
    amina.sees_no_more()
    await before.restarts()
    amina.sees_no_more()


async def test_people_are_listed_as_they_stand(vigil: World) -> None:
    """`!people`: nobody there yet, only unsigned devices, pinned, verified, changed."""
    (amina,) = vigil.people("amina")
    homeserver = vigil.homeserver
    homeserver.lose_phones(user_id("esther"))
    homeserver.new_phone(user_id("carter"), signed=False)
    await vigil.looks_again()
    old, new = key_of(vigil, "david"), homeserver.change_identity(user_id("david"))
    await vigil.looks_again()
    await amina.says(f"!trust @sophie:vigil.test {key_of(vigil, 'sophie')}", ROOM)
    listed = (await answer(amina, "!people")).splitlines()
    assert f"The Anchor, @sophie:vigil.test: verified. {in_groups(key_of(vigil, 'sophie'))}" in listed
    carter = listed.index(
        f"Lake Watch, @carter:vigil.test: seen, not verified by you. {in_groups(key_of(vigil, 'carter'))}"
    )
    assert listed[carter + 1] == "1 of their devices is not verified."
    changed = f"CHANGED, and waiting for you. Before: {in_groups(old)}. Now: {in_groups(new)}"
    assert f"Jurists for All, @david:vigil.test: {changed}" in listed
    assert f"Baobab: seen, not verified by you. {in_groups(key_of(vigil, 'jean'))}" in listed
    assert not any("jean" in line for line in listed)


async def test_those_who_were_never_seen_are_listed_so(before: World) -> None:
    """Somebody without a phone, and somebody who has never set up verification."""
    before.homeserver.register(user_id("esther"), phones=0)
    before.homeserver.register(user_id("david"), phones=0)
    before.homeserver.new_phone(user_id("david"), signed=False)
    await before.starts()
    (amina,) = before.people("amina")
    listed = (await answer(amina, "!people")).splitlines()
    assert "The Clinic, @esther:vigil.test: nobody there yet." in listed
    (david,) = [line for line in listed if "@david" in line]
    assert "have not set up verification" in david


# A coordinator says which key is right


async def test_a_key_that_was_read_out_is_pinned_and_signed(vigil: World) -> None:
    """Spaces and a mention in place of the address do no harm; Vigil's own signature is put under it."""
    (amina,) = vigil.people("amina")
    key = key_of(vigil, "carter")
    said = await answer(amina, f"!trust @carter:vigil.test {in_groups(key)}")
    assert said == f"Lake Watch, @carter:vigil.test is verified: {in_groups(key)}"
    assert (user_id("carter"), key) in vigil.homeserver.signed_by_bot
    jean = key_of(vigil, "jean")
    assert await answer(amina, f"!trust baobab: {jean}") == f"Baobab is verified: {in_groups(jean)}"
    sophie = key_of(vigil, "sophie")
    pill = '<a href="https://matrix.to/#/@sophie:vigil.test">Sophie of the Anchor</a>'
    text, formatted = (f"!trust {name} {in_groups(sophie)}" for name in ("Sophie of the Anchor", pill))
    content = {"msgtype": "m.text", "body": text, "format": "org.matrix.custom.html"}
    await amina.sends({**content, "formatted_body": formatted}, ROOM)
    assert (user_id("sophie"), sophie) in vigil.homeserver.signed_by_bot


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("!trust", "Write !trust, the person"),
        ("!trust @carter:vigil.test", "Do not copy it from !people"),
        ("!trust @nobody:vigil.test ABCD", "I know nobody of that name"),
        ("!trust Palm ABCD", "I know nobody of that name"),
        ("!trust @esther:vigil.test ABCD", "I have seen no identity of The Clinic"),
        ("!trust @carter:vigil.test ABCD EFGH", "That is not the fingerprint that the server shows"),
        ("!trust @cart KEY", "I know nobody of that name"),
    ],
)
async def test_each_wrong_use_is_told_what_to_do(before: World, command: str, said: str) -> None:
    """And nothing changes, nothing is signed."""
    before.homeserver.register(user_id("esther"), phones=0)
    await before.starts()
    (amina,) = before.people("amina")
    assert said in await answer(amina, command.replace("KEY", key_of(before, "carter")))
    assert not before.homeserver.signed_by_bot


async def test_a_key_that_is_another_s_is_not_taken(vigil: World) -> None:
    """G3: neither with other capitals nor somebody else's key, nor a part of the right one."""
    (amina,) = vigil.people("amina")
    key = key_of(vigil, "carter")
    for wrong in (key.swapcase(), key_of(vigil, "sophie"), key[:-1], key + "A", "x " + key):
        assert "not the fingerprint" in await answer(amina, f"!trust @carter:vigil.test {wrong}")
    assert not vigil.homeserver.signed_by_bot


async def test_a_signature_that_comes_too_late_is_told(vigil: World) -> None:
    """G6: the key changed again between the command and the signing."""
    (amina,) = vigil.people("amina")
    vigil.gateway.breaks("sign_person", Refused(404, "another_master_key"))
    await amina.says(f"!trust @carter:vigil.test {key_of(vigil, 'carter')}", ROOM)
    told = amina.sees("I could not put my signature under the identity of Lake Watch, @carter:vigil.test")
    assert told.mentions == (amina.user,)


async def test_a_signature_waits_for_the_homeserver(vigil: World) -> None:
    """While it does not answer, it is tried again, and is put there in the end."""
    (amina,) = vigil.people("amina")
    vigil.gateway.breaks("sign_person", Unreachable("away"), times=2)
    key = key_of(vigil, "carter")
    await amina.says(f"!trust @carter:vigil.test {key}", ROOM)
    assert not vigil.homeserver.signed_by_bot
    await vigil.forward(minutes=1)
    await vigil.forward(minutes=1)
    assert vigil.homeserver.signed_by_bot == {(user_id("carter"), key)}


# A changed key


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
    assert not any("IDENTITY" in text for text in scene.amina.all_of(ROOM)[-1:])
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


# The book itself


async def test_what_is_seen_undoes_no_decision(vigil: World) -> None:
    """G3: a coordinator's word that was just written down counts, though it is not at hand yet."""
    carter, book = user_id("carter"), vigil.vigil.identities
    new = vigil.homeserver.change_identity(carter)
    await vigil.looks_again()
    async with vigil.store.transaction() as tx:
        await book.trust(tx, carter, new)
    await book.seen({carter: Seen("a third key")})
    standing = book.standing(carter)
    assert (standing.pin, standing.current, standing.changed) == (new, "a third key", True)
    assert standing.verified


async def test_the_leniency_for_defenders_is_for_them_alone(before: World) -> None:
    """Whoever has another role too is held to that one's rule: `warn` goes with no plans."""
    amina, jean = user_id("amina"), user_id("jean")
    rules = replace(before.settings.unsigned_devices, coordinators=Unsigned.ALLOW)
    before.settings = replace(before.settings, admins=(amina, jean), unsigned_devices=rules)
    await before.starts()
    book = before.vigil.identities
    assert book.standing(jean).unsigned is Unsigned.ALLOW
    assert book.standing(user_id("mado")).unsigned is Unsigned.WARN
    assert book.standing(user_id("carter")).unsigned is Unsigned.REFUSE
    before.homeserver.change_identity(jean)
    await before.ticks()
    assert not any(book.standing(jean).believes(each) for each in before.homeserver.devices(jean))


async def test_a_key_that_is_not_shown_any_more_is_not_trusted_for_good(vigil: World) -> None:
    """G3: only what the homeserver shows at this moment can be accepted; nothing changes otherwise."""
    carter, book = user_id("carter"), vigil.vigil.identities
    old = key_of(vigil, "carter")
    vigil.homeserver.change_identity(carter)
    await vigil.looks_again()
    with pytest.raises(ValueError):
        async with vigil.store.transaction() as tx:
            await book.trust(tx, carter, old)
    await book.settle()
    assert book.standing(carter).changed
    assert vigil.gateway.book.standing(carter).readers(vigil.homeserver.devices(carter)) == []


async def test_whoever_is_on_no_list_is_held_to_the_strictest_rule(vigil: World) -> None:
    """G3: a signed device of somebody who was taken off the roster reads on, and no unsigned one."""
    carter, book = user_id("carter"), vigil.vigil.identities
    organisations = tuple(
        replace(each, people=tuple(person for person in each.people if person != carter))
        for each in vigil.settings.organisations
    )
    vigil.settings = replace(vigil.settings, organisations=organisations)
    await vigil.restarts()
    book = vigil.vigil.identities
    (phone,) = vigil.homeserver.devices(carter)
    new = vigil.homeserver.new_phone(carter, signed=False)
    assert {each.id for each in vigil.homeserver.devices(carter)} == {phone.id, new}
    assert book.standing(carter).readers(vigil.homeserver.devices(carter)) == [phone]
    assert book.standing(user_id("stranger")).unsigned is Unsigned.REFUSE


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


async def test_a_reading_that_fails_is_made_again(vigil: World) -> None:
    """G3: what is at hand is the old or the new, never a part; and the next settling makes it the new."""
    carter, book = user_id("carter"), vigil.vigil.identities
    old, new = key_of(vigil, "carter"), vigil.homeserver.change_identity(carter)
    await vigil.looks_again()
    async with vigil.store.transaction() as tx:
        await book.trust(tx, carter, new)
    await vigil.store.writes("ALTER TABLE unsigned_devices RENAME TO away")
    with pytest.raises(DatabaseError):
        await book.settle()
    assert book.standing(carter).pin == old
    await vigil.store.writes("ALTER TABLE away RENAME TO unsigned_devices")
    await book.settle()
    assert book.standing(carter).pin == new
