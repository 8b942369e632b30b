"""What is done regularly, at a due time that outlives the process: late, if need be, and once (G4)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from bot.store.store import Store, Transaction

log = structlog.get_logger()

AGAIN_AFTER = timedelta(minutes=10)
"""How long something rests that has failed by a fault of Vigil's own."""


@dataclass(frozen=True)
class Duty:
    """`following` says when it is due next after a moment; `do` does it, with the time it was due at.

    `name` stands in the database: another name is another duty.
    """

    name: str
    following: Callable[[datetime], datetime]
    do: Callable[[Transaction, datetime], Awaitable[None]]


@dataclass
class Regular:
    """Does what is due, each in a transaction of its own together with the time it is due at next."""

    store: Store
    duties: Sequence[Duty]
    _rest: dict[str, datetime] = field(default_factory=dict)

    async def look(self, now: datetime) -> None:
        """Do all that is due. What was due several times meanwhile is done once."""
        for duty in self.duties:
            if now >= self._rest.get(duty.name, now):
                await self._look_at(duty, now)

    async def _look_at(self, duty: Duty, now: datetime) -> None:
        try:
            async with self.store.transaction() as tx:
                noted = await tx.facts.get(_fact(duty))
                due_at = datetime.fromisoformat(noted) if noted else None
                if due_at is not None and now >= due_at:
                    await duty.do(tx, due_at)
                following = duty.following(now)
                # Later than that it cannot be due: a clock that was wrong must not put it off for years.
                if due_at is None or now >= due_at or due_at > following:
                    due_at = following
                    await tx.facts.set(_fact(duty), due_at.isoformat())
            self._rest[duty.name] = min(due_at, now + AGAIN_AFTER)
        except Exception:
            log.exception("duty_failed", job=duty.name)
            self._rest[duty.name] = now + AGAIN_AFTER


def _fact(duty: Duty) -> str:
    return f"regular {duty.name}"


def every(span: timedelta) -> Callable[[datetime], datetime]:
    """Due again so long after it was done."""
    return lambda now: now + span
