"""Whether words reach the defender: only who was asked is silent, and nobody answers what they never read."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rooms import inputs as i
from rooms.actions import Action, TellDefender, TellRoom
from rooms.alert import CheckInAnswer, Question, Reach
from rooms.briefing import brief, status
from rooms.texts import Mistake
from rooms.timers import TimerKind
from tests.rooms.world import (
    ANCHOR,
    BIRCH,
    Story,
    coordination_keys,
    defender_keys,
    line_keys,
    mentioned,
    on_it,
    proposed,
    relayed,
    room_keys,
    text,
)

OUT_OF_REACH = [
    (Reach.UNREADABLE, "defender-cannot-read", "ladder-cannot-read", "coordination-defender-cannot-read"),
    (Reach.REFUSED, "cannot-write", "ladder-cannot-write", "coordination-cannot-write"),
]


def question(actions: list[Action]) -> TellDefender:
    """The question among what was said to the defender."""
    return next(each for each in actions if isinstance(each, TellDefender) and each.asks is not None)


def asked_and_stuck() -> tuple[Story, TellDefender]:
    """A check-in was due, and its question is still on its way."""
    story = on_it()
    story.delivers = False
    return story, question(story.forward(hours=1))


# The check-in


def test_a_check_in_counts_from_the_delivery_of_its_question() -> None:
    """Nobody is reproached for what they could not read yet, and the texts name the time of the delivery."""
    story, asked = asked_and_stuck()
    story.now += timedelta(minutes=9)
    assert story.reaches(asked) == []
    assert room_keys(story.forward(minutes=9)) == []
    said = story.forward(minutes=1)
    assert (defender_keys(said), room_keys(said)) == (["check-in-again"], ["ladder-asked-again"])
    (told,) = (each.text for each in said if isinstance(each, TellRoom))
    assert told.arguments["at"] == story.now - timedelta(minutes=10)


def test_a_question_that_does_not_go_out_is_told_as_that() -> None:
    """G6: room and coordinators read what is so, with somebody to call; nobody else is called for it."""
    story, asked = asked_and_stuck()
    called = len(story.it.organisations)
    for _ in range(3):
        said = story.forward(minutes=10)
        assert mentioned(said, "ladder-not-gone-out") == story.it.partners
        assert room_keys(said) == ["ladder-not-gone-out"]
        assert coordination_keys(said) == ["coordination-not-asked"]
        assert defender_keys(said) == []
    assert len(story.it.organisations) == called
    assert "status-not-asked" in line_keys(status(story.it))
    story.reaches(asked)
    assert "status-asked" in line_keys(status(story.it))
    assert room_keys(story.forward(minutes=10)) == ["ladder-asked-again"]


@pytest.mark.parametrize(("reach", "in_room", "on_ladder", "to_coordinators"), OUT_OF_REACH)
def test_a_defender_who_cannot_be_reached_is_told_at_once(
    reach: Reach, in_room: str, on_ladder: str, to_coordinators: str
) -> None:
    """G2: room and coordinators hear it, somebody is to call, and after three steps another one is called."""
    story, asked = asked_and_stuck()
    said = story.reaches(asked, reach)
    assert mentioned(said, in_room) == story.it.partners
    assert coordination_keys(said) == [to_coordinators]
    assert {in_room, "status-not-asked"} <= set(line_keys(status(story.it)))
    assert in_room in line_keys(brief(story.it))
    assert room_keys(story.forward(minutes=10)) == [on_ladder]
    assert "organisation-called" not in room_keys(story.forward(minutes=10))
    assert "organisation-called" in room_keys(story.forward(minutes=10))
    story.give(i.Take(ANCHOR))
    assert TimerKind.CHECK_IN in {timer.kind for timer in story.timers()}


def test_what_could_not_be_read_is_asked_again_when_it_can() -> None:
    """G2: the end of it is said as well; and only now it is waited for an answer."""
    story, asked = asked_and_stuck()
    story.reaches(asked, Reach.UNREADABLE)
    assert story.reaches(asked, Reach.UNREADABLE) == []
    story.forward(minutes=35)
    said = story.give(i.DefenderReached(Reach.READABLE))
    assert room_keys(said) == ["defender-can-read"]
    assert coordination_keys(said) == ["coordination-defender-can-read"]
    assert defender_keys(said) == ["check-in"]
    story.reaches(question(said))
    assert "ladder-asked-again" in room_keys(story.forward(minutes=10))


def test_a_refused_question_is_put_again() -> None:
    """It will not go out by itself, and nobody may be left unasked for it."""
    story, asked = asked_and_stuck()
    story.reaches(asked, Reach.REFUSED)
    again = question(story.forward(minutes=10))
    assert again.text.key == "check-in"
    assert room_keys(story.reaches(again)) == ["defender-can-read"]
    assert room_keys(story.forward(minutes=10)) == ["ladder-asked-again"]


def test_an_answer_before_the_report_of_the_delivery_is_an_answer() -> None:
    """The homeserver's word may be late, or lost; the defender's counts."""
    story, asked = asked_and_stuck()
    assert room_keys(story.jean("1")) == ["answered-safe"]
    assert story.reaches(asked) == []
    assert story.it.check_in is None


def test_an_old_question_that_arrives_late_is_not_the_new_one() -> None:
    """It was taken by a partner; the next check-in waits for its own delivery."""
    story, old = asked_and_stuck()
    story.give(i.Take(ANCHOR))
    story.forward(hours=1)
    story.reaches(old)
    assert room_keys(story.forward(minutes=10)) == ["ladder-not-gone-out"]


def test_asking_twice_says_how_things_stand() -> None:
    """Whoever wants to ask now reads that the question has not arrived."""
    story, asked = asked_and_stuck()
    story.forward(minutes=10)
    with pytest.raises(Mistake) as caught:
        story.give(i.CheckInNow(ANCHOR))
    assert caught.value.text.key == "status-not-asked"
    story.reaches(asked)
    with pytest.raises(Mistake) as caught:
        story.give(i.CheckInNow(ANCHOR))
    assert caught.value.text.key == "check-in-running"


@pytest.mark.parametrize(("reach", "in_room", "on_ladder", "to_coordinators"), OUT_OF_REACH)
def test_the_coordinators_hear_it_though_no_room_is_there(
    reach: Reach, in_room: str, on_ladder: str, to_coordinators: str
) -> None:
    """Nothing is put into a room that is not open; its brief will say it."""
    story = Story().raised()
    said = story.give(i.DefenderReached(reach))
    assert coordination_keys(said) == [to_coordinators]
    assert room_keys(said) == []
    assert in_room in line_keys(brief(story.it))


def test_words_for_somebody_out_of_reach_are_not_promised() -> None:
    """G6: whoever has words passed on reads that they do not arrive now."""
    story = on_it()
    assert room_keys(story.give(i.Tell(ANCHOR, "we come"))) == ["told-room"]
    story.give(i.DefenderReached(Reach.UNREADABLE))
    assert room_keys(story.give(i.Tell(ANCHOR, "we come"))) == ["told-room-unread"]


# Whether it is over


def test_a_stray_one_closes_nothing() -> None:
    """An impatient thumb sends "1" twice: the second one is asked what it is about."""
    story = proposed()
    story.forward(hours=1)
    story.jean("1")
    story.now += timedelta(seconds=1)
    said = story.give(i.Wrote(text("1", story.now)))
    assert (relayed(said), defender_keys(said)) == (["1"], ["resolution-put-again"])
    assert story.it.is_open
    story.agrees()
    assert not story.it.is_open


def test_a_question_that_did_not_arrive_is_not_answered() -> None:
    """As long as the defender has not read whether it is over, no "1" says so; who has its number, has."""
    story = on_it()
    story.delivers = False
    asked = question(story.give(i.Resolve(ANCHOR, "quiet")))
    story.now += timedelta(minutes=5)
    assert relayed(story.jean("1")) == ["1"]
    story.reaches(asked, Reach.UNREADABLE)
    story.now += timedelta(minutes=1)
    assert relayed(story.jean("1")) == ["1"]
    story.reaches(asked)
    assert defender_keys(story.jean("1")) == ["resolution-put-again"]
    story.agrees()
    assert not story.it.is_open


def test_the_question_of_a_proposal_that_was_denied_is_past() -> None:
    """Its late arrival asks nothing."""
    story = on_it()
    story.delivers = False
    asked = question(story.give(i.Resolve(ANCHOR, "quiet")))
    story.give(i.Deny(BIRCH))
    story.now += timedelta(minutes=1)
    story.give(i.Resolve(ANCHOR, "quiet now"))
    story.reaches(asked)
    assert story.it.question is None


def test_a_question_that_a_check_in_has_overtaken_asks_nothing() -> None:
    """The check-in came after it, so a "1" is about that."""
    story = on_it()
    story.delivers = False
    asked = question(story.give(i.Resolve(ANCHOR, "quiet")))
    story.give(i.CheckInNow(BIRCH))
    story.reaches(asked)
    story.now += timedelta(minutes=1)
    assert room_keys(story.jean("1")) == ["answered-safe"]
    assert story.it.is_open


def taken_and_proposed() -> Story:
    """A check-in that they never answered was taken by a partner, who then holds that it is over."""
    story = on_it()
    story.forward(hours=1)
    story.give(i.Take(ANCHOR))
    story.give(i.Resolve(ANCHOR, "spoke to him"))
    story.now += timedelta(minutes=1)
    assert story.it.question is Question.RESOLUTION
    return story


def test_a_late_one_answers_the_check_in_that_was_taken() -> None:
    """It means "safe"; then they are asked again whether it is over."""
    story = taken_and_proposed()
    said = story.jean("1")
    assert room_keys(said) == ["answered-safe"]
    assert defender_keys(said) == ["check-in-safe", "resolution-question"]
    assert story.it.is_open
    story.agrees()
    assert not story.it.is_open


def test_a_late_two_answers_the_check_in_that_was_taken() -> None:
    """Where it is unclear, it is an alarm."""
    story = taken_and_proposed()
    assert "answered-not-safe" in room_keys(story.jean("2"))
    assert story.it.proposal is None


def test_a_late_answer_counts_without_a_proposal_too() -> None:
    """Taken is not answered: the room reads that they are safe."""
    story = on_it()
    story.forward(hours=1)
    story.give(i.Take(ANCHOR))
    assert room_keys(story.jean("1")) == ["answered-safe"]
    assert relayed(story.jean("1")) == ["1"]
    assert story.it.last_answer is CheckInAnswer.SAFE


def test_not_over_is_answered() -> None:
    """The defender reads that their "no" was heard."""
    assert defender_keys(proposed().jean("2")) == ["defender-not-over"]
