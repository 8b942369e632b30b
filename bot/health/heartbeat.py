"""The dead man's switch: an address outside is asked for while all is well; somebody notices when not.

As Healthchecks has it (healthchecks.io, or an instance of one's own): a GET of the address is a sign of life.
The address is a secret, and is never logged.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta

import aiohttp
import structlog

log = structlog.get_logger()

_SECONDS = 10.0
_LOOK_EVERY = 5.0
"""Seconds: a beat that was left out is made up for as soon as all is well again."""

Pause = Callable[[float], Awaitable[None]]


class Heartbeat:
    """Asks for the address again and again, for as long as `alive` says so. It says nothing of Vigil's."""

    def __init__(self, url: str, every: timedelta, alive: Callable[[], bool], pause: Pause) -> None:
        self._url = url
        self._every = every
        self._alive = alive
        self._pause = pause

    async def run(self) -> None:
        """Beat until cancelled."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=_SECONDS)) as session:
            while True:
                every = self._every.total_seconds()
                if self._alive():
                    await self._beat(session)
                    await self._pause(every)
                else:
                    await self._pause(min(every, _LOOK_EVERY))

    async def _beat(self, session: aiohttp.ClientSession) -> None:
        try:
            async with session.get(self._url, allow_redirects=False) as answer:
                if answer.status >= 300:
                    log.warning("heartbeat_not_taken", status=answer.status)
        except (aiohttp.ClientError, TimeoutError, OSError) as fault:
            log.warning("heartbeat_failed", fault=type(fault).__name__)
