"""Four organisations come together in a room of their own (issue 2, "Convene" and "Acknowledge")."""

from __future__ import annotations

import asyncio
import json
import re

import pytest

from bot.demo import cast
from bot.demo.device import path
from bot.errors import Refused
from tests.e2e.scenes import CALLED, alert_raised, everybody_on_it, names_time, users
from tests.e2e.world import World


async def test_the_room_is_for_the_four_and_gives_nothing_away(vigil: World) -> None:
    """Exactly the four are invited; the homeserver reads neither who is in danger, nor where or why (G3)."""
    scene = await alert_raised(vigil)
    members = await scene.sophie.members(scene.room)
    assert set(members) == {vigil.bot, *users(scene.partners)}
    state = await vigil.vigil.gateway.homeserver.request_list(
        "GET", f"/_matrix/client/v3/{path('rooms', scene.room, 'state')}"
    )
    content = {event["type"]: event["content"] for event in state if event["type"] != "m.room.member"}
    assert re.fullmatch(r"Room [A-Z0-9]{4}", content["m.room.name"]["name"])
    assert content["m.room.encryption"]["algorithm"] == "m.megolm.v1.aes-sha2"
    assert content["m.room.history_visibility"] == {"history_visibility": "invited"}
    assert content["m.room.guest_access"] == {"guest_access": "forbidden"}
    assert content["m.room.join_rules"] == {"join_rule": "invite"}
    assert content["m.room.create"]["room_version"] in ("12", "11")
    assert not content.keys() & {"m.room.topic", "m.room.canonical_alias", "m.room.avatar"}
    readable = json.dumps(state).casefold()
    for secret in ("baobab", scene.jean.user, "gate", "goma", "alert", "anchor", "clinic"):
        assert secret.casefold() not in readable


async def test_the_room_is_locked_from_the_first_event(vigil: World) -> None:
    """No partner can let anybody in, rename the room or open its history."""
    scene = await alert_raised(vigil)
    with pytest.raises(Refused):
        await scene.sophie.invites(vigil.town.user_id(cast.STRANGER), scene.room)
    for kind, content in (
        ("m.room.name", {"name": "Baobab"}),
        ("m.room.topic", {"topic": "Baobab"}),
        ("m.room.history_visibility", {"history_visibility": "world_readable"}),
        ("m.room.power_levels", {}),
    ):
        with pytest.raises(Refused):
            await scene.sophie.phone.device.request(
                "PUT", path("rooms", scene.room, "state", kind, ""), content
            )


async def test_the_brief_says_all_that_is_known_and_pings_those_called(vigil: World) -> None:
    """Alias, area, languages, words, when, what is known, what to answer; the defender hears of it (G6)."""
    jean, *partners = await vigil.people("jean", "sophie", "esther", "david", "carter", "zawadi")
    await jean.says("alert they are at the gate")
    briefs = await asyncio.gather(*(each.sees("Baobab needs help") for each in partners))
    for brief in briefs:
        assert brief.encrypted and brief.kind == "m.text"
        assert set(brief.mentions) == users(partners)
        for part in (
            "goma",
            "English and Swahili",
            "“they are at the gate”",
            "Nobody is on it yet",
            "The Anchor, The Clinic, Jurists for All and Lake Watch",
            "!ack",
            "!pass",
        ):
            assert part in brief.text
        assert names_time(brief.text, vigil.clock.now())
        assert jean.user not in json.dumps(dict(brief.content)) and "jean" not in brief.text.casefold()
    await jean.sees_next("I have your alert. I am looking for 4 organisations")
    await jean.sees_next(
        "4 organisations are invited: The Anchor, The Clinic, Jurists for All and Lake Watch"
    )
    await partners[1].says("!ack", briefs[0].room)
    await jean.sees_next("1 organisation is on it: The Clinic")


async def test_whoever_joins_last_reads_everything(vigil: World) -> None:
    """Carter accepts a minute after the others and reads the brief and what came after it (G2)."""
    (carter,) = await vigil.people("carter", auto_join=False)
    jean, sophie, *_ = await vigil.people("jean", "sophie", "esther", "david", "zawadi")
    await jean.says("alert they are at the gate")
    room = (await sophie.sees("Baobab needs help")).room
    await sophie.says("!ack", room)
    await sophie.sees("1 of 4 is on it", room)
    await vigil.forward(minutes=1)
    assert await carter.room() == room
    await carter.joins(room)
    await carter.sees("they are at the gate", room)
    await carter.sees("1 of 4 is on it", room)
    await carter.sees_nothing_undecryptable()


