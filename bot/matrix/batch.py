"""What one answer of `/sync` says, as plain values: nothing here knows how it was fetched."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class TimelineEvent:
    """Something that somebody else sent into a room.

    `encrypted_room`: the room was encrypted when this event came, so that a plaintext message in it counts
    for nothing. `raw` is the event with its `room_id`, as `Gateway.decrypt` wants it; its type is a text, its
    content an object.
    """

    event_id: str
    room: str
    sender: str
    sent_at: datetime
    encrypted_room: bool
    raw: dict[str, Any] = field(repr=False)


@dataclass(frozen=True)
class Invite:
    """Somebody asks the bot into a room."""

    event_id: str
    room: str
    sender: str


@dataclass(frozen=True)
class Membership:
    """`person` is now "invite", "join", "leave", "ban" or "knock" in `room`; `sender` made it so."""

    event_id: str
    room: str
    person: str
    membership: str
    sender: str


@dataclass(frozen=True)
class RoomChange:
    """How a room is set up was changed: `what` (one of `bot.matrix.rooms.WATCHED`) has this content now.

    `sender` is whom the homeserver names, which can name anybody.
    """

    event_id: str
    room: str
    sender: str
    what: str
    content: dict[str, Any] = field(repr=False)


@dataclass(frozen=True)
class Withheld:
    """The sender's app says, in the clear, that it keeps this session's key from the bot; `code` says why."""

    room: str
    sender: str
    session_id: str
    code: str


@dataclass(frozen=True)
class RoomSeen:
    """A room that the bot is newly in, or that has just become encrypted.

    `mark` is that of its `m.room.create`, `members` who has joined, as far as this answer of `/sync` says
    (the whole truth when the bot is newly in).
    """

    room: str
    encrypted: bool
    mark: str | None = None
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Gap:
    """Part of a room's timeline that an answer has left out: before one token, and since another.

    Without `since` it reaches back to where the bot was asked in; then what was sent before `after`, if that
    is given, is no news. Without `before` it reaches up to now. `encrypted`: the room was, where it begins.
    `begun`: some of it was had.
    """

    room: str
    before: str
    since: str | None
    after: datetime | None = None
    encrypted: bool = False
    begun: bool = False


@dataclass(frozen=True)
class Portion:
    """What of a gap was fetched, oldest first, and what is left of it, which is older.

    `stuck`: for now there is nothing more to be had. `empty`: an end was shown that cannot be one.
    """

    events: tuple[TimelineEvent, ...]
    rest: Gap | None
    stuck: bool = False
    empty: bool = False


@dataclass(frozen=True)
class Batch:
    """All that one answer of `/sync` brought; `token` is where the next one begins.

    `keys` are the Megolm sessions `(room, session)` that can be read from now on. `changed_users` are people
    whose devices changed, `begun_anew` people with a device that began a new channel, and that may be lacking
    what it was given over the old one. `initial`: the first sync of all, so what was said before is history.
    """

    token: str
    events: tuple[TimelineEvent, ...] = ()
    invites: tuple[Invite, ...] = ()
    memberships: tuple[Membership, ...] = ()
    rooms: tuple[RoomSeen, ...] = ()
    changes: tuple[RoomChange, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    withheld: tuple[Withheld, ...] = ()
    gaps: tuple[Gap, ...] = ()
    changed_users: tuple[str, ...] = ()
    begun_anew: tuple[str, ...] = ()
    initial: bool = False

    @property
    def empty(self) -> bool:
        """Nothing but a token."""
        return not (
            self.events
            or self.invites
            or self.memberships
            or self.rooms
            or self.changes
            or self.keys
            or self.withheld
            or self.gaps
            or self.changed_users
            or self.begun_anew
        )
