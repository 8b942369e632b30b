"""The end needs two: DESIGN.md 2, "resolved"."""

from __future__ import annotations

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
    room_keys,
)


def test_one_organisation_cannot_close_alone() -> None:
    """Neither the proposer nor a colleague of theirs."""
    story = proposed()
    for person in (ANCHOR, COLLEAGUE):
        with pytest.raises(Mistake):
            story.give(i.Confirm(person))
    assert story.it.state is State.RESOLVING


def test_a_second_organisation_closes() -> None:
    """The defender is told, and check-ins stop."""
    story = proposed()
    said = story.give(i.Confirm(BIRCH))
    assert story.it.state is State.RESOLVED
    assert "defender-resolved" in defender_keys(said)
    kinds = {timer.kind for timer in story.timers()}
    assert kinds == {TimerKind.LOCK, TimerKind.PURGE}


def test_the_defender_can_agree_with_a_one() -> None:
    """When asked whether it is over."""
    story = proposed()
    assert "resolution-question" in defender_keys(story.said)
    story.jean("1")
    assert story.it.state is State.RESOLVED


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
        story.give(i.Confirm(BIRCH))


def test_a_forced_one_is_answered_like_an_honest_one_and_closes_nothing() -> None:
    """The duress word instead of "1": the defender reads that it is closed; the room reads the alarm."""
    honest, forced = proposed(), proposed()
    honest.jean("1")
    said = forced.jean("all quiet on the lake", duress=True)
    assert defender_keys(said) == defender_keys(honest.said) == ["defender-resolved"]
    assert forced.it.state is State.ACTIVE
    assert "answered-duress" in room_keys(said)
    assert defender_keys(forced.forward(hours=24)) == []


def test_after_the_end_the_room_is_locked_and_later_left() -> None:
    """Read-only after the cooling-off; left, and the record erased, on the day that retention names."""
    story = proposed()
    story.give(i.Confirm(BIRCH))
    said = story.forward(hours=1)
    assert LockRoom() in said
    assert story.forward(days=29, hours=22) == []
    assert story.forward(hours=1) == [LeaveRoom()]
    assert story.it.state is State.PURGED
    assert story.timers() == ()


def test_a_command_after_the_end_is_told_so() -> None:
    """One sentence; nothing changes."""
    story = proposed()
    story.give(i.Confirm(BIRCH))
    with pytest.raises(Mistake) as told:
        story.give(i.Pass(BIRCH))
    assert told.value.text.key == "already-resolved"
