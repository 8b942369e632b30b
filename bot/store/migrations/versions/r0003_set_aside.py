"""How often each row has failed by a fault of Vigil's own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    for table in ("timers", "inbox", "outbox"):
        op.add_column(table, sa.Column("faults", sa.Integer, nullable=False, server_default="0"))
