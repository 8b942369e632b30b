"""A partner who has never written to Vigil: their app knows it by the chat that Vigil opens with them."""

from __future__ import annotations

from tests.e2e.world import World
from tests.interop.conftest import JsPeople


async def test_a_partner_who_only_accepted_the_chat_reads_what_is_older_than_their_joining(
    vigil: World, js: JsPeople
) -> None:
    """In the strictest mode of Element, and with nothing written to Vigil before (G2)."""
    sophie = await js.arrives("sophie", auto_join=False)
    jean, esther, *_ = await vigil.people("jean", "esther", "david", "carter", "zawadi")
    await vigil.restarts()  # It looks at once who is there by now, and not ten minutes later.
    await sophie.joins(await sophie.invited())
    await sophie.sees("I am Vigil", by=vigil.bot)
    await jean.says("alert they are at the gate")
    brief = await esther.sees("Baobab needs help")
    await esther.says("!ack", brief.room)
    await esther.sees("1 of 4 is on it", brief.room)
    await vigil.settles()
    await sophie.joins(brief.room)
    first = await sophie.sees("Baobab needs help")
    assert first.event_id == brief.event_id
    await sophie.catches_up()
    assert sophie.sees_only_clean(vigil.bot) >= 3
