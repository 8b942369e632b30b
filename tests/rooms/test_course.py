"""How an alert went, read off its journal: only times and numbers."""

from __future__ import annotations

from datetime import timedelta

from rooms import inputs as i
from rooms.course import course
from rooms.events import ClockSetRight
from tests.rooms.world import ANCHOR, BIRCH, CEDAR, DATE, START, Story

MINUTE = timedelta(minutes=1)


def _answers(story: Story, minutes: int, person: str) -> None:
    story.now = START + minutes * MINUTE
    story.give(i.Acknowledge(person))


def test_the_first_enough_and_the_fourth_are_timed() -> None:
    """The first answer, the quorum (the anchor and two others), and four organisations."""
    story = Story().convened()
    for minutes, person in ((2, BIRCH), (3, CEDAR), (5, ANCHOR), (9, DATE)):
        _answers(story, minutes, person)
    found = course(story.journal)
    assert found.first_at == START + 2 * MINUTE
    assert found.quorum_at == START + 5 * MINUTE
    assert found.fourth_at == START + 9 * MINUTE
    assert story.it.called_as("cedar").answered_at == START + 3 * MINUTE


def test_it_is_enough_also_when_the_anchor_proves_not_to_come() -> None:
    """Three others were on it by then: from that moment on it is enough, though nobody answers just then."""
    story = Story().convened()
    for minutes, person in ((2, BIRCH), (3, CEDAR), (4, DATE)):
        _answers(story, minutes, person)
    story.now = START + 6 * MINUTE
    story.give(i.Pass(ANCHOR))
    assert course(story.journal).quorum_at == START + 6 * MINUTE


def test_what_never_came_has_no_time() -> None:
    """A pass is an answer that helps nobody: it is counted, and is not the first."""
    story = Story().convened()
    story.now = START + MINUTE
    story.give(i.Pass(BIRCH))
    found = course(story.journal)
    assert (found.first_at, found.quorum_at, found.fourth_at) == (None, None, None)
    assert found.passes == 1
    assert story.it.called_as("birch").answered_at == START + MINUTE


def test_a_check_in_is_missed_once_however_long_the_silence() -> None:
    """Each question counts once, not each step of the ladder after it."""
    story = Story().convened()
    story.forward(hours=1)
    for _ in range(3):
        story.forward(minutes=10)
    found = course(story.journal)
    assert (found.asked, found.missed) == (1, 1)


def test_times_of_a_clock_that_was_ahead_are_set_right() -> None:
    """What was noted for three days later than now happened three days earlier."""
    story = Story().convened()
    _answers(story, 2, BIRCH)
    ahead = timedelta(days=3)
    for person in (CEDAR, ANCHOR):
        _answers(story, 3 * 24 * 60 + 4, person)
    found = course([*story.journal, ClockSetRight(START + 5 * MINUTE, ahead)])
    assert (found.first_at, found.quorum_at) == (START + 2 * MINUTE, START + 4 * MINUTE)
