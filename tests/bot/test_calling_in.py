"""`!on-behalf` and `!tie`: whoever took the call raises the alert; who is not known is not written to."""

from __future__ import annotations

import pytest

from rooms.lifecycle import fold
from tests.bot.people import Person, user_id
from tests.bot.scenes import COORDINATION, alert_raised, answer
from tests.bot.world import World

WORDS = "they are at the gate of the blue house"


async def called_in(vigil: World, whom: str = "Marie, goma") -> tuple[Person, Person, str]:
    """An alert for somebody who telephoned; the coordinator, the anchor's person, and the room."""
    amina, sophie = vigil.people("amina", "sophie")
    assert "Alert K001 is raised for " in await answer(amina, f"!on-behalf {whom}: {WORDS}")
    return amina, sophie, sophie.room


async def test_whoever_took_the_call_is_named_with_what_was_said(vigil: World) -> None:
    """In the brief; the record keeps it, the coordinators' journal only the code and the alias."""
    amina, sophie, _ = await called_in(vigil)
    brief = sophie.sees("ALERT K001: Marie needs help").text
    assert f"{amina.user} (coordinator) took the call." in brief
    assert f"What was said: “{WORDS}”" in brief and "Somebody has to call them." in brief
    assert "Area: goma" in brief
    async with vigil.store.transaction() as tx:
        (row,) = await tx.journal.alerts()
        assert fold(await tx.journal.events(row.id)).on_behalf == amina.user
        (act,) = await tx.acts.recent(1)
        assert (act.act, act.detail) == ("on-behalf", "K001 Marie")


async def test_the_room_is_asked_who_calls_them_and_nobody_is_written_to(vigil: World) -> None:
    """Instead of a check-in; again until somebody takes it; and then at the next time."""
    amina, sophie, room = await called_in(vigil)
    vigil.everybody_reads_on()
    await vigil.forward(hours=1)
    sophie.sees("It is time to ask Marie whether they are safe, and I cannot write to them.", room)
    for _ in range(3):
        await vigil.forward(minutes=10)
    sophie.sees("nobody has said that they are calling Marie", room)
    amina.sees("none of the organisations has said that they are calling the person in danger")
    await sophie.says("!take", room)
    sophie.sees("The Anchor is calling Marie.", room)
    await sophie.says("!tell we are coming", room)
    assert "I cannot write to Marie" in sophie.all_of(room)[-1]
    await vigil.forward(hours=1)
    sophie.sees("It is time to ask Marie", room)
    (jean,) = vigil.people("jean")
    assert jean.all_of() == []


async def test_it_needs_no_colon_and_no_known_area(vigil: World) -> None:
    """An emergency is not kept waiting by how it is written; only nothing at all is no alert."""
    amina, sophie = vigil.people("amina", "sophie")
    assert "!on-behalf ALIAS, AREA: …" in await answer(amina, "!on-behalf Marie")
    assert "(area: –)" in await answer(amina, f"!on-behalf Marie {WORDS}")
    assert "(area: the hills)" in await answer(amina, f"!on-behalf Paul, the hills: {WORDS}")
    assert f"What was said: “{WORDS}”" in sophie.all_of(sophie.room)[0]


async def test_an_enrolled_defender_keeps_exclusions_and_is_left_alone(vigil: World) -> None:
    """Their area and whom they exclude hold; their phone, which may be in other hands, stays silent."""
    (jean, fidele) = vigil.people("jean", "fidele")
    amina, sophie, room = await called_in(vigil, "baobab")
    assert "I do not write to them" in amina.all_of(COORDINATION)[-1]
    members = vigil.homeserver.rooms[room].members
    assert fidele.user not in members and "Area: goma" in sophie.all_of(room)[0]
    await vigil.forward(hours=1)
    assert jean.all_of() == []


async def test_tied_it_is_an_alert_like_any_other(vigil: World) -> None:
    """They are told who comes, asked themselves, and what they write goes into that same room."""
    amina, sophie, room = await called_in(vigil, "Baobab")
    (jean,) = vigil.people("jean")
    await sophie.says("!ack", room)
    assert "belongs to Baobab from now on" in await answer(amina, "!tie k001 baobab")
    jean.sees("An alert is open for you, because of your call.")
    jean.sees("1 organisation is on it: The Anchor.")
    sophie.sees("The coordinators have made sure who Baobab is.", room)
    await jean.says("alert they broke the door")
    assert sophie.room == room
    sophie.sees("they broke the door", room)
    await vigil.forward(hours=1, minutes=1)
    jean.sees("Are you safe?")


