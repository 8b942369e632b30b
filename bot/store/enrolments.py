"""One-time codes, given on paper, by which somebody enrols. Only their hashes are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import bindparam, delete, insert, select, update

from bot.store.schema import enrolments
from bot.store.statements import Statements


@dataclass(frozen=True)
class Enrolment:
    """A code that was given out: for what, by whom, and until when it is good."""

    kind: str
    made_by: str
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


_MOMENT = enrolments.c.expires_at.type
_UNUSED = enrolments.c.used_at.is_(None)
_ADD = insert(enrolments)
_OPEN = (
    select(enrolments)
    .where(_UNUSED, enrolments.c.expires_at > bindparam("now", type_=_MOMENT))
    .order_by(enrolments.c.made_at, enrolments.c.code_hash)
)
_FIND = select(enrolments).where(enrolments.c.code_hash == bindparam("of_hash"))
_USE = (
    update(enrolments)
    .where(enrolments.c.code_hash == bindparam("of_hash"), _UNUSED)
    .where(enrolments.c.expires_at > bindparam("now", type_=_MOMENT))
    .values(used_at=bindparam("now", type_=_MOMENT))
)
_PRUNE = delete(enrolments).where(enrolments.c.expires_at < bindparam("before", type_=_MOMENT))


class Enrolments:
    """The codes, each good once. How a code is written (hyphens, letters' size) is settled before."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def add(self, code: str, kind: str, *, by: str, at: datetime, until: datetime) -> None:
        """Give out a code. Raises IntegrityError for one that was given out already."""
        row = {"code_hash": _hash(code), "kind": kind, "made_by": by, "made_at": at, "expires_at": until}
        await self._statements.run(_ADD, row)

    async def use(self, code: str, now: datetime) -> Enrolment | None:
        """What the code is for, which from now on is used up.

        None, and nothing is changed, if there is no such code, or it is used up, or too old.
        """
        if await self._statements.change(_USE, of_hash=_hash(code), now=now) != 1:
            return None
        row = await self._statements.row(_FIND, of_hash=_hash(code))
        if row is None:
            return None
        return Enrolment(row.kind, row.made_by, row.made_at, row.expires_at, row.used_at)

    async def open(self, now: datetime) -> list[Enrolment]:
        """The codes that are still good, the oldest first."""
        return [
            Enrolment(row.kind, row.made_by, row.made_at, row.expires_at)
            for row in await self._statements.rows(_OPEN, now=now)
        ]

    async def prune(self, before: datetime) -> int:
        """Forget the codes that were good until before that; returns how many."""
        return await self._statements.change(_PRUNE, before=before)


def _hash(code: str) -> str:
    return sha256(code.encode("utf-8", "backslashreplace")).hexdigest()
