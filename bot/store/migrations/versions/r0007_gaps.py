"""What a timeline leaves out has a row of its own; replaced chats are closed; who does much waits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "gaps",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("room", sa.String, nullable=False),
        sa.Column("before_token", sa.String, nullable=False),
        sa.Column("since", sa.String),
        sa.Column("after", sa.BigInteger),
        sa.Column("encrypted", sa.Boolean, nullable=False),
        sa.Column("begun", sa.Boolean, nullable=False),
        sa.Column("opened_at", sa.BigInteger, nullable=False),
        sa.Column("held_until", sa.BigInteger, nullable=False),
        sa.Column("next_at", sa.BigInteger, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_gaps_room", "gaps", ["room"])
    op.create_table(
        "allowances",
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("until", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.add_column("chats", sa.Column("closed_at", sa.BigInteger))
