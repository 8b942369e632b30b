"""The table of an alert's life, cell by cell, to be held against DESIGN.md 2 by eye."""

from __future__ import annotations

from datetime import timedelta
from fnmatch import fnmatchcase
from typing import get_args

import pytest

from rooms import inputs as i
from rooms.alert import Reach, RoomPart, State
from rooms.coordinator_events import Ending
from rooms.events import Event
from rooms.lifecycle import TABLE, TIMERS, decide
from rooms.reacting import REACTIONS
from rooms.texts import Mistake
from rooms.timers import TimerKind
from tests.rooms.world import (
    ANCHOR,
    BAOBAB,
    BIRCH,
    CEDAR,
    DATE,
    ELDER,
    START,
    STRANGER,
    Story,
    proposed,
    text,
)

NOTHING = "-"

# In capitals what happens; "-" is nothing at all; in small letters the sentence that refuses a command.
CELLS = """
input              raised             active             resolving          resolved         purged
Raise              AlarmRaised        AlarmRaised        AlarmRaised        -                -
Wrote              DefenderWrote      DefenderWrote      DefenderWrote      -                -
RoomWasOpened      RoomOpened         -                  -                  -                -
RoomWasRefused     RoomRefused        -                  -                  -                -
InvitationsSettled PeopleInvited      PeopleInvited      PeopleInvited      -                -
Delivered          BriefDelivered     BriefDelivered     BriefDelivered     -                -
DefenderReached    DefenderReachC…    DefenderReachC…    DefenderReachC…    DefenderReachC…  -
BecameReadable     DeliveryMended     DeliveryMended     DeliveryMended     DeliveryMended   -
Joined             PersonJoined       PersonJoined       PersonJoined       PersonJoined     -
Left               PersonLeft         PersonLeft         PersonLeft         PersonLeft       -
IdentityChanged    IdentityDoubted    IdentityDoubted    IdentityDoubted    IdentityDoubted  -
IdentityTrusted    IdentitySettled    IdentitySettled    IdentitySettled    IdentitySettled  -
DeviceRefused      -                  DeviceLeftOut      DeviceLeftOut      -                -
Suspended          PeopleSuspended    PeopleSuspended    PeopleSuspended    PeopleSuspended  -
Reinstated         PeopleReinstated   PeopleReinstated   PeopleReinstated   -                -
Intruded           IntruderFound      IntruderFound      IntruderFound      IntruderFound    -
RoomTampered       RoomAltered        RoomAltered        RoomAltered        RoomAltered      -
Nearby             AlertNearby        AlertNearby        AlertNearby        -                -
EndExercise        -                  -                  -                  -                -
CallIn             CalledIn           CalledIn           CalledIn           -                -
Tie                tie-is-somebodys   tie-is-somebodys   tie-is-somebodys   -                -
Merge              AlertsMerged       AlertsMerged       AlertsMerged       -                -
Spoke              RoomSpoke          RoomSpoke          RoomSpoke          -                -
Gestured           Nudged             Nudged             Nudged             -                -
Acknowledge        Acknowledged       Acknowledged       Acknowledged       already-resolved already-resolved
Pass               Passed             Passed             Passed             already-resolved already-resolved
CheckInNow         CheckInAsked       CheckInAsked       CheckInAsked       already-resolved already-resolved
CheckInEvery       CheckInInterval…   CheckInInterval…   CheckInInterval…   already-resolved already-resolved
Take               nothing-to-take    nothing-to-take    nothing-to-take    already-resolved already-resolved
Lead               LeadTaken          LeadTaken          LeadTaken          already-resolved already-resolved
MakeNote           Noted              Noted              Noted              already-resolved already-resolved
Tell               DefenderTold       DefenderTold       DefenderTold       already-resolved already-resolved
BringIn            DefenderBroughtIn  DefenderBroughtIn  DefenderBroughtIn  already-resolved already-resolved
Resolve            ResolutionProposed ResolutionProposed already-proposed   already-resolved already-resolved
Confirm            nothing-proposed   nothing-proposed   AlertResolved      already-resolved already-resolved
Deny               nothing-proposed   nothing-proposed   ResolutionDenied   already-resolved already-resolved
Call               OrganisationCalled OrganisationCalled OrganisationCalled already-resolved already-resolved
Release            OrganisationRelea… OrganisationRelea… OrganisationRelea… already-resolved already-resolved
HandOver           handover-not-on-it handover-not-on-it handover-not-on-it already-resolved already-resolved
Accept             Acknowledged       Acknowledged       Acknowledged       already-resolved already-resolved
Decline            Passed             Passed             Passed             already-resolved already-resolved
SetLevel           LevelChanged       LevelChanged       LevelChanged       already-resolved already-resolved
Escalate           Escalated          Escalated          Escalated          already-resolved already-resolved
"""

