"""What calms is an answer to what was asked, and to nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from rooms import inputs as i
from rooms.actions import Action, RelayToRoom
from rooms.alert import CheckInAnswer
from rooms.texts import Mistake
from tests.rooms.world import ANCHOR, JEAN, Story, defender_keys, on_it, relayed, room_keys, text


def asked_and_told(words: str = "Are the men still outside?") -> Story:
    """The question "are you safe?" stands, and partners' words came after it."""
    story = on_it()
    story.forward(hours=1)
    story.now = story.now.replace(second=30)
    story.give(i.Tell(ANCHOR, words))
    return story


@pytest.mark.parametrize(
    "words", ["1", "yes", "ok", "oui", "ndiyo", "sawa", "yes thanks", "1!", "3", "3-4", "3 4", "okay 👍"]
)
def test_a_bare_word_after_partners_words_is_no_answer_to_the_question(words: str) -> None:
    """It is passed on, the question is put again, and the ladder goes on; in so many words it counts."""
    story = asked_and_told()
    story.now = story.now.replace(second=50)
    said = story.jean(words)
    assert relayed(said) == [words]
    assert defender_keys(said) == ["check-in-put-again"]
    assert story.it.check_in is not None and story.it.last_answer is None
    assert "ladder-asked-again" in room_keys(story.forward(minutes=10))


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("I am safe", CheckInAnswer.SAFE),
        ("yes safe", CheckInAnswer.SAFE),
        ("niko salama", CheckInAnswer.SAFE),
        ("je suis en sécurité", CheckInAnswer.SAFE),
        ("later 2h", CheckInAnswer.LATER),
        ("3 later", CheckInAnswer.LATER),
        ("no", CheckInAnswer.NOT_SAFE),
        ("2", CheckInAnswer.NOT_SAFE),
        ("help they are inside", CheckInAnswer.NOT_SAFE),
    ],
)
def test_what_says_what_it_means_counts_and_so_does_every_alarm(words: str, answer: CheckInAnswer) -> None:
    """Where it is unclear, it is taken as an alarm: a "no" may be one."""
    story = asked_and_told()
    assert room_keys(story.jean(words))[0].startswith("answered-")
    assert story.it.last_answer is answer


def test_the_question_that_was_put_again_is_answered_by_a_one() -> None:
    """By whoever can have read it: a second "yes" in the same breath is about the partners' words too."""
    story = asked_and_told()
    story.jean("yes")
    said = story.jean("yes")
    assert (relayed(said), defender_keys(said)) == (["yes"], [])
    story.forward(seconds=6)
    assert room_keys(story.jean("1")) == ["answered-safe"]


def test_so_is_the_question_that_the_ladder_repeats_and_the_next_one() -> None:
    """What partners said stands above it by then."""
    story = asked_and_told()
    story.forward(minutes=10, seconds=6)
    assert room_keys(story.jean("1")) == ["answered-safe"]
    story.give(i.Tell(ANCHOR, "how many?"))
    story.forward(hours=1)
    assert room_keys(story.jean("1")) == ["answered-safe"]


def test_a_question_right_under_partners_words_needs_a_moment_to_be_read() -> None:
    """The "yes" that was being written when it came is not for it."""
    story = on_it()
    story.give(i.Tell(ANCHOR, "how many?"))
    story.forward(seconds=3)
    story.give(i.CheckInNow(ANCHOR))
    story.forward(seconds=2)
    assert relayed(story.jean("1")) == ["1"]
    story.forward(seconds=6)
    assert room_keys(story.jean("1")) == ["answered-safe"]


def test_in_the_alert_room_a_yes_may_answer_whoever_spoke_there() -> None:
    """Jean, who was brought in, says "yes" to a partner; only where nobody spoke is it the question's."""
    story = on_it()
    story.give(i.BringIn(ANCHOR))
    story.give(i.InvitationsSettled((JEAN,), ()))
    story.give(i.Joined(JEAN))
    story.forward(hours=1, seconds=30)
    story.give(i.Spoke(ANCHOR))
    story.forward(seconds=30)
    said = story.give(i.Wrote(replace(text("yes", story.now), in_room=True)))
    assert defender_keys(said) == ["check-in-put-again"]
    assert story.it.check_in is not None


# Old messages answer no new question


def late(story: Story, words: str, **by: float) -> list[Action]:
    """Jean's words of some time ago arrive now."""
    return story.give(i.Wrote(text(words, story.now - timedelta(**by))))


@pytest.mark.parametrize("words", ["1", "I am safe", "later 2h"])
def test_what_was_written_before_the_question_does_not_answer_it(words: str) -> None:
    """Delayed on its way by an hour: it is shown as late, and the ladder goes on; an alarm counts."""
    story = on_it()
    story.forward(hours=1, minutes=5)
    said = late(story, words, minutes=65)
    (shown,) = [each.message for each in said if isinstance(each, RelayToRoom)]
    assert shown.late and shown.text == words
    assert story.it.check_in is not None and story.it.last_answer is None
    assert "ladder-asked-again" in room_keys(story.forward(minutes=10))
    assert "answered-not-safe" in room_keys(late(story, "2, they are inside", minutes=65))


def test_what_was_written_before_the_alarm_does_not_lower_it() -> None:
    """By the time that each was written, and not by when Vigil came to it."""
    story = on_it()
    story.forward(minutes=30)
    late(story, "sos they are here", minutes=10)
    late(story, "I am safe", minutes=11)
    assert story.it.alarm and story.it.last_answer is None
    late(story, "I am safe", minutes=9)
    lowered = story.replayed()
    assert not lowered.alarm and lowered.last_answer is CheckInAnswer.SAFE


def test_what_was_held_back_calms_nobody_whatever_time_it_bears() -> None:
    """Their device had written something since that was read before."""
    story = on_it()
    story.forward(hours=1)
    story.give(i.Wrote(replace(text("1", story.now), late=True)))
    assert story.it.check_in is not None and story.it.last_answer is None
    story.give(i.Wrote(replace(text("not safe", story.now), late=True)))
    assert story.it.last_answer is CheckInAnswer.NOT_SAFE


def test_a_partners_answer_is_newer_than_the_question_too() -> None:
    """What was on its way for an hour takes nothing on that was asked meanwhile, and makes sure of nobody."""
    story = on_it()
    begun = story.now
    story.forward(hours=1)
    with pytest.raises(Mistake) as told:
        story.give(i.Take(ANCHOR, sent_at=begun))
    assert told.value.text.key == "answer-is-older"
    story.give(i.Take(ANCHOR, sent_at=story.now))
    assert story.it.check_in is None
