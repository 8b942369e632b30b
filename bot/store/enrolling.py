"""Who is asked for an invitation, who is being enrolled, and how often wrong codes were tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from bot.store.codec import Codec
from bot.store.schema import enrolling, guesses
from bot.store.statements import Statements
from rooms.enrolling import Enrolment


@dataclass(frozen=True)
class Newcomer:
    """Somebody who is not on the roster yet; without an `enrolment` they have shown no invitation.

    `at` is when Vigil began to ask them.
    """

    user: str
    at: datetime
    enrolment: Enrolment | None = None


_INSERT = insert(enrolling)
_PUT = _INSERT.on_conflict_do_update(
    index_elements=[enrolling.c.user],
    set_={name: _INSERT.excluded[name] for name in ("at", "accepted", "state")},
)
_OF = select(enrolling).where(enrolling.c.user == bindparam("of_user"))
_ALL = select(enrolling.c.user).where(enrolling.c.accepted).order_by(enrolling.c.user)
_REMOVE = delete(enrolling).where(enrolling.c.user == bindparam("of_user"))
_PRUNE = delete(enrolling).where(
    enrolling.c.at < bindparam("before", type_=enrolling.c.at.type), enrolling.c.accepted.is_(False)
)
_GUESS = insert(guesses)
_SINCE = guesses.c.at >= bindparam("since", type_=guesses.c.at.type)
_COUNT = select(func.count()).select_from(guesses).where(_SINCE)
_FORGET = delete(guesses).where(guesses.c.at < bindparam("before", type_=guesses.c.at.type))


class Newcomers:
    """By user ID."""

    def __init__(self, statements: Statements, codec: Codec) -> None:
        self._statements = statements
        self._codec = codec

    async def of(self, user: str) -> Newcomer | None:
        """This newcomer; None if this person is none."""
        row = await self._statements.row(_OF, of_user=user)
        if row is None:
            return None
        return Newcomer(row.user, row.at, self._codec.decode(row.state) if row.accepted else None)

    async def accepted(self) -> list[str]:
        """Those who are being asked, since they showed an invitation or somebody vouches for them."""
        return [row.user for row in await self._statements.rows(_ALL)]

    async def put(self, newcomer: Newcomer) -> None:
        """Keep them as they are now."""
        enrolment = newcomer.enrolment
        values = {
            "user": newcomer.user,
            "at": newcomer.at,
            "accepted": enrolment is not None,
            "state": "" if enrolment is None else self._codec.encode(enrolment),
        }
        await self._statements.run(_PUT, values)

    async def remove(self, user: str) -> None:
        """They are on the roster now, or are not to be."""
        await self._statements.run(_REMOVE, {"of_user": user})

    async def prune(self, before: datetime) -> None:
        """Forget those who have shown no invitation, and the wrong codes, from before that."""
        await self._statements.change(_PRUNE, before=before)
        await self._statements.change(_FORGET, before=before)

    async def guess(self, user: str, at: datetime) -> None:
        """They have written a code that is none."""
        await self._statements.run(_GUESS, {"user": user, "at": at})

    async def guesses(self, since: datetime, user: str | None = None) -> int:
        """How many wrong codes were written since then, by everybody or by this person."""
        statement = _COUNT if user is None else _COUNT.where(guesses.c.user == user)
        return int(await self._statements.value(statement, since=since))
