"""What comes to an alert from outside: messages, commands, reports of the shell, and time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from rooms.alert import Inferred, Message, Policy, Question, Reach, RoomPart
from rooms.coordinator_events import Ending
from rooms.roster import Defender
from rooms.timers import Timer


@dataclass(frozen=True)
class Raise:
    """A defender asks for help. `code` and `mark` are fresh random words made by the shell."""

    defender: Defender
    code: str
    mark: str
    words: str
    policy: Policy
    protected: bool = True
    covert: bool = False
    earlier: tuple[Message, ...] = ()
    """What they sent just before, when they were still being asked whether they need help."""
    signed: bool = True
    """False: it came from a device that they have not verified; nobody is left alone for that."""
    exercise: bool = False
    on_behalf: str = ""
    """The coordinator who took the call. Then, and in an exercise, the defender may have no address."""
    inferred: Inferred | None = None
    written_at: datetime | None = None


@dataclass(frozen=True)
class Wrote:
    """The defender wrote or sent something; `duress` when their duress word is in it."""

    message: Message
    duress: bool = False


@dataclass(frozen=True)
class RoomWasOpened:
    """The homeserver made the alert room."""

    room: str


@dataclass(frozen=True)
class RoomWasRefused:
    """The homeserver refused to make the alert room."""


@dataclass(frozen=True)
class InvitationsSettled:
    """What became of the invitations."""

    invited: tuple[str, ...]
    failed: tuple[str, ...]


@dataclass(frozen=True)
class Delivered:
    """A message is in the room; `unreached` of its audience could not be given the key."""

    unreached: tuple[str, ...]
    brief: bool = False
    unsigned: tuple[str, ...] = ()
    """Those of `unreached` who have devices, and have verified none of them."""
    withheld: tuple[str, ...] = ()
    """Who has a device that was given no key for want of a signature, beside others perhaps."""


@dataclass(frozen=True)
class DefenderReached:
    """What became of words to the defender: at each question, and else when it is not as it was before."""

    reach: Reach
    asks: Question | None = None
    asked_at: datetime | None = None
    """Which question it was: as in `rooms.actions.TellDefender`."""


@dataclass(frozen=True)
class BecameReadable:
    """These people have a device that was given the room's keys just now.

    `refused`: those of them whose device was refused the keys of what was said before.
    """

    people: tuple[str, ...]
    refused: tuple[str, ...] = ()


@dataclass(frozen=True)
class Joined:
    """Somebody came into the alert room."""

    person: str


@dataclass(frozen=True)
class Left:
    """Somebody left the alert room, or turned the invitation down."""

    person: str


@dataclass(frozen=True)
class IdentityChanged:
    """Somebody's identity (their master key) is not the one that Vigil knows them by."""

    person: str


@dataclass(frozen=True)
class IdentityTrusted:
    """A coordinator has made sure of somebody's identity."""

    person: str


@dataclass(frozen=True)
class DeviceRefused:
    """A device of this person's is given no keys: they have not verified it."""

    person: str


@dataclass(frozen=True)
class Suspended:
    """Coordinators have taken these people out of all work until further notice."""

    people: tuple[str, ...]


@dataclass(frozen=True)
class Reinstated:
    """Coordinators let these people take part again."""

    people: tuple[str, ...]


@dataclass(frozen=True)
class Intruded:
    """Somebody is in the alert room, or invited into it, whom Vigil did not invite."""

    person: str


@dataclass(frozen=True)
class RoomTampered:
    """Somebody else than Vigil has changed how the alert room is set up."""

    part: RoomPart


@dataclass(frozen=True)
class Spoke:
    """A partner wrote something that is no command; `talk`: words, which they may have meant as an answer."""

    person: str
    talk: bool = False


@dataclass(frozen=True)
class Gestured:
    """A partner has put a picture to a message, such as a thumb: it proves nobody, and answers nothing."""

    person: str


@dataclass(frozen=True)
class Acknowledge:
    """`!ack`: we are on it."""

    person: str
    sent_at: datetime | None = None


