"""A device that is switched on: it syncs, enters rooms, and writes what it can read into a memory."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.demo.device import Device, path
from bot.demo.memory import Memory, Seen, Unreadable, readable
from bot.errors import LoggedOut, Refused, Unreachable

_LONG_POLL_MS = 30_000
_PAUSE = 0.1
_TIMELINE = 100
_PAGES = 10
"""How far up a person scrolls after a gap: this many pages of a hundred events."""
MARKER = "vigil.demo.marker"
_NOTHING: dict[str, Any] = {"types": []}
_FILTER = json.dumps(
    {
        "presence": _NOTHING,
        "account_data": _NOTHING,
        "room": {
            "ephemeral": _NOTHING,
            "account_data": _NOTHING,
            "timeline": {"limit": _TIMELINE},
            # Members are asked for at each sending: sync shows them too late (MATRIX.md, trap 1).
            "state": {"types": ["m.room.name", "m.room.encryption"]},
        },
    }
)


@dataclass
class RoomView:
    """A room as the person's room list shows it."""

    room: str
    membership: str = ""
    name: str = ""
    encrypted: bool = False
    direct: bool = False
    """Whether the invitation said that it is a direct chat."""
    inviter: str | None = None
    number: int = 0
    """Counts up with each room that the person was invited to or made."""

    def apply(self, event: Mapping[str, Any], own: str) -> None:
        """Take a state event (or the stripped form that comes with an invitation) into account."""
        content = event.get("content", {})
        match event.get("type"):
            case "m.room.name":
                self.name = str(content.get("name", ""))
            case "m.room.encryption":
                self.encrypted = True
            case "m.room.member" if event.get("state_key") == own:
                self.membership = str(content.get("membership"))
                if self.membership == "invite":
                    self.inviter = str(event.get("sender"))
                    self.direct = bool(content.get("is_direct"))


class Phone:
    """Runs a device in the background and keeps its person's memory."""

    def __init__(
        self,
        device: Device,
        memory: Memory,
        *,
        auto_join: bool,
        lull: float,
        saw: Callable[[Seen], None],
        joined: Callable[[RoomView], None],
    ) -> None:
        """`saw` and `joined` are told what happens, at once.

        After each sync the phone rests for `lull` seconds, unless somebody waits for what it may bring.
        """
        self.device = device
        self.auto_join = auto_join
        self.lull = lull
        self.rooms: dict[str, RoomView] = {}
        self.markers: set[str] = set()
        self._memory = memory
        self._saw = saw
        self._joined = joined
        self._token = ""
        self._life: asyncio.Task[None] | None = None

    def turn_on(self) -> None:
        """Begin to sync where it stopped."""
        if self._life is None:
            self._life = asyncio.create_task(self._live())
            self._life.add_done_callback(lambda _: self._memory.changed())

    async def turn_off(self) -> None:
        """Stop syncing; raises what killed it if it had died."""
        life, self._life = self._life, None
        if life is not None:
            life.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await life

    def check(self) -> None:
        """Raise what killed the phone, so that a script fails at once and with the cause."""
        if self._life is not None and self._life.done():
            self._life.result()

    async def join(self, room: str) -> None:
        """Accept an invitation; raises `Refused` if there is none (any more)."""
        await self.device.request("POST", path("join", room), {})

    async def _live(self) -> None:
        while True:
            query = {"filter": _FILTER, "timeout": str(_LONG_POLL_MS)}
            if self._token:
                query["since"] = self._token
            else:
                query["timeout"] = "0"
            try:
                answer = await self.device.request("GET", "sync", query=query, patience=0)
                await self._take(answer)
                await self._rest()
            except Unreachable:
                await asyncio.sleep(_PAUSE)
            except LoggedOut:
                return

    async def _rest(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.lull):
                await self._memory.awaited()

    async def _take(self, answer: Mapping[str, Any]) -> None:
        keys = self.device.receive(answer)
        for event in answer.get("to_device", {}).get("events", ()):
            if event.get("type") == MARKER:
                self.markers.add(event["content"]["marker"])
        self._retry(keys)
        rooms = answer.get("rooms", {})
        for membership in ("join", "leave"):
            for room, info in rooms.get(membership, {}).items():
                await self._show(room, info, membership)
        for room, info in rooms.get("invite", {}).items():
            for event in info["invite_state"]["events"]:
                self._view(room).apply(event, self.device.user)
        self._token = answer["next_batch"]
        self._memory.changed()
        if self.auto_join:
            for room in rooms.get("invite", {}):
                with contextlib.suppress(Refused):  # The invitation was withdrawn meanwhile.
                    await self.join(room)
        await self.device.keep_up()

    async def _show(self, room: str, info: Mapping[str, Any], membership: str) -> None:
        view = self._view(room)
        entered = membership == "join" != view.membership
        timeline = info.get("timeline", {})
        events = list(timeline.get("events", ()))
        for event in info.get("state", {}).get("events", ()):
            view.apply(event, self.device.user)
        # Of a room that was just entered Synapse always says that there is more; what is short is complete.
        if timeline.get("limited") and not (entered and len(events) < _TIMELINE):
            events = await self._scroll_up(room, timeline.get("prev_batch")) + events
        for event in events:
            if "state_key" in event:
                view.apply(event, self.device.user)
        view.membership = membership
        if entered:
            self._joined(view)
        for event in events:
            if "state_key" not in event:
                self._read(room, event)

    async def _scroll_up(self, room: str, start: str | None) -> list[Mapping[str, Any]]:
        """What stands between the last message that was seen and `start`, oldest first."""
        earlier: list[Mapping[str, Any]] = []
        for _ in range(_PAGES):
            if start is None:
                break
            query = {"dir": "b", "from": start, "limit": "100"}
            page = await self.device.request("GET", path("rooms", room, "messages"), query=query)
            fresh = [event for event in page.get("chunk", ()) if not self._memory.knows(event["event_id"])]
            earlier += fresh
            start = page.get("end") if fresh else None
        return earlier[::-1]

    def _read(self, room: str, raw: Mapping[str, Any]) -> None:
        own = "transaction_id" in raw.get("unsigned", {})
        if own or raw["type"] == "m.room.redaction" or self._memory.knows(raw["event_id"]):
            return
        if raw["type"] != "m.room.encrypted":
            self._remember(readable(room, raw, raw, time.monotonic()))
        elif (payload := self.device.decrypt(room, raw)) is not None:
            self._remember(readable(room, raw, payload, time.monotonic()))
        elif raw["content"]:  # A redacted message is empty, and no loss.
            session = str(raw["content"].get("session_id"))
            lost = Unreadable(room, raw["event_id"], raw["sender"], session, raw, time.monotonic())
            self._memory.note_unreadable(lost)

    def _retry(self, sessions: Iterable[str]) -> None:
        """Read what waited for the keys that came."""
        came = set(sessions)
        for lost in list(self._memory.unreadable.values()):
            if lost.session_id in came:
                payload = self.device.decrypt(lost.room, lost.raw)
                if payload is not None:
                    self._remember(readable(lost.room, lost.raw, payload, time.monotonic()))

    def _remember(self, message: Seen) -> None:
        self._memory.note(message)
        self._saw(message)

    def _view(self, room: str) -> RoomView:
        if room not in self.rooms:
            self.rooms[room] = RoomView(room, number=len(self.rooms) + 1)
        return self.rooms[room]
