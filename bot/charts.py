"""What a picture shows, before it is drawn: plain values that can wait in the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from rooms.texts import Text


@dataclass(frozen=True)
class Bar:
    """A time in a row. `label` is left out where it does not fit; `alarming` is red."""

    starts_at: datetime
    ends_at: datetime
    label: str = ""
    alarming: bool = False


@dataclass(frozen=True)
class TimeRow:
    """One row of a timeline, its name above it; `note` stands in the place of bars."""

    name: str
    bars: tuple[Bar, ...]
    note: Text | None = None


@dataclass(frozen=True)
class TimeChart:
    """Rows over the days between two moments, in this time zone; `now_at` is marked if it is among them."""

    title: Text
    since: datetime
    until: datetime
    now_at: datetime
    zone: str
    rows: tuple[TimeRow, ...]


@dataclass(frozen=True)
class NumberRow:
    """One bar: so long, and what is written at its end."""

    name: str
    value: float
    shown: str


@dataclass(frozen=True)
class NumberChart:
    """Numbers as bars below one another, each with its name above it."""

    title: Text
    rows: tuple[NumberRow, ...]


Chart: TypeAlias = TimeChart | NumberChart

CHARTS = (Bar, TimeRow, TimeChart, NumberRow, NumberChart)
"""The classes of these, for the database's codec."""
