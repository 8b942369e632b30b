"""The duress word: answered to the letter as "safe" is, heard by the partners, and never able to close."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from rooms import inputs as i
from rooms.actions import Action, RelayToRoom, TellCoordinators, TellDefender, TellRoom
from rooms.alert import Message, MessageKind, Question, State
from rooms.briefing import brief, status
from rooms.texts import Mistake, Text
from tests.rooms.oversight import TELLS_ON_THE_DEFENDER, keys_in
from tests.rooms.world import (
    ANCHOR,
    BAOBAB,
    BIRCH,
    CEDAR,
    JEAN,
    Story,
    coordination_keys,
    defender_keys,
    mentioned,
    on_it,
    proposed,
    relayed,
    room_keys,
)

WORD = "all quiet on the lake"


def told(actions: list[Action]) -> list[Text]:
    """What the defender reads, word for word."""
    return [action.text for action in actions if isinstance(action, TellDefender)]


def forced(story: Story) -> Story:
    """Jean has written the duress word."""
    story.jean(WORD, duress=True)
    return story


def with_check_in() -> Story:
    """A proposal stands, and a check-in is open: a "1" means "safe"."""
    story = proposed()
    story.forward(hours=1)
    assert story.it.question is Question.CHECK_IN
    return story


def brought_in() -> Story:
    """A proposal stands, and the defender is in the alert room."""
    story = on_it()
    story.give(i.BringIn(ANCHOR))
    story.give(i.InvitationsSettled((JEAN,), ()))
    story.give(i.Joined(JEAN))
    return story


@pytest.mark.parametrize(("standing", "honest"), [(on_it, "safe"), (with_check_in, "1"), (proposed, "")])
def test_nobody_who_reads_along_can_tell(standing: Callable[[], Story], honest: str) -> None:
    """Whatever was asked, and whether or not a proposal stands: the very sentences of the honest answer."""
    story = standing()
    other = standing()
    assert told(other.jean(honest or str(other.it.end_number))) == told(story.jean(WORD, duress=True)) != []
    assert story.it.state is State.ACTIVE
    assert story.it.proposal is None


def test_the_question_that_honesty_would_have_met_is_answered_alike() -> None:
    """After "safe" they are asked whether it is over; a forced yes to that closes nothing either."""
    honest, other = with_check_in(), with_check_in()
    honest.jean("1")
    forced(other)
    assert told(other.said) == told(honest.said)
    assert "resolution-question" in defender_keys(other.said)
    assert told(honest.agrees()) == told(other.agrees())
    assert (honest.it.is_open, other.it.is_open, other.it.covert) == (False, True, True)
    assert mentioned(other.said, "brief-duress") == other.it.partners
    assert relayed(other.said) == [str(other.it.end_number)]


def test_a_second_safe_is_asked_again_whether_it_is_over() -> None:
    """As long as the question stands, honest or forced."""
    honest, other = with_check_in(), with_check_in()
    honest.jean("1")
    forced(other)
    assert told(other.jean("safe")) == told(honest.jean("safe"))
    assert defender_keys(other.said) == ["check-in-safe", "resolution-question"]


def test_a_forced_no_is_taken_at_its_word() -> None:
    """The room reads it, and the defender what an honest "no" gets."""
    honest, other = with_check_in(), with_check_in()
    honest.jean("1")
    forced(other)
    said = other.jean("2")
    assert room_keys(said) == ["resolution-denied-because"]
    assert told(said) == told(honest.jean("2")) != []
    assert other.it.question is None


def test_who_was_forced_once_cannot_be_the_second_voice() -> None:
    """Neither by answering nor by command; another organisation has to agree, and then it is over."""
    story = forced(on_it())
    story.give(i.Resolve(ANCHOR, "the men are gone"))
    assert defender_keys(story.said) == ["resolution-question"]
    assert defender_keys(story.agrees()) == ["defender-resolved"]
    assert story.it.state is State.RESOLVING
    said = story.forward(hours=24)
    assert defender_keys(said) == []
    assert not any(key.startswith("ladder") for key in room_keys(said))
    assert defender_keys(story.confirms(BIRCH)) == []
    assert not story.it.is_open


def test_a_forced_defender_in_the_room_cannot_confirm() -> None:
    """They read what any second voice of the proposing organisation reads: nothing of duress."""
    story = forced(brought_in())
    story.give(i.Resolve(ANCHOR, "quiet"))
    with pytest.raises(Mistake) as caught:
        story.confirms(JEAN)
    assert caught.value.text.key == "needs-another"
    assert story.it.state is State.RESOLVING


def test_a_room_that_the_defender_reads_says_nothing_of_it() -> None:
    """Whoever holds the phone reads the room: the coordinators have to tell the partners in another way."""
    story = brought_in()
    said = story.jean(WORD, duress=True)
    assert [type(each) for each in said] == [RelayToRoom, TellCoordinators, TellDefender]
    assert coordination_keys(said) == ["coordination-duress"]
    assert defender_keys(said) == ["check-in-safe"]
    assert not keys_in(status(story.it)) & TELLS_ON_THE_DEFENDER
    assert not keys_in(brief(story.it)) & {*TELLS_ON_THE_DEFENDER, "brief-alarm"}
    story.give(i.Left(JEAN))
    assert keys_in(status(story.it)) & TELLS_ON_THE_DEFENDER


def test_a_proposal_is_taken_back_unseen_where_the_defender_reads_along() -> None:
    """No line in the room says that they did not agree."""
    story = brought_in()
    story.give(i.Resolve(ANCHOR, "quiet"))
    said = story.jean(WORD, duress=True)
    assert not any(isinstance(each, TellRoom) for each in said)
    assert story.it.proposal is None


def test_a_picture_that_carries_the_word_arrives_as_well() -> None:
    """Everything the defender sends is passed on."""
    story = on_it()
    picture = Message(MessageKind.PICTURE, WORD, story.now, payload="{}")
    said = story.give(i.Wrote(picture, duress=True))
    assert RelayToRoom("Baobab", picture) in said
    assert "answered-duress" in room_keys(said)


def test_the_word_once_more_in_a_covert_alert_pings_the_room_again() -> None:
    """And still nothing is said to the defender."""
    story = Story().convened(covert=True)
    said = story.jean(WORD, duress=True)
    assert mentioned(said, "answered-duress") == story.it.partners
    assert defender_keys(said) == []


def test_not_safe_in_a_covert_alert_alarms_the_room_alone() -> None:
    """Everybody is pinged; the defender's chat stays as it is, and so does the silence about the alert."""
    story = Story().convened(covert=True)
    said = story.jean("not safe")
    assert mentioned(said, "answered-not-safe") == story.it.partners
    assert defender_keys(said) == []
    assert story.it.covert


