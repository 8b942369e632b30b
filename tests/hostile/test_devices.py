"""The homeserver adds devices to people, and plays with keys: nothing goes to it, nothing comes from it."""

from __future__ import annotations

import pytest

from bot.demo.people import Person
from bot.matrix.identity import Identity
from tests.e2e.scenes import Scene, alert_raised
from tests.e2e.world import World
from tests.hostile.homeserver import Hostile, Twice, unsigned
from tests.hostile.rogue import Rogue
from tests.matrix.spent import spent_key
from tests.waiting import until


async def still_works(scene: Scene) -> None:
    """G2: the good people go on: everybody reads what is said now, and it is all that was said."""
    await scene.sophie.says("!checkin now", scene.room)
    await scene.jean.sees("Are you safe?")
    await scene.jean.says("they have left")
    await scene.all_see("they have left")
    for person in (scene.jean, *scene.partners):
        await person.sees_nothing_undecryptable()


async def reads_no_secret(server: Hostile, rogue: Rogue, owner: Person, *rooms: str) -> None:
    """G3: no key of these rooms has gone to it, and it can read nothing but how one verifies a device.

    That is said on every device of its owner: whoever has only such devices could not be told otherwise.
    """
    texts = await server.read_by(rogue, owner)
    assert not {room for room, _ in rogue.sessions}.intersection(rooms)
    assert all("verif" in text.lower() for text in texts), texts


async def is_known(vigil: World, rogue: Rogue) -> None:
    """Vigil has written down that there is such a device, and that it is given nothing."""

    async def known() -> bool:
        async with vigil.vigil.store.transaction() as tx:
            return rogue.curve25519 in (await tx.identities.unsigned()).get(rogue.user, ())

    await until(known)


async def has_no_effect(scene: Scene) -> None:
    """G3: nobody has acknowledged anything."""
    seen = await scene.says_status()
    assert "Nobody is on it yet" in seen.text


async def test_the_harness_can_win(vigil: World, server: Hostile) -> None:
    """A device that its owner has signed gets keys and is obeyed: these tests would notice if others were."""
    scene = await alert_raised(vigil)
    assert scene.esther.identity is not None
    good = Rogue(scene.esther.user, scene.esther.identity)
    server.adds(good)
    await server.until_taken()
    await scene.jean.says("they are inside")
    await scene.all_see("they are inside")
    assert server.given(good.user, good.id)
    await server.says_as(good, "!ack", scene.room, through=scene.sophie, bot=vigil.bot)
    await scene.all_see("The Clinic is on it")


@pytest.mark.parametrize("signed", [False, True], ids=["unsigned", "signed by somebody else"])
async def test_an_added_device_gets_nothing_and_says_nothing(
    vigil: World, server: Hostile, signed: bool
) -> None:
    """G3: a partner's device for which their own identity does not vouch; the coordinators hear of it."""
    (amina,) = await vigil.people("amina")
    coordination = await amina.room("Coordination")
    scene = await alert_raised(vigil)
    rogue = Rogue(scene.esther.user, Identity.make(scene.esther.user) if signed else None)
    server.adds(rogue)
    await server.until_taken()
    await scene.jean.says("they are inside")
    await scene.all_see("they are inside")
    await server.says_as(rogue, "!ack", scene.room, through=scene.sophie, bot=vigil.bot)
    await server.until_taken()
    await vigil.settles()
    await has_no_effect(scene)
    await amina.sees("its owner has not verified", coordination, by=vigil.bot)
    await vigil.forward(minutes=3)  # So long one may take to verify a new device.
    server.announces(rogue.user)
    await amina.sees("have a phone or computer that they have not verified", coordination)
    await scene.sophie.sees("The Clinic", scene.room)
    await still_works(scene)
    await reads_no_secret(server, rogue, scene.esther, scene.room, coordination)


async def test_a_device_that_was_there_before_the_alert_gets_nothing(vigil: World, server: Hostile) -> None:
    """G3: neither the brief nor anything else, also of somebody who had no device when Vigil began."""
    jean, sophie, esther, david, carter, zawadi = await vigil.people(
        "jean", "sophie", "esther", "david", "carter", "zawadi"
    )
    rogues = [Rogue(person.user) for person in (sophie, esther, david)]
    for rogue in rogues:
        server.adds(rogue)
    await jean.says("alert they are at the gate")
    for person in (sophie, esther, david, carter, zawadi):
        await person.sees("Baobab needs help")
    for rogue in rogues:
        assert server.given(rogue.user, rogue.id) == []


async def test_a_defenders_added_device_gets_nothing(vigil: World, server: Hostile) -> None:
    """G3: whoever is watched over has a device of their own, so the homeserver's is not written to."""
    scene = await alert_raised(vigil)
    rogue = Rogue(scene.jean.user)
    server.adds(rogue)
    await server.until_taken()
    await scene.sophie.says("!tell stay inside", scene.room)
    await scene.jean.sees("stay inside")
    assert server.given(rogue.user, rogue.id) == []


