"""Chasing those who do not answer: the ladder, when it is enough, and when nobody is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from rooms import escalation_events as x
from rooms import events as e
from rooms import inputs as i
from rooms.actions import Action, InvitePeople, TellCoordinators
from rooms.alert import Answer, Policy
from rooms.duty import Duties, Shift
from rooms.policy import Rung
from rooms.roster import Network
from rooms.timers import TimerKind
from tests.rooms.world import (
    ANCHOR,
    BIRCH,
    CEDAR,
    DATE,
    ELDER,
    FIG,
    NETWORK,
    POLICY,
    START,
    Story,
    coordination_keys,
    defender_keys,
    enough,
    mentioned,
    on_it,
    room_keys,
    without,
)

BIRCH_2, GRACE = "@birch-2:example.org", "@grace:example.org"
FOUR = without(NETWORK, "elder", "fig", "hostile")
UNASKED = replace(POLICY, check_in_every=timedelta(days=2))
"""Jean's own silence brings nobody in."""


def with_reserves(network: Network = NETWORK) -> Network:
    """Of Birch only the first is on duty, and Grace is asked when nobody of it answers."""
    return replace(
        network,
        organisations=tuple(
            replace(one, duties=Duties(shifts=(Shift(BIRCH),)), fallback=GRACE) if one.id == "birch" else one
            for one in network.organisations
        ),
    )


def steps(story: Story, organisation: str) -> list[tuple[str, timedelta]]:
    """The steps of this organisation's chase, and how long after the call each came."""
    return [
        (event.rung.value if isinstance(event, x.OrganisationChased) else "next", event.at - START)
        for event in story.journal
        if isinstance(event, x.OrganisationChased | e.AcknowledgementOverdue)
        and event.organisation == organisation
    ]


def answers_but(story: Story, *silent: str) -> None:
    """All who are waited for are on it, but for these organisations."""
    for called in story.it.waiting_for:
        if called.id not in silent:
            story.give(i.Acknowledge(called.people[0]))


def called(story: Story) -> list[str]:
    """The organisations that were called, in order."""
    return [each.id for each in story.it.organisations]


def suffices(story: Story) -> bool:
    """Whether enough are on it."""
    return story.it.has_quorum


# The ladder


def test_each_step_comes_after_the_one_before() -> None:
    """A reminder, its other people, whoever it has named, the next organisation: five minutes each."""
    story = Story(with_reserves()).convened()
    said = story.forward(minutes=20)
    minutes = [(rung, at / timedelta(minutes=1)) for rung, at in steps(story, "birch")]
    assert minutes == [("remind", 5), ("others", 10), ("fallback", 15), ("next", 20)]
    assert mentioned(said, "acknowledgement-overdue")
    assert InvitePeople((BIRCH_2,)) in said and InvitePeople((GRACE,)) in said
    assert {"others-asked", "fallback-asked", "organisation-silent"} <= set(room_keys(said))


def test_an_empty_step_is_skipped_with_its_pause() -> None:
    """Who is wholly on duty and has nobody to fall back on is reminded once; the next is called in time."""
    story = Story().convened()
    story.forward(minutes=10)
    minutes = [(rung, at / timedelta(minutes=1)) for rung, at in steps(story, "birch")]
    assert minutes == [("remind", 5), ("next", 10)]
    assert called(story)[4:] == ["elder", "fig"]


def test_those_who_are_asked_later_belong_to_it_and_answer_for_it() -> None:
    """They are briefed, and their yes is its yes."""
    story = Story(with_reserves()).convened()
    story.forward(minutes=15)
    assert {BIRCH_2, GRACE} <= story.it.audience
    story.give(i.Acknowledge(GRACE))
    assert story.it.called_as("birch").answer is Answer.ON_IT


def test_an_answer_by_one_does_not_silence_the_others() -> None:
    """Each is chased on its own until it answers, also when enough are on it."""
    story = enough()
    assert suffices(story)
    story.forward(minutes=10)
    assert [rung for rung, _ in steps(story, "date")] == ["remind", "next"]
    assert steps(story, "anchor") == []
    assert called(story) == ["anchor", "birch", "cedar", "date"]


def test_a_late_tick_does_all_that_is_due_in_order() -> None:
    """G4: after an outage no step is lost, and none waits for another pause."""
    story = Story(with_reserves()).convened()
    story.now += timedelta(hours=1)
    (due,) = [each for each in story.timers() if each.subject == "birch"]
    story.give(i.Due(due))
    assert [rung for rung, _ in steps(story, "birch")] == ["remind", "others", "fallback", "next"]


