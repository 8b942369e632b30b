"""The bot as a process of its own, so that its memory and its computing are nobody else's."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Self

START_WITHIN = 60.0
STOP_WITHIN = 20.0


class BotProcess:
    """`vigil run`, started and watched from outside."""

    def __init__(self, process: asyncio.subprocess.Process, log_file: Path, began_at: float) -> None:
        """Made by `launch`."""
        self._process = process
        self._log_file = log_file
        self._began_at = began_at
        self._started_at: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._reading = asyncio.create_task(self._read_log())

    @classmethod
    async def launch(cls, settings: Path, log_file: Path) -> Self:
        """Start it; returns at once. Its log is added to `log_file`."""
        began_at = time.monotonic()
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "bot", "run", "--config", str(settings)),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            cwd=settings.parent,
            start_new_session=True,  # Ctrl-C is for the benchmark, which then ends the bot.
        )
        return cls(process, log_file, began_at)

    @property
    def began_at(self) -> float:
        """`time.monotonic()` just before it was started."""
        return self._began_at

    async def started(self) -> float:
        """Wait until its log says that it has started; returns the seconds since `began_at`."""
        async with asyncio.timeout(START_WITHIN):
            return await asyncio.shield(self._started_at) - self._began_at

    async def stop(self) -> None:
        """Ask it to end and wait for that; ends it by force if it does not."""
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(STOP_WITHIN):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
        await self._reading

    def memory(self) -> tuple[float, float]:
        """What it holds in memory now, and the most it ever held, in megabytes (proc(5), VmRSS and VmHWM)."""
        text = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        lines = dict(line.split(":", 1) for line in text.splitlines())
        now, peak = (int(lines[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
        return now, peak

    def computed(self) -> float:
        """Seconds of processor time so far (proc(5), utime and stime)."""
        text = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii")
        fields = text.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    async def _read_log(self) -> None:
        assert self._process.stderr is not None
        with self._log_file.open("ab") as file:
            async for line in self._process.stderr:
                if not self._started_at.done() and _says(line, "started"):
                    self._started_at.set_result(time.monotonic())
                file.write(line)
                file.flush()
        if not self._started_at.done():
            self._started_at.set_exception(
                RuntimeError(f"The bot ended while starting; see {self._log_file}.")
            )
            self._started_at.exception()  # Nobody may be waiting for it.


def _says(line: bytes, event: str) -> bool:
    try:
        return bool(json.loads(line).get("event") == event)
    except (ValueError, AttributeError):
        return False
