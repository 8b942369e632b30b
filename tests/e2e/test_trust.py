"""Whom Vigil trusts, with real clients: unverified phones, and a person whose identity has changed."""

from __future__ import annotations

import asyncio

import pytest

from bot import identifying
from bot.demo.people import Person
from bot.errors import AlreadyRunning
from bot.matrix.identity import in_groups
from tests.e2e.scenes import CALLED, Scene, alert_raised
from tests.e2e.world import World

VERIFY = "choose “Verify session”"


async def minutes_later(vigil: World) -> None:
    """The time for verifying a new phone is over, and Vigil looks at who has done it."""
    await vigil.forward(minutes=3)
    vigil.vigil.readers.wake()


async def with_unverified(vigil: World, name: str, words: str = "alert they are at the gate") -> Scene:
    """An alert in which one partner has never verified their only phone."""
    (unverified,) = await vigil.town.welcomes(name, signed=False)
    people = dict.fromkeys(CALLED, unverified)
    others = [each for each in CALLED if each != name]
    jean, *partners = await vigil.people("jean", *others)
    people |= dict(zip(others, partners, strict=True))
    await jean.says(words)
    briefs = await asyncio.gather(*(each.sees("Baobab needs help") for each in partners))
    return Scene(vigil, briefs[0].room, jean, *(people[each] for each in CALLED))


async def cannot_read(person: Person, room: str) -> None:
    """They are in the room, where all that Vigil says is unreadable to them."""
    await person.entered(room)
    await person.catches_up()
    assert any(event.room == room for event in person.undecryptable)
    assert not any(seen.room == room and seen.sender == person.bot for seen in person.memory.seen)


async def test_a_partner_with_an_unverified_phone_is_told_and_reads_later(vigil: World) -> None:
    """G2, G3: no key goes to it; its owner, the others hear why; once verified, it reads from there on."""
    (amina,) = await vigil.people("amina")
    scene = await with_unverified(vigil, "esther")
    told = await scene.sophie.sees("cannot read this room yet: they have not verified", scene.room)
    assert "The Clinic" in told.text
    await amina.sees("since they have not verified their device")
    await cannot_read(scene.esther, scene.room)
    assert {withheld["code"] for withheld in scene.esther.phone.device.withheld} == {"m.unverified"}
    await minutes_later(vigil)
    said = await scene.esther.sees(VERIFY)
    assert said.encrypted and said.room != scene.room
    await amina.sees(f"The Clinic, {scene.esther.user}")
    await scene.jean.says("I am in the blue house")
    await scene.sophie.sees("the blue house", scene.room)
    await scene.esther.signs()
    again = await scene.esther.sees("Baobab needs help", scene.room)
    assert "the blue house" in again.text  # The brief holds what was said since.
    await scene.sophie.sees("can read this room now", scene.room)
    await scene.esther.says("!ack", scene.room)
    await scene.sophie.sees("The Clinic is on it", scene.room)
    await scene.esther.sees("The Clinic is on it", scene.room)
    assert [seen for seen in scene.esther.memory.seen if "the blue house" in seen.text] == [again]


async def test_an_unverified_phone_commands_nothing(vigil: World) -> None:
    """G3: from a partner's second phone, and from a coordinator's; who wrote is told why."""
    (amina,) = await vigil.people("amina")
    scene = await alert_raised(vigil)
    second = await scene.esther.another_device(signed=False)
    vigil.town.people.append(second)
    coordination = await amina.room("Coordination")
    office = await amina.another_device(signed=False)
    vigil.town.people.append(office)
    await second.says("!ack", scene.room)
    await second.says("!status", scene.room)
    await office.says("!defenders", coordination)
    for phone in (second, office):
        assert VERIFY in (await phone.sees("I took no notice of what you wrote")).text
    await scene.sophie.sees_next("does not count", scene.room)
    await vigil.settles()
    await scene.esther.says("!status", scene.room)
    status = await scene.sophie.sees_next("Raised at", scene.room)
    assert "Nobody is on it yet" in status.text
    await amina.says("!alerts", coordination)
    await amina.sees("Nobody is on it yet", coordination)
    assert not any("Defenders:" in seen.text for seen in amina.memory.seen)
    await second.signs()
    await second.says("!ack", scene.room)
    await scene.sophie.sees("The Clinic is on it", scene.room)


