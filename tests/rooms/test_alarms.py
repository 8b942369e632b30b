"""An alarm while the alert is open: chased at least as hard as silence, until somebody takes it on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rooms import inputs as i
from rooms.actions import TellCoordinators, TellDefender
from rooms.texts import Mistake
from rooms.timers import TimerKind
from tests.rooms.world import (
    ANCHOR,
    BAOBAB,
    BIRCH,
    DATE,
    POLICY,
    Story,
    coordination_keys,
    defender_keys,
    enough,
    mentioned,
    on_it,
    room_keys,
)

ALARMS = {
    "not safe, they are inside": "alarm-unheeded",
    "sos": "alarm-unheeded",
    "all quiet on the lake": "alarm-unheeded-duress",
}


def raised(story: Story, words: str) -> Story:
    """Jean has written this, which is an alarm; aloud, or by the duress word."""
    story.jean(words, duress=ALARMS[words].endswith("duress"))
    return story


@pytest.mark.parametrize("words", ALARMS)
def test_an_alarm_that_nobody_takes_on_is_chased(words: str) -> None:
    """Everybody is on it and asleep: pinged again, and then others are called, until somebody takes it on."""
    story = raised(on_it(), words)
    called = len(story.it.organisations)
    first = story.forward(minutes=10)
    assert set(mentioned(first, ALARMS[words])) == set(story.it.partners)
    assert coordination_keys(first) == []
    second = story.forward(minutes=10)
    assert any(key.startswith(ALARMS[words]) for key in room_keys(second))
    assert any(each.urgent for each in second if isinstance(each, TellCoordinators))
    assert len(story.it.organisations) == called + 1
    for _ in range(12):
        assert any(key.startswith("alarm-unheeded") for key in room_keys(story.forward(minutes=10)))
    assert room_keys(story.give(i.Take(BIRCH)))[-1] == "alarm-taken"
    assert not any(key.startswith("alarm-unheeded") for key in room_keys(story.forward(minutes=45)))


def test_an_alarm_takes_no_step_back_from_a_silence() -> None:
    """The ladder was about to call another organisation: it does so at the same minute."""
    silent, alarmed = on_it(), on_it()
    for story in (silent, alarmed):
        story.forward(hours=1, minutes=25)
    alarmed.jean("2, they are inside")
    for story in (silent, alarmed):
        story.forward(minutes=5)
    assert len(alarmed.it.organisations) == len(silent.it.organisations) == 5


def test_who_calls_again_and_again_does_not_put_off_the_chase() -> None:
    """Each call pings all at once; the next step comes when it would have come."""
    story = raised(on_it(), "sos")
    for _ in range(4):
        story.forward(minutes=5)
        story.jean("sos")
    assert len(story.it.organisations) == 5


def test_words_in_the_room_are_no_deed() -> None:
    """As with a silence: somebody has to say that they act, by `!take` or by `!ack`."""
    story = raised(on_it(), "sos")
    story.give(i.Spoke(ANCHOR))
    assert "alarm-unheeded" in room_keys(story.forward(minutes=10))
    assert room_keys(story.give(i.Acknowledge(ANCHOR))) == ["alarm-taken"]
    assert room_keys(story.forward(minutes=15)) == []
    with pytest.raises(Mistake):
        story.give(i.Take(ANCHOR))
    late = raised(enough(), "sos")
    late.give(i.Acknowledge(DATE))
    assert "alarm-unheeded" not in room_keys(late.forward(minutes=15))


def test_only_an_unforced_safe_ends_the_chase() -> None:
    """What is put off does not, nor does the duress word, nor what is written after it."""
    story = raised(on_it(), "not safe, they are inside")
    story.jean("later 2h")
    assert "alarm-unheeded" in room_keys(story.forward(minutes=10))
    story.jean("I am safe")
    assert room_keys(story.forward(minutes=30)) == []
    forced = raised(raised(on_it(), "sos"), "all quiet on the lake")
    forced.jean("I am safe")
    assert "alarm-unheeded-duress" in room_keys(forced.forward(minutes=10))


def test_the_next_check_in_moves_forward() -> None:
    """In half the usual time, whatever was put off; never later than it would have come."""
    for words in ("not safe", "alert they are inside"):
        story = on_it()
        story.jean("later 8h")
        story.jean(words)
        assert "check-in" in defender_keys(story.forward(minutes=30))
    story = on_it()
    story.forward(minutes=50)
    story.jean("alert they are inside")
    assert "check-in" in defender_keys(story.forward(minutes=10))
    story = on_it()
    story.give(i.CheckInEvery(ANCHOR, timedelta(hours=24)))
    story.jean("not safe")
    assert "check-in" in defender_keys(story.forward(minutes=30))


def test_nothing_of_a_secret_chase_reaches_the_defender() -> None:
    """What "safe" would have got, to the letter; who is called for it is not named to them either."""
    honest, forced = on_it(), raised(on_it(), "all quiet on the lake")
    honest.jean("safe")
    for story in (honest, forced):
        said = story.forward(minutes=50)
        assert [each for each in said if isinstance(each, TellDefender)] == []
    fifth = forced.it.organisations[4].people[0]
    for given in (i.Acknowledge(fifth), i.Release(ANCHOR, "elder")):
        assert defender_keys(forced.give(given)) == []
    forced.give(i.Acknowledge(fifth))
    assert "Elder" not in str(forced.give(i.Pass(BIRCH)))
    forced.jean("help they beat me")
    assert "Elder" in str([each for each in forced.give(i.Pass(DATE)) if isinstance(each, TellDefender)])


def test_where_the_defender_reads_along_only_the_coordinators_chase_the_secret_alarm() -> None:
    """Nothing in the room shows it, nor that somebody acts on it."""
    story = on_it()
    story.give(i.BringIn(ANCHOR))
    story.settle()
    raised(story, "all quiet on the lake")
    for _ in range(2):
        said = story.forward(minutes=10)
        assert (room_keys(said), coordination_keys(said)) == ([], ["coordination-duress"])
    assert len(story.it.organisations) == 4
    with pytest.raises(Mistake) as nothing:
        on_it().give(i.Take(ANCHOR))
    assert room_keys(story.give(i.Take(ANCHOR))) == [nothing.value.text.key]
    assert coordination_keys(story.forward(minutes=30)) == []


def test_a_second_call_before_anybody_is_there_is_chased_too() -> None:
    """The coordinators hear of it again and again while there is no room."""
    story = Story().raised()
    story.give(i.RoomWasRefused())
    story.give(i.Raise(BAOBAB, "AAAA", "other", "again", POLICY))
    story.now += POLICY.answer_within
    [due] = [each for each in story.timers() if each.kind is TimerKind.ALARM]
    assert coordination_keys(story.give(i.Due(due))) == ["coordination-alarm"]
