"""What the sync shows of how rooms are set up, what Vigil makes of it, and what it can undo."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.demo.town import Town
from bot.errors import Refused
from bot.matrix.batch import RoomChange
from bot.matrix.http import path
from bot.matrix.rooms import TOMBSTONE, VERSIONS, WATCHED, as_made, is_as_made, power_levels
from bot.matrix.translate import Findings, Reader, RoomUpdate
from tests.matrix.bot import Bot
from tests.matrix.pair import MALLORY, VIGIL
from tests.matrix.test_translate import member, says, state

NOW = datetime(2026, 1, 1, tzinfo=UTC)
ROOMS = {"12": "!room", "11": "!room:here"}
BOTH = pytest.mark.parametrize("version", VERSIONS)

# What the sync shows


def read(*timeline: Any, before: tuple[Any, ...] = ()) -> Findings:
    """What one room's part of an answer holds."""
    reader = Reader(VIGIL, NOW, since="s1")
    reader.room(RoomUpdate("!room", before, timeline), encrypted=True)
    return reader.found


def test_every_change_of_a_room_is_handed_on() -> None:
    """From the state and the timeline, in order, whoever is said to have made it, the bot too."""
    events = [
        state(number, kind, {"of": number}, sender=VIGIL if number % 2 else MALLORY)
        for number, kind in enumerate(WATCHED)
    ]
    found = read(*events[4:], before=tuple(events[:4]))
    assert found.changes == [
        RoomChange(f"${number}", "!room", VIGIL if number % 2 else MALLORY, what, {"of": number})
        for number, what in enumerate(WATCHED.values())
    ]
    assert not found.dropped


@pytest.mark.parametrize("content", [None, [], "x", 7])
def test_what_makes_no_sense_is_no_harmless_change(content: Any) -> None:
    """A content that is none is handed on as nothing: that is not how Vigil sets up a room."""
    for what in WATCHED.values():
        (change,) = read(state(1, f"m.room.{what}", content)).changes
        assert change.content == {} and not is_as_made(what, change.content, bot=VIGIL, room="!room")


def test_what_only_looks_like_a_change_is_none() -> None:
    """Another state key, no state key, other types; a bad one costs itself."""
    found = read(
        state(1, "m.room.join_rules", {"join_rule": "public"}, key="x"),
        says(2, type="m.room.join_rules"),
        state(3, "m.room.topic", {"topic": "x"}),
        state(4, "encryption", {}),
        member(5, MALLORY, "join"),
        {**state(6, "m.room.encryption", {}), "sender": 7},
        state(7, "m.room.encryption", {}),
    )
    assert [change.event_id for change in found.changes] == ["$7"]
    assert found.dropped["events"] == 1


# What Vigil makes of it


@BOTH
@pytest.mark.parametrize("locked", [False, True])
def test_what_vigil_makes_is_as_it_makes_it(version: str, locked: bool) -> None:
    """In both versions, open and locked; a lock is none where there should be none, and the other way."""
    room = ROOMS[version]
    for what in WATCHED.values():
        made = as_made(what, bot=VIGIL, room=room, locked=locked)
        assert (made is None) is (what == TOMBSTONE)
        if made is not None:
            assert is_as_made(what, made, bot=VIGIL, room=room, locked=locked)
            assert is_as_made(what, made, bot=VIGIL, room=room, locked=not locked) is (what != "power_levels")


LEVELS: list[Mapping[str, Any]] = [
    *({name: 0} for name in ("invite", "kick", "ban", "redact", "state_default")),
    *({name: 99} for name in ("invite", "kick", "ban", "redact", "state_default")),
    *({name: "100"} for name in ("invite", "kick")),
    {"users_default": 100},
    {"users_default": 1},
    {"users_default": True},
    {"events_default": 50},
    {"events_default": None},
    {"users": {MALLORY: 100}},
    {"users": {VIGIL: 100, MALLORY: 1}},
    {"users": {VIGIL: 100, MALLORY: -1}},
    {"users": {VIGIL: 50}},
    {"users": []},
    {"events": {}},
    {"events": None},
    {"events": {**power_levels(VIGIL, "12")["events"], "m.room.encrypted": 100}},
    {"events": {**power_levels(VIGIL, "12")["events"], "m.room.encryption": 0}},
    {"events": {**power_levels(VIGIL, "12")["events"], "m.space.child": 0}},
    {"notifications": {"room": 0}},
    {"notifications": {}},
]


