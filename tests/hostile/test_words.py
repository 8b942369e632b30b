"""The homeserver forges, moves and repeats what people said: none of it counts, and people are told."""

from __future__ import annotations

from bot.demo.people import Person
from tests.e2e.scenes import Scene, alert_raised, everybody_on_it
from tests.e2e.world import World
from tests.hostile.homeserver import Event, Hostile
from tests.hostile.rogue import Rogue, event


async def told(vigil: World) -> tuple[Person, str]:
    """A coordinator, who is in the coordination room."""
    (amina,) = await vigil.people("amina")
    return amina, await amina.room("Coordination")


async def goes_on(scene: Scene) -> None:
    """G2: the good people's words still arrive, and everybody reads them."""
    await scene.jean.says("I am still here")
    await scene.all_see("I am still here")
    for person in (scene.jean, *scene.partners):
        await person.sees_nothing_undecryptable()


async def test_a_relabelled_confirmation_closes_nothing(vigil: World, server: Hostile) -> None:
    """G3: one organisation's word, shown as another's, is not the second voice, and it is told."""
    amina, coordination = await told(vigil)
    scene = await everybody_on_it(vigil)

    def relabel(room: str, each: Event) -> Event | None:
        relabelled = room == scene.room and each["sender"] == scene.sophie.user and "state_key" not in each
        return {**each, "sender": scene.esther.user} if relabelled else each

    await scene.sophie.says("!resolve they have gone", scene.room)
    await scene.all_see("!confirm")
    server.changes.append(relabel)
    await scene.sophie.confirms(scene.room)
    seen = await amina.sees("somebody else wrote", coordination)
    assert "The Clinic" in seen.text and amina.user in seen.mentions
    await vigil.settles()
    server.changes.clear()
    assert "closed" not in (await scene.says_status()).text.lower()
    await goes_on(scene)


async def test_a_replayed_command_counts_once(vigil: World, server: Hostile) -> None:
    """G3: the same ciphertext under another event ID, in the same name, is no second command."""
    amina, coordination = await told(vigil)
    scene = await everybody_on_it(vigil)
    await scene.sophie.says("!resolve they have gone", scene.room)
    await scene.all_see("!confirm")
    old = server.of(scene.room, scene.sophie.user)[-1]
    await scene.esther.says("!deny they are back", scene.room)
    await scene.all_see("they are back")
    server.puts(scene.room, event(old["type"], old["sender"], old["content"]))
    seen = await amina.sees("an old message was sent once more", coordination)
    assert "The Anchor" in seen.text and amina.user in seen.mentions
    await scene.esther.confirms(scene.room)
    await scene.esther.sees("Nobody has proposed", scene.room)
    await goes_on(scene)


async def test_a_message_from_another_room_counts_nowhere_else(vigil: World, server: Hostile) -> None:
    """G3: what a partner said about one alert commands nothing in another."""
    amina, coordination = await told(vigil)
    scene = await everybody_on_it(vigil)
    await scene.sophie.says("!resolve they have gone")  # To Vigil alone, where it means nothing.
    await scene.sophie.sees("Alerts come to partner organisations")
    assert scene.sophie.direct_chat
    said = server.of(scene.sophie.direct_chat, scene.sophie.user)[-1]
    server.puts(scene.room, event(said["type"], said["sender"], said["content"]))
    await amina.sees("from another room", coordination)
    await scene.esther.confirms(scene.room)
    await scene.esther.sees("Nobody has proposed", scene.room)
    await goes_on(scene)


async def test_plaintext_commands_nothing(vigil: World, server: Hostile) -> None:
    """G3: not in the alert room, not in the coordination room, not in the defender's chat."""
    amina, coordination = await told(vigil)
    scene = await everybody_on_it(vigil)
    assert scene.jean.direct_chat is not None
    words = {
        (scene.room, scene.sophie.user): "!resolve they have gone",
        (scene.jean.direct_chat, scene.jean.user): "we are betrayed",
        (coordination, amina.user): "!suspend The Clinic",
    }
    for (room, sender), text in words.items():
        server.puts(room, event("m.room.message", sender, {"msgtype": "m.text", "body": text}))
        await amina.sees("without encryption", coordination)
    await scene.esther.confirms(scene.room)
    await scene.esther.sees("Nobody has proposed", scene.room)
    await goes_on(scene)
    assert not [seen for seen in scene.sophie.memory.seen if "betrayed" in seen.text]
    assert scene.esther.user in await scene.sophie.members(scene.room)


