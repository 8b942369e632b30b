"""Anonymous numbers by month: all that outlives an alert's record."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from bot.store.schema import counts
from bot.store.statements import Statements


@dataclass(frozen=True)
class Count:
    """How many there were in a month ("2026-05")."""

    month: str
    name: str
    number: int


_INSERT = insert(counts)
_ADD = _INSERT.on_conflict_do_update(
    index_elements=[counts.c.month, counts.c.name],
    set_={"number": counts.c.number + _INSERT.excluded.number},
)
_ALL = select(counts).order_by(counts.c.month, counts.c.name)


class Counts:
    """Sums that name nobody."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def add(self, month: str, name: str, number: int = 1) -> None:
        """So many more in this month."""
        await self._statements.run(_ADD, {"month": month, "name": name, "number": number})

    async def all(self) -> list[Count]:
        """Every sum, by month and name."""
        return [Count(row.month, row.name, row.number) for row in await self._statements.rows(_ALL)]
