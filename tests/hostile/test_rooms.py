"""The homeserver lets people in and changes rooms: nothing is encrypted for them, and it is said."""

from __future__ import annotations

import pytest

from tests.e2e.scenes import Scene, alert_raised
from tests.e2e.world import World
from tests.hostile.homeserver import Event, Hostile
from tests.hostile.rogue import Rogue, event


async def goes_on(scene: Scene) -> None:
    """G2: what is said next is read by everybody whom it is meant for."""
    await scene.jean.says("I am still here")
    await scene.all_see("I am still here")
    for person in (scene.jean, *scene.partners):
        await person.sees_nothing_undecryptable()


def member(user: str, membership: str, by: str) -> Event:
    """Somebody is in the room, or asked in, as this one would have it."""
    return event("m.room.member", by, {"membership": membership}, state_key=user)


@pytest.mark.parametrize("membership", ["join", "invite"])
async def test_an_injected_member_reads_and_commands_nothing(
    vigil: World, server: Hostile, membership: str
) -> None:
    """G3: whom Vigil did not invite is given no key, whoever the homeserver says is there; all are told."""
    (amina,) = await vigil.people("amina")
    coordination = await amina.room("Coordination")
    scene = await alert_raised(vigil)
    (theo,) = await vigil.people("theo")
    rogue = Rogue(theo.user, theo.identity)
    server.adds(rogue)
    server.puts(scene.room, member(theo.user, membership, vigil.bot))
    await amina.sees("was let into the alert room without me", coordination)
    await scene.sophie.sees("was let into this room without me", scene.room)
    await server.says_as(rogue, "!ack", scene.room, through=scene.sophie, bot=vigil.bot)
    await server.until_taken()
    await vigil.settles()
    await scene.sophie.says("!status", scene.room)
    seen = await scene.sophie.sees("Raised at", scene.room)
    assert "Nobody is on it yet" in seen.text
    await goes_on(scene)
    assert server.given(theo.user) == []


async def test_an_injected_partner_of_another_organisation_reads_nothing(
    vigil: World, server: Hostile
) -> None:
    """G3: not even somebody on the roster, who has good devices, but was not called."""
    scene = await alert_raised(vigil)
    (neema,) = await vigil.people("neema")
    await neema.sees("I am Vigil")
    server.puts(scene.room, member(neema.user, "join", vigil.bot))
    await scene.sophie.sees("was let into this room without me", scene.room)
    before = len(server.calls)
    await goes_on(scene)
    assert server.given(neema.user, since=before) == []


CHANGES: tuple[tuple[str, Event, str], ...] = (
    ("m.room.encryption", {}, "its encryption"),
    ("m.room.power_levels", {"users_default": 100}, "who may do what in it"),
    ("m.room.history_visibility", {"history_visibility": "world_readable"}, "was written earlier"),
    ("m.room.join_rules", {"join_rule": "public"}, "who may come in"),
    ("m.room.tombstone", {"replacement_room": "!trap:here", "body": "moved"}, "replaced by another"),
)


async def test_state_in_the_bots_own_name_is_noticed(vigil: World, server: Hostile) -> None:
    """G3, G6: the room and the coordinators are told what was changed each time, and all stays encrypted."""
    (amina,) = await vigil.people("amina")
    coordination = await amina.room("Coordination")
    scene = await alert_raised(vigil)
    before = len(server.calls)
    for kind, content, words in CHANGES:
        server.puts(scene.room, event(kind, vigil.bot, content, state_key=""))
        await amina.sees(words, coordination)
        await scene.all_see(words)
        await goes_on(scene)
    sent = [call for call in server.calls[before:] if f"/rooms/{scene.room}/send/" in call.path]
    assert sent and all("/send/m.room.encrypted/" in call.path for call in sent)
