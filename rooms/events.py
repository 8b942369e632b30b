"""What has happened to an alert. The journal holds these, in order; they are never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from rooms import coordinator_events as c
from rooms import escalation_events as x
from rooms import trust_events as t
from rooms.alert import CheckInAnswer, Inferred, Message, Policy, Question, Reach
from rooms.happened import Happened


@dataclass(frozen=True)
class AlertRaised(Happened):
    """A defender asked for help. Everything that the alert has to know of its settings is in here."""

    code: str
    mark: str
    defender: str
    alias: str
    area: str
    languages: tuple[str, ...]
    exclude: tuple[str, ...]
    language: str
    room_language: str
    words: str
    protected: bool
    covert: bool
    policy: Policy
    signed: bool = True
    exercise: bool = False
    on_behalf: str = ""
    inferred: Inferred | None = None
    written_at: datetime | None = None


@dataclass(frozen=True)
class OrganisationCalled(Happened):
    """The rota named this organisation, or a partner did (`by`)."""

    organisation: str
    name: str
    people: tuple[str, ...]
    anchor: bool
    others: tuple[str, ...] = ()
    fallback: str = ""
    gap: bool = False
    """Nobody of it is on duty, so all of its people are called."""
    why: tuple[str, ...] = ()
    """Codes of `rooms.rota.Reason`."""
    stands_in: bool = False
    """It is called in the anchor's place."""
    by: str = ""
    secret: bool = False
    """The defender is not told: see `rooms.called.Called.secret`."""


@dataclass(frozen=True)
class RotaExhausted(Happened):
    """Fewer organisations are left than are needed; `again`: as before, and those called are silent."""

    again: bool = False


@dataclass(frozen=True)
class RoomOpened(Happened):
    """The alert room exists."""

    room: str


@dataclass(frozen=True)
class RoomRefused(Happened):
    """The homeserver would not make the room; it is tried again. `tell` says whether people hear of it."""

    tell: bool = True


@dataclass(frozen=True)
class RoomAwaited(Happened):
    """The homeserver has not answered for long: there is no room yet, and nobody is invited."""


@dataclass(frozen=True)
class RoomRetried(Happened):
    """The room is asked for once more."""


@dataclass(frozen=True)
class PeopleInvited(Happened):
    """These people are invited, and can be briefed; `first`: nobody was before."""

    people: tuple[str, ...]
    first: bool = False


@dataclass(frozen=True)
class InvitationFailed(Happened):
    """The homeserver would not invite these people."""

    people: tuple[str, ...]


@dataclass(frozen=True)
class OrganisationUnreachable(Happened):
    """Nobody of this organisation could be invited, or all have left; `withdrew`: it had been on it."""

    organisation: str
    withdrew: bool = False


@dataclass(frozen=True)
class BriefDelivered(Happened):
    """A brief is in the room."""


@dataclass(frozen=True)
class DeliveryFellShort(Happened):
    """These people have no device that could be given the key (G2); the `unsigned` none that is verified."""

    people: tuple[str, ...]
    unsigned: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeliveryMended(Happened):
    """These people can read the room now; the `unsigned` on a device that they had to verify first."""

    people: tuple[str, ...]
    unsigned: tuple[str, ...] = ()


@dataclass(frozen=True)
class PersonJoined(Happened):
    """Somebody came into the alert room."""

    person: str


@dataclass(frozen=True)
class PersonLeft(Happened):
    """Somebody left the alert room."""

    person: str


@dataclass(frozen=True)
class Acknowledged(Happened):
    """An organisation is on it."""

    organisation: str
    person: str


@dataclass(frozen=True)
class Passed(Happened):
    """An organisation cannot come."""

    organisation: str
    person: str
    why: str
    withdrew: bool = False
    """They had been on it."""


@dataclass(frozen=True)
class AcknowledgementOverdue(Happened):
    """An organisation was silent to the end of its ladder; `again`: as it was before."""

    organisation: str
    again: bool = False


@dataclass(frozen=True)
class DefenderWrote(Happened):
    """The defender wrote or sent something; `confirm` says whether they are told that it is passed on."""

    message: Message
    confirm: bool
    earlier: bool = False
    """It was written before the call for help."""


@dataclass(frozen=True)
class AlarmRaised(Happened):
    """The defender is in danger now: another alert word while the alert is open."""

    words: str
    uncovered: bool = False
    """Until now nothing could be shown to the defender: for whoever reads along, this is the first call."""
    written_at: datetime | None = None


