"""How often each organisation was called: what fairness counts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, select

from bot.store.schema import calls
from bot.store.statements import Statements

_ADD = insert(calls)
_COUNTS = (
    select(calls.c.organisation, func.count().label("number"))
    .where(calls.c.at >= bindparam("since", type_=calls.c.at.type))
    .group_by(calls.c.organisation)
    .order_by(calls.c.organisation)
)
_PRUNE = delete(calls).where(calls.c.at < bindparam("before", type_=calls.c.at.type))


class Calls:
    """Every call of an organisation, by its ID, for as long as it is worth counting."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def add(self, organisation: str, at: datetime) -> None:
        """This organisation is called at `at`."""
        await self._statements.run(_ADD, {"organisation": organisation, "at": at})

    async def counts(self, since: datetime) -> dict[str, int]:
        """How often each was called from `since` on; those never called are left out."""
        return {row.organisation: row.number for row in await self._statements.rows(_COUNTS, since=since)}

    async def prune(self, before: datetime) -> int:
        """Forget the calls before that; returns how many."""
        return await self._statements.change(_PRUNE, before=before)
