"""Attacks come to nothing and are told; accidents are only counted; nobody is told the same twice an hour."""

from __future__ import annotations

import pytest

from bot.ports import Forged, Undecryptable
from bot.store.chats import Chat
from tests.bot.people import Person, user_id
from tests.bot.scenes import alert_raised
from tests.bot.world import World


async def counted(vigil: World, name: str) -> int:
    """How often this has happened, in all months."""
    async with vigil.store.transaction() as tx:
        return sum(each.number for each in await tx.counts.all() if each.name == name)


def forges(vigil: World, reason: str) -> None:
    """Whatever comes next is not what it claims to be."""
    vigil.gateway.breaks("decrypt", Forged(reason), times=1)


async def replays(vigil: World, person: Person) -> None:
    """The homeserver gives the bot the last words of this person again, as a new event."""
    vigil.homeserver.repeat(person.user, vigil.homeserver.events_of(person.user)[-1])
    await vigil.settles()


# What is an attack, and what is none


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("relabelled", "somebody else wrote"),
        ("state", "pretended to change the room"),
        ("wrong_room", "from another room"),
        ("tampered", "changed on its way"),
    ],
)
async def test_a_forged_message_has_no_effect_and_is_told(vigil: World, reason: str, words: str) -> None:
    """G3: a command in a message that is not what it claims to be is none, and the coordinators know."""
    scene = await alert_raised(vigil)
    forges(vigil, reason)
    await scene.carter.says("!ack", scene.room)
    told = scene.amina.sees_next(words)
    assert "Lake Watch" in told.text
    assert scene.room not in told.text and "Room K001" in told.text
    assert told.mentions == (scene.amina.user,)
    vigil.nobody.sees_more()
    assert await counted(vigil, f"attack-{reason}") == 1


async def test_words_that_somebody_else_claims_first_are_read_when_their_key_comes(vigil: World) -> None:
    """Whoever gives a key as theirs before its owner does is told of, and keeps nobody's words away (G1)."""
    scene = await alert_raised(vigil)
    await scene.jean.begins_a_key(comes=False)
    session, _ = vigil.homeserver._outbound[scene.jean.user, scene.jean.chat or ""]
    fault = Undecryptable(session, relabelled=True)
    vigil.gateway.breaks("decrypt", fault, times=2)
    await scene.jean.says("they are inside")
    scene.amina.sees_next("somebody else wrote")
    vigil.nobody.sees_more()
    assert await counted(vigil, "attack-relabelled") == 1
    await scene.jean.hands_over_keys()
    scene.sophie.sees_next("Baobab: they are inside", scene.room)


async def test_a_strangers_words_wait_for_no_key(vigil: World) -> None:
    """What they say counts nowhere, so nothing of it is kept."""
    scene = await alert_raised(vigil)
    vigil.gateway.breaks("decrypt", Undecryptable("theirs"))
    (theo,) = vigil.people("theo")
    chat = scene.jean.chat or ""
    vigil.homeserver.enter(vigil.homeserver.rooms[chat], theo.user)
    await theo.says("hello", chat)
    assert await vigil.store.rows("SELECT 1 FROM inbox WHERE state != 'done'") == []


async def test_what_makes_no_sense_is_an_accident(vigil: World) -> None:
    """An event that cannot be read as one is counted, and nobody is troubled."""
    scene = await alert_raised(vigil)
    forges(vigil, "malformed")
    await scene.carter.says("!ack", scene.room)
    vigil.nobody.sees_more()
    assert await counted(vigil, "event-malformed") == 1


async def test_a_replayed_message_has_no_effect_and_is_told(vigil: World) -> None:
    """G3: the same ciphertext under another event ID counts once; the very same event again is no attack."""
    scene = await alert_raised(vigil)
    await scene.jean.says("they are inside")
    vigil.everybody_reads_on()
    await replays(vigil, scene.jean)
    assert "The chat of Baobab" in scene.amina.sees_next("an old message was sent once more").text
    vigil.nobody.sees_more()


