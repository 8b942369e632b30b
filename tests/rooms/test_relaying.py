"""While an alert is open, all that the defender sends goes into the room, in order; nothing is refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest

from rooms import inputs as i
from rooms.actions import Action, BriefRoom, RelayToRoom
from rooms.alert import Message, MessageKind
from rooms.briefing import brief
from rooms.evolving import RECENT
from rooms.texts import Lines
from rooms.written import ANSWER
from tests.rooms.world import ANCHOR, Story, defender_keys, on_it, proposed, relayed, room_keys


def sends(story: Story, message: Message) -> list[Action]:
    """Jean sends something that is more than words."""
    return story.give(i.Wrote(message))


def in_brief(actions: Sequence[Action]) -> list[str]:
    """The defender's words, as the brief among these repeats them."""
    (told,) = (each.text for each in actions if isinstance(each, BriefRoom))
    lines = told.arguments["lines"]
    assert isinstance(lines, Lines)
    return [str(line.arguments["words"]) for line in lines.lines if "words" in line.arguments]


@pytest.mark.parametrize("kind", MessageKind)
def test_whatever_is_sent_arrives_as_it_was(kind: MessageKind) -> None:
    """Words, pictures, films, voices, files, places: the very message, under the alias."""
    story = on_it()
    message = Message(kind, "a white car", story.now, payload='{"url": "mxc://x"}', quotes="which car?")
    assert RelayToRoom("Baobab", message) in sends(story, message)


@pytest.mark.parametrize("words", ["1", "safe", "later 2h"])
def test_an_edit_arrives_as_an_edit_and_is_no_answer(words: str) -> None:
    """Whoever corrects an old "2" has not answered the newest question; nor does what Vigil cannot show."""
    story = on_it()
    story.forward(hours=1)
    for kind, edited in ((MessageKind.TEXT, True), (MessageKind.OTHER, False)):
        message = Message(kind, words, story.now, edited=edited)
        assert RelayToRoom("Baobab", message) in sends(story, message)
        assert story.it.check_in is not None


@pytest.mark.parametrize("words", ["2", "no", "not safe", "help me", "alert they are inside"])
@pytest.mark.parametrize("kind", [MessageKind.TEXT, MessageKind.OTHER, MessageKind.PICTURE, MessageKind.FILE])
def test_what_alarms_alarms_in_whatever_form_it_comes(kind: MessageKind, words: str) -> None:
    """A correction, the words beside a picture, a kind of message that Vigil does not know."""
    for answers in (True, False):
        story = on_it()
        if answers:
            story.forward(hours=1)
        for edited in (True, False):
            if words in ("2", "no") and not (answers or edited):
                continue  # To no question, it may be about anything.
            corrects = ANSWER if edited else ""
            message = Message(kind, words, story.now, edited=edited, captioned=True, corrects=corrects)
            said = sends(story, message)
            assert relayed(said) == [words] or (kind is MessageKind.TEXT and not edited)
            assert {"answered-not-safe", "alarm-again"} & set(room_keys(said))
            story.forward(hours=1)


@pytest.mark.parametrize(
    "kind", [MessageKind.PICTURE, MessageKind.VIDEO, MessageKind.VOICE, MessageKind.FILE]
)
def test_words_beside_a_file_are_an_answer(kind: MessageKind) -> None:
    """And the file is passed on with them, be it the answer that ends the alert."""
    story = on_it()
    story.forward(hours=1)
    message = Message(kind, "I am safe", story.now, payload="{}", captioned=True)
    said = sends(story, message)
    assert RelayToRoom("Baobab", message) in said
    assert (story.it.check_in, room_keys(said)) == (None, ["answered-safe"])
    story = proposed()
    story.now += timedelta(minutes=1)
    number = str(story.it.end_number)
    said = sends(story, Message(kind, number, story.now, payload="{}", captioned=True))
    assert relayed(said) == [number] and not story.it.is_open


def test_a_reply_keeps_what_it_answers() -> None:
    """The room reads what was quoted."""
    story = on_it()
    message = Message(MessageKind.TEXT, "at the gate", story.now, quotes="where are they?")
    (relay,) = (each for each in sends(story, message) if isinstance(each, RelayToRoom))
    assert relay.message.quotes == "where are they?"


