"""What has happened to the trust in people and in the room; the other events are in `events.py`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from rooms.alert import RoomPart
from rooms.happened import Happened


@dataclass(frozen=True)
class IdentityDoubted(Happened):
    """Somebody's identity is not the one they were known by: until it is settled, it may be anybody."""

    person: str


@dataclass(frozen=True)
class IdentitySettled(Happened):
    """A coordinator has made sure of them; `first`: nobody could be briefed before."""

    person: str
    first: bool = False


@dataclass(frozen=True)
class OrganisationCutOff(Happened):
    """For so long as an answer may take, nobody has made sure of any of its people."""

    organisation: str


@dataclass(frozen=True)
class DeviceLeftOut(Happened):
    """A device of this person's is given no keys, since they have not verified it."""

    person: str


@dataclass(frozen=True)
class DefenderDeviceChanged(Happened):
    """The defender writes from a device that is verified from now on, or from one that is not."""

    signed: bool


@dataclass(frozen=True)
class PeopleSuspended(Happened):
    """These people have no part in it any more; `again`: they had come back."""

    people: tuple[str, ...]
    again: bool = False


@dataclass(frozen=True)
class PeopleReinstated(Happened):
    """These people may take part again."""

    people: tuple[str, ...]


@dataclass(frozen=True)
class ProposalLapsed(Happened):
    """Whoever proposed the end is not to be relied on any more."""

    organisation: str


@dataclass(frozen=True)
class IntruderFound(Happened):
    """Somebody is in the room whom Vigil did not invite; `tell` says whether people hear of it."""

    person: str
    tell: bool = True


@dataclass(frozen=True)
class RoomAltered(Happened):
    """Somebody else has changed how the room is set up; `tell` says whether people hear of it."""

    part: RoomPart
    tell: bool = True


TrustEvent: TypeAlias = (
    IdentityDoubted
    | IdentitySettled
    | OrganisationCutOff
    | DeviceLeftOut
    | DefenderDeviceChanged
    | PeopleSuspended
    | PeopleReinstated
    | ProposalLapsed
    | IntruderFound
    | RoomAltered
)
