"""A bot whose homeserver lies."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo.town import Town
from tests.e2e.world import World, world
from tests.hostile.homeserver import Hostile, hostile


@pytest.fixture
async def server(town: Town) -> AsyncIterator[Hostile]:
    """The homeserver in the middle; it begins honest."""
    async with hostile(town.homeserver.url) as made:
        yield made


@pytest.fixture
async def vigil(town: Town, tmp_path: Path, server: Hostile) -> AsyncIterator[World]:
    """The real bot behind it."""
    async with world(town, tmp_path, url=server.url) as made:
        yield made
