"""The homeserver shows other master keys, or none: nothing more is told to whoever that may be (G3)."""

from __future__ import annotations

from bot.matrix.identity import Identity
from tests.e2e.scenes import alert_raised, everybody_on_it
from tests.e2e.world import World
from tests.hostile.homeserver import Hostile, until
from tests.hostile.rogue import Rogue
from tests.hostile.test_devices import reads_no_secret


async def is_doubted(vigil: World, user: str) -> None:
    """Vigil has noticed, and done what follows."""
    await until(lambda: vigil.vigil.identities.standing(user).changed)
    await vigil.settles()


async def test_a_partner_with_a_swapped_identity_hears_and_commands_nothing(
    vigil: World, server: Hostile
) -> None:
    """G2, G3: one whole made-up chain, with a device in it; the others are told, and go on reading."""
    (amina,) = await vigil.people("amina")
    coordination = await amina.room("Coordination")
    scene = await alert_raised(vigil)
    fake = Identity.make(scene.esther.user)
    rogue = Rogue(scene.esther.user, fake)
    server.adds(rogue)
    server.swaps(scene.esther.user, fake)
    await is_doubted(vigil, scene.esther.user)
    await amina.sees("IDENTITY CHANGED", coordination)
    others = (scene.sophie, scene.david, scene.carter, scene.zawadi)
    for person in others:
        await person.sees("The identity of The Clinic has changed", scene.room)
    await scene.jean.says("they are inside")
    for person in others:
        await person.sees("they are inside", scene.room)
    await server.says_as(rogue, "!ack", scene.room, through=scene.sophie, bot=vigil.bot)
    await scene.esther.says("!ack", scene.room)  # Her own phone: nobody can tell which is hers.
    await server.until_taken()
    await vigil.settles()
    assert "Nobody is on it yet" in (await scene.says_status()).text
    for person in (scene.jean, *others):
        await person.sees_nothing_undecryptable()
    assert scene.room not in {room for room, _ in await keys_given(server, rogue)}
    await amina.says("!people", coordination)
    await amina.sees("The Clinic", coordination)


async def keys_given(server: Hostile, rogue: Rogue) -> set[tuple[str, str]]:
    """The sessions, by room, that this device could open."""
    rogue.takes(server.given(rogue.user, rogue.id))
    return set(rogue.sessions)


async def test_a_defender_with_a_swapped_identity_learns_no_plan(vigil: World, server: Hostile) -> None:
    """G3: the room is told to ask what only Baobab can answer; nothing that is said then holds a plan."""
    (amina,) = await vigil.people("amina")
    coordination = await amina.room("Coordination")
    scene = await alert_raised(vigil)
    fake = Identity.make(scene.jean.user)
    rogue = Rogue(scene.jean.user, fake)
    server.adds(rogue)
    server.swaps(scene.jean.user, fake)
    await is_doubted(vigil, scene.jean.user)
    await scene.all_see("ask a question that only Baobab can answer")
    await amina.sees("IDENTITY CHANGED", coordination)
    await scene.sophie.says("!ack", scene.room)
    await scene.all_see("The Anchor is on it")
    await scene.sophie.says("!tell we come at six to the blue house", scene.room)
    await scene.sophie.sees("I am not passing it on", scene.room)
    await vigil.forward(hours=1)
    await vigil.settles()
    texts = await server.read_by(rogue, scene.jean)
    assert not [text for text in texts if "Anchor" in text or "blue house" in text or "Clinic" in text]
    assert {room for room, _ in rogue.sessions} <= {scene.jean.direct_chat}


async def test_a_swapped_defender_ends_nothing(vigil: World, server: Hostile) -> None:
    """G3: the second voice that closes an alert is not one that nobody vouches for."""
    scene = await everybody_on_it(vigil)
    fake = Identity.make(scene.jean.user)
    rogue = Rogue(scene.jean.user, fake)
    server.adds(rogue)
    server.swaps(scene.jean.user, fake)
    await is_doubted(vigil, scene.jean.user)
    await scene.sophie.says("!resolve they have gone", scene.room)
    await scene.all_see("!confirm")
    assert scene.jean.direct_chat is not None
    await server.says_as(rogue, "1", scene.jean.direct_chat, through=scene.sophie, bot=vigil.bot)
    await server.until_taken()
    await vigil.settles()
    await scene.sophie.says("!status", scene.room)
    await scene.sophie.sees("Raised at", scene.room)
    await scene.esther.confirms(scene.room)  # Two organisations can, all the same.
    await scene.all_see("closed")


async def test_a_hidden_master_key_lets_nobody_in(vigil: World, server: Hostile) -> None:
    """G3: somebody of whom no identity is shown any more is not somebody else, and has no other devices."""
    scene = await alert_raised(vigil)
    rogue = Rogue(scene.esther.user)
    server.adds(rogue)
    server.hides(scene.esther.user)
    await server.until_taken()
    await scene.jean.says("they are inside")
    for person in (scene.sophie, scene.david, scene.carter, scene.zawadi):
        await person.sees("they are inside", scene.room)
    await server.says_as(rogue, "!ack", scene.room, through=scene.sophie, bot=vigil.bot)
    await server.until_taken()
    await vigil.settles()
    await scene.sophie.sees("The Clinic cannot read this room yet", scene.room)
    assert "Nobody is on it yet" in (await scene.says_status()).text
    await reads_no_secret(server, rogue, scene.esther, scene.room)
    server.hidden.clear()
    server.announces(scene.esther.user)
    await scene.jean.says("they have left")
    await scene.esther.sees("they have left", scene.room)


async def test_an_identity_swapped_before_the_first_look_is_pinned_and_shown(
    vigil: World, server: Hostile
) -> None:
    """G3, G6: trust at first use can be betrayed; the coordinators are given the fingerprint to compare."""
    (amina,) = await vigil.people("amina")
    coordination = await amina.room("Coordination")
    fake = Identity.make(vigil.town.user_id("neema"))
    server.swaps(vigil.town.user_id("neema"), fake)
    await vigil.people("neema")
    server.announces(fake.user)
    await vigil.restarts()
    shown = await amina.sees("Volcano House", coordination)
    assert fake.master[:4] in shown.text
