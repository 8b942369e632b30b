"""To whom something is said, and when it is better left unsaid."""

from __future__ import annotations

from datetime import datetime, timedelta

from rooms.actions import Action, TellCoordinators, TellDefender, TellRoom
from rooms.alert import Alert, Question
from rooms.briefing import names_of, who
from rooms.texts import Names, Text, say


def to_room(alert: Alert, text: Text, mention: tuple[str, ...] = ()) -> list[Action]:
    """Say it in the room; before the brief is out nobody is there, and the brief will tell it."""
    if alert.room_spoke_at is None:
        return []
    return [TellRoom(text, tuple(person for person in mention if person in alert.audience))]


def to_defender(
    alert: Alert, text: Text, *, plans: bool = False, instead: Text | None = None
) -> list[Action]:
    """Say it to the defender, unless that would show whoever forces them that an alert is open.

    `plans`: it tells who comes or what they mean to do, so nobody else may read it; `instead` as in
    `TellDefender`.
    """
    if alert.covert or (plans and alert.doubts_defender):
        return []
    return [TellDefender(text, plans=plans, instead=instead)]


def doubt(alert: Alert) -> Text:
    """Whoever writes may be somebody else, and how to find out; not where that tells on the defender."""
    key = "identity-changed-duress" if alert.duress else "identity-changed-defender"
    return say(key, alias=alert.alias)


def without_plans(alert: Alert, text: Text) -> Text:
    """`text`, or only the advice that it ends with, where nobody knows who reads it."""
    return say("defender-call-too") if alert.doubts_defender else text


OPENING_TAKES = timedelta(minutes=1)
"""At most, where all goes well: until then what the defender writes will be in the brief, as if in time."""


def _nobody_hears(alert: Alert, at: datetime) -> bool:
    """There is no room with people in it, and it is not just about to be there."""
    if alert.room_spoke_at is not None:
        return False
    refused = alert.opening_failed_at is not None or alert.opening_told_at is not None
    return refused or at - alert.raised_at > OPENING_TAKES


def aloud(alert: Alert, text: Text, at: datetime) -> list[Action]:
    """Ping the partners about an alarm; before the room can hear it, only the coordinators can."""
    if _nobody_hears(alert, at):
        return [TellCoordinators(say("coordination-alarm", code=alert.code), urgent=True)]
    return to_room(alert, text, alert.partners)


def heard(alert: Alert, text: Text, at: datetime) -> Text:
    """What the defender reads after an alarm: `text`, if there is anybody who hears it (G6)."""
    return without_plans(alert, say("defender-room-refused")) if _nobody_hears(alert, at) else text


def ask_whether_over(alert: Alert) -> list[Action]:
    """If that is asked now: never while a check-in is open, whose "1" must not close the alert."""
    if alert.end_asked_at is None or alert.check_in is not None or alert.covert:
        return []
    question = say("resolution-question", number=str(alert.end_number))
    return [TellDefender(question, Question.RESOLUTION, alert.end_asked_at)]


def secretly(alert: Alert, text: Text, at: datetime) -> list[Action]:
    """Ping the partners about the duress word; where the defender reads along, the coordinators have to."""
    if _nobody_hears(alert, at):
        return [TellCoordinators(say("coordination-duress-unheard", code=alert.code), urgent=True)]
    if not alert.defender_reads_along:
        return to_room(alert, text, alert.partners)
    names = names_of(alert.organisations)
    return [TellCoordinators(say("coordination-duress", code=alert.code, names=names), urgent=True)]


def organisation_name(alert: Alert, organisation: str) -> str:
    """The name of a called organisation."""
    return next(called.name for called in alert.organisations if called.id == organisation)


def people_of(alert: Alert, organisation: str) -> tuple[str, ...]:
    """The people of a called organisation."""
    return next(called.people for called in alert.organisations if called.id == organisation)


def others_than(alert: Alert, organisation: str) -> tuple[str, ...]:
    """The partners who do not answer for this organisation."""
    own = people_of(alert, organisation)
    return tuple(person for person in alert.partners if person not in own)


def organisations_of(alert: Alert, people: tuple[str, ...]) -> Names:
    """The organisations (or the alias) of these people; with the person, where the others are well."""
    return Names(tuple(dict.fromkeys(_named(alert, person, people) for person in people)))


def _named(alert: Alert, person: str, among: tuple[str, ...]) -> str:
    name, called = who(alert, person), alert.organisation_of(person)
    return name if called is None or set(called.people) <= set(among) else f"{name} ({person})"
