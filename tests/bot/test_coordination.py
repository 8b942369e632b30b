"""The coordination room: how alerts go and who is there, for admins only, and nothing of what is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import Refused
from tests.bot.people import user_id
from tests.bot.scenes import COORDINATION, alert_raised
from tests.bot.world import World

NO = Refused(403, "M_FORBIDDEN")
WORDS = "the blue house by the lake"


async def acts(vigil: World) -> list[tuple[str, str]]:
    """What admins did, as it is written down."""
    async with vigil.store.transaction() as tx:
        return [(act.person, act.act) for act in reversed(await tx.acts.recent(100))]


async def test_the_room_is_there_from_the_first_start(vigil: World) -> None:
    """Encrypted, neutral, with the admins in it; a second start makes no other."""
    room = vigil.homeserver.rooms[COORDINATION]
    (amina,) = vigil.people("amina")
    assert room.encrypted and room.name == "Coordination"
    assert room.members == {vigil.homeserver.bot: "join", amina.user: "join"}
    rooms = list(vigil.homeserver.rooms)
    await vigil.restarts()
    assert list(vigil.homeserver.rooms) == rooms


async def test_alerts_are_listed_without_their_content(vigil: World) -> None:
    """Code, state, age and who is on it; no alias, no area, no word of anybody."""
    (amina,) = vigil.people("amina")
    await amina.says("!alerts", COORDINATION)
    assert amina.sees_next("").text == "No alert is open."
    scene = await alert_raised(vigil, f"alert {WORDS}")
    await vigil.forward(minutes=5)
    vigil.everybody_reads_on()
    await amina.says("!alerts", COORDINATION)
    assert amina.sees_next("").text == "Open alerts:\nK001: open, for 5 minutes. Nobody is on it yet."
    await scene.sophie.says("!ack", scene.room)
    await scene.sophie.says(f"!resolve {WORDS} is empty", scene.room)
    vigil.everybody_reads_on()
    await amina.says("!alerts", COORDINATION)
    line = "K001: one organisation thinks that it is over, for 5 minutes. On it: The Anchor."
    assert amina.sees_next("").text == f"Open alerts:\n{line}"


async def test_nothing_of_an_alert_s_content_is_said_there(vigil: World) -> None:
    """Through a whole alert neither the defender's words nor the partners' nor the alias are told."""
    scene = await alert_raised(vigil, f"alert {WORDS}")
    await scene.jean.says(WORDS)
    await scene.sophie.says(f"!note {WORDS}", scene.room)
    await scene.carter.says(f"!pass {WORDS}", scene.room)
    await vigil.forward(hours=1)
    for _ in range(3):
        await vigil.forward(minutes=10)
    await scene.sophie.says(f"!resolve {WORDS}", scene.room)
    await scene.esther.confirms(scene.room)
    told = "\n".join(text for text in scene.amina.all_of(COORDINATION) if "first time" not in text)
    assert "K001" in told and "closed" in told
    assert WORDS not in told and "Baobab" not in told


async def test_status_counts(vigil: World) -> None:
    """How many alerts, messages that wait, overdue timers, organisations and defenders there are."""
    await alert_raised(vigil)
    (amina,) = vigil.people("amina")
    await amina.says("!status", COORDINATION)
    text = amina.sees_next("Open alerts: 1").text
    assert "Messages waiting to be sent: 0" in text
    assert "overdue: 0" in text
    assert "Partner organisations: 12" in text
    assert "Defenders: 2" in text


async def test_organisations_and_defenders_are_listed(vigil: World) -> None:
    """Organisations with people, areas and last call; defenders by alias, never by name."""
    scene = await alert_raised(vigil)
    await scene.amina.says("!orgs", COORDINATION)
    text = scene.amina.sees_next("Partner organisations:").text
    assert "Lake Watch: 2 people. Areas: goma. Last called at 21:00" in text
    assert "Road Crew: 1 person. Areas: goma. Never called." in text
    await scene.amina.says("!defenders", COORDINATION)
    text = scene.amina.sees_next("Defenders:").text
    assert "Baobab. Area: goma" in text
    assert "jean" not in text.casefold()


async def test_help_and_mistakes_are_answered_and_talk_is_not(vigil: World) -> None:
    """A wrong command gets the nearest right one; coordinators may talk among themselves."""
    (amina,) = vigil.people("amina")
    await amina.says("!help", COORDINATION)
    amina.sees_next("!organisations – the partner organisations")
    await amina.says("!alrets", COORDINATION)
    amina.sees_next("Did you mean !alerts")
    await amina.says("!ack", COORDINATION)
    amina.sees_next("I do not know !ack")
    await amina.says("good evening", COORDINATION)
    await amina.says("status", COORDINATION)
    amina.sees_no_more()


@pytest.mark.parametrize("name", ["sophie", "jean", "theo"])
async def test_only_admins_are_heard(vigil: World, name: str) -> None:
    """G3: whoever else is in the room, by whatever way, is not answered, and nothing is written down."""
    (person,) = vigil.people(name)
    vigil.homeserver.enter(vigil.homeserver.rooms[COORDINATION], person.user)
    for command in ("!status", "!alerts", "!defenders", "!people", "!help", "!nonsense"):
        vigil.homeserver.send(person.user, COORDINATION, {"msgtype": "m.text", "body": command})
    await vigil.settles()
    assert person.all_of(COORDINATION) == []
    assert await acts(vigil) == []


async def test_what_admins_do_is_written_down(vigil: World) -> None:
    """Each command of each admin, in order; talk and mistakes are none."""
    (amina,) = vigil.people("amina")
    for text in ("!status", "hello", "!nonsense", "!alertes", "!help"):
        await amina.says(text, COORDINATION)
    assert await acts(vigil) == [(amina.user, "status"), (amina.user, "alerts"), (amina.user, "help")]


# When it cannot be made as it should


async def test_a_refused_coordination_room_is_asked_for_again(before: World) -> None:
    """Without it no coordinator hears of anything: a refusal is not the last word."""
    (amina,) = before.people("amina")
    await before.starts(lambda gateway: gateway.breaks("open_room", NO))
    assert not before.homeserver.rooms
    before.gateway.works_again()
    await before.forward(minutes=1)
    (room,) = before.homeserver.rooms.values()
    assert room.members[amina.user] == "join"


async def test_a_coordinator_who_cannot_be_invited_is_named(before: World) -> None:
    """G6: those who are in the coordination room are told who is missing."""
    (amina,) = before.people("amina")
    before.settings = replace(before.settings, admins=("@omar:else.test", amina.user))
    before.homeserver.uninvitable.add("@omar:else.test")
    await before.starts()
    amina.sees("I could not invite @omar:else.test into this room")


async def test_a_coordinator_whose_homeserver_is_down_is_asked_later(before: World) -> None:
    """One who cannot be reached keeps nobody waiting, and is not forgotten."""
    amina, omar = user_id("amina"), "@omar:else.test"
    before.settings = replace(before.settings, admins=(omar, amina))
    before.homeserver.register(omar)
    before.homeserver.silent.add(omar)
    await before.starts()
    room = before.homeserver.rooms[COORDINATION]
    assert room.members == {before.homeserver.bot: "join", amina: "join"}
    before.homeserver.silent.clear()
    await before.forward(minutes=1)
    assert room.members[omar] == "join"
