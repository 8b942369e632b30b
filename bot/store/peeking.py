"""Reading single facts beside a running Vigil, which holds the lock on the data folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.errors import StoreError, WrongKey
from bot.key import Key
from bot.store import driver


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
        raise StoreError("The database cannot be read; start Vigil once, and try again.") from fault
    finally:
        await raw.close()
