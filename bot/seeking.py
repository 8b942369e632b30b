"""Asking for the devices of people whose words cannot be judged yet, beside the worker, which does not wait.

Somebody else's homeserver may take seconds to answer, for each message anew.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import structlog

from bot.clock import Clock
from bot.errors import MatrixError
from bot.ports import Forged, MatrixGateway, Undecryptable
from bot.store.inbox import InboxRow
from bot.store.store import Store

log = structlog.get_logger()

AT_ONCE = 32
"""So many people's devices are asked for side by side."""

WITHIN_SECONDS = 10.0
"""For all that somebody has written until then; what is not known by that time is judged without it."""

_PUT_OFF = timedelta(seconds=30)
"""Should the process die meanwhile, the message is looked at again then, and sought for anew."""


class Seeking:
    """Each message is sought for once, and handed back to the worker whatever came of it."""

    def __init__(
        self, store: Store, gateway: MatrixGateway, clock: Clock, on_inbox: Callable[[], None]
    ) -> None:
        self._store = store
        self._gateway = gateway
        self._clock = clock
        self._on_inbox = on_inbox
        self._places = asyncio.Semaphore(AT_ONCE)
        self._waiting: dict[str, list[InboxRow]] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        """Both by sender."""
        self._sought: set[int] = set()

    def was_sought(self, row: InboxRow) -> bool:
        """Whether this message was sought for: then it is judged by what is known now."""
        return row.id in self._sought

    def is_done(self, row: InboxRow) -> None:
        """It needs no seeking any more."""
        self._sought.discard(row.id)

    async def begin(self, row: InboxRow) -> None:
        """Put the message off, and ask for its sender's devices meanwhile."""
        async with self._store.transaction() as tx:
            await tx.inbox.defer(row.id, self._clock.now() + _PUT_OFF)
        self._sought.add(row.id)
        self._waiting.setdefault(row.sender, []).append(row)
        if row.sender not in self._tasks:
            self._tasks[row.sender] = asyncio.create_task(self._seek(row.sender))

    async def drain(self) -> int:
        """Return when nothing is sought any more; returns for how many people something was."""
        tasks = list(self._tasks.values())
        if tasks:
            await asyncio.wait(tasks)
        return len(tasks)

    async def close(self) -> None:
        """Stop what is under way: it is sought anew after the next start."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _seek(self, sender: str) -> None:
        try:
            while rows := self._waiting.pop(sender, []):
                async with self._places:
                    await self._ask(rows)
                async with self._store.transaction() as tx:
                    await tx.inbox.take_up(*(row.id for row in rows))
                self._on_inbox()
        except Exception:
            # The database itself fails: the messages are due again in half a minute.
            log.exception("seeking_failed")
        finally:
            del self._tasks[sender]

    async def _ask(self, rows: list[InboxRow]) -> None:
        """What is found is not looked at: the worker finds the same."""
        try:
            async with asyncio.timeout(WITHIN_SECONDS):
                for row in rows:
                    with suppress(Undecryptable, Forged):
                        await self._gateway.decrypt(row.payload["raw"])
        except (MatrixError, TimeoutError) as fault:
            log.info("devices_not_found", fault=type(fault).__name__)
        except Exception:
            log.exception("devices_not_found")
