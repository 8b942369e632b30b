"""The bot of a test that is killed and begun again, any number of times, from the test's side."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from bot.config import load_settings
from tests.faults.doomed import doomed
from tests.faults.points import Orders, last_passed, passed
from tests.forked import Forked
from tests.waiting import until

_BEGINS_WITHIN = 120.0
_ENDS_WITHIN = 60.0
KILLED = -signal.SIGKILL
_LEFT_TO_DO = "SELECT (SELECT count(*) FROM outbox) + (SELECT count(*) FROM inbox WHERE state = 'pending')"


class Mortal:
    """`vigil run` on these settings, one life after the other; `doomed.py` is the other side of it."""

    def __init__(self, settings: Path, folder: Path) -> None:
        """Orders, trail and log go into `folder`."""
        self._settings = settings
        self._orders_file, self._trail, self._log = (folder / name for name in ("orders", "trail", "log"))
        self._orders = Orders()
        self._orders.write(self._orders_file)
        self._life: Forked | None = None
        self._end: asyncio.Task[int] | None = None
        self.kills = 0

    @property
    def printed(self) -> str:
        """All that it printed so far, in all its lives."""
        return self._log.read_text(encoding="utf-8") if self._log.exists() else ""

    @property
    def lives(self) -> bool:
        """Whether it runs now."""
        return self._end is not None and not self._end.done()

    async def starts(self, *words: str) -> None:
        """Begin a life, with another command than `run` if need be; it is not ready yet."""
        assert not self.lives
        command = (*(words or ("run",)), "--config", str(self._settings))
        self._life = Forked(doomed, self._orders_file, self._trail, command, out=self._log)
        self._end = asyncio.create_task(self._life.has_ended())

    async def ends(self, within: float | None = _ENDS_WITHIN) -> int:
        """Wait until this life has ended; returns its exit code, `KILLED` if it was."""
        assert self._end is not None
        code = await asyncio.wait_for(asyncio.shield(self._end), within)
        self.kills += code == KILLED
        return code

    async def is_killed(self) -> int:
        """SIGKILL, at whatever instant this is; returns the exit code."""
        self._signal(signal.SIGKILL)
        return await self.ends()

    async def is_told_to_stop(self) -> int:
        """SIGTERM; returns the exit code."""
        self._signal(signal.SIGTERM)
        return await self.ends()

    def _signal(self, number: int) -> None:
        if self._life is not None:
            self._life.hears(number)

    def must_die_at(
        self, points: Collection[str], hits: int = 1, spared: Mapping[str, int] | None = None
    ) -> None:
        """From now on: at so many hits of any of these; none: it is left alone.

        `spared`: what each later life passes before it counts.
        """
        number = self._orders.number + 1
        self._order(number=number, points=tuple(points), hits=hits, spared=dict(spared or {}))

    @property
    def died_at(self) -> str:
        """The last point that was passed."""
        return last_passed(self._trail)

    def forward(self, seconds: float) -> None:
        """Put its clock forward; it looks at it within a second."""
        self._order(ahead=self._orders.ahead + seconds)

    def _order(self, **changes: Any) -> None:
        self._orders = replace(self._orders, **changes)
        self._orders.write(self._orders_file)

    def bookmark(self) -> int:
        """Where its trail ends now."""
        return self._trail.stat().st_size if self._trail.exists() else 0

    def passed(self, since: int = 0) -> Counter[str]:
        """How often each point was passed since that bookmark."""
        return passed(self._trail, since)

    async def settles(self, within: float = _ENDS_WITHIN) -> None:
        """Return when it lives, and its database says that nothing is left to be handled or sent."""

        async def is_settled() -> bool:
            return self.lives and self._left_to_do() == 0

        await until(is_settled, within)

    def _left_to_do(self) -> int:
        settings = load_settings(self._settings)
        try:
            connection = dbapi2.connect(str(settings.database), timeout=5, isolation_level=None)
            try:
                connection.execute(settings.key().pragma)
                return int(connection.execute(_LEFT_TO_DO).fetchone()[0])
            finally:
                connection.close()
        except dbapi2.DatabaseError:
            return 1  # It is only just made, or locked at this moment.

    async def listens(self, since: int) -> None:
        """Return when it has its first answer to a sync, and asks again, after this bookmark."""

        async def asks_again() -> bool:
            return self.passed(since)["sync/asked"] > 1

        await until(asks_again, within=_BEGINS_WITHIN)

    async def goes_away(self) -> None:
        """Kill it if it lives."""
        self._signal(signal.SIGKILL)
        if self._end is not None:
            await self._end
