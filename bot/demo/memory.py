"""What a scripted person sees and remembers, with the times, and how far the script has read it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

_ATTACHED = {
    "m.image": "picture",
    "m.audio": "voice message",
    "m.video": "video",
    "m.file": "file",
    "m.location": "place",
}


@dataclass(frozen=True, eq=False)
class Seen:
    """A message as a person reads it."""

    room: str
    event_id: str
    sender: str
    type: str
    content: Mapping[str, Any] = field(repr=False)
    text: str
    """The words: of a text, of the new version of an edited one, of a caption; the name of a file."""
    encrypted: bool
    at: float
    """`time.monotonic()` when it could be read."""
    sent_at: datetime
    """When the homeserver took it."""

    @property
    def kind(self) -> str:
        """`m.text`, `m.image` ...; for what is not a message, the event's type."""
        return str(self.content.get("msgtype", self.type))

    @property
    def edits(self) -> str | None:
        """The event ID of the message that this one replaces."""
        relation = _mapping(self.content.get("m.relates_to"))
        return relation.get("event_id") if relation.get("rel_type") == "m.replace" else None

    @property
    def answers(self) -> str | None:
        """The event ID of the message that this one is a reply to."""
        relation = _mapping(self.content.get("m.relates_to"))
        return _mapping(relation.get("m.in_reply_to")).get("event_id")

    @property
    def mentions(self) -> tuple[str, ...]:
        """The users whom it pings."""
        return tuple(_mapping(self.content.get("m.mentions")).get("user_ids", ()))


@dataclass(frozen=True)
class Sent:
    """A message that a person sent."""

    room: str
    event_id: str
    content: Mapping[str, Any] = field(repr=False)
    at: float
    """`time.monotonic()` just before the message itself left, its keys having been given out."""


@dataclass(frozen=True)
class Unreadable:
    """A message that arrived encrypted and whose key has not come."""

    room: str
    event_id: str
    sender: str
    session_id: str
    raw: Mapping[str, Any] = field(repr=False)
    at: float
    """`time.monotonic()` when it arrived."""


class NotSeen(AssertionError):
    """A person waited for something in vain, or saw what nobody should have; the text says what was seen."""


class Witness(Protocol):
    """Is told what people say and see, as it happens."""

    def said(self, who: str, room: str, text: str) -> None:
        """`who` sent `text` into the room of that name."""
        ...

    def saw(self, who: str, room: str, message: Seen) -> None:
        """`who` could read `message` in the room of that name."""
        ...

    def joined(self, who: str, room: str) -> None:
        """`who` entered the room of that name."""
        ...


Pattern = str | re.Pattern[str]


def matches(pattern: Pattern, text: str) -> bool:
    """A string is looked for as it is, whatever the case; a compiled pattern as `search` does."""
    if isinstance(pattern, str):
        return pattern.casefold() in text.casefold()
    return pattern.search(text) is not None


class Memory:
    """All that a person saw, in the order in which it could be read; each room has a bookmark."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self.seen: list[Seen] = []
        self.unreadable: dict[str, Unreadable] = {}
        self._read_to: dict[str, int] = {}
        self._known: set[str] = set()
        self._change = asyncio.Event()
        self._waiting = 0
        self._awaited = asyncio.Event()

    def knows(self, event_id: str) -> bool:
        """Whether the event arrived before, readable or not."""
        return event_id in self._known

    def note(self, message: Seen) -> None:
        """Remember a message that can be read."""
        self._known.add(message.event_id)
        self.unreadable.pop(message.event_id, None)
        self.seen.append(message)
        self.changed()

    def note_unreadable(self, event: Unreadable) -> None:
        """Remember a message that cannot be read yet."""
        self._known.add(event.event_id)
        self.unreadable[event.event_id] = event
        self.changed()

    def changed(self) -> None:
        """Wake all who wait: something happened that they may have been waiting for."""
        woken, self._change = self._change, asyncio.Event()
        woken.set()

    async def next_change(self) -> None:
        """Wait until something happens."""
        self._waiting += 1
        self._awaited.set()
        try:
            await self._change.wait()
        finally:
            self._waiting -= 1
            if not self._waiting:
                self._awaited.clear()

    async def awaited(self) -> None:
        """Wait until somebody waits for something to happen."""
        await self._awaited.wait()

    def unread(self, room: str | None = None) -> Iterator[Seen]:
        """The messages after the bookmarks, oldest first."""
        for number, message in enumerate(self.seen):
            if number >= self._read_to.get(message.room, 0) and room in (None, message.room):
                yield message

    def read(self, wanted: Callable[[Seen], bool], room: str | None) -> Seen | None:
        """The first unread message that is `wanted`; the bookmark of its room moves behind it."""
        found = next(filter(wanted, self.unread(room)), None)
        if found is not None:
            self._read_to[found.room] = self.seen.index(found) + 1
        return found


def readable(room: str, raw: Mapping[str, Any], payload: Mapping[str, Any], at: float) -> Seen:
    """Make a `Seen` of an event and what was inside it (the event itself if it was not encrypted)."""
    content = _mapping(payload.get("content"))
    return Seen(
        room=room,
        event_id=raw["event_id"],
        sender=raw["sender"],
        type=str(payload.get("type", "")),
        content=content,
        text=_words(content),
        encrypted=payload is not raw,
        at=at,
        sent_at=datetime.fromtimestamp(raw["origin_server_ts"] / 1000, UTC),
    )


def shown(kind: str, text: str) -> str:
    """The words for a transcript: what is more than words is named, unless they name it themselves."""
    thing = _ATTACHED.get(kind, "")
    return text if text.casefold().startswith(thing) else f"({thing}) {text}"


def _words(content: Mapping[str, Any]) -> str:
    newest = _mapping(content.get("m.new_content")) or content
    reaction = _mapping(content.get("m.relates_to")).get("key", "")
    return str(newest.get("body", reaction))


def _mapping(value: Any) -> Mapping[str, Any]:
    """What somebody else sent may be anything."""
    return value if isinstance(value, Mapping) else {}
