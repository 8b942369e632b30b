"""SQLCipher as SQLAlchemy's asyncio sees it: aiosqlite's thread, with fewer trips to it.

aiosqlite makes four trips to its thread for one SELECT (cursor, execute, fetch, close), and SQLAlchemy
one more to begin a transaction. Here a statement is one trip.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import aiosqlite
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_dbapi
from sqlcipher3 import dbapi2  # type: ignore[import-untyped, unused-ignore]

from bot.key import Key

Result = TypeVar("Result")

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",  # SQLCipher does not encrypt temporary files
)


class Cursor:
    """One statement and its rows, all fetched in the trip that ran it (PEP 249, as SQLAlchemy needs it)."""

    arraysize = 1

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Sequence[Any] | None = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Cursor:
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        """Run it and fetch all its rows."""
        await self._run(lambda cursor: cursor.execute(statement, parameters))

    async def executemany(self, statement: str, parameters: Iterable[Sequence[Any]]) -> None:
        """Run it once for each row of parameters."""
        await self._run(lambda cursor: cursor.executemany(statement, parameters))

    async def fetchall(self) -> list[Any]:
        """The rows, which are here already."""
        return self._rows

    async def close(self) -> None:
        """Nothing is open any more."""

    async def _run(self, act: Callable[[Any], object]) -> None:
        def run(connection: Any) -> None:
            if not connection.in_transaction:
                connection.execute("BEGIN IMMEDIATE")
            cursor = connection.cursor()
            act(cursor)
            self.description = cursor.description
            self._rows = cursor.fetchall() if cursor.description else []
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
            cursor.close()

        self._connection._begun = True
        await self._connection.run(run)


class Connection(aiosqlite.Connection):
    """A connection whose first statement begins a transaction (PEP 249).

    Its thread does what it is given in order: what a cancelled task was waiting for is finished before
    the rollback that follows, and before anything that another task asks for.
    """

    _begun = False
    """Something was asked since the last transaction ended."""

    def cursor(self) -> Cursor:  # type: ignore[override]
        """A cursor; making it costs nothing."""
        return Cursor(self)

    async def commit(self) -> None:
        """As in aiosqlite; where nothing was asked, nothing has to be ended, and that costs no trip."""
        if self._begun:
            await super().commit()
            self._begun = False

    async def rollback(self) -> None:
        """The same."""
        if self._begun:
            await super().rollback()
            self._begun = False

    async def run(self, act: Callable[[Any], Result]) -> Result:
        """Run `act` on the SQLCipher connection in its thread."""
        # A closure, because aiosqlite logs what it runs: the values must not be seen there.
        result: Result = await self._execute(lambda: act(self._conn))  # type: ignore[no-untyped-call]
        return result

    async def pragma(self, statement: str) -> list[Any]:
        """Run a statement outside of any transaction, and return its rows."""
        rows: list[Any] = await self.run(lambda connection: connection.execute(statement).fetchall())
        return rows


async def connect(path: Path, key: Key) -> Connection:
    """Open the file. Raises sqlcipher3's DatabaseError if the key is wrong or the file is no database."""

    def connector() -> Any:
        connection = dbapi2.connect(str(path), timeout=5, isolation_level=None)
        try:
            connection.execute(key.pragma)
            for pragma in _PRAGMAS:
                connection.execute(pragma).fetchall()
        except BaseException:
            connection.close()
            raise
        return connection

    connection = Connection(connector, 64)
    connection._thread.daemon = True  # a crash of the main thread must end the process
    await connection
    return connection


class SqlCipherModule(AsyncAdapt_aiosqlite_dbapi):
    """SQLAlchemy's aiosqlite adapter with sqlcipher3's errors, which are not those of sqlite3.

    Works around `AsyncAdapt_aiosqlite_dbapi._init_dbapi_attributes`, which takes them from aiosqlite.
    """

    def __init__(self) -> None:
        super().__init__(aiosqlite, dbapi2)

    def _init_dbapi_attributes(self) -> None:
        for name in _DBAPI_NAMES:
            setattr(self, name, getattr(dbapi2, name))


_DBAPI_NAMES = (
    "Binary",
    "DatabaseError",
    "Error",
    "IntegrityError",
    "InterfaceError",
    "NotSupportedError",
    "OperationalError",
    "PARSE_COLNAMES",
    "PARSE_DECLTYPES",
    "ProgrammingError",
    "sqlite_version",
    "sqlite_version_info",
)

errors: ModuleType = dbapi2
"""Where sqlcipher3's own error classes are."""
