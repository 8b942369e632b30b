"""From the JSON of a sync to plain values: what is new, what is history, and what nonsense costs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.matrix.translate import Findings, Reader, RoomUpdate
from tests.matrix.pair import JEAN, MALLORY, ROOM, VIGIL

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def says(number: int, sender: Any = JEAN, **more: Any) -> dict[str, Any]:
    """A message event."""
    return {
        "event_id": f"${number}",
        "type": "m.room.message",
        "sender": sender,
        "origin_server_ts": 1_700_000_000_000 + number,
        "content": {"body": f"word {number}"},
        **more,
    }


def state(
    number: int, kind: str, content: Any, key: Any = "", sender: str = JEAN, **more: Any
) -> dict[str, Any]:
    """A state event."""
    return {**says(number, sender), "type": kind, "state_key": key, "content": content, **more}


def member(number: int, person: str, membership: Any, sender: str = JEAN, before: str = "") -> dict[str, Any]:
    """Somebody's membership."""
    more = {"unsigned": {"prev_content": {"membership": before}}} if before else {}
    return state(number, "m.room.member", {"membership": membership}, person, sender, **more)


def read(
    timeline: list[Any],
    *,
    before: list[Any] | None = None,
    encrypted: bool = False,
    since: str | None = "s1",
) -> Findings:
    """What one room's part of an answer holds."""
    reader = Reader(VIGIL, NOW, since=since)
    reader.room(RoomUpdate(ROOM, before or [], timeline), encrypted=encrypted)
    return reader.found


def words(found: Findings) -> list[str]:
    """The event IDs of the messages."""
    return [event.event_id for event in found.events]


def test_a_message_is_handed_on_whole() -> None:
    """With sender, place, time, and the raw event as decrypting wants it."""
    (event,) = read([says(1)], encrypted=True).events
    assert (event.event_id, event.room, event.sender) == ("$1", ROOM, JEAN)
    assert event.sent_at == datetime.fromtimestamp(1_700_000_000.001, UTC)
    assert event.encrypted_room
    assert event.raw == {**says(1), "room_id": ROOM}


@pytest.mark.parametrize(
    ("age", "ago"),
    [(5_000, timedelta(seconds=5)), (0, timedelta(0)), ("x", None), (-1, None), (10**20, None)],
)
def test_when_it_was_sent_is_told_by_the_bots_own_clock(age: Any, ago: timedelta | None) -> None:
    """The homeserver's clock may be wrong; how long ago it took the message, it knows."""
    (event,) = read([says(1, unsigned={"age": age})]).events
    assert event.sent_at == (datetime.fromtimestamp(1_700_000_000.001, UTC) if ago is None else NOW - ago)


def test_own_messages_are_left_out() -> None:
    """The bot does not talk to itself."""
    assert words(read([says(1, VIGIL), says(2)])) == ["$2"]


def test_order_is_kept_and_nothing_comes_twice() -> None:
    """What the homeserver shows twice comes once."""
    assert words(read([says(1), says(2), says(3), says(2), says(4)])) == ["$1", "$2", "$3", "$4"]


@pytest.mark.parametrize(
    "bad",
    [
        None,
        5,
        "x",
        [],
        {},
        {"event_id": "$x"},
        says(9, event_id=[]),
        says(9, event_id=""),
        says(9, event_id="report:57"),
        {**state(9, "m.room.member", {"membership": "join"}, JEAN), "event_id": "left:3"},
        says(9, sender=None),
        says(9, content="words"),
        says(9, type=7),
        state(9, "m.room.member", {"membership": "dance"}, JEAN),
        state(9, "m.room.member", {"membership": []}, JEAN),
        state(9, "m.room.member", [], JEAN),
        state(9, "m.room.member", {"membership": "join"}, None),
        state(9, "m.room.create", "x"),
    ],
)
def test_a_malformed_event_costs_only_itself(bad: Any) -> None:
    """Whatever stands in a timeline or a state, the messages around it are heard."""
    for found in (read([says(1), bad, says(2)]), read([says(1), says(2)], before=[bad])):
        assert words(found) == ["$1", "$2"]
        assert found.memberships == []


@pytest.mark.parametrize("moment", [None, "noon", 10**30, {}, -(10**30)])
def test_a_nonsensical_time_is_now(moment: Any) -> None:
    """The words matter more than the clock of somebody's homeserver."""
    (event,) = read([says(1, origin_server_ts=moment)]).events
    assert event.sent_at == NOW


def test_plain_words_are_told_from_those_of_an_encrypted_room() -> None:
    """Encryption counts from its own event on, and for good (G3)."""
    found = read([says(1), state(2, "m.room.encryption", {"algorithm": "x"}), says(3)])
    assert [event.encrypted_room for event in found.events] == [False, True]
    assert read([says(1)], encrypted=True).events[0].encrypted_room
    found = read([says(1)], before=[state(2, "m.room.encryption", {})])
    assert found.events[0].encrypted_room
    found = read([state(1, "m.room.encryption", {}, "elsewhere"), says(2)])
    assert not found.events[0].encrypted_room


