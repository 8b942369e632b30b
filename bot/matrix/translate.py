"""From the JSON of `/sync` to plain values. Every event stands on its own: a bad one costs only itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.matrix.batch import Gap, Invite, Membership, RoomChange, RoomSeen, TimelineEvent
from bot.matrix.clean_json import nests_too_deep
from bot.matrix.rooms import MARK, WATCHED
from bot.matrix.signed_json import MALFORMED

_MEMBERSHIPS = frozenset({"invite", "join", "leave", "ban", "knock"})
_KEPT = ("event_id", "sender", "type", "content", "origin_server_ts", "state_key")
ENCRYPTED = "m.room.encrypted"
"""State of this type is no state: it is handed on, and found to be forged."""

_LONGEST_AGE = 10 * 365 * 86_400_000
"""Milliseconds; what is said to be older is nonsense."""


@dataclass
class Findings:
    """What has been read so far; `dropped` counts what could not be read, by reason."""

    events: list[TimelineEvent] = field(default_factory=list)
    invites: list[Invite] = field(default_factory=list)
    memberships: list[Membership] = field(default_factory=list)
    rooms: list[RoomSeen] = field(default_factory=list)
    changes: list[RoomChange] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class RoomUpdate:
    """One room's part of an answer, oldest first: the state before the timeline, and it.

    `before` is the token at which the timeline begins, and `limited` says that something was left out there.
    """

    room: str
    state: Sequence[object]
    timeline: Sequence[object]
    before: str | None = None
    limited: bool = False


class Reader:
    """Reads one answer of `/sync` for the bot `own_user`."""

    def __init__(
        self, own_user: str, now: datetime, *, since: str | None, after: datetime | None = None
    ) -> None:
        """`since`: where the answer begins, None if it is about everything.

        Then what was said is history, but for what was sent `after` that, if it is given.
        """
        self._own_user = own_user
        self._now = now
        self._since = since
        self._after = after if since is None else None
        self.found = Findings()

    def invite(self, room: str, value: object) -> None:
        """An invitation (spec: "Invited Room"). Its state may come without event IDs; then one is made up."""
        try:
            events: list[dict[str, Any]] = value["invite_state"]["events"]  # type: ignore[index]
            ours = [event for event in events if self._is_own_membership(event)]
            event = ours[-1]
            given = event.get("event_id")
            event_id = _event_id(given) if given else f"invite:{room}:{self._since}"
            if event["content"]["membership"] != "invite":
                raise ValueError("That is no invitation.")
            self.found.invites.append(Invite(_text(event_id), room, _text(event["sender"])))
        except MALFORMED:
            self.found.dropped["invites"] += 1

    def room(self, update: RoomUpdate, *, encrypted: bool) -> bool:
        """A room that the bot is in or has just left; returns whether it is encrypted now.

        `encrypted`: it was when the part before this one ended. In a room that the bot has just come into,
        what was said before it was asked in is history, and what was said since is for it.
        """
        walk = _Walk(update.room, encrypted)
        entered = self._entered(update)
        new = self._since is not None or self._after is not None
        gap = self._gap(update, entered, encrypted) if new else None
        if gap is not None:
            self.found.gaps.append(gap)
        first = self._asked_in_at(update.timeline) if entered and new and gap is None else 0
        for event in update.state:
            self._read(walk, event, timeline=False)
        for position, event in enumerate(update.timeline):
            self._read(walk, event, timeline=new and position >= first)
        if entered or self._since is None or (walk.encrypted and not encrypted):
            members = tuple(person for person, membership in walk.members.items() if membership == "join")
            self.found.rooms.append(RoomSeen(update.room, walk.encrypted, walk.mark, members))
        return walk.encrypted

    def _gap(self, update: RoomUpdate, entered: bool, encrypted: bool) -> Gap | None:
        """What was left out before the timeline, unless nothing in it can be for the bot.

        Where the bot has just come in, that is whatever comes after its invitation, be it said to be left out
        or not.
        """
        back = entered or self._since is None
        if update.before is None or not (back or update.limited):
            return None
        if back and (self.reaches_back(update.timeline) or _is_closed_to_newcomers(update)):
            return None
        return Gap(update.room, update.before, None if back else self._since, self._after, encrypted)

    def late(self, gap: Gap, events: Sequence[object]) -> None:
        """What was said in this part of a gap, which later parts have overtaken: its state is out of date.

        In a gap without beginning only what was said since the bot was asked in counts.
        """
        walk = _Walk(gap.room, gap.encrypted)
        for event in events[self._asked_in_at(events, "invite") if gap.since is None else 0 :]:
            if not (isinstance(event, dict) and "state_key" in event):
                self._read(walk, event, timeline=True)
            elif event.get("type") == "m.room.encryption" and event["state_key"] == "":
                walk.encrypted = True

    def _read(self, walk: _Walk, event: object, *, timeline: bool) -> None:
        try:
            if not isinstance(event, dict) or event["event_id"] in walk.seen:
                return
            walk.seen.add(_event_id(event["event_id"]))
            if "state_key" in event and event["type"] != ENCRYPTED:
                self._read_state(walk, event)
            elif timeline and event["sender"] != self._own_user and not self._is_history(event):
                self.found.events.append(self._event(walk, event))
        except MALFORMED:
            self.found.dropped["events"] += 1

    def _event(self, walk: _Walk, event: Mapping[str, Any]) -> TimelineEvent:
        _text(event["type"])
        if not isinstance(event["content"], dict):
            raise TypeError("An event's content is an object.")
        raw = {name: event[name] for name in _KEPT if name in event}
        if nests_too_deep(raw):
            raise ValueError("No client means that.")
        return TimelineEvent(
            event_id=_text(event["event_id"]),
            room=walk.room,
            sender=_text(event["sender"]),
            sent_at=self._sent_at(event),
            encrypted_room=walk.encrypted,
            raw={**raw, "room_id": walk.room},
        )

    def _sent_at(self, event: Mapping[str, Any]) -> datetime:
        """By Vigil's own clock, which other clocks may be far from: so long ago as the homeserver says."""
        unsigned = event.get("unsigned")
        age = unsigned.get("age") if isinstance(unsigned, dict) else None
        if isinstance(age, int) and 0 <= age < _LONGEST_AGE:
            return self._now - timedelta(milliseconds=age)
        return self._moment(event.get("origin_server_ts"))

    def _moment(self, milliseconds: object) -> datetime:
        """When the sender's homeserver says it was sent; now, if it says nonsense: the words matter more."""
        try:
            return datetime.fromtimestamp(int(milliseconds) / 1000, UTC)  # type: ignore[call-overload]
        except (TypeError, ValueError, OverflowError, OSError):
            return self._now

    def _read_state(self, walk: _Walk, event: Mapping[str, Any]) -> None:
        kind, content = event["type"], event["content"]
        if event["state_key"] == "" and isinstance(kind, str):
            self._note_change(walk, event, WATCHED.get(kind))
        if kind == "m.room.member":
            membership, person = content["membership"], _text(event["state_key"])
            if membership not in _MEMBERSHIPS:
                raise ValueError("No such membership.")
            walk.members[person] = membership
            sender = _text(event["sender"])
            self.found.memberships.append(
                Membership(_text(event["event_id"]), walk.room, person, membership, sender)
            )
        elif kind == "m.room.encryption" and event["state_key"] == "":
            walk.encrypted = True
        elif kind == "m.room.create":
            mark = content.get(MARK)
            walk.mark = mark if isinstance(mark, str) else None

    def _note_change(self, walk: _Walk, event: Mapping[str, Any], what: str | None) -> None:
        """What makes no sense is handed on as nothing, which is not how Vigil sets up a room."""
        if what is None:
            return
        content = event["content"]
        self.found.changes.append(
            RoomChange(
                _text(event["event_id"]),
                walk.room,
                _text(event["sender"]),
                what,
                content if isinstance(content, dict) and not nests_too_deep(content) else {},
            )
        )

    def _entered(self, update: RoomUpdate) -> bool:
        """The bot has come in since the last answer: its own join is here, and it was not in before."""
        return any(
            self._is_own_membership(event, "join") and _membership_before(event) != "join"
            for event in (*update.state, *update.timeline)
        )

    def _asked_in_at(self, history: Sequence[object], *kinds: str) -> int:
        """Where the bot's last invitation is in `history`, else its joining; 0 if both are further back."""
        for wanted in kinds or ("invite", "join"):
            for position in range(len(history) - 1, -1, -1):
                if self._is_own_membership(history[position], wanted):
                    return position
        return 0

    def _is_history(self, event: Mapping[str, Any]) -> bool:
        return self._after is not None and self._sent_at(event) < self._after

    def reaches_back(self, events: Iterable[object]) -> bool:
        """Whether nothing that counts can have been said in the room before these events.

        Rooms are gone through in the order of their events, and not of time: words with an old time, of a
        server that was cut off or has a wrong clock, may stand in front of new ones. So all of these events
        have to be old, and one of them Vigil's own, to which no other server gave its time.
        """
        found = [event for event in events if isinstance(event, dict)]
        return self.asked_in(found) or (
            all(map(self._is_history, found)) and any(each.get("sender") == self._own_user for each in found)
        )

    def asked_in(self, events: Iterable[object]) -> bool:
        """The bot's invitation, or the room's beginning, is among these: nothing further back is for it."""
        return any(
            self._is_own_membership(event, "invite")
            or (isinstance(event, dict) and event.get("type") == "m.room.create")
            for event in events
        )

    def _is_own_membership(self, event: object, membership: str | None = None) -> bool:
        if not isinstance(event, dict) or event.get("type") != "m.room.member":
            return False
        content = event.get("content")
        return event.get("state_key") == self._own_user and (
            membership is None or (isinstance(content, dict) and content.get("membership") == membership)
        )


@dataclass
class _Walk:
    """What is known of a room while its events are gone through in order."""

    room: str
    encrypted: bool
    mark: str | None = None
    members: dict[str, str] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)


def _is_closed_to_newcomers(update: RoomUpdate) -> bool:
    """Nobody is shown what was said before they came in, not even that they were asked in."""
    shown = [
        event["content"].get("history_visibility")
        for event in (*update.state, *update.timeline)
        if isinstance(event, dict)
        and event.get("type") == "m.room.history_visibility"
        and event.get("state_key") == ""
        and isinstance(event.get("content"), dict)
    ]
    return bool(shown) and all(each == "joined" for each in shown)


def _membership_before(event: object) -> object:
    try:
        unsigned: dict[str, Any] = event["unsigned"]  # type: ignore[index]
        return unsigned["prev_content"]["membership"]
    except MALFORMED:
        return None


def _event_id(value: object) -> str:
    """Every event's ID begins so (spec: "Event IDs"), and none of what Vigil itself puts in the inbox."""
    text = _text(value)
    if not text.startswith("$"):
        raise ValueError("No event has such an ID.")
    return text


def _text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError("Not a text.")
    return value
