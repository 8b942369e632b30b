"""`!suspend` and `!reinstate`: at once, everywhere, and until it is undone (issue 3, G3)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import Refused, Unreachable
from bot.matrix.trust import Standing, Unsigned
from tests.bot.faults import Call
from tests.bot.people import user_id
from tests.bot.scenes import COORDINATION, agreed, alert_raised, everybody_on_it
from tests.bot.world import World

ESTHER, SOPHIE = user_id("esther"), user_id("sophie")


async def suspended(vigil: World) -> frozenset[str]:
    """Everybody who is suspended, as it is written down."""
    async with vigil.store.transaction() as tx:
        return await tx.suspensions.people()


async def two_coordinators(before: World) -> None:
    """The bot starts in a network that Omar coordinates as well."""
    before.settings = replace(before.settings, admins=(*before.settings.admins, user_id("omar")))
    before.homeserver.register(user_id("omar"))
    await before.starts()


async def test_a_suspended_person_is_out_at_once_and_replaced(vigil: World) -> None:
    """Removed, the key changed, the next on the rota called, and what comes after it is not for them (G3)."""
    scene = await alert_raised(vigil)
    (baraka,) = vigil.people("baraka")
    await scene.amina.says(f"!suspend {ESTHER}", COORDINATION)
    scene.amina.sees(f"{ESTHER} is suspended", COORDINATION)
    assert vigil.homeserver.rooms[scene.room].members[ESTHER] == "leave"
    baraka.sees("Baobab needs help", scene.room)
    vigil.everybody_reads_on()
    await scene.sophie.says("!note the red car", scene.room)
    scene.carter.sees("The note by The Anchor is kept", scene.room)
    scene.esther.sees_no_more()
    assert vigil.vigil.identities.standing(ESTHER) == Standing(Unsigned.REFUSE)


async def test_an_organisation_is_suspended_as_a_whole(vigil: World) -> None:
    """By its name or ID, however it is written; both people of Lake Watch go, and are called no more."""
    scene = await everybody_on_it(vigil)
    await scene.amina.says("!suspend  lake   WATCH", COORDINATION)
    said = scene.amina.sees("Lake Watch is suspended", COORDINATION)
    assert "from 1 alert room" in said.text
    members = vigil.homeserver.rooms[scene.room].members
    assert members[scene.carter.user] == members[scene.zawadi.user] == "leave"
    await scene.amina.says("!organisations", COORDINATION)
    assert "Suspended: Lake Watch" in scene.amina.sees("Partner organisations", COORDINATION).text
    await scene.amina.says("!suspend anchor", COORDINATION)
    scene.amina.sees("The Anchor is suspended", COORDINATION)
    (mado,) = vigil.people("mado")
    await mado.says("alert")
    told = "\n".join(mado.all_of())
    assert "4 organisations sont invitées" in told and "The Anchor" not in told


@pytest.mark.parametrize("resolved", [False, True])
async def test_no_room_is_left_open_to_them(vigil: World, resolved: bool) -> None:
    """Also a room whose alert is over, until it is erased; a suspended partner gives no commands."""
    scene = await everybody_on_it(vigil)
    if resolved:
        await scene.david.says("!resolve they have gone", scene.room)
        await scene.carter.confirms(scene.room)
    vigil.everybody_reads_on()
    vigil.gateway.breaks("remove", Unreachable("not now"))
    await scene.amina.says(f"!suspend {ESTHER}", COORDINATION)
    before = len(scene.sophie.all_of(scene.room))
    await scene.esther.says("!status", scene.room)
    assert len(scene.sophie.all_of(scene.room)) == before
    vigil.gateway.works_again()
    await vigil.forward(minutes=2)
    assert vigil.homeserver.rooms[scene.room].members[ESTHER] == "leave"
    scene.esther.sees_no_more()


async def test_whoever_is_suspended_and_let_in_again_is_an_intruder(vigil: World) -> None:
    """By the homeserver or by anybody: they are put out again, and it is told; until they are reinstated."""
    scene = await everybody_on_it(vigil)
    await scene.amina.says(f"!suspend {ESTHER}", COORDINATION)
    vigil.everybody_reads_on()
    vigil.homeserver.let_in(vigil.homeserver.rooms[scene.room], ESTHER)
    await vigil.settles()
    assert vigil.homeserver.rooms[scene.room].members[ESTHER] == "leave"
    scene.sophie.sees("was let into this room without me", scene.room)
    await agreed(scene.amina, f"!reinstate {ESTHER}")
    vigil.homeserver.let_in(vigil.homeserver.rooms[scene.room], ESTHER)
    await vigil.settles()
    assert vigil.homeserver.rooms[scene.room].members[ESTHER] == "join"


async def test_it_lasts_over_a_restart(vigil: World) -> None:
    """What is written down counts from the first moment of the next process (G1)."""
    (amina, jean) = vigil.people("amina", "jean")
    await amina.says("!suspend anchor", COORDINATION)
    await vigil.restarts()
    assert vigil.vigil.identities.standing(SOPHIE) == Standing(Unsigned.REFUSE)
    await jean.says("alert")
    assert "The Anchor" not in "\n".join(jean.all_of())
    assert "The Clinic" in "\n".join(jean.all_of())


async def test_an_invitation_that_is_under_way_is_not_sent(vigil: World) -> None:
    """Whoever is suspended between the call and the invitation is not asked in any more."""
    (amina, jean) = vigil.people("amina", "jean")
    vigil.gateway.breaks("open_room", Unreachable("not now"))
    await jean.says("alert")
    await amina.says(f"!suspend {ESTHER}", COORDINATION)
    vigil.gateway.works_again()
    await vigil.forward(minutes=2)
    (david,) = vigil.people("david")
    assert ESTHER not in vigil.homeserver.rooms[david.room].members


async def test_an_invitation_that_waits_is_not_sent(vigil: World) -> None:
    """Not when their homeserver answers at last, either."""
    (amina, jean, david) = vigil.people("amina", "jean", "david")
    vigil.homeserver.silent.add(ESTHER)
    await jean.says("alert")
    await amina.says(f"!suspend {ESTHER}", COORDINATION)
    vigil.homeserver.silent.clear()
    tried = len([call for call in vigil.gateway.calls if call == Call("invite", ESTHER)])
    await vigil.forward(minutes=2)
    assert len([call for call in vigil.gateway.calls if call == Call("invite", ESTHER)]) == tried
    assert ESTHER not in vigil.homeserver.rooms[david.room].members


async def test_whoever_is_reinstated_can_be_called_again(vigil: World) -> None:
    """From the next alert on; the list of the suspended is empty again."""
    (amina, jean, esther) = vigil.people("amina", "jean", "esther")
    await amina.says("!suspend clinic", COORDINATION)
    assert "The Clinic takes part again" in await agreed(amina, "!reinstate The Clinic")
    amina.reads_on()
    await amina.says("!organisations", COORDINATION)
    assert "Suspended" not in amina.sees("Partner organisations", COORDINATION).text
    assert await suspended(vigil) == frozenset()
    await jean.says("alert")
    esther.sees("Baobab needs help")


async def test_whoever_is_reinstated_is_invited_again_into_an_open_alert(vigil: World) -> None:
    """They read what comes from then on and are heard, and a removal that is late does not hit them."""
    scene = await everybody_on_it(vigil)
    vigil.gateway.breaks("remove", Unreachable("not now"))
    await scene.amina.says("!suspend clinic", COORDINATION)
    await agreed(scene.amina, "!reinstate clinic")
    vigil.gateway.works_again()
    await vigil.forward(minutes=2)
    scene.sophie.sees("The Clinic", scene.room)
    await scene.esther.joins(scene.room)
    assert vigil.homeserver.rooms[scene.room].members[ESTHER] == "join"
    vigil.everybody_reads_on()
    await scene.esther.says("!ack", scene.room)
    scene.esther.sees("The Clinic is on it", scene.room)
    scene.sophie.sees("The Clinic is on it", scene.room)


async def test_an_alert_that_cannot_be_read_keeps_no_other_from_being_served(vigil: World) -> None:
    """A record of another version is passed over: coordinators command, new phones are given keys (G6)."""
    first = await alert_raised(vigil)
    (mado, olivier) = vigil.people("mado", "olivier")
    await mado.says("alert")
    (second,) = {room for room, at in vigil.homeserver.rooms.items() if at.name.endswith("K002")}
    await vigil.store.writes("UPDATE journal SET event = 'of tomorrow' WHERE alert = 1")
    await vigil.restarts()
    vigil.everybody_reads_on()
    await first.amina.says("!alerts", COORDINATION)
    assert "K002" in first.amina.sees("K002", COORDINATION).text
    before = len(olivier.all_of(second))
    vigil.homeserver.lose_phones(olivier.user)
    await olivier.gets_a_phone()
    assert len(olivier.all_of(second)) == before > 0
    await first.amina.says("!suspend clinic", COORDINATION)
    first.amina.sees("The Clinic is suspended", COORDINATION)


@pytest.mark.parametrize(
    ("argument", "answer"),
    [
        ("", "needs"),
        ("Clinik", "Did you mean The Clinic?"),
        ("esther", f"Did you mean {ESTHER}?"),
        ("@ester:vigil.test", f"Did you mean {ESTHER}?"),
        ("wxyz", "I know nobody called “wxyz”"),
        ("Baobab", "Baobab is a defender"),
        (user_id("jean"), f"I know nobody called “{user_id('jean')}”"),
        (user_id("amina"), "You cannot suspend yourself"),
    ],
)
async def test_nobody_is_suspended_by_mistake(vigil: World, argument: str, answer: str) -> None:
    """A slip of the finger, a defender, oneself: one sentence says what to do, and nothing changes."""
    (amina,) = vigil.people("amina")
    await amina.says(f"!suspend {argument}", COORDINATION)
    amina.sees_next(answer if argument else "!suspend", COORDINATION)
    amina.sees_no_more(COORDINATION)
    assert await suspended(vigil) == frozenset()


async def test_what_is_so_already_is_said(vigil: World) -> None:
    """Twice suspended, never suspended, suspended with the organisation, and still so by it."""
    (amina,) = vigil.people("amina")
    for text, answer in (
        ("!suspend clinic", "The Clinic is suspended"),
        ("!suspend The Clinic", "The Clinic is suspended already"),
        (f"!reinstate {SOPHIE}", f"{SOPHIE} is not suspended"),
        (f"!reinstate {ESTHER}", f"{ESTHER} is suspended together with The Clinic"),
        (f"!suspend {ESTHER}", f"{ESTHER} is suspended"),
        (f"!reinstate {ESTHER}", "Nothing is done yet"),
        ("!yes 1", "but The Clinic still is"),
        ("!yes 1", "Nothing waits under number 1"),
    ):
        await amina.says(text, COORDINATION)
        amina.sees_next(answer, COORDINATION)


async def test_a_coordinator_can_be_suspended_by_another(before: World) -> None:
    """Out of the room, heard no more, told nothing; the last one stays, and who is back is asked in."""
    await two_coordinators(before)
    (amina, omar) = before.people("amina", "omar")
    await amina.says(f"!suspend {omar.user.upper()}", COORDINATION)
    members = before.homeserver.rooms[COORDINATION].members
    assert members[omar.user] == "leave"
    before.everybody_reads_on()
    before.homeserver.let_in(before.homeserver.rooms[COORDINATION], omar.user)
    before.homeserver.send(omar.user, COORDINATION, {"msgtype": "m.text", "body": f"!suspend {amina.user}"})
    await before.settles()
    assert members[omar.user] == "leave" and await suspended(before) == {omar.user}
    omar.sees_no_more()
    await agreed(amina, f"!reinstate {omar.user}")
    assert members[omar.user] == "join"
    await omar.says(f"!suspend {amina.user}", COORDINATION)
    assert await suspended(before) == {amina.user}


async def test_who_cannot_be_removed_is_told(vigil: World) -> None:
    """The homeserver's no goes to the coordinators, and no further word to the one who stays (G6)."""
    scene = await alert_raised(vigil)
    vigil.gateway.breaks("remove", Refused(403, "M_FORBIDDEN"))
    await scene.amina.says(f"!suspend {ESTHER}", COORDINATION)
    scene.amina.sees("somebody is in the alert room who must not be there", COORDINATION)
    scene.esther.reads_on()
    await scene.sophie.says("!ack", scene.room)
    scene.esther.sees_no_more()


async def test_only_coordinators_suspend(vigil: World) -> None:
    """In an alert room or a direct chat the command means nothing."""
    scene = await alert_raised(vigil)
    await scene.sophie.says(f"!suspend {ESTHER}", scene.room)
    await scene.esther.says("!suspend anchor")
    assert await suspended(vigil) == frozenset()


@pytest.mark.parametrize("is_suspended", [False, True])
async def test_a_suspended_fallback_is_not_asked(vigil: World, is_suspended: bool) -> None:
    """Though the organisation was called while they were not suspended; not suspended they are asked."""
    (chief,) = vigil.people("chief")
    async with vigil.store.transaction() as tx:
        await tx.editing.change_organisation("clinic", fallback=chief.user)
    await vigil.restarts()
    scene = await alert_raised(vigil)
    if is_suspended:
        await scene.amina.says(f"!suspend {chief.user}", COORDINATION)
        scene.amina.sees("is suspended", COORDINATION)
    for _ in range(6):
        await vigil.forward(minutes=5)
    assert (chief.user in vigil.homeserver.rooms[scene.room].members) is not is_suspended