async def test_the_same_event_again_is_no_attack(vigil: World) -> None:
    """G1: a homeserver that was set back brings what it brought before, and accuses nobody."""
    scene = await alert_raised(vigil)
    await scene.jean.says("they are inside")
    await vigil.store.writes("DELETE FROM inbox WHERE state = 'done'")  # As after seven days.
    vigil.everybody_reads_on()
    vigil.homeserver.bring_again(vigil.homeserver.events_of(scene.jean.user)[-1])
    await vigil.settles()
    vigil.nobody.sees_more()
    assert await counted(vigil, "attack-replayed") == 0


@pytest.mark.parametrize("place", ["alert", "direct", "coordination"])
async def test_plain_words_where_all_is_encrypted_are_told(vigil: World, place: str) -> None:
    """G3: words in the clear command nothing, in no room that is encrypted."""
    scene = await alert_raised(vigil)
    rooms = {
        "alert": (scene.carter, scene.room, "!ack", "Room K001"),
        "direct": (scene.jean, scene.jean.chat, "2", "The chat of Baobab"),
        "coordination": (scene.amina, _coordination(vigil), "!alerts", "The coordination room"),
    }
    person, room, words, where = rooms[place]
    await person.says(words, room, plain=True)
    assert where in scene.amina.sees_next("without encryption").text
    vigil.nobody.sees_more()
    assert await counted(vigil, "attack-plaintext") == 1


def _coordination(vigil: World) -> str:
    return next(room.id for room in vigil.homeserver.rooms.values() if room.name == "Coordination")


@pytest.mark.parametrize("kind", ["m.reaction", "m.room.redaction", "m.call.invite", "m.call.candidates"])
async def test_what_clients_send_in_the_clear_is_no_attack(vigil: World, kind: str) -> None:
    """Reactions, redactions and the inside of calls are plaintext in Matrix, or may be."""
    scene = await alert_raised(vigil)
    await scene.jean.sends({"call_id": "1"}, kind=kind, plain=True)
    await scene.carter.sends({"call_id": "1"}, scene.room, kind=kind, plain=True)
    vigil.nobody.sees_more()
    assert await counted(vigil, "attack-plaintext") == 0


async def test_nobody_changes_the_words_of_another(vigil: World) -> None:
    """G3: an edit of somebody else's message is no message, and no command."""
    scene = await alert_raised(vigil)
    said = await scene.sophie.says("good evening", scene.room)
    vigil.everybody_reads_on()
    await scene.carter.edits(said, "!ack", scene.room)
    assert "Lake Watch" in scene.amina.sees_next("change a message of another person").text
    vigil.nobody.sees_more()
    await scene.carter.says("!status", scene.room)
    scene.sophie.sees_next("Nobody is on it yet", scene.room)


async def test_ones_own_words_may_be_changed(vigil: World) -> None:
    """An edit by whoever wrote it counts; of what nobody knows, it may be hidden that it was obeyed."""
    scene = await alert_raised(vigil)
    said = await scene.carter.says("!akc", scene.room)
    vigil.everybody_reads_on()
    await scene.carter.edits(said, "!ack", scene.room)
    scene.sophie.sees_next("Lake Watch is on it", scene.room)
    await scene.esther.edits("$forgotten", "!ack", scene.room)
    scene.sophie.sees_next("write it as a new message", scene.room)
    assert await counted(vigil, "attack-edited") == 0


async def test_a_device_that_is_not_believed_is_told(vigil: World) -> None:
    """G3: what a device says that nobody vouches for is no command: the room and its author read so at once.

    The coordinators read of a colleague's new phone, and of no attack: in one message, when it is known that
    it stays unverified.
    """
    scene = await alert_raised(vigil)
    phone = vigil.homeserver.new_phone(scene.carter.user, signed=False)
    vigil.homeserver.speaks_from[scene.carter.user] = phone
    await vigil.settles()
    vigil.everybody_reads_on()
    await scene.carter.says("!ack", scene.room)
    said = scene.sophie.sees_next("Lake Watch: what was just written here in your name", scene.room)
    assert vigil.homeserver.holders[said.session or ""] & {phone}
    assert not scene.amina.unread()
    await vigil.forward(minutes=2)
    await vigil.looks_again()
    told = scene.amina.sees_next("@carter:vigil.test: has written on it already, and I took no notice")
    assert told.mentions == ()
    await scene.carter.says("!ack", scene.room)
    assert "ATTACK" not in " ".join(scene.amina.all_of())
    assert len([each for each in scene.sophie.all_of(scene.room) if "written here in your name" in each]) == 1
    await scene.esther.says("!status", scene.room)
    scene.sophie.sees("Nobody is on it yet", scene.room)
    assert await counted(vigil, "attack-unsigned-device") == 2


