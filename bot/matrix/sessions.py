"""Megolm sessions on disk: those that others gave us, and those that we made, with who was given them.

nio keeps received sessions under the session ID alone, so that whoever claims an ID first owns it, and holds
all of them in memory; here each claim stands beside the others and `decrypting.py` picks the honest one.
Of sent sessions nio keeps nothing over a restart (MATRIX.md 12); here the key at index 0 stays, so that a
recipient's new device can still be given it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from vodozemac import InboundGroupSession

from bot.matrix.cryptostore import CryptoStore

_PICKLE_KEY = bytes(32)
"""The file is encrypted as a whole; a pickle key beside the pickle would protect nothing."""


@dataclass(frozen=True)
class ReceivedSession:
    """Somebody's claim to a session: the device with these keys handed it to us over Olm."""

    session: InboundGroupSession = field(repr=False)
    curve25519: str
    ed25519: str


@dataclass(frozen=True)
class SentSession:
    """A session of ours: its key opens everything that was ever encrypted with it."""

    session_id: str
    room: str
    key: str = field(repr=False)


Holder = tuple[str, str]
"""A user ID and a device's Curve25519 identity key; a device ID can come back with other keys."""

_LOST = (
    "SELECT 1 FROM vigil_unanswered u WHERE u.curve25519 = g.curve25519 "
    "AND u.session_id = g.session_id AND u.user_id = g.user_id AND u.lost"
)
"""Whether what `g` was given is lost: its device has begun a new channel, and never answered over the old."""