@dataclass(frozen=True)
class Pass:
    """`!pass [why]`: we cannot."""

    person: str
    why: str = ""


@dataclass(frozen=True)
class CheckInNow:
    """`!checkin now`: ask the defender at once."""

    person: str


@dataclass(frozen=True)
class CheckInEvery:
    """`!checkin every 30m`."""

    person: str
    every: timedelta


@dataclass(frozen=True)
class Take:
    """`!take`: I am calling the defender."""

    person: str
    sent_at: datetime | None = None


@dataclass(frozen=True)
class Lead:
    """`!lead me` or `!lead @user`."""

    person: str
    lead: str


@dataclass(frozen=True)
class MakeNote:
    """`!note …`: the message of this `number`, or in the place of the note that it `corrects`."""

    person: str
    text: str
    number: int = 0
    corrects: bool = False


@dataclass(frozen=True)
class Tell:
    """`!tell …`: pass these words on to the defender; they read it if these correct earlier ones."""

    person: str
    text: str
    corrects: bool = False


@dataclass(frozen=True)
class BringIn:
    """`!bring-in`: invite the defender into the alert room."""

    person: str


@dataclass(frozen=True)
class Resolve:
    """`!resolve REASON`: propose that the threat is over."""

    person: str
    reason: str


@dataclass(frozen=True)
class Confirm:
    """`!confirm NUMBER`: agree that it is over; the number is that of the proposal."""

    person: str
    number: int | None = None


@dataclass(frozen=True)
class Deny:
    """`!deny [why]`: it is not over."""

    person: str
    why: str = ""


@dataclass(frozen=True)
class Call:
    """`!call ORGANISATION|next|OFFER`; with no `what` the next on the rota."""

    person: str
    what: str = ""


@dataclass(frozen=True)
class Release:
    """`!release ORGANISATION`: the others manage without it."""

    person: str
    organisation: str


@dataclass(frozen=True)
class HandOver:
    """`!handover @user|ORGANISATION`: ask them to take our part over."""

    person: str
    to: str


@dataclass(frozen=True)
class Accept:
    """`!accept`: we take over what was handed to us."""

    person: str


@dataclass(frozen=True)
class Decline:
    """`!decline [why]`: we do not."""

    person: str
    why: str = ""


@dataclass(frozen=True)
class SetLevel:
    """`!level urgent|normal REASON`."""

    person: str
    level: str
    reason: str


@dataclass(frozen=True)
class Escalate:
    """`!escalate`: the next step now."""

    person: str


@dataclass(frozen=True)
class Nearby:
    """Another alert is open in the same area; `tell`: the coordinators hear of it from this one."""

    code: str
    tell: bool = True


@dataclass(frozen=True)
class EndExercise:
    """An exercise is over, by a coordinator's wish or because of a real alert."""

    ending: Ending


@dataclass(frozen=True)
class CallIn:
    """A coordinator has heard more of the person in danger, by telephone or otherwise."""

    by: str
    text: str


@dataclass(frozen=True)
class Tie:
    """A coordinator knows which defender had called."""

    defender: Defender


@dataclass(frozen=True)
class Merge:
    """The alert of this code belongs to this one; the `partners` (by ID) work on that one."""

    code: str
    partners: tuple[str, ...]


@dataclass(frozen=True)
class Due:
    """A timer fell due."""

    timer: Timer


Command: TypeAlias = (
    Acknowledge | Pass | CheckInNow | CheckInEvery | Take | Lead | MakeNote | Tell | BringIn | Resolve
    | Confirm | Deny | Call | Release | HandOver | Accept | Decline | SetLevel | Escalate
)  # fmt: skip

Input: TypeAlias = (
    Raise | Wrote | RoomWasOpened | RoomWasRefused | InvitationsSettled | Delivered | DefenderReached
    | BecameReadable | Joined | Left | IdentityChanged | IdentityTrusted | DeviceRefused | Suspended
    | Reinstated | Intruded | RoomTampered | Spoke | Gestured | Nearby | EndExercise | CallIn
    | Tie | Merge | Due | Command
)  # fmt: skip
