"""How much somebody may have done at once, and how much more as time goes by."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from bot.store.columns import Moment
from bot.store.schema import allowances
from bot.store.statements import Statements

_UNTIL = select(allowances.c.until).where(
    allowances.c.kind == bindparam("of_kind"), allowances.c.person == bindparam("of_person")
)
_INSERT = insert(allowances)
_SET = _INSERT.on_conflict_do_update(
    index_elements=[allowances.c.kind, allowances.c.person], set_={"until": _INSERT.excluded.until}
)
_PRUNE = delete(allowances).where(allowances.c.until < bindparam("before", type_=Moment))


class Allowances:
    """By kind and person: up to when their turns are given away."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def take(
        self, kind: str, person: str, now: datetime, *, at_once: int, every: timedelta, waits: bool = False
    ) -> datetime | None:
        """None if it may be now: `at_once` so often, and then each time after so long. Else when it may be.

        What may not be now counts only if it `waits`: then that turn is its own.
        """
        until = max(now, await self._statements.value(_UNTIL, of_kind=kind, of_person=person) or now)
        turn = until - (at_once - 1) * every
        if turn <= now or waits:
            await self._statements.run(_SET, {"kind": kind, "person": person, "until": until + every})
        return turn if turn > now else None

    async def prune(self, now: datetime) -> None:
        """Forget those who may do everything again."""
        await self._statements.change(_PRUNE, before=now)