@BOTH
@pytest.mark.parametrize("change", LEVELS, ids=str)
def test_no_other_power_passes(version: str, change: Mapping[str, Any]) -> None:
    """Whoever could do more, or could be silenced by it; also where something is missing."""
    made = power_levels(VIGIL, version)
    room = ROOMS[version]
    assert not is_as_made("power_levels", {**made, **change}, bot=VIGIL, room=room)
    for name in change:
        without = {key: value for key, value in made.items() if key != name}
        if name != "users" or version == "11":
            assert not is_as_made("power_levels", without, bot=VIGIL, room=room)
    assert is_as_made("power_levels", {**made, "historical": 100}, bot=VIGIL, room=room)


@pytest.mark.parametrize(
    ("what", "content"),
    [
        ("encryption", {"algorithm": "m.megolm.v2"}),
        ("encryption", {"algorithm": "m.megolm.v1.aes-sha2", "rotation_period_ms": 10**12}),
        ("history_visibility", {"history_visibility": "shared"}),
        ("history_visibility", {"history_visibility": "joined"}),
        ("join_rules", {"join_rule": "knock"}),
        ("join_rules", {"join_rule": "restricted", "allow": []}),
        ("guest_access", {"guest_access": "can_join"}),
        ("server_acl", {"allow": ["*"], "deny": ["here"]}),
        ("tombstone", {"replacement_room": "!evil"}),
        ("tombstone", {}),
    ],
)
def test_no_other_setting_passes(what: str, content: Mapping[str, Any]) -> None:
    """Neither weaker nor otherwise different."""
    assert not is_as_made(what, content, bot=VIGIL, room="!room")


# On a real Synapse


async def puts(bot: Bot, room: str, what: str, content: Mapping[str, Any]) -> None:
    """The homeserver changes the room in the bot's name."""
    where = path("rooms", room, "state", f"m.room.{what}", "")
    await bot.homeserver.request("PUT", where, body=dict(content))


