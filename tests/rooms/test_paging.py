"""The page: whoever is called, or wanted and not there, reads it in their own chat, not only in the room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rooms import inputs as i
from rooms.actions import Action, TellPeople
from rooms.texts import Text
from tests.rooms.world import ANCHOR, BAOBAB, BIRCH, POLICY, Story


def pages(actions: Sequence[Action]) -> list[tuple[str, tuple[str, ...]]]:
    """Which sentence who reads in their own chat."""
    return [(each.text.key, each.people) for each in actions if isinstance(each, TellPeople)]


def test_whoever_is_called_is_paged_as_soon_as_there_is_a_room() -> None:
    """That a defender needs them, and where; nothing more."""
    story = Story().raised()
    assert pages(story.said) == []
    story.give(i.RoomWasOpened("!room"))
    assert pages(story.said) == [("page", story.it.partners)]
    [page] = [each.text for each in story.said if isinstance(each, TellPeople)]
    assert page.arguments == {"room": Text("room-name", {"code": "7KQ4"})}
    story.settle()
    story.give(i.Pass(ANCHOR))
    assert pages(story.said) == [("page", ("@elder-1:example.org", "@elder-2:example.org"))]


def test_every_reminder_reaches_whoever_has_not_joined_in_their_own_chat() -> None:
    """Whoever is in the room, or has spoken there, is reminded there alone."""
    story = Story().convened()
    story.give(i.Joined(BIRCH))
    story.give(i.Spoke("@birch-2:example.org"))
    said = pages(story.forward(minutes=5))
    reminded = {person for key, people in said if key == "page-again" for person in people}
    assert reminded == set(story.it.partners) - {BIRCH, "@birch-2:example.org"}
    assert pages(story.jean("sos")) == [("page-again", tuple(p for p in story.it.partners if p in reminded))]
    story.give(i.Left(BIRCH))
    story.give(i.Suspended((ANCHOR,)))
    assert not {ANCHOR, BIRCH} & {person for _, people in pages(story.jean("sos")) for person in people}


def test_the_defender_is_not_paged_and_nobody_is_for_a_closed_alert() -> None:
    """Whoever is brought in is told otherwise; what is over needs nobody, and whoever never came reads so."""
    story = Story().convened()
    assert pages(story.give(i.BringIn(ANCHOR))) == []
    story.settle()
    assert BAOBAB.user not in str(pages(story.jean("sos")))
    story.give(i.Resolve(ANCHOR, "quiet"))
    there = {ANCHOR, BIRCH, BAOBAB.user}
    absent = tuple(person for person in story.it.partners if person not in there)
    assert pages(story.confirms(BIRCH)) == [("page-over", absent)]
    assert pages(story.give(i.Intruded("@stranger:example.org"))) == []


def test_the_page_of_an_exercise_says_that_it_is_one() -> None:
    """As all that is said of it does."""
    story = Story()
    story.give(i.Raise(replace(BAOBAB, user=""), "7KQ4", "mark", "", POLICY, exercise=True))
    assert pages(story.give(i.RoomWasOpened("!room"))) == [("exercise", story.it.partners)]
