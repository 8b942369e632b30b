"""The end: what is said and done on the way to it and after it."""

from __future__ import annotations

from rooms import events as e
from rooms.actions import Action, EndRoom, LeaveRoom, LockRoom, TellCoordinators, TellDefender
from rooms.alert import Alert
from rooms.briefing import who
from rooms.exercise import report
from rooms.reactions.telling import (
    ask_whether_over,
    organisation_name,
    others_than,
    secretly,
    to_defender,
    to_room,
)
from rooms.texts import Names, Text, say


def proposed(alert: Alert, event: e.ResolutionProposed) -> list[Action]:
    """The other organisations are pinged, and the defender asked."""
    if alert.proposal is None:
        return []
    by, number = organisation_name(alert, event.organisation), str(alert.proposal.number)
    text = say("resolution-proposed", by=by, reason=event.reason, number=number)
    return [*to_room(alert, text, others_than(alert, event.organisation)), *ask_whether_over(alert)]


def reminded(alert: Alert, event: e.ResolutionReminded) -> list[Action]:
    """As often as it takes."""
    if alert.proposal is None:
        return []
    by, number = who(alert, alert.proposal.person), str(alert.proposal.number)
    text = say("resolution-reminder", by=by, number=number)
    others = others_than(alert, alert.proposal.organisation)
    return [*to_room(alert, text, others), *ask_whether_over(alert)]


def denied(alert: Alert, event: e.ResolutionDenied) -> list[Action]:
    """It goes on, and everybody is pinged; not where that would tell on the defender."""
    if event.secretly and alert.defender_reads_along:
        return []
    by = who(alert, event.person)
    if not event.why:
        return to_room(alert, say("resolution-denied", by=by), alert.partners)
    shown = to_room(alert, say("resolution-denied-because", by=by, why=event.why), alert.partners)
    # An alarm has a reply of its own, and no words here.
    replies = to_defender(alert, say("defender-not-over")) if event.person == alert.defender else []
    return [*shown, *replies]


def end_feigned(alert: Alert, event: e.EndFeigned) -> list[Action]:
    """To the letter what would have been said if it were closed."""
    return [
        *secretly(alert, say("brief-duress", alias=alert.alias), event.at),
        TellDefender(say("defender-resolved")),
    ]


def resolved(alert: Alert, event: e.AlertResolved) -> list[Action]:
    """Everybody hears who agreed."""
    cooling_off = alert.policy.cooling_off
    return [
        *to_room(alert, say("resolved", by=who(alert, event.person), cooling=cooling_off)),
        *to_defender(alert, say("defender-resolved")),
        *ended(alert),
        TellCoordinators(_over(alert)),
        *report(alert),
    ]


def ended(alert: Alert) -> list[Action]:
    """Nobody takes what is over for open."""
    return [EndRoom()] if alert.room is not None else []


def _over(alert: Alert) -> Text:
    text = say("coordination-resolved", code=alert.code, count=alert.pings)
    return say("coordination-merged", text=text, names=Names(alert.merged)) if alert.merged else text


def locked(alert: Alert, event: e.RoomLocked) -> list[Action]:
    """Said while it can still be said."""
    if alert.room is None:
        return []
    return [*to_room(alert, say("room-locked", retention=alert.policy.retention)), LockRoom()]


def purged(alert: Alert, event: e.AlertPurged) -> list[Action]:
    """The record is erased once the room is left."""
    return [LeaveRoom()]
