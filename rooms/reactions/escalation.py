"""The chase after those who do not answer: what is said and done after each step."""

from __future__ import annotations

from rooms import escalation_events as x
from rooms import events as e
from rooms.actions import Action, InvitePeople, TellCoordinators
from rooms.alarms import is_more_than_a_ping
from rooms.alert import Alert
from rooms.briefing import names_of, who
from rooms.policy import Rung
from rooms.reactions.convening import standing, who_comes, withdrawn
from rooms.reactions.telling import (
    aloud,
    organisation_name,
    organisations_of,
    people_of,
    secretly,
    to_defender,
    to_room,
)
from rooms.texts import Names, Text, say


def chased(alert: Alert, event: x.OrganisationChased) -> list[Action]:
    """Its people are mentioned; whoever else is asked is invited, and briefed like the others."""
    if not event.people:
        return []
    name = organisation_name(alert, event.organisation)
    match event.rung:
        case Rung.REMIND:
            lapsed = alert.called_as(event.organisation).is_lapsed
            text = say("still-on-it-again" if lapsed else "acknowledgement-overdue", name=name)
            return to_room(alert, text, event.people)
        case Rung.OTHERS:
            return _joined_by(alert, event, say("others-asked", name=name))
        case _:
            return _joined_by(alert, event, say("fallback-asked", name=name))


def _joined_by(alert: Alert, event: x.OrganisationChased, text: Text) -> list[Action]:
    people = tuple(person for person in event.people if person in alert.audience)
    doubted = tuple(person for person in event.people if person in alert.doubted)
    return [
        *([InvitePeople(people)] if people and alert.room is not None else []),
        *to_room(alert, text),
        *(to_room(alert, say("identity-changed", names=organisations_of(alert, doubted))) if doubted else ()),
    ]


def overdue(alert: Alert, event: e.AcknowledgementOverdue) -> list[Action]:
    """Said to all, so that nobody counts on them; the coordinators may reach them in another way.

    Once: that they are silent still stands in the alarm that goes out when all are asked anew.
    """
    if event.again:
        return []
    name = organisation_name(alert, event.organisation)
    told = say("coordination-silent", code=alert.code, name=name)
    return [*to_room(alert, say("organisation-silent", name=name)), TellCoordinators(told)]


def chased_again(alert: Alert, event: x.ChasedAgain) -> list[Action]:
    """Its people are mentioned; those who are not in the room any more are invited once more."""
    called = alert.called_as(event.organisation)
    away = tuple(each for each in called.people if each in alert.audience and each not in alert.invited)
    invite: list[Action] = [InvitePeople(away)] if away and event.by and alert.room is not None else []
    if not event.by:
        return [*invite, *to_room(alert, say("called-again", name=called.name), called.people)]
    text = say("called-again-by", name=called.name, by=who(alert, event.by))
    return [*invite, *to_room(alert, text, called.people)]


def escalated(alert: Alert, event: x.Escalated) -> list[Action]:
    """Who wanted it; the steps themselves follow."""
    return to_room(alert, say("escalated", by=who(alert, event.person)))


def still_asked(alert: Alert, event: x.StillOnItAsked) -> list[Action]:
    """All of them in one message."""
    asked = [alert.called_as(organisation) for organisation in event.organisations]
    people = tuple(person for called in asked for person in called.people)
    return to_room(alert, say("still-on-it", names=names_of(asked)), people)


def still_lapsed(alert: Alert, event: x.StillOnItLapsed) -> list[Action]:
    """Nobody counts on them any more, until they say a word."""
    lapsed = [alert.called_as(organisation) for organisation in event.organisations]
    names, known = names_of(lapsed), names_of(each for each in lapsed if not each.secret)
    told = say("coordination-lapsed", code=alert.code, names=names)
    return [
        *to_room(alert, say("still-on-it-lapsed", names=names)),
        TellCoordinators(told, telephones=event.organisations),
        *(to_defender(alert, _fewer(alert, known), plans=True) if known.names else ()),
    ]


def _fewer(alert: Alert, names: Names) -> Text:
    """To a defender who was told that they come (G6)."""
    if not alert.openly_on_it:
        return say("defender-lapsed-nobody", names=names)
    return say("defender-lapsed", names=names, standing=who_comes(alert))


def back(alert: Alert, event: x.OrganisationBack) -> list[Action]:
    """Whoever heard that they do not count hears that they do."""
    called = alert.called_as(event.organisation)
    return [
        *to_room(alert, say("still-on-it-back", name=called.name)),
        *(() if called.secret else to_defender(alert, who_comes(alert), plans=True)),
    ]


