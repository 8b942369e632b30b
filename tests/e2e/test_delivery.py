"""Who can read an alert room: everybody whom Vigil called, however late they come, and nobody else."""

from __future__ import annotations

import asyncio

import pytest

from bot.demo.people import Person
from tests.e2e.admin import admin_of
from tests.e2e.scenes import CALLED, LET_IN, alert_raised, keeps_strangers
from tests.e2e.world import World
from tests.matrix.wire import Says, Wire


async def room_of(*partners: Person) -> str:
    """The one room to which all of them are invited."""
    (room,) = set(await asyncio.gather(*(partner.room() for partner in partners)))
    return room


async def reads_all(partner: Person, words: list[str], room: str) -> None:
    """The partner reads these, one after the other, and nothing that the bot wrote stays dark."""
    last = ""
    for each in words:  # The brief may have several.
        last = last if each in last else (await partner.sees(each, room)).text
    assert [lost for lost in partner.undecryptable if lost.sender == partner.bot] == []


async def gets_something_dark(person: Person) -> None:
    """Wait until there is a message that this person cannot read."""
    await person.until(lambda: person.undecryptable or None, 10, "a dark message")


async def test_all_read_the_brief_when_they_join_at_once(vigil: World) -> None:
    """G2: the people of the four find the brief as the first words in one and the same room."""
    (jean,) = await vigil.people("jean")
    partners = await vigil.people(*CALLED, auto_join=False)
    await jean.says("alert they are at the gate")
    room = await room_of(*partners)
    await asyncio.gather(*(partner.joins(room) for partner in partners))
    for partner in partners:
        await partner.sees_next("they are at the gate", room)
        await partner.sees_nothing_undecryptable()
    members = await partners[0].members(room)
    assert members == dict.fromkeys([vigil.bot, *(partner.user for partner in partners)], "join")


@pytest.mark.parametrize("order", [CALLED, CALLED[::-1]], ids=["anchor first", "anchor last"])
async def test_all_read_the_brief_when_they_join_one_by_one(vigil: World, order: tuple[str, ...]) -> None:
    """G2: each joins a minute after the one before, and reads all that was written since the alert."""
    (jean,) = await vigil.people("jean")
    partners = await vigil.people(*order, auto_join=False)
    await jean.says("alert they are at the gate")
    written = ["they are at the gate"]
    room = await room_of(*partners)
    for number, partner in enumerate(partners, start=1):
        await jean.says(f"now there are {number} of them")
        written.append(f"now there are {number} of them")
        await partner.joins(room)
        await reads_all(partner, written, room)
        await vigil.forward(minutes=1)
    for number, partner in enumerate(partners, start=1):
        await reads_all(partner, written[number + 1 :], room)


async def test_who_has_no_phone_is_named_until_they_can_read(vigil: World) -> None:
    """G2: who has never logged in is told once, by name, to room and coordinators; that it is mended, too."""
    jean, amina, sophie, *_ = await vigil.people("jean", "amina", "sophie", "david", "carter")
    zawadi = await vigil.town.register("zawadi")
    await vigil.town.register("esther")
    coordination = await amina.room("Coordination")
    await jean.says("alert they are at the gate")
    shortfall = await sophie.sees("cannot read")
    room = shortfall.room
    told = await amina.sees("cannot read", coordination)
    for text in (shortfall.text, told.text):
        assert "The Clinic" in text and "Jurists" not in text
        assert f"Lake Watch ({zawadi})" in text, "Carter of Lake Watch can read"
    assert amina.user in told.mentions
    await jean.says("two men")
    await sophie.sees("two men", room)
    esther = await vigil.town.arrives("esther")
    await reads_all(esther, ["they are at the gate", "two men"], room)
    for witness, place in ((sophie, room), (amina, coordination)):
        mended = await witness.sees("can read", place)
        assert "The Clinic" in mended.text and "Lake Watch" not in mended.text
    await jean.says("three men")
    await esther.sees("three men", room)
    await sophie.says("!status", room)
    await sophie.sees("Raised at", room)
    said = [seen.text for seen in sophie.memory.seen if "read this room" in seen.text]
    assert len(said) == 2, said


async def test_keys_that_are_lost_on_the_way_are_given_again(wired: World, wire: Wire) -> None:
    """G2: that the homeserver took a message is not enough; whoever missed its key gets it without asking."""
    jean, amina, sophie, esther = await wired.people("jean", "amina", "sophie", "esther")
    coordination = await amina.room("Coordination")
    await amina.says("!status", coordination)
    await amina.sees("Open alerts: 0", coordination)
    wire.answers("PUT", "/sendToDevice/", Says(502), always=True)
    await jean.says("alert they are at the gate")
    room = await room_of(sophie, esther)
    await gets_something_dark(jean)
    await gets_something_dark(sophie)
    await wired.settles()
    wire.answers("PUT", "/sendToDevice/", wire.forward, always=True)
    for partner in (sophie, esther):
        await reads_all(partner, ["they are at the gate"], room)
    await jean.sees("I have your alert")
    await amina.sees("can read", coordination)


async def test_a_phone_that_is_announced_too_early_is_not_given_up(wired: World, wire: Wire) -> None:
    """G2: Synapse tells of a new phone a moment before it has its one-time keys; it is given what is due."""
    jean, sophie = await wired.people("jean", "sophie")
    await jean.says("alert they are at the gate")
    brief = await sophie.sees("they are at the gate")
    await wired.settles()
    wire.answers("POST", "/keys/claim", Says(body={"one_time_keys": {}}))
    new_phone = await sophie.another_device()
    await new_phone.sees("they are at the gate", brief.room)
    await new_phone.goes_home()


async def test_whom_the_homeserver_lets_in_reads_nothing(wired: World, wire: Wire) -> None:
    """G3: somebody whom the homeserver's admin puts into the room and keeps there cannot read a word."""
    keeps_strangers(wire)
    scene = await alert_raised(wired)
    (theo,) = await wired.people("theo")
    async with admin_of(wired.town) as admin:
        await admin.invites_as(wired.bot, theo.user, scene.room)
    await theo.entered(scene.room)
    await scene.all_see(f"{theo.user} {LET_IN}")
    await scene.jean.says("two men")
    await scene.all_see("two men")
    await theo.says("!status", scene.room)
    await theo.says("!ack", scene.room)
    await scene.says_status()
    await theo.catches_up()
    assert (await scene.sophie.members(scene.room))[theo.user] == "join"
    dark = [lost for lost in theo.undecryptable if lost.sender == wired.bot]
    assert dark, "Theo is in the room"
    assert [seen.text for seen in theo.memory.seen if seen.sender == wired.bot] == []
