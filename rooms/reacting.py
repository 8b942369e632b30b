"""What the world must be told after an event. Every event of `events.py` stands here, if only as silence."""

from __future__ import annotations

from collections.abc import Callable

from rooms import events as e
from rooms.actions import (
    Action,
    BriefRoom,
    InvitePeople,
    LeaveRoom,
    LockRoom,
    OpenRoom,
    RelayToRoom,
    TellCoordinators,
    TellDefender,
    TellRoom,
)
from rooms.alert import Alert, Answer, CheckInAnswer, Question
from rooms.briefing import brief, names_of, who
from rooms.checkins import rung
from rooms.texts import Names, Text, say


def react(alert: Alert, event: e.Event) -> list[Action]:
    """The actions that follow from `event`; `alert` is what the alert is after it."""
    reaction = _REACTIONS.get(type(event))
    return reaction(alert, event) if reaction else []


def _room(alert: Alert, text: Text, mention: tuple[str, ...] = ()) -> list[Action]:
    """Say it in the room; before the brief is out nobody is there, and the brief will tell it."""
    if alert.briefed_at is None:
        return []
    return [TellRoom(text, tuple(person for person in mention if person not in alert.left))]


def _defender(alert: Alert, text: Text) -> list[Action]:
    """Say it to the defender, unless that would show whoever forces them that an alert is open."""
    return [] if alert.covert else [TellDefender(text)]


def _organisation_name(alert: Alert, organisation: str) -> str:
    return next(called.name for called in alert.organisations if called.id == organisation)


def _organisations_of(alert: Alert, people: tuple[str, ...]) -> Names:
    """The organisations (or the alias) that these people stand for, each named once."""
    return Names(tuple(dict.fromkeys(who(alert, person) for person in people)))


# Raising and convening


def _raised(alert: Alert, event: e.AlertRaised) -> list[Action]:
    key = "defender-raised" if alert.protected else "defender-raised-unprotected"
    return [
        OpenRoom(alert.code, alert.mark),
        *_defender(alert, say(key, count=alert.policy.organisations)),
        TellCoordinators(say("coordination-raised", code=alert.code)),
    ]


def _called(alert: Alert, event: e.OrganisationCalled) -> list[Action]:
    if alert.room is None:
        return []
    return [
        InvitePeople(event.people),
        *_room(alert, say("organisation-called", name=event.name)),
        *_defender(alert, say("defender-called", name=event.name)),
    ]


def _exhausted(alert: Alert, event: e.RotaExhausted) -> list[Action]:
    return [
        *_room(alert, say("rota-exhausted")),
        TellCoordinators(say("coordination-exhausted", code=alert.code), urgent=True),
    ]


def _opened(alert: Alert, event: e.RoomOpened) -> list[Action]:
    return [InvitePeople(alert.partners)] if alert.partners else []


def _refused(alert: Alert, event: e.RoomRefused) -> list[Action]:
    return [
        *_defender(alert, say("defender-room-refused")),
        TellCoordinators(say("coordination-room-refused", code=alert.code), urgent=True),
    ]


def _retried(alert: Alert, event: e.RoomRetried) -> list[Action]:
    return [OpenRoom(alert.code, alert.mark)]


def _invited(alert: Alert, event: e.PeopleInvited) -> list[Action]:
    if event.people == (alert.defender,):
        return []
    first = alert.invited == frozenset(event.people)
    actions: list[Action] = [BriefRoom(brief(alert), event.people)]
    if first:
        organisations = [called for called in alert.organisations if set(called.people) & alert.invited]
        actions += (RelayToRoom(alert.alias, message) for message in alert.held)
        actions += _defender(
            alert, say("defender-invited", count=len(organisations), names=names_of(organisations))
        )
    return actions


def _invitation_failed(alert: Alert, event: e.InvitationFailed) -> list[Action]:
    names = _organisations_of(alert, event.people)
    return [
        *_room(alert, say("invitation-failed", names=names)),
        TellCoordinators(say("coordination-invitation-failed", code=alert.code, names=names), urgent=True),
    ]


def _unreachable(alert: Alert, event: e.OrganisationUnreachable) -> list[Action]:
    return _room(alert, say("organisation-gone", name=_organisation_name(alert, event.organisation)))


def _fell_short(alert: Alert, event: e.DeliveryFellShort) -> list[Action]:
    names = _organisations_of(alert, event.people)
    return [
        *_room(alert, say("cannot-read", names=names)),
        TellCoordinators(say("coordination-cannot-read", code=alert.code, names=names), urgent=True),
    ]


def _mended(alert: Alert, event: e.DeliveryMended) -> list[Action]:
    names = _organisations_of(alert, event.people)
    return [
        *_room(alert, say("can-read", names=names)),
        TellCoordinators(say("coordination-can-read", code=alert.code, names=names)),
    ]


# Acknowledging


