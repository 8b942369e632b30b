"""Check-ins: DESIGN.md 2, the ladder and the answers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rooms import inputs as i
from rooms.actions import InvitePeople, RelayToRoom, TellDefender
from rooms.alert import CheckInAnswer, Message, MessageKind, State
from rooms.texts import Mistake
from rooms.timers import TimerKind
from tests.rooms.world import (
    ANCHOR,
    BIRCH,
    START,
    Story,
    coordination_keys,
    defender_keys,
    mentioned,
    on_it,
    relayed,
    room_keys,
)


def test_the_defender_is_asked_every_hour() -> None:
    """Each answer is followed by the next question an hour later."""
    story = on_it()
    assert "check-in" in defender_keys(story.forward(hours=1))
    said = story.jean("1")
    assert defender_keys(said) == ["check-in-safe"]
    assert room_keys(said) == ["answered-safe"]
    assert defender_keys(story.forward(minutes=59)) == []
    assert defender_keys(story.forward(minutes=1)) == ["check-in"]


def test_the_ladder_after_silence() -> None:
    """Ask again; ask the room who will call; call another and tell the coordinators; and begin anew."""
    story = on_it()
    story.forward(hours=1)
    first = story.forward(minutes=10)
    assert (defender_keys(first), room_keys(first)) == (["check-in-again"], ["ladder-asked-again"])
    second = story.forward(minutes=10)
    assert set(mentioned(second, "ladder-who-will-call")) == set(story.it.partners)
    called_before = len(story.it.organisations)
    third = story.forward(minutes=10)
    assert "ladder-calling-another" in room_keys(third)
    assert "coordination-check-in-missed" in coordination_keys(third)
    assert len(story.it.organisations) == called_before + 1
    fourth = story.forward(minutes=10)
    assert "check-in-again" in defender_keys(fourth)


def test_the_ladder_goes_on_when_the_rota_is_exhausted() -> None:
    """Until somebody takes it, however long that is; the coordinators hear each time."""
    story = on_it()
    story.forward(hours=6)
    said = story.forward(minutes=30)
    assert "ladder-who-will-call" in room_keys(said)
    assert "coordination-exhausted-silent" in coordination_keys(said)


def test_somebody_takes_it_and_the_ladder_rests() -> None:
    """Until the next regular check-in, which is asked as always."""
    story = on_it()
    story.forward(hours=1, minutes=20)
    story.give(i.Take(ANCHOR))
    assert room_keys(story.forward(minutes=59)) == []
    assert defender_keys(story.forward(minutes=1)) == ["check-in"]
    with pytest.raises(Mistake):
        on_it().give(i.Take(ANCHOR))


def test_a_late_answer_clears_the_ladder_visibly() -> None:
    """The room sees it, and nobody is asked again."""
    story = on_it()
    story.forward(hours=1, minutes=25)
    assert room_keys(story.jean("safe")) == ["answered-safe"]
    assert room_keys(story.forward(minutes=30)) == []


def test_safe_never_closes_or_lowers_anything() -> None:
    """The alert stays as it was."""
    story = on_it()
    story.forward(hours=1)
    story.jean("safe")
    assert story.it.state is State.ACTIVE
    assert story.it.having(story.it.organisations[0].answer) == story.it.organisations


def test_not_safe_raises_the_alarm_at_once() -> None:
    """Everybody in the room is pinged; asked or not."""
    story = on_it()
    said = story.jean("not safe, they are at the door")
    assert set(mentioned(said, "answered-not-safe")) == set(story.it.partners)
    assert defender_keys(said) == ["check-in-not-safe"]


def test_later_postpones_within_a_limit() -> None:
    """Two hours are two hours; two days are eight hours, and the defender is told so."""
    story = on_it()
    story.forward(hours=1)
    assert defender_keys(story.jean("later 2h")) == ["check-in-later"]
    assert story.it.next_check_in_at == story.now + timedelta(hours=2)
    story.forward(hours=2)
    assert defender_keys(story.jean("later 48h")) == ["check-in-later-capped"]
    assert story.it.next_check_in_at == story.now + timedelta(hours=8)


@pytest.mark.parametrize("asked", [True, False])
def test_the_duress_word_is_answered_to_the_letter_as_safe_is(asked: bool) -> None:
    """The same sentence with the same arguments; in the room a silent alarm for everybody."""
    honest, forced = on_it(), on_it()
    if asked:
        honest.forward(hours=1)
        forced.forward(hours=1)
    told_honest = [each for each in honest.jean("safe") if isinstance(each, TellDefender)]
    said = forced.jean("all quiet on the lake", duress=True)
    assert [each for each in said if isinstance(each, TellDefender)] == told_honest
    assert set(mentioned(said, "answered-duress")) == set(forced.it.partners)
    assert forced.it.last_answer is CheckInAnswer.DURESS


def test_a_bare_no_counts_only_when_something_was_asked() -> None:
    """It may answer a partner's words; it is passed on and is no alarm."""
    story = on_it()
    assert relayed(story.jean("no")) == ["no"]
    assert story.it.last_answer is None


