"""A partner on plain nio, which cannot cross-sign: refused, and told why in words that it can read."""

from __future__ import annotations

from tests.e2e.world import World
from tests.interop.plain_nio import NioPerson


async def test_an_unsigned_partner_gets_no_key_and_hears_why(vigil: World, esther_on_nio: NioPerson) -> None:
    """Matrix says `m.unverified`, Vigil says it in the direct chat; nothing of the alert is read (G3, G6)."""
    esther = esther_on_nio
    jean, sophie, amina = await vigil.people("jean", "sophie", "amina")
    await jean.says("alert they are at the gate")
    brief = await sophie.sees("Baobab needs help")
    told = await sophie.sees("cannot read this room yet: they have not verified", brief.room)
    assert "The Clinic" in told.text
    await amina.sees("since they have not verified their device")
    await esther.until(lambda: esther.memory.unreadable.get(brief.event_id), 10, "the brief, unreadable")
    await esther.until(lambda: esther.withheld or None, 10, "to be told that the key is withheld")
    assert {(refused["code"], refused["room_id"]) for refused in esther.withheld} == {
        ("m.unverified", brief.room)
    }
    await vigil.forward(minutes=3)  # The time in which somebody who has just logged in verifies their phone.
    vigil.vigil.readers.wake()
    said = await esther.sees("choose “Verify session”")
    assert said.encrypted and said.room != brief.room
    await jean.says("I am in the blue house")
    await sophie.sees("the blue house", brief.room)
    await vigil.settles()
    await esther.catches_up()
    assert [seen.text for seen in esther.memory.seen if seen.room == brief.room] == []
