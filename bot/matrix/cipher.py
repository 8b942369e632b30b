"""The crypto store's file: SQLCipher under peewee, which is what nio's store speaks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import peewee
from sqlcipher3 import dbapi2

from bot.diskfault import disk_fault
from bot.errors import DatabaseIsNewer, DiskFault, StoreError, WrongKey
from bot.key import Key

VERSION = 2
"""Of Vigil's own tables, kept in `PRAGMA user_version`.

Before 2, devices stood in nio's tables, and who vouches for them nowhere. `_FROM_1` takes them over, so that
what a device wrote that has logged out since still counts.
"""

_SCHEMA = """
    CREATE TABLE IF NOT EXISTS vigil_sent_sessions (
        session_id TEXT PRIMARY KEY, room_id TEXT NOT NULL,
        session_key TEXT NOT NULL, created_at TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS vigil_sent_sessions_by_room ON vigil_sent_sessions (room_id);
    CREATE TABLE IF NOT EXISTS vigil_recipients (
        session_id TEXT NOT NULL, user_id TEXT NOT NULL, PRIMARY KEY (session_id, user_id)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS vigil_given (
        session_id TEXT NOT NULL, user_id TEXT NOT NULL, curve25519 TEXT NOT NULL,
        PRIMARY KEY (session_id, user_id, curve25519)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS vigil_withheld (
        session_id TEXT NOT NULL, user_id TEXT NOT NULL, curve25519 TEXT NOT NULL,
        PRIMARY KEY (session_id, user_id, curve25519)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS vigil_unanswered (
        curve25519 TEXT NOT NULL, session_id TEXT NOT NULL, user_id TEXT NOT NULL,
        channel TEXT NOT NULL, lost INTEGER NOT NULL, PRIMARY KEY (curve25519, session_id, user_id)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS vigil_received_sessions (
        room_id TEXT NOT NULL, session_id TEXT NOT NULL, curve25519 TEXT NOT NULL, ed25519 TEXT NOT NULL,
        session BLOB NOT NULL, first_index INTEGER NOT NULL, announced INTEGER NOT NULL,
        PRIMARY KEY (room_id, session_id, curve25519)
    );
    CREATE INDEX IF NOT EXISTS vigil_received_sessions_new
        ON vigil_received_sessions (room_id) WHERE announced <> 1;
    CREATE INDEX IF NOT EXISTS vigil_received_sessions_by_owner ON vigil_received_sessions (curve25519);
    CREATE TABLE IF NOT EXISTS vigil_devices (
        user_id TEXT NOT NULL, device_id TEXT NOT NULL, ed25519 TEXT NOT NULL, curve25519 TEXT NOT NULL,
        deleted INTEGER NOT NULL, master TEXT, PRIMARY KEY (user_id, device_id)
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS vigil_encrypted_rooms (room_id TEXT PRIMARY KEY, since TEXT NOT NULL)
        WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS vigil_open_gaps (
        room_id TEXT NOT NULL, before_token TEXT NOT NULL, since TEXT, PRIMARY KEY (room_id, before_token)
    ) WITHOUT ROWID;
"""

_FROM_1 = """
    INSERT OR IGNORE INTO vigil_devices
    SELECT d.user_id, d.device_id, e.key, c.key, d.deleted, NULL FROM devicekeys d
    JOIN keys e ON e.device_id = d.id AND e.key_type = 'ed25519'
    JOIN keys c ON c.device_id = d.id AND c.key_type = 'curve25519';
    DELETE FROM keys;
    DELETE FROM devicetruststate;
    DELETE FROM devicekeys
"""


class CipherDatabase(peewee.SqliteDatabase):  # type: ignore[misc]
    """A SQLCipher file as a peewee database; whatever it commits survives a power cut."""

    def __init__(self, path: Path, key: Key) -> None:
        self._key = key
        self.on_disk_fault: Callable[[DiskFault], None] = lambda fault: None
        """Called when the disk did not take something: memory is ahead of the disk from then on."""
        super().__init__(
            str(path),
            pragmas={
                "journal_mode": "wal",
                "synchronous": "full",
                "secure_delete": "on",
                "foreign_keys": 1,
                "temp_store": "memory",  # Temporary files would be plaintext.
            },
        )

    def _connect(self) -> Any:
        """peewee's hook: the key has to come before everything else."""
        connection = dbapi2.connect(self.database, timeout=5, isolation_level=None)
        try:
            connection.execute(self._key.pragma)
            self._add_conn_hooks(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def connect(self, reuse_if_open: bool = True) -> bool:
        """Open the file unless it is open: nio's store does so once more."""
        return bool(super().connect(reuse_if_open))

    def execute_sql(self, sql: str, params: Any = None, commit: Any = None) -> Any:
        """peewee's own; raises `DiskFault` if the disk does not take it."""
        return self._told(lambda: super(CipherDatabase, self).execute_sql(sql, params, commit))

    def commit(self) -> None:
        """peewee's own; raises `DiskFault` if the disk does not take it."""
        self._told(super().commit)

    def _told(self, act: Callable[[], Any]) -> Any:
        try:
            return act()
        except peewee.DatabaseError as error:
            fault = disk_fault(error)
            if fault is None:
                raise
            self.on_disk_fault(fault)
            raise fault from error


def open_database(path: Path, key: Key) -> CipherDatabase:
    """Open or make the file, readable by its owner only, with Vigil's own tables in it.

    Raises `WrongKey`, `DatabaseIsNewer`, or `StoreError` when the file cannot be used at all.
    """
    try:
        path.touch(mode=0o600)
        database = CipherDatabase(path, key)
        database.connect()
    except peewee.DatabaseError as fault:
        raise disk_fault(fault) or WrongKey("The key does not open the crypto store.") from fault
    except OSError as fault:
        raise disk_fault(fault) or StoreError("The crypto store's file cannot be opened.") from fault
    version = database.execute_sql("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        database.close()
        raise DatabaseIsNewer("A newer Vigil wrote the crypto store; run that version, or a later one.")
    with database.atomic():
        for statement in (_SCHEMA + (_FROM_1 if version == 1 else "")).split(";"):
            if statement.strip():
                database.execute_sql(statement)
        database.execute_sql(f"PRAGMA user_version = {VERSION}")
    return database