async def test_each_answer_is_echoed_and_a_pass_brings_the_next(vigil: World) -> None:
    """Who is on it and who is waited for; the defender hears it; whoever is called next reads the brief."""
    scene = await alert_raised(vigil)
    (baraka,) = await vigil.people("baraka")
    await scene.sophie.says("!ack", scene.room)
    echo = await scene.sophie.sees_next("The Anchor is on it", scene.room)
    assert "1 of 4 is on it; waiting for The Clinic, Jurists for All and Lake Watch" in echo.text
    await scene.jean.sees_next("1 organisation is on it: The Anchor")
    await scene.esther.says("!pass no car tonight", scene.room)
    echo = await scene.sophie.sees_next("The Clinic cannot: “no car tonight”", scene.room)
    assert "waiting for Jurists for All and Lake Watch" in echo.text
    await scene.sophie.sees_next("I am calling Road Crew", scene.room)
    await scene.jean.sees_next("I am calling Road Crew as well")
    brief = await baraka.sees("Baobab needs help")
    assert brief.room == scene.room and brief.mentions == (baraka.user,)
    for part in ("they are at the gate", "The Anchor", "Cannot help: The Clinic"):
        assert part in brief.text
    await baraka.says("!ack", scene.room)
    await scene.all_see("2 of 4 are on it; waiting for Jurists for All and Lake Watch")
    await scene.jean.sees_next("2 organisations are on it: The Anchor and Road Crew")
    await scene.zawadi.says("!pass", scene.room)
    await scene.all_see("Lake Watch cannot. 2 of 4")


async def test_a_second_answer_is_told_so_and_a_pass_can_be_taken_back(vigil: World) -> None:
    """Carter cannot take up again what Zawadi took up; who passed may come after all."""
    scene = await alert_raised(vigil)
    await scene.zawadi.says("!ack", scene.room)
    await scene.carter.sees_next("Lake Watch is on it. 1 of 4", scene.room)
    await scene.carter.says("!ack", scene.room)
    await scene.carter.sees_next("Lake Watch is on it already", scene.room)
    await scene.esther.says("!pass", scene.room)
    await scene.esther.sees("The Clinic cannot", scene.room)
    await scene.esther.says("!ack", scene.room)
    await scene.esther.sees("The Clinic is on it", scene.room)


async def test_silence_is_reminded_by_mention_and_the_next_is_called(vigil: World) -> None:
    """At half of `acknowledge_within`, each by name, and at its end; the silent one stays welcome."""
    scene = await alert_raised(vigil)
    amina, baraka, neema = await vigil.people("amina", "baraka", "neema")
    for person in (scene.sophie, scene.esther):
        await person.says("!ack", scene.room)
    await scene.all_see("2 of 4 are on it; waiting for Jurists for All and Lake Watch")
    await vigil.forward(minutes=4)
    await scene.says_status()
    await vigil.forward(minutes=1)
    reminder = await scene.sophie.sees_next("Jurists for All, there is no answer from you yet", scene.room)
    assert reminder.mentions == (scene.david.user,)
    reminder = await scene.sophie.sees("Lake Watch, there is no answer from you yet", scene.room)
    assert set(reminder.mentions) == users((scene.carter, scene.zawadi))
    await vigil.forward(minutes=5)
    for person, name in ((baraka, "Road Crew"), (neema, "Volcano House")):
        await person.sees("Baobab needs help", scene.room)
        await scene.jean.sees(f"I am calling {name} as well")
    await amina.sees("no answer from Jurists for All in time")
    await amina.sees("no answer from Lake Watch in time")
    await scene.david.says("!ack", scene.room)
    await scene.all_see("Jurists for All is on it. 3 of 4 are on it")


async def test_an_exhausted_rota_is_said_aloud_and_never_breaks_an_exclusion(vigil: World) -> None:
    """All who may be called are called, River House (which Jean excludes) never; everybody is told."""
    scene = await alert_raised(vigil)
    others = [name for name in cast.PARTNERS if name not in (*CALLED, "fidele")]
    amina, fidele, *_ = await vigil.people("amina", "fidele", *others)
    for _ in range(3):  # 4, then 4 more, then the last 3
        await vigil.forward(minutes=10)
        await vigil.settles()
    await scene.all_see("There is no other organisation left to call")
    told = await amina.sees("more organisations are needed, and none is left")
    assert told.mentions == (amina.user,)
    await vigil.settles()
    members = await scene.sophie.members(scene.room)
    everybody = {vigil.town.user_id(name) for name in cast.PARTNERS}
    assert set(members) == {vigil.bot, *everybody} - {fidele.user}
    assert not fidele.rooms()


async def test_nobody_more_is_called_when_all_are_on_it(vigil: World) -> None:
    """Four answers are enough: time passes and the room stays as it is."""
    scene = await everybody_on_it(vigil)
    (baraka,) = await vigil.people("baraka")
    await vigil.forward(minutes=30)
    await scene.says_status()
    assert baraka.user not in await scene.sophie.members(scene.room)