async def test_words_under_a_changed_identity_are_told_as_such(vigil: World) -> None:
    """G6: the device may be verified as well as can be; what is wanting is that a coordinator makes sure."""
    scene = await alert_raised(vigil)
    await scene.carter.changes_identity()
    await vigil.settles()
    vigil.everybody_reads_on()
    await scene.carter.says("!ack", scene.room)
    told = scene.amina.sees("whose identity has changed")
    assert told.mentions == ()
    assert "has not verified" not in " ".join(scene.amina.all_of())
    await scene.esther.says("!status", scene.room)
    scene.sophie.sees("Nobody is on it yet", scene.room)
    assert await counted(vigil, "attack-changed-identity") == 1
    assert await counted(vigil, "attack-unsigned-device") == 0


# How often


async def test_a_flood_is_told_once_an_hour_with_its_number(vigil: World) -> None:
    """The first is told at once, the others together when the hour is over, be it after a restart."""
    scene = await alert_raised(vigil)
    for _ in range(4):
        await scene.carter.says("!ack", scene.room, plain=True)
    scene.amina.sees_next("without encryption")
    vigil.nobody.sees_more()
    await vigil.forward(minutes=9)
    await vigil.restarts()
    for partner in (scene.sophie, scene.esther, scene.david, scene.carter):
        await partner.says("!ack", scene.room)
    vigil.everybody_reads_on()
    await vigil.forward(minutes=50)
    scene.amina.sees_no_more()
    await vigil.forward(minutes=1)
    scene.amina.sees("3 more times")
    await vigil.forward(minutes=60)
    assert "without encryption" not in " ".join(said.text for _, said in scene.amina.unread())
    await vigil.forward(minutes=60)
    await scene.carter.says("!ack", scene.room, plain=True)
    assert "more times" not in scene.amina.sees("without encryption").text


async def test_each_kind_and_each_room_is_told(vigil: World) -> None:
    """What happens in one room hides nothing of what happens in another."""
    scene = await alert_raised(vigil)
    await scene.carter.says("!ack", scene.room, plain=True)
    await scene.jean.says("2", plain=True)
    forges(vigil, "relabelled")
    await scene.carter.says("!ack", scene.room)
    for words in ("Room K001", "The chat of Baobab", "somebody else wrote"):
        scene.amina.sees_next(words)
    scene.amina.sees_no_more()


async def test_a_strangers_own_chat_troubles_nobody(vigil: World) -> None:
    """Strangers cannot make the coordinators' room ring with what they do in their own chats."""
    scene = await alert_raised(vigil)
    async with vigil.store.transaction() as tx:
        await vigil.vigil.worker._attacks.note(
            tx, "plaintext", Chat("!theirs", "direct", person=user_id("theo")), user_id("theo")
        )
    await vigil.settles()
    scene.amina.sees_no_more()
    assert await counted(vigil, "attack-plaintext") == 1


async def test_what_was_noted_goes_with_the_alert(vigil: World) -> None:
    """G5: when the alert's record is erased, nothing is left that names its room."""
    scene = await alert_raised(vigil)
    await scene.carter.says("!ack", scene.room, plain=True)
    assert await vigil.store.rows("SELECT room FROM notices") == [(scene.room,)]
    async with vigil.store.transaction() as tx:
        await tx.chats.remove(scene.room)
    assert await vigil.store.rows("SELECT room FROM notices") == []


# Keys that are withheld


