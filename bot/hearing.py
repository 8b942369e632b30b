"""Whether Vigil hears what people write: while it does not, their silence says nothing about them.

An answer that waits on the homeserver, because Vigil was down or the homeserver was, counts: so nothing that
fell due is decided before it has been read.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clock import Clock
from bot.store.store import Transaction
from bot.telling import Telling
from rooms.texts import say

WORTH_TELLING = timedelta(minutes=5)
"""Longer than this, and the coordinators are told that nothing could come in."""


class Hearing:
    """Deaf from the start, and from the first failed request of the sync, until a batch is written down."""

    def __init__(self, clock: Clock, telling: Telling) -> None:
        self._clock = clock
        self._telling = telling
        self._deaf_since: datetime | None = clock.now()
        self._heard_at = clock.now()
        self._to_tell: tuple[datetime, datetime] | None = None

    def heard(self, well: bool) -> None:
        """What the sync says of itself: all that there is has been written down, or it could not be."""
        now = self._clock.now()
        if not well:
            self._deaf_since = self._deaf_since or now
        elif self._deaf_since is not None:
            if now - self._deaf_since > WORTH_TELLING:
                self._to_tell = self._deaf_since, now
            self._deaf_since, self._heard_at = None, now

    async def is_up_to_date(self, tx: Transaction) -> bool:
        """Whether all that came in until Vigil heard again is handled: only then is a silence one."""
        if self._deaf_since is not None:
            return False
        return not await tx.inbox.is_pending(now=self._clock.now(), received_until=self._heard_at)

    async def tell(self, tx: Transaction) -> None:
        """Tell the coordinators of a long deafness, once it is over (G6)."""
        if self._to_tell is None:
            return
        since, until = self._to_tell
        await self._telling.coordinators(tx, say("coordination-was-deaf", since=since, until=until))
        self._to_tell = None
