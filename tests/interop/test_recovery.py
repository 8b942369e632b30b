"""`vigil demo --stay`: whoever joins in gives Element the recovery key that is printed, and is let in."""

from __future__ import annotations

from bot.demo import recovery
from tests.e2e.world import World
from tests.interop.conftest import JsPeople


async def test_an_app_that_is_given_the_recovery_key_takes_the_part(vigil: World, js: JsPeople) -> None:
    """Its device counts at once: Vigil reads it, it reads Vigil, and what was written before it came."""
    jean, sophie, *_ = await vigil.people("jean", "sophie", "esther", "david", "carter", "zawadi")
    await jean.says("alert they are at the gate")
    brief = await sophie.sees("Baobab needs help")
    assert sophie.identity is not None
    key = await recovery.set_up(sophie.phone.device, sophie.identity)
    await sophie.logs_out()
    again = await js.comes_back("sophie", key)
    assert again.master == sophie.identity.master
    assert (await again.sees("Baobab needs help", brief.room)).event_id == brief.event_id
    await again.says("!ack", brief.room)
    await jean.sees("1 organisation is on it: The Anchor")
    await jean.says("there are three of them")
    seen = await again.sees("Baobab: there are three of them", brief.room)
    assert again.looks[seen.event_id].clean