def test_a_room_that_becomes_encrypted_is_seen() -> None:
    """Once, with nothing invented about it."""
    (seen,) = read([state(2, "m.room.encryption", {})]).rooms
    assert (seen.encrypted, seen.mark) == (True, None)
    assert read([state(2, "m.room.encryption", {})], encrypted=True).rooms == []
    assert read([says(1)]).rooms == []


def test_a_room_that_the_bot_enters_is_seen() -> None:
    """With its mark, and who is in."""
    history = [
        state(1, "m.room.create", {"vigil.mark": "m1"}, sender=JEAN),
        member(2, JEAN, "join"),
        member(3, VIGIL, "invite"),
        member(4, MALLORY, "invite"),
        member(5, VIGIL, "join", VIGIL, before="invite"),
    ]
    (seen,) = read([], before=history).rooms
    assert (seen.room, seen.encrypted, seen.mark) == (ROOM, False, "m1")
    assert set(seen.members) == {JEAN, VIGIL}
    odd = [state(1, "m.room.create", {"vigil.mark": 5}), member(2, VIGIL, "join", VIGIL)]
    assert read(odd).rooms[0].mark is None


def test_a_new_name_of_the_bot_is_no_entering() -> None:
    """A change of the profile is a join event as well."""
    assert read([member(5, VIGIL, "join", VIGIL, before="join")]).rooms == []


def test_what_was_said_since_the_invitation_is_for_the_bot() -> None:
    """An alert that was written before the bot had joined counts; what was said without it does not (G1)."""
    history = [
        says(1),
        member(2, VIGIL, "invite"),
        says(3),
        member(4, VIGIL, "join", VIGIL, before="invite"),
        says(5),
    ]
    assert words(read(history)) == ["$3", "$5"]
    assert words(read([history[0], *history[3:]])) == ["$5"]


def test_only_the_last_invitation_counts() -> None:
    """What was said after the bot had been put out is not for it."""
    history = [
        member(1, VIGIL, "invite"),
        member(2, VIGIL, "leave"),
        says(3),
        member(4, VIGIL, "invite"),
        says(5),
        member(6, VIGIL, "join", VIGIL, before="invite"),
    ]
    assert words(read(history)) == ["$5"]


def test_what_was_said_before_the_first_sync_is_history() -> None:
    """A bot that is set up anew acts on nothing old, but knows its rooms and who is in them."""
    history = [state(1, "m.room.encryption", {}), member(2, JEAN, "join"), says(3)]
    found = read(history, since=None)
    assert found.events == []
    assert [seen.encrypted for seen in found.rooms] == [True]
    assert [membership.person for membership in found.memberships] == [JEAN]


def test_memberships_say_who_made_them_so() -> None:
    """Leaving and being thrown out look the same but for the sender."""
    (change,) = read([member(1, MALLORY, "leave", JEAN)]).memberships
    assert (change.event_id, change.person, change.membership, change.sender) == (
        "$1",
        MALLORY,
        "leave",
        JEAN,
    )


def invitation(spoil: Callable[[list[dict[str, Any]]], object] = lambda _: None) -> dict[str, Any]:
    """The room's part of an answer that invites the bot."""
    events = [
        state(1, "m.room.create", {}),
        state(2, "m.room.member", {"membership": "invite", "is_direct": True}, VIGIL),
    ]
    spoil(events)
    return {"invite_state": {"events": events}}


def test_an_invitation_says_who_asks() -> None:
    """Its ID is the event's; where stripped state has none, the same one is made up each time."""
    reader = Reader(VIGIL, NOW, since="s1")
    reader.invite(ROOM, invitation())
    reader.invite(ROOM, invitation(lambda events: events[1].pop("event_id")))
    first, second = reader.found.invites
    assert (first.event_id, first.room, first.sender) == ("$2", ROOM, JEAN)
    assert second.event_id == f"invite:{ROOM}:s1"


@pytest.mark.parametrize(
    "value",
    [
        None,
        {},
        {"invite_state": []},
        invitation(lambda events: events.pop()),
        invitation(lambda events: events[1].update(sender=5)),
        invitation(lambda events: events[1].update(event_id=5)),
        invitation(lambda events: events[1].update(event_id="report:57")),
        invitation(lambda events: events[1].update(content=5)),
    ],
)
def test_a_malformed_invitation_costs_only_itself(value: Any) -> None:
    """The next one is heard."""
    reader = Reader(VIGIL, NOW, since="s1")
    reader.invite("!bad:here", value)
    reader.invite(ROOM, invitation())
    assert [invite.room for invite in reader.found.invites] == [ROOM]
    assert reader.found.dropped == {"invites": 1}
