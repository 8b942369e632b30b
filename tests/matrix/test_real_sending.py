"""Who can read what the bot sends, with people who are real encrypted clients on a real Synapse (G2, G3)."""

from __future__ import annotations

import asyncio

import pytest

from bot.demo.memory import NotSeen
from bot.demo.people import Person
from bot.demo.town import Town
from bot.matrix.delivery import Shortfall
from bot.matrix.http import path
from tests.matrix.bot import Bot

NAMES = ("amani", "baraka", "carter", "dina")


def users(people: list[Person]) -> list[str]:
    """Their user IDs."""
    return [person.user for person in people]


async def brief(bot: Bot, people: list[Person], text: str = "the brief") -> str:
    """A fresh room to which these people are invited, with a message in it that reached all."""
    room, _ = await asyncio.gather(
        bot.gateway.open_room(mark=text, name="Room"), bot.gateway.prepare(users(people))
    )
    await asyncio.gather(*(bot.gateway.invite(room, user) for user in users(people)))
    assert (await bot.says(room, text, users(people))).unreached == {}
    return room


async def test_all_four_read_the_first_message(bot: Bot, town: Town) -> None:
    """The fourth partner, whom the obvious nio bot leaves out every time, reads it as the first does."""
    people = await town.welcomes(*NAMES)
    room = await brief(bot, people)
    for person in people:
        await person.sees("the brief", room)
        await person.sees_nothing_undecryptable()


async def test_whoever_joins_last_reads_the_first_message(bot: Bot, town: Town) -> None:
    """The order and the hour of joining do not matter, nor that the phone was off."""
    people = await town.welcomes(*NAMES, auto_join=False)
    last = people[-1]
    await last.goes_offline()
    room = await brief(bot, people)
    for person in reversed(people[:-1]):
        await person.joins(room)
        await person.sees("the brief", room)
    await bot.says(room, "more", users(people))
    await last.comes_back()
    await last.joins(room)
    await last.sees("the brief", room)
    await last.sees("more", room)


async def test_a_new_phone_reads_what_came_before_it(bot: Bot, town: Town) -> None:
    """A partner's new device reads the first message after `catch_up`, also after a restart."""
    people = await town.welcomes(*NAMES)
    room = await brief(bot, people)
    again = await bot.restart()
    again.run()
    phone = await people[0].another_device()
    town.people.append(phone)
    await again.until(lambda: any(people[0].user in batch.changed_users for batch in again.batches))
    audience = users(people)
    assert await again.gateway.catch_up({room: audience}) == {room: {people[0].user}}
    assert await again.gateway.catch_up({room: audience}) == {}
    await phone.sees("the brief", room)
    await again.stop()


async def test_somebody_without_a_device_is_named(bot: Bot, town: Town) -> None:
    """Who cannot be reached is named with the reason; the others read at once; it is mended on arrival."""
    (amani,) = await town.welcomes("amani")
    nobody = await town.register("nobody")
    room = await bot.opens_room([amani.user, nobody])
    delivery = await bot.says(
        room, "the brief", [amani.user, nobody, "@ghost:" + town.homeserver.server_name]
    )
    assert delivery.unreached[nobody] == Shortfall.NO_DEVICE
    assert len(delivery.unreached) == 2
    await amani.sees("the brief", room)
    late = await town.arrives("nobody")
    bot.machine.devices.changed(nobody)
    assert await bot.gateway.catch_up({room: [amani.user, nobody]}) == {room: {nobody}}
    await late.sees("the brief", room)


async def test_somebody_without_one_time_keys_is_named(bot: Bot, town: Town) -> None:
    """A device to which no channel can be opened reads nothing, and that is said."""
    amani, baraka = await town.welcomes("amani", "baraka")
    await amani.goes_offline()
    device = amani.phone.device.id
    for _ in range(60):
        body = {"one_time_keys": {amani.user: {device: "signed_curve25519"}}}
        answer = await baraka.phone.device.request("POST", "keys/claim", body)
        if not answer["one_time_keys"]:
            break
    room = await bot.opens_room([amani.user, baraka.user])
    delivery = await bot.says(room, "the brief", [amani.user, baraka.user])
    assert delivery.unreached == {amani.user: Shortfall.NO_ONE_TIME_KEY}
    await baraka.sees("the brief", room)


async def test_who_comes_later_is_handed_nothing_older(bot: Bot, town: Town) -> None:
    """G3: a newcomer's phone never has the key of what was said before, whoever brings it the ciphertext."""
    amani, baraka = await town.welcomes("amani", "baraka")
    room = await bot.opens_room([amani.user])
    await bot.says(room, "the duress word was written", [amani.user])
    await bot.gateway.invite(room, baraka.user)
    await bot.says(room, "welcome", [amani.user, baraka.user])
    await baraka.sees("welcome", room)
    await amani.sees("welcome", room)
    assert await bot.gateway.catch_up({room: [amani.user, baraka.user]}) == {}
    first, second = bot.machine.sessions.sent_in(room)
    holders = [{user for user, _ in bot.machine.sessions.given(each.session_id)} for each in (first, second)]
    assert holders == [{amani.user}, {amani.user, baraka.user}]


