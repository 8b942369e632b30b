"""Rooms on a real Synapse: how they are made, found again, locked and left."""

from __future__ import annotations

import asyncio

import pytest

from bot.demo.town import Town
from bot.errors import Refused
from tests.matrix.bot import Bot


async def test_a_room_is_locked_down_from_its_first_event(bot: Bot) -> None:
    """Version 12, encrypted, visible from the invitation on, no guests, ruled by the bot alone."""
    room = await bot.gateway.open_room(mark="m1", name="Room 7KQ4")
    state = {event["type"]: event["content"] for event in await bot.gateway.state(room)}
    assert ":" not in room
    assert state["m.room.create"]["room_version"] == "12"
    assert state["m.room.create"]["vigil.mark"] == "m1"
    assert state["m.room.encryption"] == {"algorithm": "m.megolm.v1.aes-sha2"}
    assert state["m.room.history_visibility"] == {"history_visibility": "invited"}
    assert state["m.room.guest_access"] == {"guest_access": "forbidden"}
    assert state["m.room.join_rules"] == {"join_rule": "invite"}
    assert state["m.room.name"] == {"name": "Room 7KQ4"}
    assert "m.room.topic" not in state
    levels = state["m.room.power_levels"]
    assert {levels[name] for name in ("invite", "kick", "ban", "redact", "state_default")} == {100}
    assert levels["notifications"] == {"room": 100}
    assert levels["users_default"] == levels["events_default"] == 0
    assert not levels.get("users")


async def test_version_11_is_the_fallback(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where version 12 is not supported, 11 is taken, now and later, with the bot listed as the ruler."""
    monkeypatch.setattr(bot.gateway._rooms, "_version", "vigil.no.such.version")
    for mark in ("m1", "m2"):
        room = await bot.gateway.open_room(mark=mark, name="Room")
        state = {event["type"]: event["content"] for event in await bot.gateway.state(room)}
        assert state["m.room.create"]["room_version"] == "11"
        assert state["m.room.power_levels"]["users"] == {bot.session.user: 100}
        assert state["m.room.encryption"]


async def test_nobody_but_the_bot_has_a_say(bot: Bot, town: Town) -> None:
    """A partner cannot invite, rename, ping the room or kick."""
    sophie, carter = await town.welcomes("sophie", "carter")
    room = await bot.gateway.open_room(mark="m", name="Room")
    await asyncio.gather(*(bot.gateway.invite(room, person.user) for person in (sophie, carter)))
    await asyncio.gather(*(person.entered(room) for person in (sophie, carter)))
    forbidden = [
        ("POST", f"rooms/{room}/invite", {"user_id": bot.session.user.replace("vigil", "x")}),
        ("POST", f"rooms/{room}/kick", {"user_id": carter.user}),
        ("PUT", f"rooms/{room}/state/m.room.name", {"name": "mine"}),
    ]
    for method, endpoint, body in forbidden:
        with pytest.raises(Refused):
            await sophie.phone.device.request(method, endpoint, body)


async def test_a_suspect_room_is_found_again_after_a_crash(bot: Bot) -> None:
    """Asked again with the same mark, the same room is used; unsuspected or with another mark, a new one."""
    first = await bot.gateway.open_room(mark="mine", name="Room")
    again = await bot.restart()
    assert await again.gateway.open_room(mark="mine", name="Room", suspect=True) == first
    assert await again.gateway.open_room(mark="other", name="Room", suspect=True) != first
    assert await again.gateway.open_room(mark="mine", name="Room") != first
    await again.stop()


async def test_inviting_twice_is_as_good_as_once(bot: Bot, town: Town) -> None:
    """Somebody who is invited or already in is no fault; somebody who cannot be invited is."""
    (sophie,) = await town.welcomes("sophie")
    room = await bot.gateway.open_room(mark="m", name="Room")
    await bot.gateway.invite(room, sophie.user)
    await bot.gateway.invite(room, sophie.user)
    await sophie.entered(room)
    await bot.gateway.invite(room, sophie.user)
    await sophie.leaves(room)
    await bot.gateway.invite(room, sophie.user)
    with pytest.raises(Refused):
        await bot.gateway.invite(room, "not a user")


async def test_a_locked_room_can_be_read_but_not_written(bot: Bot, town: Town) -> None:
    """After the lock the bot can write, and nobody else."""
    (sophie,) = await town.welcomes("sophie")
    room = await bot.gateway.open_room(mark="m", name="Room", invite=[sophie.user])
    await sophie.entered(room)
    await sophie.says("before", room)
    await bot.gateway.lock(room)
    with pytest.raises(Refused):
        await sophie.says("after", room)
    assert not (await bot.says(room, "it is over", [sophie.user])).unreached
    await sophie.sees("it is over", room)


async def test_a_room_that_is_left_leaves_no_keys_behind(bot: Bot, town: Town) -> None:
    """Leaving forgets the room there and erases its keys here; doing it twice is as good."""
    (sophie,) = await town.welcomes("sophie")
    room = await bot.gateway.open_room(mark="m", name="Room", invite=[sophie.user])
    await bot.says(room, "hello", [sophie.user])
    assert bot.machine.sessions.sent_in(room)
    await bot.gateway.leave(room)
    await bot.gateway.leave(room)
    assert not bot.machine.sessions.sent_in(room)
    joined = await bot.homeserver.request("GET", "/_matrix/client/v3/joined_rooms")
    assert room not in joined["joined_rooms"]


async def test_encryption_is_turned_on_where_the_bot_may(bot: Bot, town: Town) -> None:
    """In a chat where everybody may, it works and is seen; where the bot may not, it is refused."""
    (jean,) = await town.welcomes("jean")
    chat = await jean.opens_chat(encrypted=False)
    await bot.is_invited()
    await bot.gateway.protect(chat)
    seen = await bot.until(
        lambda: [
            room for batch in bot.batches for room in batch.rooms if room.room == chat and room.encrypted
        ]
    )
    assert seen
    room = await jean.opens_room(bot.session.user, encrypted=False)
    await bot.until(lambda: [invite for invite in bot.invites if invite.room == room])
    await bot.gateway.join(room)
    with pytest.raises(Refused):
        await bot.gateway.protect(room)
