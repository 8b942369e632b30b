"""Whether the question "do you need help now?" was put once more."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("chats", sa.Column("asked_again", sa.Boolean, nullable=False, server_default="0"))
