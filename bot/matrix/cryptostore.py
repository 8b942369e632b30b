"""The crypto store: the bot's own keys, its channels to devices, and who was given what.

nio's SQLite store on SQLCipher. What nio writes slowly (a dozen statements for one session, MATRIX.md 13)
is written here in one; its tables for Megolm, devices and trust stay empty: `sessions.py` says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any

from nio.crypto import DeviceStore, GroupSessionStore, OlmAccount
from nio.crypto import Session as OlmSession
from nio.store import SqliteStore
from sqlcipher3 import dbapi2

from bot.errors import DiskFault, StoreError
from bot.key import Key
from bot.matrix.batch import Gap
from bot.matrix.cipher import CipherDatabase, open_database
from bot.matrix.devices import Device

_ANEW = "anew:"
"""In place of a token, before a time: the homeserver had forgotten the token; what was sent later counts."""


class CryptoStore(SqliteStore):  # type: ignore[misc]
    """One device's keys. Everything is written at once, or all together inside `with store.atomic()`.

    The whole file is encrypted, so nio's own pickle key adds nothing and stays empty.
    """

    def __init__(self, path: Path, key: Key, *, user: str, device_id: str) -> None:
        """Open or make the file; raises `WrongKey`, `DatabaseIsNewer` or `StoreError`."""
        self._opened: CipherDatabase = open_database(path, key)
        self._account_row = 0
        with self._opened.atomic():  # nio makes its tables one by one.
            super().__init__(user, device_id, str(path.parent), database_name=path.name)

    def _create_database(self) -> CipherDatabase:
        """nio's hook."""
        return self._opened

    def on_disk_fault(self, call: Callable[[DiskFault], None]) -> None:
        """Have this called when the disk did not take something; whoever wrote it gets a `DiskFault` too."""
        self._opened.on_disk_fault = call

    def close(self) -> None:
        """Close the file."""
        self._opened.close()

    def atomic(self) -> AbstractContextManager[Any]:
        """One commit for everything inside; may be nested."""
        manager: AbstractContextManager[Any] = self._opened.atomic()
        return manager

    def execute(self, sql: str, *values: object) -> Any:
        """One statement on the file; returns its cursor."""
        return self._opened.execute_sql(sql, values)

    # The account and the Olm sessions, in nio's tables

    def save_account(self, account: OlmAccount) -> None:
        """Write the account with the private one-time keys in it."""
        self.execute(
            "INSERT INTO accounts (user_id, device_id, shared, account) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (user_id, device_id) "
            "DO UPDATE SET shared = excluded.shared, account = excluded.account",
            self.user_id,
            self.device_id,
            account.shared,
            account.pickle(self.pickle_key),
        )

    def save_session(self, curve_key: str, session: OlmSession) -> None:
        """Write the state of a channel to the device with this identity key."""
        form = "%Y-%m-%d %H:%M:%S.%f"
        self.execute(
            "INSERT OR REPLACE INTO olmsessions "
            "(creation_time, last_usage_date, sender_key, account_id, session, session_id) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            session.creation_time.strftime(form),
            session.use_time.strftime(form),
            curve_key,
            self._account_id(),
            session.pickle(self.pickle_key),
            session.id,
        )

    def delete_session(self, session: OlmSession) -> None:
        """Erase a channel."""
        self.execute("DELETE FROM olmsessions WHERE session_id = ?", session.id)

    def load_inbound_group_sessions(self) -> GroupSessionStore:
        """Nothing: they are read one by one when they are needed, so that start-up stays quick."""
        return GroupSessionStore()

    def load_device_keys(self) -> DeviceStore:
        """Nothing: `load_devices` does it."""
        return DeviceStore()

    def _account_id(self) -> int:
        if not self._account_row:
            row = self.execute(
                "SELECT id FROM accounts WHERE user_id = ? AND device_id = ?", self.user_id, self.device_id
            ).fetchone()
            self._account_row = int(row[0])
        return self._account_row

    # Devices

    def load_devices(self) -> list[Device]:
        """All devices ever known."""
        rows = self.execute(
            "SELECT user_id, device_id, ed25519, curve25519, deleted, master FROM vigil_devices"
        )
        return [
            Device(user, name, ed, curve, bool(deleted), master)
            for user, name, ed, curve, deleted, master in rows
        ]

    def save_devices(self, devices: Iterable[Device]) -> None:
        """Write these devices, and announce again the sessions of theirs that came before they were known.

        Their display names are left out: they name people and telephones.
        """
        with self.atomic():
            for device in devices:
                self.execute(
                    "INSERT OR REPLACE INTO vigil_devices VALUES (?, ?, ?, ?, ?, ?)",
                    device.user_id,
                    device.id,
                    device.ed25519,
                    device.curve25519,
                    device.deleted,
                    device.master,
                )
                self.execute(
                    "UPDATE vigil_received_sessions SET announced = 0 WHERE curve25519 = ?", device.curve25519
                )

    def forget_devices_of(self, users: Iterable[str]) -> None:
        """Erase all devices of these people."""
        with self.atomic():
            for user in users:
                self.execute("DELETE FROM vigil_devices WHERE user_id = ?", user)

    # Which rooms are encrypted

    def encrypted_since(self, room: str) -> str | None:
        """The sync token where the batch began that first showed the room as encrypted; None if none did."""
        row = self.execute("SELECT since FROM vigil_encrypted_rooms WHERE room_id = ?", room).fetchone()
        return None if row is None else str(row[0])

    def add_encrypted_rooms(self, rooms: Iterable[str], *, since: str) -> None:
        """Remember that these rooms are encrypted, until they are forgotten."""
        with self.atomic():
            for room in rooms:
                self.execute("INSERT OR IGNORE INTO vigil_encrypted_rooms VALUES (?, ?)", room, since)

    # Gaps in timelines

    def open_gaps(self) -> list[Gap]:
        """The gaps that Vigil until 0.4.0 has left open: now they are rows of the state database."""
        rows = self.execute("SELECT room_id, before_token, since FROM vigil_open_gaps").fetchall()
        return [_gap(room, before, since, self.encrypted_since(room)) for room, before, since in rows]

    def forget_open_gaps(self) -> None:
        """They are rows of the state database now."""
        self.execute("DELETE FROM vigil_open_gaps")

    def forget_room(self, room: str) -> None:
        """Erase all keys of this room and who was given them, from the write-ahead log as well."""
        with self.atomic():
            self.forget_sent(room)
            for table in (f"vigil_{name}" for name in ("received_sessions", "encrypted_rooms", "open_gaps")):
                self.execute(f"DELETE FROM {table} WHERE room_id = ?", room)
        self.checkpoint()

    def forget_sent(self, room: str) -> None:
        """Erase the keys of what Vigil has said in this room, and who was given them."""
        with self.atomic():
            for table in ("vigil_recipients", "vigil_given", "vigil_withheld", "vigil_unanswered"):
                self.execute(
                    f"DELETE FROM {table} WHERE session_id IN "
                    "(SELECT session_id FROM vigil_sent_sessions WHERE room_id = ?)",
                    room,
                )
            self.execute("DELETE FROM vigil_sent_sessions WHERE room_id = ?", room)

    def checkpoint(self) -> None:
        """Fold the write-ahead log into the file: what was erased is gone from both."""
        self.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def scrub(self) -> None:
        """Write the whole file anew: what was erased stands in no gap of a page any more (as `Store.scrub`).

        Raises `StoreError` if there is no room for it; nothing is lost then, and `on_disk_fault` not called.
        """
        connection = self._opened.connection()
        try:
            try:
                connection.execute("VACUUM")
            finally:  # The log of a failed one would keep the room.
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except dbapi2.DatabaseError as fault:
            raise StoreError("The crypto store cannot be written anew; is there room on the disk?") from fault


def _gap(room: str, before: str, since: str | None, encrypted_since: str | None) -> Gap:
    encrypted = encrypted_since is not None
    if since is None or not since.startswith(_ANEW):
        return Gap(room, before, since, encrypted=encrypted)
    return Gap(room, before, None, datetime.fromisoformat(since.removeprefix(_ANEW)), encrypted)
