"""Every moment that the database holds outside the journal's events, when the clock has to be set right."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import BigInteger, type_coerce, update

from bot.store.columns import Moment
from bot.store.schema import acts, metadata
from bot.store.statements import Statements

_MICROSECOND = timedelta(microseconds=1)


class Moments:
    """In all tables at once, but for `acts`, whose lines are never changed: their chain would be broken."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def set_right(self, now: datetime, span: timedelta) -> None:
        """What is noted for later than `now` was noted by a clock that was ahead by `span`."""
        for table in metadata.sorted_tables:
            if table is acts:
                continue
            for column in table.columns:
                if isinstance(column.type, Moment):
                    earlier = type_coerce(column, BigInteger) - span // _MICROSECOND
                    await self._statements.change(update(table).where(column > now).values({column: earlier}))
