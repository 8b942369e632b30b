"""What coordinators did: the journal of the coordination room, chained so that a missing line shows.

Each line has the hash of itself and of all before it, and a fact holds how many there are and the last hash.
Whoever can write the database anew from the first line to the last can forge it all, but not one line of it;
`head`, said aloud in a room, binds even them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import Row, bindparam, insert, select

from bot.store.facts import Facts
from bot.store.schema import acts
from bot.store.statements import Statements

CHAIN = "acts_chain"
"""The fact that holds how many acts there are, and the hash of the last."""


@dataclass(frozen=True)
class Act:
    """One command of one admin; `detail` says what exactly, and names no defender but by alias."""

    person: str
    act: str
    detail: str
    at: datetime


_ADD = insert(acts)
_RECENT = select(acts).order_by(acts.c.id.desc()).limit(bindparam("limit"))
_SINCE = select(acts).where(acts.c.at >= bindparam("since", type_=acts.c.at.type)).order_by(acts.c.id)
_ALL = select(acts).order_by(acts.c.id)
_NEWEST = select(acts.c.id).order_by(acts.c.id.desc()).limit(1)


class Acts:
    """What admins did, kept for good."""

    def __init__(self, statements: Statements, facts: Facts) -> None:
        self._statements = statements
        self._facts = facts

    async def add(self, person: str, act: str, detail: str, at: datetime) -> None:
        """This admin did this."""
        count, last = await self.head()
        id = (await self._statements.value(_NEWEST) or 0) + 1
        last = link(last, id, person, act, detail, at)
        row = {"id": id, "person": person, "act": act, "detail": detail, "at": at, "hash": last}
        await self._statements.run(_ADD, row)
        await self._facts.set(CHAIN, chain_text(count + 1, last))

    async def recent(self, limit: int) -> list[Act]:
        """The last acts, the newest first, at most `limit`."""
        return [_act(row) for row in await self._statements.rows(_RECENT, limit=limit)]

    async def since(self, at: datetime) -> list[Act]:
        """All acts from `at` on, the oldest first."""
        return [_act(row) for row in await self._statements.rows(_SINCE, since=at)]

    async def head(self) -> tuple[int, str]:
        """How many acts there have to be, and the hash of the last."""
        text = await self._facts.get(CHAIN)
        count, last = (0, "") if text is None else json.loads(text)
        return int(count), str(last)

    async def verify(self) -> int | None:
        """The ID of the first line that is not as it was written; None if every one is.

        Where a line is missing it is the ID of the next one, or, at the end, the ID it would have had.
        """
        number, last, id = 0, "", 0
        for row in await self._statements.rows(_ALL):
            number, id = number + 1, row.id
            last = link(last, row.id, row.person, row.act, row.detail, row.at)
            if row.hash != last:
                return int(id)
        return None if (number, last) == await self.head() else int(id + 1)


def link(before: str, id: int, person: str, act: str, detail: str, at: datetime) -> str:
    """The hash of a line and of all before it, whose hash is `before`."""
    # As the columns hold what was written, which may be half a character.
    texts = [each.encode("utf-8", "backslashreplace").decode("utf-8") for each in (person, act, detail)]
    fields = [before, id, *texts, at.astimezone(UTC).isoformat(timespec="microseconds")]
    return sha256(json.dumps(fields).encode("ascii")).hexdigest()


def chain_text(count: int, last: str) -> str:
    """What the fact says when there are so many acts, and this is the hash of the last."""
    return json.dumps([count, last])


def _act(row: Row[tuple[object, ...]]) -> Act:
    return Act(row.person, row.act, row.detail, row.at)
