"""Raising and convening: DESIGN.md 2, "raised" and "convened"."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rooms import inputs as i
from rooms.actions import BriefRoom, InvitePeople, OpenRoom, RelayToRoom, TellDefender, TellPeople
from rooms.alert import Answer, Message, MessageKind, State
from rooms.roster import Network
from rooms.texts import Mistake
from tests.rooms.test_escalating import suffices
from tests.rooms.world import (
    ANCHOR,
    BAOBAB,
    BIRCH,
    CEDAR,
    DATE,
    ELDER,
    FIG,
    JEAN,
    NETWORK,
    Story,
    coordination_keys,
    defender_keys,
    mentioned,
    room_keys,
    text,
    without,
)


def called(story: Story) -> list[str]:
    """The organisations that were called, in order."""
    return [each.id for each in story.it.organisations]


def test_an_alert_is_raised_before_anything_is_asked() -> None:
    """The room is asked for and the defender told the truth in the same step."""
    story = Story().raised()
    assert isinstance(story.said[0], OpenRoom)
    assert defender_keys(story.said) == ["defender-raised"]
    assert coordination_keys(story.said) == ["coordination-raised"]
    assert story.it.state is State.RAISED


def test_the_anchor_is_called_and_those_of_the_area_before_others() -> None:
    """Four are called; one that the defender excludes is never among them."""
    assert called(Story().raised()) == ["anchor", "birch", "cedar", "date"]


def test_a_defender_may_exclude_even_the_anchor() -> None:
    """Never one that this defender excludes."""
    story = Story()
    excluding = i.Raise(
        defender=type(BAOBAB)(JEAN, "Baobab", "goma", ("fr",), ("anchor", "hostile")),
        code="AAAA",
        mark="m",
        words="",
        policy=story.policy,
    )
    story.give(excluding)
    assert called(story) == ["birch", "cedar", "date", "elder"]


def test_where_the_anchor_is_away_its_deputys_yes_is_wanted_and_then_the_next_ones() -> None:
    """The quorum is the anchor's stand-in and two others; a deputy that passes is followed by another one."""
    deputies = {"elder", "fig"}
    network = Network(
        tuple(
            replace(one, deputy=one.id in deputies, paused=one.anchor)
            for one in without(NETWORK, "hostile").organisations
        )
    )
    story = Story(network).convened()
    assert called(story) == ["elder", "birch", "cedar", "date"]
    for person in (BIRCH, CEDAR, DATE):
        story.give(i.Acknowledge(person))
    assert not suffices(story)
    story.give(i.Pass(ELDER))
    assert suffices(story), "nobody who was called stands in any more: as many of any are enough"
    story.give(i.Pass(DATE))
    assert called(story)[-1] == "fig" and story.it.called_as("fig").anchor
    story.give(i.Acknowledge(FIG))
    assert suffices(story)


def test_everybody_invited_is_briefed_and_pinged() -> None:
    """The brief names alias, place and words, and goes to everyone who was invited."""
    story = Story().raised()
    said = story.give(i.RoomWasOpened("!room"))
    assert [each for each in said if not isinstance(each, TellPeople)] == [InvitePeople(story.it.partners)]
    said = story.give(i.InvitationsSettled(story.it.partners, ()))
    assert mentioned(said, "brief") == story.it.partners
    assert "defender-invited" in defender_keys(said)
    story.give(i.Delivered((), brief=True))
    assert story.it.state is State.ACTIVE


def test_what_was_sent_before_the_brief_follows_it() -> None:
    """Nobody is in the room before the brief, so nothing is posted before it, and nothing is lost."""
    story = Story().raised()
    place = Message(MessageKind.LOCATION, "", story.now, payload="{}")
    assert not any(isinstance(each, RelayToRoom) for each in story.give(i.Wrote(place)))
    story.give(i.RoomWasOpened("!room"))
    said = story.give(i.InvitationsSettled(story.it.partners, ()))
    kinds = [type(each) for each in said]
    assert kinds.index(BriefRoom) < kinds.index(RelayToRoom)
    said = story.give(i.Delivered((), brief=True))
    assert not any(isinstance(each, RelayToRoom) for each in said)


def test_what_was_written_before_the_question_was_answered_is_relayed() -> None:
    """A first message that was no alert word is not lost when the second one says "1"."""
    story = Story()
    story.give(i.Raise(BAOBAB, "7KQ4", "m", "", story.policy, earlier=(text("somebody follows me"),)))
    story.give(i.RoomWasOpened("!room"))
    said = story.give(i.InvitationsSettled(story.it.partners, ()))
    (told,) = (each.text for each in said if isinstance(each, BriefRoom))
    assert "somebody follows me" in repr(told) and not any(isinstance(each, RelayToRoom) for each in said)


def test_an_acknowledgement_is_echoed_and_told_to_the_defender() -> None:
    """How many of how many are on it, and who is waited for."""
    story = Story().convened()
    story.give(i.Acknowledge(ANCHOR))
    said = story.give(i.Acknowledge(BIRCH))
    assert room_keys(said) == ["acknowledged"]
    standing = said[0].text.arguments["standing"]  # type: ignore[union-attr]
    assert standing.arguments["count"] == 2  # type: ignore[union-attr]
    assert standing.arguments["names"].names == ("Cedar", "Date")  # type: ignore[union-attr]
    assert defender_keys(said) == ["defender-answered"]


