"""In which order the devices of others began their sessions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "megolm_sessions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("session_id", sa.String, nullable=False, unique=True),
        sa.Column("author", sa.String, nullable=False, server_default=""),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_megolm_sessions_author", "megolm_sessions", ["author"])
