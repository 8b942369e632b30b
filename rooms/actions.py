"""What the world must now be told or made to do. Each becomes one row of the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from rooms.alert import Message, Question, RoomPart
from rooms.texts import Text


@dataclass(frozen=True)
class OpenRoom:
    """Make the alert's room. `mark` finds it again if a crash hides the answer."""

    code: str
    mark: str


@dataclass(frozen=True)
class InvitePeople:
    """Invite these people into the alert's room."""

    people: tuple[str, ...]


@dataclass(frozen=True)
class TellRoom:
    """Say something in the alert's room; the people in `mention` are pinged."""

    text: Text
    mention: tuple[str, ...] = ()


@dataclass(frozen=True)
class TellPeople:
    """Say something to each of these people in their own chat, as long as it is true and they are called.

    On any of their devices, trusted or not: it is no secret.
    """

    text: Text
    people: tuple[str, ...]
    when_over: bool = False
    """It says that the alert is over, and is said only then."""


@dataclass(frozen=True)
class BriefRoom:
    """Post the brief, pinging those it is for; its delivery is reported back."""

    text: Text
    mention: tuple[str, ...]


@dataclass(frozen=True)
class RelayToRoom:
    """Post what the defender sent into the alert's room, under the alias."""

    alias: str
    message: Message


@dataclass(frozen=True)
class TellDefender:
    """Say something to the defender in their direct chat.

    `asks`: it is a question, put at `asked_at`, and its delivery is reported back in any case.
    `plans`: it tells who comes or what they mean to do, so only who is known to be the defender may read it;
    `instead` is said in a chat that is not encrypted, if they cannot.
    """

    text: Text
    asks: Question | None = None
    asked_at: datetime | None = None
    plans: bool = False
    instead: Text | None = None


@dataclass(frozen=True)
class TellCoordinators:
    """Say something in the coordination room; `urgent` pings them.

    `telephones`: the organisations (by ID) whose telephone numbers on file are told with it.
    """

    text: Text
    urgent: bool = False
    telephones: tuple[str, ...] = ()


@dataclass(frozen=True)
class RemovePeople:
    """Put these people out of the alert's room, and encrypt anew from here on."""

    people: tuple[str, ...]


@dataclass(frozen=True)
class RestoreRoom:
    """Set up this part of the alert's room again as it was, and encrypt anew."""

    part: RoomPart


@dataclass(frozen=True)
class EndRoom:
    """The room's name says that it is over, and nobody is asked in any more."""


@dataclass(frozen=True)
class LockRoom:
    """Make the alert's room read-only."""


@dataclass(frozen=True)
class LeaveRoom:
    """Leave and forget the alert's room; the record is erased when that is done."""


Action: TypeAlias = (
    OpenRoom
    | InvitePeople
    | TellRoom
    | TellPeople
    | BriefRoom
    | RelayToRoom
    | TellDefender
    | TellCoordinators
    | RemovePeople
    | RestoreRoom
    | EndRoom
    | LockRoom
    | LeaveRoom
)
