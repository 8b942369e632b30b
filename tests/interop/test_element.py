"""The engine of Element in its strictest mode: it reads Vigil, Vigil reads it, and it has nothing to warn of.

matrix-js-sdk with its Rust crypto, cross-signed, excluding every device that its owner has not signed.
"""

from __future__ import annotations

import asyncio

from bot.demo.town import Town
from tests.e2e.world import World
from tests.interop.conftest import JsPeople
from tests.interop.js import JsPerson

REASON = "they are gone and the neighbours watch"
OTHERS = ("esther", "david", "carter", "zawadi")
"""The people of the four organisations that are called for Jean, without Sophie."""


async def device_of_bot(vigil: World, reader: JsPerson) -> str:
    """The bot's one device; `reader` knows its owner's identity, and that it is signed with it."""
    seen = await reader.standing(vigil.bot)
    assert seen.known and len(seen.devices) == 1
    assert seen.signed_devices == seen.devices
    (device,) = seen.devices
    return device


async def meets(sophie: JsPerson, vigil: World) -> None:
    """Sophie writes to Vigil once, as when she was enrolled: her client knows its device from then on.

    js-sdk 43 asks for the devices of a room's members only when it has joined. In its strictest mode, what
    arrives before the answer is undecryptable until Element is started again, though key and signature are
    there a moment later: `onMegolmDecryptionError` takes it off the list of what is tried again.
    """
    await sophie.says("hello")
    await sophie.sees("what else you can do in this chat", by=vigil.bot)


async def test_a_defender_lives_through_an_alert(vigil: World, js: JsPeople) -> None:
    """Alert, brief, ack, check-in, resolve: all of it read on both sides, nothing with a shield (G2, G3)."""
    jean = await js.arrives("jean")
    sophie, *partners = await vigil.people("sophie", *OTHERS)
    await jean.says("alert they are at the gate")
    await jean.sees_next("I have your alert")
    brief = await sophie.sees("Baobab needs help")
    assert "they are at the gate" in brief.text
    await jean.sees("4 organisations are invited")
    await sophie.says("!ack", brief.room)
    await jean.sees("1 organisation is on it: The Anchor")
    await jean.says("there are three of them")
    await sophie.sees("Baobab: there are three of them", brief.room)
    await vigil.forward(hours=1)
    question = await jean.sees("Are you safe?")
    assert "1 safe" in question.text
    await jean.says("1")
    await sophie.sees("Baobab answers: safe", brief.room)
    await jean.sees("I will ask you again at")
    await sophie.says(f"!resolve {REASON}", brief.room)
    await jean.sees("Is it over?")
    await vigil.settles()
    await vigil.forward(seconds=6)  # nobody reads and answers faster
    await jean.says("1")
    await asyncio.gather(
        *(each.sees("Baobab agrees. The alert is closed", brief.room) for each in (sophie, *partners))
    )
    await jean.sees("Your alert is closed")
    await jean.catches_up()
    assert jean.sees_only_clean(vigil.bot) >= 8
    device = await device_of_bot(vigil, jean)
    assert {look.device for look in jean.looks.values()} == {device}


async def test_a_partner_lives_through_an_alert(vigil: World, js: JsPeople) -> None:
    """The one who is called reads the brief and all that follows, and what they write is obeyed (G2, G3)."""
    sophie = await js.arrives("sophie")
    jean, esther, david, *_ = await vigil.people("jean", *OTHERS)
    await meets(sophie, vigil)
    await jean.says("alert they are at the gate")
    brief = await sophie.sees("Baobab needs help")
    assert "they are at the gate" in brief.text
    assert sophie.user in brief.mentions
    await sophie.says("!ack", brief.room)
    await jean.sees("1 organisation is on it: The Anchor")
    await esther.says("we bring the car", brief.room)
    said = await sophie.sees("we bring the car", brief.room)
    assert sophie.looks[said.event_id].clean
    await sophie.says("!tell stay inside", brief.room)
    await jean.sees("stay inside")
    await vigil.forward(hours=1)
    await jean.sees("Are you safe?")
    await jean.says("1")
    await sophie.sees("Baobab answers: safe", brief.room)
    await sophie.says(f"!resolve {REASON}", brief.room)
    await sophie.sees(REASON, brief.room)
    await david.confirms(brief.room)
    await sophie.sees("Jurists for All agrees. The alert is closed", brief.room)
    await sophie.catches_up()
    assert sophie.sees_only_clean(vigil.bot) >= 5
    assert sophie.sees_only_clean(esther.user) == 1
    device = await device_of_bot(vigil, sophie)
    from_bot = {message.event_id for message in sophie.memory.seen if message.sender == vigil.bot}
    assert {sophie.looks[event].device for event in from_bot} == {device}


async def test_the_partner_who_joins_last_reads_the_first_message(vigil: World, js: JsPeople) -> None:
    """Though the brief is older than their joining (G2)."""
    sophie = await js.arrives("sophie", auto_join=False)
    jean, esther, *_ = await vigil.people("jean", *OTHERS)
    await meets(sophie, vigil)
    await jean.says("alert they are at the gate")
    brief = await esther.sees("Baobab needs help")
    await esther.says("!ack", brief.room)
    await esther.sees("1 of 4 is on it", brief.room)
    await vigil.settles()
    await sophie.joins(brief.room)
    first = await sophie.sees("Baobab needs help")
    assert first.event_id == brief.event_id
    await sophie.catches_up()
    assert sophie.sees_only_clean(vigil.bot) >= 2


async def test_a_partner_on_an_unsigned_device_is_refused_the_key_in_words_of_matrix(
    vigil: World, js: JsPeople
) -> None:
    """js-sdk itself knows why it cannot read: the device was not verified, which Element says (G3)."""
    sophie = await js.arrives("sophie", signed=False, strict=False)
    jean, esther, *_ = await vigil.people("jean", *OTHERS)
    await jean.says("alert they are at the gate")
    brief = await esther.sees("Baobab needs help")
    await sophie.until(lambda: brief.event_id in sophie.reasons or None, 10, "the brief, unreadable")
    await sophie.until(
        lambda: sophie.reasons[brief.event_id] == "MEGOLM_KEY_WITHHELD_FOR_UNVERIFIED_DEVICE" or None,
        10,
        "the reason why the key was refused",
    )
    await sophie.catches_up()
    assert [seen for seen in sophie.memory.seen if seen.room == brief.room] == []


async def test_the_shield_would_be_seen(town: Town, js: JsPeople) -> None:
    """A bot that is not cross-signed warns whom it writes to, or cannot be read at all: the driver tells."""
    strict, easy = await asyncio.gather(js.arrives("sophie"), js.arrives("esther", strict=False))
    (plain,) = await town.welcomes("vera", signed=False)
    (sound,) = await town.welcomes("jean")
    room = await plain.opens_room(strict.user, easy.user, sound.user)
    await asyncio.gather(strict.entered(room), easy.entered(room), sound.entered(room))
    await sound.says("from a signed device", room)
    await plain.says("from an unsigned device", room)
    for person in (strict, easy):
        clean = await person.sees("from a signed device", room)
        assert person.looks[clean.event_id].clean
    seen = await easy.sees("from an unsigned device", room)
    look = easy.looks[seen.event_id]
    assert (look.shield, look.reason, look.signed_by_owner) == ("RED", "UNSIGNED_DEVICE", False)
    assert not look.clean
    await strict.until(lambda: strict.reasons.get(seen.event_id), 10, "a message that it refuses to show")
    assert strict.reasons[seen.event_id] == "UNSIGNED_SENDER_DEVICE"
