"""What these tests do to a store."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.key import Key
from bot.store.store import Store
from tests.bot.store.conftest import KEY


async def read(store: Store, key: str) -> str | None:
    """The fact of that name."""
    async with store.transaction() as tx:
        return await tx.facts.get(key)


async def write(store: Store, key: str, value: str) -> None:
    """Set one fact."""
    async with store.transaction() as tx:
        await tx.facts.set(key, value)


def on_disk(path: Path) -> dict[str, bytes]:
    """The content of every file in the data folder, by its name."""
    return {file.name: file.read_bytes() for file in path.parent.iterdir()}


@asynccontextmanager
async def opened(path: Path, key: Key = KEY) -> AsyncIterator[Store]:
    """A store that is closed again."""
    store = await Store.open(path, key)
    try:
        yield store
    finally:
        await store.close()
