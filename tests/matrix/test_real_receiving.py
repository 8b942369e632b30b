"""What people write reaches the bot, once and in order, whatever lies between, on a real Synapse (G1)."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.demo.people import Person
from bot.demo.town import Town
from bot.errors import LoggedOut
from bot.matrix.batch import TimelineEvent
from bot.matrix.decrypted import Undecryptable
from bot.matrix.http import path
from tests.matrix.bot import Bot
from tests.matrix.wire import Call, Says, Wire


async def chat_with(bot: Bot, jean: Person) -> str:
    """Jean's encrypted chat, which the bot has joined."""
    chat = await jean.opens_chat()
    await bot.is_invited()
    return chat


async def words(bot: Bot, events: list[TimelineEvent]) -> list[str]:
    """What was said, decrypted."""
    return [(await bot.gateway.decrypt(event.raw)).content["body"] for event in events]


async def test_a_gap_is_filled(bot: Bot, town: Town) -> None:
    """What the homeserver leaves out of a long answer is fetched: nothing lost, nothing twice, in order."""
    (jean,) = await town.welcomes("jean")
    chat = await chat_with(bot, jean)
    await bot.hears((await jean.says("before")).event_id)
    await bot.stop()
    said = [f"word {number}" for number in range(12)]
    for text in said:
        await jean.says(text, chat)
    again = await bot.restart(timeline=3)
    again.run()
    await again.until(lambda: len(again.events) >= len(said))
    assert await words(again, again.events) == said
    assert len(again.batches) == 1
    await again.stop()


async def test_what_was_written_before_the_bot_had_joined_is_heard(bot: Bot, town: Town) -> None:
    """From the invitation on, however much it was; a defender does not wait for a bot to come in."""
    (jean,) = await town.welcomes("jean")
    again = await bot.restart(timeline=3)
    chat = await jean.opens_room(encrypted=False)
    await jean.says("long ago", chat)
    await jean.invites(bot.session.user, chat)
    for number in range(8):
        await jean.says(f"word {number}", chat)
    again.run()
    await again.is_invited()
    await again.until(lambda: len(again.events) >= 8)
    assert [event.raw["content"]["body"] for event in again.events] == [
        f"word {number}" for number in range(8)
    ]
    await again.stop()


async def test_a_gap_that_cannot_be_fetched_at_once_is_fetched_later(
    wired: Bot, front: Wire, town: Town
) -> None:
    """A fault of `/messages` delays what is in the gap and loses none of it."""
    (jean,) = await town.welcomes("jean")
    chat = await chat_with(wired, jean)
    await wired.hears((await jean.says("before")).event_id)
    await wired.stop()
    jean.phone.device.client.olm.outbound_group_sessions.pop(chat)  # A new key comes with the gap.
    for number in range(8):
        await jean.says(f"word {number}", chat)
    front.answers("GET", "/messages", Says(502, b"<html>"), Says(200, {"chunk": 5}))
    given = len(front.called("PUT", "/sendToDevice/"))
    again = await wired.restart(timeline=3, pause=at_once)
    again.run()
    await again.until(lambda: len(again.events) >= 8)
    assert await words(again, again.events) == [f"word {number}" for number in range(8)]
    assert not again.machine.take_wedged()  # The key was taken in once, not at every try.
    assert len(front.called("PUT", "/sendToDevice/")) == given
    await again.stop()


async def at_once(_: float) -> None:
    """No pause."""


async def test_keys_that_come_after_their_message_wake_it(wired: Bot, front: Wire, town: Town) -> None:
    """The batch that brings the key names its session, and the message can be read from then on."""
    (jean,) = await town.welcomes("jean")
    await chat_with(wired, jean)
    withheld: list[Any] = []

    async def without_keys(call: Call) -> Says:
        says = await front.forward(call)
        answer = says.json()
        withheld.extend(answer.get("to_device", {}).pop("events", []))
        return Says(says.status, answer)

    front.answers("GET", "/sync", without_keys, always=True)
    said = await jean.says("help")
    with pytest.raises(Undecryptable) as waiting:
        await wired.hears(said.event_id)
    await wired.until(lambda: withheld)

    async def with_keys(call: Call) -> Says:
        says = await front.forward(call)
        return Says(says.status, {**says.json(), "to_device": {"events": withheld}})

    front.answers("GET", "/sync", with_keys)
    await jean.says("again")
    session = (said.room, waiting.value.session_id)
    await wired.until(lambda: [batch for batch in wired.batches if session in batch.keys])
    assert (await wired.hears(said.event_id)).content["body"] == "help"
    for text in ("and again", "and for the last time"):  # Told once more when the device is known.
        await wired.hears((await jean.says(text)).event_id)
    assert session not in wired.batches[-1].keys


async def test_the_devices_of_an_unknown_sender_are_asked_for(bot: Bot, town: Town) -> None:
    """Whoever writes first of all, from a device that the bot has never heard of, is heard at once."""
    (jean,) = await town.welcomes("jean")
    await chat_with(bot, jean)
    said = await jean.says("help")
    await bot.until(lambda: [event for event in bot.events if event.event_id == said.event_id])
    assert not bot.machine.devices.of(jean.user)
    assert (await bot.hears(said.event_id)).device.id == jean.phone.device.id


