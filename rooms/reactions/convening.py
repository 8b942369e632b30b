"""Raising, convening and acknowledging: what is said and done after each step."""

from __future__ import annotations

from collections.abc import Sequence

from rooms import escalation_events as x
from rooms import events as e
from rooms.actions import Action, BriefRoom, InvitePeople, OpenRoom, RelayToRoom, TellCoordinators
from rooms.alert import Alert, Answer, Called
from rooms.briefing import brief, is_in_brief, names_of, who
from rooms.reactions.telling import (
    organisation_name,
    organisations_of,
    to_defender,
    to_room,
    without_plans,
)
from rooms.texts import Text, say


def raised(alert: Alert, event: e.AlertRaised) -> list[Action]:
    """The room is asked for, and the defender told the truth; what coordinators began, they know."""
    told = TellCoordinators(say("coordination-raised", code=alert.code))
    return [
        OpenRoom(alert.code, alert.mark),
        *to_defender(alert, _raised(alert)),
        *(() if alert.exercise or alert.on_behalf else (told,)),
    ]


def _raised(alert: Alert) -> Text:
    key = "defender-raised" if alert.protected else "defender-raised-unprotected"
    return say(key, count=alert.policy.organisations)


def as_if_raised_now(alert: Alert) -> list[Action]:
    """What a fresh alert is answered: nothing shows that one was open, and how far it had come."""
    actions = to_defender(alert, _raised(alert))
    if alert.room_spoke_at is not None:
        there = [called for called in alert.organisations if called.counts]
        actions += to_defender(alert, _invited(there[: alert.policy.organisations]), plans=True)
    return actions


def _invited(organisations: Sequence[Called]) -> Text:
    return say("defender-invited", count=len(organisations), names=names_of(organisations))


def called(alert: Alert, event: e.OrganisationCalled) -> list[Action]:
    """Before there is a room, its opening invites all; of a gap in the rota the coordinators hear at once."""
    gap: list[Action] = []
    if event.gap:
        told = say("coordination-gap", code=alert.code, name=event.name)
        gap = [TellCoordinators(told, telephones=(event.organisation,))]
    if alert.room is None:
        return gap
    people = tuple(person for person in event.people if person in alert.audience)
    doubted = tuple(person for person in event.people if person in alert.doubted)
    return [
        *gap,
        *([InvitePeople(people)] if people else []),
        *to_room(alert, _called(alert, event)),
        *(to_room(alert, say("identity-changed", names=organisations_of(alert, doubted))) if doubted else ()),
        *(() if event.secret else to_defender(alert, say("defender-called", name=event.name), plans=True)),
    ]


def _called(alert: Alert, event: e.OrganisationCalled) -> Text:
    if event.by:
        return say("organisation-called-by", name=event.name, by=who(alert, event.by))
    return say("organisation-called", name=event.name)


def exhausted(alert: Alert, event: e.RotaExhausted) -> list[Action]:
    """Only people can find more help now; where nobody comes at all, the defender must know it (G6)."""
    alone = alert.deserted and not event.again
    return [
        *to_room(alert, say("rota-exhausted")),
        *(to_defender(alert, without_plans(alert, say("defender-deserted"))) if alone else ()),
        _find_help(alert),
    ]


def _find_help(alert: Alert) -> Action:
    """With the telephones of all who may still come, if only somebody reaches them."""
    silent = [
        called for called in alert.organisations if called.owes_answer or called.answer is Answer.UNREACHABLE
    ]
    if not silent:
        return TellCoordinators(say("coordination-exhausted", code=alert.code), urgent=True)
    text = say("coordination-exhausted-silent", code=alert.code, names=names_of(silent))
    return TellCoordinators(text, urgent=True, telephones=tuple(called.id for called in silent))


def opened(alert: Alert, event: e.RoomOpened) -> list[Action]:
    """Whoever was called by then is invited."""
    people = tuple(person for person in alert.partners if person in alert.audience)
    return [InvitePeople(people)] if people else []


def refused(alert: Alert, event: e.RoomRefused) -> list[Action]:
    """Said the first time and once in a while."""
    return _no_room(alert) if event.tell else []


def awaited(alert: Alert, event: e.RoomAwaited) -> list[Action]:
    """A homeserver that does not answer is no better than one that refuses."""
    return _no_room(alert)


def _no_room(alert: Alert) -> list[Action]:
    return [
        *to_defender(alert, without_plans(alert, say("defender-room-refused"))),
        TellCoordinators(say("coordination-room-refused", code=alert.code), urgent=True),
    ]


def retried(alert: Alert, event: e.RoomRetried) -> list[Action]:
    """The same room, by its mark."""
    return [OpenRoom(alert.code, alert.mark)]


def invited(alert: Alert, event: e.PeopleInvited) -> list[Action]:
    """They are briefed; the first of them also get the files that the defender sent in the meantime."""
    return brief_for(alert, event.people, first=event.first)


