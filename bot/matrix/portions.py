"""Long computing, a little at a time: keys for fifty devices keep no alert waiting (MATRIX.md 13)."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Any, TypeVar

Thing = TypeVar("Thing")

PORTION_SECONDS = 0.01
"""How long a portion computes before it is written down and others have their turn."""


class Portions:
    """Takes turns with everything else in the process, and has one portion at a time for all that asks.

    `atomic` opens a transaction on the crypto store. A portion is one: nothing is waited for inside it, so
    that nobody else's writes are taken back with it.
    """

    def __init__(
        self, atomic: Callable[[], AbstractContextManager[Any]], seconds: float = PORTION_SECONDS
    ) -> None:
        self._atomic = atomic
        self._seconds = seconds
        self._turn = asyncio.Lock()

    async def each(self, things: Iterable[Thing], work: Callable[[Thing], object]) -> None:
        """Do this to all of them, in order; what was done is on disk when this returns, or is cancelled."""
        waiting = deque(things)
        while waiting:
            async with self._turn:  # Else twenty who ask at once would compute twenty portions in a row.
                self._portion(waiting, work)
                await asyncio.sleep(0)

    def _portion(self, waiting: deque[Thing], work: Callable[[Thing], object]) -> None:
        until = time.monotonic() + self._seconds
        with self._atomic():
            while waiting:
                work(waiting.popleft())
                if time.monotonic() >= until:
                    return
