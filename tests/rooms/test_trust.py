"""Whose identity has changed is told nothing that matters until a coordinator has made sure (G3, G6)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rooms import inputs as i
from rooms.actions import Action, InvitePeople, TellRoom
from rooms.alert import Answer, Policy
from rooms.briefing import brief, names_of, status, status_for_defender
from rooms.roles import Role, role_of
from rooms.texts import Lines, Mistake, say
from tests.rooms.world import (
    ANCHOR,
    BIRCH,
    CEDAR,
    COLLEAGUE,
    DATE,
    ELDER,
    JEAN,
    NETWORK,
    Story,
    briefed,
    coordination_keys,
    defender_keys,
    line_keys,
    mentioned,
    on_it,
    proposed,
    quoted,
    relayed,
    room_keys,
)

ANCHORS = (ANCHOR, COLLEAGUE)
BIRCHES = (BIRCH, "@birch-2:example.org")


def refused(story: Story, command: i.Command) -> str:
    """The sentence that refuses a command."""
    with pytest.raises(Mistake) as caught:
        story.give(command)
    return caught.value.text.key


def new_keys(story: Story, *people: str) -> list[Action]:
    """These people's identities change; what follows from the last."""
    for person in people:
        story.give(i.IdentityChanged(person))
    return story.said


def raised_with(doubted: set[str]) -> Story:
    """A convened alert in a network in which these identities were in doubt before."""
    return Story(replace(NETWORK, doubted=frozenset(doubted))).convened()


# A partner's identity


def test_a_changed_partner_reads_nothing_and_orders_nothing_until_trusted() -> None:
    """G3: they leave the audience at once, the others hear it by name, and so they do when it is settled."""
    story = on_it()
    story.give(i.Lead(BIRCH, BIRCH))
    said = new_keys(story, BIRCH)
    assert room_keys(said) == ["identity-changed"]
    assert coordination_keys(said) == []
    assert BIRCH not in story.it.audience
    assert role_of(story.it, BIRCH) is Role.NOBODY
    assert refused(story, i.Deny(BIRCH)) == "not-allowed"
    assert story.it.lead is None
    assert new_keys(story, BIRCH) == []
    said = story.give(i.IdentityTrusted(BIRCH))
    assert room_keys(said) == ["identity-settled", "brief"]
    assert briefed(said) == [(BIRCH,)]
    assert role_of(story.it, BIRCH) is Role.PARTNER
    assert story.give(i.IdentityTrusted(BIRCH)) == []


def test_whoever_is_not_in_the_alert_changes_nothing_in_it() -> None:
    """Somebody who was not called, and a stranger."""
    story = on_it()
    assert new_keys(story, ELDER, "@stranger:example.org") == []


def test_a_changed_partner_is_never_pinged() -> None:
    """G3: nor does a message that nobody can read count as a shortfall, or its end as mended."""
    story = on_it()
    story.give(i.Delivered((BIRCH,)))
    new_keys(story, BIRCH)
    assert story.it.unreached == frozenset()
    assert story.give(i.Delivered((BIRCH,))) == []
    said = story.jean("alert")
    assert BIRCH not in mentioned(said, "alarm-again")
    assert CEDAR in mentioned(said, "alarm-again")


@pytest.mark.parametrize("people", [(BIRCH,), BIRCHES])
def test_a_doubt_from_before_the_brief_is_in_the_brief(people: tuple[str, ...]) -> None:
    """G6: nobody was in the room to hear of it, or it was there before the alert was."""
    story = Story().raised()
    said = new_keys(story, *people)
    assert room_keys(said) == []
    for one in (story, raised_with({BIRCH})):  # Of whom nobody can be asked, is not called at all.
        birch = one.it.organisation_of(BIRCH)
        lines = brief(one.it).arguments["lines"]
        assert birch is not None and isinstance(lines, Lines)
        assert say("identity-changed", names=names_of([birch])) in lines.lines
        one.give(i.Suspended(people))
        assert "identity-changed" not in line_keys(brief(one.it))


