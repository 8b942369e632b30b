"""What an entry of a calendar says: when it is, by whose clocks, and when it comes again.

Everything is worked out in the clocks of the entry's own zone, and becomes a moment only at the end: so a
night from 18:00 to 08:00 stays one when the clocks change. What is not certain is doubted, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import Enum
from typing import Any, cast
from zoneinfo import ZoneInfo

from bot.rotating.calendar_people import title_of
from bot.rotating.recurrence import Patience, Rule, TooOften, Unworkable, rule_of
from rooms.duty import moment

_ONCE = ("DTSTART", "DTEND", "DURATION", "RECURRENCE-ID", "UID", "STATUS", "SUMMARY", "SEQUENCE")
_DAY = timedelta(days=1)


class Why(Enum):
    """Why a calendar, or an entry of it, is not taken. The value is the end of its sentence's name."""

    NONE = "none"
    LETTERS = "letters"
    ANSWER = "answer"
    CUT_OFF = "cut-off"
    TOO_MUCH = "too-much"
    TOO_MANY = "too-many"
    BROKEN = "broken"
    OFTEN = "often"
    RULE = "rule"
    NOBODY = "unclear"
    DECLINED = "declined"
    CALLED_OFF = "called-off"
    BACKWARDS = "backwards"
    ZONE = "zone"
    MOVED = "moved"


class NoCalendar(Exception):
    """This is no calendar, or none that can be worked out; `title`: the entry that it lies in."""

    def __init__(self, why: Why = Why.NONE, title: str = "") -> None:
        super().__init__(why.value)
        self.why = why
        self.title = title


class Doubtful(Exception):
    """It is not certain what this entry means."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True)
class Clocks:
    """By which clocks times are read: the organisation's, where a time names none."""

    own: ZoneInfo
    calendar: tzinfo | None = None
    """Of the calendar as a whole: what comes again at a time in UTC is meant by these."""


