"""Databases of other ages."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from bot.errors import DatabaseIsNewer
from bot.store import driver
from bot.store.engine import open_database
from bot.store.schema import NEWEST_REVISION, metadata
from bot.store.store import Store
from rooms.roster import Organisation
from tests.bot.store.conftest import KEY
from tests.bot.store.world import opened

OBJECTS = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE '%alembic%' AND sql IS NOT NULL"


async def ask(path: Path, statement: str) -> list[tuple[object, ...]]:
    """What the file itself answers."""
    connection = await driver.connect(path, KEY)
    rows = await connection.pragma(statement)
    await connection.close()
    return rows


async def test_migrations_lead_to_the_schema(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that went through every migration, from any folder, is what the program believes it is."""
    monkeypatch.chdir("/")
    await (await Store.open(path, KEY)).close()
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        metadata.create_all(connection)
        believed = {name: _on_one_line(sql) for name, sql in connection.exec_driver_sql(OBJECTS)}
    engine.dispose()
    assert {name: _on_one_line(sql) for name, sql in await ask(path, OBJECTS)} == believed


def _on_one_line(sql: object) -> str:
    """An added column stands on the line of the one before it."""
    return " ".join(str(sql).split()).replace(" ,", ",").replace(" )", ")")


def test_the_newest_revision_is_the_last_migration() -> None:
    """The shortcut past Alembic is taken for the newest database only."""
    config = Config()
    config.set_main_option("script_location", "bot.store:migrations")
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [NEWEST_REVISION]


async def test_a_newer_database_is_refused_and_left_alone(path: Path) -> None:
    """A database of a newer Vigil is not touched by this one, and its folder is free again."""
    await (await Store.open(path, KEY)).close()
    await ask(path, "UPDATE alembic_version SET version_num = '9999'")
    for _ in range(2):
        with pytest.raises(DatabaseIsNewer):
            await Store.open(path, KEY)
    assert await ask(path, "SELECT version_num FROM alembic_version") == [("9999",)]


async def test_a_migration_that_fails_leaves_nothing_behind(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A migration is one transaction: cut off in the middle, it can be done again from the start."""
    from alembic import op

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(op, "create_index", fail)
        with pytest.raises(ZeroDivisionError):
            await Store.open(path, KEY)
    assert await ask(path, "SELECT name FROM sqlite_master") == []
    await (await Store.open(path, KEY)).close()


async def _at_revision(path: Path, revision: str, *statements: str) -> None:
    """A database as an earlier Vigil left it."""
    path.parent.mkdir()
    database = await open_database(path, KEY)

    def upgrade(connection: sa.Connection) -> None:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", "bot.store:migrations")
        config.set_main_option("path_separator", "os")
        command.upgrade(config, revision)
        for statement in statements:
            connection.exec_driver_sql(statement)

    async with database.connection.begin():
        await database.connection.run_sync(upgrade)
    await database.close()


async def test_a_network_from_before_shifts_goes_on_as_before(path: Path) -> None:
    """All its people are on duty always; the last call counts; what admins did is in the chain."""
    called_at = datetime(2026, 5, 1, tzinfo=UTC)
    microseconds = int(called_at.timestamp() * 1_000_000)
    await _at_revision(
        path,
        "0003",
        "INSERT INTO organisations (id, name, anchor, areas, languages, offers, last_called_at) "
        f"VALUES ('anchor', 'The Anchor', 1, '[\"goma\"]', '[]', '[]', {microseconds})",
        "INSERT INTO organisations (id, name, anchor, areas, languages, offers) "
        "VALUES ('lake', 'Lake', 0, '[]', '[]', '[]')",
        "INSERT INTO people (organisation, user) VALUES ('anchor', '@sophie')",
        f"INSERT INTO acts (person, act, at) VALUES ('@amina', 'status', {microseconds})",
        f"INSERT INTO acts (person, act, at) VALUES ('@zoe', 'suspend', {microseconds})",
    )
    async with opened(path) as store, store.transaction() as tx:
        assert await tx.roster.organisations() == [
            Organisation("anchor", "The Anchor", anchor=True, people=("@sophie",), areas=("goma",)),
            Organisation("lake", "Lake"),
        ]
        await tx.roster.give_zone("Africa/Kinshasa")
        assert {one.zone for one in await tx.roster.organisations()} == {"Africa/Kinshasa"}
        assert await tx.calls.counts(called_at) == {"anchor": 1}
        assert [act.act for act in await tx.acts.since(called_at)] == ["status", "suspend"]
        assert await tx.acts.verify() is None
        await tx.acts.add("@zoe", "reinstate", "", called_at)
        assert await tx.acts.verify() is None
        await tx.acts._statements.change(sa.text("DELETE FROM acts WHERE id = 2"))
        assert await tx.acts.verify() == 3
