"""Processes that have the program loaded when they begin: forked, and not started with all their imports.

Each is a process like any other: it has its own number, memory, files and end, and can be killed at any
instant. Only loading the program is left out, which takes one to three seconds each time. Where the start
itself is what is tested, a test starts the program as people do.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bot.cli import main

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.loaded"])
_ENDS_WITHIN = 120.0


class Forked:
    """A process that does `act(*given)` and ends; it dies with this process, however this process dies."""

    def __init__(
        self, act: Callable[..., object], *given: object, out: Path, err: Path | None = None, typed: str = ""
    ) -> None:
        """What it prints is added to `out`, with what it says is wrong, unless that goes to `err`.

        Environment and working folder are those of this process at this moment. The first in a run takes as
        long as loading the program, and nothing else goes on meanwhile.
        """
        self._process = _CONTEXT.Process(
            target=_be, args=(act, given, dict(os.environ), (out, err or out), typed), daemon=True
        )
        self._process.start()

    @property
    def pid(self) -> int:
        """The number of the process."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def lives(self) -> bool:
        """Whether it runs still."""
        return self._process.is_alive()

    def hears(self, number: int) -> None:
        """Send it this signal, if it runs still."""
        if self.lives:
            os.kill(self.pid, number)

    def ends(self, within: float = _ENDS_WITHIN) -> int:
        """Wait until it has ended; returns its exit code, or less than 0 if a signal has ended it."""
        self._process.join(within)
        if self._process.exitcode is None:
            raise TimeoutError
        return self._process.exitcode

    async def has_ended(self) -> int:
        """The same, while others go on, without an end to the patience."""
        loop, over = asyncio.get_running_loop(), asyncio.Event()
        loop.add_reader(self._process.sentinel, over.set)
        try:
            await over.wait()
        finally:
            loop.remove_reader(self._process.sentinel)
        return self.ends()


def vigil(*words: str) -> None:
    """Be the program, as `vigil WORDS` is."""
    sys.argv = ["vigil", *words]
    main()


def told(*words: str | Path, typed: str = "") -> subprocess.CompletedProcess[str]:
    """What `vigil WORDS` says to a person who types this, and how it ends."""
    with tempfile.TemporaryDirectory() as folder:
        out, err = (Path(folder) / name for name in ("out", "err"))
        code = Forked(vigil, *map(str, words), out=out, err=err, typed=typed).ends()
        said = (file.read_text(encoding="utf-8") for file in (out, err))
        return subprocess.CompletedProcess(words, code, *said)


def _be(
    act: Callable[..., object],
    given: tuple[Any, ...],
    around: Mapping[str, str],
    outputs: tuple[Path, Path],
    typed: str,
) -> None:
    """In the new process: the life of it."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.environ.clear()
    os.environ.update(around)
    for number, path in enumerate(outputs, start=1):
        _open_as(number, os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))
    reads, writes = os.pipe()
    _open_as(0, reads)
    os.write(writes, typed.encode())
    os.close(writes)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  as long as the process lives
    act(*given)


def _open_as(number: int, file: int) -> None:
    os.dup2(file, number)
    os.close(file)


def _end_with_parent() -> None:
    """The other end of the sentinel is held by whoever began this process, and closes however that ends."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os.kill(os.getpid(), signal.SIGKILL)
