"""How an alert went, in times and numbers: who answered when. Nothing of what was said in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from rooms import escalation_events as x
from rooms import events as e
from rooms.alert import Alert
from rooms.evolving import evolve
from rooms.setting_right import set_right

FOURTH = 4
"""So many organisations were always meant to come."""


@dataclass(frozen=True)
class Course:
    """The moments at which the first, enough, and four organisations were on it; None: never, or not yet."""

    first_at: datetime | None = None
    quorum_at: datetime | None = None
    fourth_at: datetime | None = None
    asked: int = 0
    """How often the defender was asked whether they are safe."""
    missed: int = 0
    """How often they did not answer in time."""
    passes: int = 0


def course(events: Iterable[e.Event]) -> Course:
    """Read off a journal."""
    alert: Alert | None = None
    found = Course()
    for event in events:
        alert = evolve(alert, event)
        found = _after(found, alert, event)
        if found.quorum_at is None and alert.has_quorum:
            # It need not be an answer: an anchor that is waited for no longer leaves enough of others.
            found = replace(found, quorum_at=event.at)
    return found


def _after(found: Course, alert: Alert, event: e.Event) -> Course:
    match event:
        case e.ClockSetRight(at, span):
            return set_right(found, at, span)
        case e.Acknowledged(at) | x.HandoverAccepted(at):
            return _answered(found, alert, at)
        case e.Passed():
            return replace(found, passes=found.passes + 1)
        case e.CheckInAsked():
            return replace(found, asked=found.asked + 1)
        case e.CheckInOverdue(_, 1):
            return replace(found, missed=found.missed + 1)
        case _:
            return found


def _answered(found: Course, alert: Alert, at: datetime) -> Course:
    fourth = found.fourth_at or (at if len(alert.on_it) >= FOURTH else None)
    return replace(found, first_at=found.first_at or at, fourth_at=fourth)
