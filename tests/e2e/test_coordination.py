"""The coordinators: told what goes wrong, able to ask, never shown what an alert is about (issue 2)."""

from __future__ import annotations

import re

from tests.e2e.admin import admin_of
from tests.e2e.scenes import CALLED, FIRST_MET, LET_IN, alert_raised, asks, code_of, keeps_strangers
from tests.e2e.world import World
from tests.matrix.wire import Wire


async def test_the_room_is_there_from_the_first_start_and_answers(vigil: World) -> None:
    """Made by the bot, encrypted, the admins invited; how alerts go, and nothing of what is in them."""
    (amina,) = await vigil.people("amina")
    room = await amina.room("Coordination")
    assert await amina.encrypts(room)
    assert set(await amina.members(room)) == {vigil.bot, amina.user}
    assert "Open alerts: 0" in await asks(amina, "!status", "Partner organisations: 12")
    assert await asks(amina, "!alerts", "No alert is open")
    organisations = await asks(amina, "!organisations", "Partner organisations:")
    assert len(organisations.splitlines()) == 13
    assert "Lake Watch: 2 people. Areas: goma. Never called" in organisations
    defenders = await asks(amina, "!defenders", "Defenders:")
    assert "Baobab" in defenders and "Kapok" in defenders
    assert "!organisations" in await asks(amina, "!help", "!alerts")
    assert "!alerts" in await asks(amina, "!alrts", "Did you mean")
    await amina.says("good night everybody", room)
    scene = await alert_raised(vigil)
    code = code_of(scene.sophie, scene.room)
    await amina.sees(f"Alert {code} is raised", room)
    assert f"{code}: open, for" in await asks(amina, "!alerts", "Nobody is on it yet")
    await scene.david.says("!ack", scene.room)
    await scene.all_see("Jurists for All is on it")
    await vigil.forward(minutes=5)
    line = await asks(amina, "!alerts", "On it: Jurists for All")
    assert re.search(rf"{code}: open, for 5 minutes", line)
    assert "Lake Watch: 2 people. Areas: goma. Last called at" in await asks(amina, "!organisations", ":")
    for seen in amina.memory.seen:
        if "Defenders:" not in seen.text and FIRST_MET not in seen.text:
            for content in ("gate", "baobab", scene.jean.user):
                assert content not in seen.text.casefold()


async def test_what_an_admin_does_is_journalled(vigil: World) -> None:
    """Each command with its author and its time."""
    (amina,) = await vigil.people("amina")
    for command, answer in (("!alerts", "No alert"), ("!defenders", "Defenders"), ("!status", "Open alerts")):
        await asks(amina, command, answer)
    async with vigil.vigil.store.transaction() as tx:
        acts = await tx.acts.recent(10)
    assert [(act.person, act.act) for act in acts] == [
        (amina.user, "status"),
        (amina.user, "defenders"),
        (amina.user, "alerts"),
    ]
    assert all(abs((vigil.clock.now() - act.at).total_seconds()) < 60 for act in acts)


async def test_nobody_but_an_admin_gets_an_answer(wired: World, wire: Wire) -> None:
    """Neither in the coordination room, if the homeserver keeps them in it, nor in their own chat (G3)."""
    keeps_strangers(wire)
    amina, sophie = await wired.people("amina", "sophie")
    room = await amina.room("Coordination")
    async with admin_of(wired.town) as admin:
        await admin.invites_as(wired.bot, sophie.user, room)
    await sophie.entered(room)
    await amina.sees(f"{sophie.user} {LET_IN}", room)
    for command in ("!alerts", "!organisations", "!defenders", "!status", "!help"):
        await sophie.says(command, room)
    await asks(amina, "!status", "Open alerts: 0")
    await sophie.says("!defenders")
    answer = await sophie.sees("", sophie.direct_chat)
    assert "Baobab" not in answer.text and "Alerts come to partner organisations" in answer.text
    await sophie.catches_up()
    assert (await amina.members(room))[sophie.user] == "join"
    assert not any(seen.room == room and seen.sender == wired.bot for seen in sophie.memory.seen)
    async with wired.vigil.store.transaction() as tx:
        assert {act.person for act in await tx.acts.recent(10)} == {amina.user}


async def test_they_are_told_who_cannot_read_and_that_it_is_mended(vigil: World) -> None:
    """A partner who never logged in is named by organisation, in the room and to the admins (G2)."""
    amina, jean, *others = await vigil.people("amina", "jean", *(name for name in CALLED if name != "esther"))
    await vigil.town.register("esther")
    await jean.says("alert they are at the gate")
    sophie = others[0]
    room = (await sophie.sees("Baobab needs help")).room
    told = await amina.sees("The Clinic cannot read the room")
    assert told.mentions == (amina.user,)
    await sophie.sees("The Clinic cannot read this room yet", room)
    esther = await vigil.town.arrives("esther")
    await esther.sees("they are at the gate", room)
    await amina.sees("The Clinic can read the room now")
    await sophie.sees("The Clinic can read this room now", room)
    await esther.sees_nothing_undecryptable()


async def test_silence_and_an_exhausted_rota_are_told(vigil: World) -> None:
    """Each silent organisation by name, and with a ping when none is left to call; not who is in danger."""
    await alert_raised(vigil)
    (amina,) = await vigil.people("amina")
    for names in (
        ("The Anchor", "The Clinic", "Jurists for All", "Lake Watch"),
        ("Road Crew", "Volcano House", "Women of the Hill", "Plateau Clinic"),
    ):
        await vigil.forward(minutes=10)
        for name in names:
            await amina.sees(f"no answer from {name} in time")
    told = await amina.sees("more organisations are needed, and none is left")
    assert told.mentions == (amina.user,)
    read = [seen.text for seen in amina.memory.seen if FIRST_MET not in seen.text]
    assert not any("Baobab" in text for text in read)
