"""The end needs two: DESIGN.md 2, "resolved"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from rooms import inputs as i
from rooms.actions import LeaveRoom, LockRoom
from rooms.alert import State
from rooms.texts import Mistake
from rooms.timers import TimerKind
from tests.rooms.world import (
    ANCHOR,
    BIRCH,
    COLLEAGUE,
    defender_keys,
    mentioned,
    on_it,
    proposed,
    relayed,
    room_keys,
    text,
)


def test_one_organisation_cannot_close_alone() -> None:
    """Neither the proposer nor a colleague of theirs."""
    story = proposed()
    for person in (ANCHOR, COLLEAGUE):
        with pytest.raises(Mistake):
            story.confirms(person)
    assert story.it.state is State.RESOLVING


def test_a_second_organisation_closes() -> None:
    """The defender is told, and check-ins stop."""
    story = proposed()
    said = story.confirms(BIRCH)
    assert story.it.state is State.RESOLVED
    assert "defender-resolved" in defender_keys(said)
    kinds = {timer.kind for timer in story.timers()}
    assert kinds == {TimerKind.LOCK, TimerKind.PURGE}


@pytest.mark.parametrize("words", ["{}", "{} yes", "yes {}", "{}.", "oui, {}", "{} asante", "{} 👍"])
def test_the_defender_can_agree_with_the_number(words: str) -> None:
    """When asked whether it is over, by copying what stands before "yes"."""
    story = proposed()
    assert "resolution-question" in defender_keys(story.said)
    assert story.it.proposal is not None
    story.jean(words.format(story.it.proposal.number))
    assert story.it.state is State.RESOLVED


@pytest.mark.parametrize("words", ["1", "yes", "it is over", "{} no", "{}?", "{} {}", "{}{}", "we are {}"])
def test_without_the_number_alone_nothing_is_closed(words: str) -> None:
    """An old "1" may be about anything; a number among other words too."""
    story = proposed()
    assert story.it.proposal is not None
    number = story.it.proposal.number
    said = story.jean(words.format(number, number))
    assert relayed(said) == [words.format(number, number)]
    assert story.it.state is State.RESOLVING


@pytest.mark.parametrize("words", ["1", "yes", "oui", "ndiyo"])
def test_a_yes_is_asked_for_the_number_however_quick_it_was(words: str) -> None:
    """It is passed on, and asked once more; nobody believes that it was the answer (G6)."""
    story = proposed()
    said = story.give(i.Wrote(text(words, story.now)))
    assert (relayed(said), defender_keys(said)) == ([words], ["resolution-put-again"])
    story.agrees()
    assert story.it.state is State.RESOLVED


def test_a_partner_needs_the_number_too() -> None:
    """Whoever writes only `!confirm`, or that of a proposal before, reads the number, and of what."""
    story = proposed()
    assert story.it.proposal is not None
    old = story.it.proposal.number
    story.give(i.Deny(BIRCH, "their car is still there"))
    story.give(i.Resolve(ANCHOR, "the car has gone"))
    assert 11 <= old <= 99
    assert story.it.proposal.number != old
    for number in (None, old, 1):
        with pytest.raises(Mistake) as told:
            story.give(i.Confirm(BIRCH, number))
        assert told.value.text.key == "confirm-the-number"
        assert told.value.text.arguments["number"] == str(story.it.proposal.number)
    story.jean(str(old))
    assert story.it.is_open
    story.confirms(BIRCH)
    assert not story.it.is_open


def test_a_number_that_was_held_back_closes_nothing() -> None:
    """Jean has written something else since on that device; or it is dated before the proposal."""
    story = proposed()
    assert story.it.proposal is not None
    number = str(story.it.proposal.number)
    story.give(i.Wrote(replace(text(number, story.now), late=True)))
    story.give(i.Wrote(text(number, story.now - timedelta(minutes=1))))
    assert story.it.is_open


def test_a_one_meant_for_a_check_in_never_closes() -> None:
    """While a check-in is open the defender is not asked whether it is over; after it they are."""
    story = on_it()
    story.forward(hours=1)
    said = story.give(i.Resolve(ANCHOR, "quiet"))
    assert "resolution-question" not in defender_keys(said)
    said = story.jean("1")
    assert story.it.state is State.RESOLVING
    assert defender_keys(said) == ["check-in-safe", "resolution-question"]


def test_reminders_go_on_until_it_is_closed() -> None:
    """Check-ins and the reminder to confirm; a proposal closes nothing by itself."""
    story = proposed()
    said = story.forward(hours=1)
    assert "check-in" in defender_keys(said)
    assert BIRCH in mentioned(said, "resolution-reminder")
    story.forward(hours=48)
    assert story.it.state is State.RESOLVING


@pytest.mark.parametrize("words", ["2", "sos they are back", "not safe"])
def test_a_new_alarm_or_a_no_reopens(words: str) -> None:
    """The proposal is gone and the room is told."""
    story = proposed()
    said = story.jean(words)
    assert story.it.state is State.ACTIVE
    assert "resolution-denied" in room_keys(said) or "resolution-denied-because" in room_keys(said)


def test_a_partner_can_deny() -> None:
    """With a reason, which the room reads."""
    story = proposed()
    said = story.give(i.Deny(BIRCH, "their car is still there"))
    assert room_keys(said) == ["resolution-denied-because"]
    with pytest.raises(Mistake):
        story.confirms(BIRCH)


def test_a_forced_one_is_answered_like_an_honest_one_and_closes_nothing() -> None:
    """The duress word instead of "1": the defender reads that it is closed; the room reads the alarm."""
    honest, forced = proposed(), proposed()
    honest.agrees()
    said = forced.jean("all quiet on the lake", duress=True)
    assert defender_keys(said) == defender_keys(honest.said) == ["defender-resolved"]
    assert forced.it.state is State.ACTIVE
    assert "answered-duress" in room_keys(said)
    assert defender_keys(forced.forward(hours=24)) == []


def test_after_the_end_the_room_is_locked_and_later_left() -> None:
    """Read-only after the cooling-off; left, and the record erased, on the day that retention names."""
    story = proposed()
    story.confirms(BIRCH)
    said = story.forward(hours=1)
    assert LockRoom() in said
    assert story.forward(days=29, hours=22) == []
    assert story.forward(hours=1) == [LeaveRoom()]
    assert story.it.state is State.PURGED
    assert story.timers() == ()


def test_a_command_after_the_end_is_told_so() -> None:
    """One sentence; nothing changes."""
    story = proposed()
    story.confirms(BIRCH)
    with pytest.raises(Mistake) as told:
        story.give(i.Pass(BIRCH))
    assert told.value.text.key == "already-resolved"