@pytest.mark.parametrize(
    "words", ["2 not safe", "No, I am not safe", "non pas en sécurité", "no help me", "hapana siko salama"]
)
def test_not_safe_in_so_many_words_is_an_alarm_whenever_it_comes(words: str) -> None:
    """Also when it begins as the answer to a question that nobody has asked."""
    story = on_it()
    story.give(i.Tell(ANCHOR, "are there two of them?"))
    assert room_keys(story.jean(words)) == ["answered-not-safe"]


@pytest.mark.parametrize("words", ["2", "no", "2!", "NON"])
@pytest.mark.parametrize("then", ["answered", "taken"])
def test_a_bare_no_answers_the_question_that_stands_above_it(words: str, then: str) -> None:
    """As long as nothing else was said to them: who said "safe", or was called, may be in danger now."""
    story = on_it()
    story.forward(hours=1)
    if then == "answered":
        story.jean("1")
    else:
        story.give(i.Take(ANCHOR))
    story.now += timedelta(minutes=5)
    other = Story()
    other.alert, other.now = story.it, story.now
    assert room_keys(story.jean(words)) == ["answered-not-safe"]
    other.give(i.Tell(ANCHOR, "are there two of them?"))
    assert relayed(other.jean(words)) == [words]


def test_ok_thanks_answers_nothing() -> None:
    """It is talk, unless somebody has asked."""
    story = on_it()
    for words in ("ok thanks", "yes", "sawa asante", "1", "3"):
        assert relayed(story.jean(words)) == [words]
    assert story.it.last_answer is None


def test_an_alarm_that_nobody_can_hear_yet_goes_to_the_coordinators() -> None:
    """G6: there is no room; the defender is not told that everybody is alerted."""
    story = Story().raised()
    story.give(i.RoomWasRefused())
    for words in ("help they are inside", "not safe"):
        said = story.jean(words)
        assert coordination_keys(said) == ["coordination-alarm"]
        assert defender_keys(said) == ["defender-room-refused"]
    said = story.jean("all quiet on the lake", duress=True)
    assert coordination_keys(said) == ["coordination-duress-unheard"]
    assert defender_keys(said) == ["check-in-safe"]


def test_who_calls_twice_in_one_breath_is_not_frightened() -> None:
    """The room is just being opened: the brief will hold both calls, and no coordinator is pinged for it."""
    story = Story().raised()
    said = story.jean("alert they come")
    assert "defender-alarm-passed-on" in defender_keys(said)
    assert coordination_keys(said) == []
    story.now += timedelta(minutes=2)
    said = story.jean("alert they come")
    assert defender_keys(said) == ["defender-room-refused"]
    assert coordination_keys(said) == ["coordination-alarm"]


