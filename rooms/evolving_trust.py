"""What an alert is when the trust in somebody has changed; which event leads where: see `evolving.py`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rooms import trust_events as t
from rooms.alert import Alert, Answer, Called, Question, State
from rooms.policy import Rung


def _no_part(alert: Alert, people: Iterable[str]) -> Alert:
    """Nothing is expected of these people any more, and they are waited for by nobody."""
    people = frozenset(people)
    return replace(
        alert,
        unreached=alert.unreached - people,
        unverified=alert.unverified - people,
        lead=None if alert.lead in people else alert.lead,
    )


def doubted(alert: Alert, event: t.IdentityDoubted) -> Alert:
    """They leave the audience; a defender's word about the end does not count either."""
    alert = _no_part(alert, {event.person})
    alert = replace(alert, doubted={**alert.doubted, event.person: event.at})
    return _not_asked_whether_over(alert) if event.person == alert.defender else alert


def _not_asked_whether_over(alert: Alert) -> Alert:
    question = None if alert.question is Question.RESOLUTION else alert.question
    return replace(alert, question=question, end_asked_at=None, end_delivered_at=None)


def settled(alert: Alert, event: t.IdentitySettled) -> Alert:
    """They are back; their organisation counts again, if it was on it."""
    person = event.person
    others = {each: at for each, at in alert.doubted.items() if each != person}
    alert = replace(alert, doubted=others)
    called = alert.organisation_of(person)
    if called is not None and called.answer is Answer.ON_IT:
        alert = alert.with_change(called.id, lambda called: replace(called, overdue=False))
    if not event.first:
        return alert
    return replace(alert, briefed_at=event.at, room_spoke_at=event.at)


def cut_off(alert: Alert, event: t.OrganisationCutOff) -> Alert:
    """It counts no longer as somebody who may come."""
    return alert.with_change(
        event.organisation, lambda called: replace(called, overdue=True, step=Rung.NEXT, stepped_at=event.at)
    )


def left_out(alert: Alert, event: t.DeviceLeftOut) -> Alert:
    """It is known, and said once."""
    return replace(alert, unverified=alert.unverified | {event.person})


def device_changed(alert: Alert, event: t.DefenderDeviceChanged) -> Alert:
    """From now on they write from another sort of device."""
    return replace(alert, unsigned=not event.signed, spoke_signed=alert.spoke_signed or event.signed)


def suspended(alert: Alert, event: t.PeopleSuspended) -> Alert:
    """They are out of it."""
    people = frozenset(event.people)
    alert = _no_part(alert, people)
    alert = replace(alert, suspended=alert.suspended | people, joined=alert.joined - people)
    return _not_asked_whether_over(alert) if alert.defender in people else alert


def reinstated(alert: Alert, event: t.PeopleReinstated) -> Alert:
    """As if they were called anew."""
    people = frozenset(event.people)

    def back(called: Called) -> Called:
        if called.answer is not Answer.UNREACHABLE or not people & set(called.people):
            return called
        anew = replace(called, answer=Answer.WAITING, called_at=event.at, overdue=False)
        return replace(anew, step=None, stepped_at=None)

    return replace(
        alert,
        suspended=alert.suspended - people,
        invited=alert.invited - people,
        left=alert.left - people,
        refused=alert.refused - people,
        organisations=tuple(map(back, alert.organisations)),
    )


def lapsed(alert: Alert, event: t.ProposalLapsed) -> Alert:
    """Nothing is proposed."""
    return _not_asked_whether_over(replace(alert, state=State.ACTIVE, proposal=None))


def intruder(alert: Alert, event: t.IntruderFound) -> Alert:
    """Known, so that a flood of them is told in few words."""
    told_at = event.at if event.tell else alert.intruders_told_at
    return replace(alert, intruders=alert.intruders | {event.person}, intruders_told_at=told_at)


def altered(alert: Alert, event: t.RoomAltered) -> Alert:
    """Known, so that whoever does it over and over is not told each time."""
    return replace(alert, altered={**alert.altered, event.part: event.at}) if event.tell else alert
