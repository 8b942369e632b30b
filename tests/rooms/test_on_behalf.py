"""An alert that came by telephone, and the defender that it is tied to later."""

from __future__ import annotations

from dataclasses import replace

from rooms import inputs as i
from rooms.actions import RemovePeople, TellRoom
from tests.rooms.test_escalating import GRACE, called, with_reserves
from tests.rooms.world import BAOBAB, BIRCH, JEAN, NETWORK, Story, room_keys, without

BIRCHES = (BIRCH, "@birch-2:example.org")


def telephoned(story: Story) -> Story:
    """A coordinator has taken the call; nobody knows yet whom this defender excludes."""
    unknown = replace(BAOBAB, user="", exclude=())
    story.give(i.Raise(unknown, "7KQ4", "mark", "help", story.policy, on_behalf="@amina:example.org"))
    story.give(i.RoomWasOpened("!room"))
    story.give(i.InvitationsSettled(story.it.partners, ()))
    story.give(i.Delivered((), brief=True))
    return story


def test_whom_the_defender_excludes_is_put_out_before_they_are_known() -> None:
    """At once, from whichever side it is tied, and another one is called; nobody of it is asked any more."""
    story = telephoned(Story(with_reserves(without(NETWORK, "hostile"))))
    assert called(story) == ["anchor", "birch", "cedar", "date"]
    said = story.give(i.Tie(replace(BAOBAB, exclude=("birch", "hostile"))))
    assert isinstance(said[0], RemovePeople) and set(said[0].people) == set(BIRCHES)
    assert room_keys(said)[-1] == "organisation-called"
    assert not any(set(each.mention) & set(BIRCHES) for each in said if isinstance(each, TellRoom))
    assert not story.it.audience & {*BIRCHES, GRACE}
    assert (story.it.defender, called(story)[4:]) == (JEAN, ["elder"])
    story.forward(hours=1)
    assert "birch" not in {timer.subject for timer in story.timers()}
    assert story.it == story.replayed()


def test_whom_the_defender_excludes_is_not_let_in_again() -> None:
    """Coordinators who let them take part again mean everything else."""
    story = telephoned(Story(without(NETWORK, "hostile")))
    story.give(i.Tie(replace(BAOBAB, exclude=("birch",))))
    story.give(i.Reinstated(BIRCHES))
    assert not story.it.audience & set(BIRCHES)


def test_where_nobody_is_excluded_all_stay() -> None:
    """The room hears whom it can write to from now on."""
    story = telephoned(Story())
    assert room_keys(story.give(i.Tie(BAOBAB))) == ["defender-tied-room"]
