"""Rooms on a real Synapse: how they are made, found again, locked and left."""

from __future__ import annotations

import asyncio

import pytest

from bot.demo.town import Town
from bot.errors import Refused
from bot.matrix.http import path
from bot.matrix.rooms import VERSIONS
from tests.matrix.bot import Bot


async def test_a_room_is_locked_down_from_its_first_event(bot: Bot) -> None:
    """Version 12, encrypted, visible from the invitation on, no guests, ruled by the bot alone."""
    room = await bot.gateway.open_room(mark="m1", name="Room 7KQ4")
    state = await bot.state(room)
    assert ":" not in room
    assert state["m.room.create"]["room_version"] == "12"
    assert state["m.room.create"]["vigil.mark"] == "m1"
    assert state["m.room.encryption"] == {"algorithm": "m.megolm.v1.aes-sha2"}
    assert state["m.room.history_visibility"] == {"history_visibility": "invited"}
    assert state["m.room.guest_access"] == {"guest_access": "forbidden"}
    assert state["m.room.join_rules"] == {"join_rule": "invite"}
    assert state["m.room.name"] == {"name": "Room 7KQ4"}
    levels = state["m.room.power_levels"]
    assert {levels[name] for name in ("invite", "kick", "ban", "redact", "state_default")} == {100}
    assert levels["notifications"] == {"room": 100}
    assert levels["users_default"] == levels["events_default"] == 0
    assert not levels.get("users")
    for trace in ("m.room.topic", "m.room.canonical_alias", "m.room.avatar"):
        assert trace not in state
    aliases = await bot.homeserver.request("GET", path("rooms", room, "aliases"))
    assert aliases == {"aliases": []}


async def test_there_is_no_moment_without_encryption(bot: Bot, town: Town) -> None:
    """What protects the room stands before the first person is asked in."""
    (sophie,) = await town.welcomes("sophie")
    room = await bot.opens_room([sophie.user])
    query = {"dir": "f", "limit": "100"}
    answer = await bot.homeserver.request("GET", path("rooms", room, "messages"), query=query)
    order = [(event["type"], event["state_key"]) for event in answer["chunk"]]
    asked = order.index(("m.room.member", sophie.user))
    for protection in ("encryption", "history_visibility", "guest_access", "power_levels", "join_rules"):
        assert order.index((f"m.room.{protection}", "")) < asked


