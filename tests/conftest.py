"""The world that tests share: one real Synapse for the whole run."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Iterator

import pytest
import structlog

from bot import logs
from bot.demo.homeserver import LocalHomeserver
from bot.demo.town import Town
from tests.folders import folder_in_memory
from tests.homeserver import LeanHomeserver
from tests.logscan import Ear, betrayals, lines_below

LULL = 0.3
"""Seconds; a phone that nobody looks at need not take each event by itself."""


@pytest.fixture(autouse=True)
def log_that_tells_nothing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """G5: in whatever happens in any test, no line of any log quotes or names anybody."""
    write_to, ear, before = logs.write_to, Ear(), structlog.get_config()
    monkeypatch.setattr(logs, "write_to", lambda out: write_to(ear.beside(out)))
    logs.write_to(ear.standard)
    try:
        yield
    finally:
        structlog.configure(**before)
    folder = request.node.funcargs.get("tmp_path")
    lines = [*ear.lines, *(lines_below(folder) if folder is not None else ())]
    assert betrayals(lines) == []


@pytest.fixture(scope="session")
async def homeserver() -> AsyncIterator[LocalHomeserver]:
    """A running Synapse, started once, the first time that a test asks for it.

    A test may `restart`, `stop` or `kill` it as long as it leaves it running.
    """
    with folder_in_memory("vigil-synapse-") as folder:
        server = LeanHomeserver(folder)
        try:
            await server.start()
            yield server
        finally:
            server.kill()


@pytest.fixture
async def town(homeserver: LocalHomeserver) -> AsyncIterator[Town]:
    """People of this test alone: their names carry a suffix, so that tests can share the homeserver."""
    async with Town(homeserver, suffix=f"-{secrets.token_hex(3)}", lull=LULL) as people:
        yield people
