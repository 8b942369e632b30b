"""What an alert is after each step of the chase; which event leads where stands in `evolving.py`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from rooms import escalation_events as x
from rooms import events as e
from rooms.alert import Alert, Answer, Called
from rooms.called import Handover
from rooms.policy import Rung


def called(alert: Alert, event: e.OrganisationCalled) -> Alert:
    """It is waited for."""
    new = Called(
        event.organisation,
        event.name,
        event.people,
        event.at,
        anchor=event.anchor or event.stands_in,
        others=event.others,
        fallback=event.fallback,
        gap=event.gap,
        why=event.why,
        by=event.by,
        secret=event.secret,
    )
    return replace(alert, organisations=(*alert.organisations, new))


def acknowledged(alert: Alert, event: e.Acknowledged) -> Alert:
    """It is on it."""
    alert = alert.with_change(event.organisation, lambda called: _on_it(called, event.at))
    return _answered(alert, event.organisation, event)


def _answered(
    alert: Alert, organisation: str, event: e.Acknowledged | e.Passed | x.HandoverAccepted
) -> Alert:
    return alert.with_change(
        organisation, lambda called: replace(called, answered_at=event.at, answered_by=event.person)
    )


def _on_it(called: Called, at: datetime) -> Called:
    return replace(called, answer=Answer.ON_IT, overdue=False, spoke_at=at, still_asked_at=None)


def overdue(alert: Alert, event: e.AcknowledgementOverdue) -> Alert:
    """The end of its ladder: it counts no longer as somebody who may come."""
    return alert.with_change(event.organisation, lambda called: _waited_for_in_vain(called, event.at))


def chased(alert: Alert, event: x.OrganisationChased) -> Alert:
    """Whoever is asked belongs to it from now on; a step that asked nobody takes no time."""

    def after(called: Called) -> Called:
        return replace(
            called,
            people=(*called.people, *(each for each in event.people if each not in called.people)),
            others=() if event.rung is Rung.OTHERS else called.others,
            fallback="" if event.rung is Rung.FALLBACK else called.fallback,
            step=event.rung,
            stepped_at=event.due_at if event.people else called.stepped_at,
        )

    return alert.with_change(event.organisation, after)


def chased_again(alert: Alert, event: x.ChasedAgain) -> Alert:
    """From the beginning; one that a partner wants counts again, and who of it has left is let in once more.

    Otherwise the others have looked in vain for it: until it answers it does not count. One that is waited
    for as yet has no more time for it.
    """

    def after(called: Called) -> Called:
        if called.answer is Answer.WAITING and called.counts:
            return called
        lapsed = called.is_lapsed
        return replace(
            called,
            answer=called.answer if lapsed else Answer.WAITING,
            overdue=lapsed or (called.overdue and not event.by),
            step=None,
            stepped_at=event.at,
        )

    alert = alert.with_change(event.organisation, after)
    absent = alert.called_as(event.organisation).people if event.by else ()
    back = (alert.left | alert.refused).intersection(absent)
    return replace(alert, left=alert.left - back, refused=alert.refused - back, invited=alert.invited - back)


def still_asked(alert: Alert, event: x.StillOnItAsked) -> Alert:
    """They have a while to answer."""
    for organisation in event.organisations:
        alert = alert.with_change(organisation, lambda called: replace(called, still_asked_at=event.at))
    return alert


def still_lapsed(alert: Alert, event: x.StillOnItLapsed) -> Alert:
    """They count no longer; any word of its people brings one back."""
    for organisation in event.organisations:
        alert = alert.with_change(organisation, lambda called: _waited_for_in_vain(called, event.at))
    return alert


def _waited_for_in_vain(called: Called, at: datetime) -> Called:
    return replace(called, overdue=True, step=Rung.NEXT, stepped_at=at)


def heard(alert: Alert, person: str, at: datetime) -> Alert:
    """A word of theirs: their organisation is there, and still on it if it was."""
    found = alert.organisation_of(person)
    if found is None:
        return alert
    return alert.with_change(
        found.id,
        lambda called: replace(
            called, spoke_at=at, overdue=called.overdue and not called.is_lapsed, still_asked_at=None
        ),
    )


def released(alert: Alert, event: x.OrganisationReleased) -> Alert:
    """It is waited for no longer, and leads no longer."""
    return without_part(alert, event.organisation, Answer.RELEASED)


def passed(alert: Alert, event: e.Passed) -> Alert:
    """It does not come, and leads no longer."""
    return _answered(without_part(alert, event.organisation, Answer.PASSED), event.organisation, event)


def without_part(alert: Alert, organisation: str, answer: Answer) -> Alert:
    """It does not come, for the reason that `answer` gives: it leads no longer, and hands nothing over."""
    alert = alert.with_change(organisation, lambda called: replace(called, answer=answer))
    alert = replace(alert, handovers=_others(alert.handovers, organisation))
    lead = alert.organisation_of(alert.lead) if alert.lead else None
    return replace(alert, lead=None) if lead is not None and lead.id == organisation else alert


def handover_asked(alert: Alert, event: x.HandoverAsked) -> Alert:
    """An organisation asks one other at a time; a colleague whom it asks in belongs to it from now on."""
    if event.to_person:
        alert = alert.with_change(event.to, lambda called: _with_person(called, event.to_person))
    asked = Handover(event.organisation, event.person, event.to, event.to_person, event.at)
    return replace(alert, handovers=(*_others(alert.handovers, event.organisation), asked))


def _with_person(called: Called, person: str) -> Called:
    if person in called.people:
        return called
    others = tuple(each for each in called.others if each != person)
    return replace(called, people=(*called.people, person), others=others)


def handover_accepted(alert: Alert, event: x.HandoverAccepted) -> Alert:
    """The other one is on it in its place, and leads if it led."""
    led = alert.organisation_of(alert.lead) if alert.lead else None
    leads = led is not None and led.id == event.organisation
    alert = replace(alert, handovers=_others(alert.handovers, event.organisation))
    if event.to != event.organisation:
        alert = without_part(alert, event.organisation, Answer.RELEASED)
    alert = _answered(alert.with_change(event.to, lambda called: _on_it(called, event.at)), event.to, event)
    return replace(alert, lead=event.person) if leads else alert


def handover_over(alert: Alert, event: x.HandoverDeclined | x.HandoverLapsed) -> Alert:
    """All is as it was."""
    return replace(alert, handovers=_others(alert.handovers, event.organisation))


def _others(handovers: Iterable[Handover], organisation: str) -> tuple[Handover, ...]:
    return tuple(handover for handover in handovers if handover.organisation != organisation)


def pinged(alert: Alert, event: x.PeoplePinged) -> Alert:
    """Known, so that nobody is pinged twice in a short while for the same thing."""
    before = alert.pinged.get(event.sentence, {})
    now = {**before, **dict.fromkeys(event.people, event.at)}
    return replace(alert, pings=alert.pings + len(event.people), pinged={**alert.pinged, event.sentence: now})
