"""Whom the alert relies on: identities, devices, suspensions, and strangers in the room (DESIGN.md G3)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from rooms import checkins, convening, on_behalf
from rooms import escalation_events as x
from rooms import events as e
from rooms import inputs as i
from rooms import trust_events as t
from rooms.alert import Alert
from rooms.roster import Network

TOLD_AGAIN_AFTER = timedelta(minutes=10)
"""How often at most people hear of the same attack: who repeats it must not drown out the alert."""

INTRUDERS_NAMED = 3
"""How many are named one by one; of any more people hear now and then."""


def identity_changed(
    alert: Alert, given: i.IdentityChanged, now: datetime, network: Network
) -> list[e.Event]:
    """Whoever has it now may be anybody: they are told nothing that matters, and propose nothing."""
    if given.person in alert.doubted or given.person not in {*alert.partners, alert.defender}:
        return []
    return [t.IdentityDoubted(now, given.person), *_lapsed(alert, {given.person}, now)]


def identity_trusted(
    alert: Alert, given: i.IdentityTrusted, now: datetime, network: Network
) -> list[e.Event]:
    """A coordinator has made sure of them: they are what they were before."""
    person = given.person
    if person not in alert.doubted:
        return []
    reads = person in alert.invited and person in alert.partners and person not in alert.gone
    return [t.IdentitySettled(now, person, first=reads and alert.briefed_at is None and alert.is_open)]


def doubted_from_the_start(
    alert: Alert | None, events: list[e.Event], now: datetime, network: Network
) -> list[e.Event]:
    """`events`, and before each that brings somebody in, that their identity is doubted, if it is."""
    known = set(alert.doubted) if alert is not None else set()
    found: list[e.Event] = []
    for event in events:
        people: Collection[str] = ()
        if isinstance(event, e.AlertRaised):
            found.append(event)  # It is the first of all.
            people = (event.defender,)
        elif isinstance(event, e.OrganisationCalled | x.OrganisationChased):
            people = event.people
        new = [person for person in people if person in network.doubted and person not in known]
        known.update(new)
        found += (t.IdentityDoubted(now, person) for person in new)
        found += _lapsed(alert, new, now) if alert is not None else ()
        if not isinstance(event, e.AlertRaised):
            found.append(event)
    return found


def device_refused(alert: Alert, given: i.DeviceRefused, now: datetime, network: Network) -> list[e.Event]:
    """Said once; of somebody who was not briefed yet, the delivery of the brief will tell."""
    reads = given.person in alert.audience and given.person in alert.invited
    concerned = reads or given.person == alert.defender
    return [t.DeviceLeftOut(now, given.person)] if concerned and given.person not in alert.unverified else []


def suspended(alert: Alert, given: i.Suspended, now: datetime, network: Network) -> list[e.Event]:
    """They are put out at once, and an organisation that has nobody left is replaced (`filled_up`)."""
    asked_later = {each for one in alert.organisations for each in (*one.others, one.fallback)}
    concerned = {*alert.partners, *asked_later, alert.defender} - alert.suspended
    people = tuple(person for person in dict.fromkeys(given.people) if person in concerned)
    if not people:
        return []
    events: list[e.Event] = [t.PeopleSuspended(now, people), *_lapsed(alert, people, now)]
    return events + convening.gone(alert, alert.gone.union(people), now, network)


def tied(alert: Alert, given: i.Tie, now: datetime, network: Network) -> list[e.Event]:
    """It is known whose alert it is: first of all, nobody stays of an organisation that they exclude."""
    events = on_behalf.tie(alert, given, now, network)
    alert = replace(alert, exclude=given.defender.exclude)
    excluded = [called for called in alert.organisations if called.id in alert.exclude]
    people = tuple(each for one in excluded for each in (*one.people, *one.others))
    return [*suspended(alert, i.Suspended(people), now, network), *events]


def reinstated(alert: Alert, given: i.Reinstated, now: datetime, network: Network) -> list[e.Event]:
    """They are invited and briefed like somebody who is called; never those whom the defender excludes."""
    out = {person for one in alert.organisations if one.id in alert.exclude for person in one.people}
    people = tuple(each for each in dict.fromkeys(given.people) if each in alert.suspended - out)
    return [t.PeopleReinstated(now, people)] if people else []


def _lapsed(alert: Alert, people: Collection[str], now: datetime) -> list[e.Event]:
    """A proposal of somebody who may have been somebody else closes nothing."""
    proposal = alert.proposal
    if proposal is None or not alert.is_open or proposal.person not in people:
        return []
    return [t.ProposalLapsed(now, proposal.organisation)]


def intruded(alert: Alert, given: i.Intruded, now: datetime, network: Network) -> list[e.Event]:
    """Put out each time; people hear of each of a few, and of many now and then."""
    person = given.person
    if person in alert.called:
        return []
    told_at = alert.intruders_told_at
    is_new = person not in alert.intruders and len(alert.intruders) < INTRUDERS_NAMED
    return [t.IntruderFound(now, person, is_new or told_at is None or now - told_at >= TOLD_AGAIN_AFTER)]


def room_tampered(alert: Alert, given: i.RoomTampered, now: datetime, network: Network) -> list[e.Event]:
    """Undone each time."""
    told_at = alert.altered.get(given.part)
    return [t.RoomAltered(now, given.part, tell=told_at is None or now - told_at >= TOLD_AGAIN_AFTER)]


def defender_wrote(alert: Alert, given: i.Wrote, now: datetime, network: Network) -> list[e.Event]:
    """Taken from any device; that it is not verified is said when it begins and when it ends.

    What comes unencrypted comes from no device at all.
    """
    message = given.message
    says = message.protected and alert.protected and not alert.doubts_defender
    changed = says and message.signed is alert.unsigned
    first: list[e.Event] = [t.DefenderDeviceChanged(now, message.signed)] if changed else []
    return first + checkins.defender_wrote(alert, given, now, network)