async def test_version_11_is_the_fallback(bot: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where version 12 is not supported, 11 is taken, now and later, with the bot listed as the ruler."""
    monkeypatch.setattr(bot.gateway._rooms, "_version", "vigil.no.such.version")
    for mark in ("m1", "m2"):
        room = await bot.gateway.open_room(mark=mark, name="Room")
        state = await bot.state(room)
        assert state["m.room.create"]["room_version"] == "11"
        assert state["m.room.power_levels"]["users"] == {bot.session.user: 100}
        assert state["m.room.encryption"]


async def test_nobody_but_the_bot_has_a_say(bot: Bot, town: Town) -> None:
    """A partner can talk, and neither ask in nor put out anybody, nor change anything about the room (G3)."""
    sophie, carter = await town.welcomes("sophie", "carter")
    room = await bot.gateway.open_room(mark="m", name="Room")
    await asyncio.gather(*(bot.gateway.invite(room, person.user) for person in (sophie, carter)))
    await asyncio.gather(*(person.entered(room) for person in (sophie, carter)))
    forbidden: list[tuple[str, str, dict[str, object]]] = [
        ("POST", f"rooms/{room}/invite", {"user_id": bot.session.user.replace("vigil", "x")}),
        ("POST", f"rooms/{room}/kick", {"user_id": carter.user}),
        ("POST", f"rooms/{room}/ban", {"user_id": carter.user}),
        ("POST", f"rooms/{room}/kick", {"user_id": bot.session.user}),
        ("PUT", f"rooms/{room}/state/m.room.name", {"name": "mine"}),
        ("PUT", f"rooms/{room}/state/m.room.topic", {"topic": "all of it"}),
        ("PUT", f"rooms/{room}/state/m.room.encryption", {"algorithm": "none"}),
        ("PUT", f"rooms/{room}/state/m.room.history_visibility", {"history_visibility": "world_readable"}),
        ("PUT", f"rooms/{room}/state/m.room.guest_access", {"guest_access": "can_join"}),
        ("PUT", f"rooms/{room}/state/m.room.join_rules", {"join_rule": "public"}),
        ("PUT", f"rooms/{room}/state/m.room.power_levels", {"users": {sophie.user: 100}}),
        ("PUT", f"rooms/{room}/state/org.example.anything", {"x": 1}),
        ("POST", f"rooms/{room}/upgrade", {"new_version": "11"}),
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


async def test_a_room_that_somebody_else_made_is_never_taken(bot: Bot, town: Town) -> None:
    """Whoever has seen the mark and makes a room that carries it cannot have the next brief (G3)."""
    (mallory,) = await town.welcomes("mallory")
    body = {
        "preset": "private_chat",
        "creation_content": {"vigil.mark": "mine", "creator": bot.session.user},
        "invite": [bot.session.user],
    }
    answer = await mallory.phone.device.request("POST", "createRoom", body)
    assert await bot.is_invited() == answer["room_id"]
    room = await bot.gateway.open_room(mark="mine", name="Room", suspect=True)
    assert room != answer["room_id"]
    assert await bot.gateway.open_room(mark="mine", name="Room", suspect=True) == room


async def test_what_was_said_before_somebody_was_asked_in_is_not_for_them(bot: Bot, town: Town) -> None:
    """They see from their invitation on, though they join later, and nothing from before it."""
    sophie, carter = await town.welcomes("sophie", "carter", auto_join=False)
    room = await bot.opens_room([sophie.user])
    before = (await bot.says(room, "before", [sophie.user])).event_id
    await bot.gateway.invite(room, carter.user)
    after = (await bot.says(room, "after", [sophie.user, carter.user])).event_id
    await carter.joins(room)
    await carter.sees("after", room)
    await carter.phone.device.request("GET", f"rooms/{room}/event/{after}")
    with pytest.raises(Refused):
        await carter.phone.device.request("GET", f"rooms/{room}/event/{before}")


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
    for nobody in ("not a user", "@nobody:elsewhere.test"):  # The second one's server cannot be reached.
        with pytest.raises(Refused):
            await bot.gateway.invite(room, nobody)


async def test_somebody_who_is_banned_cannot_be_asked_in(bot: Bot, town: Town) -> None:
    """A no that lasts is said as one, and not taken for "is in already"."""
    (sophie,) = await town.welcomes("sophie")
    room = await bot.gateway.open_room(mark="m", name="Room")
    body = {"user_id": sophie.user}
    await bot.homeserver.request("POST", path("rooms", room, "ban"), body=body)
    with pytest.raises(Refused):
        await bot.gateway.invite(room, sophie.user)


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_locked_room_can_be_read_but_not_written(
    bot: Bot, town: Town, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the lock the bot can write, and nobody else, in either version."""
    monkeypatch.setattr(bot.gateway._rooms, "_version", version)
    (sophie,) = await town.welcomes("sophie")
    room = await bot.opens_room([sophie.user])
    await sophie.entered(room)
    await sophie.says("before", room)
    await bot.gateway.lock(room)
    with pytest.raises(Refused):
        await sophie.says("after", room)
    await bot.gateway.lock(room)
    assert not (await bot.says(room, "it is over", [sophie.user])).unreached
    await sophie.sees("it is over", room)


async def test_a_room_that_is_left_leaves_no_keys_behind(bot: Bot, town: Town) -> None:
    """Leaving forgets the room there and erases its keys here; doing it twice is as good."""
    (sophie,) = await town.welcomes("sophie")
    room = await bot.opens_room([sophie.user])
    await bot.says(room, "hello", [sophie.user])
    await sophie.sees("hello", room)
    said = await sophie.says("they are here", room)
    session = (await bot.hears(said.event_id)).session_id
    assert bot.machine.sessions.sent_in(room) and bot.machine.sessions.received(room, session)
    await bot.gateway.leave(room)
    await bot.gateway.leave(room)
    assert not bot.machine.sessions.sent_in(room)
    assert not bot.machine.sessions.received(room, session)
    joined = await bot.homeserver.request("GET", path("joined_rooms"))
    assert room not in joined["joined_rooms"]
    with pytest.raises(Refused):  # Who has left may still read until it is forgotten.
        await bot.homeserver.request("GET", path("rooms", room, "messages"), query={"dir": "b"})


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
