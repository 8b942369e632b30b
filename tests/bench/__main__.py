"""`python -m tests.bench`: measures Vigil against a Synapse of its own and prints the figures."""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import structlog
from rich.console import Console

from tests.bench.figures import Figures, plain, table
from tests.bench.measuring import QUICK, Size, measure


def main() -> None:
    """Take the options, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only a few of each, to see that it works")
    parser.add_argument(
        "--keep", metavar="DIR", type=_folder, help="work here, and leave logs and files behind"
    )
    options = parser.parse_args()
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))  # the people's own log
    progress, out = Console(stderr=True, highlight=False), Console(highlight=False)
    began = time.monotonic()

    def tell(what: str) -> None:
        progress.print(f"{time.monotonic() - began:6.0f} s  {what}", style="dim", markup=False)

    figures = asyncio.run(
        _measure(options.keep and options.keep.absolute(), QUICK if options.quick else Size(), tell)
    )
    figures.machine = _machine(time.monotonic() - began)
    out.print(table(figures))
    print(f"\n{plain(figures)}")


def _folder(text: str) -> Path:
    return Path(text).absolute()


async def _measure(keep: Path | None, size: Size, tell: Callable[[str], None]) -> Figures:
    task = asyncio.current_task()
    assert task is not None
    # Else a plain kill would leave the bot behind.
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    if keep is not None:
        return await measure(keep, size, tell)
    folder = Path(tempfile.mkdtemp(prefix="vigil-bench-"))
    try:
        return await measure(folder, size, tell)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _machine(took: float) -> str:
    python, synapse = platform.python_version(), version("matrix-synapse")
    load = os.getloadavg()[1]
    return (
        f"{os.cpu_count()} cores shared by homeserver, bot and people; Python {python}, Synapse {synapse} "
        f"on SQLite; measured in {took:.0f} s; load {load:.1f}"
    )


if __name__ == "__main__":
    main()