async def test_who_is_no_longer_a_recipient_reads_no_more(bot: Bot, town: Town) -> None:
    """A message after somebody was left out is under a new session, which they do not have (G3)."""
    people = await town.welcomes(*NAMES)
    room = await brief(bot, people)
    for person in people:
        await person.sees("the brief", room)
    await bot.says(room, "without dina", users(people[:3]))
    await people[0].sees("without dina", room)
    dina = people[3]
    with pytest.raises(NotSeen):
        await dina.sees("without dina", room, within=0.5)
    with pytest.raises(NotSeen):
        await dina.sees_nothing_undecryptable()
    assert await bot.gateway.catch_up({room: users(people)}) == {}
    assert len(bot.machine.sessions.sent_in(room)) == 2


async def test_a_phone_that_is_logged_out_reads_no_more(bot: Bot, town: Town) -> None:
    """A recipient's lost device ends the session that it holds."""
    (amani,) = await town.welcomes("amani")
    lost = await amani.another_device()
    room = await brief(bot, [amani])
    await lost.logs_out()
    await bot.until(lambda: len([b for b in bot.batches if amani.user in b.changed_users]))
    bot.machine.devices.changed(amani.user)
    await bot.says(room, "after", [amani.user])
    assert len(bot.machine.sessions.sent_in(room)) == 2
    await amani.sees("after", room)


async def test_the_same_transaction_is_one_event(bot: Bot, town: Town) -> None:
    """Sent again after a crash, with other keys, it is still the event that it was."""
    (amani,) = await town.welcomes("amani")
    room = await brief(bot, [amani])
    first = await bot.says(room, "once", [amani.user], transaction_id="t1")
    second = await bot.says(room, "once", [amani.user], transaction_id="t1")
    again = await bot.restart()
    third = await again.says(room, "once", [amani.user], transaction_id="t1")
    assert first.event_id == second.event_id == third.event_id
    await again.says(room, "twice", [amani.user])
    await amani.sees("once", room)
    await amani.sees_next("twice", room, by=again.session.user)
    await again.stop()


async def test_a_message_in_an_unprotected_chat_is_plain(bot: Bot, town: Town) -> None:
    """Where there is no encryption, the words are sent as they are, half surrogates mended."""
    (jean,) = await town.welcomes("jean")
    chat = await jean.opens_chat(encrypted=False)
    await bot.is_invited()
    delivery = await bot.gateway.send(
        chat,
        {"msgtype": "m.text", "body": "heard \ud83d you"},
        recipients=[jean.user],
        transaction_id="t",
        encrypted=False,
    )
    assert delivery.unreached == {}
    assert not (await jean.sees("heard ? you", chat)).encrypted


async def test_many_senders_do_not_hinder_each_other(bot: Bot, town: Town) -> None:
    """Ten rooms at once to the same four, no channel yet: all read everything, after one claim a device."""
    people = await town.welcomes(*NAMES)
    rooms = await asyncio.gather(*(bot.opens_room(users(people), str(n)) for n in range(10)))
    deliveries = await asyncio.gather(
        *(bot.says(room, f"brief {n}", users(people)) for n, room in enumerate(rooms))
    )
    assert all(delivery.unreached == {} for delivery in deliveries)
    for person in people:
        for n, room in enumerate(rooms):
            await person.sees(f"brief {n}", room)
    for device in bot.gateway._sharing.readers(users(people)):
        assert len(bot.machine.session_store[device.curve25519]) == 1


async def test_one_broken_device_does_not_keep_the_others_from_reading(bot: Bot, town: Town) -> None:
    """A device whose keys are garbage is left out; its owner's good device and the others read."""
    amani, baraka = await town.welcomes("amani", "baraka")
    broken = await amani.another_device()
    town.people.append(broken)
    device = broken.phone.device
    body = {
        "device_keys": {
            "user_id": amani.user,
            "device_id": device.id,
            "algorithms": ["m.megolm.v1.aes-sha2"],
            "keys": {f"ed25519:{device.id}": "garbage", f"curve25519:{device.id}": "x"},
            "signatures": {amani.user: {f"ed25519:{device.id}": "!"}},
        }
    }
    await device.request("POST", "keys/upload", body)
    room = await brief(bot, [amani, baraka])
    await amani.sees("the brief", room)
    await baraka.sees("the brief", room)


async def test_a_broken_channel_is_mended(bot: Bot, town: Town) -> None:
    """When the bot can no longer read a device's channel, it opens a new one, and keys come over that."""
    (jean,) = await town.welcomes("jean")
    chat = await jean.opens_chat()
    await bot.is_invited()
    assert (await bot.hears((await jean.says("one")).event_id)).content["body"] == "one"
    (device,) = bot.machine.devices.of(jean.user)
    bot.machine.session_store[device.curve25519].clear()
    jean.phone.device.client.olm.outbound_group_sessions.pop(chat)
    lost = await jean.says("two")
    await bot.until(lambda: [event for event in bot.events if event.event_id == lost.event_id])
    async with asyncio.timeout(10):
        while (opened := bot.machine.newest_session(device.curve25519)) is None:
            await bot.homeserver.request("GET", path("account", "whoami"))
        channels = jean.phone.device.client.olm.session_store[bot.machine.curve25519]
        while opened.id not in [channel.id for channel in channels]:
            await jean.catches_up()
    jean.phone.device.client.olm.outbound_group_sessions.pop(chat, None)
    assert (await bot.hears((await jean.says("three")).event_id)).content["body"] == "three"
