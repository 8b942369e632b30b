"""Who of an organisation is on duty when: shifts, overrides, absences, and what a calendar says.

Shifts are times of day in the organisation's own zone; everything else is a moment. The night on which the
clocks change is kept here: a time of day that does not come is the first instant after it, and one that
comes twice is its first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

if TYPE_CHECKING:
    from rooms.roster import Organisation

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Shift:
    """Somebody's duty that comes again: on these `days` (0 is Monday) from `starts` until `ends`.

    It belongs to the day on which it begins. One that does not end after it starts goes on into the next day,
    so 18:00-08:00 is a night, and 00:00-00:00 and 09:00-09:00 are 24 hours. `every` 2 is every second week;
    the week of `first` is the first of them, and before `first` there is no duty.
    """

    person: str
    days: tuple[int, ...] = EVERY_DAY
    starts: time = time.min
    ends: time = time.min
    every: int = 1
    first: date | None = None


@dataclass(frozen=True)
class Override:
    """Somebody is on duty for once, and `instead_of` is not."""

    person: str
    starts_at: datetime
    ends_at: datetime
    instead_of: str = ""


@dataclass(frozen=True)
class Absence:
    """Somebody is away; without an end, until they are said to be back."""

    person: str
    starts_at: datetime
    ends_at: datetime | None = None


@dataclass(frozen=True)
class Stint:
    """One duty: from then until then."""

    person: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Span:
    """A time without a person: nobody is on duty in it."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Duties:
    """All that is known of when an organisation's people are on duty.

    Of two overrides the later in the row has the last word; who is away is not on duty, whatever else holds.
    """

    shifts: tuple[Shift, ...] = ()
    overrides: tuple[Override, ...] = ()
    absences: tuple[Absence, ...] = ()
    stints: tuple[Stint, ...] = ()


def on_duty(organisation: Organisation, at: datetime) -> tuple[str, ...]:
    """Its people who are on duty at this moment, in the order of its people."""
    found = {stint.person for stint in stints(organisation, at, at + _INSTANT)}
    return tuple(person for person in organisation.people if person in found)


def present(organisation: Organisation, at: datetime) -> tuple[str, ...]:
    """Its people who are not away at this moment, on duty or not; nobody while the organisation is paused."""
    if organisation.paused:
        return ()
    absences = organisation.duties.absences
    if not absences:
        return organisation.people
    away = {
        one.person for one in absences if one.starts_at <= at and (one.ends_at is None or at < one.ends_at)
    }
    return tuple([person for person in organisation.people if person not in away])


def stints(organisation: Organisation, since: datetime, until: datetime) -> tuple[Stint, ...]:
    """Who is on duty between these moments, cut to them, in the order of time.

    An organisation without shifts and calendar has all its people on duty always. A person's duties that
    touch are one. Nobody is on duty while the organisation is paused.
    """
    if organisation.paused or since >= until:
        return ()
    duties = organisation.duties
    found = _usual(organisation, since, until)
    for override in duties.overrides:
        span = Span(override.starts_at, override.ends_at)
        found[override.instead_of] = _without(found.get(override.instead_of, ()), span)
        found[override.person] = [*found.get(override.person, ()), span]
    for absence in duties.absences:
        span = Span(absence.starts_at, absence.ends_at or until)
        found[absence.person] = _without(found.get(absence.person, ()), span)
    cut = (
        Stint(person, span.starts_at, span.ends_at)
        for person in organisation.people
        for span in _joined(_cut(found.get(person, ()), since, until))
    )
    return tuple(sorted(cut, key=lambda stint: (stint.starts_at, stint.ends_at, stint.person)))


def gaps(organisation: Organisation, since: datetime, until: datetime) -> tuple[Span, ...]:
    """When nobody is on duty between these moments; a paused organisation has no gaps: it is not called."""
    if organisation.paused or since >= until:
        return ()
    free = [Span(since, until)]
    for stint in stints(organisation, since, until):
        free = _without(free, Span(stint.starts_at, stint.ends_at))
    return tuple(free)


def zone_of(organisation: Organisation) -> ZoneInfo:
    """The organisation's time zone. One that this machine does not know is UTC: somebody has to be called."""
    try:
        return ZoneInfo(organisation.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """When the clocks of `zone` show this time on this day, in UTC.

    The first time, if they do so twice; the first instant after it, if they leave it out.
    """
    wall = datetime.combine(day, at, zone)
    found = wall.astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return found
    before = wall.replace(fold=1).astimezone(UTC)
    offset = before.astimezone(zone).utcoffset()
    seconds = range(int((found - before).total_seconds()) + 1)

    def changed(second: int) -> bool:
        return (before + timedelta(seconds=second)).astimezone(zone).utcoffset() != offset

    return before + timedelta(seconds=bisect_left(seconds, True, key=changed))


def _usual(organisation: Organisation, since: datetime, until: datetime) -> dict[str, Sequence[Span]]:
    """What each person's duty would be if nothing were out of the ordinary."""
    duties = organisation.duties
    if not duties.shifts and not duties.stints:
        return {person: [Span(since, until)] for person in organisation.people}
    zone = zone_of(organisation)
    found: dict[str, Sequence[Span]] = {}
    for shift in duties.shifts:
        found[shift.person] = [*found.get(shift.person, ()), *_turns(shift, zone, since, until)]
    for stint in duties.stints:
        span = Span(stint.starts_at, stint.ends_at)
        found[stint.person] = [*found.get(stint.person, ()), span]
    return found


def _turns(shift: Shift, zone: ZoneInfo, since: datetime, until: datetime) -> Iterator[Span]:
    """Each time that this shift comes and can reach into these moments."""
    day = since.astimezone(zone).date() - _DAY  # that night's shift may still go on
    last = until.astimezone(zone).date()
    while day <= last:
        if _is_its_day(shift, day):
            ends_on = day if shift.starts < shift.ends else day + _DAY
            yield Span(moment(day, shift.starts, zone), moment(ends_on, shift.ends, zone))
        day += _DAY


def _is_its_day(shift: Shift, day: date) -> bool:
    if day.weekday() not in shift.days or (shift.first is not None and day < shift.first):
        return False
    return (_week(day) - _week(shift.first or date.min)) % shift.every == 0


def _week(day: date) -> int:
    """Which week it is, counted from the first Monday of the calendar."""
    return (day.toordinal() - 1) // 7


def _cut(spans: Iterable[Span], since: datetime, until: datetime) -> Iterator[Span]:
    for span in spans:
        cut = Span(max(span.starts_at, since), min(span.ends_at, until))
        if cut.starts_at < cut.ends_at:
            yield cut


def _without(spans: Iterable[Span], taken: Span) -> list[Span]:
    """What is left of these when the time of `taken` is taken out."""
    left: list[Span] = []
    for span in spans:
        if taken.ends_at <= span.starts_at or span.ends_at <= taken.starts_at:
            left.append(span)
            continue
        if span.starts_at < taken.starts_at:
            left.append(Span(span.starts_at, taken.starts_at))
        if taken.ends_at < span.ends_at:
            left.append(Span(taken.ends_at, span.ends_at))
    return left


def _joined(spans: Iterable[Span]) -> list[Span]:
    """The same time, in as few spans as possible."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda span: span.starts_at):
        if joined and span.starts_at <= joined[-1].ends_at:
            joined[-1] = Span(joined[-1].starts_at, max(joined[-1].ends_at, span.ends_at))
        else:
            joined.append(span)
    return joined
