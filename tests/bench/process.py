"""The bot as a process of its own, so that its memory and its computing are nobody else's."""

from __future__ import annotations

import asyncio
import json
import os
import time
from pathlib import Path

from bot.demo.bot_process import BotProcess

_START_WITHIN = 60.0
_LOOK_EVERY = 0.005


class MeasuredBot:
    """`vigil run`, watched from outside."""

    def __init__(self, settings: Path) -> None:
        """Its log goes beside its settings."""
        self._process = BotProcess(settings, settings.parent / "bot.log")
        self.began_at = 0.0
        """`time.monotonic()` just before it was started."""

    async def starts(self) -> float:
        """Start it, and wait until its log says that it has started; returns the seconds until then."""
        log_file = self._process.log_file
        read_to = log_file.stat().st_size if log_file.exists() else 0
        self.began_at = time.monotonic()
        await self._process.start()
        ended = asyncio.create_task(self._process.ended())
        try:
            while not _says(log_file, read_to, "started"):
                if ended.done() or time.monotonic() - self.began_at > _START_WITHIN:
                    raise RuntimeError(f"The bot does not start; see {log_file}.")
                await asyncio.wait([ended], timeout=_LOOK_EVERY)
        finally:
            ended.cancel()
        return time.monotonic() - self.began_at

    async def stops(self) -> None:
        """Ask it to end, and wait for that; harmless if it does not run."""
        await self._process.stop()

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


def _says(log_file: Path, read_to: int, event: str) -> bool:
    """Whether this event stands in the log after the first `read_to` bytes."""
    with log_file.open("rb") as file:
        file.seek(read_to)
        return any(_event(line) == event for line in file)


def _event(line: bytes) -> object:
    """The name of the event; None for a line that is none, or is not written to its end."""
    try:
        return json.loads(line).get("event")
    except (ValueError, AttributeError):
        return None
