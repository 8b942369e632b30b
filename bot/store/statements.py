"""What a repository may do: run statements, as long as its transaction lasts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import CursorResult, Executable, Row
from sqlalchemy.ext.asyncio import AsyncConnection


class Statements:
    """The statements of one transaction. After its end every use raises RuntimeError."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection: AsyncConnection | None = connection

    def end(self) -> None:
        """The transaction is over."""
        self._connection = None

    async def run(
        self, statement: Executable, values: Mapping[str, Any] | Sequence[Mapping[str, Any]] = ()
    ) -> CursorResult[Any]:
        """Run it, once or for each of several rows of values."""
        if self._connection is None:
            raise RuntimeError("This transaction is over; take the facts out of it before it ends.")
        return await self._connection.execute(statement, values)

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
