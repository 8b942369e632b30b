"""The tables. What the program believes is here; how a database gets there is in `migrations/`.

Whole-file encryption (SQLCipher) lets people and rooms be plain columns. Numbers that other rows or
other parts of Vigil remember are never given twice (AUTOINCREMENT), not even after a row is gone.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    column,
    table,
)

from bot.store.columns import Listed, Moment, Opaque
from rooms.alert import State

NEWEST_REVISION = "0008"
"""The migration that these tables are the result of."""

FAULTS_AT_MOST = 5
"""A row that has failed so often by a fault of Vigil's own is set aside, and holds back nothing."""

OPEN = (State.RAISED.value, State.ACTIVE.value, State.RESOLVING.value)
"""The states of the alerts that are not over."""

metadata = MetaData()

facts = Table(
    "facts",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Opaque, nullable=False),
)

alerts = Table(
    "alerts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", String, nullable=False, index=True),
    Column("defender", Opaque, nullable=False),
    Column("state", String, nullable=False),
    Column("room", Opaque, index=True),
    Column("created_at", Moment, nullable=False),
    Column("exercise", Boolean, nullable=False, server_default="0"),
    Index("ix_alerts_defender_state", "defender", "state"),
    sqlite_autoincrement=True,
)

journal = Table(
    "journal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("alert", ForeignKey("alerts.id", ondelete="CASCADE"), nullable=False),
    Column("written_at", Moment, nullable=False),
    Column("event", String, nullable=False),
    Index("ix_journal_alert", "alert", "id"),
    sqlite_autoincrement=True,
)

