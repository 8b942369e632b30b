"""The one connection to the encrypted database, as SQLAlchemy hands it out."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.pool import StaticPool

from bot.diskfault import disk_fault
from bot.errors import StoreError, WrongKey
from bot.key import Key
from bot.store import driver


@dataclass(frozen=True)
class Database:
    """An open database: SQLAlchemy's connection, and the driver's own for what is outside of transactions."""

    engine: AsyncEngine
    connection: AsyncConnection
    raw: driver.Connection

    async def close(self) -> None:
        """Close the file; SQLite then folds the write-ahead log into it."""
        try:
            await self.connection.close()
        finally:
            await self.raw.close()
            await self.engine.dispose()


async def open_database(path: Path, key: Key) -> Database:
    """Open the file at `path`, making an empty one that only its owner may read if there is none.

    Raises `WrongKey` if the key does not open it, `StoreError` if it cannot be read or written.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        raw = await driver.connect(path, key)
    except (OSError, driver.errors.OperationalError) as fault:
        sentence = "The database file cannot be opened; look at the folder's permissions."
        raise disk_fault(fault) or StoreError(sentence) from fault
    except driver.errors.DatabaseError as fault:
        raise WrongKey("This key does not open the database, or the file is damaged.") from fault
    try:
        engine = _engine(raw)
        return Database(engine, await engine.connect(), raw)
    except BaseException:
        await raw.close()
        raise


def _engine(raw: driver.Connection) -> AsyncEngine:
    async def connection() -> driver.Connection:
        return raw

    engine = create_async_engine(
        "sqlite+aiosqlite://",
        module=driver.SqlCipherModule(),
        async_creator=connection,
        poolclass=StaticPool,
        hide_parameters=True,  # an error's text may be logged
    )
    event.listen(engine.sync_engine, "handle_error", _outlive_cancellation)
    return engine


def _outlive_cancellation(context: ExceptionContext) -> None:
    """Keep the connection when its task is cancelled: its thread finishes what it was given, in order.

    Works around `sqlalchemy.engine.Connection._handle_dbapi_exception`, which throws it away.
    """
    if isinstance(context.original_exception, asyncio.CancelledError):
        context.is_disconnect = False
