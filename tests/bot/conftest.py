"""A small world for each test."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.bot.world import World, world


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder where SQLite need not wait for a disk, if this machine has one."""
    memory = Path("/dev/shm")
    made = Path(tempfile.mkdtemp(prefix="vigil-", dir=memory if memory.is_dir() else None))
    yield made
    shutil.rmtree(made)


@pytest.fixture
async def vigil(folder: Path) -> AsyncIterator[World]:
    """The bot has started for the first time, with the settings of the example file."""
    async with world(folder) as made:
        yield made
