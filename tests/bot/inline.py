"""SQLCipher in the thread of the test: to wake another one was a third of the time of these tests.

The statements, the file and its encryption are the same, and whoever waits gives way to others as before.
What the thread itself promises is tried in `store/`, in `faults/`, and wherever the whole of Vigil runs.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from bot.store import driver


class InlineConnection(driver.Connection):
    """A connection that has a thread and gives it nothing to do."""

    async def _connect(self) -> InlineConnection:
        if self._connection is None:
            try:
                self._connection = self._connector()
            except BaseException:
                self.stop()
                raise
        return self

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if not self._running or self._connection is None:
            raise ValueError("Connection closed")
        await asyncio.sleep(0)
        return fn(*args, **kwargs)

    def stop(self) -> asyncio.Future[Any] | None:
        """End the thread; SQLite wants to be closed where it was opened."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
        stopped: asyncio.Future[Any] | None = super().stop()
        return stopped
