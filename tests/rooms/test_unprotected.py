"""Words that anybody could have written for the defender: they can alarm, and they calm nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from rooms import inputs as i
from rooms.actions import Action, RelayToRoom
from rooms.alert import CheckInAnswer, State
from tests.rooms.world import ANCHOR, BIRCH, JEAN, Story, on_it, proposed, room_keys, text


def unprotected(story: Story, words: str, *, duress: bool = False) -> list[Action]:
    """It came unencrypted, though Jean has an encrypted chat; nothing was asked just now."""
    story.now += timedelta(seconds=10)
    return story.give(i.Wrote(replace(text(words, story.now), protected=False), duress))


def is_passed_on_marked(said: list[Action]) -> bool:
    """The room gets it once, and sees that it was not encrypted."""
    relays = [action.message for action in said if isinstance(action, RelayToRoom)]
    return [message.protected for message in relays] == [False]


@pytest.mark.parametrize("words", ["1", "safe", "later 2h", "3", "yes"])
def test_they_answer_no_check_in(words: str) -> None:
    """G3: nobody is "safe" or "later" by words that were not encrypted; the ladder goes on."""
    story = on_it()
    story.forward(hours=1)
    said = unprotected(story, words)
    assert is_passed_on_marked(said)
    assert story.it.check_in is not None and story.it.last_answer is None
    assert room_keys(said) == []
    assert "ladder-asked-again" in room_keys(story.forward(minutes=10))


@pytest.mark.parametrize("words", ["1", "yes", "oui, ndiyo", "safe"])
def test_they_close_nothing(words: str) -> None:
    """G3: the second voice that closes an alert is never one that the homeserver could have lent."""
    story = proposed()
    assert is_passed_on_marked(unprotected(story, words))
    assert story.it.is_open and story.it.proposal is not None
    story.confirms(BIRCH)
    assert not story.it.is_open


def test_a_no_keeps_the_alert_open() -> None:
    """Whoever wrote it: what is doubted goes on."""
    story = proposed()
    said = unprotected(story, "2")
    assert is_passed_on_marked(said)
    assert story.it.state is State.ACTIVE


@pytest.mark.parametrize("words", ["2", "not safe", "help they are inside"])
def test_they_alarm(words: str) -> None:
    """If it was Jean after all, nobody may have overheard it; the room sees that it was not encrypted."""
    story = on_it()
    story.forward(hours=1)
    said = unprotected(story, words)
    assert is_passed_on_marked(said)
    assert story.it.last_answer is CheckInAnswer.NOT_SAFE
    assert "answered-not-safe" in room_keys(said)


def test_the_duress_word_counts() -> None:
    """Only Jean knows it."""
    story = on_it()
    story.forward(hours=1)
    said = unprotected(story, "all quiet on the lake", duress=True)
    assert "answered-duress" in room_keys(said)
    assert is_passed_on_marked(said)


# In the alert room itself


def brought_in() -> Story:
    """Jean is in the alert room, and is being asked whether all is well."""
    story = on_it()
    story.give(i.BringIn(ANCHOR))
    story.give(i.InvitationsSettled((JEAN,), ()))
    story.give(i.Joined(JEAN))
    story.forward(hours=1)
    return story


def in_room(story: Story, words: str, *, duress: bool = False) -> list[Action]:
    """Jean writes there."""
    story.now += timedelta(seconds=10)
    return story.give(i.Wrote(replace(text(words, story.now), in_room=True), duress))


@pytest.mark.parametrize(("words", "key"), [("1", "answered-safe"), ("not safe", "answered-not-safe")])
def test_an_answer_in_the_alert_room_is_an_answer(words: str, key: str) -> None:
    """It is said what it was taken for, and not passed on to where it stands."""
    story = brought_in()
    said = in_room(story, words)
    assert key in room_keys(said)
    assert story.it.check_in is None
    assert not [action for action in said if isinstance(action, RelayToRoom)]


def test_talk_in_the_alert_room_is_left_alone() -> None:
    """Nothing is passed on and nothing confirmed; those who are called later find it in their brief."""
    story = brought_in()
    assert in_room(story, "they have a white car") == []
    assert [message.text for message in story.it.recent][-1] == "they have a white car"
    assert story.it.check_in is not None
