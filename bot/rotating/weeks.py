"""The days ahead of each organisation, as they are shown: in words, line by line, and as a picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from bot.charts import Bar, TimeChart, TimeRow
from bot.rotating.times import Times
from rooms.addresses import short_name
from rooms.duty import Span, zone_of
from rooms.roster import Network, Organisation
from rooms.texts import Lines, Names, Text, say
from rooms.week import Row, week

DAYS = 7
_DAY = timedelta(days=1)
_GAPS_NAMED = 6


@dataclass(frozen=True)
class Stretch:
    """A time in which the same people are on duty; nobody, if there are none."""

    starts_at: datetime
    ends_at: datetime
    people: tuple[str, ...]


def stretches(row: Row) -> list[Stretch]:
    """The row's time from end to end, cut wherever somebody comes or goes."""
    edges = {edge for each in row.stints for edge in (each.starts_at, each.ends_at)}
    edges |= {edge for each in row.gaps for edge in (each.starts_at, each.ends_at)}
    ordered = sorted(edges)
    found: list[Stretch] = []
    for start, end in pairwise(ordered):
        there = {each.person for each in row.stints if each.starts_at <= start and end <= each.ends_at}
        people = tuple(person for person in row.organisation.people if person in there)
        if found and found[-1].people == people:
            found[-1] = Stretch(found[-1].starts_at, end, people)
        else:
            found.append(Stretch(start, end, people))
    return found


def whole_days(now: datetime, times: Times, days: int = DAYS) -> tuple[datetime, datetime]:
    """So many days, today's whole day among them."""
    since = times.midnight(now)
    return since, times.days_later(since, days)


def network_lines(network: Network, since: datetime, until: datetime, times: Times) -> tuple[Text, ...]:
    """What is said of each organisation."""
    return tuple(_of(row, times) for row in week(network, since, until))


def week_lines(organisation: Organisation, now: datetime, times: Times) -> tuple[Text, ...]:
    """The same for one organisation, over the days from today on."""
    return network_lines(Network((organisation,)), *whole_days(now, times), times)


def _by_its_clocks(one: Organisation, times: Times) -> tuple[str, Times]:
    """An organisation's times are told by its own clocks, here as elsewhere; said so if they are others."""
    own = Times(times.language, zone_of(one))
    return (one.name if own.zone.key == times.zone.key else f"{one.name} ({own.zone.key})"), own


def _of(row: Row, times: Times) -> Text:
    name, times = _by_its_clocks(row.organisation, times)
    found = stretches(row)
    if row.organisation.paused:
        return say("rota-paused", name=name)
    if len(found) == 1 and found[0].people:
        return say("rota-always", name=name, names=_names(found[0].people))
    if len(found) == 1:
        return say("rota-never", name=name)
    lines = tuple(_lines(found, times))
    return say("rota-of", name=name, lines=Lines(lines))


def _lines(found: list[Stretch], times: Times) -> Iterator[Text]:
    """Times of day that come again with the same people are one line."""
    together: dict[tuple[str, str, tuple[str, ...]], list[date]] = {}
    for each in found:
        clocks = (times.clock(each.starts_at), times.closing(each.ends_at))
        key = (*clocks, each.people)
        if each.ends_at - each.starts_at > _DAY:
            key = (times.moment(each.starts_at), times.moment(each.ends_at), each.people)
        together.setdefault(key, []).append(times.local_date(each.starts_at))
    for (start, end, people), days in together.items():
        span = f"{start} – {end}" if " " in start else f"{times.days(days)} {start}–{end}"
        yield say("rota-duty", times=span, names=_names(people)) if people else say("rota-gap", times=span)


def _names(people: Iterable[str]) -> Names:
    return Names(tuple(map(short_name, people)))


def gap_lines(network: Network, since: datetime, until: datetime, times: Times) -> tuple[Text, ...]:
    """When nobody is on duty, by organisation; nothing of those who always have somebody."""
    found = []
    for row in week(network, since, until):
        if row.gaps:
            length = sum((gap.ends_at - gap.starts_at for gap in row.gaps), timedelta())
            name, own = _by_its_clocks(row.organisation, times)
            spans = _spans(row.gaps[:_GAPS_NAMED], own)
            more = len(row.gaps) - _GAPS_NAMED
            if more > 0:
                found.append(say("gaps-of-many", name=name, span=length, names=Names(spans), count=more))
            else:
                found.append(say("gaps-of", name=name, span=length, names=Names(spans)))
    return tuple(found)


def _spans(gaps: Iterable[Span], times: Times) -> tuple[str, ...]:
    return tuple(f"{times.date_and_time(gap.starts_at)} – {times.date_and_time(gap.ends_at)}" for gap in gaps)


def week_chart(network: Network, now: datetime, since: datetime, until: datetime, times: Times) -> TimeChart:
    """The same as a picture; gaps are red."""
    first, last = times.day(since), times.day(until - timedelta(seconds=1))
    rows = tuple(_drawn(row) for row in week(network, since, until))
    return TimeChart(say("rota-chart", first=first, last=last), since, until, now, times.zone.key, rows)


def _drawn(row: Row) -> TimeRow:
    name = row.organisation.name
    if row.organisation.paused:
        return TimeRow(name, (), say("rota-chart-paused"))
    bars = tuple(
        Bar(each.starts_at, each.ends_at, ", ".join(map(short_name, each.people)), not each.people)
        for each in stretches(row)
    )
    return TimeRow(name, bars)