async def test_a_defender_is_heard_from_an_unverified_phone(vigil: World) -> None:
    """Nobody is left alone because of a shield: the alert is raised and answered, and the room is told."""
    (jean,) = await vigil.town.welcomes("jean", signed=False)
    (sophie,) = await vigil.people("sophie")
    await jean.says("alert they are at the gate")
    await jean.sees("I have your alert")
    brief = await sophie.sees("Baobab needs help")
    assert "Baobab writes from a device that is not verified" in brief.text
    await sophie.says("!tell we are coming", brief.room)
    await jean.sees("we are coming")


async def test_a_changed_identity_waits_for_a_coordinator(vigil: World) -> None:
    """G3: not a word goes to it and no command comes from it until `!trust`; everybody hears of it."""
    (amina,) = await vigil.people("amina")
    scene = await alert_raised(vigil)
    coordination = await amina.room("Coordination")
    assert scene.esther.identity is not None
    old = scene.esther.identity.master
    await scene.esther.begins_anew()
    told = await amina.sees("IDENTITY CHANGED: The Clinic", coordination)
    new = scene.esther.identity.master
    assert in_groups(old) in told.text and in_groups(new) in told.text
    await scene.sophie.sees("The Clinic", scene.room)
    await vigil.settles()
    await scene.jean.says("I am in the blue house")
    await scene.sophie.sees("the blue house", scene.room)
    await scene.esther.catches_up()
    assert not any("blue house" in seen.text for seen in scene.esther.memory.seen)
    await scene.esther.says("!ack", scene.room)
    await scene.esther.sees("your identity in Element is not the one that I know")
    await scene.sophie.says("!status", scene.room)
    assert "Nobody is on it yet" in (await scene.sophie.sees("Raised at", scene.room)).text
    await amina.says(f"!trust {scene.esther.user} {old}", coordination)
    await amina.sees("had before", coordination)
    await amina.says(f"!trust {scene.esther.user} {in_groups(new)}", coordination)
    await amina.sees(f"{scene.esther.user} is verified", coordination)
    await scene.jean.says("they are gone")
    await scene.esther.sees("they are gone", scene.room)
    await scene.esther.says("!ack", scene.room)
    await scene.sophie.sees("The Clinic is on it", scene.room)
    await amina.says("!people", coordination)
    listed = (await amina.sees("the fingerprint of each", coordination)).text
    assert f"The Clinic, {scene.esther.user}: verified. {in_groups(new)}" in listed


async def test_the_only_coordinator_is_trusted_again_on_the_machine(vigil: World) -> None:
    """G2, G3: nobody else can write `!trust`, so it is done with Vigil stopped; then she hears and rules."""
    (amina,) = await vigil.people("amina")
    coordination = await amina.room("Coordination")
    await vigil.settles()
    await amina.begins_anew()
    assert amina.identity is not None
    new = amina.identity.master
    async with asyncio.timeout(20):
        while True:
            if vigil.vigil.identities.standing(amina.user).changed:
                break
            await asyncio.sleep(0.02)
    await amina.says("!status", coordination)
    await amina.sees("your identity in Element is not the one that I know")
    with pytest.raises(AlreadyRunning, match="stop it first"):
        await identifying.trust(vigil.settings, amina.user, new)
    await vigil.stops()
    assert await identifying.trust(vigil.settings, amina.user, in_groups(new)) == in_groups(new)
    await vigil.starts()
    told = await amina.sees("was confirmed on my own machine", coordination)
    assert in_groups(new) in told.text
    await amina.says("!status", coordination)
    await amina.sees("Open alerts: 0", coordination)
    assert vigil.vigil.identities.standing(amina.user).verified


async def test_a_changed_identity_is_remembered_over_a_restart(vigil: World) -> None:
    """G3: what was pinned stands in the database; a new process trusts nobody anew."""
    (amina,) = await vigil.people("amina")
    scene = await alert_raised(vigil)
    await vigil.stops()
    await scene.esther.begins_anew()
    await vigil.starts()
    await amina.sees("IDENTITY CHANGED: The Clinic")
    await vigil.settles()
    await scene.jean.says("I am in the blue house")
    await scene.sophie.sees("the blue house", scene.room)
    await scene.esther.catches_up()
    assert not any("blue house" in seen.text for seen in scene.esther.memory.seen)
