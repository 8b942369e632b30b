"""Who may do what in an alert room. Unknown means no."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from rooms import inputs as i
from rooms.alert import Alert
from rooms.texts import Mistake, say


class Role(Enum):
    """What a person is to one alert."""

    PARTNER = "partner"
    DEFENDER = "defender"
    NOBODY = "nobody"


_PARTNERS = frozenset({Role.PARTNER})
_BOTH = frozenset({Role.PARTNER, Role.DEFENDER})

MAY: Mapping[type, frozenset[Role]] = {
    i.Acknowledge: _PARTNERS,
    i.Pass: _PARTNERS,
    i.CheckInNow: _PARTNERS,
    i.CheckInEvery: _PARTNERS,
    i.Take: _PARTNERS,
    i.Lead: _PARTNERS,
    i.MakeNote: _BOTH,
    i.Tell: _PARTNERS,
    i.BringIn: _PARTNERS,
    i.Resolve: _PARTNERS,
    i.Confirm: _BOTH,
    i.Deny: _BOTH,
    i.Call: _PARTNERS,
    i.Release: _PARTNERS,
    i.HandOver: _PARTNERS,
    i.Accept: _PARTNERS,
    i.Decline: _PARTNERS,
    i.SetLevel: _PARTNERS,
    i.Escalate: _PARTNERS,
}
"""Each command of the alert room, and who may give it."""


def role_of(alert: Alert, person: str) -> Role:
    """What this person is to this alert; one who left is nobody."""
    if person not in alert.audience:
        return Role.NOBODY
    return Role.DEFENDER if person == alert.defender else Role.PARTNER


def authorise(alert: Alert, command: i.Command) -> None:
    """Raise `Mistake` unless the person may give this command here."""
    if role_of(alert, command.person) not in MAY[type(command)]:
        raise Mistake(say("not-allowed"))
