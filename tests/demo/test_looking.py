"""The story finds what was really read, and says in a sentence what was not."""

from __future__ import annotations

import time

import pytest

from bot.demo.looking import all_read, everybody_reads, needs, never_reads, reads
from bot.demo.memory import NotSeen
from bot.demo.people import Person
from bot.demo.town import Town


async def _two_in_a_room(town: Town) -> tuple[Person, Person, str]:
    """The bot, played by hand, and Sophie."""
    bot, sophie = await town.welcomes("vigil", "sophie")
    room = await bot.opens_room(sophie.user)
    await sophie.entered(room)
    return bot, sophie, room


async def test_what_was_read_since_a_moment_is_found_again(town: Town) -> None:
    """Other messages may come before, after and between; a look does not use up what it finds."""
    bot, sophie, room = await _two_in_a_room(town)
    await bot.says("The Anchor is on it.", room)
    first = await reads(sophie, "anchor", "on it", since=0)
    await bot.says("Something else.", room)
    await bot.says("Lake Watch is on it.", room)
    second = await reads(sophie, "on it", since=first.at, room=room)
    assert second.text == "Lake Watch is on it."
    assert (await reads(sophie, "on it", since=0)).text == "The Anchor is on it."
    assert [message.text for message in all_read(sophie, "on it", since=0)] == [first.text, second.text]


async def test_what_was_not_read_is_told_in_a_plain_sentence(town: Town) -> None:
    """Words of somebody else, in another room or too early do not count."""
    bot, sophie, room = await _two_in_a_room(town)
    other = await bot.opens_room(sophie.user)
    await sophie.entered(other)
    await bot.says("help", other)
    early = await reads(sophie, "help", since=0)
    await bot.says("done", room)
    await reads(sophie, "done", since=0)
    for where in ({"since": early.at}, {"since": 0, "room": room}, {"since": 0, "by": sophie.user}):
        with pytest.raises(NotSeen, match=r"^Sophie did not read “help” within 0 seconds\.$"):
            await everybody_reads([sophie], "help", within=0.1, **where)


async def test_what_cannot_be_decrypted_was_not_read(town: Town) -> None:
    """G2: a message whose key never came fails the story, and the sentence says why."""
    bot, sophie, room = await _two_in_a_room(town)
    content = {"msgtype": "m.text", "body": "for nobody"}
    outer = await bot.phone.device.encrypt(room, "m.room.message", content, [])
    await bot.phone.device.request("PUT", f"rooms/{room}/send/m.room.encrypted/1", outer)
    await sophie.catches_up()
    with pytest.raises(NotSeen, match="has 1 messages that cannot be decrypted"):
        await reads(sophie, "nobody", since=0, within=0.1)


async def test_what_was_read_by_the_wrong_person_is_told(town: Town) -> None:
    """Nobody let in: the story fails when words reached somebody whom they were not meant for."""
    bot, sophie, room = await _two_in_a_room(town)
    await bot.says("Jean lives by the lake", room)
    await reads(sophie, "lake", since=0)
    never_reads([bot, sophie], "river")
    with pytest.raises(NotSeen, match="Sophie read “Jean”, which was not meant for them"):
        never_reads([bot, sophie], "Jean")


def test_a_need_that_does_not_hold_is_told() -> None:
    """With its own sentence."""
    needs(time.monotonic() > 0, "unused")
    with pytest.raises(NotSeen, match=r"^Somebody else is here\.$"):
        needs(time.monotonic() < 0, "Somebody else is here.")
