"""Who is suspended: people by user ID, organisations by their ID."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, or_, select, union
from sqlalchemy.dialects.sqlite import insert

from bot.store.schema import admins, organisations, people, suspended
from bot.store.statements import Statements

_SUBJECTS = select(suspended.c.subject).order_by(suspended.c.subject)
_ADD = insert(suspended).on_conflict_do_nothing(index_elements=[suspended.c.subject])
_REMOVE = delete(suspended).where(suspended.c.subject == bindparam("of_subject"))
_HIT = select(suspended.c.subject)
_PEOPLE = union(
    select(people.c.user).where(or_(people.c.user.in_(_HIT), people.c.organisation.in_(_HIT))),
    select(admins.c.user).where(admins.c.user.in_(_HIT)),
    select(organisations.c.fallback).where(organisations.c.fallback.in_(_HIT)),
)


def suspended_as(defender: str) -> str:
    """Under what a defender stands among the suspended: what holds for partners does not hold for them."""
    return f"defender:{defender}"


class Suspensions:
    """Nobody is erased from the roster for it: what is suspended can be reinstated."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def add(self, subject: str, *, by: str, at: datetime) -> bool:
        """Suspend a person or an organisation. False, and nothing is changed, if that is so already."""
        return await self._statements.change(_ADD, subject=subject, by=by, at=at) == 1

    async def remove(self, subject: str) -> bool:
        """Reinstate a person or an organisation; whether they were suspended."""
        return await self._statements.change(_REMOVE, of_subject=subject) == 1

    async def subjects(self) -> frozenset[str]:
        """What was suspended: user IDs and IDs of organisations."""
        return await self._statements.of_network(self._subjects)

    async def people(self) -> frozenset[str]:
        """Everybody who is suspended, be it with their organisation."""
        return await self._statements.of_network(self._people)

    async def _subjects(self) -> frozenset[str]:
        return frozenset(row.subject for row in await self._statements.rows(_SUBJECTS))

    async def _people(self) -> frozenset[str]:
        return frozenset(row.user for row in await self._statements.rows(_PEOPLE))
