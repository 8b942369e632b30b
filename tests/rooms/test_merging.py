"""Two alerts that belong together: the partners of the one are called to the other."""

from __future__ import annotations

from rooms import inputs as i
from rooms.actions import BriefRoom, InvitePeople, TellCoordinators
from rooms.texts import Text
from tests.rooms.test_escalating import called
from tests.rooms.world import ANCHOR, DATE, Story, coordination_keys, reasons, room_keys

THEIRS = ("anchor", "birch", "elder", "fig")


def lines_of(text: Text) -> list[str]:
    """The sentences of a brief or a status."""
    return [each.key for each in text.arguments["lines"].lines]  # type: ignore[union-attr]


def test_the_partners_of_the_other_are_called_and_the_room_hears_why() -> None:
    """Those who are there already are not called again; whoever comes reads it in the brief."""
    story = Story().convened()
    said = story.give(i.Merge("AAAA", THEIRS))
    assert called(story)[4:] == ["elder", "fig"]
    assert room_keys(said)[0] == "merged" and room_keys(said).count("organisation-called") == 2
    invited = [person for each in said if isinstance(each, InvitePeople) for person in each.people]
    (brief,) = (
        each for each in story.give(i.InvitationsSettled(tuple(invited), ())) if isinstance(each, BriefRoom)
    )
    assert "merged" in lines_of(brief.text)
    assert story.it == story.replayed()


def test_why_they_were_called_is_that_the_alerts_were_put_together() -> None:
    """Not that it was their turn, or that nobody else was left."""
    story = Story().convened()
    story.give(i.Merge("AAAA", THEIRS))
    assert reasons(story)[-2:] == [["why-language", "why-merged"]] * 2


def test_whom_the_defender_excludes_is_not_called_by_a_detour() -> None:
    """Nor anybody who is suspended or away: it goes by the rota."""
    story = Story().convened()
    story.give(i.Merge("AAAA", ("hostile", "fig")))
    assert called(story)[4:] == ["fig"]


def test_it_is_said_once() -> None:
    """A second time, and of itself, nothing happens."""
    story = Story().convened()
    story.give(i.Merge("AAAA", THEIRS))
    assert story.give(i.Merge("AAAA", THEIRS)) == []
    assert story.give(i.Merge(story.it.code, THEIRS)) == []


def test_the_end_says_it_to_the_coordinators() -> None:
    """By the other's code alone."""
    story = Story().convened()
    story.give(i.Merge("AAAA", THEIRS))
    story.give(i.Resolve(ANCHOR, "quiet"))
    said = story.confirms(DATE)
    assert coordination_keys(said) == ["coordination-merged"]
    (told,) = (each for each in said if isinstance(each, TellCoordinators))
    assert told.text.arguments["names"].names == ("AAAA",)  # type: ignore[union-attr]
