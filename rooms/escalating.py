"""Acknowledging, and chasing those who do not answer: each organisation on its own, until it does."""

from __future__ import annotations

from datetime import datetime

from rooms import alarms
from rooms import escalation_events as x
from rooms import events as e
from rooms import inputs as i
from rooms import trust_events as t
from rooms.alert import Alert, Answer, Called
from rooms.chasing import next_step, of_today, whom
from rooms.closing import refuse_older
from rooms.convening import call_another
from rooms.evolving import evolve
from rooms.policy import Rung
from rooms.roster import Network
from rooms.texts import Mistake, Names, say
from rooms.timers import Timer, TimerKind, timers


def acknowledge(alert: Alert, given: i.Acknowledge, now: datetime, network: Network) -> list[e.Event]:
    """They are on it: also from one who was silent for long, or had passed; and so is the alarm taken on."""
    called = alert.organisation_of(given.person)
    if called is None:
        raise Mistake(say("not-called"))
    hidden = alert.unheeded is not None and alert.unheeded.secret and alert.defender_reads_along
    alarm = [] if hidden else alarms.taken(alert, given.person, now)
    if called.is_on_it and called.still_asked_at is None:
        if not alarm:
            raise Mistake(say("already-on-it", organisation=called.name))
        return alarm
    refuse_older(given.sent_at, called.still_asked_at)
    return [e.Acknowledged(now, called.id, given.person), *alarm]


def pass_on(alert: Alert, given: i.Pass | i.Decline, now: datetime, network: Network) -> list[e.Event]:
    """They cannot come; the next organisation is called at once (`filled_up`)."""
    called = alert.organisation_of(given.person)
    if called is None:
        raise Mistake(say("not-called"))
    if called.answer is Answer.PASSED:
        raise Mistake(say("already-passed", organisation=called.name))
    withdrew = called.answer is Answer.ON_IT
    return [e.Passed(now, called.id, given.person, given.why, withdrew)]


def answer_due(alert: Alert, timer: Timer, now: datetime, network: Network) -> list[e.Event]:
    """All steps that are due, of every organisation; after its last the next one is called (`filled_up`).

    Of one that is on it: for as long as an answer may take nobody has been sure of any of its people.
    """
    events: list[e.Event] = []
    for organisation in _due(alert, TimerKind.ACKNOWLEDGEMENT, now):
        called = alert.called_as(organisation)
        if called.is_on_it:
            events.append(t.OrganisationCutOff(now, organisation))
        else:
            events += _climbs(alert, called, now, network)
    return events


def _climbs(alert: Alert, called: Called, now: datetime, network: Network) -> list[e.Event]:
    """The steps of one organisation that are due, in their order."""
    events: list[e.Event] = []
    while (step := next_step(alert, called)) and step[1] <= now:
        event = _climbed(alert, called, step[0], step[1], now, network)
        events.append(event)
        alert = evolve(alert, event)
        called = alert.called_as(called.id)
    return events


def _climbed(
    alert: Alert, called: Called, rung: Rung, due_at: datetime, now: datetime, network: Network
) -> e.Event:
    """One step; whoever is of the organisation no longer is not asked, though they were at its call."""
    if rung is Rung.NEXT:
        if alert.cut_off_at(called) is not None:
            return t.OrganisationCutOff(now, called.id)
        return e.AcknowledgementOverdue(now, called.id, again=called.overdue)
    people = whom(alert, called, rung)
    if rung is not Rung.REMIND:
        people = of_today(alert, called, people, now, network)
    return x.OrganisationChased(now, called.id, rung, people, due_at)


def escalate(alert: Alert, given: i.Escalate, now: datetime, network: Network) -> list[e.Event]:
    """The next step for each organisation that owes an answer; if none does, one more is called."""
    events: list[e.Event] = [x.Escalated(now, given.person)]
    for called in alert.organisations:
        step = next_step(alert, called)
        if step is not None:
            events.append(_climbed(alert, called, step[0], now, now, network))
    return events if len(events) > 1 else events + call_another(alert, now, network)


def still_on_it_due(alert: Alert, timer: Timer, now: datetime, network: Network) -> list[e.Event]:
    """A long silence of an organisation that is on it: it is asked, together with all others that are due.

    Asked in vain, it counts no longer, and escalation goes on (`filled_up`).
    """
    due = _due(alert, TimerKind.STILL_ON_IT, now)
    asked = {each for each in due if alert.called_as(each).still_asked_at is not None}
    if timer.subject in asked:
        return [x.StillOnItLapsed(now, tuple(each for each in due if each in asked))]
    return [x.StillOnItAsked(now, tuple(each for each in due if each not in asked))]


def _due(alert: Alert, kind: TimerKind, now: datetime) -> list[str]:
    """The organisations for which this is due: what they have in common is done and said once."""
    return [each.subject for each in timers(alert) if each.kind is kind and each.due_at <= now]


def came_back(alert: Alert, events: list[e.Event], now: datetime) -> list[e.Event]:
    """`events`, and then which organisations count again because of them, beside what these say of it."""
    lapsed = {called.id for called in alert.organisations if called.is_lapsed}
    for event in events if lapsed else ():
        alert = evolve(alert, event)
        if isinstance(event, e.Acknowledged):
            lapsed.discard(event.organisation)
        elif isinstance(event, x.HandoverAccepted):
            lapsed.discard(event.to)
    back = [called.id for called in alert.organisations if called.id in lapsed and called.is_on_it]
    return [*events, *(x.OrganisationBack(now, each) for each in back)]


def set_level(alert: Alert, given: i.SetLevel, now: datetime, network: Network) -> list[e.Event]:
    """Another ladder, from its next step on; why is said to all."""
    names = tuple(ladder.name for ladder in alert.policy.known_ladders())
    if given.level not in names:
        raise Mistake(say("no-such-level", names=Names(names)))
    if given.level == alert.level:
        raise Mistake(say("level-already", level=given.level))
    return [x.LevelChanged(now, given.person, given.level, given.reason)]


def nearby(alert: Alert, given: i.Nearby, now: datetime, network: Network) -> list[e.Event]:
    """Said once of each."""
    known = given.code == alert.code or given.code in alert.nearby
    return [] if known else [x.AlertNearby(now, given.code, given.tell)]
