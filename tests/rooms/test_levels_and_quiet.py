"""Other ladders, the next step at once, alerts nearby, and how often people are pinged."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from rooms import inputs as i
from rooms.actions import TellCoordinators, TellRoom
from rooms.policy import Quorum, Rung, usual
from rooms.texts import Mistake
from tests.rooms.test_escalating import UNASKED, called, steps, with_reserves
from tests.rooms.world import (
    ANCHOR,
    BIRCH,
    CEDAR,
    NETWORK,
    POLICY,
    Story,
    coordination_keys,
    mentioned,
    on_it,
    room_keys,
    without,
)


def test_another_level_is_another_ladder() -> None:
    """From the next step on; why is said in the room, and not to the coordinators."""
    story = Story().convened()
    said = story.give(i.SetLevel(ANCHOR, "urgent", "they are armed"))
    assert "level-changed" in room_keys(said)
    (told,) = [each for each in said if isinstance(each, TellCoordinators)]
    assert "armed" not in repr(told)
    story.forward(minutes=4)
    assert [rung for rung, _ in steps(story, "birch")] == ["remind", "next"]
    for level, key in (("urgent", "level-already"), ("fast", "no-such-level")):
        with pytest.raises(Mistake) as caught:
            story.give(i.SetLevel(BIRCH, level, "why"))
        assert caught.value.text.key == key


def test_an_area_can_begin_at_another_level() -> None:
    """As the settings say."""
    story = Story(policy=replace(POLICY, areas={"goma": "urgent"})).raised()
    assert story.it.level == "urgent"
    assert Story(policy=replace(POLICY, areas={"bukavu": "urgent"})).raised().it.level == "normal"


def test_escalate_takes_the_next_step_of_each_at_once() -> None:
    """Where nobody owes an answer, one more organisation is called."""
    story = Story().convened()
    said = story.give(i.Escalate(ANCHOR))
    assert room_keys(said)[0] == "escalated"
    assert room_keys(said).count("acknowledgement-overdue") == 4
    story.give(i.Escalate(ANCHOR))
    assert called(story)[4:] == ["elder", "fig"]
    other = on_it()
    other.give(i.Escalate(ANCHOR))
    assert called(other)[-1] == "elder"


def test_alerts_nearby_are_known_to_each_other_by_their_codes() -> None:
    """Said once; the coordinators hear of the two from one of them."""
    story = Story().convened()
    said = story.give(i.Nearby("AAAA"))
    assert (room_keys(said), coordination_keys(said)) == (["alert-nearby"], ["coordination-cluster"])
    assert story.give(i.Nearby("AAAA")) == []
    assert coordination_keys(story.give(i.Nearby("BBBB", tell=False))) == []


# Quiet


def test_nobody_is_pinged_twice_for_the_same_thing_in_a_short_while() -> None:
    """What is said is said, without the mention; after a while with it again."""
    story = Story().convened()
    story.give(i.Lead(ANCHOR, BIRCH))
    story.give(i.Lead(ANCHOR, CEDAR))
    (again,) = [each for each in story.give(i.Lead(ANCHOR, BIRCH)) if isinstance(each, TellRoom)]
    assert (again.text.key, again.mention) == ("lead-taken", ())
    story.now += timedelta(minutes=5)
    story.give(i.Lead(ANCHOR, CEDAR))
    assert mentioned(story.give(i.Lead(ANCHOR, BIRCH)), "lead-taken") == (BIRCH,)


def test_that_somebody_is_silent_is_told_once() -> None:
    """Each time round all are asked again, and one alarm with all names goes out: no more than that."""
    story = Story(without(NETWORK, "elder", "fig", "hostile"), policy=UNASKED).convened()
    said = story.forward(minutes=10)
    assert room_keys(said).count("organisation-silent") == 4
    assert coordination_keys(said).count("coordination-silent") == 4
    said = story.forward(minutes=50)
    assert set(room_keys(said)) == {"acknowledgement-overdue", "called-again", "rota-exhausted"}
    assert coordination_keys(said) == ["coordination-exhausted-silent"] * 5


def test_what_is_a_matter_of_life_is_never_held_back() -> None:
    """An alarm, "not safe" and the silence of the defender ping each time."""
    story = on_it()
    for _ in range(2):
        assert set(mentioned(story.jean("alert they are here"), "alarm-again")) == set(story.it.partners)
    assert set(mentioned(story.jean("not safe"), "answered-not-safe")) == set(story.it.partners)


def test_the_pings_of_an_alert_stand_in_its_report() -> None:
    """Every mention of every person."""
    story = Story().convened()
    assert story.it.pings == 8  # The brief, to two people of each of the four.
    story.give(i.Lead(ANCHOR, BIRCH))
    story.give(i.Resolve(ANCHOR, "quiet"))
    said = story.confirms(BIRCH)
    (told,) = [each for each in said if isinstance(each, TellCoordinators)]
    assert told.text.arguments["count"] == 8 + 1 + 6


def test_a_ladder_without_a_rung_does_not_climb_it() -> None:
    """What the settings leave out is not done."""
    ladders = usual(timedelta(minutes=10), Quorum())
    short = tuple(
        replace(each, steps=tuple(step for step in each.steps if step.rung is not Rung.REMIND))
        for each in ladders
    )
    story = Story(with_reserves(), policy=replace(POLICY, ladders=short)).convened()
    story.forward(minutes=15)
    assert [rung for rung, _ in steps(story, "birch")] == ["others", "fallback", "next"]
