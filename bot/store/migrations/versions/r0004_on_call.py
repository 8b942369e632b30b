"""Who is on call and when, how often each was called, and acts in a chain from which none can be taken."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.acts import CHAIN, chain_text, link
from bot.store.columns import moment_of

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _organisations()
    _acts()
    op.add_column("alerts", sa.Column("exercise", sa.Boolean, nullable=False, server_default="0"))
    op.create_table(
        "enrolments",
        sa.Column("code_hash", sa.String, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("made_by", sa.String, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.Column("used_at", sa.BigInteger),
    )
    op.create_table(
        "enrolling",
        sa.Column("user", sa.String, primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("accepted", sa.Boolean, nullable=False),
        sa.Column("state", sa.String, nullable=False),
    )
    op.create_table(
        "guesses",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("user", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_guesses_at", "guesses", ["at"])
    op.create_table(
        "posted",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("event_id", sa.String, nullable=False, unique=True),
        sa.Column("alert", sa.Integer, sa.ForeignKey("alerts.id", ondelete="CASCADE"), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_posted_alert", "posted", ["alert"])
    op.create_table(
        "confirmations",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("by", sa.String, nullable=False),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("room", sa.String, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "measures",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("month", sa.String, nullable=False),
        sa.Column("area", sa.String, nullable=False),
        sa.Column("first_after", sa.Integer),
        sa.Column("quorum_after", sa.Integer),
        sa.Column("fourth_after", sa.Integer),
        sa.Column("missed", sa.Integer, nullable=False),
        sa.Column("passes", sa.Integer, nullable=False),
    )
    op.create_index("ix_measures_month", "measures", ["month"])


def _organisations() -> None:
    for column in (
        sa.Column("deputy", sa.Boolean, nullable=False, server_default="0"),
        sa.Column("paused", sa.Boolean, nullable=False, server_default="0"),
        sa.Column("zone", sa.String, nullable=False, server_default=""),
        sa.Column("fallback", sa.String, nullable=False, server_default=""),
        sa.Column("telephones", sa.String, nullable=False, server_default="[]"),
        sa.Column("duties", sa.String, nullable=False, server_default=""),
    ):
        op.add_column("organisations", column)
    op.create_table(
        "calls",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("organisation", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_calls_at", "calls", ["at"])
    op.execute(
        'INSERT INTO calls (organisation, "at") SELECT id, last_called_at FROM organisations '
        "WHERE last_called_at IS NOT NULL ORDER BY last_called_at"
    )


def _acts() -> None:
    """What was done until now is chained as it stands."""
    op.add_column("acts", sa.Column("detail", sa.String, nullable=False, server_default=""))
    op.add_column("acts", sa.Column("hash", sa.String, nullable=False, server_default=""))
    connection = op.get_bind()
    count, last = 0, ""
    for id, person, act, at in connection.execute(
        sa.text('SELECT id, person, act, "at" FROM acts ORDER BY id')
    ).all():
        count, last = count + 1, link(last, id, person, act, "", moment_of(at))
        connection.execute(sa.text("UPDATE acts SET hash = :hash WHERE id = :id"), {"hash": last, "id": id})
    if count:
        connection.execute(
            sa.text("INSERT INTO facts (key, value) VALUES (:key, :value)"),
            {"key": CHAIN, "value": chain_text(count, last)},
        )
