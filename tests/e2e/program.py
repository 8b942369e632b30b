"""The program in a process of its own, as an operator starts it, and as a machine kills it."""

from __future__ import annotations

import asyncio
import signal
import sys
import uuid
from pathlib import Path

from bot.demo.homeserver import CHILD_PROCESS
from tests.forked import Forked, vigil

_ENDS_WITHIN = 120.0


class Program:
    """`vigil COMMAND --config FILE`; it dies with this process, however this process dies."""

    def __init__(self, settings: Path, log_file: Path) -> None:
        """What it prints, logs included, is added to `log_file`."""
        self._settings = settings
        self._log_file = log_file
        self._process: Forked | _Started | None = None

    @property
    def printed(self) -> str:
        """All that it printed so far, in all its lives."""
        return self._log_file.read_text(encoding="utf-8") if self._log_file.exists() else ""

    @property
    def pid(self) -> int:
        """The number of its process, which must be there."""
        assert self._process is not None
        return self._process.pid

    async def starts(self, *command: str) -> None:
        """Start it, with another command than `run` or with more words; it is not ready yet."""
        self._process = Forked(vigil, *self._words(command), out=self._log_file)

    async def starts_from_nothing(self, *command: str) -> None:
        """The same with all its loading, as on a machine: for what is true from its very first line on."""
        with self._log_file.open("ab") as log:
            self._process = _Started(
                await asyncio.create_subprocess_exec(
                    *(sys.executable, "-P", str(CHILD_PROCESS), "bot", *self._words(command)),
                    stdin=asyncio.subprocess.PIPE,
                    stdout=log,
                    stderr=log,
                )
            )

    def _words(self, command: tuple[str, ...]) -> tuple[str, ...]:
        return (*(command or ("run",)), "--config", str(self._settings))

    async def ends(self, within: float = _ENDS_WITHIN) -> int:
        """Wait until it has ended; returns its exit code."""
        process, self._process = self._process, None
        assert process is not None
        async with asyncio.timeout(within):
            return await process.has_ended()

    async def checks(self) -> tuple[int, list[str]]:
        """Run `vigil check`; returns its exit code and its lines."""
        return await self.calls("check")

    async def calls(self, *command: str) -> tuple[int, list[str]]:
        """Run a command that ends by itself, beside the program if that runs; its exit code and its lines."""
        beside = Program(self._settings, self._log_file.with_name(f"log-{uuid.uuid4().hex}"))
        await beside.starts(*command)
        code = await beside.ends()
        return code, beside.printed.splitlines()

    def hears(self, number: int) -> None:
        """Send it this signal; it must be there."""
        assert self._process is not None
        self._process.hears(number)

    async def is_killed(self) -> None:
        """SIGKILL: as if the machine lost its power."""
        self.hears(signal.SIGKILL)
        await self.ends()

    async def is_told_to_stop(self) -> int:
        """SIGTERM, as systemd sends it; returns the exit code."""
        self.hears(signal.SIGTERM)
        return await self.ends()

    async def goes_away(self) -> None:
        """Kill it if it still runs."""
        if self._process is not None:
            await self.is_killed()


class _Started:
    """A process that was started and not forked."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.pid = process.pid

    def hears(self, number: int) -> None:
        """As `Forked`."""
        if self._process.returncode is None:
            self._process.send_signal(number)

    async def has_ended(self) -> int:
        """As `Forked`."""
        return await self._process.wait()
