"""When something is missing: the room, the invitations, the organisations. It is said, and mended."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from rooms import events as e
from rooms import inputs as i
from rooms.actions import InvitePeople, OpenRoom, TellCoordinators, TellRoom
from rooms.alert import Answer
from rooms.duty import Absence, Duties, Shift
from rooms.roster import Network
from tests.rooms.world import (
    ANCHOR,
    BIRCH,
    CEDAR,
    DATE,
    JEAN,
    NETWORK,
    POLICY,
    START,
    Story,
    coordination_keys,
    defender_keys,
    on_it,
    organisation,
    quoted,
    relayed,
    room_keys,
    without,
)

FOUR = without(NETWORK, "elder", "fig", "hostile")
NOBODY = without(FOUR, "anchor", "birch", "cedar", "date")
DATES = (DATE, "@date-2:example.org")
GRACE = "@grace:example.org"


def called(story: Story) -> list[str]:
    """The organisations that were called, in order."""
    return [each.id for each in story.it.organisations]


def answers(story: Story) -> dict[str, Answer]:
    """What each organisation has answered."""
    return {each.id: each.answer for each in story.it.organisations}


# The room


def test_a_homeserver_that_does_not_answer_is_said_aloud() -> None:
    """Nobody is invited yet, so nobody is blamed for silence and nobody else is called in vain."""
    story = Story().raised()
    assert story.forward(minutes=9, seconds=59) == []
    said = story.forward(seconds=1)
    assert coordination_keys(said) == ["coordination-room-refused"]
    assert defender_keys(said) == ["defender-room-refused"]
    assert called(story) == ["anchor", "birch", "cedar", "date"]


def test_a_room_that_is_refused_for_long_is_said_once_in_a_while() -> None:
    """It is asked for each minute; people hear of it at first and every ten minutes."""
    story = Story().raised()
    told, asked = 0, 0
    for _ in range(20):
        told += len(coordination_keys(story.give(i.RoomWasRefused())))
        story.now += timedelta(minutes=1)
        (due,) = (timer for timer in story.timers() if timer.kind.value == "opening")
        asked += story.give(i.Due(due)) == [OpenRoom("7KQ4", "mark")]
    assert (told, asked) == (2, 20)


def test_a_repeated_refusal_is_one() -> None:
    """The shell may report twice what happened once."""
    story = Story().raised()
    assert story.give(i.RoomWasRefused())
    story.now += timedelta(seconds=30)
    before = story.it
    assert story.give(i.RoomWasRefused()) == []
    assert story.it == before


def test_the_time_to_answer_begins_with_the_room() -> None:
    """An hour without a room is nobody's silence."""
    story = Story().raised()
    story.now += timedelta(minutes=59)
    story.give(i.RoomWasOpened("!room"))
    story.give(i.InvitationsSettled(story.it.partners, ()))
    said = story.give(i.Acknowledge(ANCHOR))
    assert room_keys(said) == ["acknowledged"]
    assert not any(each.overdue for each in story.it.organisations)


# The invitations


def test_an_organisation_whose_people_are_refused_one_by_one_is_replaced() -> None:
    """As well as one whose people are refused together."""
    story = Story().raised()
    story.give(i.RoomWasOpened("!room"))
    story.give(i.InvitationsSettled((), (DATES[0],)))
    assert "elder" not in called(story)
    story.give(i.InvitationsSettled((), (DATES[1],)))
    assert called(story)[-1] == "elder"
    assert answers(story)["date"] is Answer.UNREACHABLE


def test_one_who_left_and_one_who_was_refused_are_nobody_left() -> None:
    """In either order."""
    story = Story().convened()
    story.give(i.Left(DATES[0]))
    story.give(i.InvitationsSettled((), (DATES[1],)))
    assert answers(story)["date"] is Answer.UNREACHABLE


def test_a_failed_invitation_is_said_once() -> None:
    """And once more if it fails again after it had worked."""
    story = Story().convened()
    assert "invitation-failed" in room_keys(story.give(i.InvitationsSettled((), (BIRCH,))))
    assert story.give(i.InvitationsSettled((), (BIRCH,))) == []


ON_CALL = replace(
    NETWORK,
    organisations=tuple(
        replace(one, duties=Duties(shifts=(Shift(DATE),)), fallback=GRACE) if one.id == "date" else one
        for one in NETWORK.organisations
    ),
)
"""Of Date only the first is on duty, and Grace is asked when nobody of it answers."""


