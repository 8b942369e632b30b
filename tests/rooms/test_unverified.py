"""Devices that are not verified: who cannot read for it hears why, and no defender is left alone (G2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from rooms import inputs as i
from rooms.briefing import brief
from tests.rooms.world import (
    ANCHOR,
    BAOBAB,
    BIRCH,
    CEDAR,
    DATE,
    JEAN,
    START,
    Story,
    briefed,
    coordination_keys,
    defender_keys,
    line_keys,
    proposed,
    relayed,
    room_keys,
    text,
)


def test_who_cannot_read_for_want_of_a_signature_is_told_so_and_briefed_again() -> None:
    """G2: named with what to do; and as soon as their device counts they are given the brief once more."""
    story = Story().convened()
    said = story.give(i.Delivered((BIRCH, DATE), unsigned=(BIRCH,)))
    assert room_keys(said) == ["cannot-read", "cannot-read-unverified"]
    assert coordination_keys(said) == ["coordination-cannot-read", "coordination-cannot-read-unverified"]
    said = story.give(i.BecameReadable((BIRCH, DATE), refused=(BIRCH,)))
    assert room_keys(said) == ["can-read", "brief"]
    assert briefed(said) == [(BIRCH,)]
    assert story.give(i.BecameReadable((BIRCH, DATE))) == []


def test_a_second_device_that_is_left_out_of_the_brief_is_named_once() -> None:
    """G6: their tablet can read, their phone cannot; who can read nothing at all is named as such."""
    story = Story().raised()
    story.give(i.RoomWasOpened("!room"))
    story.give(i.InvitationsSettled(story.it.partners, ()))
    given = i.Delivered((DATE,), True, unsigned=(DATE,), withheld=(BIRCH, DATE, JEAN))
    said = story.give(given)
    assert [key for key in room_keys(said) if key == "device-left-out"] == ["device-left-out"]
    assert story.it.unverified == {BIRCH, DATE}
    assert story.give(given) == []
    assert story.give(i.DeviceRefused(BIRCH)) == []
    assert briefed(story.give(i.BecameReadable((BIRCH,), refused=(BIRCH,)))) == [(BIRCH,)]


def test_a_device_that_logs_out_is_no_reason_for_another_brief() -> None:
    """They have read it on the other one; the room hears that nothing is amiss any more."""
    story = Story().convened()
    story.give(i.DeviceRefused(BIRCH))
    said = story.give(i.BecameReadable((BIRCH,)))
    assert (room_keys(said), briefed(said)) == (["can-read"], [])
    assert not story.it.unverified


def test_the_brief_is_not_given_again_when_it_is_over() -> None:
    """Nobody is called to a closed alert, nor told who can read it."""
    story = proposed()
    story.give(i.Delivered((BIRCH,), unsigned=(BIRCH,)))
    story.confirms(CEDAR)
    assert story.give(i.BecameReadable((BIRCH,), refused=(BIRCH,))) == []


def test_a_first_device_that_is_not_verified_is_a_new_reason() -> None:
    """They had none, and now have one that does not count: what helps is another thing."""
    story = Story().convened()
    story.give(i.Delivered((BIRCH,)))
    said = story.give(i.Delivered((BIRCH,), unsigned=(BIRCH,)))
    assert room_keys(said) == ["cannot-read-unverified"]
    assert story.give(i.Delivered((BIRCH,), unsigned=(BIRCH,))) == []


def test_a_refused_device_is_named_once_and_briefed_when_it_counts() -> None:
    """Aloud, as "B's phone cannot read this yet"; before they are invited, the brief's delivery will tell."""
    story = Story().raised()
    assert story.give(i.DeviceRefused(BIRCH)) == []
    story = Story().convened()
    assert room_keys(story.give(i.DeviceRefused(BIRCH))) == ["device-left-out"]
    assert story.give(i.DeviceRefused(BIRCH)) == []
    assert briefed(story.give(i.BecameReadable((BIRCH,), refused=(BIRCH,)))) == [(BIRCH,)]


def test_an_alert_from_an_unverified_device_is_taken_and_marked() -> None:
    """Nobody is left alone because of a shield; the brief says what is known of it."""
    story = Story()
    said = story.give(i.Raise(BAOBAB, "7KQ4", "mark", "help", story.policy, signed=False))
    assert "defender-raised" in defender_keys(said)
    assert "brief-unverified" in line_keys(brief(story.it))


def test_a_defender_who_changes_to_an_unverified_device_is_marked_once() -> None:
    """And marked again when they come back, not with each message; for them nothing changes."""
    story = Story().convened()
    unsigned = replace(text("a car", START), signed=False)
    said = story.give(i.Wrote(unsigned))
    assert room_keys(said) == ["defender-unverified"]
    assert (relayed(said), defender_keys(said)) == (["a car"], ["defender-relayed"])
    assert room_keys(story.give(i.Wrote(unsigned))) == []
    assert room_keys(story.jean("two cars")) == ["defender-verified"]
    assert room_keys(story.give(i.Wrote(unsigned))) == ["defender-unverified"]


def test_an_unverified_device_shows_the_defender_nothing_in_a_covert_alert() -> None:
    """The room hears of it; whoever forces them does not."""
    story = Story().convened(covert=True)
    said = story.give(i.Wrote(replace(text("a car", START), signed=False)))
    assert room_keys(said) == ["defender-unverified"]
    assert defender_keys(said) == []


@pytest.mark.parametrize(("first_signed", "closes"), [(True, False), (False, True)])
def test_an_unverified_device_closes_nothing_if_there_is_a_verified_one(
    first_signed: bool, closes: bool
) -> None:
    """A device that the homeserver adds agrees to no end; whoever never had another one may."""
    story = Story()
    story.give(i.Raise(BAOBAB, "7KQ4", "mark", "help", story.policy, signed=first_signed))
    story.give(i.RoomWasOpened("!room"))
    story.give(i.InvitationsSettled(story.it.partners, ()))
    story.give(i.Resolve(ANCHOR, "quiet"))
    story.now += timedelta(seconds=10)
    number = str(story.it.end_number)
    said = story.give(i.Wrote(replace(text(number, story.now), signed=False)))
    assert story.it.is_open is not closes
    assert closes or relayed(said) == [number]
