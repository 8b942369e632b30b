"""A stranger and a partner try every coordinators' command in every room, on a real homeserver (issue 5)."""

from __future__ import annotations

from bot.demo.people import Person
from tests.bot.test_strangers_commands import EVERY_ORDER
from tests.e2e.admin import admin_of
from tests.e2e.scenes import asks, everybody_on_it, keeps_strangers
from tests.e2e.world import World
from tests.matrix.wire import Wire


async def picture(vigil: World) -> object:
    """All that commands could change."""
    async with vigil.vigil.store.transaction() as tx:
        return (
            await tx.roster.everybody(),
            await tx.suspensions.subjects(),
            await tx.acts.head(),
            await tx.enrolments.open(vigil.clock.now()),
            await tx.confirmations.get(1, vigil.clock.now()),
        )


async def orders(person: Person, room: str) -> None:
    """They write every command."""
    for text in EVERY_ORDER:
        await person.says(text, room)


async def test_a_stranger_and_a_partner_order_nothing_anywhere(wired: World, wire: Wire) -> None:
    """In their chats, in an alert room, and in the coordination room, where the homeserver keeps them."""
    vigil = wired
    keeps_strangers(wire)
    amina, theo = await vigil.people("amina", "theo")
    room = await amina.room("Coordination")
    scene = await everybody_on_it(vigil)
    await asks(amina, "!organisation remove The Clinic", "is to be removed")
    await vigil.settles()
    before = await picture(vigil)
    await orders(theo, await theo.chat())
    await orders(scene.david, await scene.david.chat())
    await orders(scene.david, scene.room)
    async with admin_of(vigil.town) as admin:
        for person in (theo, scene.david):
            await admin.invites_as(vigil.bot, person.user, room)
            assert await person.room("Coordination") == room
            await orders(person, room)
    await vigil.settles()
    await scene.sophie.says("!status", scene.room)
    await scene.sophie.sees("On it", scene.room)
    assert await picture(vigil) == before
    for person in (theo, scene.david):
        await person.catches_up()
        told = [seen.text for seen in person.memory.seen if seen.room == room and seen.sender == vigil.bot]
        assert told == []
