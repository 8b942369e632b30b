"""The world that tests share: one real Synapse for the whole run."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo.homeserver import LocalHomeserver
from bot.demo.town import Town


@pytest.fixture(scope="session")
async def homeserver() -> AsyncIterator[LocalHomeserver]:
    """A running Synapse, started once, the first time that a test asks for it.

    A test may `restart`, `stop` or `kill` it as long as it leaves it running.
    """
    folder = _folder_in_memory()
    server = LocalHomeserver(folder)
    try:
        await server.start()
        yield server
    finally:
        server.kill()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
async def town(homeserver: LocalHomeserver) -> AsyncIterator[Town]:
    """People of this test alone: their names carry a suffix, so that tests can share the homeserver."""
    async with Town(homeserver, suffix=f"-{secrets.token_hex(3)}") as people:
        yield people


def _folder_in_memory() -> Path:
    """A new folder where SQLite need not wait for a disk, if this machine has one."""
    memory = Path("/dev/shm")
    return Path(tempfile.mkdtemp(prefix="vigil-synapse-", dir=memory if memory.is_dir() else None))