# Which timers can be set in which state. A resolved alert is only locked and left.
MAY_BE_SET = """
timer              raised             active             resolving          resolved         purged
OPENING            yes                yes                yes                -                -
SHORTAGE           yes                yes                yes                -                -
ACKNOWLEDGEMENT    yes                yes                yes                -                -
STILL_ON_IT        yes                yes                yes                -                -
HANDOVER           yes                yes                yes                -                -
CHECK_IN           yes                yes                yes                -                -
LADDER             yes                yes                yes                -                -
ALARM              yes                yes                yes                -                -
ROOM_UPDATE        yes                yes                yes                -                -
EXERCISE           yes                yes                yes                -                -
RESOLUTION         -                  -                  yes                -                -
LOCK               -                  -                  -                  yes              -
PURGE              -                  -                  -                  yes              -
"""

GIVEN: dict[str, i.Input] = {
    "Raise": i.Raise(BAOBAB, "AAAA", "other", "again", Story().policy),
    "Wrote": i.Wrote(text("a white car")),
    "RoomWasOpened": i.RoomWasOpened("!another"),
    "RoomWasRefused": i.RoomWasRefused(),
    "InvitationsSettled": i.InvitationsSettled((ELDER,), ()),
    "Delivered": i.Delivered((DATE,), brief=True),
    "DefenderReached": i.DefenderReached(Reach.UNREADABLE),
    "BecameReadable": i.BecameReadable((DATE,)),
    "Joined": i.Joined(BIRCH),
    "Left": i.Left(BIRCH),
    "IdentityChanged": i.IdentityChanged(BIRCH),
    "IdentityTrusted": i.IdentityTrusted(CEDAR),
    "DeviceRefused": i.DeviceRefused(BIRCH),
    "Suspended": i.Suspended((BIRCH,)),
    "Reinstated": i.Reinstated(("@cedar-2:example.org",)),
    "Intruded": i.Intruded(STRANGER),
    "RoomTampered": i.RoomTampered(RoomPart.ENTRY),
    "Nearby": i.Nearby("AAAA"),
    "EndExercise": i.EndExercise(Ending.REAL),
    "CallIn": i.CallIn("@amina:example.org", "they are back"),
    "Tie": i.Tie(BAOBAB),
    "Merge": i.Merge("AAAA", ("elder", "fig")),
    "Spoke": i.Spoke(BIRCH),
    "Gestured": i.Gestured(BIRCH),
    "Acknowledge": i.Acknowledge(BIRCH),
    "Pass": i.Pass(BIRCH),
    "CheckInNow": i.CheckInNow(BIRCH),
    "CheckInEvery": i.CheckInEvery(BIRCH, timedelta(hours=2)),
    "Take": i.Take(BIRCH),
    "Lead": i.Lead(BIRCH, BIRCH),
    "MakeNote": i.MakeNote(BIRCH, "bring water"),
    "Tell": i.Tell(BIRCH, "we are coming"),
    "BringIn": i.BringIn(BIRCH),
    "Resolve": i.Resolve(BIRCH, "quiet"),
    "Confirm": i.Confirm(BIRCH, proposed().it.end_number),
    "Deny": i.Deny(BIRCH, "not yet"),
    "Call": i.Call(BIRCH),
    "Release": i.Release(BIRCH, "date"),
    "HandOver": i.HandOver(BIRCH, "anchor"),
    "Accept": i.Accept(BIRCH),
    "Decline": i.Decline(BIRCH),
    "SetLevel": i.SetLevel(BIRCH, "urgent", "they are armed"),
    "Escalate": i.Escalate(BIRCH),
}
"""One of each; commands are given by Birch, who was called and has not answered."""


