"""Whom the coordinators suspend is out of every alert at once (G3)."""

from __future__ import annotations

from rooms import inputs as i
from rooms.actions import InvitePeople, RemovePeople
from rooms.alert import Answer
from rooms.roles import Role, role_of
from tests.rooms.world import (
    ANCHOR,
    BIRCH,
    COLLEAGUE,
    ELDER,
    Story,
    briefed,
    defender_keys,
    enough,
    on_it,
    proposed,
    room_keys,
)

ANCHORS = (ANCHOR, COLLEAGUE)
BIRCHES = (BIRCH, "@birch-2:example.org")


def test_the_suspended_are_put_out_and_their_organisation_is_replaced() -> None:
    """At once: out of the room and of what is said there; the next on the rota is called."""
    story = enough()
    said = story.give(i.Suspended(BIRCHES))
    assert said[0] == RemovePeople(BIRCHES)
    assert room_keys(said) == ["people-suspended", "organisation-gone", "organisation-called"]
    assert "defender-withdrawn" in defender_keys(said)
    assert not story.it.audience & set(BIRCHES)
    assert role_of(story.it, BIRCH) is Role.NOBODY
    assert ELDER in story.it.partners
    assert story.give(i.Suspended(BIRCHES)) == []


def test_one_of_two_suspended_leaves_the_other_at_work() -> None:
    """Named with their address, since the organisation goes on."""
    story = on_it()
    said = story.give(i.Suspended((BIRCH,)))
    assert room_keys(said) == ["people-suspended"]
    assert BIRCHES[1] in story.it.audience


def test_the_suspended_are_not_invited_again() -> None:
    """Before there is a room they are not asked in; an invitation that comes late is taken back."""
    story = Story().raised()
    assert RemovePeople(BIRCHES) not in story.give(i.Suspended(BIRCHES))
    said = story.give(i.RoomWasOpened("!room"))
    (invited,) = (each.people for each in said if isinstance(each, InvitePeople))
    assert not set(invited) & set(BIRCHES)
    said = story.give(i.InvitationsSettled((ANCHOR, BIRCH), ()))
    assert briefed(said) == [(ANCHOR,)]
    assert RemovePeople((BIRCH,)) in said
    assert RemovePeople((BIRCH,)) in story.give(i.Joined(BIRCH))


def test_a_proposal_of_the_suspended_lapses() -> None:
    """It takes two who can be relied on."""
    story = proposed()
    assert "proposal-lapsed" in room_keys(story.give(i.Suspended(ANCHORS)))
    assert story.it.proposal is None


def test_the_suspended_leave_a_closed_room_too() -> None:
    """And nobody is called for it."""
    story = proposed()
    story.confirms(BIRCH)
    said = story.give(i.Suspended(BIRCHES))
    assert said[0] == RemovePeople(BIRCHES)
    assert room_keys(said) == ["people-suspended"]


def test_who_is_reinstated_is_invited_and_asked_anew() -> None:
    """A mistake of the coordinators can be undone while the alert is open."""
    story = on_it()
    story.give(i.Suspended(BIRCHES))
    story.settle()
    said = story.give(i.Reinstated(BIRCHES))
    assert InvitePeople(BIRCHES) in said
    assert room_keys(said) == ["people-reinstated"]
    assert briefed(story.give(i.InvitationsSettled(BIRCHES, ()))) == [BIRCHES]
    story.give(i.Acknowledge(BIRCH))
    birch = story.it.organisation_of(BIRCH)
    assert birch is not None and birch.answer is Answer.ON_IT
    assert story.it == story.replayed()
