"""To be told to stop: what is under way may finish, and nothing new begins."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")

FINISH_SECONDS = 7.0
"""How long what is under way may take when Vigil is told to stop: with the rest of it, ten seconds."""


class Stopping:
    """Whether Vigil was told to stop; for good, once it was."""

    def __init__(self) -> None:
        self._told = asyncio.Event()

    def tell(self) -> None:
        """Ask it to stop."""
        self._told.set()

    @property
    def is_told(self) -> bool:
        """Whether it was told."""
        return self._told.is_set()

    async def wait(self) -> None:
        """Return when it is told."""
        await self._told.wait()

    async def rest(self, seconds: float) -> None:
        """Wait so long, or until it is told."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._told.wait(), seconds)

    async def unless_told(self, act: Coroutine[Any, Any, Result]) -> Result | None:
        """What `act` returns; None if it has not when Vigil was told to stop and has waited for it."""
        doing, told = asyncio.create_task(act), asyncio.create_task(self._told.wait())
        try:
            await asyncio.wait((doing, told), return_when=asyncio.FIRST_COMPLETED)
            await asyncio.wait((doing,), timeout=FINISH_SECONDS)
            return await doing if doing.done() else None
        finally:
            doing.cancel()
            told.cancel()
            await asyncio.gather(doing, told, return_exceptions=True)
