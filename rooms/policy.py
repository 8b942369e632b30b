"""The times and numbers that an alert is raised under, and the ladders by which organisations are chased."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum

NORMAL = "normal"
URGENT = "urgent"


class Rung(Enum):
    """What is done when an organisation does not answer, in this order."""

    REMIND = "remind"
    """Its people are mentioned."""
    OTHERS = "others"
    """Its other people are asked as well."""
    FALLBACK = "fallback"
    """So is whoever it has named for that case."""
    NEXT = "next"
    """It is waited for no longer: the next organisation is called."""


@dataclass(frozen=True)
class Step:
    """One step of a ladder, `after` the step before it (the first one after the call)."""

    rung: Rung
    after: timedelta


@dataclass(frozen=True)
class Quorum:
    """How many have to be on it so that it is enough: the anchor, if wanted, and so many others."""

    anchor: bool = True
    others: int = 2


@dataclass(frozen=True)
class Ladder:
    """A named way of chasing. It ends with `NEXT`; a rung that does not stand in it is not climbed."""

    name: str
    steps: tuple[Step, ...]
    quorum: Quorum

    def after(self, rung: Rung) -> timedelta | None:
        """How long after the step before it this one comes; None if it is no part of it."""
        return next((step.after for step in self.steps if step.rung is rung), None)


def even(name: str, pause: timedelta, quorum: Quorum) -> Ladder:
    """A ladder of all rungs with the same pause before each."""
    return Ladder(name, tuple(Step(rung, pause) for rung in Rung), quorum)


def usual(acknowledge_within: timedelta, quorum: Quorum) -> tuple[Ladder, ...]:
    """The ladders that hold where the settings name none.

    Whoever is alone, with nobody to fall back on, is reminded at half of it; at its end the next is called.
    """
    return (
        even(NORMAL, acknowledge_within / 2, quorum),
        even(URGENT, acknowledge_within / 5, quorum),
    )


@dataclass(frozen=True)
class Policy:
    """The times and numbers that an alert was raised under; later changes of the settings leave it alone."""

    organisations: int = 4
    acknowledge_within: timedelta = timedelta(minutes=10)
    check_in_every: timedelta = timedelta(hours=1)
    answer_within: timedelta = timedelta(minutes=10)
    room_update_every: timedelta = timedelta(hours=4)
    retention: timedelta = timedelta(days=30)
    postpone_at_most: timedelta = timedelta(hours=8)
    cooling_off: timedelta = timedelta(hours=1)
    ladders: tuple[Ladder, ...] = ()
    """None: the `usual` ones, and no fewer than are called are enough, as before there were any."""
    areas: Mapping[str, str] = field(default_factory=dict)
    """The ladder by which an alert begins, by its area; elsewhere the normal one."""
    still_on_it: timedelta | None = None
    """An organisation that is on it and says no word for so long is asked; None: it is not."""
    quiet_after: timedelta = timedelta(0)
    """Within this nobody is pinged twice for the same thing, unless it is a matter of life."""

    def known_ladders(self) -> tuple[Ladder, ...]:
        """The ladders by which an alert can go."""
        return self.ladders or usual(self.acknowledge_within, Quorum(anchor=False, others=self.organisations))

    def ladder(self, name: str) -> Ladder:
        """The ladder of this name; the first one if there is none."""
        ladders = self.known_ladders()
        return next((ladder for ladder in ladders if ladder.name == name), ladders[0])
