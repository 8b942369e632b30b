"""Shifts and periods as coordinators write them: "Mon-Fri 18:00-08:00", "Friday 20:00 to Sunday 08:00".

Days and months are understood in each of Vigil's languages, in full or shortened, whoever writes. What is
unclear is not guessed at: the answer is None, and the caller shows an example.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rooms.duty import EVERY_DAY, Shift, Span, moment
from rooms.lengths import LONGEST, parse_duration
from rooms.spelling import fold

_DAY = timedelta(days=1)
_DAYS = {
    "en": ("mon tue wed thu fri sat sun", "monday tuesday wednesday thursday friday saturday sunday"),
    "fr": ("lun mar mer jeu ven sam dim", "lundi mardi mercredi jeudi vendredi samedi dimanche"),
    "sw": ("jumatatu jumanne jumatano alhamisi ijumaa jumamosi jumapili",),
}
_MONTHS = (
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "janv fevr mars avr mai juin juil aout sept oct nov dec",
    "januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba",
)
_SETS = {
    **dict.fromkeys(("every day", "daily", "tous les jours", "chaque jour", "kila siku"), EVERY_DAY),
    **dict.fromkeys(("weekdays", "en semaine", "siku za kazi"), (0, 1, 2, 3, 4)),
    **dict.fromkeys(("weekend", "weekends", "week-end", "le week-end", "wikendi"), (5, 6)),
}
_PRINTED: Mapping[str, tuple[str, str, str, str]] = {
    "en": ("always", "every day", "every {} weeks", "from {}"),
    "fr": ("toujours", "tous les jours", "toutes les {} semaines", "à partir du {}"),
    "sw": ("daima", "kila siku", "kila wiki {}", "kuanzia {}"),
}
_NEAR = {
    **dict.fromkeys(("today", "aujourd'hui", "leo"), 0),
    **dict.fromkeys(("tomorrow", "demain", "kesho"), 1),
}
_NOW = ("now", "maintenant", "sasa")
_ORDINALS = {
    **dict.fromkeys(("second", "other", "deux", "pili"), 2),
    **dict.fromkeys(("third", "trois", "tatu"), 3),
    **dict.fromkeys(("fourth", "quatre", "nne"), 4),
}


def _numbered(*rows: str) -> dict[str, int]:
    return {name: place for row in rows for place, name in enumerate(row.split())}


_DAY_NUMBERS = _numbered(*(row for rows in _DAYS.values() for row in rows))
_MONTH_NUMBERS = {name: place + 1 for name, place in _numbered(*_MONTHS).items()}
_CLOCK = r"(\d{1,2}):(\d\d)"
_FROM_CLOCK_TO_CLOCK = re.compile(rf"{_CLOCK} ?(?:-|to|until|a|hadi|mpaka) ?{_CLOCK}")
_FIRST = re.compile(
    r",? ?(?:starting|from|a partir du|a compter du|kuanzia|tangu) (?P<date>[\d-]+|\d+ \w+ \d{4})$"
)
_EVERY = re.compile(
    r"every week|chaque semaine|toutes les semaines|(?:every|toutes les|une semaine sur|kila wiki(?: ya)?) "
    rf"(\d{{1,2}}|{'|'.join(_ORDINALS)})(?: weeks?| semaines?)?"
)
_UNTIL = re.compile(r"(?:until|till|jusqu'au|jusqu'a|hadi|mpaka) ")
_TO = re.compile(r" (?:to|until|till|au|a|jusqu'au|jusqu'a|hadi|mpaka|-) ")
_OPENING = re.compile(r"(?:from|on|du|de|des|le|kuanzia|for|pendant|kwa|muda wa) ")
_DATE = re.compile(r"(?:le |tarehe )?(\d{1,2})(?:er|st|nd|rd|th)? ([a-z]+)\.?(?: (\d{4}))?")
_MONTH_FIRST = re.compile(r"\A([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?")


def parse_shift(text: str, person: str) -> Shift | None:
    """Somebody's shift, if the text is nothing else.

    Days, times, and for a shift that does not come each week which ones, with the day of the first:
    "Mon-Fri 18:00-08:00", "weekend", "20:00-06:00", "Mon 9h-9h every 2 weeks from 2026-01-05", "always".
    """
    if len(text) > LONGEST:
        return None
    line = re.sub(" ?- ?", "-", _plain(text))
    if line in (fold(words[0]) for words in _PRINTED.values()):
        return Shift(person)
    first, every = None, 1
    if since := _FIRST.search(line):
        first = _whole_date(since["date"])
        if first is None:
            return None
        line = line[: since.start()]
    if often := _EVERY.search(line):
        every = _ORDINALS.get(often[1]) or int(often[1] or 1)
        line = f"{line[: often.start()]} {line[often.end() :]}"
    if not 1 <= every <= 52 or (every > 1 and first is None):
        return None
    starts = ends = time.min
    if clocks := _FROM_CLOCK_TO_CLOCK.search(line):
        found = _clock(clocks[1], clocks[2]), _clock(clocks[3], clocks[4], last=True)
        if found[0] is None or found[1] is None:
            return None
        starts, ends = found[0], found[1]
        line = f"{line[: clocks.start()]} {line[clocks.end() :]}"
    days = _days(line.strip(" ,")) if line.strip(" ,") or not clocks else EVERY_DAY
    return Shift(person, days, starts, ends, every, first) if days else None


def print_shift(shift: Shift, language: str = "en") -> str:
    """The shift as it can be written again (`parse_shift`); in English where the language is none of ours."""
    always, daily, every, since = _PRINTED.get(language, _PRINTED["en"])
    if shift == Shift(shift.person):
        return always
    ends = "24:00" if shift.ends == time.min else f"{shift.ends:%H:%M}"
    parts = [
        daily if shift.days == EVERY_DAY else _print_days(shift.days, language),
        f"{shift.starts:%H:%M}-{ends}",
        *([every.format(shift.every)] if shift.every > 1 else []),
        *([since.format(shift.first.isoformat())] if shift.first else []),
    ]
    return " ".join(parts)


def parse_period(text: str, now: datetime, zone: ZoneInfo) -> Span | None:
    """A time that is still to come or has begun: "Friday 20:00 to Sunday 08:00", "until 3 January", "3 days".

    Times are those of `zone`. A day without a time is that whole day, also as the last one; days without a
    year are the next ones to come, or today. Without a beginning it begins now.
    """
    if len(text) > LONGEST:
        return None
    line = _plain(text)
    bare = _OPENING.sub("", line, count=1) if _OPENING.match(line) else line
    if length := _length(bare):
        return Span(now, now + length)
    if until := _UNTIL.match(line):
        return _from_to(_NOW[0], line[until.end() :], now, zone)
    for parting in _TO.finditer(bare):
        if span := _from_to(bare[: parting.start()], bare[parting.end() :], now, zone):
            return span
    point = _point(bare)
    return _from_to(bare, bare, now, zone) if point and point.clock is None else None


def _length(line: str) -> timedelta | None:
    if weeks := re.fullmatch(r"(?:wiki )?(\d{1,2})(?: weeks?| semaines?)?", line):
        return int(weeks[1]) * 7 * _DAY if weeks[1] != line else None
    return None if ":" in line else parse_duration(line)  # A colon parts hours and minutes of a clock here.


def _plain(text: str) -> str:
    """Without capitals and accents, every dash a hyphen, every time of day as 18:00."""
    line = re.sub("[’‘ʼ`´]", "'", re.sub("[‐‑‒–—−]", "-", text))
    line = " ".join(fold(line).split())
    line = re.sub(r"\b(\d{1,2}) ?h ?(\d\d)?(?![\w:])", lambda at: f"{at[1]}:{at[2] or '00'}", line)
    return re.sub(r"(?<!:\d\d),? (?:a|at|saa) (?=\d{1,2}:\d\d)", " ", line)


def _clock(hour: str, minute: str, *, last: bool = False) -> time | None:
    """A time of day; 24:00 only as the end of a day."""
    if last and (int(hour), int(minute)) == (24, 0):
        return time.min
    return time(int(hour), int(minute)) if int(hour) < 24 and int(minute) < 60 else None


def _days(line: str) -> tuple[int, ...] | None:
    if line in _SETS:
        return _SETS[line]
    found: set[int] = set()
    for part in re.split(r" ?[,/+] ?| (?:and|et|na) | ", line):
        ends = [_weekday(name) for name in part.split("-")]
        first, last = ends[0], ends[-1]
        if len(ends) > 2 or first is None or last is None:
            return None
        found.update((first + n) % 7 for n in range((last - first) % 7 + 1))
    return tuple(sorted(found))


def _weekday(name: str) -> int | None:
    name = name.strip(" .")
    return _DAY_NUMBERS.get(name, _DAY_NUMBERS.get(name.removesuffix("s")))


def _print_days(days: tuple[int, ...], language: str) -> str:
    names = _DAYS.get(language, _DAYS["en"])[0].title().split()
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ",".join("-".join(names[day] for day in sorted({run[0], run[-1]})) for run in runs)


@dataclass(frozen=True)
class _Point:
    """A day, a time of day, or both: exactly what was written."""

    clock: time | None = None
    weekday: int | None = None
    near: int | None = None
    """Days from today."""
    month_day: tuple[int, int] | None = None
    whole: date | None = None

    def days(self, today: date, since: date) -> Iterator[date]:
        """The days that can be meant, from `since` on, the nearest first."""
        if self.whole is not None:
            yield self.whole
        elif self.near is not None:
            yield today + self.near * _DAY
        elif self.month_day is not None:
            years = range(since.year, since.year + 9)  # 29 February comes within eight years
            yield from (day for year in years if (day := _date(year, *self.month_day)) and day >= since)
        elif self.weekday is not None:
            coming = since + (self.weekday - since.weekday()) % 7 * _DAY
            yield from (coming, coming + 7 * _DAY)
        else:
            yield from (since, since + _DAY)


def _from_to(begin: str, end: str, now: datetime, zone: ZoneInfo) -> Span | None:
    """From each beginning that can be meant to the first end after it: the nearest that is not over."""
    first, last = None if begin in _NOW else _point(begin), _point(end)
    if last is None or (first is None and begin not in _NOW):
        return None
    for starts_at in [now] if first is None else _starts(first, now, zone):
        ends_at = _end(last, starts_at, now, zone)
        if ends_at is not None and now < ends_at:
            return Span(starts_at, ends_at)
    return None


def _starts(point: _Point, now: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """It may have begun today: "Friday 20:00 to Sunday" is often written at five past eight."""
    today = now.astimezone(zone).date()
    return (moment(day, point.clock or time.min, zone) for day in point.days(today, today))


def _end(point: _Point, starts_at: datetime, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The last day counts in whole, where no time of day is named."""
    today, since = (at.astimezone(zone).date() for at in (now, starts_at))
    for day in point.days(today, since):
        whole_day = point.clock is None
        ends_at = moment(day + _DAY if whole_day else day, point.clock or time.min, zone)
        if starts_at < ends_at:
            return ends_at
    return None


