"""Work that several ask for at once is done once."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Hashable, Iterable
from typing import Generic, TypeVar

Thing = TypeVar("Thing", bound=Hashable)


class Underway(Generic[Thing]):
    """Remembers for which things work is under way, so that a second asker waits for the first one's result.

    Two claims for the same device would waste a one-time key; two queries for the same person, time.
    """

    def __init__(self) -> None:
        self._tasks: dict[Thing, asyncio.Task[None]] = {}

    async def all(
        self,
        things: Iterable[Thing],
        *,
        by: Callable[[Thing], str],
        work: Callable[[Collection[Thing]], Awaitable[None]],
    ) -> None:
        """Return when `work` was done for all these things: begun now, in one go per group `by`, or earlier.

        An asker that is cancelled does not take the work away from the others. Raises what `work` raises.
        """
        wanted = set(things)
        groups: dict[str, list[Thing]] = {}
        for thing in wanted:
            if thing not in self._tasks:
                groups.setdefault(by(thing), []).append(thing)
        for group in groups.values():
            task = asyncio.create_task(self._do(group, work))
            self._tasks.update(dict.fromkeys(group, task))
        tasks = {self._tasks[thing] for thing in wanted}
        await asyncio.gather(*map(asyncio.shield, tasks))

    def begun(self, things: Iterable[Thing]) -> list[Thing]:
        """Those of these things for which work is under way already."""
        return [thing for thing in things if thing in self._tasks]

    async def close(self) -> None:
        """Stop all of it: nobody waits for it any more."""
        tasks = set(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _do(self, group: list[Thing], work: Callable[[Collection[Thing]], Awaitable[None]]) -> None:
        try:
            await work(group)
        finally:
            for thing in group:
                del self._tasks[thing]
