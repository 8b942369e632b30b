"""The strangers that were let in, so that each is answered once and a flood is slowed down."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from bot.store.schema import strangers
from bot.store.statements import Statements

_SEEN = select(strangers.c.user).where(strangers.c.user == bindparam("of_user"))
_ADD = insert(strangers).on_conflict_do_nothing(index_elements=[strangers.c.user])
_FORGET = delete(strangers).where(strangers.c.at < bindparam("before", type_=strangers.c.at.type))
_COUNT = (
    select(func.count())
    .select_from(strangers)
    .where(strangers.c.at >= bindparam("since", type_=strangers.c.at.type))
)


class Strangers:
    """People who are not enrolled, by when they first came."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def seen(self, user: str) -> bool:
        """Whether this person was let in before."""
        return await self._statements.value(_SEEN, of_user=user) is not None

    async def add(self, user: str, at: datetime) -> None:
        """This person is let in; somebody who was before keeps their first time."""
        await self._statements.run(_ADD, {"user": user, "at": at})

    async def forget(self, before: datetime) -> int:
        """Forget who came before that; returns how many. Should they come again, they are answered again."""
        return await self._statements.change(_FORGET, before=before)

    async def count_since(self, at: datetime) -> int:
        """How many were let in at `at` or later."""
        return int(await self._statements.value(_COUNT, since=at))
