"""What lies on the homeserver in memory (`homeserver.py`): rooms, and what was said in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.matrix.batch import TimelineEvent


@dataclass(frozen=True)
class Said:
    """One event in a room. `session` is the key of what the bot encrypted; `readers` have that of others."""

    number: int
    event_id: str
    sender: str
    kind: str
    content: Mapping[str, Any]
    session: str | None = None
    readers: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        """The words, those of the new version if it is an edit."""
        return str(self.content.get("m.new_content", self.content).get("body", ""))

    @property
    def mentions(self) -> tuple[str, ...]:
        """Whom it pings."""
        return tuple(self.content.get("m.mentions", {}).get("user_ids", ()))


@dataclass(frozen=True)
class Ciphertext:
    """What is inside an encrypted event of a person, and under which key."""

    room: str
    sender: str
    kind: str
    content: Mapping[str, Any]
    session: str
    index: int
    phone: str


@dataclass
class Room:
    """One room. `seen_from` and `seen_to` bound what of the timeline somebody is shown."""

    id: str
    name: str
    creator: str
    mark: str | None = None
    encrypted: bool = True
    locked: bool = False
    bot_may_protect: bool = True
    hidden: bool = False
    """The homeserver does not show the bot that the room is encrypted."""
    members: dict[str, str] = field(default_factory=dict)
    seen_from: dict[str, int] = field(default_factory=dict)
    seen_to: dict[str, int] = field(default_factory=dict)
    timeline: list[Said] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    state: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """How a room of the bot's is set up, by `WATCHED`."""
    events: list[TimelineEvent] = field(default_factory=list)
    """What the bot has not been shown yet, because it is only invited."""
