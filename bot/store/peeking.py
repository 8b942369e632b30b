"""Reading beside a running Vigil, which holds the lock on its folder: facts, an alert's journal, people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy.exc import DBAPIError

from bot.errors import StoreError, WrongKey
from bot.key import Key
from bot.store import driver
from bot.store.codec import Codec, classes_of
from bot.store.columns import moment_of
from bot.store.engine import open_database
from bot.store.migrating import revision_of
from bot.store.roster import Everybody
from bot.store.schema import NEWEST_REVISION
from bot.store.statements import NetworkCache, Statements
from bot.store.store import RULES, Transaction
from rooms.events import Event

Found = TypeVar("Found")

_START_ONCE = "The database cannot be read; start Vigil once, and try again."


@dataclass(frozen=True)
class Recorded:
    """An alert as it is written down: its code, its state, and its events with when each was written."""

    code: str
    state: str
    journal: tuple[tuple[datetime, Event], ...]


async def peek(path: Path, key: Key, *names: str) -> tuple[str | None, ...]:
    """The facts of these names as they were last written down; None for what is not there.

    The file has to exist. Nothing is changed, and a running Vigil does not wait: no transaction is begun.
    Raises `WrongKey` or `StoreError`.
    """

    def read(connection: Any) -> tuple[str | None, ...]:
        found = (
            connection.execute("SELECT value FROM facts WHERE key = ?", (name,)).fetchone() for name in names
        )
        return tuple(None if row is None else row[0] for row in found)

    return await _look(path, key, read)


async def peek_at_alert(path: Path, key: Key, code: str) -> Recorded | None:
    """The alert with this code, with its whole journal; None if there is none, or none any more.

    As `peek`; raises `UnknownRecord` as well.
    """
    codec = Codec(classes_of(*RULES))

    def read(connection: Any) -> Recorded | None:
        alert = connection.execute(
            "SELECT id, code, state FROM alerts WHERE code = ? COLLATE NOCASE", (code,)
        ).fetchone()
        if alert is None:
            return None
        rows = connection.execute(
            "SELECT written_at, event FROM journal WHERE alert = ? ORDER BY id", alert[:1]
        ).fetchall()
        times = (moment_of(written_at) for written_at, _ in rows)
        events = codec.decode_all([event for _, event in rows])
        return Recorded(alert[1], alert[2], tuple(zip(times, events, strict=True)))

    return await _look(path, key, read)


async def peek_at_network(path: Path, key: Key) -> Everybody:
    """The whole network. A running Vigil waits for the moment that this takes.

    As `peek`; raises `StoreError` as well if Vigil has not been started since it was updated.
    """
    database = await open_database(path, key)
    try:
        async with database.connection.begin():
            if await database.connection.run_sync(revision_of) != NEWEST_REVISION:
                raise StoreError(_START_ONCE)
            statements = Statements(database.connection, NetworkCache())
            return await Transaction(statements, Codec(classes_of(*RULES))).roster.everybody()
    except DBAPIError as fault:
        raise StoreError("The database cannot be read just now; try again.") from fault
    finally:
        await database.close()


async def _look(path: Path, key: Key, read: Callable[[Any], Found]) -> Found:
    try:
        raw = await driver.connect(path, key)
    except (OSError, driver.errors.OperationalError) as fault:
        raise StoreError("The database file cannot be opened; look at the folder's permissions.") from fault
    except driver.errors.DatabaseError as fault:
        raise WrongKey("This key does not open the database, or the file is damaged.") from fault
    try:
        await raw.pragma("PRAGMA query_only = ON")
        return await raw.run(read)
    except driver.errors.DatabaseError as fault:
        raise StoreError(_START_ONCE) from fault
    finally:
        await raw.close()
