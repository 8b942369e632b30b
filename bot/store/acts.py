"""What coordinators did: the journal of the coordination room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, select

from bot.store.schema import acts
from bot.store.statements import Statements


@dataclass(frozen=True)
class Act:
    """One command of one admin."""

    person: str
    act: str
    at: datetime


_ADD = insert(acts)
_RECENT = select(acts).order_by(acts.c.id.desc()).limit(bindparam("limit"))


class Acts:
    """What admins did, kept for good."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def add(self, person: str, act: str, at: datetime) -> None:
        """This admin did this."""
        await self._statements.run(_ADD, {"person": person, "act": act, "at": at})

    async def recent(self, limit: int) -> list[Act]:
        """The last acts, the newest first, at most `limit`."""
        rows = await self._statements.rows(_RECENT, limit=limit)
        return [Act(row.person, row.act, row.at) for row in rows]
