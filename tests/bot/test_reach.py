"""`!reach`: whether partners' devices can be reached and are trusted, without a word to the partners."""

from __future__ import annotations

from dataclasses import replace

from tests.bot.scenes import COORDINATION, answer
from tests.bot.world import World


async def test_all_is_well_is_said_to_whoever_asks(vigil: World) -> None:
    """And not one message goes to a partner."""
    (amina, sophie) = vigil.people("amina", "sophie")
    vigil.everybody_reads_on()
    assert "I am looking" in await answer(amina, "!reach")
    assert "I can reach the devices of all 14 people" in amina.all_of(COORDINATION)[-1]
    sophie.sees_no_more()


async def test_each_who_cannot_be_reached_is_named_with_what_to_do(vigil: World) -> None:
    """Logged out, a silent server, a changed identity; and an organisation that has nobody left."""
    amina, sophie, david, carter = vigil.people("amina", "sophie", "david", "carter")
    vigil.homeserver.phones[sophie.user].clear()
    vigil.homeserver.silent.add(david.user)
    await carter.changes_identity()
    await amina.says("!reach", COORDINATION)
    told = amina.all_of(COORDINATION)[-1]
    assert told.startswith("A message to these people would not arrive now:")
    assert f"The Anchor: {sophie.user} is logged in nowhere." in told
    assert "The Anchor cannot be reached at all." in told
    assert f"Jurists for All: the homeserver of {david.user} does not answer." in told
    assert f"Lake Watch: the identity of {carter.user} has changed." in told
    assert "Lake Watch cannot be reached" not in told and "Clinic" not in told


async def test_each_week_it_is_looked_and_told_by_exception_only(vigil: World) -> None:
    """Silence while all is well; a partner who can no longer be reached is told without anybody's asking."""
    amina, sophie = vigil.people("amina", "sophie")
    await vigil.forward(days=8)
    assert not any("would not arrive" in text or "can reach" in text for text in amina.all_of(COORDINATION))
    vigil.homeserver.phones[sophie.user].clear()
    await vigil.forward(days=8)
    amina.sees("would not arrive now")


async def test_a_fallback_contact_is_looked_at_as_well(before: World) -> None:
    """Who is asked when nobody answers is somebody whom no message must miss."""
    (nora,) = before.people("nora")
    organisations = before.settings.organisations
    before.settings = replace(
        before.settings, organisations=(replace(organisations[0], fallback=nora.user), *organisations[1:])
    )
    await before.starts()
    (amina,) = before.people("amina")
    await answer(amina, "!reach")
    assert "I can reach the devices of all 15 people" in amina.all_of(COORDINATION)[-1]
    before.homeserver.phones[nora.user].clear()
    await answer(amina, "!reach")
    told = amina.all_of(COORDINATION)[-1]
    assert f"{nora.user} is logged in nowhere." in told and "cannot be reached at all" not in told
