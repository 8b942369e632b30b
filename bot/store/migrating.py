"""Brings a database to the newest revision. Alembic is imported only when there is something to do."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import DatabaseIsNewer
from bot.store.schema import NEWEST_REVISION


async def bring_up_to_date(connection: AsyncConnection) -> None:
    """Apply all missing migrations in one transaction.

    Raises `DatabaseIsNewer`, having changed nothing, if the database has a revision that is not known here.
    """
    async with connection.begin():
        revision = await connection.run_sync(revision_of)
        if revision != NEWEST_REVISION:
            await connection.run_sync(_upgrade, revision)


def revision_of(connection: Connection) -> str | None:
    """The revision that the database is at; None if it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision


def _upgrade(connection: Connection, revision: str | None) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "bot.store:migrations")
    config.set_main_option("path_separator", "os")
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if revision is not None and revision not in known:
        raise DatabaseIsNewer("A newer Vigil wrote this database; install that version or a later one.")
    command.upgrade(config, NEWEST_REVISION)
