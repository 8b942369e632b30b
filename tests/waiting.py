"""Waiting for what nothing tells of: looked at again and again, with an end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

_LOOK_EVERY = 0.05


async def until(look: Callable[[], Awaitable[object]], within: float = 60.0) -> None:
    """Return when what is looked for is so; raises TimeoutError after so many seconds."""
    async with asyncio.timeout(within):
        while True:
            if await look():
                return
            await asyncio.sleep(_LOOK_EVERY)