async def withholds(vigil: World, person: Person, room: str, *, code: str = "m.unverified") -> None:
    """This person's app keeps the key from the bot, says so, and sends what cannot be read."""
    vigil.homeserver.new_key(person.user, room, comes=False)
    vigil.homeserver.withhold(person.user, room, code=code)
    await person.says("they are inside", room)


@pytest.mark.parametrize("code", ["m.unverified", "m.unauthorised"])
async def test_a_withheld_key_is_told_at_once(vigil: World, code: str) -> None:
    """G6: whoever writes what nobody can read hears it at once and what to do, and so do the others, once."""
    scene = await alert_raised(vigil)
    assert scene.jean.chat is not None
    await withholds(vigil, scene.jean, scene.jean.chat, code=code)
    scene.jean.sees_next("your app gives me no key")
    assert scene.amina.sees_next("Baobab").mentions == (scene.amina.user,)
    scene.sophie.sees_next("Baobab sent something", scene.room)
    vigil.everybody_reads_on()
    await vigil.forward(seconds=30)
    vigil.nobody.sees_more()


async def test_a_partners_withheld_key_is_told_in_the_room(vigil: World) -> None:
    """The organisation is named to the coordinators; what to do is said where it was written."""
    scene = await alert_raised(vigil)
    await withholds(vigil, scene.carter, scene.room)
    scene.carter.sees_next("your app gives me no key", scene.room)
    assert "Lake Watch" in scene.amina.sees_next("gives me no key").text
    vigil.everybody_reads_on()
    await vigil.forward(seconds=30)
    vigil.nobody.sees_more()


@pytest.mark.parametrize("code", ["m.blacklisted", "m.no_olm", "m.unavailable", "made up"])
async def test_other_codes_are_counted(vigil: World, code: str) -> None:
    """They are told as any message that cannot be read, when it has waited for ten seconds."""
    scene = await alert_raised(vigil)
    assert scene.jean.chat is not None
    await withholds(vigil, scene.jean, scene.jean.chat, code=code)
    vigil.nobody.sees_more()
    assert await counted(vigil, f"withheld-{code}" if code.startswith("m.") else "withheld-other") == 1
    await vigil.forward(seconds=11)
    scene.jean.sees_next("cannot read a message")


async def test_a_flood_of_withheld_keys_is_one_notice(vigil: World) -> None:
    """Anybody can say it: it is never more than a notice, one an hour for each person and room."""
    scene = await alert_raised(vigil)
    assert scene.jean.chat is not None
    for number in range(50):
        vigil.homeserver.withhold(scene.jean.user, scene.jean.chat, f"session{number}")
        vigil.homeserver.withhold(user_id("theo"), scene.jean.chat, f"session{number}")
        vigil.homeserver.withhold(scene.jean.user, "!elsewhere", f"other{number}")
        vigil.homeserver.withhold(user_id("neema"), scene.room, f"not there{number}")
    await vigil.settles()
    scene.jean.sees_next("your app gives me no key")
    scene.amina.sees_next("Baobab")
    for partner in (scene.sophie, scene.esther, scene.david, scene.carter, scene.zawadi):
        partner.sees_next("Baobab sent something", scene.room)
    vigil.nobody.sees_more()
    assert await counted(vigil, "withheld-m.unverified") == 200


async def test_a_message_after_the_hour_is_told_again(vigil: World) -> None:
    """G6: whoever goes on writing what nobody can read is not forgotten."""
    (jean,) = vigil.people("jean")
    chat = await jean.opens_chat()
    await withholds(vigil, jean, chat)
    jean.sees_next("your app gives me no key")
    await vigil.forward(minutes=61)
    await jean.says("is anybody there?")
    await vigil.forward(seconds=11)
    jean.sees_next("cannot read a message")


async def test_the_key_that_comes_after_all_is_used(vigil: World) -> None:
    """G1: what was withheld and is given later is read."""
    scene = await alert_raised(vigil)
    assert scene.jean.chat is not None
    await withholds(vigil, scene.jean, scene.jean.chat)
    vigil.everybody_reads_on()
    await scene.jean.hands_over_keys()
    scene.sophie.sees_next("they are inside", scene.room)