async def test_an_encrypted_state_event_changes_nothing(vigil: World, server: Hostile) -> None:
    """G3: a member's ciphertext with a `state_key` is neither state nor a command."""
    amina, coordination = await told(vigil)
    scene = await alert_raised(vigil)

    def state(room: str, each: Event) -> Event | None:
        hit = room == scene.room and each["type"] == "m.room.encrypted"
        return {**each, "state_key": ""} if hit else each

    server.changes.append(state)
    await scene.esther.says("!ack", scene.room)
    seen = await amina.sees("pretended to change the room", coordination)
    assert "The Clinic" in seen.text and amina.user in seen.mentions
    server.changes.clear()
    assert "Nobody is on it yet" in (await scene.says_status()).text
    await goes_on(scene)


async def test_state_inside_of_the_encryption_changes_nothing(vigil: World, server: Hostile) -> None:
    """G3: nor if the `state_key` is inside, where a member of the room can put it (MATRIX.md 6)."""
    amina, coordination = await told(vigil)
    scene = await alert_raised(vigil)
    phone = Rogue(scene.esther.user, scene.esther.identity)
    server.adds(phone)
    await server.says_as(phone, "!ack", scene.room, through=scene.sophie, bot=vigil.bot, state_key="")
    await amina.sees("pretended to change the room", coordination)
    assert "Nobody is on it yet" in (await scene.says_status()).text
    await goes_on(scene)


async def test_ciphertext_that_was_changed_is_told(vigil: World, server: Hostile) -> None:
    """G3: one letter of it changed, and it says nothing."""
    amina, coordination = await told(vigil)
    scene = await alert_raised(vigil)

    def change(room: str, each: Event) -> Event | None:
        if room != scene.room or each["type"] != "m.room.encrypted":
            return each
        text = each["content"]["ciphertext"]
        other = "A" if text[40] != "A" else "B"
        return {**each, "content": {**each["content"], "ciphertext": text[:40] + other + text[41:]}}

    server.changes.append(change)
    await scene.esther.says("!ack", scene.room)
    await amina.sees("changed on its way", coordination)
    server.changes.clear()
    assert "Nobody is on it yet" in (await scene.says_status()).text
    await goes_on(scene)


async def test_somebody_elses_words_cannot_be_changed(vigil: World, server: Hostile) -> None:
    """G3: the relation is outside of the encryption; a homeserver that adds one makes no edit."""
    amina, coordination = await told(vigil)
    scene = await alert_raised(vigil)
    said = await scene.esther.says("good evening", scene.room)

    def relate(room: str, each: Event) -> Event | None:
        if room != scene.room or each["sender"] != scene.carter.user or each["type"] != "m.room.encrypted":
            return each
        relation = {"rel_type": "m.replace", "event_id": said.event_id}
        return {**each, "content": {**each["content"], "m.relates_to": relation}}

    server.changes.append(relate)
    await scene.carter.says("!ack", scene.room)
    seen = await amina.sees("change a message of another person", coordination)
    assert "Lake Watch" in seen.text
    await scene.all_see("Lake Watch is on it")


async def test_a_withheld_key_is_told(vigil: World, server: Hostile) -> None:
    """G6: whoever writes what nobody can read hears it at once; it may be a lie, so it is a notice."""
    amina, coordination = await told(vigil)
    scene = await alert_raised(vigil)
    assert scene.jean.direct_chat is not None
    content = {
        "algorithm": "m.megolm.v1.aes-sha2",
        "room_id": scene.jean.direct_chat,
        "session_id": "made up",
        "sender_key": "made up",
        "code": "m.unverified",
    }
    withheld = {"type": "m.room_key.withheld", "sender": scene.jean.user, "content": content}
    server.delivers(withheld, withheld, {**withheld, "content": {**content, "session_id": "another"}})
    await scene.jean.sees_next("your app gives me no key")
    seen = await amina.sees("gives me no key", coordination)
    assert "Baobab" in seen.text and amina.user in seen.mentions
    await goes_on(scene)
    assert len([each for each in amina.memory.seen if "gives me no key" in each.text]) == 1
