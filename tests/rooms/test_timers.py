"""What falls due when: timers are read off the alert."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rooms import inputs as i
from rooms.alert import State
from rooms.timers import OPENING_RETRY, Timer, TimerKind, timers
from tests.rooms.world import ANCHOR, BIRCH, CEDAR, NETWORK, POLICY, START, Story, on_it, proposed, without

NOBODY = without(NETWORK, *(each.id for each in NETWORK.organisations))


def kinds(story: Story) -> set[TimerKind]:
    """What may fall due."""
    return {timer.kind for timer in timers(story.it)}


def due(story: Story, kind: TimerKind) -> list[timedelta]:
    """When the timers of this kind fall due, from the story's now on."""
    return [timer.due_at - story.now for timer in timers(story.it) if timer.kind is kind]


def test_a_new_alert_waits_for_its_room_and_its_first_check_in() -> None:
    """Nobody can answer yet who has no room to answer in."""
    story = Story().raised()
    assert kinds(story) == {TimerKind.OPENING, TimerKind.CHECK_IN}
    assert due(story, TimerKind.CHECK_IN) == [POLICY.check_in_every]
    assert due(story, TimerKind.OPENING) == [POLICY.acknowledge_within]


def test_each_organisation_has_its_own_time_to_answer() -> None:
    """Counted from its call, or from the room's opening if that came later."""
    story = Story().raised()
    story.now += timedelta(minutes=7)
    story.give(i.RoomWasOpened("!room"))
    assert due(story, TimerKind.ACKNOWLEDGEMENT) == [POLICY.acknowledge_within / 2] * 4
    story.now += timedelta(minutes=4)
    story.give(i.Pass(CEDAR))
    waiting = {timer.subject: timer.due_at for timer in timers(story.it) if timer.subject}
    assert waiting.keys() == {"anchor", "birch", "date", "elder"}
    assert waiting["elder"] - waiting["date"] == timedelta(minutes=4)


def test_an_answer_ends_the_waiting() -> None:
    """Yes, no, or the time itself: each once."""
    story = Story().convened()
    story.give(i.Acknowledge(ANCHOR))
    story.give(i.Pass(CEDAR))
    story.forward(minutes=10)
    waited_for = {timer.subject for timer in timers(story.it) if timer.kind is TimerKind.ACKNOWLEDGEMENT}
    assert not waited_for & {"anchor", "cedar", "birch", "date"}


def test_a_refused_room_is_asked_for_again_after_a_minute() -> None:
    """And from then on Vigil waits for the answer once more."""
    story = Story().raised()
    story.give(i.RoomWasRefused())
    assert due(story, TimerKind.OPENING) == [OPENING_RETRY]
    (retry,) = (timer for timer in timers(story.it) if timer.kind is TimerKind.OPENING)
    story.now = retry.due_at
    story.give(i.Due(retry))
    assert due(story, TimerKind.OPENING)[0] > OPENING_RETRY


def test_a_check_in_is_either_due_or_open() -> None:
    """Asked, the ladder takes over; each step counts from the one before; an answer sets the next one."""
    story = on_it()
    assert TimerKind.LADDER not in kinds(story)
    story.forward(hours=1)
    assert TimerKind.CHECK_IN not in kinds(story)
    assert due(story, TimerKind.LADDER) == [POLICY.answer_within]
    story.forward(minutes=10)
    assert due(story, TimerKind.LADDER) == [POLICY.answer_within]
    story.jean("safe")
    assert TimerKind.LADDER not in kinds(story)
    assert due(story, TimerKind.CHECK_IN) == [POLICY.check_in_every]


def test_the_room_is_asked_only_after_long_silence() -> None:
    """Each word in it begins the time anew, and so does the question itself."""
    story = on_it()
    story.now += timedelta(hours=1)
    story.give(i.Spoke(BIRCH))
    assert due(story, TimerKind.ROOM_UPDATE) == [POLICY.room_update_every]
    story.give(i.Resolve(ANCHOR, "quiet"))
    story.now += timedelta(hours=1)
    story.give(i.Deny(BIRCH, "no"))
    assert due(story, TimerKind.ROOM_UPDATE) == [POLICY.room_update_every]


def test_a_proposal_is_brought_back_to_mind() -> None:
    """As long as it stands."""
    story = proposed()
    assert due(story, TimerKind.RESOLUTION) == [POLICY.acknowledge_within]
    story.give(i.Deny(BIRCH))
    assert TimerKind.RESOLUTION not in kinds(story)


def test_after_the_end_there_is_only_the_lock_and_the_day_of_retention() -> None:
    """Counted from the end, not from the alert."""
    story = proposed()
    story.now += timedelta(hours=9)
    story.confirms(BIRCH)
    assert kinds(story) == {TimerKind.LOCK, TimerKind.PURGE}
    assert due(story, TimerKind.LOCK) == [POLICY.cooling_off]
    assert due(story, TimerKind.PURGE) == [POLICY.retention]


def test_a_covert_alert_asks_the_defender_nothing() -> None:
    """It still waits for the partners, and for the room."""
    story = Story().convened(covert=True)
    assert kinds(story) == {TimerKind.ACKNOWLEDGEMENT, TimerKind.ROOM_UPDATE}


def test_an_alert_that_nobody_is_on_cries_for_help() -> None:
    """Though the defender may not be asked, and no room is there to speak in, the coordinators hear of it."""
    story = Story(network=NOBODY).raised(covert=True)
    assert TimerKind.SHORTAGE in kinds(story)
    assert due(story, TimerKind.SHORTAGE) == [POLICY.acknowledge_within]


@pytest.mark.parametrize("late", [timedelta(0), timedelta(hours=5), timedelta(days=400)])
def test_a_timer_fires_late_rather_than_never(late: timedelta) -> None:
    """G4: however long Vigil was down, what fell due meanwhile happens when it is back, once."""
    story = Story().convened()
    (timer, *_) = timers(story.it)
    story.now = timer.due_at + late
    assert story.give(i.Due(timer))
    assert story.give(i.Due(timer)) == []


def test_a_timer_that_was_never_set_or_is_not_due_does_nothing() -> None:
    """Whatever the shell remembers, the alert knows better."""
    story = Story().convened()
    for timer in timers(story.it):
        assert story.give(i.Due(timer)) == []
    assert story.give(i.Due(Timer(TimerKind.PURGE, START))) == []
    assert story.it.state is State.ACTIVE
