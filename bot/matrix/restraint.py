"""A homeserver that is away is not hammered, however many rows there are that wait for it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.errors import Unreachable
from bot.patience import pause_after

IN_A_ROW = 3
"""One lost connection is no outage: so many requests in a row have to find nobody there."""


class Restraint:
    """While nobody answers, one request at a time looks whether somebody does, with growing pauses.

    All others fail at once, unmade, and are told when it is worth trying again. Whatever is answered ends it.
    While the sync is answered there is no outage: what one kind of request meets holds back no other.
    `seconds` counts seconds that pass; it is no clock, and nobody sets it.
    """

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._in_vain = 0
        self._looks_again_at = 0.0
        self._sync_is_answered = False
        self._back = asyncio.Event()
        self._back.set()

    def ask_leave(self) -> None:
        """Raises `Unreachable` if this request is not to be made now; who gets leave looks for all."""
        if self._sync_is_answered or self._in_vain < IN_A_ROW:
            return
        wait = self._looks_again_at - self._seconds()
        if wait > 0:
            raise Unreachable("The homeserver cannot be reached.", timedelta(seconds=wait))
        self._in_vain += 1
        self._rest()

    def answered(self, *, sync: bool = False) -> None:
        """Somebody is there."""
        self._in_vain = 0
        self._sync_is_answered = self._sync_is_answered or sync
        self._back.set()

    async def cut_short(self, pause: Awaitable[None]) -> None:
        """Wait for the end of this pause; in an outage no longer than until anybody is answered."""
        if self._back.is_set():
            await pause
            return
        waiting = [asyncio.ensure_future(pause), asyncio.ensure_future(self._back.wait())]
        try:
            done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
            for each in done:
                each.result()
        finally:
            for each in waiting:
                each.cancel()

    def in_vain(self, *, sync: bool = False) -> None:
        """Nobody is there. Once that is plain, only those who got leave make the pauses longer."""
        if sync:
            self._sync_is_answered = False
        if self._in_vain < IN_A_ROW:
            self._in_vain += 1
            self._rest()
        if self._in_vain >= IN_A_ROW:
            self._back.clear()

    def _rest(self) -> None:
        pause = pause_after(max(self._in_vain - IN_A_ROW, 0))
        self._looks_again_at = self._seconds() + pause.total_seconds()
