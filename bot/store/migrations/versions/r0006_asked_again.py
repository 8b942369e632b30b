"""Whether the question "do you need help now?" was put once more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("chats", sa.Column("asked_again", sa.Boolean, nullable=False, server_default="0"))
