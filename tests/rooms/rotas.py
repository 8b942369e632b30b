"""A network whose rota is asked for a defender in Goma who speaks Swahili."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

from rooms.duty import Absence, Duties, Shift
from rooms.roster import Network, Organisation
from rooms.rota import Choice, choose
from tests.rooms.world import START


def chosen(
    *organisations: Organisation,
    days_ago: dict[str, int] | None = None,
    calls: dict[str, int] | None = None,
    doubted: tuple[str, ...] = (),
    exclude: str = "",
    already: str = "",
    offers: tuple[str, ...] = (),
    vacant: bool = False,
    most: int | None = None,
) -> list[Choice]:
    """Who is called for a defender in Goma who speaks Swahili; `days_ago` says when each was called last."""
    last = {name: START - timedelta(days=days) for name, days in (days_ago or {}).items()}
    network = Network(organisations, last, doubted=frozenset(doubted), calls=calls or {})
    return choose(
        network,
        START,
        area="goma",
        languages=("sw",),
        exclude=exclude.split(),
        already=already.split(),
        offers=offers,
        vacant=vacant,
        most=most,
    )


def ids(choices: list[Choice]) -> list[str]:
    """The organisations, in order."""
    return [choice.organisation.id for choice in choices]


def away(organisation: Organisation, *people: int) -> Organisation:
    """The organisation with these of its people away; all of them, if none is named."""
    absent = [organisation.people[one] for one in people] or organisation.people
    absences = tuple(Absence(person, START - timedelta(days=1)) for person in absent)
    return replace(organisation, duties=replace(organisation.duties, absences=absences))


def on_nights(organisation: Organisation, *people: int) -> Organisation:
    """The organisation with these of its people on duty at night (it is 22:00); the others by day."""
    shifts = (
        Shift(person, starts=time(18), ends=time(8))
        if place in people
        else Shift(person, starts=time(8), ends=time(18))
        for place, person in enumerate(organisation.people)
    )
    return replace(organisation, duties=Duties(tuple(shifts)))
