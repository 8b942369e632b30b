"""The world of one test, ready to be lived in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo.town import Town
from tests.e2e.world import World, world
from tests.matrix.wire import Wire
from tests.matrix.wire import wire as open_wire


@pytest.fixture
async def vigil(town: Town, tmp_path: Path) -> AsyncIterator[World]:
    """The real bot on the real homeserver, with the settings of the example file."""
    async with world(town, tmp_path) as made:
        yield made


@pytest.fixture
async def wire(town: Town) -> AsyncIterator[Wire]:
    """A wire to the homeserver that can be cut."""
    async with open_wire(town.homeserver.url) as made:
        yield made


@pytest.fixture
async def wired(town: Town, tmp_path: Path, wire: Wire) -> AsyncIterator[World]:
    """As `vigil`, with the bot at the other end of `wire`."""
    async with world(town, tmp_path, url=wire.url) as made:
        yield made