def released(alert: Alert, event: x.OrganisationReleased) -> list[Action]:
    """They are told, and so is a defender who counted on them."""
    name = organisation_name(alert, event.organisation)
    text = say("released", name=name, by=who(alert, event.person), standing=standing(alert))
    return [
        *to_room(alert, text, people_of(alert, event.organisation)),
        *withdrawn(alert, event),
    ]


def level_changed(alert: Alert, event: x.LevelChanged) -> list[Action]:
    """Why is for the room alone; the coordinators hear that it is so."""
    by = who(alert, event.person)
    text = say("level-changed", by=by, level=event.level, why=event.reason)
    told = say("coordination-level", code=alert.code, level=event.level)
    return [*to_room(alert, text), TellCoordinators(told)]


def handover_asked(alert: Alert, event: x.HandoverAsked) -> list[Action]:
    """Of somebody by name, or of all of an organisation; a colleague who is not here yet is invited."""
    by = organisation_name(alert, event.organisation)
    text = say("handover-asked", by=by, to=organisation_name(alert, event.to))
    if not event.to_person:
        return to_room(alert, text, people_of(alert, event.to))
    is_new = alert.room is not None and event.to_person not in alert.invited
    invite: list[Action] = [InvitePeople((event.to_person,))] if is_new else []
    return [*invite, *to_room(alert, text, (event.to_person,))]


def handover_accepted(alert: Alert, event: x.HandoverAccepted) -> list[Action]:
    """To the defender it is a new answer: who comes, and who no longer."""
    name = organisation_name(alert, event.to)
    if event.to == event.organisation:
        return to_room(alert, say("handover-accepted-inside", name=name), (event.person,))
    before = organisation_name(alert, event.organisation)
    text = say("handover-accepted", name=name, before=before, standing=standing(alert))
    now = who_comes(alert)
    return [
        *to_room(alert, text, people_of(alert, event.organisation)),
        *to_defender(alert, now, plans=True),
    ]


def handover_declined(alert: Alert, event: x.HandoverDeclined) -> list[Action]:
    """Whoever asked has to know that it is still theirs."""
    name, by = organisation_name(alert, event.to), organisation_name(alert, event.organisation)
    return to_room(alert, say("handover-declined", name=name, by=by), people_of(alert, event.organisation))


def handover_lapsed(alert: Alert, event: x.HandoverLapsed) -> list[Action]:
    """So do they when there was no answer."""
    name, by = organisation_name(alert, event.to), organisation_name(alert, event.organisation)
    return to_room(alert, say("handover-lapsed", name=name, by=by), people_of(alert, event.organisation))


def nearby(alert: Alert, event: x.AlertNearby) -> list[Action]:
    """Only the code: whose alert it is stays in its own room."""
    shown = to_room(alert, say("alert-nearby", code=event.code))
    told = say("coordination-cluster", code=alert.code, other=event.code)
    return [*shown, TellCoordinators(told, urgent=True)] if event.tell else shown


def alarm_unheeded(alert: Alert, event: x.AlarmUnheeded) -> list[Action]:
    """All of the room; the coordinators too when others are called, and where the room must not hear."""
    alarm = alert.unheeded
    if alarm is None:
        return []
    at, more = alarm.raised_at, is_more_than_a_ping(event.step)
    if alarm.secret:
        told = say("coordination-duress-unheeded", code=alert.code, at=at)
        shown = secretly(alert, say("alarm-unheeded-duress", alias=alert.alias, at=at), event.at)
    else:
        told = say("coordination-alarm-unheeded", code=alert.code, at=at)
        key = "alarm-unheeded-calling" if more else "alarm-unheeded"
        shown = aloud(alert, say(key, alias=alert.alias, at=at), event.at)
    heard = any(isinstance(each, TellCoordinators) for each in shown)
    return [*shown, *([TellCoordinators(told, urgent=True)] if more and not heard else ())]


def alarm_taken(alert: Alert, event: x.AlarmTaken) -> list[Action]:
    """The others know who acts; where the defender reads along, nothing shows a secret alarm."""
    if event.secret and alert.defender_reads_along:
        return to_room(alert, say("nothing-to-take", alias=alert.alias))
    return to_room(alert, say("alarm-taken", by=who(alert, event.person), alias=alert.alias))


def nudged(alert: Alert, event: x.Nudged) -> list[Action]:
    """All of the room see that nobody may count on it yet."""
    return to_room(alert, say("nudge", name=who(alert, event.person)), (event.person,))
