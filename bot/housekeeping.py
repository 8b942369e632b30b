"""What is no longer needed is not kept: the traces of what was handled, and words that nobody asked for."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.store.store import Store

log = structlog.get_logger()

EVERY = timedelta(hours=1)

KNOWN_FOR = timedelta(days=7)
"""How long the ID of a handled event is remembered.

The sync's token is written together with the events, so that none comes twice; only a homeserver that was
set back to an older state sends them again, and from its backups it goes back days. A message that was
encrypted is known for ever, by its index in its Megolm session.
"""


class Housekeeping:
    """Once an hour. `retention` is how long words are kept that raised no alert, or could not be read."""

    def __init__(self, store: Store, clock: Clock, retention: timedelta) -> None:
        self._store = store
        self._retention = retention
        self._next_at = clock.now()

    async def tidy(self, now: datetime) -> None:
        """Erase what has served, if it is time to look."""
        if now < self._next_at:
            return
        self._next_at = now + EVERY
        async with self._store.transaction() as tx:
            pruned = await tx.inbox.prune(now - KNOWN_FOR)
            pruned += await tx.inbox.prune_waiting(now - self._retention)
            await tx.chats.forget_held(now - self._retention)
        if pruned:
            log.info("inbox_pruned", rows=pruned)