def _how_many_are_on_it(alert: Alert) -> Text:
    on_it = alert.having(Answer.ON_IT)
    wanted = max(alert.policy.organisations, len(on_it))
    if alert.waiting_for:
        return say("on-it-waiting", count=len(on_it), wanted=wanted, names=names_of(alert.waiting_for))
    return say("on-it", count=len(on_it), wanted=wanted)


def _acknowledged(alert: Alert, event: e.Acknowledged) -> list[Action]:
    on_it = alert.having(Answer.ON_IT)
    name = _organisation_name(alert, event.organisation)
    return [
        *_room(alert, say("acknowledged", name=name, standing=_how_many_are_on_it(alert))),
        *_defender(alert, say("defender-answered", count=len(on_it), names=names_of(on_it))),
    ]


def _passed(alert: Alert, event: e.Passed) -> list[Action]:
    name = _organisation_name(alert, event.organisation)
    standing = _how_many_are_on_it(alert)
    if event.why:
        return _room(alert, say("passed-because", name=name, why=event.why, standing=standing))
    return _room(alert, say("passed", name=name, standing=standing))


def _overdue(alert: Alert, event: e.AcknowledgementOverdue) -> list[Action]:
    name = _organisation_name(alert, event.organisation)
    people = next(called.people for called in alert.organisations if called.id == event.organisation)
    return [
        *_room(alert, say("acknowledgement-overdue", name=name), people),
        TellCoordinators(say("coordination-silent", code=alert.code, name=name)),
    ]


# The defender's own words and check-ins


def _wrote(alert: Alert, event: e.DefenderWrote) -> list[Action]:
    relay: list[Action] = [RelayToRoom(alert.alias, event.message)] if alert.briefed_at else []
    return relay + (_defender(alert, say("defender-relayed")) if event.confirm else [])


def _alarm(alert: Alert, event: e.AlarmRaised) -> list[Action]:
    return [
        *_room(alert, say("alarm-again", alias=alert.alias), alert.partners),
        *_defender(alert, say("defender-alarm-passed-on")),
    ]


def _asked(alert: Alert, event: e.CheckInAsked) -> list[Action]:
    asked = _defender(alert, say("check-in"))
    if event.by is None:
        return asked
    by = who(alert, event.by)
    return [*asked, *_room(alert, say("check-in-asked", alias=alert.alias, by=by))]


def _climbed(alert: Alert, event: e.CheckInOverdue) -> list[Action]:
    if alert.check_in is None:
        return []
    silent_since = alert.check_in.asked_at
    match rung(event.step):
        case 1:
            text = say("ladder-asked-again", alias=alert.alias, at=silent_since)
            return [*_defender(alert, say("check-in-again")), *_room(alert, text)]
        case 2:
            text = say("ladder-who-will-call", alias=alert.alias, at=silent_since)
            return _room(alert, text, alert.partners)
        case _:
            text = say("ladder-calling-another", alias=alert.alias, at=silent_since)
            told = say("coordination-check-in-missed", code=alert.code, at=silent_since)
            return [*_room(alert, text, alert.partners), TellCoordinators(told, urgent=True)]


def _taken(alert: Alert, event: e.CheckInTaken) -> list[Action]:
    at = alert.next_check_in_at or event.at
    return _room(alert, say("check-in-taken", by=who(alert, event.person), alias=alert.alias, at=at))


def _answered(alert: Alert, event: e.CheckInAnswered) -> list[Action]:
    facts = {"alias": alert.alias, "words": event.words}
    match event.answer:
        case CheckInAnswer.SAFE:
            told = say("check-in-safe", at=event.next_at)
            actions = [*_room(alert, say("answered-safe", **facts)), TellDefender(told)]
        case CheckInAnswer.LATER:
            key = "check-in-later-capped" if event.capped else "check-in-later"
            shown = say("answered-later", **facts, at=event.next_at)
            actions = [*_room(alert, shown), TellDefender(say(key, at=event.next_at))]
        case CheckInAnswer.NOT_SAFE:
            told = say("check-in-not-safe")
            actions = [*_room(alert, say("answered-not-safe", **facts), alert.partners), TellDefender(told)]
        case CheckInAnswer.DURESS:
            shown = say("answered-duress", **facts)
            actions = [*_room(alert, shown, alert.partners), TellDefender(_as_if_safe(event))]
    if event.answer in (CheckInAnswer.SAFE, CheckInAnswer.LATER) and alert.proposal is not None:
        actions.append(TellDefender(say("resolution-question")))
    return actions


def _as_if_safe(event: e.CheckInAnswered) -> Text:
    """To the letter what the honest answer would have got, so that nobody who reads along can tell."""
    if event.question is Question.RESOLUTION:
        return say("defender-resolved")
    return say("check-in-safe", at=event.next_at)


def _interval(alert: Alert, event: e.CheckInIntervalChanged) -> list[Action]:
    by = who(alert, event.person)
    return _room(alert, say("check-in-every", by=by, alias=alert.alias, every=event.every))