def test_another_alert_word_is_an_alarm_and_never_a_second_room() -> None:
    """It is passed on, and everybody is pinged."""
    story = on_it()
    said = story.jean("help me they are inside")
    assert "alarm-again" in room_keys(said) or "answered-not-safe" in room_keys(said)
    said = story.jean("sos")
    assert set(mentioned(said, "alarm-again")) == set(story.it.partners)


def test_everything_the_defender_sends_is_passed_on_and_said_so_once_in_a_while() -> None:
    """Pictures, voices, edits; "passed on" is not repeated for each."""
    story = on_it()
    said = story.jean("a white car, no plates")
    assert defender_keys(said) == ["defender-relayed"]
    for kind in MessageKind:
        said = story.give(i.Wrote(Message(kind, "x", START, edited=kind is MessageKind.TEXT)))
        assert any(isinstance(each, RelayToRoom) for each in said)
        assert defender_keys(said) == []
    story.forward(minutes=10)
    assert defender_keys(story.jean("it left")) == ["defender-relayed"]


def test_a_partner_can_ask_now_and_change_the_rhythm() -> None:
    """`!checkin now` asks at once; `!checkin every 30m` is shown and kept."""
    story = on_it()
    said = story.give(i.CheckInNow(ANCHOR))
    assert defender_keys(said) == ["check-in"]
    with pytest.raises(Mistake):
        story.give(i.CheckInNow(ANCHOR))
    story.jean("1")
    assert room_keys(story.give(i.CheckInEvery(ANCHOR, timedelta(minutes=30)))) == ["check-in-every"]
    assert defender_keys(story.forward(minutes=30)) == ["check-in"]


def test_one_voice_does_not_silence_the_questions_unseen() -> None:
    """Asking more seldom than the policy does pings all, and so does a call that is taken on after that."""
    story = on_it()
    everybody = set(story.it.partners)
    for hours in (24, 2, 24):
        story.give(i.CheckInEvery(ANCHOR, timedelta(hours=hours)))
        assert set(mentioned(story.said, "check-in-every-longer")) == everybody
    story.forward(hours=1)
    assert set(mentioned(story.give(i.Take(ANCHOR)), "check-in-taken")) == everybody
    for minutes in (30, 60):
        story.give(i.CheckInEvery(BIRCH, timedelta(minutes=minutes)))
        assert mentioned(story.said, "check-in-every") == ()
    story.forward(hours=1)
    assert mentioned(story.give(i.Take(ANCHOR)), "check-in-taken") == ()


def test_a_silent_room_is_asked_how_things_stand() -> None:
    """The lead by name; ordinary talk starts the time anew."""
    story = on_it()
    story.give(i.Lead(ANCHOR, ANCHOR))
    story.forward(hours=3)
    story.give(i.Spoke(BIRCH))
    for _ in range(3):
        said = story.forward(hours=1)
        assert "update-lead" not in room_keys(said)
        story.jean("1")
    said = story.forward(hours=1)
    assert mentioned(said, "update-lead") == (ANCHOR,)


def test_the_covert_defender_is_heard_and_answered_nothing() -> None:
    """Until they call for help in so many words; then everything is as in any alert."""
    story = Story().raised(covert=True)
    story.give(i.RoomWasOpened("!room"))
    story.give(i.InvitationsSettled(story.it.partners, ()))
    said = story.jean("just a question")
    assert [type(each) for each in said] == [RelayToRoom]
    said = story.jean("alert")
    assert "alarm-again" in room_keys(said)
    assert any(timer.kind is TimerKind.CHECK_IN for timer in story.timers())


def test_calling_another_invites_its_people() -> None:
    """The ladder's third rung is a real call."""
    story = on_it()
    story.forward(hours=1, minutes=29)
    said = story.forward(minutes=1)
    assert InvitePeople(("@elder-1:example.org", "@elder-2:example.org")) in said