@dataclass(frozen=True)
class DefenderReachChanged(Happened):
    """What is said to the defender can be read by them again, or no longer."""

    reach: Reach


@dataclass(frozen=True)
class QuestionDelivered(Happened):
    """The defender can read the question: from now on it is asked."""

    question: Question


@dataclass(frozen=True)
class CheckInAsked(Happened):
    """The defender was asked "are you safe?"; `by` is the partner who wanted it, if one did."""

    by: str | None = None


@dataclass(frozen=True)
class QuestionPutAgain(Happened):
    """What the defender wrote may be no answer to this question: it is put to them once more."""

    question: Question


@dataclass(frozen=True)
class CheckInOverdue(Happened):
    """The ladder went up one step; steps are counted from 1, anew from the delivery of the question."""

    step: int


@dataclass(frozen=True)
class CheckInTaken(Happened):
    """A partner is calling the defender; the ladder rests until the next check-in."""

    person: str


@dataclass(frozen=True)
class CheckInAnswered(Happened):
    """The defender answered, asked or not. `next_at` is when they are asked again."""

    answer: CheckInAnswer
    words: str
    next_at: datetime
    question: Question | None
    """What they had been asked."""
    capped: bool = False
    """They wanted a later time than is allowed."""
    written_at: datetime | None = None


@dataclass(frozen=True)
class CheckInIntervalChanged(Happened):
    """A partner changed how often the defender is asked."""

    person: str
    every: timedelta


@dataclass(frozen=True)
class RoomSpoke(Happened):
    """A partner wrote in the room; what they wrote is not kept."""

    person: str


@dataclass(frozen=True)
class RoomUpdateAsked(Happened):
    """The room was silent for long and was asked how things stand."""


@dataclass(frozen=True)
class LeadTaken(Happened):
    """This person leads from now on."""

    person: str
    by: str


@dataclass(frozen=True)
class Noted(Happened):
    """A partner wrote a note for all, or, if it `corrects`, in the place of their note of this number."""

    person: str
    text: str
    number: int = 0
    corrects: bool = False


@dataclass(frozen=True)
class DefenderTold(Happened):
    """A partner had words passed on to the defender."""

    person: str
    text: str
    corrects: bool = False


@dataclass(frozen=True)
class DefenderBroughtIn(Happened):
    """A partner asked the defender into the alert room."""

    person: str


@dataclass(frozen=True)
class ResolutionProposed(Happened):
    """One organisation holds that the threat is over."""

    organisation: str
    person: str
    reason: str


@dataclass(frozen=True)
class ResolutionReminded(Happened):
    """A proposal waits for its second voice; the room was reminded."""


@dataclass(frozen=True)
class ResolutionDenied(Happened):
    """Somebody does not agree that it is over; `person` is the defender or a partner."""

    person: str
    why: str
    secretly: bool = False
    """The defender did so by their duress word, and is still to be answered as if they had not."""


@dataclass(frozen=True)
class EndFeigned(Happened):
    """The defender agreed that it is over, perhaps under force: they read that it is closed; it is not."""


@dataclass(frozen=True)
class AlertResolved(Happened):
    """A second voice agreed: the threat is over."""

    person: str


@dataclass(frozen=True)
class RoomLocked(Happened):
    """The cooling-off is over; the room can be read and no longer written."""


@dataclass(frozen=True)
class AlertPurged(Happened):
    """The day named by the retention has come."""


@dataclass(frozen=True)
class ClockSetRight(Happened):
    """Vigil's time was ahead by `span`: whatever is noted for later than now was `span` earlier."""

    span: timedelta


Event: TypeAlias = (
    AlertRaised | OrganisationCalled | RotaExhausted | RoomOpened | RoomRefused | RoomAwaited | RoomRetried
    | PeopleInvited | InvitationFailed | OrganisationUnreachable | BriefDelivered | DeliveryFellShort
    | DeliveryMended | PersonJoined | PersonLeft | Acknowledged | Passed | AcknowledgementOverdue
    | DefenderWrote | AlarmRaised | DefenderReachChanged | QuestionDelivered | QuestionPutAgain
    | CheckInAsked | CheckInOverdue | CheckInTaken | CheckInAnswered | CheckInIntervalChanged | RoomSpoke
    | RoomUpdateAsked | LeadTaken | Noted | DefenderTold | DefenderBroughtIn | ResolutionProposed
    | ResolutionReminded | ResolutionDenied | EndFeigned | AlertResolved | RoomLocked | AlertPurged
    | ClockSetRight | t.TrustEvent | x.EscalationEvent | c.CoordinatorEvent
)  # fmt: skip