class Sessions:
    """The Megolm tables of the crypto store."""

    def __init__(self, store: CryptoStore) -> None:
        self._store = store

    # Received

    def receive(self, room: str, session: InboundGroupSession, *, curve25519: str, ed25519: str) -> bool:
        """Keep a session that a device gave us; False if the same device had given as much before."""
        cursor = self._store.execute(
            "INSERT INTO vigil_received_sessions VALUES (?, ?, ?, ?, ?, ?, 0) "
            "ON CONFLICT (room_id, session_id, curve25519) DO UPDATE SET "
            "ed25519 = excluded.ed25519, session = excluded.session, "
            "first_index = excluded.first_index, announced = 0 "
            "WHERE excluded.first_index < first_index",
            room,
            session.session_id,
            curve25519,
            ed25519,
            session.pickle(_PICKLE_KEY),
            session.first_known_index,
        )
        return bool(cursor.rowcount)

    def received(self, room: str, session_id: str) -> list[ReceivedSession]:
        """Every claim to this session of this room."""
        rows = self._store.execute(
            "SELECT session, curve25519, ed25519 FROM vigil_received_sessions "
            "WHERE room_id = ? AND session_id = ?",
            room,
            session_id,
        )
        return [
            ReceivedSession(InboundGroupSession.from_pickle(pickle, _PICKLE_KEY), curve, ed)
            for pickle, curve, ed in rows
        ]

    def makers_elsewhere(self, room: str, session_id: str) -> set[str]:
        """The Curve25519 keys of the devices that have given us this session for another room."""
        rows = self._store.execute(
            "SELECT curve25519 FROM vigil_received_sessions WHERE session_id = ? AND room_id <> ?",
            session_id,
            room,
        )
        return {curve25519 for (curve25519,) in rows}

    def forget_read(self, room: str, read: Mapping[str, int]) -> None:
        """Make what was said in this room under these sessions, up to these indexes, unreadable for good.

        The sessions themselves go on from there: their owners may still be using them.
        """
        rows = self._store.execute(
            "SELECT session_id, curve25519, session, first_index FROM vigil_received_sessions "
            "WHERE room_id = ?",
            room,
        ).fetchall()
        with self._store.atomic():
            for session_id, curve25519, pickle, first_index in rows:
                if first_index > read.get(session_id, -1):
                    continue
                later = InboundGroupSession.from_pickle(pickle, _PICKLE_KEY).export_at(read[session_id] + 1)
                if later is None:
                    raise LookupError("A session can be moved forward, always.")
                session = InboundGroupSession.import_session(later)
                self._store.execute(
                    "UPDATE vigil_received_sessions SET session = ?, first_index = ? "
                    "WHERE room_id = ? AND session_id = ? AND curve25519 = ?",
                    session.pickle(_PICKLE_KEY),
                    session.first_known_index,
                    room,
                    session_id,
                    curve25519,
                )

    def unannounced(self) -> list[tuple[str, str]]:
        """Sessions `(room, session)` that nobody upstairs has been told of yet, be it after a crash."""
        rows = self._store.execute(
            "SELECT DISTINCT room_id, session_id FROM vigil_received_sessions WHERE announced <> 1"
        ).fetchall()
        if rows:
            self._store.execute("UPDATE vigil_received_sessions SET announced = 2 WHERE announced = 0")
        return [(room, session) for room, session in rows]

    def announced(self) -> None:
        """What `unannounced` returned has been told and written down; what came since is still to be told."""
        self._store.execute("UPDATE vigil_received_sessions SET announced = 1 WHERE announced = 2")

    # Sent

    def sent(self, session: SentSession, created_at: datetime) -> None:
        """Keep a session that we made, before anything is encrypted with it."""
        self._store.execute(
            "INSERT INTO vigil_sent_sessions (session_id, room_id, session_key, created_at) "
            "VALUES (?, ?, ?, ?)",
            session.session_id,
            session.room,
            session.key,
            created_at.isoformat(),
        )

    def sent_in(self, room: str) -> list[SentSession]:
        """All sessions that we made for this room, oldest first."""
        rows = self._store.execute(
            "SELECT session_id, session_key FROM vigil_sent_sessions WHERE room_id = ? ORDER BY created_at",
            room,
        )
        return [SentSession(session, room, key) for session, key in rows]

    def mean_for(self, session_id: str, users: Iterable[str]) -> None:
        """These people are to be able to read what this session encrypts, whatever device they come with."""
        with self._store.atomic():
            for user in users:
                self._store.execute("INSERT OR IGNORE INTO vigil_recipients VALUES (?, ?)", session_id, user)

    def meant_for(self, session_id: str) -> set[str]:
        """Who is to be able to read it."""
        rows = self._store.execute("SELECT user_id FROM vigil_recipients WHERE session_id = ?", session_id)
        return {user for (user,) in rows}

    def give(self, session_id: str, channels: Mapping[Holder, str]) -> None:
        """The homeserver has taken this session's key for these devices, each over this channel."""
        with self._store.atomic():
            for (user, curve25519), channel in channels.items():
                self._store.execute(
                    "INSERT OR IGNORE INTO vigil_given VALUES (?, ?, ?)", session_id, user, curve25519
                )
                self._store.execute(
                    "INSERT OR REPLACE INTO vigil_unanswered VALUES (?, ?, ?, ?, 0)",
                    curve25519,
                    session_id,
                    user,
                    channel,
                )

    def answered(self, curve25519: str, channel: str) -> None:
        """The device has spoken over this channel: it can open what it was given over it until now."""
        self._store.execute(
            "DELETE FROM vigil_unanswered WHERE curve25519 = ? AND channel = ? AND NOT lost",
            curve25519,
            channel,
        )

    def lose(self, curve25519: str, *, channel: str) -> set[str]:
        """The device uses this channel from now on; what went over others unanswered, it may not have.

        Returns whose device it is, if there is anything of the kind.
        """
        rows = self._store.execute(
            "UPDATE vigil_unanswered SET lost = 1 WHERE curve25519 = ? AND channel <> ? AND NOT lost "
            "RETURNING user_id",
            curve25519,
            channel,
        ).fetchall()
        return {user for (user,) in rows}

    def given(self, session_id: str) -> set[Holder]:
        """Which devices have it, as far as is known."""
        rows = self._store.execute(
            "SELECT g.user_id, g.curve25519 FROM vigil_given g WHERE g.session_id = ? AND NOT EXISTS "
            f"({_LOST})",
            session_id,
        )
        return {(user, curve25519) for user, curve25519 in rows}

    def held(self, session_id: str) -> set[Holder]:
        """Which devices may have it: also those that have perhaps lost it, or never could open it."""
        rows = self._store.execute(
            "SELECT user_id, curve25519 FROM vigil_given WHERE session_id = ?", session_id
        )
        return {(user, curve25519) for user, curve25519 in rows}

    def withhold(self, session_id: str, devices: Iterable[Holder]) -> None:
        """These devices are refused this session's key."""
        with self._store.atomic():
            for user, curve25519 in devices:
                self._store.execute(
                    "INSERT OR IGNORE INTO vigil_withheld VALUES (?, ?, ?)", session_id, user, curve25519
                )

    def withheld(self, session_id: str) -> set[Holder]:
        """Which devices were refused it, whatever became of them since."""
        rows = self._store.execute(
            "SELECT user_id, curve25519 FROM vigil_withheld WHERE session_id = ?", session_id
        )
        return {(user, curve25519) for user, curve25519 in rows}

    def rooms_with_gaps(self) -> set[str]:
        """The rooms where a device that is listed now lacks a session that was meant for its owner.

        One statement for all rooms: with hundreds of them, to look at each keeps everything else waiting.
        """
        rows = self._store.execute(
            "SELECT DISTINCT s.room_id FROM vigil_sent_sessions s "
            "JOIN vigil_recipients r ON r.session_id = s.session_id "
            "JOIN vigil_devices d ON d.user_id = r.user_id AND NOT d.deleted "
            "LEFT JOIN vigil_given g "
            "ON g.session_id = s.session_id AND g.user_id = r.user_id AND g.curve25519 = d.curve25519 "
            f"WHERE g.session_id IS NULL OR EXISTS ({_LOST})"
        )
        return {room for (room,) in rows}