def test_a_pass_brings_in_the_next_at_once() -> None:
    """The next on the rota is invited in the same step."""
    story = Story().convened()
    said = story.give(i.Pass(CEDAR, "no car"))
    assert "passed-because" in room_keys(said)
    assert InvitePeople(("@elder-1:example.org", "@elder-2:example.org")) in said
    assert called(story)[-1] == "elder"


def test_who_is_called_later_gets_a_brief_of_their_own() -> None:
    """It tells what the others know by then."""
    story = Story().convened()
    story.give(i.MakeNote(ANCHOR, "bring water"))
    story.give(i.Pass(CEDAR))
    people = ("@elder-1:example.org", "@elder-2:example.org")
    said = story.give(i.InvitationsSettled(people, ()))
    assert mentioned(said, "brief") == people
    keys = [line.key for line in said[0].text.arguments["lines"].lines]  # type: ignore[union-attr]
    assert "status-note" in keys


def test_the_silent_one_is_reminded_and_silence_brings_in_the_next() -> None:
    """By mention at half the time; it stays welcome, and its late answer counts."""
    story = Story().convened()
    for person in (ANCHOR, BIRCH):
        story.give(i.Acknowledge(person))
    story.give(i.Pass(CEDAR))
    said = story.forward(minutes=10)
    assert mentioned(said, "acknowledgement-overdue") == ("@date-1:example.org", "@date-2:example.org")
    assert "coordination-silent" in coordination_keys(said)
    assert called(story)[-2:] == ["elder", "fig"]
    story.give(i.Acknowledge(DATE))
    assert story.it.organisation_of(DATE).answer is Answer.ON_IT  # type: ignore[union-attr]


def test_when_nobody_is_left_the_coordinators_are_told() -> None:
    """A short rota is said aloud at once, and urgently."""
    story = Story(network=without(NETWORK, "date", "elder", "fig")).raised()
    assert "coordination-exhausted-silent" in coordination_keys(story.said)


def test_an_organisation_that_cannot_be_invited_is_replaced() -> None:
    """The room and the coordinators hear who could not be invited."""
    story = Story().raised()
    story.give(i.RoomWasOpened("!room"))
    dates = ("@date-1:example.org", "@date-2:example.org")
    invited = tuple(person for person in story.it.partners if person not in dates)
    said = story.give(i.InvitationsSettled(invited, dates))
    assert "invitation-failed" in room_keys(said)
    assert "coordination-invitation-failed" in coordination_keys(said)
    assert called(story)[-1] == "elder"


def test_an_organisation_whose_people_all_leave_is_replaced() -> None:
    """One of two leaving changes nothing but for whom messages are encrypted (G3)."""
    story = Story().convened()
    story.give(i.Left("@date-1:example.org"))
    assert "@date-1:example.org" not in story.it.audience
    assert called(story)[-1] == "date"
    story.give(i.Left("@date-2:example.org"))
    assert called(story)[-1] == "elder"


def test_a_shortfall_is_said_once_by_name_and_so_is_its_end() -> None:
    """G2: a shortfall is said aloud, by name, and mended."""
    story = Story().convened()
    assert room_keys(story.give(i.Delivered((BIRCH,)))) == ["cannot-read"]
    assert room_keys(story.give(i.Delivered((BIRCH,)))) == []
    assert room_keys(story.give(i.BecameReadable((BIRCH, CEDAR)))) == ["can-read"]
    assert room_keys(story.give(i.BecameReadable((BIRCH,)))) == []


def test_a_refused_room_is_tried_again_and_said_aloud() -> None:
    """The defender and the coordinators hear of it; the next try comes by itself."""
    story = Story().raised()
    said = story.give(i.RoomWasRefused())
    assert defender_keys(said) == ["defender-room-refused"]
    assert coordination_keys(said) == ["coordination-room-refused"]
    story.forward(minutes=1)
    assert story.it.room == "!room"


def test_nobody_but_partners_may_give_commands() -> None:
    """A person who is not called, or has left, is told no; nothing changes."""
    story = Story().convened()
    before = story.it
    story.give(i.Left("@date-1:example.org"))
    for person in ("@hostile-1:example.org", JEAN, "@date-1:example.org"):
        with pytest.raises(Mistake):
            story.give(i.Acknowledge(person))
    assert story.it.organisations == before.organisations


def test_a_duress_word_raises_without_a_sound() -> None:
    """Nothing is said to the defender, and they are not asked: whoever reads along learns nothing."""
    story = Story().raised(covert=True)
    assert defender_keys(story.said) == []
    said = story.give(i.RoomWasOpened("!room"))
    said += story.give(i.InvitationsSettled(story.it.partners, ()))
    said += story.give(i.Delivered((), brief=True))
    said += story.give(i.Acknowledge(ANCHOR))
    said += story.forward(hours=12)
    assert not any(isinstance(each, TellDefender) for each in said)