def test_nobody_is_asked_who_is_no_longer_of_the_organisation() -> None:
    """G3: whoever was removed or suspended since the call stays out, and the ladder goes on at once."""
    story = Story(with_reserves()).convened()
    story.network = without(story.network, "birch")
    story.forward(minutes=10)
    assert [rung for rung, _ in steps(story, "birch")] == ["remind", "others", "fallback", "next"]
    assert not {BIRCH_2, GRACE} & story.it.audience


def test_a_fallback_who_is_suspended_or_called_already_is_not_asked() -> None:
    """Nor the defender, who must not read the plans, nor one of an organisation that they exclude."""
    for person in (ANCHOR, "@jean:example.org", "@hostile-1:example.org"):
        network = with_reserves()
        network = replace(
            network,
            organisations=tuple(replace(one, fallback=person) for one in network.organisations),
        )
        story = Story(network).convened()
        story.forward(minutes=20)
        asked = [each for each in story.journal if isinstance(each, x.OrganisationChased)]
        assert not any(each.people for each in asked if each.rung is Rung.FALLBACK)
    story = Story(with_reserves()).convened()
    story.give(i.Suspended((GRACE,)))
    story.forward(minutes=20)
    assert GRACE not in story.it.partners


def test_a_gap_in_the_rota_calls_all_and_tells_the_coordinators() -> None:
    """With the telephone numbers of the organisation; nobody is kept back for later."""
    nobody = Duties(shifts=(Shift(BIRCH, days=(3,)),))
    network = replace(
        NETWORK,
        organisations=tuple(
            replace(one, duties=nobody) if one.id == "birch" else one for one in NETWORK.organisations
        ),
    )
    story = Story(network).raised()
    birch = story.it.called_as("birch")
    assert birch.gap and set(birch.people) == {BIRCH, BIRCH_2} and birch.others == ()
    told = [each for each in story.said if isinstance(each, TellCoordinators)]
    assert ("coordination-gap", ("birch",)) in [(each.text.key, each.telephones) for each in told]


# When it is enough


def test_it_is_enough_when_the_anchor_and_two_others_are_on_it() -> None:
    """Two others alone are not; after it nobody is added for one who passes."""
    story = Story().convened()
    for person in (BIRCH, CEDAR, DATE):
        story.give(i.Acknowledge(person))
    assert not suffices(story)
    story.give(i.Acknowledge(ANCHOR))
    assert suffices(story)
    story.give(i.Pass(DATE))
    assert called(story) == ["anchor", "birch", "cedar", "date"]
    story.give(i.Pass(CEDAR))
    assert called(story)[4:] == ["elder", "fig"]


def test_where_no_anchor_can_come_as_many_of_any_are_enough() -> None:
    """They passed, or did not answer in time."""
    for passes in (True, False):
        story = Story().convened()
        for person in (BIRCH, CEDAR):
            story.give(i.Acknowledge(person))
        if passes:
            story.give(i.Pass(ANCHOR))
        else:
            story.forward(minutes=10)
        assert not suffices(story)
        story.give(i.Acknowledge(DATE))
        assert suffices(story)


def test_an_alert_of_before_there_were_policies_wants_as_many_as_it_called() -> None:
    """An old journal is read as it was meant."""
    story = Story(policy=Policy()).convened()
    for person in (ANCHOR, BIRCH, CEDAR):
        story.give(i.Acknowledge(person))
    story.give(i.Pass(DATE))
    assert called(story)[-1] == "elder"


# When nobody is left


def exhausted(actions: list[Action]) -> list[TellCoordinators]:
    """The alarms that nobody is left to call."""
    told = [each for each in actions if isinstance(each, TellCoordinators)]
    return [each for each in told if each.text.key.startswith("coordination-exhausted")]


def test_when_nobody_is_left_the_coordinators_get_names_and_telephones() -> None:
    """Of all who have not answered, urgently."""
    story = Story(FOUR).convened()
    story.give(i.Acknowledge(ANCHOR))
    (alarm,) = exhausted(story.give(i.Pass(CEDAR)))
    assert alarm.urgent and alarm.telephones == ("birch", "date")
    assert alarm.text.arguments["names"].names == ("Birch", "Date")  # type: ignore[union-attr]


def test_when_several_prove_silent_at_once_the_coordinators_are_alarmed_once() -> None:
    """The steps that are due at one moment are one thing that has happened."""
    story = Story(FOUR).convened()
    (alarm,) = exhausted(story.forward(minutes=10))
    assert alarm.text.arguments["names"].names == ("Anchor", "Birch", "Cedar", "Date")  # type: ignore[union-attr]


def test_the_silent_are_asked_again_from_the_beginning_for_ever() -> None:
    """Each time round the coordinators hear of it; a yes ends it."""
    story = Story(FOUR, policy=UNASKED).convened()
    story.give(i.Acknowledge(ANCHOR))
    story.give(i.Acknowledge(BIRCH))
    story.give(i.Pass(CEDAR))
    said = story.forward(hours=1)
    assert [rung for rung, _ in steps(story, "date")] == ["remind", "next"] * 6
    assert len(exhausted(said)) == 6
    assert set(mentioned(said, "called-again")) == {DATE, "@date-2:example.org"}
    story.give(i.Acknowledge(DATE))
    assert exhausted(story.forward(minutes=50)) == []


