"""What is no longer needed is not kept: the traces of what was handled, and words that nobody asked for."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot.alerts import TO_SCRUB
from bot.clock import Clock
from bot.errors import StoreError
from bot.ports import MatrixGateway
from bot.store.store import Store
from bot.verifications import drop_what_is_over
from bot.who import everybody

log = structlog.get_logger()

EVERY = timedelta(hours=1)

KNOWN_FOR = timedelta(days=7)
"""How long at most the ID of a handled event is remembered.

The sync's token is written together with the events, so that none comes twice; only a homeserver that was
set back to an older state sends them again, and from its backups it goes back days. A message that was
encrypted is known for ever, by its index in its Megolm session.
"""


class Housekeeping:
    """Once an hour. `retention` is how long words are kept that raised no alert, or could not be read."""

    def __init__(self, store: Store, gateway: MatrixGateway, clock: Clock, retention: timedelta) -> None:
        self._store = store
        self._gateway = gateway
        self._retention = retention
        self._next_at = clock.now()

    async def tidy(self, now: datetime) -> None:
        """Erase what has served, if it is time to look."""
        if now < self._next_at:
            return
        self._next_at = now + EVERY
        kept_since = now - self._retention
        async with self._store.transaction() as tx:
            pruned = await tx.inbox.prune(max(kept_since, now - KNOWN_FOR))
            words = await tx.inbox.prune_waiting(kept_since)
            words += await tx.chats.forget_held(kept_since)
            words += await tx.strangers.forget(kept_since)
            await drop_what_is_over(tx, now)
            if words:
                await tx.facts.set(TO_SCRUB, "words")
            asked_by = await tx.facts.get(TO_SCRUB)
        if pruned or words:
            log.info("inbox_pruned", rows=pruned + words)
        if asked_by:
            await self._scrub(asked_by)

    async def _scrub(self, asked_by: str) -> None:
        """Both files are written anew, so that no copy of what was erased is left; else again in an hour."""
        try:
            await self._gateway.scrub(await self._everybody())
            await self._store.scrub()
        except StoreError as fault:
            log.warning("scrubbing_put_off", reason=type(fault.__cause__).__name__)
            return
        async with self._store.transaction() as tx:
            if await tx.facts.get(TO_SCRUB) == asked_by:  # Else more was erased meanwhile.
                await tx.facts.set(TO_SCRUB, "")
        log.info("scrubbed")

    async def _everybody(self) -> set[str]:
        """Who is enrolled, and who is in a room of Vigil's."""
        async with self._store.transaction() as tx:
            return {who.user for who in await everybody(tx)} | set(await tx.chats.people())
