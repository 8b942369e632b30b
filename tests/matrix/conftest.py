"""A bot in a town."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo.town import Town
from tests.matrix.bot import Bot, bot_at


@pytest.fixture
async def bot(town: Town, tmp_path: Path) -> AsyncIterator[Bot]:
    """The user `vigil` of this town, logged in and syncing."""
    user = await town.register("vigil")
    async with bot_at(town.homeserver.url, user, town.password("vigil"), tmp_path) as running:
        running.run()
        await running.until(lambda: running.batches)
        yield running
