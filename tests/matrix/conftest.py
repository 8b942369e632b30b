"""A bot in a town."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo.town import Town
from tests.matrix.bot import Bot, bot_at
from tests.matrix.wire import Wire, wire


@pytest.fixture
async def bot(town: Town, tmp_path: Path) -> AsyncIterator[Bot]:
    """The user `vigil` of this town, logged in and syncing."""
    user = await town.register("vigil")
    async with bot_at(town.homeserver.url, user, town.password("vigil"), tmp_path) as running:
        running.run()
        await running.until(lambda: running.batches)
        yield running


@pytest.fixture
async def front(town: Town) -> AsyncIterator[Wire]:
    """A wire before the homeserver: everything passes but what a test answers itself."""
    async with wire(town.homeserver.url) as made:
        yield made


@pytest.fixture
async def wired(front: Wire, town: Town, tmp_path: Path) -> AsyncIterator[Bot]:
    """The same bot, behind that wire."""
    user = await town.register("vigil")
    async with bot_at(front.url, user, town.password("vigil"), tmp_path) as running:
        running.run()
        await running.until(lambda: running.batches)
        yield running