def test_an_organisation_of_whom_nobody_is_sure_is_replaced_when_its_time_is_over() -> None:
    """Not at once: it may be a new phone, and they on their way; but nobody counts on them for ever."""
    story = Story(policy=Policy()).convened()  # So many are enough as are called.
    for person in (ANCHOR, BIRCH, CEDAR, DATE):
        story.give(i.Acknowledge(person))
    new_keys(story, *BIRCHES)
    assert ELDER not in story.it.partners
    assert "status-doubted" in line_keys(status(story.it))
    assert room_keys(story.forward(minutes=9)) == []
    said = story.forward(minutes=1)
    assert room_keys(said)[:2] == ["organisation-cut-off", "organisation-called"]
    assert coordination_keys(said) == ["coordination-cut-off"]
    assert ELDER in story.it.partners
    birch = story.it.organisation_of(BIRCH)
    assert birch is not None and birch.answer is Answer.ON_IT
    story.give(i.IdentityTrusted(BIRCH))
    birch = story.it.organisation_of(BIRCH)
    assert birch is not None and birch.counts
    assert story.it == story.replayed()


def test_an_organisation_that_cannot_read_is_not_reminded_but_replaced() -> None:
    """It has not answered, and could not: the acknowledgement times go on all the same."""
    story = Story().convened()
    new_keys(story, *BIRCHES)
    said = story.forward(minutes=10)
    reminded = {each for action in said if isinstance(action, TellRoom) for each in action.mention}
    assert ANCHOR in reminded and not reminded & set(BIRCHES)
    assert "organisation-cut-off" in room_keys(said)


def test_a_colleague_who_is_sure_keeps_the_organisation() -> None:
    """One of two has new keys: nobody is replaced, and the others are told which of them it is."""
    story = on_it()
    said = new_keys(story, BIRCH)
    (shown,) = (each.text for each in said if isinstance(each, TellRoom))
    assert f"Birch ({BIRCH})" in str(shown.arguments)
    assert "organisation-cut-off" not in room_keys(story.forward(minutes=30))


def test_everybody_has_new_keys_and_still_somebody_is_called() -> None:
    """A homeserver that swaps all keys makes Vigil call others, and the coordinators hear of each."""
    story = on_it()
    new_keys(story, *story.it.partners)
    assert story.it.audience == frozenset()
    said = story.forward(minutes=10)
    assert coordination_keys(said).count("coordination-cut-off") == 4
    assert {"elder", "fig"} <= {called.id for called in story.it.organisations}
    assert {ELDER} <= story.it.audience


def test_a_proposal_of_somebody_with_new_keys_lapses() -> None:
    """An alert is never closed by a voice that may have been anybody's."""
    story = proposed()
    said = new_keys(story, ANCHOR)
    assert room_keys(said) == ["identity-changed", "proposal-lapsed"]
    assert refused(story, i.Confirm(BIRCH)) == "nothing-proposed"
    story.give(i.Resolve(BIRCH, "quiet"))
    story.confirms(CEDAR)
    assert not story.it.is_open


def test_whose_keys_were_new_before_is_called_last_and_not_let_in() -> None:
    """Nobody whom Vigil is not sure of is invited, and the room hears of those who were called."""
    story = raised_with({*BIRCHES, CEDAR})
    assert [called.id for called in story.it.organisations] == ["anchor", "cedar", "date", "elder"]
    assert CEDAR not in story.it.audience
    assert set(story.it.doubted) == {CEDAR}
    story = Story(NETWORK).raised()
    story.network = replace(NETWORK, doubted=frozenset({CEDAR, *BIRCHES}))
    story.give(i.IdentityChanged(CEDAR))
    said = story.give(i.RoomWasOpened("!room"))
    (invited,) = (each.people for each in said if isinstance(each, InvitePeople))
    assert CEDAR not in invited
    said = story.give(i.IdentityTrusted(CEDAR))
    assert InvitePeople((CEDAR,)) in said


def test_the_first_who_is_sure_gets_the_brief_and_what_was_held_for_it() -> None:
    """Nothing is posted to nobody: what the defender sent waits for the first who may read it."""
    story = Story().raised()
    story.give(i.RoomWasOpened("!room"))
    new_keys(story, *story.it.partners)
    story.jean("hurry")
    assert story.give(i.InvitationsSettled(story.it.partners, ())) == []
    assert story.it.briefed_at is None
    said = story.give(i.IdentityTrusted(DATE))
    assert briefed(said) == [(DATE,)]
    assert "hurry" in quoted(said) and relayed(said) == []
    assert "defender-invited" in defender_keys(said)


# The defender's identity


