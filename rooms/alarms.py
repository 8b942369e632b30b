"""An alarm that the defender raises in an open alert is chased until somebody of the room takes it on."""

from __future__ import annotations

from datetime import datetime

from rooms import escalation_events as x
from rooms import events as e
from rooms.alert import Alert
from rooms.convening import call_another
from rooms.roster import Network
from rooms.timers import Timer

_CYCLE = 2
"""One step pings all of the room; the next one calls another organisation too, and tells the coordinators."""


def is_more_than_a_ping(step: int) -> bool:
    """Whether others are brought in at this step, counted from 1."""
    return step % _CYCLE == 0


def climb(alert: Alert, timer: Timer, now: datetime, network: Network) -> list[e.Event]:
    """Nobody has taken it on in time. Where the defender reads along, no call may show what they wrote."""
    alarm = alert.unheeded
    if alarm is None:
        return []
    step = alarm.step + 1
    events: list[e.Event] = [x.AlarmUnheeded(now, step)]
    if is_more_than_a_ping(step) and not (alarm.secret and alert.defender_reads_along):
        events += call_another(alert, now, network, secret=alarm.secret)
    return events


def taken(alert: Alert, person: str, now: datetime) -> list[e.Event]:
    """Whoever says that they act has taken it on."""
    alarm = alert.unheeded
    return [] if alarm is None else [x.AlarmTaken(now, person, alarm.secret)]
