"""On which days an entry of a calendar comes again (RFC 5545, "Recurrence Rule").

Worked out day by day between the first and the last that are asked for, so that no rule goes on for ever,
also none that never comes. What is not understood is refused, and never taken for something near it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeAlias

_DAY = timedelta(days=1)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_KNOWN = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYDAY", "BYSETPOS", "WKST"}
)
_OF_THE_START = {"BYHOUR": "hour", "BYMINUTE": "minute", "BYSECOND": "second"}
_OFTEN = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
_INTERVAL_AT_MOST = 1_000
_EARLIEST = 1900
_LOOKED_AT_MOST = 300_000

Period: TypeAlias = tuple[date, date]


class Unworkable(Exception):
    """A rule that Vigil does not work out."""


class TooOften(Unworkable):
    """It comes several times a day."""


class TooMuch(Exception):
    """More days would have to be looked at than any rota has."""


@dataclass
class Patience:
    """How many days may still be looked at, for all rules of a file together."""

    days: int = _LOOKED_AT_MOST

    def spend(self) -> None:
        """Look at one more. Raises `TooMuch`."""
        self.days -= 1
        if self.days < 0:
            raise TooMuch


@dataclass(frozen=True)
class Rule:
    """When something that began on `first` comes again; `until` is the last moment, as the file has it."""

    first: date
    often: str
    interval: int
    count: int | None
    until: date | datetime | None
    months: tuple[int, ...]
    month_days: tuple[int, ...]
    year_days: tuple[int, ...]
    weekdays: tuple[tuple[int, int], ...]
    """The how many-th (0: each), and which day; 0 is Monday."""
    places: tuple[int, ...]
    week_starts: int

    def days(self, since: date, until: date, patience: Patience) -> Iterator[date]:
        """The days from `first` on that lie between these two, both included."""
        number = 0 if self.count is not None else self._periods_before(since)
        come = 0
        while self._begins(number) <= until:
            for day in self._days_of(self._period(number), patience):
                if day >= self.first:
                    come += 1
                    if day > until or (self.count is not None and come > self.count):
                        return
                    if day >= since:
                        yield day
            number += 1

    def comes_on_first(self, patience: Patience) -> bool:
        """Whether the day on which it begins is one of its own; only then is it clear what is meant."""
        return next(self.days(self.first, self.first, patience), None) is not None

    def _periods_before(self, since: date) -> int:
        """So many periods are over by then, or one or two fewer."""
        days = (since - self.first).days
        length = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 31, "YEARLY": 366}[self.often] * self.interval
        return max(0, days // length - 1)

    def _begins(self, number: int) -> date:
        return self._period(number)[0]

    def _period(self, number: int) -> Period:
        """The first and the last day of a day, week, month or year in which it may come."""
        steps = number * self.interval
        match self.often:
            case "DAILY":
                return (day := self.first + steps * _DAY), day
            case "WEEKLY":
                begun = self.first - (self.first.weekday() - self.week_starts) % 7 * _DAY
                return (start := begun + steps * 7 * _DAY), start + 6 * _DAY
            case "MONTHLY":
                year, month = divmod(self.first.year * 12 + self.first.month - 1 + steps, 12)
                return date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])
        return date(self.first.year + steps, 1, 1), date(self.first.year + steps, 12, 31)

    def _days_of(self, period: Period, patience: Patience) -> list[date]:
        found, day = list[date](), period[0]
        while day <= period[1]:
            patience.spend()
            if self._is_one(day):
                found.append(day)
            day += _DAY
        if not self.places:
            return found
        chosen = {place - 1 if place > 0 else len(found) + place for place in self.places}
        return [day for place, day in enumerate(found) if place in chosen]

    def _is_one(self, day: date) -> bool:
        if self.months and day.month not in self.months:
            return False
        length = monthrange(day.year, day.month)[1]
        if self.month_days and not {day.day, day.day - length - 1} & {*self.month_days}:
            return False
        of_year, year = day.timetuple().tm_yday, date(day.year, 12, 31).timetuple().tm_yday
        if self.year_days and not {of_year, of_year - year - 1} & {*self.year_days}:
            return False
        in_month = self.often == "MONTHLY" or bool(self.months)
        place, last = (day.day, length) if in_month else (of_year, year)
        numbers = {0, (place - 1) // 7 + 1, -((last - place) // 7 + 1)}
        return not self.weekdays or any(
            weekday == day.weekday() and number in numbers for number, weekday in self.weekdays
        )


def rule_of(written: Mapping[str, list[Any]], start: datetime) -> Rule:
    """The rule of an entry that begins then, by the clocks of its own zone. Raises `Unworkable`."""
    parts = {str(name).upper(): values for name, values in written.items()}
    often = str(_only(parts, "FREQ", "")).upper()
    for name, of_start in _OF_THE_START.items():
        if parts.pop(name, [getattr(start, of_start)]) != [getattr(start, of_start)]:
            raise TooOften
    if often in _OFTEN:
        raise TooOften
    if often not in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY") or parts.keys() - _KNOWN:
        raise Unworkable
    interval, count = int(_only(parts, "INTERVAL", 1)), _only(parts, "COUNT", None)
    if not 1 <= interval <= _INTERVAL_AT_MOST or start.year < _EARLIEST or (count is not None and count < 1):
        raise Unworkable
    months, month_days, year_days, places = (
        _numbers(parts, name, most)
        for name, most in (("BYMONTH", 12), ("BYMONTHDAY", 31), ("BYYEARDAY", 366), ("BYSETPOS", 366))
    )
    weekdays = tuple(map(_weekday, parts.get("BYDAY", ())))
    if any(number for number, _ in weekdays) and often in ("DAILY", "WEEKLY"):
        raise Unworkable
    if not (weekdays or month_days or year_days):
        weekdays = ((0, start.weekday()),) if often == "WEEKLY" else ()
        month_days = (start.day,) if often in ("MONTHLY", "YEARLY") else ()
        months = months or ((start.month,) if often == "YEARLY" else ())
    week_starts = _weekday(_only(parts, "WKST", "MO"))[1]
    return Rule(
        first=start.date(),
        often=often,
        interval=interval,
        count=None if count is None else int(count),
        until=_only(parts, "UNTIL", None),
        months=months,
        month_days=month_days,
        year_days=year_days,
        weekdays=weekdays,
        places=places,
        week_starts=week_starts,
    )


def _only(parts: Mapping[str, list[Any]], name: str, without: Any) -> Any:
    values = parts.get(name, [without])
    if len(values) != 1:
        raise Unworkable
    return values[0]


def _numbers(parts: Mapping[str, list[Any]], name: str, most: int) -> tuple[int, ...]:
    numbers = tuple(int(each) for each in parts.get(name, ()))
    least = 1 if name == "BYMONTH" else -most
    if not all(number and least <= number <= most for number in numbers):
        raise Unworkable
    return numbers


def _weekday(written: Any) -> tuple[int, int]:
    """How many-th and which: "-1FR" is (-1, 4)."""
    text = str(written).upper()
    number, day = text[:-2], text[-2:]
    if day not in _WEEKDAYS or (number and not number.lstrip("+-").isdecimal()):
        raise Unworkable
    if number and not 1 <= abs(int(number)) <= 53:
        raise Unworkable
    return int(number or 0), _WEEKDAYS.index(day)
