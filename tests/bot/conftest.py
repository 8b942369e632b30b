"""A small world for each test."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest
import structlog

from bot import logs
from bot.matrix.login import TALKATIVE
from bot.rotating.weektime import RotaSettings, WeekTime
from bot.store import driver
from tests.bot.inline import InlineConnection
from tests.bot.world import Begun, World, world
from tests.folders import folder_in_memory


@pytest.fixture(autouse=True)
def thread_of_sqlite(monkeypatch: pytest.MonkeyPatch) -> None:
    """None beside that of the test."""
    monkeypatch.setattr(driver, "Connection", InlineConnection)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder where SQLite need not wait for a disk, if this machine has one."""
    with folder_in_memory() as made:
        yield made


@pytest.fixture
async def before(folder: Path) -> AsyncIterator[World]:
    """Before the bot has started for the first time."""
    async with world(folder) as made:
        yield made


@pytest.fixture(scope="session")
async def begun() -> AsyncIterator[Begun]:
    """A bot that has started once, with the settings of the example file."""
    with folder_in_memory() as made:
        yield await Begun.in_folder(made)


@pytest.fixture
async def vigil(begun: Begun, folder: Path) -> AsyncIterator[World]:
    """The bot has started for the first time a moment ago, with the settings of the example file."""
    async with begun.again(folder) as made:
        yield made


@pytest.fixture
async def weekly(before: World) -> World:
    """The settings as they come: the week ahead is told on Monday at 08:00."""
    monday = WeekTime(0, time(8), before.settings.zone)
    before.settings = replace(before.settings, rota=RotaSettings(monday, timedelta(hours=1)))
    await before.starts()
    return before


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    """Everything that is logged; what was set up before is put back afterwards."""
    root, hooks = logging.getLogger(), (sys.excepthook, sys.unraisablehook)
    before = (root.handlers[:], root.level, structlog.get_config())
    silenced = [(logging.getLogger(name), logging.getLogger(name).level) for name in TALKATIVE]
    for logger, _ in silenced:
        logger.setLevel(logging.NOTSET)
        logger.propagate = True
    stream = io.StringIO()
    logs.configure(stream)
    yield stream
    for logger, level in silenced:
        logger.setLevel(level)
    logging.captureWarnings(False)
    root.handlers[:], root.level = before[0], before[1]
    structlog.configure(**before[2])
    sys.excepthook, sys.unraisablehook = hooks
