"""Raising an alert and calling organisations, until as many as asked may come (DESIGN.md 2)."""

from __future__ import annotations

from datetime import datetime

from rooms import events as e
from rooms import inputs as i
from rooms.alert import Alert, Answer
from rooms.evolving import evolve
from rooms.roster import Network, Organisation
from rooms.rota import common_language, rank
from rooms.texts import Mistake, say
from rooms.timers import Timer


def raise_alert(raised: i.Raise, now: datetime, network: Network) -> list[e.Event]:
    """The alert is raised before anything is asked, and the organisations are named at once."""
    defender = raised.defender
    ranked = rank(
        network,
        area=defender.area,
        languages=defender.languages,
        exclude=defender.exclude,
        already=(),
    )
    chosen = ranked[: raised.policy.organisations]
    known = [language for language in defender.languages if language in network.languages]
    first = e.AlertRaised(
        at=now,
        code=raised.code,
        mark=raised.mark,
        defender=defender.user,
        alias=defender.alias,
        area=defender.area,
        languages=defender.languages,
        exclude=defender.exclude,
        language=known[0] if known else network.languages[0],
        room_language=common_language(chosen, network.languages),
        words=raised.words,
        protected=raised.protected,
        covert=raised.covert,
        policy=raised.policy,
    )
    events: list[e.Event] = [first]
    events += _call(chosen, raised.policy.organisations, now)
    events += (e.DefenderWrote(now, message, confirm=False) for message in raised.earlier)
    return events


def call_more(alert: Alert, now: datetime, network: Network, needed: int) -> list[e.Event]:
    """Call the next `needed` organisations on the rota; say so when there are not as many left."""
    ranked = rank(
        network,
        area=alert.area,
        languages=alert.languages,
        exclude=alert.exclude,
        already=[called.id for called in alert.organisations],
    )
    return _call(ranked[:needed], needed, now)


def _call(organisations: list[Organisation], needed: int, now: datetime) -> list[e.Event]:
    events: list[e.Event] = [
        e.OrganisationCalled(
            now, organisation.id, organisation.name, organisation.people, organisation.anchor
        )
        for organisation in organisations
    ]
    if len(organisations) < needed:
        events.append(e.RotaExhausted(now))
    return events


def _and_fill_up(alert: Alert, events: list[e.Event], now: datetime, network: Network) -> list[e.Event]:
    """`events`, and then as many calls as these events have made necessary."""
    before = alert.missing
    for event in events:
        alert = evolve(alert, event)
    needed = alert.missing - before
    return events + call_more(alert, now, network, needed) if needed > 0 else events


def room_opened(alert: Alert, given: i.RoomWasOpened, now: datetime, network: Network) -> list[e.Event]:
    """The room exists; a repeated report changes nothing."""
    return [] if alert.room else [e.RoomOpened(now, given.room)]


def room_refused(alert: Alert, given: i.RoomWasRefused, now: datetime, network: Network) -> list[e.Event]:
    """A room that the homeserver refuses is asked for again, and people are told."""
    return [] if alert.room else [e.RoomRefused(now)]


def retry_room(alert: Alert, timer: Timer, now: datetime, network: Network) -> list[e.Event]:
    """Time to ask for the room once more."""
    return [e.RoomRetried(now)]


def invited(alert: Alert, given: i.InvitationsSettled, now: datetime, network: Network) -> list[e.Event]:
    """Whoever is invited can be briefed; an organisation of which nobody can be invited is replaced."""
    events: list[e.Event] = []
    if given.invited:
        events.append(e.PeopleInvited(now, given.invited))
    if given.failed:
        events.append(e.InvitationFailed(now, given.failed))
    failed = set(given.failed)
    events += (
        e.OrganisationUnreachable(now, called.id)
        for called in alert.organisations
        if called.counts and failed and failed.issuperset(called.people)
    )
    return _and_fill_up(alert, events, now, network)


def delivered(alert: Alert, given: i.Delivered, now: datetime, network: Network) -> list[e.Event]:
    """Who could not be given the key is said once, and once more when it is mended (G2)."""
    events: list[e.Event] = [e.BriefDelivered(now)] if given.brief else []
    unreached = frozenset(given.unreached) & alert.audience
    if short := sorted(unreached - alert.unreached):
        events.append(e.DeliveryFellShort(now, tuple(short)))
    if mended := sorted(alert.unreached - unreached):
        events.append(e.DeliveryMended(now, tuple(mended)))
    return events


def became_readable(alert: Alert, given: i.BecameReadable, now: datetime, network: Network) -> list[e.Event]:
    """A shortfall that has ended."""
    mended = sorted(frozenset(given.people) & alert.unreached)
    return [e.DeliveryMended(now, tuple(mended))] if mended else []


def joined(alert: Alert, given: i.Joined, now: datetime, network: Network) -> list[e.Event]:
    """Somebody whom Vigil invited is in the room."""
    if given.person in alert.joined:
        return []
    return [e.PersonJoined(now, given.person)]


def left(alert: Alert, given: i.Left, now: datetime, network: Network) -> list[e.Event]:
    """An organisation whose people have all left is replaced."""
    if given.person in alert.left or given.person not in alert.audience:
        return []
    events: list[e.Event] = [e.PersonLeft(now, given.person)]
    called = alert.organisation_of(given.person)
    if called and called.counts and alert.left.union({given.person}).issuperset(called.people):
        events.append(e.OrganisationUnreachable(now, called.id))
    return _and_fill_up(alert, events, now, network) if alert.is_open else events


def acknowledge(alert: Alert, given: i.Acknowledge, now: datetime, network: Network) -> list[e.Event]:
    """ "We are on it": also from one who was silent for long, or had passed."""
    called = alert.organisation_of(given.person)
    if called is None:
        raise Mistake(say("not-called"))
    if called.answer is Answer.ON_IT:
        raise Mistake(say("already-on-it", organisation=called.name))
    return [e.Acknowledged(now, called.id, given.person)]


def pass_on(alert: Alert, given: i.Pass, now: datetime, network: Network) -> list[e.Event]:
    """ "We cannot": the next organisation is called at once."""
    called = alert.organisation_of(given.person)
    if called is None:
        raise Mistake(say("not-called"))
    if called.answer is Answer.PASSED:
        raise Mistake(say("already-passed", organisation=called.name))
    return _and_fill_up(alert, [e.Passed(now, called.id, given.person, given.why)], now, network)


def acknowledgement_due(alert: Alert, timer: Timer, now: datetime, network: Network) -> list[e.Event]:
    """Silence past `acknowledge_within`: reminded, and the next one called."""
    return _and_fill_up(alert, [e.AcknowledgementOverdue(now, timer.subject)], now, network)
