"""Opening a room when the homeserver is slow, broken or old."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.errors import Refused, Unreachable
from bot.matrix.http import Homeserver
from bot.matrix.rooms import Rooms
from tests.matrix.pair import VIGIL
from tests.matrix.wire import Call, Says, Wire, wire

MANY = [f"!room{number}:here" for number in range(500)]


@pytest.fixture
async def front() -> AsyncIterator[Wire]:
    """A homeserver on which the bot is in many rooms, each with a mark of its own."""

    async def create_event(call: Call) -> Says:
        room = call.path.split("/")[5]
        if room == MANY[7]:
            return Says(403, {"errcode": "M_FORBIDDEN"})
        return Says(200, {"vigil.mark": f"mark of {room}"})

    async def state(call: Call) -> Says:
        content = (await create_event(call)).body
        return Says(200, [{"type": "m.room.create", "state_key": "", "sender": VIGIL, "content": content}])

    async with wire() as made:
        made.answers("GET", "/state", state, always=True)
        made.answers("GET", "/state/m.room.create", create_event, always=True)
        made.answers("GET", "/joined_rooms", Says(200, {"joined_rooms": MANY}), always=True)
        made.answers("POST", "/createRoom", Says(200, {"room_id": "!new:here"}), always=True)
        yield made


@pytest.fixture
async def rooms(front: Wire) -> AsyncIterator[Rooms]:
    """The bot's hands on rooms."""
    client = Homeserver(front.url)
    yield Rooms(client, VIGIL)
    await client.close()


async def opened(rooms: Rooms, mark: str, *, suspect: bool = True) -> str:
    """A room with this mark."""
    return await rooms.open(mark=mark, name="Room", suspect=suspect)


async def test_a_suspect_room_is_found_among_many(front: Wire, rooms: Rooms) -> None:
    """Wherever it is in the list, and though others cannot be looked into (G1)."""
    for room in (MANY[0], MANY[250], MANY[-1]):
        assert await opened(rooms, f"mark of {room}") == room
    assert not front.called("POST", "/createRoom")
    assert await opened(rooms, "another mark") == "!new:here"
    assert await opened(rooms, f"mark of {MANY[7]}") == "!new:here"


async def test_without_suspicion_nothing_is_searched(front: Wire, rooms: Rooms) -> None:
    """An alert does not wait for a look into five hundred rooms."""
    assert await opened(rooms, f"mark of {MANY[0]}", suspect=False) == "!new:here"
    assert len(front.calls) == 1


async def test_as_long_as_a_search_fails_nothing_is_made(front: Wire, rooms: Rooms) -> None:
    """Better late than twice: a room that cannot be looked into now may be the one (G1)."""
    front.answers("GET", f"/{MANY[100]}/state", Says(502, b"<html>"))
    with pytest.raises(Unreachable):
        await opened(rooms, f"mark of {MANY[100]}")
    assert not front.called("POST", "/createRoom")
    assert await opened(rooms, f"mark of {MANY[100]}") == MANY[100]


async def test_an_old_homeserver_gets_version_11(front: Wire, rooms: Rooms) -> None:
    """Asked for 12 once; then 11 at once for every room, with the bot listed as its ruler."""
    unsupported = Says(400, {"errcode": "M_UNSUPPORTED_ROOM_VERSION"})
    front.answers("POST", "/createRoom", unsupported)
    for mark in ("a", "b"):
        assert await opened(rooms, mark, suspect=False) == "!new:here"
    bodies = [call.body for call in front.called("POST", "/createRoom")]
    assert [body["room_version"] for body in bodies] == ["12", "11", "11"]
    levels = [body["power_level_content_override"] for body in bodies]
    assert "users" not in levels[0]
    assert levels[1]["users"] == levels[2]["users"] == {VIGIL: 100}
    front.answers("POST", "/createRoom", unsupported, always=True)
    with pytest.raises(Refused):
        await opened(rooms, "c", suspect=False)


async def test_another_no_is_no_reason_for_another_version(front: Wire, rooms: Rooms) -> None:
    """Only that one code is."""
    front.answers("POST", "/createRoom", Says(403, {"errcode": "M_FORBIDDEN"}))
    with pytest.raises(Refused):
        await opened(rooms, "a", suspect=False)
    assert len(front.calls) == 1