def brief_for(alert: Alert, people: tuple[str, ...], *, first: bool = False) -> list[Action]:
    """The brief for those of them who may read it; with the `first` goes what was held for it."""
    people = tuple(person for person in people if person in alert.audience and person != alert.defender)
    if not people:
        return []
    actions: list[Action] = [BriefRoom(brief(alert), people)]
    if first:
        organisations = [called for called in alert.organisations if set(called.people) & alert.invited]
        actions += (RelayToRoom(alert.alias, each) for each in alert.held if not is_in_brief(each))
        actions += to_defender(alert, _invited(organisations), plans=True)
    return actions


def invitation_failed(alert: Alert, event: e.InvitationFailed) -> list[Action]:
    """People may reach those whom Vigil cannot invite."""
    names = organisations_of(alert, event.people)
    return [
        *to_room(alert, say("invitation-failed", names=names)),
        TellCoordinators(say("coordination-invitation-failed", code=alert.code, names=names), urgent=True),
    ]


def invitation_waits(alert: Alert, people: tuple[str, ...]) -> list[Action]:
    """Their server does not answer: the shell tries on, and people may reach them sooner."""
    names = organisations_of(alert, people)
    return [
        *to_room(alert, say("invitation-waits", names=names)),
        TellCoordinators(say("coordination-invitation-waits", code=alert.code, names=names), urgent=True),
    ]


def unreachable(alert: Alert, event: e.OrganisationUnreachable) -> list[Action]:
    """The room hears on whom it cannot count, and the defender, if they did."""
    name = organisation_name(alert, event.organisation)
    return [*to_room(alert, say("organisation-gone", name=name)), *withdrawn(alert, event)]


def fell_short(alert: Alert, event: e.DeliveryFellShort) -> list[Action]:
    """Said aloud, by name, and what can be done about it (G2)."""
    actions: list[Action] = []
    if others := tuple(person for person in event.people if person not in event.unsigned):
        names = organisations_of(alert, others)
        told = say("coordination-cannot-read", code=alert.code, names=names)
        actions += to_room(alert, say("cannot-read", names=names))
        actions.append(TellCoordinators(told, urgent=True))
    if event.unsigned:
        names = organisations_of(alert, event.unsigned)
        told = say("coordination-cannot-read-unverified", code=alert.code, names=names)
        actions += to_room(alert, say("cannot-read-unverified", names=names))
        actions.append(TellCoordinators(told, urgent=True))
    return actions


def mended(alert: Alert, event: e.DeliveryMended) -> list[Action]:
    """So is the end of it. A device that was refused until now has no key of before: the brief again.

    Of what is over nobody needs to hear it.
    """
    if not alert.is_open:
        return []
    names = organisations_of(alert, event.people)
    return [
        *to_room(alert, say("can-read", names=names)),
        TellCoordinators(say("coordination-can-read", code=alert.code, names=names)),
        *brief_for(alert, event.unsigned),
    ]


def acknowledged(alert: Alert, event: e.Acknowledged) -> list[Action]:
    """Echoed to all, and told to the defender in a sentence."""
    called, unnamed = alert.called_as(event.organisation), how_many_come(alert)
    told = to_defender(alert, who_comes(alert), plans=True, instead=unnamed)
    return [
        *to_room(alert, say("acknowledged", name=called.name, standing=standing(alert))),
        *(() if called.secret else told),
    ]


def who_comes(alert: Alert) -> Text:
    """What the defender reads of it."""
    on_it = alert.openly_on_it
    return say("defender-answered", count=len(on_it), names=names_of(on_it))


def how_many_come(alert: Alert) -> Text:
    """The same, where no names may be read."""
    return say("defender-answered-unnamed", count=len(alert.openly_on_it))


def standing(alert: Alert) -> Text:
    """How many are on it, and for whom is waited."""
    on_it = alert.on_it
    wanted = max(alert.policy.organisations, len(on_it))
    if alert.waiting_for:
        return say("on-it-waiting", count=len(on_it), wanted=wanted, names=names_of(alert.waiting_for))
    return say("on-it", count=len(on_it), wanted=wanted)


def passed(alert: Alert, event: e.Passed) -> list[Action]:
    """Echoed to all; the defender hears of it only if they counted on them, and who is called instead."""
    name = organisation_name(alert, event.organisation)
    if event.why:
        text = say("passed-because", name=name, why=event.why, standing=standing(alert))
    else:
        text = say("passed", name=name, standing=standing(alert))
    return [*to_room(alert, text), *withdrawn(alert, event)]


def withdrawn(
    alert: Alert, event: e.Passed | e.OrganisationUnreachable | x.OrganisationReleased
) -> list[Action]:
    """Whoever was told that somebody comes has to hear that they do not."""
    called = alert.called_as(event.organisation)
    if not event.withdrew or called.secret:
        return []
    if not alert.openly_on_it:
        return to_defender(alert, say("defender-withdrawn-nobody", name=called.name), plans=True)
    text = say("defender-withdrawn", name=called.name, standing=who_comes(alert))
    return to_defender(alert, text, plans=True)
