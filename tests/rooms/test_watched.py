"""The alert room is watched: who was let in by others is put out, what was changed is set right (G3)."""

from __future__ import annotations

import pytest

from rooms import inputs as i
from rooms.actions import Action, RemovePeople, RestoreRoom, TellRoom
from rooms.alert import RoomPart
from rooms.texts import Text
from tests.rooms.world import (
    BIRCH,
    JEAN,
    STRANGER,
    Story,
    coordination_keys,
    defender_keys,
    mentioned,
    on_it,
    proposed,
    room_keys,
)


def removed(actions: list[Action]) -> list[tuple[str, ...]]:
    """Who is put out."""
    return [action.people for action in actions if isinstance(action, RemovePeople)]


def test_an_intruder_is_put_out_and_everybody_hears_of_it() -> None:
    """First out, then the room and the coordinators by name; the defender is spared it."""
    story = on_it()
    said = story.give(i.Intruded(STRANGER))
    assert said[0] == RemovePeople((STRANGER,))
    assert mentioned(said, "intruder") == story.it.partners
    assert coordination_keys(said) == ["coordination-intruder"]
    assert defender_keys(said) == []
    assert STRANGER not in story.it.audience


def test_whom_vigil_called_is_no_intruder() -> None:
    """Partners, also those whose identity is in doubt, and a defender who was brought in."""
    story = on_it()
    story.give(i.IdentityChanged(BIRCH))
    story.give(i.BringIn("@anchor-1:example.org"))
    for person in (BIRCH, "@cedar-2:example.org", JEAN):
        assert story.give(i.Intruded(person)) == []


def test_a_defender_nobody_brought_in_and_the_suspended_are_intruders() -> None:
    """Whoever let them in."""
    story = on_it()
    story.give(i.Suspended((BIRCH,)))
    assert removed(story.give(i.Intruded(JEAN))) == [(JEAN,)]
    assert removed(story.give(i.Intruded(BIRCH))) == [(BIRCH,)]


def test_a_flood_of_intruders_does_not_drown_the_alert() -> None:
    """All are put out; after three names the room hears of it every ten minutes."""
    story = on_it()
    told = 0
    for number in range(50):
        said = story.give(i.Intruded(f"@intruder-{number}:example.org"))
        assert len(removed(said)) == 1
        told += len(room_keys(said))
    assert told == 3
    story.forward(minutes=10)
    assert room_keys(story.give(i.Intruded("@intruder-7:example.org"))) == ["intruder"]


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (RoomPart.ENCRYPTION, "altered-encryption"),
        (RoomPart.POWERS, "altered-powers"),
        (RoomPart.HISTORY, "altered-history"),
        (RoomPart.ENTRY, "altered-entry"),
        (RoomPart.GUESTS, "altered-entry"),
        (RoomPart.SERVERS, "altered-servers"),
    ],
)
def test_what_was_altered_is_restored_and_told(part: RoomPart, words: str) -> None:
    """In words that everybody understands."""
    said = on_it().give(i.RoomTampered(part))
    assert said[0] == RestoreRoom(part)
    (shown,) = (action.text for action in said if isinstance(action, TellRoom))
    named = shown.arguments["what"]
    assert shown.key == "room-altered"
    assert isinstance(named, Text) and named.key == words
    assert coordination_keys(said) == ["coordination-room-altered"]


def test_a_room_that_is_said_to_be_replaced_is_not() -> None:
    """Nobody is lured into another room."""
    said = on_it().give(i.RoomTampered(RoomPart.SUCCESSOR))
    assert said[0] == RestoreRoom(RoomPart.SUCCESSOR)
    assert room_keys(said) == ["room-replaced"]


def test_who_alters_it_over_and_over_is_answered_each_time_and_told_now_and_then() -> None:
    """Undone without end; each thing is told on its own."""
    story = on_it()
    for _ in range(5):
        assert RestoreRoom(RoomPart.ENTRY) in story.give(i.RoomTampered(RoomPart.ENTRY))
    assert story.said == [RestoreRoom(RoomPart.ENTRY)]
    assert room_keys(story.give(i.RoomTampered(RoomPart.POWERS))) == ["room-altered"]
    story.forward(minutes=10)
    assert room_keys(story.give(i.RoomTampered(RoomPart.ENTRY))) == ["room-altered"]


def test_a_closed_room_is_watched_until_it_is_left() -> None:
    """What was said in it stays a secret."""
    story = proposed()
    story.confirms(BIRCH)
    assert removed(story.give(i.Intruded(STRANGER))) == [(STRANGER,)]
    assert RestoreRoom(RoomPart.ENCRYPTION) in story.give(i.RoomTampered(RoomPart.ENCRYPTION))
    story.forward(days=31)
    assert story.give(i.Intruded(STRANGER)) == []


def test_before_the_brief_only_the_coordinators_hear_of_it() -> None:
    """In the room there is nobody yet to be told."""
    story = Story().raised()
    story.give(i.RoomWasOpened("!room"))
    said = story.give(i.Intruded(STRANGER))
    assert removed(said) == [(STRANGER,)]
    assert room_keys(said) == []
    assert coordination_keys(said) == ["coordination-intruder"]
