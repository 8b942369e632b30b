"""What a repository may do: run statements, as long as its transaction lasts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import CursorResult, Executable, Row
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import UpdateBase

from bot.store import schema

Found = TypeVar("Found")

_NETWORK = (schema.organisations, schema.people, schema.defenders, schema.admins, schema.suspended)


class NetworkCache:
    """What was read of the people Vigil knows, until one of their tables is written.

    Every step of an alert asks who there is, several times, and hardly any changes it.
    """

    def __init__(self) -> None:
        self._found: dict[str, Any] = {}

    def forget(self) -> None:
        """It is read anew."""
        self._found.clear()

    async def find(self, read: Callable[[], Awaitable[Found]]) -> Found:
        """What this method found the last time; else what it finds now, which nobody may change."""
        name = read.__qualname__
        if name not in self._found:
            self._found[name] = await read()
        found: Found = self._found[name]
        return found


class Statements:
    """The statements of one transaction. After its end every use raises RuntimeError."""

    def __init__(self, connection: AsyncConnection, network: NetworkCache) -> None:
        self._connection: AsyncConnection | None = connection
        self._network = network
        self._network_was_changed = False

    def end(self) -> None:
        """The transaction is over."""
        self._connection = None

    async def run(
        self, statement: Executable, values: Mapping[str, Any] | Sequence[Mapping[str, Any]] = ()
    ) -> CursorResult[Any]:
        """Run it, once or for each of several rows of values."""
        connection = self._going_on()
        if isinstance(statement, UpdateBase) and statement.table in _NETWORK:
            self._network.forget()
            self._network_was_changed = True
        return await connection.execute(statement, values)

    async def of_network(self, read: Callable[[], Awaitable[Found]]) -> Found:
        """What a repository's `read` finds in the tables of the network, perhaps in an earlier transaction.

        What this one has changed is read anew each time: it may yet be rolled back.
        """
        self._going_on()
        return await (read() if self._network_was_changed else self._network.find(read))

    def _going_on(self) -> AsyncConnection:
        if self._connection is None:
            raise RuntimeError("This transaction is over; take the facts out of it before it ends.")
        return self._connection

    async def rows(self, statement: Executable, **values: Any) -> Sequence[Row[Any]]:
        """All its rows."""
        return (await self.run(statement, values)).all()

    async def row(self, statement: Executable, **values: Any) -> Row[Any] | None:
        """Its first row, if there is one."""
        return (await self.run(statement, values)).first()

    async def value(self, statement: Executable, **values: Any) -> Any:
        """The first column of its first row; None if there is no row."""
        return (await self.run(statement, values)).scalar()

    async def change(self, statement: Executable, **values: Any) -> int:
        """How many rows it changed."""
        return (await self.run(statement, values)).rowcount
