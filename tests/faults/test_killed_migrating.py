"""G1: killed before each statement of a migration; the next start goes on, and loses nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from bot.config import Settings, load_settings
from bot.demo import cast
from bot.demo.homeserver import free_port
from bot.matrix.cipher import VERSION, open_database
from bot.matrix.cryptostore import CryptoStore
from bot.store import engine
from bot.store.schema import NEWEST_REVISION
from tests.e2e.world import CALM
from tests.faults.mortal import KILLED, Mortal
from tests.waiting import until

USER, DEVICE = "@vigil:vigil.test", "OLDDEVICE"
FACTS = {"matrix_user": USER, "matrix_device": DEVICE, "matrix_token": "token", "sync_token": "s1"}
COUNTS = {"alerts": 7, "withheld-other": 2}
OLD_DEVICE = ("@jean:vigil.test", "PHONE", "an ed25519 key", "a curve25519 key", 0, None)


@pytest.fixture
async def old(tmp_path: Path) -> AsyncIterator[Mortal]:
    """A program of today on the files of its first version, with no homeserver to be reached."""
    nowhere = f"http://127.0.0.1:{free_port()}"
    file = cast.write_settings(
        tmp_path / "bot", nowhere, lambda name: f"@{name}:vigil.test", "password", CALM
    )
    settings = load_settings(file)
    await _write_old_state(settings)
    _write_old_crypto(settings)
    made = Mortal(file, tmp_path)
    yield made
    await made.goes_away()
    print(made.printed)  # Shown if the test fails.


async def _write_old_state(settings: Settings) -> None:
    database = await engine.open_database(settings.database, settings.key())
    try:
        async with database.connection.begin():
            await database.connection.run_sync(_first_revision)
            for name, value in FACTS.items():
                await database.connection.exec_driver_sql("INSERT INTO facts VALUES (?, ?)", (name, value))
            for name, number in COUNTS.items():
                await database.connection.exec_driver_sql(
                    "INSERT INTO counts VALUES ('2026-05', ?, ?)", (name, number)
                )
    finally:
        await database.close()


def _first_revision(connection: Connection) -> None:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "bot.store:migrations")
    config.set_main_option("path_separator", "os")
    command.upgrade(config, "0001")


def _write_old_crypto(settings: Settings) -> None:
    """As version 1 kept it: the devices in nio's own tables."""
    store = CryptoStore(settings.data_dir / "crypto.db", settings.key(), user=USER, device_id=DEVICE)
    try:
        store.execute("DROP TABLE vigil_devices")
        user, name, ed25519, curve25519, *_ = OLD_DEVICE
        store.execute(
            "INSERT INTO accounts (id, user_id, device_id, shared, account) VALUES (9, ?, 'X', 0, '')", USER
        )
        store.execute(
            "INSERT INTO devicekeys (id, user_id, device_id, display_name, deleted, account_id) "
            "VALUES (1, ?, ?, '', 0, 9)",
            *(user, name),
        )
        for kind, key in (("ed25519", ed25519), ("curve25519", curve25519)):
            store.execute("INSERT INTO keys (key_type, key, device_id) VALUES (?, ?, 1)", kind, key)
        store.execute("PRAGMA user_version = 1")
    finally:
        store.close()


async def test_killed_before_each_statement_of_a_migration(old: Mortal, tmp_path: Path, long: bool) -> None:
    """G1: dead before the first statement, then later ones one by one, on the files of the last death.

    With `--long` before every single one; else of the crypto store, where most change nothing, every fifth.
    """
    settings = load_settings(tmp_path / "bot" / "config.yaml")
    kills = {
        "migration/state": await _killed_at_each(old, "migration/state"),
        "migration/crypto": await _killed_at_each(old, "migration/crypto", 1 if long else 5),
    }
    await old.goes_away()
    print(f"{kills} kills in migrations, 0 lost")
    assert all(number >= 5 for number in kills.values())
    assert await _state(settings, "SELECT version_num FROM alembic_version") == [(NEWEST_REVISION,)]
    assert dict(await _state(settings, "SELECT key, value FROM facts")).items() >= FACTS.items()
    assert dict(await _state(settings, "SELECT name, number FROM counts")) == COUNTS
    for check in ("PRAGMA integrity_check", "PRAGMA cipher_integrity_check", "PRAGMA foreign_key_check"):
        assert await _state(settings, check) in ([], [("ok",)])
    crypto = open_database(settings.data_dir / "crypto.db", settings.key())
    assert crypto.execute_sql("PRAGMA user_version").fetchone() == (VERSION,)
    assert crypto.execute_sql("SELECT * FROM vigil_devices").fetchall() == [OLD_DEVICE]
    assert crypto.execute_sql("SELECT count(*) FROM devicekeys").fetchone() == (0,)
    assert crypto.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
    crypto.close()


async def _killed_at_each(old: Mortal, point: str, step: int = 1) -> int:
    """How many times it has died, before each statement, or each so many of them."""
    kills = 0
    while True:
        old.must_die_at((point,), hits=kills * step + 1)
        mark = old.bookmark()
        await old.starts()

        async def is_through(mark: int = mark) -> bool:
            return not old.lives or any(point.endswith("/asked") for point in old.passed(mark))

        await until(is_through, within=60.0)
        if old.lives:
            await old.is_killed()
            return kills
        assert await old.ends() == KILLED
        kills += 1


async def _state(settings: Settings, statement: str) -> list[tuple[Any, ...]]:
    """What the file itself answers."""
    database = await engine.open_database(settings.database, settings.key())
    try:
        async with database.connection.begin():
            return [tuple(row) for row in await database.connection.exec_driver_sql(statement)]
    finally:
        await database.close()
