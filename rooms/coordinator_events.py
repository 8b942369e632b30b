"""What coordinators have done to an alert, and how an exercise of theirs ended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from rooms.happened import Happened


class Ending(Enum):
    """Why an exercise is over."""

    ANSWERED = "answered"
    """All who were called have answered."""
    TIME = "time"
    STOPPED = "stopped"
    """A coordinator wanted it."""
    REAL = "real"
    """Somebody really needs help."""


@dataclass(frozen=True)
class ExerciseEnded(Happened):
    """An exercise is over."""

    ending: Ending


@dataclass(frozen=True)
class CalledIn(Happened):
    """A coordinator has heard more of the person in danger."""

    by: str
    text: str


@dataclass(frozen=True)
class DefenderTied(Happened):
    """It is known which defender had called: from now on they are spoken to."""

    defender: str
    alias: str
    area: str
    languages: tuple[str, ...]
    exclude: tuple[str, ...]
    language: str


@dataclass(frozen=True)
class AlertsMerged(Happened):
    """It belongs together with the alert of this code: the partners of each are called to the other."""

    code: str


CoordinatorEvent: TypeAlias = ExerciseEnded | CalledIn | DefenderTied | AlertsMerged