def test_where_those_on_duty_cannot_be_reached_the_others_are_asked_at_once() -> None:
    """And then whoever is named for that case; only when all are gone is it the next one's turn."""
    story = Story(ON_CALL).raised()
    story.give(i.RoomWasOpened("!room"))
    said = story.give(i.InvitationsSettled(story.it.partners[:-1], (DATE,)))
    assert InvitePeople((DATES[1],)) in said and "others-asked" in room_keys(said)
    said = story.give(i.Left(DATES[1]))
    assert InvitePeople((GRACE,)) in said
    assert answers(story)["date"] is Answer.WAITING and called(story)[-1] == "date"
    story.give(i.InvitationsSettled((), (GRACE,)))
    assert answers(story)["date"] is Answer.UNREACHABLE and called(story)[-1] == "elder"
    assert story.it == story.replayed()


def test_the_others_of_one_whose_people_are_suspended_are_asked_before_there_is_a_room() -> None:
    """They are invited with everybody else, and have their whole time to answer."""
    story = Story(ON_CALL).raised()
    story.give(i.Suspended((DATE,)))
    story.now += timedelta(minutes=9)
    (invite,) = (each for each in story.give(i.RoomWasOpened("!room")) if isinstance(each, InvitePeople))
    assert DATES[1] in invite.people and DATE not in invite.people
    (due,) = (timer for timer in story.timers() if timer.subject == "date")
    assert due.due_at > story.now


def _with_date(**changes: Any) -> Network:
    changed = (replace(one, **changes) if one.id == "date" else one for one in ON_CALL.organisations)
    return replace(ON_CALL, organisations=tuple(changed))


def test_nobody_is_fetched_from_their_leave_by_a_detour() -> None:
    """Neither one of its own people who is named for such a case, nor anybody for one that was paused."""
    duties = replace(ON_CALL.organisations[3].duties, absences=(Absence(DATES[1], START),))
    on_leave = Story(_with_date(duties=duties, fallback=DATES[1])).convened()
    paused = Story(ON_CALL).convened()
    paused.network = _with_date(paused=True)
    for story in (on_leave, paused):
        story.forward(minutes=20)
        assert not {DATES[1], GRACE} & story.it.audience


def test_one_that_was_on_it_and_is_gone_is_gone() -> None:
    """Its other people know nothing of it: somebody else is called, and the defender told."""
    story = Story(ON_CALL).convened()
    story.give(i.Acknowledge(DATE))
    said = story.give(i.Left(DATE))
    assert defender_keys(said) == ["defender-withdrawn-nobody", "defender-called"]
    assert called(story)[-1] == "elder"


def test_who_is_gone_is_not_asked_once_more() -> None:
    """Also when they had been silent before that: they are not spoken to where they cannot read it."""
    story = Story(FOUR, policy=replace(POLICY, check_in_every=timedelta(days=2))).convened()
    story.forward(minutes=10)
    story.give(i.Suspended(DATES))
    assert answers(story)["date"] is Answer.UNREACHABLE
    said = story.forward(minutes=30)
    again = [each.text for each in said if isinstance(each, TellRoom) and each.text.key == "called-again"]
    assert {text.arguments["name"] for text in again} == {"Anchor", "Birch", "Cedar"}


def test_when_the_defender_is_silent_and_nobody_is_left_the_silent_are_asked_again() -> None:
    """Though enough are on it: the coordinators read that I go on asking them."""
    story = Story(FOUR).convened()
    for person in (ANCHOR, BIRCH, CEDAR):
        story.give(i.Acknowledge(person))
    said = story.forward(hours=1, minutes=30)
    assert coordination_keys(said).count("coordination-exhausted-silent") == 1
    assert "called-again" in room_keys(said)
    assert "called-again" not in room_keys(story.give(i.Spoke(BIRCH)))


def test_who_turns_the_invitation_down_before_it_is_reported_stays_away() -> None:
    """G3: nothing is encrypted for them, though the report says that they are invited."""
    story = Story().raised()
    story.give(i.RoomWasOpened("!room"))
    story.give(i.Left(BIRCH))
    story.give(i.InvitationsSettled(story.it.partners, ()))
    assert BIRCH not in story.it.audience
    story.give(i.Joined(BIRCH))
    assert BIRCH in story.it.audience


def test_the_defenders_own_invitation_briefs_nobody() -> None:
    """What they send waits for the partners, who are still to come."""
    story = Story().raised()
    story.give(i.RoomWasOpened("!room"))
    story.give(i.BringIn(ANCHOR))
    assert story.give(i.InvitationsSettled((JEAN,), ())) == []
    assert relayed(story.jean("a white car")) == []
    said = story.give(i.InvitationsSettled(story.it.partners, ()))
    assert "a white car" in quoted(said) and relayed(said) == []


def test_nobody_is_said_to_read_who_has_left() -> None:
    """Their shortfall is over because they are gone, not because it was mended (G6)."""
    story = Story().convened()
    story.give(i.Delivered((BIRCH,)))
    story.give(i.Left(BIRCH))
    assert story.it.unreached == frozenset()
    assert story.give(i.Delivered(())) == []