def test_a_defender_with_new_keys_hears_no_plans() -> None:
    """Neither who comes nor what they say; the room hears what to do, and the check-ins go on."""
    story = Story().convened()
    said = new_keys(story, JEAN)
    assert mentioned(said, "identity-changed-defender") == story.it.partners
    assert defender_keys(said) == []
    assert defender_keys(story.give(i.Acknowledge(ANCHOR))) == []
    assert defender_keys(story.give(i.Pass(ANCHOR))) == []
    assert refused(story, i.Tell(BIRCH, "we are coming")) == "doubted-no-tell"
    assert refused(story, i.BringIn(BIRCH)) == "doubted-no-bring-in"
    assert status_for_defender(story.it).key == "defender-status-open"
    assert "brief-identity-changed" in line_keys(brief(story.it))
    assert "brief-identity-changed" in line_keys(status(story.it))
    assert defender_keys(story.jean("a white car")) == ["defender-relayed"]
    assert "check-in" in defender_keys(story.forward(hours=1))


def test_a_defender_with_new_keys_calms_nobody() -> None:
    """Their "safe" is answered as ever, and each time the room reads that it may be somebody else."""
    story = Story().convened()
    story.jean("alert")
    new_keys(story, JEAN)
    story.forward(hours=1)
    said = story.jean("1")
    assert room_keys(said) == ["answered-safe", "identity-changed-defender"]
    assert defender_keys(said) == ["check-in-safe"]
    assert story.it.alarm


def test_a_defender_with_new_keys_is_not_asked_whether_it_is_over() -> None:
    """Nor does a "yes" to a question from before count; the alert is closed by the partners alone."""
    story = proposed()
    assert story.it.end_delivered_at is not None
    new_keys(story, JEAN)
    assert (story.it.question, story.it.end_asked_at) == (None, None)
    story.jean("yes")
    story.agrees()
    assert story.it.is_open
    assert "resolution-question" not in defender_keys(story.forward(minutes=30))
    assert defender_keys(story.jean("safe")) == ["check-in-safe"]
    story.confirms(BIRCH)
    assert not story.it.is_open


def test_when_nobody_comes_a_defender_with_new_keys_hears_only_the_advice() -> None:
    """G6: nobody may learn that the house is unguarded, and the defender is not left without a word."""
    story = Story(replace(NETWORK, organisations=NETWORK.organisations[:1])).convened()
    new_keys(story, JEAN)
    said = story.give(i.Pass(ANCHOR))
    assert defender_keys(said) == ["defender-call-too"]
    assert "rota-exhausted" in room_keys(said)


def test_a_defender_who_is_trusted_again_hears_where_things_stand() -> None:
    """The room hears it, `!tell` works again, and they learn what they have missed."""
    story = on_it()
    new_keys(story, JEAN)
    said = story.give(i.IdentityTrusted(JEAN))
    assert room_keys(said) == ["identity-settled-defender"]
    assert defender_keys(said) == ["defender-status-on-it"]
    assert defender_keys(story.give(i.Tell(BIRCH, "open the door"))) == ["told"]


def test_a_defender_in_the_room_leaves_the_audience_with_new_keys() -> None:
    """G3: what is said there is not for whoever has their account now."""
    story = on_it()
    story.give(i.BringIn(ANCHOR))
    story.give(i.InvitationsSettled((JEAN,), ()))
    new_keys(story, JEAN)
    assert JEAN not in story.it.audience
    assert refused(story, i.BringIn(ANCHOR)) == "doubted-no-bring-in"
    said = story.give(i.IdentityTrusted(JEAN))
    assert room_keys(said) == ["identity-settled-defender", "reads-along-again"]
    assert JEAN in story.it.audience


def test_in_a_covert_alert_nothing_shows_of_new_keys() -> None:
    """And nobody is asked to call somebody who may be watched."""
    story = Story().convened(covert=True)
    said = new_keys(story, JEAN)
    assert room_keys(said) == ["identity-changed-duress"]
    assert defender_keys(said) == []
    assert refused(story, i.Tell(ANCHOR, "hello")) == "covert-no-tell"
    assert defender_keys(story.give(i.IdentityTrusted(JEAN))) == []


def test_who_called_for_help_with_new_keys_is_helped_and_told_no_plans() -> None:
    """The alert is taken, its brief says what is known, and they never learn who comes."""
    story = raised_with({JEAN})
    assert story.it.doubts_defender
    assert "brief-identity-changed" in line_keys(brief(story.it))
    assert defender_keys(story.give(i.Acknowledge(ANCHOR))) == []
