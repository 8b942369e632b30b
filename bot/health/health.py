"""Health: looks at how Vigil stands every few seconds, and passes it on, inside and outside (G7)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog

from bot.clock import SystemClock
from bot.health.audit import DISK, TICK_SILENT, Audit, Disk, Finding, Picture
from bot.health.endpoint import Endpoint
from bot.health.heartbeat import Heartbeat
from bot.health.settings import HealthSettings
from bot.health.status import EVERY, Status
from bot.health.warnings import Warnings
from bot.health.watchdog import Watchdog
from bot.hearing import Hearing
from bot.store.faults import is_our_own
from bot.store.store import Store
from bot.telling import Telling

log = structlog.get_logger()

LOOK_EVERY = timedelta(seconds=5)

TICK_SILENT_AFTER = timedelta(seconds=30)
"""A look is part of the tick; if there was none for so long, the main loop hangs."""


class Health:
    """One running bot's; `look` is called at each tick, `run` is one of the loops."""

    def __init__(
        self,
        store: Store,
        hearing: Hearing,
        telling: Telling,
        settings: HealthSettings,
        data_dir: Path,
        clock: SystemClock,
        *,
        handled: Callable[[], int],
        watchdog: Watchdog | None = None,
    ) -> None:
        self._store = store
        self._hearing = hearing
        self._settings = settings
        self._clock = clock
        self._audit = Audit(hearing, clock, handled)
        self._warnings = Warnings(telling, hearing)
        self._watchdog = watchdog or Watchdog()
        self._status = Status(data_dir)
        self._latest = Picture(clock.now())
        self._next_at = clock.now()

    def watch(self, disk: Disk) -> None:
        """This is the disk of the data folder."""
        self._audit.disk = disk

    async def look(self, now: datetime) -> None:
        """Look, if it is time to; tell the coordinators what is new, and systemd that the main loop lives."""
        if now >= self._next_at:
            self._next_at = now + LOOK_EVERY
            self._latest = await self._look(now)
        if not self._latest.overdue:
            self._watchdog.alive()

    async def _look(self, now: datetime) -> Picture:
        try:
            async with self._store.transaction() as tx:
                picture = await self._audit.look(tx, now)
                await self._warnings.tell(tx, picture)
        except Exception as fault:
            if is_our_own(fault):
                raise
            # A new start would not mend the disk: systemd is not to try that again and again.
            log.warning("health_not_read", fault=type(fault).__name__)
            return Picture(now, (Finding(DISK, 1, None),), self._latest.figures)
        for each in picture.findings:
            log.error("unwell", kind=each.kind, count=each.count)
        return picture

    @property
    def picture(self) -> Picture:
        """How it stands."""
        latest, now = self._latest, self._clock.now()
        if now - latest.at <= TICK_SILENT_AFTER:
            return latest
        return replace(latest, findings=(*latest.findings, Finding(TICK_SILENT, 1, latest.at)))

    @property
    def alive(self) -> bool:
        """Whether the outside is to be told that all is well: never before Vigil hears."""
        return self._hearing.deaf_since is None and self.picture.alive

    async def run(self) -> None:
        """Pass it on until cancelled. No fault in here ends the bot: whoever waits outside notices it."""
        self._watchdog.ready()
        loops: list[Coroutine[Any, Any, None]] = [self._write()]
        if self._settings.listen is not None:
            loops.append(Endpoint(*self._settings.listen, lambda: self.picture).run())
        if (url := self._settings.heartbeat_url) is not None:
            every = self._settings.heartbeat_every
            loops.append(Heartbeat(url, every, lambda: self.alive, asyncio.sleep).run())
        try:
            await asyncio.gather(*(self._kept_apart(each) for each in loops))
        finally:
            self._status.remove()

    def stopping(self) -> None:
        """Vigil was told to stop."""
        self._watchdog.stopping()

    async def _kept_apart(self, loop: Coroutine[Any, Any, None]) -> None:
        try:
            await loop
        except Exception:
            log.exception("health_loop_failed")
            await asyncio.Event().wait()

    async def _write(self) -> None:
        while True:
            try:
                self._status.write(self.picture, self._clock.steady())
            except OSError as fault:
                log.warning("health_not_written", fault=type(fault).__name__)
            await asyncio.sleep(EVERY)
