"""How each resolved alert went, in numbers that name nobody; they outlive its record."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from sqlalchemy import bindparam, insert, select

from bot.store.schema import measures
from bot.store.statements import Statements


@dataclass(frozen=True)
class Measure:
    """One alert, of which only the month ("2026-05") and the area are told.

    Seconds after it was raised: to the first answer, to enough of them, to the fourth; None: it never came.
    """

    month: str
    area: str
    first_after: int | None
    quorum_after: int | None
    fourth_after: int | None
    missed: int
    passes: int


_ADD = insert(measures)
_SINCE = (
    select(*(column for column in measures.c if column.name != "id"))
    .where(measures.c.month >= bindparam("of_month"))
    .order_by(measures.c.month, measures.c.area, measures.c.id)
)


class Measures:
    """One line for each alert that is over."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def add(self, measure: Measure) -> None:
        """An alert is over."""
        await self._statements.run(_ADD, asdict(measure))

    async def since(self, month: str) -> list[Measure]:
        """Every line of this month and later, by month and area."""
        return [Measure(**row._mapping) for row in await self._statements.rows(_SINCE, of_month=month)]
