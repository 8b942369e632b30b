"""As what each message was taken, and what was said to the defender: for corrections, and for replies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("posted", sa.Column("text", sa.String))
    op.add_column("inbox", sa.Column("taken_as", sa.String, nullable=False, server_default=""))