async def test_a_coordinators_added_device_gets_and_commands_nothing(vigil: World, server: Hostile) -> None:
    """G3: the coordination room has the strictest rule: nothing is trusted or suspended by such a device."""
    (amina,) = await vigil.people("amina")
    coordination = await amina.room("Coordination")
    scene = await alert_raised(vigil)
    rogue = Rogue(amina.user)
    server.adds(rogue)
    await server.says_as(rogue, "!suspend The Clinic", coordination, through=scene.sophie, bot=vigil.bot)
    await server.until_taken()
    await vigil.settles()
    assert vigil.bot in await scene.esther.members(scene.room)
    await amina.says("!status", coordination)
    await amina.sees("Open alerts: 1", coordination)
    await still_works(scene)
    await reads_no_secret(server, rogue, amina, scene.room, coordination)


async def test_a_change_that_is_not_announced_lets_nobody_in(vigil: World, server: Hostile) -> None:
    """G3: a homeserver that says nothing of new devices gains nothing by it."""
    scene = await alert_raised(vigil)
    server.unannounced = {person.user for person in scene.partners}
    rogue = Rogue(scene.esther.user)
    server._rogues[rogue.user, rogue.id] = rogue  # Added, and not announced.
    await server.says_as(rogue, "!ack", scene.room, through=scene.sophie, bot=vigil.bot)
    await server.until_taken()
    await vigil.settles()
    await has_no_effect(scene)
    await still_works(scene)
    await reads_no_secret(server, rogue, scene.esther, scene.room)


async def test_a_one_time_key_that_its_device_has_not_signed_is_not_used(
    vigil: World, server: Hostile
) -> None:
    """G2, G3: no channel is opened to nobody knows whom; the shortfall is said, and mended when it can be."""
    await vigil.stops()  # It opens its channels as soon as there are devices, and keeps them.
    jean, sophie, esther, david, carter, zawadi = await vigil.people(
        "jean", "sophie", "esther", "david", "carter", "zawadi"
    )
    server.spoils_one_time_keys(esther.user, unsigned)
    await vigil.starts()
    await jean.says("alert they are at the gate")
    brief = await sophie.sees("Baobab needs help")
    await sophie.sees("The Clinic", brief.room)
    for person in (david, carter, zawadi):
        await person.sees("Baobab needs help")
    server._spoil.clear()
    await esther.sees("Baobab needs help", within=60)  # It asks again ever more rarely, up to once a minute.


async def test_words_to_every_device_open_nothing_else(vigil: World, server: Hostile) -> None:
    """G3: what is said to all devices of somebody is under a key that opens nothing that was said before."""
    scene = await alert_raised(vigil)
    await scene.esther.says("hello")
    await scene.esther.sees("Alerts come to partner organisations")
    rogue = Rogue(scene.esther.user)
    server.adds(rogue)
    await is_known(vigil, rogue)
    await vigil.forward(minutes=3)
    server.announces(rogue.user)
    await scene.esther.sees("One of your phones or computers is not verified", scene.esther.direct_chat)
    await scene.esther.says("hello again")
    await scene.esther.sees("Alerts come to partner organisations", scene.esther.direct_chat)
    texts = await server.read_by(rogue, scene.esther)
    assert len(texts) == 1 and "verif" in texts[0].lower()


async def test_whoever_is_given_a_used_one_time_key_reads_in_the_end(vigil: World, server: Hostile) -> None:
    """G2: a channel that its other end cannot open keeps nothing from anybody, and is replaced."""
    await vigil.stops()  # It opens its channels as soon as there are devices.
    jean, sophie, esther = await vigil.people("jean", "sophie", "esther")
    await vigil.people("david", "carter", "zawadi")
    used = await spent_key(esther, by=sophie)
    server.spoils_one_time_keys(esther.user, lambda _: used)
    await vigil.starts()
    await jean.says("alert they are at the gate")
    await sophie.sees("Baobab needs help")
    await esther.sees("Baobab needs help")
    assert server.handed_out[esther.user] == [used]
    await jean.says("they are inside")
    await esther.sees("they are inside")
    await esther.sees_nothing_undecryptable()


async def test_a_one_time_key_of_another_device_harms_nobody_else(vigil: World, server: Hostile) -> None:
    """G2: a channel that its other end cannot open keeps nothing from the other devices and people."""
    jean, sophie, esther = await vigil.people("jean", "sophie", "esther")
    await vigil.people("david", "carter", "zawadi")
    server.spoils_one_time_keys(esther.user, Twice())
    await jean.says("alert they are at the gate")
    await sophie.sees("Baobab needs help")
    await esther.sees("Baobab needs help")
    other = await esther.another_device()  # Its channel is opened with a key of the first device's.
    vigil.town.people.append(other)
    await jean.says("they are inside")
    await sophie.sees("they are inside")
    await esther.sees("they are inside")
    await esther.sees_nothing_undecryptable()
