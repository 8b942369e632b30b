"""How long to wait before something that failed is tried again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from bot.errors import Unreachable

Result = TypeVar("Result")


def pause_after(attempts: int, fault: Exception | None = None, *, spread: float = 1.0) -> timedelta:
    """How long to wait after the `attempts`-th failure in a row: 1 s, 2 s, 4 s … at most a minute.

    Times `spread`, and never less than the homeserver asked for in `fault`.
    """
    pause = timedelta(seconds=min(60, 2 ** min(attempts, 6)) * spread)
    asked_for = fault.retry_after if isinstance(fault, Unreachable) else None
    return max(pause, asked_for or pause)


_SOON_TRIES = 12
_HALF_AN_HOUR_OF_TRIES = 30


def pause_for_an_alert(attempts: int, fault: Exception) -> timedelta:
    """As `pause_after`, but for the first dozen tries no more than 4 s.

    One action takes several requests, and each may fail for itself: so many failures are no outage, and
    somebody waits for help. When the homeserver is away, `Restraint` sees to it that it is not hammered.
    """
    return pause_after(min(attempts, 2) if attempts < _SOON_TRIES else attempts - _SOON_TRIES + 3, fault)


def pause_for_a_chat(attempts: int, fault: Exception) -> timedelta:
    """As `pause_after` for the first half hour; then a server that has not answered is asked now and then."""
    return pause_after(attempts, fault) if attempts < _HALF_AN_HOUR_OF_TRIES else timedelta(minutes=10)


async def patiently(
    attempt: Callable[[], Awaitable[Result]],
    *,
    waits: Callable[[int, float], None] = lambda attempts, seconds: None,
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> Result:
    """Try until the homeserver can be reached; `waits` is told before each pause of so many seconds."""
    attempts = 0
    while True:
        try:
            return await attempt()
        except Unreachable as fault:
            seconds = pause_after(attempts, fault).total_seconds()
        waits(attempts, seconds)
        attempts += 1
        await pause(seconds)