def test_a_file_with_an_alert_word_for_a_name_is_a_file() -> None:
    """It arrives; its name says nothing."""
    story = on_it()
    said = sends(story, Message(MessageKind.PICTURE, "help", story.now))
    assert relayed(said) == ["help"]
    assert room_keys(said) == []


def test_everything_arrives_in_the_order_in_which_it_was_sent() -> None:
    """Words before the brief are in it, files follow it, all else comes at once; each exactly once (G1)."""
    story = Story().raised()
    said: list[Action] = []
    for number in range(RECENT + 2):
        said += story.jean(f"early {number}")
    said += sends(story, Message(MessageKind.PICTURE, "a caption", story.now, payload="{}", captioned=True))
    said += story.give(i.RoomWasOpened("!room"))
    said += story.give(i.InvitationsSettled(story.it.partners, ()))
    assert in_brief(said) == ["they are at the door", *(f"early {number}" for number in range(RECENT + 2))]
    said += story.jean("three")
    said += story.give(i.Delivered((), brief=True))
    said += story.jean("four")
    assert relayed(said) == ["a caption", "three", "four"]
    assert in_brief([BriefRoom(brief(story.it), ())])[-3:] == ["a caption", "three", "four"]


@pytest.mark.parametrize("words", ["not safe, they have guns", "safe", "later 2h", "sos they are inside"])
def test_an_answer_that_comes_before_the_brief_is_not_lost(words: str) -> None:
    """The room is not there yet to hear of it, so its words stand in the brief."""
    story = Story().raised()
    story.jean(words)
    story.give(i.RoomWasOpened("!room"))
    assert in_brief(story.give(i.InvitationsSettled(story.it.partners, ())))[-1:] == [words]


def test_a_repeated_report_repeats_nothing() -> None:
    """The invitation is reported twice: one brief, each message once (G1)."""
    story = Story().raised()
    sends(story, Message(MessageKind.PICTURE, "car.jpg", story.now))
    story.give(i.RoomWasOpened("!room"))
    people = story.it.partners
    assert relayed(story.give(i.InvitationsSettled(people, ()))) == ["car.jpg"]
    assert story.give(i.InvitationsSettled(people, ())) == []


def test_passed_on_is_said_once_in_a_while() -> None:
    """At first, and again after ten minutes; a burst of messages is not answered one by one."""
    story = on_it()
    told = [defender_keys(story.jean(f"car {number}")) for number in range(3)]
    assert told == [["defender-relayed"], [], []]
    story.now += timedelta(minutes=9, seconds=59)
    assert defender_keys(story.jean("still here")) == []
    story.now += timedelta(seconds=1)
    assert defender_keys(story.jean("still here")) == ["defender-relayed"]


@pytest.mark.parametrize("words", ["!ack", "!resolve it is over", "!nonsense", "!tell them", "/me waves"])
def test_no_command_of_the_defender_is_unknown(words: str) -> None:
    """It is talk, passed on like all talk, and changes nothing."""
    story = on_it()
    assert relayed(story.jean(words)) == [words]
    assert story.it.proposal is None


@pytest.mark.parametrize("words", ["help me", "alert", "hatari wako mlangoni"])
def test_a_call_for_help_while_a_check_in_is_open_is_its_answer(words: str) -> None:
    """Nobody reads that there was no answer from somebody who has just cried for help (G6)."""
    story = on_it()
    story.forward(hours=1)
    said = story.jean(words)
    assert room_keys(said) == ["answered-not-safe"]
    assert defender_keys(said) == ["check-in-not-safe"]
    assert "ladder-asked-again" not in room_keys(story.forward(minutes=30))


@pytest.mark.parametrize("words", ["2, they are back", "not safe", "2! they are back"])
def test_a_no_with_more_words_takes_the_proposal_back(words: str) -> None:
    """Where it is unclear it is taken as an alarm: nobody closes over somebody who has just said no."""
    story = proposed()
    said = story.jean(words)
    assert "answered-not-safe" in room_keys(said)
    assert story.it.proposal is None


def test_a_yes_to_a_partners_words_does_not_close() -> None:
    """After `!tell` a "yes" may answer that; the question whether it is over is put again first."""
    story = proposed()
    story.give(i.Tell(ANCHOR, "shall we come again tomorrow?"))
    assert relayed(story.jean("yes")) == ["yes"]
    assert story.it.is_open
    assert "resolution-question" in defender_keys(story.forward(minutes=10))
    story.agrees()
    assert not story.it.is_open
