"""When an alert has to be looked at again. The rules never store timers: they read them off the alert."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from rooms.alert import Alert, Answer, Called, State
from rooms.chasing import next_step

OPENING_RETRY = timedelta(minutes=1)
"""How long after a refusal the alert room is asked for again."""

EXERCISE_LASTS = timedelta(minutes=30)
"""At most: then an exercise is over, whoever has answered."""


class TimerKind(Enum):
    """What falls due."""

    OPENING = "opening"
    SHORTAGE = "shortage"
    ACKNOWLEDGEMENT = "acknowledgement"
    STILL_ON_IT = "still_on_it"
    HANDOVER = "handover"
    CHECK_IN = "check_in"
    LADDER = "ladder"
    ALARM = "alarm"
    ROOM_UPDATE = "room_update"
    EXERCISE = "exercise"
    RESOLUTION = "resolution"
    LOCK = "lock"
    PURGE = "purge"


IRREVOCABLE = frozenset({TimerKind.LOCK, TimerKind.PURGE})
"""Not done by a time that nobody is sure of."""


OF_THE_DEFENDER = frozenset({TimerKind.LADDER})
"""What follows from the defender's silence."""

OF_THE_ROOM = OF_THE_DEFENDER | {
    TimerKind.ACKNOWLEDGEMENT,
    TimerKind.STILL_ON_IT,
    TimerKind.HANDOVER,
    TimerKind.ROOM_UPDATE,
}
"""What follows from the silence of anybody who is in the alert room."""


@dataclass(frozen=True)
class Timer:
    """`kind` falls due at `due_at`; `subject` is the organisation it is about, where there is one."""

    kind: TimerKind
    due_at: datetime
    subject: str = ""


def timers(alert: Alert) -> tuple[Timer, ...]:
    """Every moment at which this alert has to be looked at, given what is known now."""
    return tuple(_timers(alert))


def _timers(alert: Alert) -> Iterator[Timer]:
    policy = alert.policy
    if alert.state is State.RESOLVED and alert.resolved_at is not None:
        if not alert.locked:
            yield Timer(TimerKind.LOCK, alert.resolved_at + policy.cooling_off)
        yield Timer(TimerKind.PURGE, alert.resolved_at + policy.retention)
    if not alert.is_open:
        return
    yield from _until_helped(alert)
    if alert.exercise:
        yield Timer(TimerKind.EXERCISE, alert.raised_at + EXERCISE_LASTS)
    if alert.check_in is not None:
        since = alert.check_in.stepped_at or alert.check_in.since
        yield Timer(TimerKind.LADDER, since + policy.answer_within)
    elif alert.next_check_in_at is not None:
        yield Timer(TimerKind.CHECK_IN, alert.next_check_in_at)
    if alert.unheeded is not None:
        yield Timer(TimerKind.ALARM, alert.unheeded.since + policy.answer_within)
    if alert.room_spoke_at is not None:
        yield Timer(TimerKind.ROOM_UPDATE, alert.room_spoke_at + policy.room_update_every)
    if alert.proposal is not None:
        since = alert.proposal.reminded_at or alert.proposal.proposed_at
        yield Timer(TimerKind.RESOLUTION, since + policy.acknowledge_within)


def _until_helped(alert: Alert) -> Iterator[Timer]:
    """Until there is a room, and somebody is on it in there."""
    within = alert.policy.acknowledge_within
    if alert.opening_failed_at is not None:
        yield Timer(TimerKind.OPENING, alert.opening_failed_at + OPENING_RETRY)
    elif alert.opening_asked_at is not None:
        since = max(alert.opening_asked_at, alert.opening_told_at or alert.opening_asked_at)
        yield Timer(TimerKind.OPENING, since + within)
    chased = any(called.is_chased for called in alert.organisations)
    if alert.deserted and alert.exhausted_at is not None and not chased:
        yield Timer(TimerKind.SHORTAGE, alert.exhausted_at + within)
    if alert.room is None:
        return
    for called in alert.organisations:
        yield from _until_heard(alert, called)
    for handover in alert.handovers:
        yield Timer(TimerKind.HANDOVER, handover.asked_at + within, handover.organisation)


def _until_heard(alert: Alert, called: Called) -> Iterator[Timer]:
    """Until an organisation answers, and again when it has said no word for long."""
    step = next_step(alert, called)
    if step is not None:
        yield Timer(TimerKind.ACKNOWLEDGEMENT, step[1], called.id)
    if called.answer is not Answer.ON_IT or not called.counts:
        return
    cut_off_at = alert.cut_off_at(called)
    if cut_off_at is not None:
        yield Timer(TimerKind.ACKNOWLEDGEMENT, cut_off_at + alert.policy.acknowledge_within, called.id)
    elif called.still_asked_at is not None:
        yield Timer(TimerKind.STILL_ON_IT, called.still_asked_at + alert.policy.acknowledge_within, called.id)
    elif alert.policy.still_on_it is not None:
        since = called.spoke_at or called.called_at
        yield Timer(TimerKind.STILL_ON_IT, since + alert.policy.still_on_it, called.id)
