"""Duties from a calendar file and into one (RFC 5545).

A calendar is taken as a whole or not at all: whatever is not understood is named, and nothing is guessed at.
Every entry of the file is counted once: as duty, as over, as later, as off, as replaced, or as doubtful.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from bot.rotating.calendar_entries import Clocks, Doubtful, Entry, NoCalendar, Why
from bot.rotating.calendar_people import is_off, may_be_off, people_of
from bot.rotating.recurrence import Patience, TooMuch
from rooms.addresses import short_name
from rooms.duty import Stint, stints, zone_of
from rooms.roster import Organisation

AHEAD = timedelta(weeks=12)
"""For so long ahead a calendar is read and written."""

LONGEST = 1_000_000
"""Bytes of a file that is read."""

_ENTRIES = 1_000
_TURNS = 5_000
_METHODS = frozenset({"", "PUBLISH", "REQUEST", "ADD", "CANCEL"})
_BAD = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)
"""What the libraries raise for a file that is wrong, as fuzzing shows."""


@dataclass(frozen=True)
class Doubt:
    """An entry of which it is not certain who is on duty when."""

    title: str
    why: Why


@dataclass(frozen=True)
class Understood:
    """What a calendar says of the time ahead, and how many entries were left out of it for which reason."""

    stints: tuple[Stint, ...]
    doubts: tuple[Doubt, ...]
    entries: int = 0
    on_duty: int = 0
    over: int = 0
    later: int = 0
    off: int = 0
    replaced: int = 0
    """By a later version of the same entry."""

    @property
    def unclear(self) -> tuple[str, ...]:
        """The titles of the doubtful entries."""
        return tuple(dict.fromkeys(doubt.title for doubt in self.doubts))


def read_calendar(data: bytes, organisation: Organisation, since: datetime) -> Understood:
    """What the file says of the organisation's people from `since` on. Raises `NoCalendar`.

    A file of a stranger: read it apart (`reading_apart`), where it can neither take long nor grow large.
    """
    try:
        entries = [entry for each in _calendars(data) for entry in _entries(each, organisation)]
        if not entries:
            raise NoCalendar
        return _Reading(organisation, since).read(entries)
    except TooMuch:
        raise NoCalendar(Why.TOO_MUCH) from None
    except _BAD:
        raise NoCalendar from None


def _calendars(data: bytes) -> list[Any]:
    """The calendars of the file, if nothing of them is lost."""
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise NoCalendar(Why.LETTERS if b"BEGIN:VCALENDAR" in data else Why.NONE) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    calendars: list[Any] = Calendar.from_ical(text, multiple=True)
    lines = [line.rstrip().upper() for line in text.split("\n")]
    read = sum(len(each.walk("VEVENT")) for each in calendars)
    ends = lines.count("BEGIN:VCALENDAR"), lines.count("END:VCALENDAR")
    if any(each != len(calendars) for each in ends) or lines.count("BEGIN:VEVENT") != read:
        raise NoCalendar(Why.CUT_OFF)
    return calendars


def _entries(calendar: Any, organisation: Organisation) -> list[Entry]:
    method = str(calendar.get("METHOD", "")).strip().upper()
    if method not in _METHODS:
        raise NoCalendar(Why.ANSWER)
    clocks = Clocks(zone_of(organisation), _known_zone(str(calendar.get("X-WR-TIMEZONE", "")).strip()))
    entries = [Entry(each, clocks, method == "CANCEL" or is_off(each)) for each in calendar.walk("VEVENT")]
    for each in entries:
        each.check()
    return entries


def _known_zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(WINDOWS_TO_OLSON.get(name, name)) if name else None
    except (ValueError, LookupError, OSError):
        return None


@dataclass
class _Reading:
    """What has been found so far."""

    organisation: Organisation
    since: datetime
    stints: set[Stint] = field(default_factory=set)
    doubts: list[Doubt] = field(default_factory=list)
    counted: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    patience: Patience = field(default_factory=Patience)
    turns: int = 0

    @property
    def until(self) -> datetime:
        """So far ahead it is read."""
        return self.since + AHEAD

    def read(self, entries: Sequence[Entry]) -> Understood:
        """Each entry, those of one UID together."""
        together: dict[str, list[Entry]] = defaultdict(list)
        for number, entry in enumerate(entries):
            together[entry.uid or f" {number}"].append(entry)
        for each in together.values():
            self._read_together(each)
        ordered = sorted(self.stints, key=lambda stint: (stint.starts_at, stint.ends_at, stint.person))
        return Understood(tuple(ordered), tuple(self.doubts), len(entries), **self.counted)

    def _read_together(self, entries: list[Entry]) -> None:
        """An entry, and what other entries change of it; or several that only share their UID."""
        whole = self._newest([entry for entry in entries if entry.changes is None])
        changed = defaultdict[str, list[Entry]](list)
        for entry in entries:
            if entry.changes is not None:
                changed[str(entry.changes)].append(entry)
        changes = [entry for each in changed.values() for entry in self._newest(each)]
        off = [entry for entry in whole if entry.off]
        for entry in whole:
            self._count(entry, changes if len(whole) == 1 else [], off)
        for entry in changes:
            if len(whole) > 1 and not (entry.off or entry.is_over(self.since)):
                self.doubts.append(Doubt(entry.title, Why.MOVED))
            else:
                self._count(entry, [], off)

    def _newest(self, entries: list[Entry]) -> list[Entry]:
        """The later version of an entry replaces the earlier one; without versions they are entries each."""
        newest = max((entry.sequence for entry in entries), default=0)
        left = [entry for entry in entries if entry.sequence == newest]
        if len(left) < len(entries):
            self.counted["replaced"] += len(entries) - len(left)
        return left

    def _count(self, entry: Entry, changes: list[Entry], off: list[Entry]) -> None:
        """Put this entry where it belongs."""
        try:
            called_off = entry.off or any(_is_the_same(entry, each) for each in off)
            kind = "off" if called_off else self._duty(entry, changes)
        except Doubtful as doubt:
            self.doubts.append(Doubt(entry.title, doubt.why))
        else:
            self.counted[kind] += 1

    def _duty(self, entry: Entry, changes: list[Entry]) -> str:
        """Take its turns in as duties; what became of it."""
        if entry.is_over(self.since):
            return "over"
        length = entry.length
        turns = dict(entry.turns(self.since, self.until, self.patience))
        for day in {*entry.struck(), *(_struck_by(entry, each) for each in changes)}:
            _strike(turns, day, entry.all_day)
        spans = [entry.moments(start, span) for start, span in turns.items()]
        ahead = [each for each in spans if max(each) > self.since and min(each) < self.until]
        self.turns += len(ahead)
        if self.turns > _TURNS or self.counted["on_duty"] + len(self.doubts) >= _ENTRIES:
            raise NoCalendar(Why.TOO_MANY)
        if not ahead:
            later = any(min(each) >= self.until for each in spans) or entry.goes_on
            return "later" if later else "over"
        if any(end <= start for start, end in ahead) or length <= timedelta():
            raise Doubtful(Why.BACKWARDS)
        if may_be_off(entry.event):
            raise Doubtful(Why.CALLED_OFF)
        people, away = people_of(entry.event, self.organisation)
        if not people:
            raise Doubtful(Why.DECLINED if away else Why.NOBODY)
        self.stints |= {Stint(person, *span) for person in people for span in ahead}
        return "on_duty"


def _is_the_same(entry: Entry, other: Entry) -> bool:
    """Whether what is called off there is this entry, or what it changes a part of."""
    return entry.changes is not None or entry.starts == other.starts


def _struck_by(entry: Entry, change: Entry) -> datetime | date:
    """Which turn of the entry is replaced. Raises `Doubtful` for a change of all that follow, too."""
    value = change.event["RECURRENCE-ID"]
    if "RANGE" in value.params:
        raise Doubtful(Why.MOVED)
    if not isinstance(value.dt, datetime):
        return change.changes or value.dt
    at = entry.by_its_clocks(value)
    return at.date() if entry.all_day else at


def _strike(turns: dict[datetime, timedelta], day: datetime | date, all_day: bool) -> None:
    """Take the turn out. One that is nearly there, and not quite, is a mistake: whose, nobody can tell."""
    if isinstance(day, datetime):
        near = [turn for turn in turns if abs(turn - day) < timedelta(days=1)]
        gone = [turn for turn in near if turn == day]
        if near and not gone:
            raise Doubtful(Why.MOVED)
    else:
        gone = [turn for turn in turns if turn.date() == day]
        if len(gone) > 1:
            raise Doubtful(Why.MOVED)
    for turn in gone:
        del turns[turn]


def write_calendar(organisation: Organisation, now: datetime) -> bytes:
    """The organisation's duties from now on, an entry each; the same duties make the same file."""
    calendar = Calendar()
    calendar.add("PRODID", "-//Vigil//Rota//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("X-WR-CALNAME", vText(organisation.name))
    since = now.replace(minute=0, second=0, microsecond=0)
    for stint in stints(organisation, since, since + AHEAD):
        calendar.add_component(_entry(organisation, stint, now))
    return bytes(calendar.to_ical())


def _entry(organisation: Organisation, stint: Stint, now: datetime) -> Event:
    entry = Event()
    starts = stint.starts_at.astimezone(UTC)
    entry.add("UID", f"{starts:%Y%m%dT%H%M%S}-{stint.person.removeprefix('@')}-{organisation.id}")
    entry.add("DTSTAMP", now.astimezone(UTC).replace(microsecond=0))
    entry.add("DTSTART", starts)
    entry.add("DTEND", stint.ends_at.astimezone(UTC))
    entry.add("SUMMARY", f"{short_name(stint.person)}, {organisation.name}")
    attendee = vCalAddress(f"matrix:u/{stint.person.removeprefix('@')}")
    attendee.params["CN"] = vText(short_name(stint.person))
    entry.add("ATTENDEE", attendee)
    return entry
