"""What has happened to the chase after those who do not answer; the other events are in `events.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from rooms.happened import Happened
from rooms.policy import Rung


@dataclass(frozen=True)
class OrganisationChased(Happened):
    """A step of the ladder, other than the last: these people of an organisation are asked.

    It was due at `due_at`; the next step is counted from there. With nobody to ask it takes no time.
    """

    organisation: str
    rung: Rung
    people: tuple[str, ...]
    due_at: datetime


@dataclass(frozen=True)
class ChasedAgain(Happened):
    """A silent organisation is asked once more from the beginning; `by`: a partner wanted it."""

    organisation: str
    by: str = ""


@dataclass(frozen=True)
class Escalated(Happened):
    """A partner does not want to wait for the next step."""

    person: str


@dataclass(frozen=True)
class StillOnItAsked(Happened):
    """These organisations are on it and have said no word for long: they are asked whether they still are."""

    organisations: tuple[str, ...]


@dataclass(frozen=True)
class StillOnItLapsed(Happened):
    """These organisations were asked and did not answer: each counts no longer, until it says a word."""

    organisations: tuple[str, ...]


@dataclass(frozen=True)
class OrganisationBack(Happened):
    """This organisation, which counted no longer, has said a word: it is on it as before."""

    organisation: str


@dataclass(frozen=True)
class OrganisationReleased(Happened):
    """A partner said that the others manage without this organisation; `withdrew`: it had been on it."""

    organisation: str
    person: str
    withdrew: bool = False


@dataclass(frozen=True)
class LevelChanged(Happened):
    """A partner chose another ladder, and said why."""

    person: str
    level: str
    reason: str


@dataclass(frozen=True)
class HandoverAsked(Happened):
    """An organisation asks another one (or one of its own people: `to_person`) to take its part over."""

    organisation: str
    person: str
    to: str
    to_person: str = ""


@dataclass(frozen=True)
class HandoverAccepted(Happened):
    """They have taken it over."""

    organisation: str
    to: str
    person: str


@dataclass(frozen=True)
class HandoverDeclined(Happened):
    """They have not: whoever asked is on it as before."""

    organisation: str
    to: str
    person: str


@dataclass(frozen=True)
class HandoverLapsed(Happened):
    """Nobody answered: whoever asked is on it as before."""

    organisation: str
    to: str


@dataclass(frozen=True)
class AlertNearby(Happened):
    """Another alert is open in the same area; `tell`: the coordinators hear of it from this one."""

    code: str
    tell: bool = True


@dataclass(frozen=True)
class PeoplePinged(Happened):
    """These people were mentioned with the sentence of this key."""

    sentence: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class AlarmUnheeded(Happened):
    """Nobody of the room has taken the defender's alarm on: one step more. Steps are counted from 1."""

    step: int


@dataclass(frozen=True)
class AlarmTaken(Happened):
    """A partner has taken the defender's alarm on; `secret`: it was raised by the duress word."""

    person: str
    secret: bool = False


@dataclass(frozen=True)
class Nudged(Happened):
    """A partner whose organisation owes an answer was told that what they wrote is none."""

    person: str


EscalationEvent: TypeAlias = (
    OrganisationChased
    | ChasedAgain
    | Escalated
    | StillOnItAsked
    | StillOnItLapsed
    | OrganisationBack
    | OrganisationReleased
    | LevelChanged
    | HandoverAsked
    | HandoverAccepted
    | HandoverDeclined
    | HandoverLapsed
    | AlertNearby
    | PeoplePinged
    | AlarmUnheeded
    | AlarmTaken
    | Nudged
)