async def made_by(bot: Bot, version: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A room of this version."""
    monkeypatch.setattr(bot.gateway._rooms, "_version", version)
    return await bot.gateway.open_room(mark="m", name="Room")


def changes(bot: Bot, room: str) -> list[RoomChange]:
    """What the sync has shown of the room so far."""
    return [change for batch in bot.batches for change in batch.changes if change.room == room]


@BOTH
async def test_nothing_of_vigil_s_own_is_taken_for_tampering(
    bot: Bot, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What createRoom and the lock lead to in the sync is as Vigil makes it."""
    room = await made_by(bot, version, monkeypatch)
    await bot.until(lambda: len(changes(bot, room)) >= 5)
    shown = changes(bot, room)
    assert {change.what for change in shown} == set(WATCHED.values()) - {"server_acl", "tombstone"}
    user = bot.session.user
    assert all(is_as_made(change.what, change.content, bot=user, room=room) for change in shown)
    await bot.gateway.lock(room)
    (lock,) = await bot.until(lambda: changes(bot, room)[len(shown) :])
    assert is_as_made(lock.what, lock.content, bot=user, room=room, locked=True)
    assert not is_as_made(lock.what, lock.content, bot=user, room=room)


@BOTH
async def test_a_room_is_set_right_again(bot: Bot, version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything but a tombstone can be undone, and afterwards stands there as Vigil made it."""
    room = await made_by(bot, version, monkeypatch)
    user = bot.session.user
    tampered: dict[str, dict[str, Any]] = {
        "encryption": {"algorithm": "m.megolm.v1.aes-sha2", "rotation_period_msgs": 10**6},
        "history_visibility": {"history_visibility": "shared"},
        "join_rules": {"join_rule": "public"},
        "guest_access": {"guest_access": "can_join"},
        "server_acl": {"allow": ["*"], "deny": ["evil.test"], "allow_ip_literals": True},
        "power_levels": {**power_levels(user, version), "invite": 0, "users_default": 50},
    }
    for what, content in tampered.items():
        await puts(bot, room, what, content)
        assert not is_as_made(what, (await bot.state(room))[f"m.room.{what}"], bot=user, room=room)
        await bot.gateway.restore(room, what, locked=False)
        assert is_as_made(what, (await bot.state(room))[f"m.room.{what}"], bot=user, room=room)
    await puts(bot, room, "tombstone", {"body": "moved", "replacement_room": "!evil"})
    await bot.gateway.restore(room, "tombstone", locked=False)
    await bot.gateway.restore(room, "power_levels", locked=True)
    levels = (await bot.state(room))["m.room.power_levels"]
    assert is_as_made("power_levels", levels, bot=user, room=room, locked=True)


@BOTH
async def test_a_partner_has_no_say(
    bot: Bot, town: Town, version: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They talk; they neither ask in nor put out anybody, nor change anything, in either version (G3)."""
    sophie, carter = await town.welcomes("sophie", "carter")
    room = await made_by(bot, version, monkeypatch)
    await asyncio.gather(*(bot.gateway.invite(room, person.user) for person in (sophie, carter)))
    await asyncio.gather(*(person.entered(room) for person in (sophie, carter)))
    stranger = await town.register("theo")
    for endpoint, body in (
        ("invite", {"user_id": stranger}),
        ("kick", {"user_id": carter.user}),
        ("ban", {"user_id": carter.user}),
        ("kick", {"user_id": bot.session.user}),
        ("upgrade", {"new_version": "11"}),
    ):
        with pytest.raises(Refused):
            await sophie.phone.device.request("POST", f"rooms/{room}/{endpoint}", body)
    kinds = [*WATCHED, "m.room.name", "m.room.topic", "m.room.avatar", "m.room.canonical_alias"]
    for kind in (*kinds, "m.room.pinned_events", "m.room.third_party_invite", "org.example.anything"):
        with pytest.raises(Refused):
            await sophie.phone.device.request("PUT", path("rooms", room, "state", kind, ""), {"x": 1})
    said = await sophie.says("they are here", room)
    assert (await bot.hears(said.event_id)).content["body"] == "they are here"
    with pytest.raises(Refused):
        await carter.phone.device.request("PUT", f"rooms/{room}/redact/{said.event_id}/t1", {})


async def test_whoever_is_put_out_is_out(bot: Bot, town: Town) -> None:
    """Joined or only asked in; a new session follows, and the old one is not for them any more."""
    sophie, carter = await town.welcomes("sophie", "carter")
    (theo,) = await town.welcomes("theo", auto_join=False)
    room = await bot.opens_room([sophie.user, carter.user, theo.user])
    await asyncio.gather(*(person.entered(room) for person in (sophie, carter)))
    await bot.says(room, "for both", [sophie.user, carter.user])
    first = bot.machine.outbound._rooms[room].record.session_id
    for person in (carter, theo, carter):
        await bot.gateway.remove(room, person.user)
    bot.gateway.rotate(room)
    await bot.says(room, "for sophie", [sophie.user])
    assert bot.machine.outbound._rooms[room].record.session_id != first
    await sophie.sees("for sophie", room)
    assert set(await sophie.members(room)) == {bot.session.user, sophie.user}
    with pytest.raises(Refused):
        await theo.phone.device.request("POST", f"rooms/{room}/join", {})


async def test_who_cannot_be_put_out_is_not_said_to_be_gone(bot: Bot, town: Town) -> None:
    """In a room where the bot has no say, the homeserver's no is handed on."""
    (jean,) = await town.welcomes("jean")
    room = await jean.opens_room(bot.session.user)
    await bot.until(lambda: [invite for invite in bot.invites if invite.room == room])
    await bot.gateway.join(room)
    with pytest.raises(Refused):
        await bot.gateway.remove(room, jean.user)
    with pytest.raises(Refused):
        await bot.gateway.restore(room, "power_levels", locked=True)
