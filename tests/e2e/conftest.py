"""The world of one test, ready to be lived in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo import cast
from bot.demo.town import Town
from tests.e2e.program import Program
from tests.e2e.world import CALM, World, world
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


@pytest.fixture
async def program(town: Town, wire: Wire, tmp_path: Path) -> AsyncIterator[Program]:
    """The program, not started, with its settings on a registered account."""
    await town.register(cast.BOT)
    settings = town.write_settings(tmp_path / "bot", CALM, url=wire.url)
    made = Program(settings, tmp_path / "log")
    yield made
    await made.goes_away()
    print(made.printed)  # Shown if the test fails.
