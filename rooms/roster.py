"""Who there is: the partner organisations, the defenders, and how much each was called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from rooms.duty import Duties


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
    deputy: bool = False
    """It stands in for the anchor when that is away, excluded or cannot come."""
    paused: bool = False
    """Away until it is resumed: it is not called."""
    zone: str = "UTC"
    """Where its times of day are meant (IANA)."""
    duties: Duties = field(default_factory=Duties)
    fallback: str = ""
    """Who is asked when none of its people answers."""
    telephones: tuple[str, ...] = ()
    """As the coordinators wrote them; nobody else is shown them."""


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
    calls: Mapping[str, int] = field(default_factory=dict)
    """How often each organisation was called in the last 90 days."""