def test_after_the_end_nobody_is_missed() -> None:
    """Leaving a closed alert is no news, and nobody is called for it."""
    story = on_it()
    story.give(i.Resolve(ANCHOR, "quiet"))
    story.confirms(BIRCH)
    for person in DATES:
        assert story.give(i.Left(person)) == []
    assert "elder" not in called(story)


# The organisations


def test_each_loss_is_made_good_as_long_as_somebody_is_left() -> None:
    """Pass, silence and absence alike; then it is said, with each loss once."""
    story = Story().convened()
    story.give(i.Pass(ANCHOR))
    for person in DATES:
        story.give(i.Left(person))
    assert called(story)[4:] == ["elder", "fig"]
    assert "rota-exhausted" in room_keys(story.give(i.Pass(BIRCH)))
    assert "rota-exhausted" not in room_keys(story.give(i.Spoke(CEDAR)))
    assert "coordination-exhausted-silent" in coordination_keys(story.give(i.Pass(CEDAR)))


def test_a_defender_who_counted_on_somebody_hears_that_they_do_not_come() -> None:
    """G6: whether they pass or just leave; those on whom nobody counted are not spoken of."""
    story = Story().convened()
    story.give(i.Acknowledge(ANCHOR))
    story.give(i.Acknowledge(DATE))
    assert defender_keys(story.give(i.Pass(BIRCH))) == ["defender-called"]
    assert defender_keys(story.give(i.Pass(ANCHOR))) == ["defender-withdrawn", "defender-called"]
    story.give(i.Left(DATES[0]))
    said = story.give(i.Left(DATES[1]))
    assert defender_keys(said)[0] == "defender-withdrawn-nobody"


def test_a_defender_to_whom_nobody_comes_hears_it_once() -> None:
    """G6: when the last one is gone and none is left to call; the reminders go to the coordinators."""
    story = Story(FOUR).convened()
    story.give(i.Acknowledge(ANCHOR))
    for person in (BIRCH, CEDAR, DATE):
        assert "defender-deserted" not in defender_keys(story.give(i.Pass(person)))
    said = story.give(i.Pass(ANCHOR))
    assert defender_keys(said) == ["defender-withdrawn-nobody", "defender-deserted"]
    assert "defender-deserted" not in defender_keys(story.forward(minutes=35))


def test_a_surplus_is_no_loss() -> None:
    """A late yes makes five; when one of them cannot after all, nobody else is woken."""
    story = Story().convened()
    story.give(i.Pass(DATE))
    for person in (ANCHOR, BIRCH, CEDAR, "@elder-1:example.org", DATE):
        story.give(i.Acknowledge(person))
    story.give(i.Pass(CEDAR))
    assert called(story)[-1] == "elder"


def test_an_organisation_that_comes_to_the_network_is_called_at_the_next_occasion() -> None:
    """Whatever happens next: what the rota could not give before, it gives now."""
    story = Story(FOUR).convened()
    story.give(i.Pass(DATE))
    grown = organisation("grace")
    story.network = replace(FOUR, organisations=(*FOUR.organisations, grown))
    said = story.jean("a white car")
    assert InvitePeople(grown.people) in said
    assert called(story)[-1] == "grace"


def test_an_alert_that_nobody_is_on_is_never_silent() -> None:
    """The coordinators are pinged every ten minutes, covert or not, until there is somebody to call."""
    story = Story(NOBODY).raised(covert=True)
    assert TellCoordinators in map(type, story.said)
    story.forward(minutes=35)
    assert coordination_keys(story.said).count("coordination-exhausted") == 3
    story.network = FOUR
    said = story.forward(minutes=5)
    assert called(story) == ["anchor", "birch", "cedar", "date"]
    assert "coordination-exhausted" not in coordination_keys(said)


def test_one_organisation_on_it_is_not_nobody() -> None:
    """Fewer than asked are said once; the room can work, and the coordinators are not pinged on and on."""
    story = Story(FOUR).convened()
    story.give(i.Acknowledge(ANCHOR))
    for person, key in ((BIRCH, "-silent"), (CEDAR, "-silent"), (DATE, "")):
        assert f"coordination-exhausted{key}" in coordination_keys(story.give(i.Pass(person)))
    said = story.forward(minutes=55)
    assert coordination_keys(said) == []
    assert sum(isinstance(event, e.RotaExhausted) for event in story.journal) == 3


def test_whoever_speaks_has_come_in_all_the_same() -> None:
    """The homeserver said that it could not invite them; a word of theirs shows better."""
    story = Story().raised()
    story.give(i.RoomWasOpened("!room"))
    story.give(i.InvitationsSettled(tuple({*story.it.partners} - {DATE}), (DATE,)))
    assert DATE in story.it.gone
    story.give(i.Acknowledge(DATE))
    assert DATE not in story.it.gone and answers(story)["date"] is Answer.ON_IT