@dataclass(frozen=True)
class Entry:
    """One entry, with its times by the clocks of its zone."""

    event: Any
    clocks: Clocks
    off: bool

    @property
    def title(self) -> str:
        """What it is called."""
        return title_of(self.event)

    @property
    def uid(self) -> str:
        """The same for an entry and for what is said of it later; nothing where none is given."""
        return str(self.event.get("UID", "")).strip()

    @property
    def sequence(self) -> int:
        """The later version has the higher one."""
        return int(self.event.get("SEQUENCE", 0))

    @property
    def changes(self) -> datetime | date | None:
        """Which of the duties of another entry this one replaces, as the file has it."""
        value = self.event.get("RECURRENCE-ID")
        return None if value is None else cast(datetime | date, value.dt)

    @property
    def comes_again(self) -> bool:
        """Whether it is more than one duty."""
        return any(name in self.event for name in ("RRULE", "RDATE"))

    @property
    def goes_on(self) -> bool:
        """Whether it comes again without an end."""
        return any("COUNT" not in each and "UNTIL" not in each for each in _many(self.event.get("RRULE")))

    def check(self) -> None:
        """Raises `NoCalendar` for one of which the file has lost a part, or that cannot be worked out."""
        if "EXRULE" in self.event:
            raise NoCalendar(Why.RULE, self.title)
        twice = any(isinstance(self.event.get(name), list) for name in _ONCE)
        if self.event.errors or twice or "DTSTART" not in self.event:
            raise NoCalendar(Why.BROKEN, self.title)

    @property
    def all_day(self) -> bool:
        """It is days, and not times."""
        return not isinstance(self.event["DTSTART"].dt, datetime)

    @property
    def zone(self) -> tzinfo:
        """By whose clocks it begins. Raises `Doubtful` for a zone that nobody knows."""
        zone = _zone_of(self.event["DTSTART"], self.clocks.own)
        if self.comes_again and self.clocks.calendar is not None and zone in (UTC, ZoneInfo("UTC")):
            return self.clocks.calendar
        return zone

    @property
    def starts(self) -> datetime:
        """When it begins for the first time, by its clocks."""
        return self.by_its_clocks(self.event["DTSTART"])

    def by_its_clocks(self, value: Any) -> datetime:
        """A time of the file by the clocks of this entry. Raises `Doubtful` for a zone that nobody knows."""
        return in_zone(value.dt, _zone_of(value, self.clocks.own), self.zone)

    @property
    def length(self) -> timedelta:
        """How long it goes on; not at all, if it ends before it begins. Raises `Doubtful`."""
        end, span = self.event.get("DTEND"), self.event.get("DURATION")
        if end is not None:
            if isinstance(end.dt, datetime) == self.all_day:
                raise Doubtful(Why.BACKWARDS)
            length = self.by_its_clocks(end) - self.starts
        elif span is not None:
            length = span.dt
        else:
            length = _DAY if self.all_day else timedelta()
        return max(length, timedelta())

    def is_over(self, since: datetime) -> bool:
        """Whether it lies so far back that no doubt about it matters; what comes again never does."""
        if self.comes_again:
            return False
        times = (self.event.get(name) for name in ("DTSTART", "DTEND", "RECURRENCE-ID"))
        length = max(self.event["DURATION"].dt if "DURATION" in self.event else _DAY, _DAY)
        return all(_day(each.dt) + length < (since - _DAY).date() for each in times if each)

    def turns(
        self, since: datetime, until: datetime, patience: Patience
    ) -> Iterator[tuple[datetime, timedelta]]:
        """When it begins between these moments, or goes on in them, by its clocks, and for how long."""
        length = self.length
        first, last = (at.astimezone(self.zone).replace(tzinfo=None) for at in (since, until))
        rules = self._rules(patience)
        if not rules:
            yield self.starts, length
        for rule in rules:
            for day in rule.days((first - length).date() - _DAY, last.date() + _DAY, patience):
                if (at := datetime.combine(day, self.starts.time())) <= self._last(rule):
                    yield at, length
        for each in _many(self.event.get("RDATE")):
            for value in each.dts:
                yield self._extra(value, each.params, length)

    def _extra(self, value: Any, params: Any, length: timedelta) -> tuple[datetime, timedelta]:
        given = value.dt
        own = self.clocks.own
        if not isinstance(given, tuple):
            return in_zone(given, _zone(given, params, own), self.zone), length
        start = in_zone(given[0], _zone(given[0], params, own), self.zone)
        if isinstance(given[1], timedelta):
            return start, given[1]
        return start, in_zone(given[1], _zone(given[1], params, own), self.zone) - start

    def _rules(self, patience: Patience) -> list[Rule]:
        try:
            rules = [rule_of(each, self.starts) for each in _many(self.event.get("RRULE"))]
        except TooOften:
            raise NoCalendar(Why.OFTEN, self.title) from None
        except Unworkable:
            raise NoCalendar(Why.RULE, self.title) from None
        if rules and not any(rule.comes_on_first(patience) for rule in rules):
            raise NoCalendar(Why.RULE, self.title)
        return rules

    def _last(self, rule: Rule) -> datetime:
        """The last moment of the rule, by the entry's clocks."""
        if rule.until is None:
            return datetime.max
        if not isinstance(rule.until, datetime):
            return datetime.combine(rule.until, time.max)
        return in_zone(rule.until, rule.until.tzinfo or self.zone, self.zone)

    def struck(self) -> Iterator[datetime | date]:
        """What is taken out of what comes again: moments by its clocks, or whole days. Raises `Doubtful`."""
        for each in _many(self.event.get("EXDATE")):
            for value in each.dts:
                if self.all_day or not isinstance(value.dt, datetime):
                    yield _day(value.dt)
                else:
                    yield in_zone(value.dt, _zone(value.dt, each.params, self.clocks.own), self.zone)

    def moments(self, starts: datetime, length: timedelta) -> tuple[datetime, datetime]:
        """From when until when that is, for everybody."""
        zone = cast(ZoneInfo, self.zone)
        ends = starts + length
        return moment(starts.date(), starts.time(), zone), moment(ends.date(), ends.time(), zone)


def in_zone(value: date | datetime, zone: tzinfo, wanted: tzinfo) -> datetime:
    """The same moment, read off the clocks of another zone; a day is its midnight, wherever."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time.min)
    if zone is wanted or (value.tzinfo is None and str(zone) == str(wanted)):
        return value.replace(tzinfo=None)
    return value.replace(tzinfo=value.tzinfo or zone).astimezone(wanted).replace(tzinfo=None)


def _zone_of(value: Any, own: ZoneInfo) -> tzinfo:
    return _zone(value.dt, value.params, own)


def _zone(value: date | datetime, params: Any, own: ZoneInfo) -> tzinfo:
    """A time of a zone that is named, and that nobody knows, is doubtful; one of no zone is our own."""
    if not isinstance(value, datetime):
        return own
    if value.tzinfo is not None:
        return value.tzinfo
    if params.get("TZID"):
        raise Doubtful(Why.ZONE)
    return own


def _day(value: date | datetime) -> date:
    return value.date() if isinstance(value, datetime) else value


def _many(value: Any) -> list[Any]:
    """A property that may stand there several times, or not at all."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
