"""What holds of the rota in every network and over a year."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rooms.roster import Network, Organisation
from rooms.rota import FAIR_OVER, choose, in_turn
from tests.rooms.rotas import away, chosen, ids, on_nights
from tests.rooms.world import START, organisation

UNHURRIED = settings(suppress_health_check=[HealthCheck.too_slow])
"""What is drawn is large, and the machine may be busy."""
AREAS = st.sets(st.sampled_from(("goma", "bukavu"))).map(lambda areas: tuple(sorted(areas)))


@st.composite
def organisations(draw: st.DrawFn) -> list[Organisation]:
    """Eight organisations, one the anchor; any can be a deputy, paused, with a rota, and with people away."""
    made: list[Organisation] = []
    for name in ("anchor", "birch", "cedar", "date", "elder", "fig", "grape", "hazel"):
        one = replace(organisation(name, areas=draw(AREAS)), anchor=name == "anchor")
        one = replace(one, deputy=draw(st.booleans()), paused=draw(st.booleans()))
        one = on_nights(one, *draw(st.sets(st.integers(0, 1)))) if draw(st.booleans()) else one
        if gone := draw(st.sets(st.integers(0, 1))):
            one = away(one, *gone)
        made.append(one)
    return draw(st.permutations(made))


NAMES = st.lists(st.sampled_from(("anchor", "birch", "cedar", "date", "elder"))).map(" ".join)
CALLS = st.dictionaries(st.sampled_from(("birch", "cedar", "date", "elder", "fig")), st.integers(0, 3))


@UNHURRIED
@given(organisations(), NAMES, NAMES, CALLS, st.booleans())
def test_never_excluded_never_twice_never_away(
    network: list[Organisation], exclude: str, already: str, calls: dict[str, int], vacant: bool
) -> None:
    """Whatever the network: each that can come comes once, with somebody who is there, and no other comes."""
    found = chosen(*network, exclude=exclude, already=already, calls=calls, vacant=vacant)
    absent = {absence.person for one in network for absence in one.duties.absences}
    can_come = {
        one.id
        for one in network
        if not one.paused
        and not absent.issuperset(one.people)
        and one.id not in {*exclude.split(), *already.split()}
    }
    assert Counter(ids(found)) == Counter(can_come)
    for choice in found:
        called = choice.people + choice.others
        assert choice.people
        assert Counter(called) == Counter(set(choice.organisation.people) - absent)
    assert sum(choice.stands_in for choice in found) <= ("anchor" not in can_come)
    assert not any(choice.organisation.anchor for choice in found[1:])


@UNHURRIED
@given(organisations(), NAMES, CALLS)
def test_the_same_inputs_give_the_same_four(
    network: list[Organisation], exclude: str, calls: dict[str, int]
) -> None:
    """In whatever order the organisations, and how often they were called, are written down."""
    four = chosen(*network, exclude=exclude, calls=calls, most=4)
    again = chosen(*network[::-1], exclude=exclude, calls=dict([*calls.items()][::-1]), most=4)
    assert four == again == chosen(*sorted(network, key=lambda one: one.id), exclude=exclude, calls=calls)[:4]


ALERTS = st.lists(
    st.tuples(
        st.sampled_from(("goma", "bukavu")),
        st.integers(1, 6),
        st.sampled_from((timedelta(minutes=1), timedelta(hours=7), timedelta(days=3), timedelta(days=20))),
    ),
    min_size=20,
    max_size=120,
)


@UNHURRIED
@given(ALERTS, st.integers(2, 9), st.integers(0, 9))
def test_a_year_of_alerts_is_shared_out_within_one(
    alerts: list[tuple[str, int, timedelta]], near: int, far: int
) -> None:
    """Of organisations that fit alike none is called two times more than another, whatever is needed when.

    Neither in all that time nor in its last 90 days; and one that is excluded is never called.
    """
    groups = {
        "goma": [organisation(f"g{n}", areas=("goma",)) for n in range(near)],
        "bukavu": [organisation(f"b{n}", areas=("bukavu",)) for n in range(far)],
    }
    network = Network((*groups["goma"], *groups["bukavu"], organisation("hostile", areas=("goma", "bukavu"))))
    now = START
    log: list[tuple[datetime, str]] = []
    for area, needed, later in alerts:
        now += later
        if now > START + timedelta(days=365):
            break
        recent = Counter(one for at, one in log if at > now - FAIR_OVER)
        network = replace(network, calls=recent, last_called_at={one: at for at, one in log})
        four = choose(network, now, area=area, languages=(), exclude=("hostile",), already=(), most=needed)
        log += ((at, one) for one, at in in_turn(ids(four), now).items())
        for counted in (
            Counter(one for _, one in log),
            Counter(one for at, one in log if at > now - FAIR_OVER),
        ):
            assert "hostile" not in counted
            for group in filter(None, groups.values()):
                shares = [counted[one.id] for one in group]
                assert max(shares) - min(shares) <= 1
