"""What those in the room read first, what `!status` answers, and what the defender is told of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from rooms import inputs as i
from rooms.actions import BriefRoom, InvitePeople
from rooms.alert import Message, MessageKind
from rooms.briefing import brief, since, status, status_for_defender, who
from rooms.evolving import RECENT
from rooms.texts import Names, Text, say
from tests.rooms.oversight import keys_in
from tests.rooms.world import (
    ANCHOR,
    BAOBAB,
    BIRCH,
    CEDAR,
    DATE,
    ELDER,
    JEAN,
    START,
    Story,
    enough,
    line_keys,
    on_it,
    proposed,
)

ELDERS = (ELDER, "@elder-2:example.org")


def lines(whole: Text) -> dict[str, Text]:
    """The sentences of a brief or a status, by key; the last one if a key comes twice."""
    found = whole.arguments["lines"]
    return {line.key: line for line in found.lines}  # type: ignore[union-attr]


def brief_of_the_next(story: Story) -> Text:
    """Cedar passes, and Elder is called and briefed."""
    story.give(i.Pass(CEDAR))
    said = story.give(i.InvitationsSettled(ELDERS, ()))
    return next(action.text for action in said if isinstance(action, BriefRoom))


def test_the_brief_says_who_where_what_and_what_to_answer() -> None:
    """Code, alias, area, languages, the words and their time; never a name or a Matrix ID."""
    story = Story().convened()
    whole = brief(story.it)
    assert (whole.arguments["code"], whole.arguments["alias"]) == ("7KQ4", "Baobab")
    found = lines(whole)
    assert found["brief-area"] == say("brief-area", area="goma")
    assert found["brief-languages"] == say("brief-languages", languages=Names(("sw", "fr")))
    assert found["brief-words"] == say("brief-words", alias="Baobab", at=START, words="they are at the door")
    assert line_keys(whole)[-1] == "brief-answer"
    assert JEAN not in repr(whole)


def test_the_brief_leaves_out_what_is_not_known() -> None:
    """No empty area or language; a call without words says so."""
    story = Story()
    nobody = type(BAOBAB)(JEAN, "Baobab")
    story.give(i.Raise(nobody, "7KQ4", "m", "", story.policy))
    assert line_keys(brief(story.it)) == ["brief-no-words", "brief-answer"]


def test_whoever_wrote_before_the_call_has_not_written_nothing() -> None:
    """Three lines and then "1": the brief does not say below them that there was no more."""
    for earlier, key in ((("a white car",), "brief-called"), ((), "brief-no-words")):
        story = Story()
        held = tuple(Message(MessageKind.TEXT, words, START) for words in earlier)
        story.give(i.Raise(BAOBAB, "7KQ4", "m", "", story.policy, earlier=held))
        assert [
            each for each in line_keys(brief(story.it)) if each in ("brief-called", "brief-no-words")
        ] == [key]
        story.jean("they are here")
        assert "brief-called" in line_keys(brief(story.it))


def test_their_words_are_marked_in_the_brief_as_in_the_room() -> None:
    """Unencrypted, corrected, or an answer to something: whoever comes later knows as much as the others."""
    story = Story().convened()
    for message in (
        Message(MessageKind.TEXT, "a white car", story.now, protected=False),
        Message(MessageKind.TEXT, "a grey car", story.now, edited=True),
        Message(MessageKind.TEXT, "three", story.now, quotes="how many?"),
        Message(MessageKind.PICTURE, "the gate", story.now, captioned=True),
        Message(MessageKind.PICTURE, "gate.jpg", story.now),
    ):
        story.give(i.Wrote(message))
    for whole in (brief_of_the_next(story), status(story.it)):
        found = lines(whole)
        marked = found["relay-unprotected"].arguments["text"]
        assert isinstance(marked, Text) and marked.arguments["words"] == "a white car"
        assert found["brief-corrected"].arguments["words"] == "a grey car"
        assert found["brief-reply"].arguments["quotes"] == "how many?"
        assert found["brief-since"].arguments["words"] == "the gate"


def test_the_status_repeats_what_the_defender_wrote() -> None:
    """The call, what led to it, and the last words since: nobody need look back for them."""
    story = Story()
    earlier = (Message(MessageKind.TEXT, "somebody follows me", START),)
    story.give(i.Raise(BAOBAB, "7KQ4", "m", "they are here", story.policy, earlier=earlier))
    story.jean("there are three")
    told = status(story.it).arguments["lines"]
    written = [line.arguments["words"] for line in told.lines if "words" in line.arguments]  # type: ignore[union-attr]
    assert written == ["somebody follows me", "they are here", "there are three"]


def test_the_brief_warns_of_a_chat_that_is_not_protected() -> None:
    """Partners must know that others may read what they have passed on (G6)."""
    story = Story()
    story.give(i.Raise(BAOBAB, "7KQ4", "m", "x", story.policy, protected=False))
    assert "brief-not-protected" in line_keys(brief(story.it))
    assert "brief-not-protected" not in line_keys(brief(Story().raised().it))


def test_a_later_brief_tells_what_the_others_know_by_then() -> None:
    """The last words of the defender, their last answer, who is on it, who cannot, and the notes."""
    story = Story().convened()
    story.give(i.Acknowledge(ANCHOR))
    story.give(i.MakeNote(ANCHOR, "bring water"))
    story.jean("a white car")
    story.jean("not safe")
    found = lines(brief_of_the_next(story))
    assert found["brief-since"].arguments["words"] == "a white car"
    assert found["status-said-not-safe"].arguments["at"] == story.now
    assert found["status-on-it"].arguments["names"] == Names(("Anchor",))
    assert found["status-waiting"].arguments["names"] == Names(("Birch", "Date", "Elder"))
    assert found["status-passed"].arguments["names"] == Names(("Cedar",))
    assert found["status-note"].arguments["text"] == "bring water"
    assert "brief-alarm" in found


def test_whoever_is_called_for_a_silence_reads_of_it() -> None:
    """The open check-in is why they are called."""
    story = on_it()
    story.forward(hours=1)
    story.forward(minutes=29)
    asked_at = story.now - timedelta(minutes=29)
    (invite,) = (each for each in story.forward(minutes=1) if isinstance(each, InvitePeople))
    found = lines(brief(story.it))
    assert found["status-asked"].arguments["at"] == asked_at
    assert ELDER in invite.people


def test_what_was_written_before_the_call_stands_before_it() -> None:
    """The brief tells things in the order in which they were written."""
    story = Story()
    earlier = (Message(MessageKind.TEXT, "somebody follows me", START),)
    story.give(i.Raise(BAOBAB, "7KQ4", "m", "they are here", story.policy, earlier=earlier))
    story.jean("there are three")
    story.give(i.RoomWasOpened("!room"))
    (told,) = (
        each
        for each in story.give(i.InvitationsSettled(story.it.partners, ()))
        if isinstance(each, BriefRoom)
    )
    found = told.text.arguments["lines"]
    written = [line.arguments["words"] for line in found.lines if "words" in line.arguments]  # type: ignore[union-attr]
    assert written == ["somebody follows me", "they are here", "there are three"]


def test_safe_ends_what_the_brief_says_of_an_alarm() -> None:
    """But not what a forced defender says, nor "later"."""
    story = on_it()
    story.jean("not safe")
    story.jean("later 1h")
    assert "brief-alarm" in line_keys(brief(story.it))
    story.jean("I am safe")
    assert "brief-alarm" not in line_keys(brief(story.it))


def test_a_later_brief_repeats_only_the_last_words() -> None:
    """Five of them, as text; a picture stands in the room itself."""
    story = Story().convened()
    for number in range(RECENT + 2):
        story.jean(f"car number {number}")
    story.give(i.Wrote(Message(MessageKind.PICTURE, "car.jpg", story.now)))
    whole = brief_of_the_next(story)
    found = whole.arguments["lines"]
    repeated = [line.arguments["words"] for line in found.lines if line.key == "brief-since"]  # type: ignore[union-attr]
    assert repeated == [f"car number {number}" for number in range(3, RECENT + 2)]


def test_whoever_is_called_after_a_duress_word_is_warned() -> None:
    """They must not call or write to somebody who is watched, though that was said before their time."""
    story = enough()
    story.jean("all quiet on the lake", duress=True)
    assert {"brief-duress", "status-said-duress"} <= set(line_keys(brief_of_the_next(story)))
    assert "brief-duress" in line_keys(brief(Story().raised(covert=True).it))


def test_a_duress_word_stays_in_the_status_whatever_is_answered_later() -> None:
    """A "safe" after it may be forced as well."""
    story = on_it()
    story.jean("all quiet on the lake", duress=True)
    assert "status-said-duress" in line_keys(status(story.it))
    story.jean("safe")
    assert {"brief-duress", "status-said-safe"} <= set(line_keys(status(story.it)))


def test_the_status_tells_how_things_stand() -> None:
    """Since when, who is on it, who leads, the check-in, the notes, the proposal."""
    story = proposed()
    story.give(i.Lead(BIRCH, ANCHOR))
    story.give(i.MakeNote(DATE, "the gate is open"))
    found = lines(status(story.it))
    assert found["status-raised"].arguments["at"] == START
    assert found["status-on-it"].arguments["count"] == 4
    assert found["status-lead"].arguments["lead"] == "Anchor"
    assert found["status-next"].arguments["at"] == story.it.next_check_in_at
    assert found["status-note"] == say("status-note", by="Date", text="the gate is open")
    assert found["status-proposal"].arguments["by"] == "Anchor"
    story.forward(hours=1)
    assert "status-asked" in line_keys(status(story.it))
    story.jean("safe")
    story.confirms(BIRCH)
    assert "status-resolved" in line_keys(status(story.it))


@pytest.mark.parametrize(
    ("words", "key"),
    [("safe", "status-said-safe"), ("not safe", "status-said-not-safe"), ("later", "status-said-later")],
)
def test_the_status_tells_the_last_answer(words: str, key: str) -> None:
    """Whatever it was."""
    story = on_it()
    assert key not in line_keys(status(story.it))
    story.jean(words)
    assert key in line_keys(status(story.it))


def test_a_new_alert_has_nobody_on_it_yet() -> None:
    """It is said, not left out."""
    story = Story().convened()
    assert "status-nobody" in line_keys(status(story.it))


def test_the_defenders_status_shows_nothing_of_the_plan() -> None:
    """Who is on it, or that nobody has answered: no lead, no notes, no proposal, nobody who cannot."""
    story = Story().convened()
    assert status_for_defender(story.it) == say("defender-status-waiting", count=4)
    story.give(i.Acknowledge(ANCHOR))
    story.give(i.Pass(CEDAR, "no car"))
    story.give(i.Lead(ANCHOR, ANCHOR))
    story.give(i.MakeNote(ANCHOR, "we meet at the gate"))
    story.give(i.Resolve(ANCHOR, "the men are gone"))
    told = status_for_defender(story.it)
    assert told == say("defender-status-on-it", count=1, names=Names(("Anchor",)))
    assert keys_in(told) == {"defender-status-on-it"}


def test_people_are_named_by_their_organisation_or_alias() -> None:
    """No Matrix ID is read in the room; whoever stands for nobody is not named."""
    story = on_it()
    assert (who(story.it, BIRCH), who(story.it, JEAN)) == ("Birch", "Baobab")
    assert (who(story.it, "@x:example.org"), who(story.it, None)) == ("", "")


def test_a_reply_to_an_old_message_is_told_what_is_true_now() -> None:
    """Only if something has happened since that a command can be about; talk is nothing of the kind."""
    story = Story().convened()
    at = story.now
    story.now += timedelta(minutes=1)
    story.give(i.Spoke(BIRCH))
    assert since(story.it, at) is None
    story.give(i.Acknowledge(ANCHOR))
    told = since(story.it, at)
    assert told is not None and line_keys(told)[0] == "status-on-it"
    assert since(story.it, story.now) is None