# Work in the room


def _update_asked(alert: Alert, event: e.RoomUpdateAsked) -> list[Action]:
    every = alert.policy.room_update_every
    if alert.lead:
        return _room(alert, say("update-lead", lead=who(alert, alert.lead), every=every), (alert.lead,))
    return _room(alert, say("update", every=every), alert.partners)


def _led(alert: Alert, event: e.LeadTaken) -> list[Action]:
    return _room(alert, say("lead-taken", lead=who(alert, event.person)), (event.person,))


def _noted(alert: Alert, event: e.Noted) -> list[Action]:
    return _room(alert, say("noted", by=who(alert, event.person)))


def _told(alert: Alert, event: e.DefenderTold) -> list[Action]:
    name = who(alert, event.person)
    return [
        TellDefender(say("told", name=name, text=event.text)),
        *_room(alert, say("told-room", alias=alert.alias)),
    ]


def _brought_in(alert: Alert, event: e.DefenderBroughtIn) -> list[Action]:
    return [
        InvitePeople((alert.defender,)),
        *_room(alert, say("brought-in-room", alias=alert.alias, by=who(alert, event.person))),
        TellDefender(say("brought-in")),
    ]


# The end


def _proposed(alert: Alert, event: e.ResolutionProposed) -> list[Action]:
    by = _organisation_name(alert, event.organisation)
    own = next(called.people for called in alert.organisations if called.id == event.organisation)
    others = tuple(person for person in alert.partners if person not in own)
    return [
        *_room(alert, say("resolution-proposed", by=by, reason=event.reason), others),
        *_ask_whether_over(alert),
    ]


def _ask_whether_over(alert: Alert) -> list[Action]:
    """Never while a check-in is open: a "1" meant for it must not close the alert."""
    if alert.check_in is not None:
        return []
    return _defender(alert, say("resolution-question"))


def _resolution_reminded(alert: Alert, event: e.ResolutionReminded) -> list[Action]:
    if alert.proposal is None:
        return []
    own = alert.organisation_of(alert.proposal.person)
    others = tuple(person for person in alert.partners if own is None or person not in own.people)
    by = who(alert, alert.proposal.person)
    return [*_room(alert, say("resolution-reminder", by=by), others), *_ask_whether_over(alert)]


def _denied(alert: Alert, event: e.ResolutionDenied) -> list[Action]:
    by = who(alert, event.person)
    if event.why:
        return _room(alert, say("resolution-denied-because", by=by, why=event.why), alert.partners)
    return _room(alert, say("resolution-denied", by=by), alert.partners)


def _resolved(alert: Alert, event: e.AlertResolved) -> list[Action]:
    cooling_off = alert.policy.cooling_off
    return [
        *_room(alert, say("resolved", by=who(alert, event.person), cooling=cooling_off)),
        *_defender(alert, say("defender-resolved")),
        TellCoordinators(say("coordination-resolved", code=alert.code)),
    ]


def _locked(alert: Alert, event: e.RoomLocked) -> list[Action]:
    if alert.room is None:
        return []
    return [*_room(alert, say("room-locked", retention=alert.policy.retention)), LockRoom()]


def _purged(alert: Alert, event: e.AlertPurged) -> list[Action]:
    return [LeaveRoom()]


_REACTIONS: dict[type, Callable[..., list[Action]]] = {
    e.AlertRaised: _raised,
    e.OrganisationCalled: _called,
    e.RotaExhausted: _exhausted,
    e.RoomOpened: _opened,
    e.RoomRefused: _refused,
    e.RoomRetried: _retried,
    e.PeopleInvited: _invited,
    e.InvitationFailed: _invitation_failed,
    e.OrganisationUnreachable: _unreachable,
    e.DeliveryFellShort: _fell_short,
    e.DeliveryMended: _mended,
    e.Acknowledged: _acknowledged,
    e.Passed: _passed,
    e.AcknowledgementOverdue: _overdue,
    e.DefenderWrote: _wrote,
    e.AlarmRaised: _alarm,
    e.CheckInAsked: _asked,
    e.CheckInOverdue: _climbed,
    e.CheckInTaken: _taken,
    e.CheckInAnswered: _answered,
    e.CheckInIntervalChanged: _interval,
    e.RoomUpdateAsked: _update_asked,
    e.LeadTaken: _led,
    e.Noted: _noted,
    e.DefenderTold: _told,
    e.DefenderBroughtIn: _brought_in,
    e.ResolutionProposed: _proposed,
    e.ResolutionReminded: _resolution_reminded,
    e.ResolutionDenied: _denied,
    e.AlertResolved: _resolved,
    e.RoomLocked: _locked,
    e.AlertPurged: _purged,
}
"""BriefDelivered, PersonJoined, PersonLeft and RoomSpoke change the alert and say nothing."""
