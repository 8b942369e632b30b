"""What an alert is after each step of an alarm that the defender raises in it, until somebody takes it on."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from rooms import escalation_events as x
from rooms.alert import Alert, Unheeded
from rooms.silence import RUNGS, rung


def asked_soon(alert: Alert, at: datetime) -> datetime:
    """When somebody in danger is asked next: in half the usual time, and never later than they would be."""
    soon = at + min(alert.check_in_every, alert.policy.check_in_every) / 2
    return soon if alert.next_check_in_at is None else min(soon, alert.next_check_in_at)


def raised(alert: Alert, at: datetime, *, secret: bool = False) -> Unheeded:
    """The alarm as it stands from now on; what comes on top of one, or of a silence, takes back no step.

    Of the ladder after silence two steps are as much as one of these.
    """
    if alert.unheeded is not None:
        return replace(alert.unheeded, raised_at=at, secret=secret)
    asked = alert.check_in
    if asked is None or asked.stepped_at is None:
        return Unheeded(at, at, secret=secret)
    return Unheeded(at, asked.stepped_at, step=0 if rung(asked.step) == RUNGS else 1, secret=secret)


def aloud(alert: Alert) -> Alert:
    """Whoever forces the defender hears the alarm too: nothing that came of the duress word is secret now."""
    return replace(alert, organisations=tuple(replace(each, secret=False) for each in alert.organisations))


def climbed(alert: Alert, event: x.AlarmUnheeded) -> Alert:
    """One step further."""
    if alert.unheeded is None:
        return alert
    return replace(alert, unheeded=replace(alert.unheeded, step=event.step, since=event.at))


def taken(alert: Alert, event: x.AlarmTaken) -> Alert:
    """Somebody acts on it."""
    return replace(alert, unheeded=None)
