"""The numbers of many alerts, so that no single one can be found in them.

A group of fewer than three is never shown, nor is what could be reckoned from the others and the total: it
goes into one group of all that are left, or the next smallest number is left out as well.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from bot.store.measures import Measure

LEAST = 3
"""Fewer than so many are never shown."""

_TIMES = ("first_after", "quorum_after", "fourth_after")
_COUNTS = ("missed", "passes")


@dataclass(frozen=True)
class Row:
    """The numbers of one group of alerts; the name is empty for all that stand in no other row.

    `times` are the median and the worst number of seconds, by column; `counts` are sums. None: not shown.
    """

    name: str
    alerts: int
    times: Mapping[str, tuple[float | None, float | None]]
    counts: Mapping[str, int | None]


@dataclass(frozen=True)
class Numbers:
    """All alerts together, and by area and month where that shows more."""

    total: Row
    areas: tuple[Row, ...]
    months: tuple[Row, ...]


def count(measures: Sequence[Measure]) -> Numbers | None:
    """The numbers that may be shown; None if there are too few alerts to show any."""
    if len(measures) < LEAST:
        return None
    areas = _merged(_by(measures, lambda each: each.area))
    months = _merged(_by(measures, lambda each: each.month))
    total, tables = _row("", measures), [_rows(areas), _rows(months)]
    for name in _COUNTS:
        total, tables = _without_small(name, total, tables)
    for name in _TIMES:
        total = _without_worst(name, total, tables)
    return Numbers(total, tuple(tables[0]), tuple(tables[1]))


def _by(measures: Iterable[Measure], key: Callable[[Measure], str]) -> dict[str, list[Measure]]:
    groups = defaultdict[str, list[Measure]](list)
    for each in measures:
        groups[key(each)].append(each)
    return groups


def _merged(groups: Mapping[str, list[Measure]]) -> dict[str, list[Measure]]:
    """Groups that are large enough, and one without a name of all others, of which there are at least two."""
    large = {name: each for name, each in sorted(groups.items()) if name and len(each) >= LEAST}
    left = [name for name in groups if name not in large]
    while left and large and (len(left) < 2 or sum(len(groups[name]) for name in left) < LEAST):
        smallest = min(large, key=lambda name: len(large[name]))
        del large[smallest]
        left.append(smallest)
    others = [each for name in left for each in groups[name]]
    return {**large, "": others} if others else large


def _rows(groups: Mapping[str, list[Measure]]) -> list[Row]:
    """One group alone would only say once more what all together are."""
    return [_row(name, each) for name, each in groups.items()] if len(groups) > 1 else []


def _row(name: str, measures: Sequence[Measure]) -> Row:
    times = {column: _middle_and_worst(measures, column) for column in _TIMES}
    counts = {column: sum(getattr(each, column) for each in measures) for column in _COUNTS}
    return Row(name, len(measures), times, counts)


def _middle_and_worst(measures: Iterable[Measure], column: str) -> tuple[float | None, float | None]:
    """Of those alerts in which it came to that."""
    values = [value for each in measures if (value := getattr(each, column)) is not None]
    return (median(values), max(values)) if len(values) >= LEAST else (None, None)


def _without_small(name: str, total: Row, tables: Sequence[list[Row]]) -> tuple[Row, list[list[Row]]]:
    """Small sums are not shown, and of each table one more, so that none is what is missing to the total.

    Where that leaves nothing of a table, the column is shown nowhere: the total would tell too much.
    """
    hidden = [_hidden([row.counts[name] or 0 for row in table]) for table in tables]
    nothing_left = any(table and len(gone) == len(table) for table, gone in zip(tables, hidden, strict=True))
    if nothing_left or (total.counts[name] or 0) < LEAST:
        return _hide(total, name), [[_hide(row, name) for row in table] for table in tables]
    return total, [
        [_hide(row, name) if place in gone else row for place, row in enumerate(table)]
        for table, gone in zip(tables, hidden, strict=True)
    ]


def _hidden(values: Sequence[int]) -> set[int]:
    """The places of those that are too small, and of the smallest that is not."""
    small = {place for place, value in enumerate(values) if value < LEAST}
    rest = [place for place in range(len(values)) if place not in small]
    return small | {min(rest, key=lambda place: values[place])} if small and rest else small


def _hide(row: Row, name: str) -> Row:
    return replace(row, counts={**row.counts, name: None})


def _without_worst(name: str, total: Row, tables: Iterable[Sequence[Row]]) -> Row:
    """The worst of all is shown only where a row shows it as well: else it would be that of a hidden one."""
    middle, worst = total.times[name]
    stands = all(not table or any(row.times[name][1] == worst for row in table) for table in tables)
    return total if stands else replace(total, times={**total.times, name: (middle, None)})
