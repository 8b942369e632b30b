"""`!suspend` on a real homeserver, with real clients (issue 3, "Whom Vigil trusts")."""

from __future__ import annotations

import asyncio
import re
from functools import partial

from bot.demo import cast
from bot.demo.people import Person
from tests.e2e.scenes import alert_raised, everybody_on_it
from tests.e2e.world import World
from tests.waiting import until


async def coordinator(vigil: World) -> tuple[Person, str]:
    """Amina, in the coordination room."""
    (amina,) = await vigil.people(cast.COORDINATOR)
    return amina, await amina.room("Coordination")


async def session_of(vigil: World, room: str) -> str:
    """The Megolm session that the bot used last in this room."""
    await vigil.settles()
    return vigil.vigil.gateway.machine.outbound._rooms[room].record.session_id


async def test_a_suspended_partner_is_out_of_every_open_room_at_once(vigil: World) -> None:
    """Removed from both rooms, their keys changed, the next called; no later word is for them (G3)."""
    amina, room = await coordinator(vigil)
    scene = await alert_raised(vigil)
    (mado, baraka) = await vigil.people("mado", "baraka")
    before = await session_of(vigil, scene.room)
    await amina.says(f"!suspend {scene.esther.user}", room)
    await amina.sees(f"{scene.esther.user} is suspended", room)
    brief = await baraka.sees("Baobab needs help")
    assert brief.room == scene.room
    await scene.sophie.says("!note the red car", scene.room)
    note = await scene.sophie.sees("is kept", scene.room)
    assert await session_of(vigil, scene.room) != before
    assert scene.esther.user not in await scene.sophie.members(scene.room)
    await scene.esther.catches_up()
    assert note.event_id not in {seen.event_id for seen in scene.esther.memory.seen}
    await mado.says("alert")
    await mado.sees("organisations sont invitées")
    await vigil.settles()
    assert all("Clinic" not in seen.text for seen in mado.memory.seen)


async def test_their_phone_is_given_no_key_even_if_it_is_still_there(vigil: World) -> None:
    """A homeserver that keeps them in the room gives them nothing to read."""
    amina, room = await coordinator(vigil)
    scene = await everybody_on_it(vigil)

    async def stays(room: str, user: str) -> None:
        """The homeserver says that it has removed them, and has not."""

    vigil.vigil.gateway.remove = stays  # type: ignore[method-assign]
    await amina.says("!suspend lake watch", room)
    await amina.sees("Lake Watch is suspended", room)
    await vigil.settles()
    await scene.sophie.says("!note the red car", scene.room)
    note = await scene.sophie.sees("is kept", scene.room)
    for person in (scene.carter, scene.zawadi):
        await person.until(partial(_kept_from, person, note.event_id), 10, "what is not for them")


def _kept_from(person: Person, event_id: str) -> bool | None:
    """Whether it is there, and cannot be read."""
    return event_id in person.memory.unreadable or None


async def test_it_holds_over_a_restart_and_can_be_undone(vigil: World) -> None:
    """Not called after it; called again, and able to read, once they are reinstated (G1, G2)."""
    amina, room = await coordinator(vigil)
    (sophie, jean) = await vigil.people("sophie", "jean")
    await sophie.sees("I am Vigil")  # Whoever is suspended is given no key to it either.
    await amina.says("!suspend The Anchor", room)
    await amina.sees("The Anchor is suspended", room)
    await vigil.restarts()
    await jean.says("alert they are at the gate")
    invited = await jean.sees("4 organisations are invited")
    assert "The Anchor" not in invited.text
    await amina.says("!reinstate anchor", room)
    question = await amina.sees("Nothing is done yet", room)
    await amina.says(re.findall(r"!yes \d+", question.text)[0], room)
    await amina.sees("takes part again from now on", room)
    (mado,) = await vigil.people("mado")
    await mado.says("alert")
    await sophie.sees("Kapok a besoin")
    await sophie.sees_nothing_undecryptable()


async def test_leaving_and_removal_change_the_key(vigil: World) -> None:
    """Whoever leaves, or is removed by whoever runs the homeserver, is not written to any more (G3)."""
    scene = await everybody_on_it(vigil)
    gateway = vigil.vigil.gateway
    for gone, go in (
        (scene.esther, scene.esther.leaves(scene.room)),
        (scene.david, gateway.remove(scene.room, scene.david.user)),
    ):
        before = await session_of(vigil, scene.room)
        await go
        await asyncio.wait_for(_has_left(vigil, scene.room, gone.user), 10)
        await scene.sophie.says("!status", scene.room)
        await scene.carter.sees("Raised at", scene.room)
        assert await session_of(vigil, scene.room) != before
        record = gateway.machine.outbound._rooms[scene.room].record
        assert gone.user not in gateway.machine.sessions.meant_for(record.session_id)


async def _has_left(vigil: World, room: str, user: str) -> None:
    """Returns when Vigil has taken it in."""

    async def has_left() -> bool:
        await vigil.settles()
        async with vigil.vigil.store.transaction() as tx:
            return user in await tx.chats.members(room, "leave")

    await until(has_left)
    await vigil.settles()