async def test_what_cannot_be_tied_is_said(vigil: World) -> None:
    """An unknown code or alias gets the nearest; nobody has two alerts, and no alert two people."""
    amina, _, _ = await called_in(vigil)
    assert await answer(amina, "!tie K001 Baobob") == "I know no defender Baobob. Did you mean Baobab?"
    assert "Did you mean K001?" in await answer(amina, "!tie K0O1 Baobab")
    assert "!tie CODE ALIAS" in await answer(amina, "!tie K001")
    await alert_raised(vigil)
    assert "Baobab has an open alert of their own" in await answer(amina, "!tie K001 Baobab")
    assert "belongs to Kapok" in await answer(amina, "!tie K001 Kapok")
    assert await answer(amina, "!tie K001 Kapok") == "Alert K001 is somebody's already."


async def test_an_excluded_organisation_leaves_when_it_is_known_who_they_are(vigil: World) -> None:
    """Nobody knew whom they exclude; from the tie on it is as if it had not been called."""
    amina, fidele = vigil.people("amina", "fidele")
    await answer(amina, f"!on-behalf Marie, goma: {WORDS}")
    (sophie,) = vigil.people("sophie")
    await sophie.says("!call River House", sophie.room)
    room = vigil.homeserver.rooms[sophie.room]
    assert room.members[fidele.user] in ("join", "invite")
    await answer(amina, "!tie K001 Baobab")
    assert room.members[fidele.user] == "leave"


async def test_a_second_call_goes_into_the_same_room(vigil: World) -> None:
    """An alert while one is open is an update, never a second room; also where the defender raised it."""
    amina, sophie, room = await called_in(vigil)
    await answer(amina, "!on-behalf marie: now they are inside")
    said = sophie.sees("has heard more from Marie: “now they are inside”", room)
    assert said.content["m.mentions"]["user_ids"]
    scene = await alert_raised(vigil)
    assert "is open already" in await answer(amina, "!on-behalf Baobab: my phone is dying")
    scene.sophie.sees("“my phone is dying”", scene.room)
    assert sophie.room == scene.room


async def test_whoever_then_writes_from_their_own_phone_is_tied_at_once(vigil: World) -> None:
    """Their call for help goes into the room that is there; there is no second one."""
    amina, sophie, room = await called_in(vigil, "Baobab")
    (jean,) = vigil.people("jean")
    await jean.says("alert they broke the door")
    assert sophie.room == room
    sophie.sees("they broke the door", room)
    jean.sees("An alert is open for you, because of your call.")
    assert "Baobab has" not in await answer(amina, "!alerts")


async def test_plain_words_tie_nothing(vigil: World) -> None:
    """G3: whoever runs the server could write them, and be told who comes; they raise another alert."""
    _, sophie, room = await called_in(vigil, "Baobab")
    (jean,) = vigil.people("jean")
    await jean.opens_chat(encrypted=False, bot_may_protect=False)
    await jean.says("alert they broke the door")
    assert sophie.room != room
    sophie.sees("they broke the door", sophie.room)
    assert not any("because of your call" in text for text in jean.all_of())


@pytest.mark.parametrize(
    "written",
    [
        f"Baobab they are at the gate: {WORDS}",
        f"baobab, they are at the gate: {WORDS}",
        f"{user_id('jean')}: they are at the gate: {WORDS}",
    ],
)
async def test_a_defender_is_known_however_it_goes_on(vigil: World, written: str) -> None:
    """A colon further on makes no part of what was said a name or an area, which the journal would keep."""
    amina, sophie, fidele = vigil.people("amina", "sophie", "fidele")
    assert "for Baobab (area: goma)" in await answer(amina, f"!on-behalf {written}")
    assert f"What was said: “they are at the gate: {WORDS}”" in sophie.sees("Baobab needs help").text
    assert fidele.user not in vigil.homeserver.rooms[sophie.room].members
    async with vigil.store.transaction() as tx:
        (act,) = await tx.acts.recent(1)
    assert act.detail == "K001 Baobab"


@pytest.mark.parametrize(
    "written", ["Marie they are all inside now: {}", "Marie, they are all inside now: {}"]
)
async def test_what_was_said_is_no_name_of_somebody_unknown(vigil: World, written: str) -> None:
    """More than three words before a colon are what was said; the name is the first."""
    (amina,) = vigil.people("amina")
    said = await answer(amina, f"!on-behalf {written.format(WORDS)}")
    assert "for Marie, as somebody who is not enrolled (area: –)" in said
    async with vigil.store.transaction() as tx:
        (act,) = await tx.acts.recent(1)
    assert act.detail == "K001 Marie"
