"""The real bot as a process of its own, started as `vigil run` starts it."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from pathlib import Path

from bot.demo.homeserver import CHILD_PROCESS

_STOP_WITHIN = 10.0


class BotProcess:
    """`vigil run --config FILE` in the background; it dies with this process, however this process dies."""

    def __init__(self, settings: Path, log_file: Path) -> None:
        """What the bot logs goes into `log_file`."""
        self.log_file = log_file
        self._settings = settings
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int | None:
        """The number of the process, while there is one."""
        return self._process.pid if self._process is not None else None

    async def start(self) -> None:
        """Start it; it has logged in when its device keys can be found."""
        with self.log_file.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", str(CHILD_PROCESS), "bot", "run", "--config", str(self._settings)),
                stdin=asyncio.subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C in a terminal is for the demo, which then stops the bot.
            )

    async def ended(self) -> None:
        """Return when it is no longer running."""
        if self._process is not None:
            await self._process.wait()

    async def stop(self) -> None:
        """Ask it to end and wait until it has; ends it by force after ten seconds."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(process.wait(), _STOP_WITHIN)
        except TimeoutError:
            process.kill()
            await process.wait()
