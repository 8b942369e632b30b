"""Scripted people are good witnesses: they read all that a good client would, and say what they cannot."""

from __future__ import annotations

import re

import pytest

from bot.demo import attachments
from bot.demo.homeserver import LocalHomeserver
from bot.demo.memory import NotSeen
from bot.demo.town import Town


async def test_everybody_invited_reads_the_first_message_however_late_they_join(town: Town) -> None:
    """The four traps of nio's own room_send do not catch a person: joined first or last, all can read."""
    sophie, carter = await town.welcomes("sophie", "carter")
    (late,) = await town.welcomes("late", auto_join=False)
    room = await sophie.opens_room(carter.user, late.user, name="Room 7KQ4")
    await sophie.says("they are at the gate", room)
    await carter.says("on my way", room)
    seen = await carter.sees("GATE", room)
    assert seen.encrypted
    await sophie.sees(re.compile(r"my \w+"), room)
    await late.joins(room)
    await late.sees("at the gate", room)
    await late.sees("on my way", room)
    await late.says("so am I", room)
    for person in (sophie, carter):
        await person.sees("so am I", room, by=late.user)
        await person.sees_nothing_undecryptable()


async def test_a_direct_chat_with_the_bot_is_made_on_first_use(town: Town) -> None:
    """What is said without naming a room goes to the bot, encrypted unless the script wants otherwise."""
    await town.register("vigil")
    bot = await town.arrives("vigil")
    jean, marie = await town.welcomes("jean", "marie")
    await marie.opens_chat(encrypted=False)
    for person, encrypted in ((jean, True), (marie, False)):
        sent = await person.says("alert")
        seen = await bot.sees("alert", sent.room, by=person.user)
        assert (seen.encrypted, bot.phone.rooms[sent.room].direct) == (encrypted, True)
        assert 0 < seen.at - sent.at < 5
        await bot.says("I am here", sent.room)
        await person.sees_next("I am here")


async def test_pictures_places_edits_and_replies_arrive_as_sent(town: Town) -> None:
    """Attachments are encrypted where the room is, and open to what they were."""
    sophie, carter = await town.welcomes("sophie", "carter")
    for encrypted in (True, False):
        room = await sophie.opens_room(carter.user, encrypted=encrypted)
        await sophie.sends_picture(room)
        await sophie.sends_voice(room)
        await sophie.sends_file("plan.pdf", b"plan", room)
        await sophie.sends_location(-4.32, 15.31, room)
        sent = await sophie.says("two men", room)
        await sophie.edits(sent, "three men")
        picture = await carter.sees("gate.png", room, kind="m.image")
        assert await carter.opens(picture) == attachments.PICTURE
        assert await carter.opens(await carter.sees(room=room, kind="m.audio")) == attachments.VOICE
        assert await carter.opens(await carter.sees("plan", room)) == b"plan"
        await carter.sees("geo:-4.32,15.31", room, kind="m.location")
        original = await carter.sees("two men", room)
        assert (await carter.sees("three men", room)).edits == original.event_id
        await carter.replies(original, "armed?")
        assert (await sophie.sees("armed?", room)).answers == sent.event_id


async def test_a_new_device_reads_what_is_written_after_it_came(town: Town) -> None:
    """Messages from before are counted as undecryptable; whoever logged out is given no more keys."""
    sophie, carter = await town.welcomes("sophie", "carter")
    room = await sophie.opens_room(carter.user)
    await sophie.says("before", room)
    await carter.sees("before", room)
    new = await carter.another_device()
    town.people.append(new)
    await carter.logs_out()
    await sophie.says("after", room)
    await new.sees("after", room)
    assert len(new.undecryptable) == 1
    with pytest.raises(NotSeen):
        await new.sees_nothing_undecryptable()


async def test_a_bookmark_moves_forward_and_the_end_is_known_without_waiting(town: Town) -> None:
    """Nobody finds the same words twice, and what nobody expected fails the script."""
    sophie, carter = await town.welcomes("sophie", "carter")
    room = await sophie.opens_room(carter.user)
    for text in ("one", "two", "three"):
        await sophie.says(text, room)
    await carter.sees("two", room)
    with pytest.raises(NotSeen, match="three"):
        await carter.sees("one", room, within=0.1)
    with pytest.raises(NotSeen, match="three"):
        await carter.sees_nothing_more(room, by=sophie.user)
    await carter.sees_next("three", room, by=sophie.user)
    await carter.sees_nothing_more(room, by=sophie.user)


async def test_people_live_through_outages(town: Town, homeserver: LocalHomeserver) -> None:
    """Neither a dead phone nor a dead homeserver costs a person a message."""
    sophie, carter = await town.welcomes("sophie", "carter")
    room = await sophie.opens_room(carter.user)
    await carter.entered(room)
    await carter.goes_offline()
    for number in range(120):  # More than one sync shows: the rest must be scrolled up to.
        await sophie.says(f"line {number}.", room)
    homeserver.kill()
    await homeserver.start()
    await carter.comes_back()
    for number in range(120):
        await carter.sees_next(f"line {number}.", room, by=sophie.user)
    await carter.says("read it all", room)
    await sophie.sees("read it all", room)