def test_the_night_in_which_nobody_answers() -> None:
    """All are called and asked again and again, and the coordinators are alarmed until somebody comes."""
    story = Story(policy=UNASKED).convened()
    said = story.forward(hours=8)
    assert called(story) == ["anchor", "birch", "cedar", "date", "elder", "fig"]
    assert len(exhausted(said)) == 2 + 46  # As it becomes more, and then each time round.
    assert {each for each, _ in steps(story, "fig")} == {"remind", "next"}
    for person in (ELDER, FIG, DATE):
        story.give(i.Acknowledge(person))
    assert exhausted(story.forward(hours=3)) == []


# Still on it?


def still(story: Story) -> list[str]:
    """Whom the next question whether they are still on it is about."""
    return [each.subject for each in story.timers() if each.kind is TimerKind.STILL_ON_IT]


def test_who_is_on_it_and_silent_for_long_is_asked_by_mention() -> None:
    """All of them in one message; those who have said a word since are not."""
    story = on_it()
    story.forward(hours=2)
    story.give(i.Spoke(CEDAR))
    said = story.forward(hours=2)
    people = mentioned(said, "still-on-it")
    assert {ANCHOR, BIRCH, DATE} <= set(people) and CEDAR not in people
    assert room_keys(said).count("still-on-it") == 1


def test_an_acknowledgement_that_grew_old_counts_no_longer_until_a_word() -> None:
    """It is told to the room and the coordinators, and escalation goes on."""
    story = enough()
    story.give(i.Pass(DATE))
    story.now += timedelta(hours=3)
    for person in (ANCHOR, BIRCH):
        story.give(i.Spoke(person))
    said = story.forward(hours=1, minutes=10)
    assert "still-on-it-lapsed" in room_keys(said)
    assert "coordination-lapsed" in coordination_keys(said)
    assert story.it.called_as("cedar").is_lapsed and not suffices(story)
    assert called(story)[4:] == ["elder", "fig"]
    story.give(i.Spoke(CEDAR))
    assert story.it.called_as("cedar").is_on_it and suffices(story)
    assert story.it == story.replayed()


def test_a_defender_hears_who_counts_no_longer_and_who_does_again() -> None:
    """Whoever was told that somebody comes; and the room hears of the return, once."""
    story = on_it()
    said = story.forward(hours=3)
    for person in (ANCHOR, BIRCH, DATE):
        story.give(i.Spoke(person))
    said = story.forward(hours=1, minutes=10)
    assert defender_keys(said).count("defender-lapsed") == 1
    said = story.give(i.MakeNote(CEDAR, "the car has come"))
    assert (room_keys(said), defender_keys(said)) == (["noted", "still-on-it-back"], ["defender-answered"])
    assert "still-on-it-back" not in room_keys(story.give(i.Spoke(CEDAR)))
    assert story.it == story.replayed()


def test_those_who_fall_silent_together_are_told_of_together() -> None:
    """One message to each reader, with all of their names; whoever has said a word counts."""
    story = on_it()
    story.forward(hours=4)
    story.give(i.Spoke(ANCHOR))
    said = story.forward(minutes=10)
    assert room_keys(said).count("still-on-it-lapsed") == 1
    assert coordination_keys(said).count("coordination-lapsed") == 1
    assert defender_keys(said).count("defender-lapsed") == 1
    assert {each.id for each in story.it.organisations if each.is_lapsed} == {"birch", "cedar", "date"}


def test_an_ack_of_one_that_had_fallen_silent_is_told_as_an_ack() -> None:
    """Not twice; and where nobody else is on it the defender hears that."""
    story = Story(policy=UNASKED).convened()
    story.give(i.Acknowledge(BIRCH))
    said = story.forward(hours=4, minutes=10)
    assert "defender-lapsed-nobody" in defender_keys(said)
    said = story.give(i.Acknowledge(BIRCH))
    assert "acknowledged" in room_keys(said) and "still-on-it-back" not in room_keys(said)
    assert defender_keys(said) == ["defender-answered"]


def test_an_answer_to_the_question_is_enough() -> None:
    """Any word, `!ack` too; then the time begins anew."""
    story = on_it()
    story.forward(hours=4)
    story.give(i.Acknowledge(ANCHOR))
    story.give(i.Spoke(BIRCH))
    story.forward(minutes=10)
    lapsed = {each.id for each in story.it.organisations if each.is_lapsed}
    assert lapsed == {"cedar", "date"}
    assert {"anchor", "birch"} <= set(still(story))
