"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table of the first version."""
    _make_alerts()
    _make_mail()
    _make_roster()
    _make_chats()
    _make_records()


def _make_alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("defender", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("room", sa.String),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_alerts_code", "alerts", ["code"])
    op.create_index("ix_alerts_room", "alerts", ["room"])
    op.create_index("ix_alerts_defender_state", "alerts", ["defender", "state"])
    op.create_table(
        "journal",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("alert", sa.Integer, sa.ForeignKey("alerts.id", ondelete="CASCADE"), nullable=False),
        sa.Column("written_at", sa.BigInteger, nullable=False),
        sa.Column("event", sa.String, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_journal_alert", "journal", ["alert", "id"])
    op.create_table(
        "timers",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("alert", sa.Integer, sa.ForeignKey("alerts.id", ondelete="CASCADE"), nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
    )
    op.create_index("ix_timers_alert", "timers", ["alert"])
    op.create_index("ix_timers_due_at", "timers", ["due_at"])


def _make_mail() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("event_id", sa.String, nullable=False, unique=True),
        sa.Column("room", sa.String, nullable=False),
        sa.Column("sender", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("payload", sa.String),
        sa.Column("received_at", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("not_before", sa.BigInteger),
        sa.Column("session_id", sa.String),
        sa.Column("waiting_since", sa.BigInteger),
        sa.Column("told", sa.Boolean, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_inbox_room", "inbox", ["room"])
    op.create_index("ix_inbox_session_id", "inbox", ["session_id"])
    op.create_index("ix_inbox_state", "inbox", ["state", "id"])
    op.create_table(
        "message_indexes",
        sa.Column("session_id", sa.String, primary_key=True),
        sa.Column("message_index", sa.Integer, primary_key=True),
        sa.Column("event_id", sa.String, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_message_indexes_event_id", "message_indexes", ["event_id"])
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("queue", sa.String, nullable=False),
        sa.Column("alert", sa.Integer, sa.ForeignKey("alerts.id", ondelete="CASCADE")),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("transaction_id", sa.String, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("not_before", sa.BigInteger),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_alert", "outbox", ["alert"])
    op.create_index("ix_outbox_queue", "outbox", ["queue", "id"])


def _make_roster() -> None:
    op.create_table(
        "organisations",
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("id", sa.String, nullable=False, unique=True),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("anchor", sa.Boolean, nullable=False),
        sa.Column("areas", sa.String, nullable=False),
        sa.Column("languages", sa.String, nullable=False),
        sa.Column("offers", sa.String, nullable=False),
        sa.Column("last_called_at", sa.BigInteger),
    )
    op.create_table(
        "people",
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column(
            "organisation", sa.String, sa.ForeignKey("organisations.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("user", sa.String, nullable=False, unique=True),
    )
    op.create_index("ix_people_organisation", "people", ["organisation"])
    op.create_table(
        "defenders",
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("user", sa.String, nullable=False, unique=True),
        sa.Column("alias", sa.String, nullable=False),
        sa.Column("area", sa.String, nullable=False),
        sa.Column("languages", sa.String, nullable=False),
        sa.Column("exclude", sa.String, nullable=False),
        sa.Column("duress", sa.String),
    )
    op.create_table(
        "admins",
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("user", sa.String, nullable=False, unique=True),
    )


def _make_chats() -> None:
    op.create_table(
        "chats",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("room", sa.String, nullable=False, unique=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("person", sa.String),
        sa.Column("alert", sa.Integer),
        sa.Column("encrypted", sa.Boolean, nullable=False),
        sa.Column("seen_encrypted", sa.Boolean, nullable=False),
        sa.Column("question_asked_at", sa.BigInteger),
        sa.Column("held", sa.String, nullable=False),
        sa.Column("greeted", sa.Boolean, nullable=False),
        sa.Column("written_at", sa.BigInteger),
    )
    op.create_index("ix_chats_alert", "chats", ["alert"])
    op.create_index("ix_chats_kind", "chats", ["kind"])
    op.create_index("ix_chats_person", "chats", ["person"])
    op.create_table(
        "members",
        sa.Column("room", sa.String, primary_key=True),
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("membership", sa.String, nullable=False),
    )
    op.create_index("ix_members_person", "members", ["person"])


def _make_records() -> None:
    op.create_table(
        "facts",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("value", sa.String, nullable=False),
    )
    op.create_table(
        "acts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("act", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "counts",
        sa.Column("month", sa.String, primary_key=True),
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
    )
    op.create_table(
        "strangers",
        sa.Column("user", sa.String, primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_strangers_at", "strangers", ["at"])
