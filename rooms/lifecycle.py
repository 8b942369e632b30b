"""The life of an alert: a table of what may happen when, and the three functions that follow it.

Rows are inputs, columns the states of DESIGN.md 2. A cell is the rule that decides; `None` means that
the input has come too late and changes nothing; for a command the person is told so instead.
What is *raised* and *active* differ only in whether the brief is out, so they share their rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeAlias

from rooms import (
    alarms,
    calling,
    checkins,
    convening,
    escalating,
    exercise,
    merging,
    on_behalf,
    resolving,
    roomwork,
    trust,
)
from rooms import inputs as i
from rooms.alert import Alert, State
from rooms.events import Event
from rooms.evolving import evolve, fold
from rooms.pinging import pings
from rooms.reacting import react
from rooms.roles import MAY, authorise
from rooms.roster import Network
from rooms.texts import Mistake, say
from rooms.timers import TimerKind, timers

__all__ = ["TABLE", "TIMERS", "decide", "evolve", "fold", "react", "timers"]

Rule: TypeAlias = Callable[..., list[Event]]
_Row: TypeAlias = tuple[Rule | None, Rule | None, Rule | None]

TABLE: Mapping[type, _Row] = {
    # input               raised, active            resolving                 resolved
    i.Raise:              (checkins.call_again,     checkins.call_again,      None),
    i.Wrote:              (trust.defender_wrote,    trust.defender_wrote,     None),
    i.RoomWasOpened:      (convening.room_opened,   convening.room_opened,    None),
    i.RoomWasRefused:     (convening.room_refused,  convening.room_refused,   None),
    i.InvitationsSettled: (convening.invited,       convening.invited,        None),
    i.Delivered:          (convening.delivered,     convening.delivered,      None),
    i.DefenderReached:    (checkins.reached,        checkins.reached,         checkins.reached),
    i.BecameReadable:     (convening.mended,        convening.mended,         convening.mended),
    i.Joined:             (convening.joined,        convening.joined,         convening.joined),
    i.Left:               (convening.left,          convening.left,           convening.left),
    i.IdentityChanged:    (trust.identity_changed,  trust.identity_changed,   trust.identity_changed),
    i.IdentityTrusted:    (trust.identity_trusted,  trust.identity_trusted,   trust.identity_trusted),
    i.DeviceRefused:      (trust.device_refused,    trust.device_refused,     None),
    i.Suspended:          (trust.suspended,         trust.suspended,          trust.suspended),
    i.Reinstated:         (trust.reinstated,        trust.reinstated,         None),
    i.Intruded:           (trust.intruded,          trust.intruded,           trust.intruded),
    i.RoomTampered:       (trust.room_tampered,     trust.room_tampered,      trust.room_tampered),
    i.Spoke:              (roomwork.spoke,          roomwork.spoke,           None),
    i.Gestured:           (roomwork.gestured,       roomwork.gestured,        None),
    i.Nearby:             (escalating.nearby,       escalating.nearby,        None),
    i.EndExercise:        (exercise.end,            exercise.end,             None),
    i.CallIn:             (on_behalf.called_in,     on_behalf.called_in,      None),
    i.Tie:                (trust.tied,              trust.tied,               None),
    i.Merge:              (merging.merge,           merging.merge,            None),
    i.Acknowledge:        (escalating.acknowledge,  escalating.acknowledge,   None),
    i.Pass:               (escalating.pass_on,      escalating.pass_on,       None),
    i.Call:               (calling.call,            calling.call,             None),
    i.Release:            (calling.release,         calling.release,          None),
    i.HandOver:           (calling.hand_over,       calling.hand_over,        None),
    i.Accept:             (calling.accept,          calling.accept,           None),
    i.Decline:            (calling.decline,         calling.decline,          None),
    i.SetLevel:           (escalating.set_level,    escalating.set_level,     None),
    i.Escalate:           (escalating.escalate,     escalating.escalate,      None),
    i.CheckInNow:         (checkins.ask_now,        checkins.ask_now,         None),
    i.CheckInEvery:       (checkins.ask_every,      checkins.ask_every,       None),
    i.Take:               (checkins.take,           checkins.take,            None),
    i.Lead:               (roomwork.lead,           roomwork.lead,            None),
    i.MakeNote:           (roomwork.note,           roomwork.note,            None),
    i.Tell:               (roomwork.tell,           roomwork.tell,            None),
    i.BringIn:            (roomwork.bring_in,       roomwork.bring_in,        None),
    i.Resolve:            (resolving.propose,       resolving.propose,        None),
    i.Confirm:            (resolving.confirm,       resolving.confirm,        None),
    i.Deny:               (resolving.deny,          resolving.deny,           None),
}  # fmt: skip

TIMERS: Mapping[TimerKind, _Row] = {
    # falls due                 raised, active              resolving                   resolved
    TimerKind.OPENING:         (convening.opening_due,      convening.opening_due,      None),
    TimerKind.SHORTAGE:        (convening.look_again,       convening.look_again,       None),
    TimerKind.ACKNOWLEDGEMENT: (escalating.answer_due,      escalating.answer_due,      None),
    TimerKind.STILL_ON_IT:     (escalating.still_on_it_due, escalating.still_on_it_due, None),
    TimerKind.HANDOVER:        (calling.handover_due,       calling.handover_due,       None),
    TimerKind.CHECK_IN:        (checkins.ask,               checkins.ask,               None),
    TimerKind.LADDER:          (checkins.climb,             checkins.climb,             None),
    TimerKind.ALARM:           (alarms.climb,               alarms.climb,               None),
    TimerKind.ROOM_UPDATE:     (roomwork.ask_for_update,    roomwork.ask_for_update,    None),
    TimerKind.EXERCISE:        (exercise.time_over,         exercise.time_over,         None),
    TimerKind.RESOLUTION:      (None,                       resolving.remind,           None),
    TimerKind.LOCK:            (None,                       None,                       resolving.lock),
    TimerKind.PURGE:           (None,                       None,                       resolving.purge),
}  # fmt: skip

_COLUMN = {State.RAISED: 0, State.ACTIVE: 0, State.RESOLVING: 1, State.RESOLVED: 2}


def decide(alert: Alert | None, given: i.Input, now: datetime, network: Network) -> list[Event]:
    """What has happened, given an input at `now`. Changes nothing by itself.

    Raises `Mistake`, with the sentence that its author will read, for a command that cannot be followed.
    """
    if alert is None:
        if not isinstance(given, i.Raise):
            raise ValueError("Only Raise begins an alert.")
        events = convening.raise_alert(given, now, network)
    else:
        events = escalating.came_back(alert, _ruled(alert, given, now, network), now)
        events = convening.filled_up(alert, events, now, network)
        events = exercise.ended_by_itself(alert, events, now)
    return _with_pings(alert, trust.doubted_from_the_start(alert, events, now, network), now)


def _with_pings(alert: Alert | None, events: list[Event], now: datetime) -> list[Event]:
    """`events`, and after each whom it pings."""
    found: list[Event] = []
    for event in events:
        alert = evolve(alert, event)
        found.append(event)
        for ping in pings(react(alert, event), now):
            alert = evolve(alert, ping)
            found.append(ping)
    return found


def _ruled(alert: Alert, given: i.Input, now: datetime, network: Network) -> list[Event]:
    if isinstance(given, i.Due):
        if given.timer not in timers(alert) or given.timer.due_at > now:
            return []
        rule = _cell(TIMERS[given.timer.kind], alert.state)
        return rule(alert, given.timer, now, network) if rule else []
    is_command = type(given) in MAY
    if is_command:
        authorise(alert, given)  # type: ignore[arg-type]  # MAY holds exactly the commands
    rule = _cell(TABLE[type(given)], alert.state)
    if rule is None and is_command:
        raise Mistake(say("already-resolved"))
    return rule(alert, given, now, network) if rule else []


def _cell(row: _Row, state: State) -> Rule | None:
    return row[_COLUMN[state]] if state in _COLUMN else None
