"""Whom to trust: pinned identities, unsigned devices, and who is suspended."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "identities",
        sa.Column("user", sa.String, primary_key=True),
        sa.Column("pin", sa.String),
        sa.Column("current", sa.String),
        sa.Column("changed", sa.Boolean, nullable=False),
        sa.Column("verified", sa.Boolean, nullable=False),
        sa.Column("accepted", sa.String, nullable=False),
        sa.Column("hidden", sa.Boolean, nullable=False),
    )
    op.create_table(
        "unsigned_devices",
        sa.Column("user", sa.String, primary_key=True),
        sa.Column("device", sa.String, primary_key=True),
        sa.Column("seen_at", sa.BigInteger, nullable=False),
        sa.Column("told", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "suspended",
        sa.Column("subject", sa.String, primary_key=True),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "notices",
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("room", sa.String, primary_key=True),
        sa.Column("subject", sa.String, primary_key=True),
        sa.Column("sender", sa.String, nullable=False),
        sa.Column("told_at", sa.BigInteger, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_notices_told_at", "notices", ["told_at"])
    op.add_column("inbox", sa.Column("author", sa.String))
