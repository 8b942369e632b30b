"""The bot that can be killed at a named instant, as it is in a process of its own (tests/forked.py).

What is patched here is watched or told the time, and does otherwise what it always does.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import aiohttp
from yarl import URL

import bot.app
import bot.store.store
from bot.clock import SystemClock
from bot.matrix.cipher import CipherDatabase
from bot.matrix.cryptostore import CryptoStore
from bot.store import driver
from tests.faults.points import Orders, Trap, around, kind_of
from tests.forked import vigil

_CHANGES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "ALTER", "DROP")


class AheadClock(SystemClock):
    """Vigil's own clock, and as much ahead as the orders say."""

    def __init__(self, orders: Path) -> None:
        self._orders = orders
        super().__init__()

    def now(self) -> datetime:
        """The present moment of the test, aware, in UTC."""
        return super().now() + timedelta(seconds=Orders.read(self._orders).ahead)


def _replace(owner: object, **parts: object) -> None:
    for name, part in parts.items():
        setattr(owner, name, part)


def _watch_state(trap: Trap) -> None:
    """Before and after each commit of the state database that writes, and each statement of a migration."""
    opener: Any = bot.store.store
    commit, execute, migrate = driver.Connection.commit, driver.Cursor.execute, opener.bring_up_to_date
    written = WeakKeyDictionary[driver.Connection, int]()
    migrating = False

    async def watched_commit(self: driver.Connection) -> None:
        changes: int = await self.run(lambda raw: raw.total_changes)
        writes = changes != written.get(self, 0)
        written[self] = changes
        if writes:
            trap.hit("state/before-commit")
        await commit(self)
        if writes:
            trap.hit("state/after-commit")

    async def watched_execute(self: driver.Cursor, statement: str, parameters: Any = ()) -> None:
        if migrating and statement.lstrip().upper().startswith(_CHANGES):
            trap.hit("migration/state")
        await execute(self, statement, parameters)

    async def watched_migrate(connection: Any) -> None:
        nonlocal migrating
        migrating = True
        try:
            await migrate(connection)
        finally:
            migrating = False

    _replace(driver.Connection, commit=watched_commit)
    _replace(driver.Cursor, execute=watched_execute)
    _replace(opener, bring_up_to_date=watched_migrate)


def _watch_crypto(trap: Trap) -> None:
    """The same of the crypto store, where a statement outside of `atomic` is a commit of its own."""
    commit, execute, create = CipherDatabase.commit, CipherDatabase.execute_sql, CryptoStore.__init__
    opening = False

    def watched_commit(self: CipherDatabase) -> Any:
        if not opening:
            trap.hit("crypto/before-commit")
        result = commit(self)
        if not opening:
            trap.hit("crypto/after-commit")
        return result

    def watched_execute(self: CipherDatabase, sql: str, *given: Any) -> Any:
        changes = sql.lstrip().upper().startswith(_CHANGES)
        if changes and opening:
            trap.hit("migration/crypto")
        alone = changes and not opening and not self.connection().in_transaction
        if alone:
            trap.hit("crypto/before-commit")
        result = execute(self, sql, *given)
        if alone:
            trap.hit("crypto/after-commit")
        return result

    def watched_create(self: CryptoStore, *given: Any, **named: Any) -> None:
        nonlocal opening
        opening = True
        try:
            create(self, *given, **named)
        finally:
            opening = False

    _replace(CipherDatabase, commit=watched_commit, execute_sql=watched_execute)
    _replace(CryptoStore, __init__=watched_create)


def _watch_requests(trap: Trap) -> None:
    """Before each request leaves, and between its answer and the reading of it."""
    request: Callable[..., Awaitable[Any]] = aiohttp.ClientSession._request

    async def watched(self: aiohttp.ClientSession, method: str, url: Any, **named: Any) -> Any:
        asked, answered = around(kind_of(method, URL(url).path))
        trap.hit(asked)
        response = await request(self, method, url, **named)
        trap.hit(answered)
        return response

    _replace(aiohttp.ClientSession, _request=watched)


def _set_the_clock(orders: Path) -> None:
    """Each Vigil of this process goes by the clock of the orders."""

    class Doomed(bot.app.Vigil):
        """Vigil, with another clock."""

        def __init__(self, *given: Any, **named: Any) -> None:
            super().__init__(*given, **{**named, "clock": AheadClock(orders)})

    _replace(bot.app, Vigil=Doomed)


def doomed(orders: Path, trail: Path, words: Sequence[str]) -> None:
    """Be the bot, as `vigil WORDS` is, on these orders; the points that it passes are added to the trail."""
    trap = Trap(orders, trail)
    for watch in (_watch_state, _watch_crypto, _watch_requests):
        watch(trap)
    _set_the_clock(orders)
    vigil(*words)