def _point(text: str) -> _Point | None:
    clock = None
    line = text
    if found := re.search(_CLOCK, line):
        clock = _clock(found[1], found[2])
        if clock is None:
            return None
        line = f"{line[: found.start()]} {line[found.end() :]}"
    line = re.sub(r"^(?:on|le|from|de) ", "", " ".join(line.split()).strip(" ,"))
    weekday, _, rest = line.partition(" ")
    if rest and _weekday(weekday.strip(",")) is not None:
        line = rest  # "Saturday 3 January": the date says it.
    if not line:
        return _Point(clock) if clock is not None else None
    if line in _NEAR:
        return _Point(clock, near=_NEAR[line])
    if (day := _weekday(line)) is not None:
        return _Point(clock, weekday=day)
    if (whole := _whole_date(line)) is not None:
        return _Point(clock, whole=whole)
    if (month_day := _month_day(line)) is not None and _date(2024, *month_day):
        return _Point(clock, month_day=month_day)
    return None


def _month_day(line: str) -> tuple[int, int] | None:
    """A day without a year."""
    numbers = _day_month_year(line)
    return (numbers[1], numbers[0]) if numbers and not numbers[2] else None


def _whole_date(line: str) -> date | None:
    """A day with its year: 2026-01-03, 3 January 2026."""
    if iso := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", line):
        return _date(int(iso[1]), int(iso[2]), int(iso[3]))
    numbers = _day_month_year(line)
    return _date(numbers[2], numbers[1], numbers[0]) if numbers and numbers[2] else None


def _day_month_year(line: str) -> tuple[int, int, int] | None:
    if found := _DATE.fullmatch(line):
        day, month, year = found.groups()
    elif found := _MONTH_FIRST.fullmatch(line):
        month, day, year = found.groups()
    else:
        return None
    return (int(day), _MONTH_NUMBERS[month], int(year or 0)) if month in _MONTH_NUMBERS else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 2000 <= year < 2200 else None
    except ValueError:
        return None
