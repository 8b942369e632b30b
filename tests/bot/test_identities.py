"""Whom Vigil trusts, as coordinators see it: first seen, listed, and verified by a fingerprint."""

from __future__ import annotations

import pytest

from bot.errors import Refused, Unreachable
from bot.matrix.identity import in_groups
from tests.bot.people import user_id
from tests.bot.scenes import COORDINATION, answer, key_of
from tests.bot.world import World

# The first key


async def test_everybody_who_is_first_seen_is_told_in_one_message(before: World) -> None:
    """At the first start: all fingerprints, once; after a restart nobody is new."""
    await before.starts()
    (amina,) = before.people("amina")
    amina.sees_next("I am Vigil")
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
    await amina.says(f"!trust @sophie:vigil.test {key_of(vigil, 'sophie')}", COORDINATION)
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
    await amina.sends({**content, "formatted_body": formatted}, COORDINATION)
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
    await amina.says(f"!trust @carter:vigil.test {key_of(vigil, 'carter')}", COORDINATION)
    told = amina.sees("I could not put my signature under the identity of Lake Watch, @carter:vigil.test")
    assert told.mentions == (amina.user,)


async def test_a_signature_waits_for_the_homeserver(vigil: World) -> None:
    """While it does not answer, it is tried again, and is put there in the end."""
    (amina,) = vigil.people("amina")
    vigil.gateway.breaks("sign_person", Unreachable("away"), times=2)
    key = key_of(vigil, "carter")
    await amina.says(f"!trust @carter:vigil.test {key}", COORDINATION)
    assert not vigil.homeserver.signed_by_bot
    await vigil.forward(minutes=1)
    await vigil.forward(minutes=1)
    assert vigil.homeserver.signed_by_bot == {(user_id("carter"), key)}
