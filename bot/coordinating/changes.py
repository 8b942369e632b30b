"""What coordinators have asked for and what has still to be agreed to, as the database holds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rooms.texts import Text


@dataclass(frozen=True)
class RemoveOrganisation:
    """An organisation, by its ID, is to go, with its people."""

    organisation: str


@dataclass(frozen=True)
class RemovePerson:
    """Somebody is to answer for their organisation no longer."""

    person: str


@dataclass(frozen=True)
class RemoveDefender:
    """Vigil is to watch over somebody no longer."""

    defender: str


@dataclass(frozen=True)
class Reinstate:
    """Somebody, or an organisation, by ID, is to be suspended no longer."""

    subject: str


@dataclass(frozen=True)
class ResumeDefender:
    """A defender is to be believed again."""

    defender: str


@dataclass(frozen=True)
class AddAdmin:
    """Somebody is to be a coordinator."""

    person: str


@dataclass(frozen=True)
class RemoveAdmin:
    """Somebody is to be no coordinator any more."""

    person: str


@dataclass(frozen=True)
class AcceptVouched:
    """Somebody for whom a partner vouches is to be asked what a defender is asked."""

    person: str
    alias: str
    area: str
    organisation: str


@dataclass(frozen=True)
class MergeAlerts:
    """Two alerts, by their codes, belong together."""

    code: str
    other: str


@dataclass(frozen=True)
class Question:
    """A change that waits, and the words in which people were told what it would be."""

    change: Any
    text: Text


CHANGES = (
    RemoveOrganisation,
    RemovePerson,
    RemoveDefender,
    Reinstate,
    ResumeDefender,
    AddAdmin,
    RemoveAdmin,
    AcceptVouched,
    MergeAlerts,
    Question,
)
"""The classes of what waits, for the database's codec."""