async def test_a_message_from_a_phone_that_is_gone_counts(bot: Bot, town: Town) -> None:
    """Written and logged out before the bot looked: it was said all the same."""
    (jean,) = await town.welcomes("jean")
    await chat_with(bot, jean)
    await bot.hears((await jean.says("hello")).event_id)
    said = await jean.says("they are taking my phone")
    await jean.logs_out()
    town.people.remove(jean)
    await bot.until(lambda: [batch for batch in bot.batches if jean.user in batch.changed_users][1:])
    await bot.gateway.prepare([jean.user])
    assert not bot.machine.devices.of(jean.user)
    assert (await bot.hears(said.event_id)).content["body"] == "they are taking my phone"


async def test_a_relabelled_message_is_not_believed(wired: Bot, front: Wire, town: Town) -> None:
    """A homeserver that puts Jean's words into Mallory's mouth, or back, is told (G3; MATRIX.md 7)."""
    jean, mallory = await town.welcomes("jean", "mallory")
    await chat_with(wired, jean)

    async def relabels(call: Call) -> Says:
        says = await front.forward(call)
        body = says.body if isinstance(says.body, bytes) else b""
        answer = says.json()
        for room in answer.get("rooms", {}).get("join", {}).values():
            for event in room["timeline"]["events"]:
                if event["type"] == "m.room.encrypted":
                    event["sender"] = mallory.user
        return Says(says.status, answer if b"m.room.encrypted" in body else says.body)

    front.answers("GET", "/sync", relabels, always=True)
    await wired.gateway.prepare([jean.user, mallory.user])
    said = await jean.says("all is well")
    with pytest.raises(Undecryptable) as fault:
        await wired.hears(said.event_id)
    assert fault.value.relabelled


async def test_plain_words_in_an_encrypted_room_are_told(bot: Bot, town: Town) -> None:
    """They come with the mark that the room was encrypted, also after a restart, and after coming back."""
    (jean,) = await town.welcomes("jean")
    chat = await chat_with(bot, jean)
    await bot.until(lambda: [seen for batch in bot.batches for seen in batch.rooms if seen.encrypted])
    await plain(jean, chat, "first")
    await bot.until(lambda: bot.events)
    assert [event.encrypted_room for event in bot.events] == [True]
    again = await bot.restart()
    again.run()
    await plain(jean, chat, "second")
    await again.until(lambda: again.events)
    assert [event.encrypted_room for event in again.events] == [True]
    await again.gateway.leave(chat)
    await jean.invites(again.session.user, chat)
    await again.until(lambda: again.invites)
    await again.gateway.join(chat)
    await again.until(lambda: [seen for batch in again.batches for seen in batch.rooms if seen.room == chat])
    third = await again.restart()
    third.run()
    await plain(jean, chat, "third")
    await third.until(lambda: third.events)
    assert [event.encrypted_room for event in third.events] == [True]
    await third.stop()


async def plain(jean: Person, room: str, text: str) -> None:
    """Send words in the clear, as a broken or hostile client would."""
    content = {"msgtype": "m.text", "body": text}
    await jean.phone.device.request("PUT", f"rooms/{room}/send/m.room.message/{text}", content)


async def test_one_time_keys_that_strangers_used_up_are_filled_up(bot: Bot, town: Town) -> None:
    """Also when none is left, so that a new defender can always write (MATRIX.md 10)."""
    jean, mallory = await town.welcomes("jean", "mallory")
    assert await drained_by(mallory, bot) == 50
    await chat_with(bot, jean)
    assert (await bot.hears((await jean.says("help")).event_id)).content["body"] == "help"
    async with asyncio.timeout(10):
        while await drained_by(mallory, bot) < 40:
            pass


async def test_a_drained_bot_that_is_away_can_still_be_written_to(bot: Bot, town: Town) -> None:
    """With all one-time keys gone and the bot down, the fallback key carries the first words."""
    jean, mallory = await town.welcomes("jean", "mallory")
    chat = await chat_with(bot, jean)
    await bot.until(lambda: [seen for batch in bot.batches for seen in batch.rooms if seen.room == chat])
    await bot.stop()
    assert await drained_by(mallory, bot) > 40
    said = await jean.says("help")
    again = await bot.restart()
    again.run()
    assert (await again.hears(said.event_id)).content["body"] == "help"
    await again.stop()


async def drained_by(mallory: Person, bot: Bot) -> int:
    """Claim the bot's one-time keys until there is only the fallback key; returns how many there were."""
    device = bot.session.device_id
    body = {"one_time_keys": {bot.session.user: {device: "signed_curve25519"}}}
    for number in range(1000):
        answer = await mallory.phone.device.request("POST", "keys/claim", body)
        (key,) = answer["one_time_keys"][bot.session.user][device].values()
        if key.get("fallback"):
            return number
    raise AssertionError("There is no end to them.")


async def test_a_revoked_token_ends_the_loop(bot: Bot, town: Town) -> None:
    """Logged out elsewhere: the bot stops, and does not knock for ever (MATRIX.md 11)."""
    await bot.homeserver.request("POST", path("logout"), body={})
    with pytest.raises(LoggedOut):
        await bot.ends()
