"""What partners do by hand: call, release, hand over; and what they read of how and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rooms import inputs as i
from rooms.actions import InvitePeople
from rooms.alert import Answer
from rooms.explaining import policy, why
from tests.rooms.test_trust import refused
from tests.rooms.world import (
    ANCHOR,
    BIRCH,
    CEDAR,
    COLLEAGUE,
    DATE,
    ELDER,
    FIG,
    NETWORK,
    STRANGER,
    Story,
    defender_keys,
    enough,
    line_keys,
    mentioned,
    on_it,
    reasons,
    room_keys,
)

OFFERING = replace(
    NETWORK,
    organisations=tuple(
        replace(one, offers=("medical", "safe_place")) if one.id in ("fig", "hostile") else one
        for one in NETWORK.organisations
    ),
)


def called(story: Story) -> list[str]:
    """The organisations that were called, in order."""
    return [each.id for each in story.it.organisations]


@pytest.mark.parametrize(
    ("what", "comes"),
    [("", "elder"), ("fig", "fig"), ("FIG", "fig"), ("medical", "fig"), ("Safe place", "fig")],
)
def test_the_next_one_a_certain_one_or_one_that_offers_this_is_called(what: str, comes: str) -> None:
    """However it is typed, though enough are on it; who asked for it is said and kept."""
    story = on_it()
    story.network = OFFERING
    said = story.give(i.Call(ANCHOR, what))
    assert called(story)[4:] == [comes]
    assert room_keys(said) == ["organisation-called-by"]
    assert InvitePeople((f"@{comes}-1:example.org", f"@{comes}-2:example.org")) in said
    assert "why-by" in reasons(story)[-1]


@pytest.mark.parametrize(
    ("what", "key"),
    [
        ("hostile", "cannot-be-called"),
        ("Anchor", "already-on-it"),
        ("elderr", "no-such-organisation-nearest"),
        ("xyzzy", "no-such-organisation"),
    ],
)
def test_what_cannot_be_called_is_said(what: str, key: str) -> None:
    """Never one that the defender excludes, whatever it offers; a mistyped name gets the nearest."""
    story = on_it()
    story.network = OFFERING
    assert refused(story, i.Call(ANCHOR, what)) == key
    story.give(i.Call(ANCHOR, "medical"))
    assert refused(story, i.Call(ANCHOR, "medical")) == "nobody-left-who-offers"
    story.give(i.Call(ANCHOR))
    assert refused(story, i.Call(ANCHOR)) == "nobody-left-to-call"


def test_one_that_was_called_already_is_asked_once_more() -> None:
    """After it passed or was silent; who of it has left the room is invited again."""
    story = enough()
    dates = (DATE, "@date-2:example.org")
    for person in dates:
        story.give(i.Left(person))
    assert story.it.called_as("date").answer is Answer.UNREACHABLE
    said = story.give(i.Call(BIRCH, "date"))
    assert InvitePeople(dates) in said
    assert mentioned(said, "called-again-by") == dates
    story.give(i.InvitationsSettled(dates, ()))
    story.give(i.Acknowledge(DATE))
    assert story.it.called_as("date").is_on_it


def test_who_is_released_is_waited_for_no_longer() -> None:
    """The defender who counted on them hears it; if too few are left, the next is called."""
    story = enough()
    assert defender_keys(story.give(i.Release(ANCHOR, "Date"))) == []
    assert "acknowledgement-overdue" not in room_keys(story.forward(minutes=30))
    said = story.give(i.Release(ANCHOR, "cedar"))
    assert "defender-withdrawn" in defender_keys(said)
    assert called(story)[4:] == ["elder", "fig"]
    assert refused(story, i.Release(ANCHOR, "cedar")) == "already-released"
    assert refused(story, i.Release(ANCHOR, "nobody")) == "no-such-organisation"
    story.give(i.Acknowledge(CEDAR))
    assert story.it.called_as("cedar").is_on_it


def test_a_hand_over_needs_the_others_yes() -> None:
    """Until then all is as it was; with it the other one is on it, and leads if they led."""
    story = enough()
    story.give(i.Lead(ANCHOR, BIRCH))
    said = story.give(i.HandOver(BIRCH, "Date"))
    assert mentioned(said, "handover-asked") == (DATE, "@date-2:example.org")
    assert story.it.called_as("birch").is_on_it
    said = story.give(i.Accept(DATE))
    assert room_keys(said) == ["handover-accepted"]
    assert defender_keys(said) == ["defender-answered"]
    assert story.it.called_as("date").is_on_it
    assert story.it.called_as("birch").answer is Answer.RELEASED
    assert story.it.lead == DATE and story.it.has_quorum
    assert story.it == story.replayed()


def test_a_no_and_a_silence_leave_it_where_it_was() -> None:
    """Whoever asked is told by mention that they are still on it."""
    story = on_it()
    story.give(i.HandOver(BIRCH, DATE))
    assert BIRCH in mentioned(story.give(i.Decline(DATE)), "handover-declined")
    story.give(i.HandOver(BIRCH, DATE))
    assert BIRCH in mentioned(story.forward(minutes=10), "handover-lapsed")
    assert story.it.called_as("birch").is_on_it and not story.it.handovers


def test_a_colleague_takes_the_lead_over() -> None:
    """Only the one who was asked; the organisation stays on it."""
    story = on_it()
    story.give(i.Lead(ANCHOR, ANCHOR))
    story.give(i.HandOver(ANCHOR, COLLEAGUE))
    assert refused(story, i.Accept(ANCHOR)) == "already-on-it"
    assert room_keys(story.give(i.Accept(COLLEAGUE))) == ["handover-accepted-inside"]
    assert story.it.lead == COLLEAGUE and story.it.called_as("anchor").is_on_it


def off_duty(story: Story, person: str, *, doubted: bool = False) -> Story:
    """From now on this person is of Birch as well, and not in the room."""
    organisations = tuple(
        replace(one, people=(*one.people, person)) if one.id == "birch" else one
        for one in story.network.organisations
    )
    story.network = replace(
        story.network, organisations=organisations, doubted=frozenset({person} if doubted else ())
    )
    return story


def test_at_the_change_of_a_shift_a_colleague_is_asked_in() -> None:
    """Who is not on duty, and so not in the room, is invited for it, and is of the organisation by a yes."""
    story = off_duty(on_it(), STRANGER)
    said = story.give(i.HandOver(BIRCH, STRANGER))
    assert InvitePeople((STRANGER,)) in said
    assert mentioned(said, "handover-asked") == (STRANGER,)
    assert room_keys(story.give(i.Accept(STRANGER))) == ["handover-accepted-inside"]
    assert story.it.called_as("birch").is_on_it and STRANGER in story.it.called_as("birch").people
    assert story.it == story.replayed()


def test_nobody_is_asked_in_who_is_doubted_suspended_or_of_another_organisation() -> None:
    """G3: a hand-over is no way round what coordinators have settled."""
    assert refused(off_duty(on_it(), STRANGER, doubted=True), i.HandOver(BIRCH, STRANGER))
    story = off_duty(on_it(), STRANGER)
    assert refused(story, i.HandOver(ANCHOR, STRANGER)) == "handover-not-here"
    story.give(i.HandOver(BIRCH, STRANGER))
    story.give(i.Suspended((STRANGER,)))
    assert refused(story, i.HandOver(BIRCH, STRANGER)) == "handover-not-here"


def test_one_that_is_not_there_is_called_for_it() -> None:
    """And keeps being chased until it answers."""
    story = on_it()
    said = story.give(i.HandOver(BIRCH, "fig"))
    assert room_keys(said) == ["organisation-called-by", "handover-asked"]
    story.give(i.InvitationsSettled((FIG, "@fig-2:example.org"), ()))
    story.give(i.Accept(FIG))
    assert story.it.called_as("fig").is_on_it


def test_a_hand_over_that_cannot_be_is_refused() -> None:
    """With the reason."""
    story = enough()
    assert refused(story, i.HandOver(DATE, "anchor")) == "handover-not-on-it"
    assert refused(story, i.HandOver(BIRCH, STRANGER)) == "handover-not-here"
    assert refused(story, i.HandOver(BIRCH, BIRCH)) == "handover-to-yourself"
    assert refused(story, i.HandOver(BIRCH, "birch")) == "handover-to-yourself"
    assert refused(story, i.HandOver(BIRCH, "hostile")).startswith("no-such-organisation")


def test_where_nothing_is_handed_over_yes_and_no_are_about_the_alert() -> None:
    """Nobody has to know which of two words is meant at three in the morning."""
    story = Story().convened()
    assert room_keys(story.give(i.Accept(DATE)))[0] == "acknowledged"
    assert room_keys(story.give(i.Decline(CEDAR)))[0] == "passed"


@pytest.mark.parametrize("command", [i.Decline(DATE), i.Decline(DATE, "no car")])
def test_a_late_no_to_a_hand_over_takes_nobody_off_the_alert(command: i.Decline) -> None:
    """It is about what was asked of them; one that is on it says `!pass` if it cannot come after all."""
    story = on_it()
    story.give(i.HandOver(BIRCH, "date"))
    story.forward(minutes=10)
    assert refused(story, command) == "nothing-handed-over"
    story.give(i.HandOver(BIRCH, "date"))
    story.give(i.Pass(BIRCH))
    assert refused(story, command) == "nothing-handed-over"
    assert story.it.called_as("date").is_on_it


def test_who_is_off_the_alert_hands_nothing_over_any_more() -> None:
    """G6: nobody is told to be still on it who has passed, was released, or is gone."""
    birches = (BIRCH, "@birch-2:example.org")
    for off in (i.Pass(BIRCH), i.Release(ANCHOR, "birch"), i.Suspended(birches)):
        story = on_it()
        story.give(i.HandOver(BIRCH, "date"))
        story.give(off)
        assert story.it.handovers == ()
        assert "handover-lapsed" not in room_keys(story.forward(minutes=10))


def test_asking_again_whom_one_waits_for_puts_nothing_off() -> None:
    """They are pinged; the next organisation comes when it would have come."""
    story = Story().convened()
    answers = (ANCHOR, CEDAR, DATE)
    for person in answers[1:]:
        story.give(i.Acknowledge(person))
    story.forward(minutes=9)
    assert mentioned(story.give(i.Call(CEDAR, "birch")), "called-again-by") == (BIRCH, "@birch-2:example.org")
    said = story.forward(minutes=1)
    assert room_keys(said).count("organisation-silent") == 2
    assert called(story)[4:] == ["elder", "fig"]


def test_one_that_nobody_can_ask_is_not_called_again() -> None:
    """Its people are suspended, or nobody is sure of them: it must not look as if it may come."""
    birches = (BIRCH, "@birch-2:example.org")
    story = on_it()
    story.give(i.Suspended(birches))
    assert refused(story, i.Call(ANCHOR, "birch")) == "cannot-be-called"
    assert refused(story, i.HandOver(ANCHOR, "birch")) == "cannot-be-called"
    story.give(i.Reinstated(birches))
    story.give(i.Call(ANCHOR, "birch"))


def test_who_is_called_by_name_was_not_chosen_by_its_turn() -> None:
    """`!why` names who wanted it, and what fits; not that nobody else was left."""
    story = on_it()
    story.give(i.Call(ANCHOR, "fig"))
    story.give(i.HandOver(ANCHOR, "elder"))
    assert reasons(story)[-2:] == [["why-by", "why-language"]] * 2


def test_the_policy_and_the_reasons_can_be_read() -> None:
    """Step by step, and for each one that was called, which is named once."""
    story = Story().convened()
    lines = line_keys(policy(story.it))
    steps = ["policy-remind", "policy-others", "policy-fallback", "policy-next", "policy-quorum-anchor"]
    assert lines[:5] == steps and lines[-1] == "policy-not-enough"
    assert line_keys(policy(enough().it))[-1] == "policy-enough"
    story.give(i.Pass(CEDAR))
    lines_of_it = why(story.it).arguments["lines"]
    named = [line.arguments["name"] for line in lines_of_it.lines]  # type: ignore[union-attr]
    assert named == ["Anchor", "Birch", "Cedar", "Date", "Elder"]
    assert ELDER in story.it.partners
