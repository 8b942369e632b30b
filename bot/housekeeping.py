"""What is no longer needed is not kept: the traces of what was handled, and words that nobody asked for."""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from bot.alerts import TO_SCRUB
from bot.clock import SystemClock
from bot.config import Settings
from bot.disk import has_room_to_rewrite
from bot.enrolling import GOOD_FOR
from bot.errors import StoreError
from bot.hearing import Hearing
from bot.ports import MatrixGateway
from bot.sender import Sender
from bot.store.store import Store
from bot.verifications import drop_what_is_over
from bot.who import everybody

log = structlog.get_logger()

EVERY = timedelta(hours=1)

NOT_BEFORE = timedelta(minutes=10)
"""After a start people are waiting for what was not done meanwhile: the files are written anew later."""

KNOWN_FOR = timedelta(days=7)
"""How long at most the ID of a handled event is remembered.

The sync's token is written together with the events, so that none comes twice; only a homeserver that was
set back to an older state sends them again, and from its backups it goes back days. A message that was
encrypted is known for ever, by its index in its Megolm session.
"""


class Housekeeping:
    """Once an hour. Words that raised no alert, or could not be read, are kept for the retention, too."""

    def __init__(
        self,
        store: Store,
        gateway: MatrixGateway,
        clock: SystemClock,
        settings: Settings,
        hearing: Hearing,
        sender: Sender,
    ) -> None:
        """`sender` says whether an alert is convening, and `hearing` whether Vigil hears."""
        self._store = store
        self._gateway = gateway
        self._retention = settings.policy.retention
        self._folder = settings.data_dir
        self._hearing = hearing
        self._sender = sender
        self._clock = clock
        self._next_at = clock.now()
        self._scrubs_from = clock.now() + NOT_BEFORE
        self._asked_by = ""
        """What is erased, but for its copies; empty until the next hour after a try that failed."""

    async def tidy(self, now: datetime) -> None:
        """Erase what has served, if it is time to look, and its copies as soon as nobody waits for Vigil."""
        if now >= self._next_at and self._clock.is_settled:
            self._next_at = now + EVERY
            await self._erase(now)
        if self._asked_by and await self._may_scrub(now):
            asked_by, self._asked_by = self._asked_by, ""
            await self._scrub(asked_by)

    async def _erase(self, now: datetime) -> None:
        kept_since = now - self._retention
        async with self._store.transaction() as tx:
            pruned = await tx.inbox.prune(max(kept_since, now - KNOWN_FOR))
            words = await tx.inbox.prune_waiting(kept_since)
            words += await tx.chats.forget_held(kept_since)
            words += await tx.strangers.forget(kept_since)
            await tx.posted.prune()
            await tx.confirmations.prune(now)
            await tx.allowances.prune(now)
            await tx.enrolments.prune(now)
            await tx.newcomers.prune(now - GOOD_FOR)
            await drop_what_is_over(tx, now)
            if words:
                await tx.facts.set(TO_SCRUB, "words")
            self._asked_by = await tx.facts.get(TO_SCRUB) or ""
        if pruned or words:
            log.info("inbox_pruned", rows=pruned + words)

    async def _may_scrub(self, now: datetime) -> bool:
        """It holds up everybody: not while words may be waiting, people are asked in, or room is little."""
        if now < self._scrubs_from or self._hearing.deaf_since is not None or self._sender.convening:
            return False
        async with self._store.transaction() as tx:
            if await tx.inbox.pending(now=now, limit=1):
                return False
        if has_room_to_rewrite(self._folder):
            return True
        log.warning("scrubbing_put_off", reason="little_room")
        self._asked_by = ""
        return False

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
