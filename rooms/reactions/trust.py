"""Identities, devices, suspensions and intruders: what is said and done after each step."""

from __future__ import annotations

from rooms import trust_events as t
from rooms.actions import Action, InvitePeople, RemovePeople, RestoreRoom, TellCoordinators
from rooms.alert import Alert, RoomPart
from rooms.briefing import status_for_defender
from rooms.reactions.convening import brief_for
from rooms.reactions.telling import doubt, organisation_name, organisations_of, to_defender, to_room
from rooms.texts import Text, say


def doubted(alert: Alert, event: t.IdentityDoubted) -> list[Action]:
    """The room hears whom it can no longer rely on; the coordinators have heard it already."""
    person = event.person
    if person == alert.defender:
        return to_room(alert, doubt(alert), alert.partners) if alert.is_open else []
    if alert.locked or person in alert.gone or alert.organisation_of(person) is None:
        return []
    return to_room(alert, say("identity-changed", names=organisations_of(alert, (person,))))


def settled(alert: Alert, event: t.IdentitySettled) -> list[Action]:
    """So is the end of it. They are given what they have missed."""
    person = event.person
    if person == alert.defender:
        return _defender_settled(alert) if alert.is_open else []
    if alert.locked or person in alert.gone:
        return []
    shown = to_room(alert, say("identity-settled", names=organisations_of(alert, (person,))))
    if alert.room is None or not alert.is_open:
        return shown
    if person not in alert.invited:
        return [*shown, InvitePeople((person,))]
    return [*shown, *brief_for(alert, (person,), first=event.first)]


def _defender_settled(alert: Alert) -> list[Action]:
    actions = to_room(alert, say("identity-settled-defender", alias=alert.alias))
    if alert.defender_reads_along:
        actions += to_room(alert, say("reads-along-again", alias=alert.alias))
    return actions + to_defender(alert, status_for_defender(alert), plans=True)


def cut_off(alert: Alert, event: t.OrganisationCutOff) -> list[Action]:
    """Another one is called; this one may well be on its way."""
    name = organisation_name(alert, event.organisation)
    return [
        *to_room(alert, say("organisation-cut-off", name=name)),
        TellCoordinators(say("coordination-cut-off", code=alert.code, name=name), urgent=True),
    ]


def left_out(alert: Alert, event: t.DeviceLeftOut) -> list[Action]:
    """The room hears it, by the name of the organisation."""
    if event.person == alert.defender and not alert.defender_reads_along:
        return to_room(alert, say("device-left-out-defender", alias=alert.alias))
    return to_room(alert, say("device-left-out", names=organisations_of(alert, (event.person,))))


def device_changed(alert: Alert, event: t.DefenderDeviceChanged) -> list[Action]:
    """Once, and not with each message."""
    if event.signed:
        return to_room(alert, say("defender-verified", alias=alert.alias))
    return to_room(alert, say("defender-unverified", alias=alert.alias))


def suspended(alert: Alert, event: t.PeopleSuspended) -> list[Action]:
    """Out first, and then the others hear of it."""
    out: list[Action] = [RemovePeople(event.people)] if alert.room is not None else []
    if event.again or alert.locked:
        return out
    partners = tuple(person for person in event.people if person != alert.defender or alert.brought_in)
    if not partners:
        return out
    return [*out, *to_room(alert, say("people-suspended", names=organisations_of(alert, partners)))]


def reinstated(alert: Alert, event: t.PeopleReinstated) -> list[Action]:
    """Invited like somebody who is called."""
    people = tuple(person for person in event.people if person in alert.audience and person != alert.defender)
    if not people or alert.room is None:
        return []
    shown = to_room(alert, say("people-reinstated", names=organisations_of(alert, people)))
    return [InvitePeople(people), *shown]


def lapsed(alert: Alert, event: t.ProposalLapsed) -> list[Action]:
    """Everybody is pinged: they may have thought that it is nearly over."""
    by = organisation_name(alert, event.organisation)
    return to_room(alert, say("proposal-lapsed", by=by), alert.partners)


def intruder(alert: Alert, event: t.IntruderFound) -> list[Action]:
    """Out first; nothing was encrypted for them."""
    out: list[Action] = [RemovePeople((event.person,))] if alert.room is not None else []
    if not event.tell:
        return out
    told = say("coordination-intruder", code=alert.code, person=event.person)
    return [
        *out,
        *to_room(alert, say("intruder", person=event.person), alert.partners),
        TellCoordinators(told, urgent=True),
    ]


def altered(alert: Alert, event: t.RoomAltered) -> list[Action]:
    """Undone first, as far as it can be."""
    back: list[Action] = [RestoreRoom(event.part)] if alert.room is not None else []
    if not event.tell:
        return back
    told = say("coordination-room-altered", code=alert.code, what=_part(event.part))
    return [
        *back,
        *to_room(alert, room_altered(event.part), alert.partners),
        TellCoordinators(told, urgent=True),
    ]


def room_altered(part: RoomPart) -> Text:
    """What those in the room hear of it."""
    if part is RoomPart.SUCCESSOR:
        return say("room-replaced")
    return say("room-altered", what=_part(part))


def _part(part: RoomPart) -> Text:
    match part:
        case RoomPart.ENCRYPTION:
            return say("altered-encryption")
        case RoomPart.POWERS:
            return say("altered-powers")
        case RoomPart.HISTORY:
            return say("altered-history")
        case RoomPart.ENTRY | RoomPart.GUESTS:
            return say("altered-entry")
        case RoomPart.SERVERS:
            return say("altered-servers")
        case RoomPart.SUCCESSOR:
            return say("altered-successor")
