"""Which step comes next for an organisation that does not answer, whom it asks, and when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from rooms import escalation_events as x
from rooms.alert import Alert, Called
from rooms.duty import present
from rooms.policy import Rung
from rooms.roster import Network

_ORDER = tuple(Rung)


def next_step(alert: Alert, called: Called) -> tuple[Rung, datetime] | None:
    """The next step and when it is due; one that would ask nobody is passed over, together with its pause."""
    if not called.is_chased:
        return None
    since = called.stepped_at or called.called_at
    left = _ORDER[_ORDER.index(called.step) + 1 :] if called.step is not None else _ORDER
    for rung in left:
        after = alert.ladder.after(rung)
        if after is not None and (rung is Rung.NEXT or whom(alert, called, rung)):
            return rung, since + after
    return None


def whom(alert: Alert, called: Called, rung: Rung) -> tuple[str, ...]:
    """Whom this step asks: nobody who is out of it, and nobody of whom nobody is sure."""
    out = alert.suspended | alert.doubted.keys()
    match rung:
        case Rung.REMIND:
            return tuple(person for person in called.people if person in alert.audience)
        case Rung.OTHERS:
            return tuple(person for person in called.others if person not in out)
        case Rung.FALLBACK:
            known = {*alert.partners, alert.defender, *out, ""}
            return () if called.fallback in known else (called.fallback,)
        case Rung.NEXT:
            return ()


def of_today(
    alert: Alert, called: Called, people: Collection[str], now: datetime, network: Network
) -> tuple[str, ...]:
    """Those of these who are still of the organisation, and not away, or whom it names for such a case.

    Never somebody of an organisation that the defender excludes, nor anybody for it or for a paused one.
    """
    barred = {person for one in network.organisations if one.id in alert.exclude for person in one.people}
    own = [one for one in network.organisations if one.id == called.id and not one.paused]
    own = [one for one in own if one.id not in alert.exclude]
    there = {person for one in own for person in present(one, now)}
    there.update(one.fallback for one in own if one.fallback not in one.people)
    return tuple(person for person in people if person in there - barred)


def asked_instead(
    alert: Alert, called: Called, absent: frozenset[str], now: datetime, network: Network
) -> x.OrganisationChased | None:
    """Who of it is asked next, at once, because nobody can be reached who was asked so far."""
    for rung in (Rung.OTHERS, Rung.FALLBACK):
        left = [person for person in whom(alert, called, rung) if person not in absent]
        people = of_today(alert, called, left, now, network)
        if people and alert.ladder.after(rung) is not None:
            return x.OrganisationChased(now, called.id, rung, people, now)
    return None