def rows(table: str) -> list[tuple[str, str, str]]:
    """Each cell of a table as (row, column, content)."""
    head, *lines = (line.split() for line in table.strip().splitlines())
    return [(line[0], state, cell) for line in lines for state, cell in zip(head[1:], line[1:], strict=True)]


def at(state: State) -> Story:
    """An alert in this state. Cedar has passed, so Elder is called and not yet invited; Date cannot read.

    Of Cedar's people one has a new identity, and the other one is suspended.
    """
    story = Story().raised()
    if state is not State.RAISED:
        story.give(i.RoomWasOpened("!room"))
        story.give(i.InvitationsSettled(story.it.partners, ()))
        story.give(i.Delivered((), brief=True))
    story.give(i.Pass(CEDAR))
    story.give(i.Delivered((DATE,)))
    story.give(i.IdentityChanged(CEDAR))
    story.give(i.Suspended(("@cedar-2:example.org",)))
    if state in (State.RESOLVING, State.RESOLVED, State.PURGED):
        story.give(i.Resolve(ANCHOR, "quiet"))
    if state in (State.RESOLVED, State.PURGED):
        story.confirms(DATE)
    if state is State.PURGED:
        story.forward(days=31)
    assert story.it.state is state
    return story


def found(story: Story, given: i.Input) -> str:
    """What a cell of the table holds."""
    before = story.it
    try:
        events = decide(story.it, given, story.now, story.network)
    except Mistake as mistake:
        return mistake.text.key
    finally:
        assert story.it is before
    return type(events[0]).__name__ if events else NOTHING


@pytest.mark.parametrize(("row", "column", "cell"), rows(CELLS))
def test_what_each_input_does_in_each_state(row: str, column: str, cell: str) -> None:
    """Open, everything counts; closed, a command is told so, and Vigil only keeps track of who is there."""
    assert fnmatchcase(found(at(State(column)), GIVEN[row]), cell.replace("…", "*"))


@pytest.mark.parametrize(("row", "column", "cell"), rows(MAY_BE_SET))
def test_which_timer_leads_to_something_in_which_state(row: str, column: str, cell: str) -> None:
    """No cell is empty in which the timer can be set, and none is filled in which it cannot."""
    columns = {"raised": 0, "active": 0, "resolving": 1, "resolved": 2}
    rule = TIMERS[TimerKind[row]][columns[column]] if column in columns else None
    assert (rule is not None) == (cell == "yes")


def test_the_tables_are_whole() -> None:
    """Every input, every timer and every event has its line; nothing is decided or said beside the tables."""
    commands = set(get_args(i.Command))
    inputs = (set(get_args(i.Input)) | commands) - {i.Due}
    assert set(TABLE) == inputs
    assert {each.__name__ for each in inputs} == set(GIVEN) == {row for row, _, _ in rows(CELLS)}
    assert set(TIMERS) == set(TimerKind)
    assert set(REACTIONS) == set(get_args(Event))


def test_only_a_call_for_help_begins_an_alert() -> None:
    """Anything else that comes to no alert is a fault of the program, and said so."""
    with pytest.raises(ValueError, match="Only Raise"):
        decide(None, i.Spoke(ANCHOR), START, Story().network)
