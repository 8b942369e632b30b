"""Numbers of many alerts: nobody can find a single alert in them, not even by subtraction."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from bot.counting import LEAST, Numbers, Row, count
from bot.store.measures import Measure

_SECONDS = st.none() | st.integers(0, 5000)
_MEASURES = st.lists(
    st.builds(
        Measure,
        month=st.sampled_from(["2026-01", "2026-02", "2026-03", "2026-04"]),
        area=st.sampled_from(["", "goma", "bukavu", "kinshasa", "beni"]),
        first_after=_SECONDS,
        quorum_after=_SECONDS,
        fourth_after=_SECONDS,
        missed=st.integers(0, 4),
        passes=st.integers(0, 4),
    ),
    max_size=40,
)


def _measure(area: str, *, month: str = "2026-03", first: int | None = 60, missed: int = 0) -> Measure:
    return Measure(month, area, first, first, first, missed, passes=5)


def _counted(measures: Sequence[Measure]) -> Numbers:
    numbers = count(measures)
    assert numbers is not None
    return numbers


def _alerts(rows: Sequence[Row]) -> dict[str, int]:
    return {row.name: row.alerts for row in rows}


def test_fewer_than_three_alerts_are_not_counted_at_all() -> None:
    """Their numbers would be those of a person."""
    assert count([_measure("goma")] * 2) is None
    assert count([]) is None


def test_small_areas_stand_together() -> None:
    """Which areas they are, and how many, is not told."""
    numbers = _counted([_measure("goma")] * 5 + [_measure("beni")] * 2 + [_measure("bukavu")])
    assert _alerts(numbers.areas) == {"goma": 5, "": 3}


def test_one_small_area_takes_the_next_with_it() -> None:
    """Else the total less the others would be the number that is not shown."""
    numbers = _counted([_measure("goma")] * 5 + [_measure("bukavu")] * 3 + [_measure("beni")])
    assert numbers.total.alerts == 9
    assert _alerts(numbers.areas) == {"goma": 5, "": 4}


def test_a_small_sum_takes_the_next_with_it() -> None:
    """Two check-ins missed of six in all: 4 is not shown either, since 6 is."""
    measures = [_measure("goma", missed=2)] * 3 + [_measure("beni", missed=1)] * 1
    measures += [_measure("beni", missed=0)] * 2 + [_measure("bukavu", missed=1)] * 4
    numbers = _counted(measures)
    assert numbers.total.counts["missed"] == 11
    assert {row.name: row.counts["missed"] for row in numbers.areas} == {
        "beni": None,
        "bukavu": None,
        "goma": 6,
    }


def test_the_worst_time_of_all_does_not_tell_that_of_a_hidden_one() -> None:
    """Where only two alerts of an area were answered, neither is its worst time seen in the total."""
    measures = [_measure("goma", first=60)] * 4 + [_measure("beni", first=900)] * 2
    numbers = _counted([*measures, *[_measure("beni", first=None)] * 2])
    by_name = {row.name: row.times["first_after"] for row in numbers.areas}
    assert by_name == {"goma": (60, 60), "beni": (None, None)}
    assert numbers.total.times["first_after"] == (60, None)


def test_median_and_worst() -> None:
    """The middle of all times, and the longest."""
    numbers = _counted([_measure("goma", first=seconds) for seconds in (60, 120, 600)])
    assert list(numbers.total.times["quorum_after"]) == [120, 600]
    assert not numbers.areas


@given(_MEASURES)
def test_no_number_of_fewer_than_three_can_be_reckoned(measures: list[Measure]) -> None:
    """Each number that is left out takes another with it, one of them large; and no small one is shown."""
    numbers = count(measures)
    if numbers is None:
        return
    for rows, names in (
        (numbers.areas, [each.area for each in measures]),
        (numbers.months, [each.month for each in measures]),
    ):
        if not rows:
            continue
        assert sum(row.alerts for row in rows) == numbers.total.alerts
        assert all(row.alerts >= LEAST for row in rows)
        together = set(names) - {row.name for row in rows} | ({""} & set(names))
        assert len(together) != 1 or together == {""}
        for column in ("missed", "passes"):
            _cannot_be_reckoned(column, numbers.total, rows)


def _cannot_be_reckoned(column: str, total: Row, rows: Sequence[Row]) -> None:
    shown = [number for row in rows if (number := row.counts[column]) is not None]
    assert all(number >= LEAST for number in shown)
    hidden = len(rows) - len(shown)
    whole = total.counts[column]
    if whole is None:
        assert not shown, "their sum would be the total"
    elif hidden:
        assert hidden >= 2 and whole - sum(shown) >= LEAST