timers = Table(
    "timers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("alert", ForeignKey("alerts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("due_at", Moment, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("subject", Opaque, nullable=False),
    Column("faults", Integer, nullable=False, server_default="0"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("event_id", Opaque, nullable=False, unique=True),
    Column("room", Opaque, nullable=False, index=True),
    Column("sender", Opaque, nullable=False),
    Column("kind", String, nullable=False),
    Column("payload", String),
    Column("received_at", Moment, nullable=False),
    Column("state", String, nullable=False),
    Column("not_before", Moment),
    Column("session_id", Opaque, index=True),
    Column("waiting_since", Moment),
    Column("told", Boolean, nullable=False),
    Column("author", String),
    Column("faults", Integer, nullable=False, server_default="0"),
    Column("taken_as", String, nullable=False, server_default=""),
    Index("ix_inbox_state", "state", "id"),
    sqlite_autoincrement=True,
)

gaps = Table(
    "gaps",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("room", Opaque, nullable=False, index=True),
    Column("before_token", Opaque, nullable=False),
    Column("since", Opaque),
    Column("after", Moment),
    Column("encrypted", Boolean, nullable=False),
    Column("begun", Boolean, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("held_until", Moment, nullable=False),
    Column("next_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    sqlite_autoincrement=True,
)

message_indexes = Table(
    "message_indexes",
    metadata,
    Column("session_id", Opaque, primary_key=True),
    Column("message_index", Integer, primary_key=True),
    Column("event_id", Opaque, nullable=False, index=True),
    sqlite_with_rowid=False,
)

megolm_sessions = Table(
    "megolm_sessions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("session_id", Opaque, nullable=False, unique=True),
    Column("author", String, nullable=False, server_default="", index=True),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("queue", Opaque, nullable=False),
    Column("alert", ForeignKey("alerts.id", ondelete="CASCADE"), index=True),
    Column("action", String, nullable=False),
    Column("transaction_id", Opaque, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("not_before", Moment),
    Column("created_at", Moment, nullable=False),
    Column("faults", Integer, nullable=False, server_default="0"),
    Index("ix_outbox_queue", "queue", "id"),
    sqlite_autoincrement=True,
)

organisations = Table(
    "organisations",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("id", Opaque, nullable=False, unique=True),
    Column("name", Opaque, nullable=False),
    Column("anchor", Boolean, nullable=False),
    Column("areas", Listed, nullable=False),
    Column("languages", Listed, nullable=False),
    Column("offers", Listed, nullable=False),
    Column("last_called_at", Moment),
    Column("deputy", Boolean, nullable=False, server_default="0"),
    Column("paused", Boolean, nullable=False, server_default="0"),
    Column("zone", String, nullable=False, server_default=""),
    Column("fallback", Opaque, nullable=False, server_default=""),
    Column("telephones", Listed, nullable=False, server_default="[]"),
    Column("duties", String, nullable=False, server_default=""),
)

calls = Table(
    "calls",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation", Opaque, nullable=False),
    Column("at", Moment, nullable=False, index=True),
)

people = Table(
    "people",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("organisation", ForeignKey("organisations.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("user", Opaque, nullable=False, unique=True),
)

defenders = Table(
    "defenders",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("user", Opaque, nullable=False, unique=True),
    Column("alias", Opaque, nullable=False),
    Column("area", Opaque, nullable=False),
    Column("languages", Listed, nullable=False),
    Column("exclude", Listed, nullable=False),
    Column("duress", Opaque),
)

admins = Table(
    "admins",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("user", Opaque, nullable=False, unique=True),
)

chats = Table(
    "chats",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("room", Opaque, nullable=False, unique=True),
    Column("kind", String, nullable=False, index=True),
    Column("person", Opaque, index=True),
    Column("alert", Integer, index=True),
    Column("encrypted", Boolean, nullable=False),
    Column("seen_encrypted", Boolean, nullable=False),
    Column("question_asked_at", Moment),
    Column("held", String, nullable=False),
    Column("greeted", Boolean, nullable=False),
    Column("written_at", Moment),
    Column("asked_again", Boolean, nullable=False, server_default="0"),
    Column("closed_at", Moment),
)

members = Table(
    "members",
    metadata,
    Column("room", Opaque, primary_key=True),
    Column("person", Opaque, primary_key=True, index=True),
    Column("membership", String, nullable=False),
)

acts = Table(
    "acts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", Opaque, nullable=False),
    Column("act", Opaque, nullable=False),
    Column("at", Moment, nullable=False),
    Column("detail", Opaque, nullable=False, server_default=""),
    Column("hash", String, nullable=False, server_default=""),
)

counts = Table(
    "counts",
    metadata,
    Column("month", String, primary_key=True),
    Column("name", String, primary_key=True),
    Column("number", Integer, nullable=False),
)

strangers = Table(
    "strangers",
    metadata,
    Column("user", Opaque, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
)

allowances = Table(
    "allowances",
    metadata,
    Column("kind", String, primary_key=True),
    Column("person", Opaque, primary_key=True),
    Column("until", Moment, nullable=False),
    sqlite_with_rowid=False,
)

identities = Table(
    "identities",
    metadata,
    Column("user", Opaque, primary_key=True),
    Column("pin", Opaque),
    Column("current", Opaque),
    Column("changed", Boolean, nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("accepted", Listed, nullable=False),
    Column("hidden", Boolean, nullable=False),
)

unsigned_devices = Table(
    "unsigned_devices",
    metadata,
    Column("user", Opaque, primary_key=True),
    Column("device", Opaque, primary_key=True),
    Column("seen_at", Moment, nullable=False),
    Column("told", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

suspended = Table(
    "suspended",
    metadata,
    Column("subject", Opaque, primary_key=True),
    Column("by", Opaque, nullable=False),
    Column("at", Moment, nullable=False),
)

notices = Table(
    "notices",
    metadata,
    Column("kind", String, primary_key=True),
    Column("room", Opaque, primary_key=True),
    Column("subject", Opaque, primary_key=True),
    Column("sender", Opaque, nullable=False),
    Column("told_at", Moment, nullable=False, index=True),
    Column("number", Integer, nullable=False),
    sqlite_with_rowid=False,
)

enrolments = Table(
    "enrolments",
    metadata,
    Column("code_hash", String, primary_key=True),
    Column("kind", String, nullable=False),
    Column("made_by", Opaque, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
)

enrolling = Table(
    "enrolling",
    metadata,
    Column("user", Opaque, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("accepted", Boolean, nullable=False),
    Column("state", String, nullable=False),
)

guesses = Table(
    "guesses",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("user", Opaque, nullable=False),
    Column("at", Moment, nullable=False, index=True),
)

posted = Table(
    "posted",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("event_id", Opaque, nullable=False, unique=True),
    Column("alert", ForeignKey("alerts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("text", String),
)

confirmations = Table(
    "confirmations",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("by", Opaque, nullable=False),
    Column("what", String, nullable=False),
    Column("room", Opaque, nullable=False),
    Column("expires_at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

measures = Table(
    "measures",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("month", String, nullable=False, index=True),
    Column("area", Opaque, nullable=False),
    Column("first_after", Integer),
    Column("quorum_after", Integer),
    Column("fourth_after", Integer),
    Column("missed", Integer, nullable=False),
    Column("passes", Integer, nullable=False),
)

given_numbers = table("sqlite_sequence", column("name", String), column("seq", Integer))
"""SQLite's own table of the highest number that each AUTOINCREMENT column was ever given."""
