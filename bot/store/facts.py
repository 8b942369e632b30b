"""Single values by name: the sync token, the Matrix session, and the like."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.sqlite import insert

from bot.store.schema import facts
from bot.store.statements import Statements

_GET = select(facts.c.value).where(facts.c.key == bindparam("name"))
_INSERT = insert(facts)
_SET = _INSERT.on_conflict_do_update(index_elements=[facts.c.key], set_={"value": _INSERT.excluded.value})


class Facts:
    """Text by name."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def get(self, key: str) -> str | None:
        """What was set last; None if nothing was."""
        value: str | None = await self._statements.value(_GET, name=key)
        return value

    async def set(self, key: str, value: str) -> None:
        """Keep this value in place of any other of that name."""
        await self._statements.run(_SET, {"key": key, "value": value})
