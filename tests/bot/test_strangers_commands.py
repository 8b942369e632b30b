"""Whoever is no coordinator orders nothing, in no room, and learns nothing by trying."""

from __future__ import annotations

import pytest

from rooms.verbs import SPECS, Place
from tests.bot.coordinators import answer, number_in
from tests.bot.people import user_id
from tests.bot.scenes import COORDINATION, alert_raised
from tests.bot.world import World

_ARGUMENTS = {
    "organisation": "remove The Clinic",
    "person": f"remove {user_id('esther')}",
    "defender": "remove Baobab",
    "admin": f"add {user_id('theo')}",
    "yes": "1",
    "no": "1",
    "agree": "2",
    "suspend": "The Clinic",
    "trust": f"{user_id('theo')} abc",
    "verify": user_id("theo"),
    "audit": "7 days",
}
EVERY_ORDER = [
    f"{each.usage.split()[0]} {_ARGUMENTS.get(each.verb.value, '')}".strip()
    for each in SPECS
    if Place.COORDINATION in each.places
]


async def picture(vigil: World) -> object:
    """All that commands could change."""
    async with vigil.store.transaction() as tx:
        chat = await tx.chats.coordination()
        assert chat is not None
        waiting = await tx.confirmations.open(chat.room, vigil.clock.now())
        return (
            await tx.roster.everybody(),
            await tx.suspensions.subjects(),
            await tx.acts.head(),
            [each.number for each in waiting],
            await tx.enrolments.open(vigil.clock.now()),
        )


@pytest.mark.parametrize("name", ["theo", "david", "jean"])
async def test_nobody_else_is_heard_in_the_coordination_room(vigil: World, name: str) -> None:
    """G3: a stranger, a partner and a defender whom the homeserver let in; nothing is done or answered."""
    (amina, person) = vigil.people("amina", name)
    assert number_in(await answer(amina, "!organisation remove The Clinic")) == "1"
    before = await picture(vigil)
    vigil.homeserver.enter(vigil.homeserver.rooms[COORDINATION], person.user)
    for text in EVERY_ORDER:
        vigil.homeserver.send(person.user, COORDINATION, {"msgtype": "m.text", "body": text})
    await vigil.settles()
    assert await picture(vigil) == before
    assert person.all_of(COORDINATION) == []


async def test_a_partner_orders_nothing_in_an_alert_room_or_their_chat(vigil: World) -> None:
    """What is understood there is what was always: no act is written, nothing waits, nothing is changed."""
    scene = await alert_raised(vigil)
    assert number_in(await answer(scene.amina, "!organisation remove The Clinic")) == "1"
    before = await picture(vigil)
    for text in EVERY_ORDER:
        await scene.david.says(text, scene.room)
        await scene.david.says(text)
    assert await picture(vigil) == before
    told = "\n".join(scene.david.all_of())
    assert user_id("amina") not in told and user_id("jean") not in told


@pytest.mark.parametrize("name", ["theo", "jean", "amina"])
async def test_nobody_orders_anything_in_a_direct_chat(vigil: World, name: str) -> None:
    """Not a coordinator either: what is ordered is ordered before the eyes of the others."""
    (amina, person) = vigil.people("amina", name)
    assert number_in(await answer(amina, "!organisation remove The Clinic")) == "1"
    before = await picture(vigil)
    for text in EVERY_ORDER:
        await person.says(text)
    assert await picture(vigil) == before
    if name == "theo":
        assert [text for text in person.all_of() if "I do not know you" not in text] == []
