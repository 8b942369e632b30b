"""The shell's own outbox rows: what has to be done about chats, beside the actions of an alert."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from bot.charts import CHARTS, Chart
from bot.coordinating.changes import CHANGES
from rooms.alert import RoomPart
from rooms.texts import Text


def chat_queue(room: str) -> str:
    """The queue of what concerns one chat alone: a bad one keeps nothing from the person's other chats."""
    return f"chat:{room}"


_JOIN, _STRANGER = "join:", "stranger:"


def join_queue(person: str, room: str, *, known: bool) -> str:
    """The queue in which Vigil comes into this chat: how long that takes, another server decides."""
    return f"{_JOIN}{person} {room}" if known else f"{_STRANGER}{room}"


def joiner(queue: str) -> str | None:
    """Whose invitation is accepted in this queue, "" for a stranger's; None if it is no such queue."""
    if queue.startswith(_STRANGER):
        return ""
    return queue.removeprefix(_JOIN).partition(" ")[0] if queue.startswith(_JOIN) else None


@dataclass(frozen=True)
class JoinChat:
    """Accept an invitation into a direct chat; `follows`: come into the room that has replaced one."""

    room: str
    follows: bool = False


@dataclass(frozen=True)
class LeaveChat:
    """Leave a stranger's chat, and forget it: nothing more is to be said there, and nothing to be heard.

    Not if they are no stranger by then.
    """

    room: str


@dataclass(frozen=True)
class ProtectChat:
    """Turn encryption on in a direct chat, where Vigil may."""

    room: str


@dataclass(frozen=True)
class Reply:
    """Say something in this room, to those it belongs to; `plans` as in `TellDefender`.

    `any_device`: it is no secret, and said to whoever is there.
    """

    room: str
    text: Text
    plans: bool = False
    any_device: bool = False


@dataclass(frozen=True)
class OpenCoordinationRoom:
    """Make the coordination room. `mark` finds it again if a crash hides the answer."""

    mark: str


@dataclass(frozen=True)
class InviteCoordinator:
    """Ask an admin into the coordination room."""

    room: str
    person: str


@dataclass(frozen=True)
class PutOut:
    """Put these people out of a room of Vigil's that is no alert room."""

    room: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class PutBack:
    """Set up this part of a room of Vigil's that is no alert room as it was."""

    room: str
    part: RoomPart


@dataclass(frozen=True)
class TellPerson:
    """Say something to this person alone, on any of their devices, trusted or not: it is no secret.

    It goes into their own direct chat, or into one that Vigil makes; in this language, or in the usual one.
    """

    person: str
    text: Text
    language: str = ""


@dataclass(frozen=True)
class OpenChat:
    """Ask this person into a direct chat that Vigil makes, if there is none; they are greeted in it later."""

    person: str


@dataclass(frozen=True)
class SignPerson:
    """Sign this master key of theirs as verified."""

    person: str
    master: str


@dataclass(frozen=True)
class SendEvent:
    """Send this event of a verification, with its content as JSON, to whoever is there, on any device."""

    room: str
    type: str
    content: str


@dataclass(frozen=True)
class AskToVerify:
    """Ask this person, in their direct chat or one that Vigil makes, to verify Vigil and be verified."""

    person: str


@dataclass(frozen=True)
class CheckReach:
    """Look whether the partners' devices can be reached; `asked`: the outcome is told in any case."""

    asked: bool


@dataclass(frozen=True)
class DrawPicture:
    """Draw this chart, and show it in an encrypted room."""

    room: str
    chart: Chart
    name: str


@dataclass(frozen=True)
class UploadFile:
    """Upload this file (`data` in base64, `size` bytes), and show it in an encrypted room."""

    room: str
    name: str
    mimetype: str
    data: str = field(repr=False)
    size: int
    width: int = 0
    height: int = 0


@dataclass(frozen=True)
class PostFile:
    """Show what was uploaded: the content of the message as JSON."""

    room: str
    content: str = field(repr=False)


@dataclass(frozen=True)
class WriteCalendar:
    """Write an organisation's duties as a calendar, and show it in an encrypted room."""

    room: str
    organisation: str


@dataclass(frozen=True)
class ReadCalendar:
    """Take over an organisation's duties from a calendar that `person`, a coordinator, has sent.

    `file` is the `file` object of the message as JSON; if it is empty, the event with this ID has it.
    """

    room: str
    organisation: str
    person: str
    file: str = field(repr=False)
    event: str = ""


Job: TypeAlias = (
    JoinChat
    | LeaveChat
    | ProtectChat
    | Reply
    | OpenCoordinationRoom
    | InviteCoordinator
    | PutOut
    | PutBack
    | TellPerson
    | OpenChat
    | SignPerson
    | SendEvent
    | AskToVerify
    | CheckReach
    | DrawPicture
    | UploadFile
    | PostFile
    | WriteCalendar
    | ReadCalendar
)

JOBS = (
    JoinChat,
    LeaveChat,
    ProtectChat,
    Reply,
    OpenCoordinationRoom,
    InviteCoordinator,
    PutOut,
    PutBack,
    TellPerson,
    OpenChat,
    SignPerson,
    SendEvent,
    AskToVerify,
    CheckReach,
    DrawPicture,
    UploadFile,
    PostFile,
    WriteCalendar,
    ReadCalendar,
    *CHARTS,
    *CHANGES,
)
"""The classes of these rows, and of what waits for a yes, for the database's codec."""
