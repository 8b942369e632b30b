"""The Megolm sessions that the bot encrypts with, one per room, and when a new one is due.

nio's `OutboundGroupSession` reads the wall clock and keeps no key at index 0; this one is told the time, and
writes its first key down (`sessions.py`) before anything is encrypted with it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from vodozemac import GroupSession

from bot.clock import Clock
from bot.matrix.sessions import Holder, SentSession, Sessions

MAX_AGE = timedelta(days=7)
MAX_MESSAGES = 100
"""The spec's defaults (m.room.encryption, rotation_period_ms and rotation_period_msgs)."""


@dataclass
class Outbound:
    """A room's present session; `messages` counts what it has encrypted."""

    megolm: GroupSession = field(repr=False)
    record: SentSession
    created_at: datetime
    messages: int = 0
    ended: bool = False


class OutboundSessions:
    """Makes, hands out and replaces the sessions of all rooms. None of them outlives the process."""

    def __init__(self, sessions: Sessions, clock: Clock) -> None:
        self._sessions = sessions
        self._clock = clock
        self._rooms: dict[str, Outbound] = {}

    def current(self, room: str, people: Collection[str], may_hold: Collection[Holder]) -> SentSession:
        """The session for the next message to `people`, be it a new one.

        One is due when the last is worn out, when a holder no longer may, and when somebody comes in for whom
        nothing in it was meant: its key opens all that it has encrypted. `may_hold` are the people's devices.
        The new session's first key is on disk when this returns.
        """
        outbound = self._rooms.get(room)
        if outbound is None or self._worn_out(outbound):
            return self._renew(room)
        session_id = outbound.record.session_id
        if self._sessions.held(session_id) - set(may_hold):
            return self._renew(room)
        if outbound.messages and set(people) - self._sessions.meant_for(session_id):
            return self._renew(room)
        return outbound.record

    def present(self, room: str) -> SentSession | None:
        """The session of the last message, if this process sent it."""
        outbound = self._rooms.get(room)
        return None if outbound is None else outbound.record

    def is_open(self, room: str) -> bool:
        """Whether the next message to the same people would still be encrypted in the present session."""
        outbound = self._rooms.get(room)
        return outbound is not None and not self._worn_out(outbound)

    def end(self, room: str) -> None:
        """The next message in this room begins a new session; one that is being sent still has this one."""
        outbound = self._rooms.get(room)
        if outbound is not None:
            outbound.ended = True

    def forget(self, room: str) -> None:
        """Let go of the room's session, while nothing is sent there; the next message begins a new one."""
        self._rooms.pop(room, None)

    def encrypt(self, room: str, event_type: str, content: Mapping[str, Any]) -> dict[str, Any]:
        """Ciphertext and session ID; `current` must have been asked for first."""
        outbound = self._rooms[room]
        outbound.messages += 1
        payload = {"type": event_type, "content": content, "room_id": room}
        # Half a surrogate pair is legal in JSON and in no client; it must not keep a message from being sent.
        plaintext = json.dumps(payload, ensure_ascii=False).encode("utf-8", "replace")
        ciphertext = outbound.megolm.encrypt(plaintext)
        return {"ciphertext": ciphertext.to_base64(), "session_id": outbound.record.session_id}

    def _worn_out(self, outbound: Outbound) -> bool:
        age = self._clock.now() - outbound.created_at
        return outbound.ended or outbound.messages >= MAX_MESSAGES or age >= MAX_AGE

    def _renew(self, room: str) -> SentSession:
        megolm = GroupSession()
        record = SentSession(megolm.session_id, room, megolm.session_key.to_base64())
        now = self._clock.now()
        self._sessions.sent(record, now)
        self._rooms[room] = Outbound(megolm, record, now)
        return record
