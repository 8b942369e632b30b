"""The world in which things go wrong: the one of tests/e2e, and how long there is time for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo import cast
from bot.demo.town import Town
from tests.e2e.admin import admin_of
from tests.e2e.conftest import program as program
from tests.e2e.conftest import vigil as vigil
from tests.e2e.conftest import wire as wire
from tests.e2e.conftest import wired as wired
from tests.e2e.world import CALM
from tests.faults.mortal import Mortal
from tests.faults.story import Story, story_of, with_four_organisations


@pytest.fixture
def long(request: pytest.FixtureRequest) -> bool:
    """Whether `--long` was given: then a test takes minutes, and tries more."""
    return bool(request.config.getoption("--long"))


@pytest.fixture
async def mortal(town: Town, tmp_path: Path) -> AsyncIterator[Mortal]:
    """The program, not started, that can be killed at named instants; four organisations are enrolled."""
    await town.register(cast.BOT)
    settings = town.write_settings(tmp_path / "bot", CALM)
    with_four_organisations(settings)
    made = Mortal(settings, tmp_path)
    yield made
    await made.goes_away()
    print(made.printed)  # Shown if the test fails.


@pytest.fixture
async def story(town: Town, mortal: Mortal) -> AsyncIterator[Story]:
    """That program runs, and everybody knows it."""
    await mortal.starts()
    async with admin_of(town) as admin:
        yield await story_of(town, mortal, admin)
