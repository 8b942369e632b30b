"""A real encrypted database in a folder of its own, for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.key import Key
from bot.store.store import Store
from rooms.texts import Text

NOW = datetime(2026, 5, 3, 21, 40, tzinfo=UTC)
KEY = Key(bytes(range(32)))


@dataclass(frozen=True)
class Knock:
    """An outbox action that only these tests know."""

    text: Text | str


@pytest.fixture(autouse=True)
def thread_of_sqlite() -> None:
    """That of the program, whose promises are tried here."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database is."""
    return tmp_path / "data" / "state.db"


@pytest.fixture
async def store(path: Path) -> AsyncIterator[Store]:
    """An empty store."""
    store = await Store.open(path, KEY, extra=(Knock,))
    yield store
    await store.close()