@pytest.mark.parametrize("words", ["safe", "I am safe", "later 2h", "1", "2", "no"])
def test_an_answer_to_no_question_is_talk_in_a_covert_alert(words: str) -> None:
    """Nobody is called safe who may be forced to say so, nor asked later who is not asked at all."""
    story = Story().convened(covert=True)
    said = story.jean(words)
    assert relayed(said) == [words]
    assert room_keys(said) == defender_keys(said) == []
    assert story.it.last_answer is None
    assert story.it.relay_confirmed_at is None


@pytest.mark.parametrize("words", ["alert they are inside", "!sos"])
def test_a_call_for_help_ends_the_silence_and_the_proposal(words: str) -> None:
    """In a covert alert too a new alarm reopens what somebody wanted to close."""
    story = Story().convened(covert=True)
    story.give(i.Resolve(ANCHOR, "nothing happened"))
    said = story.jean(words)
    assert story.it.state is State.ACTIVE
    assert not story.it.covert
    assert {"alarm-again", "resolution-denied"} <= set(room_keys(said))
    assert defender_keys(said) == ["defender-raised", "defender-invited"]


def test_a_one_after_a_covert_proposal_closes_nothing() -> None:
    """They were never asked whether it is over, so nothing can be an answer to that."""
    story = Story().convened(covert=True)
    story.give(i.Resolve(ANCHOR, "nothing happened"))
    story.forward(minutes=10)
    assert story.it.question is None
    story.jean("1")
    assert relayed(story.agrees()) != []
    assert story.it.state is State.RESOLVING


def test_a_call_for_help_in_a_covert_alert_looks_like_the_first_one() -> None:
    """Whoever forces them reads to the letter what a fresh alert is answered; the room is alarmed once."""
    fresh = Story().raised()
    first = told(fresh.said)
    fresh.give(i.RoomWasOpened("!room"))
    then = told(fresh.give(i.InvitationsSettled(fresh.it.partners, ())))
    for story in (Story().convened(covert=True), _ended_by_force()):
        assert told(story.jean("help me")) == [*first, *then]
        assert room_keys(story.said).count("alarm-again") == 1
        assert "answered-not-safe" not in room_keys(story.said)


def _ended_by_force() -> Story:
    story = proposed()
    story.jean(WORD, duress=True)
    assert story.it.covert
    return story


def test_yes_i_need_help_is_a_call_in_a_covert_alert() -> None:
    """The question that any message gets was answered: nothing shows that an alert was there already."""
    story = Story().convened(covert=True)
    said = story.give(i.Raise(BAOBAB, "AAAA", "other", "", story.policy))
    assert "alarm-again" in room_keys(said)
    assert defender_keys(said) == ["defender-raised", "defender-invited"]
    assert story.it.code == "7KQ4"
    hidden = Story().convened(covert=True)
    assert hidden.give(i.Raise(BAOBAB, "AAAA", "other", "", story.policy, covert=True)) == []
    assert hidden.it.covert


def test_nothing_that_partners_want_of_a_covert_defender_is_done() -> None:
    """Asking, telling, inviting, a new rhythm: each is refused in a sentence that says why."""
    story = Story().convened(covert=True)
    for command, key in (
        (i.CheckInNow(ANCHOR), "covert-no-check-in"),
        (i.CheckInEvery(ANCHOR, timedelta(minutes=30)), "covert-no-check-in"),
        (i.Tell(ANCHOR, "we come"), "covert-no-tell"),
        (i.BringIn(ANCHOR), "covert-no-bring-in"),
    ):
        with pytest.raises(Mistake) as caught:
            story.give(command)
        assert caught.value.text.key == key


def test_a_covert_alert_is_closed_by_two_organisations_without_a_word_to_the_defender() -> None:
    """For them there never was one."""
    story = Story().convened(covert=True)
    story.give(i.Resolve(ANCHOR, "a mistake"))
    assert defender_keys(story.said) == []
    said = story.confirms(CEDAR)
    assert story.it.state is State.RESOLVED
    assert defender_keys(said) == []
