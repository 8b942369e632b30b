"""A whole database file: copied while it is in use, looked through, given another key.

It holds for both of Vigil's files, whose keys are raw: nothing else than the key opens them.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2  # type: ignore[import-untyped, unused-ignore]

from bot.errors import StoreError, WrongKey
from bot.key import Key

_IN_USE = "A database file is in use; stop whatever has it open, and try again."
_NOT_READ = "A database file cannot be read or written; look at the disk and at the folder's permissions."


def copy(source: Path, key: Key, target: Path) -> None:
    """Write what was committed last into `target`, an empty file, under the same key; `source` may be in use.

    The write-ahead log is folded in, and pages that were freed are left out. Raises `WrongKey`, `StoreError`.
    """
    with _opened(source, key) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))


def set_fact(path: Path, key: Key, name: str, value: str) -> None:
    """Write one fact into a copy, and leave it one file, without a write-ahead log."""
    with _opened(path, key) as connection:
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        connection.execute("INSERT OR REPLACE INTO facts (key, value) VALUES (?, ?)", (name, value))


def get_fact(path: Path, key: Key, name: str) -> str | None:
    """The fact of this name; None if there is none, or no facts at all."""
    if "facts" not in tables(path, key):
        return None
    with _opened(path, key) as connection:
        row = connection.execute("SELECT value FROM facts WHERE key = ?", (name,)).fetchone()
    return None if row is None else str(row[0])


def tables(path: Path, key: Key) -> frozenset[str]:
    """The names of the tables in the file."""
    with _opened(path, key) as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return frozenset(str(name) for (name,) in rows)


def is_sound(path: Path, key: Key) -> bool:
    """Whether every page is as it was written, and what they hold fits together."""
    with _opened(path, key) as connection:
        if connection.execute("PRAGMA cipher_integrity_check").fetchall():
            return False
        return bool(connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)])


def opens(path: Path, key: Key) -> bool:
    """Whether this is the file's key."""
    try:
        with _opened(path, key):
            return True
    except WrongKey:
        return False


def change_key(path: Path, old: Key, new: Key) -> None:
    """Encrypt the whole file anew. Cut off anywhere, one of the two keys opens it, and nothing is lost.

    Under a rollback journal, which undoes what was cut off: a write-ahead log would hold both keys' pages.
    Nobody else may have the file open. Raises `WrongKey` or `StoreError`.
    """
    with _opened(path, old) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        if mode != "delete":
            raise StoreError(_IN_USE)
        connection.execute(new.rekey_pragma).fetchall()


@contextlib.contextmanager
def _opened(path: Path, key: Key) -> Iterator[Any]:
    try:
        connection = dbapi2.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)
        try:
            # Which key fits is tried out here: SQLCipher's own lines about it would only alarm.
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(key.pragma)
            connection.execute("PRAGMA temp_store = MEMORY")  # Temporary files would be plaintext.
            connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
            yield connection
        finally:
            connection.close()
    except (OSError, dbapi2.OperationalError) as fault:
        in_use = "locked" in str(fault)
        raise StoreError(_IN_USE if in_use else _NOT_READ) from fault
    except dbapi2.DatabaseError as fault:
        raise WrongKey("This key does not open the file, or the file is damaged.") from fault
