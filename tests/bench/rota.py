"""How long it takes to decide who is called in a very large network; nobody else has a turn meanwhile."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from datetime import time as clock

from rooms.alert import Policy
from rooms.duty import Absence, Duties, Override, Shift
from rooms.inputs import Raise
from rooms.lifecycle import decide
from rooms.roster import Defender, Network, Organisation
from tests.bench.figures import Figures

ORGANISATIONS, PEOPLE_OF_EACH = 500, 10
NOW = datetime(2026, 3, 4, 2, tzinfo=UTC)
CALLS_FOR_HELP = Raise(
    Defender("@jean:example.org", "Baobab", "area-3", ("sw", "fr"), ("house-010",)),
    "7KQ4",
    "mark",
    "they are at the door",
    Policy(),
)
_ZONES = ("Africa/Kinshasa", "Africa/Lubumbashi", "Europe/Brussels", "America/New_York", "Asia/Kathmandu")
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


def network() -> Network:
    """Everything that takes time: shifts by day, by night and every second week, people away, overrides."""
    organisations = tuple(map(_organisation, range(ORGANISATIONS)))
    return Network(
        organisations,
        last_called_at={one.id: NOW - place % 50 * _DAY for place, one in enumerate(organisations)},
        doubted=frozenset(one.people[1] for one in organisations[::50]),
        calls={one.id: place % 9 for place, one in enumerate(organisations)},
    )


def _organisation(number: int) -> Organisation:
    people = tuple(f"@house-{number:03}-{place}:example.org" for place in range(PEOPLE_OF_EACH))
    duties = Duties(
        shifts=tuple(_shifts(people)),
        overrides=(Override(people[0], NOW - _HOUR, NOW + _HOUR, people[2]),),
        absences=(Absence(people[number % PEOPLE_OF_EACH], NOW - _DAY, NOW + _DAY),),
    )
    return Organisation(
        f"house-{number:03}",
        f"House {number}",
        anchor=number == 0,
        people=people,
        areas=(f"area-{number % 12}",),
        languages=("fr", "sw", "en")[: 1 + number % 3],
        offers=("medical", "legal", "transport")[: number % 4],
        zone=_ZONES[number % len(_ZONES)],
        duties=duties,
    )


def _shifts(people: tuple[str, ...]) -> Iterator[Shift]:
    for place, person in enumerate(people):
        night = place % 2 == 0
        starts, ends = (clock(18), clock(8)) if night else (clock(8), clock(18))
        yield Shift(person, (0, 1, 2, 3, 4), starts, ends, 1 + place % 2, NOW.date() - 70 * _DAY)
        yield Shift(person, (5, 6), starts, ends)


def rota(figures: Figures, times: int = 100) -> None:
    """An alert is raised so many times, each time as if for the first time."""
    whole = network()
    figures.organisations = len(whole.organisations)
    figures.people = sum(len(one.people) for one in whole.organisations)
    for _ in range(times):
        began = time.perf_counter()
        decide(None, CALLS_FOR_HELP, NOW, whole)
        figures.decided.append(time.perf_counter() - began)
