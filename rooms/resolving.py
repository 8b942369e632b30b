"""An end needs two voices: one proposes with a reason, another organisation or the defender agrees."""

from __future__ import annotations

from datetime import datetime

from rooms import events as e
from rooms import inputs as i
from rooms.alert import Alert
from rooms.briefing import who
from rooms.roster import Network
from rooms.texts import Mistake, say
from rooms.timers import Timer


def propose(alert: Alert, given: i.Resolve, now: datetime, network: Network) -> list[e.Event]:
    """One organisation holds that the threat is over."""
    called = alert.organisation_of(given.person)
    if called is None:
        raise Mistake(say("not-called"))
    if alert.proposal is not None:
        raise Mistake(say("already-proposed", number=str(alert.proposal.number)))
    return [e.ResolutionProposed(now, called.id, given.person, given.reason)]


def confirm(alert: Alert, given: i.Confirm, now: datetime, network: Network) -> list[e.Event]:
    """A second voice agrees; never the organisation that proposed, nor a defender who may be forced."""
    if alert.proposal is None:
        raise Mistake(say("nothing-proposed"))
    voices = {called.id for called in alert.organisations if given.person in called.people}
    doubtful = alert.duress or (alert.unsigned and alert.spoke_signed)
    if (given.person == alert.defender and doubtful) or alert.proposal.organisation in voices:
        by, number = who(alert, alert.proposal.person), str(alert.proposal.number)
        raise Mistake(say("needs-another", organisation=by, number=number))
    if given.number != alert.proposal.number:
        by, number = who(alert, alert.proposal.person), str(alert.proposal.number)
        raise Mistake(say("confirm-the-number", by=by, reason=alert.proposal.reason, number=number))
    return [e.AlertResolved(now, given.person)]


def deny(alert: Alert, given: i.Deny, now: datetime, network: Network) -> list[e.Event]:
    """Anybody in the room can say that it is not over."""
    if alert.proposal is None:
        raise Mistake(say("nothing-proposed"))
    return [e.ResolutionDenied(now, given.person, given.why)]


def remind(alert: Alert, timer: Timer, now: datetime, network: Network) -> list[e.Event]:
    """A proposal that nobody answers is not forgotten, and closes nothing by itself."""
    return [e.ResolutionReminded(now)]


def lock(alert: Alert, timer: Timer, now: datetime, network: Network) -> list[e.Event]:
    """The cooling-off is over."""
    return [e.RoomLocked(now)]


def purge(alert: Alert, timer: Timer, now: datetime, network: Network) -> list[e.Event]:
    """The day that `retention` names has come."""
    return [e.AlertPurged(now)]
