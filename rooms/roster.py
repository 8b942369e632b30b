"""Who there is: the partner organisations, the defenders, and how much each was called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Organisation:
    """A partner organisation, and the people who answer for it (Matrix user IDs)."""

    id: str
    name: str
    anchor: bool = False
    people: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Defender:
    """A person whom Vigil watches over; partners see the alias, never a name."""

    user: str
    alias: str
    area: str = ""
    languages: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    duress: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Network:
    """The partner organisations as they stand at one moment.

    `languages` are those that Vigil itself speaks, the one to fall back on first.
    """

    organisations: tuple[Organisation, ...]
    last_called_at: Mapping[str, datetime] = field(default_factory=dict)
    languages: tuple[str, ...] = ("en",)
    doubted: frozenset[str] = frozenset()
    """People whose identity has changed, and of whom nobody has made sure yet."""
