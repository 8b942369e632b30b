"""Who may do what in an alert room: unknown means no."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

import pytest

from rooms import inputs as i
from rooms.roles import MAY, Role, role_of
from rooms.texts import Mistake
from tests.rooms.world import ANCHOR, BIRCH, CEDAR, DATE, FIG, JEAN, STRANGER, Story, proposed

FOR_PARTNERS: tuple[i.Command, ...] = (
    i.Acknowledge(JEAN),
    i.Pass(JEAN),
    i.CheckInNow(JEAN),
    i.CheckInEvery(JEAN, timedelta(hours=1)),
    i.Take(JEAN),
    i.Lead(JEAN, ANCHOR),
    i.Tell(JEAN, "hello"),
    i.BringIn(JEAN),
    i.Resolve(JEAN, "over"),
)
"""What only partners may do, here as a defender would order it."""


def brought_in() -> Story:
    """A convened alert with the defender in its room."""
    story = Story().convened()
    story.give(i.BringIn(ANCHOR))
    story.give(i.InvitationsSettled((JEAN,), ()))
    story.give(i.Joined(JEAN))
    return story


def refused(story: Story, command: i.Command) -> str:
    """The sentence that refuses a command, which changes nothing."""
    before = story.it
    with pytest.raises(Mistake) as caught:
        story.give(command)
    assert story.it is before
    return caught.value.text.key


def test_every_command_has_its_people() -> None:
    """A command without a line in the table could be given by nobody; none is forgotten."""
    assert set(MAY) == set(get_args(i.Command))
    assert all(MAY.values())
    assert all(Role.NOBODY not in roles for roles in MAY.values())


def test_a_partner_is_whoever_was_called_and_has_not_left() -> None:
    """Also before they have joined or answered; leaving ends it, and coming back begins it again."""
    story = Story().convened()
    assert role_of(story.it, BIRCH) is Role.PARTNER
    story.give(i.Left(BIRCH))
    assert role_of(story.it, BIRCH) is Role.NOBODY
    story.give(i.Joined(BIRCH))
    assert role_of(story.it, BIRCH) is Role.PARTNER


@pytest.mark.parametrize("person", [FIG, "@hostile-1:example.org", STRANGER, "@amina:example.org", ""])
def test_whoever_was_not_called_is_nobody(person: str) -> None:
    """A partner on no call, an excluded one, a stranger, a coordinator: none may do anything at all."""
    story = proposed()
    assert role_of(story.it, person) is Role.NOBODY
    for command in (i.Confirm(person), i.Deny(person), i.MakeNote(person, "x"), i.Tell(person, "x")):
        assert refused(story, command) == "not-allowed"


def test_a_stranger_who_gets_into_the_room_stays_nobody() -> None:
    """G3: being there is not being called, and nothing is encrypted for them."""
    story = proposed()
    story.give(i.Joined(STRANGER))
    assert STRANGER not in story.it.audience
    assert refused(story, i.Confirm(STRANGER)) == "not-allowed"


def test_the_defender_has_no_part_in_the_room_until_they_are_brought_in() -> None:
    """Nor after they have left it again."""
    story = Story().convened()
    assert role_of(story.it, JEAN) is Role.NOBODY
    story = brought_in()
    assert role_of(story.it, JEAN) is Role.DEFENDER
    story.give(i.Left(JEAN))
    assert role_of(story.it, JEAN) is Role.NOBODY


@pytest.mark.parametrize("command", FOR_PARTNERS, ids=lambda command: type(command).__name__)
def test_a_defender_in_the_room_directs_nobody(command: i.Command) -> None:
    """They may write notes, and agree that it is over or not; the rest is the partners' work."""
    assert refused(brought_in(), command) == "not-allowed"


def test_a_defender_in_the_room_may_note_agree_and_deny() -> None:
    """It is about them."""
    story = brought_in()
    story.give(i.MakeNote(JEAN, "the key is with my neighbour"))
    assert story.it.notes[0].person == JEAN
    story.give(i.Resolve(ANCHOR, "quiet"))
    story.give(i.Deny(JEAN, "they are still there"))
    assert story.it.proposal is None
    story.give(i.Resolve(ANCHOR, "quiet"))
    story.confirms(JEAN)
    assert not story.it.is_open


def test_each_of_an_organisation_speaks_for_it() -> None:
    """One answers, and a colleague of theirs hears that it is done; or takes it back."""
    story = Story().convened()
    story.give(i.Acknowledge(CEDAR))
    assert refused(story, i.Acknowledge("@cedar-2:example.org")) == "already-on-it"
    story.give(i.Pass("@cedar-2:example.org"))
    assert refused(story, i.Pass(CEDAR)) == "already-passed"
    assert refused(story, i.Lead(DATE, "@nobody:example.org")) == "lead-not-here"
