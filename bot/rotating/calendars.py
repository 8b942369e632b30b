"""Duties from a calendar file and into one (RFC 5545).

A calendar is taken as a whole or not at all: whatever is not understood is named, and nothing is guessed at.
What would come too often, or too many times, is not worked out: a file must not be able to keep Vigil busy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from urllib.parse import unquote

import recurring_ical_events
from icalendar import Calendar, Event, vCalAddress, vText

from rooms.duty import Stint, moment, stints, zone_of
from rooms.roster import Organisation
from rooms.words import fold

AHEAD = timedelta(weeks=12)
"""For so long ahead a calendar is read and written."""

LONGEST = 1_000_000
"""Bytes of a file that is read."""

_EVENTS = 1_000
_STINTS = 5_000
_OFTEN = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
_WITHIN_A_DAY = ("BYHOUR", "BYMINUTE", "BYSECOND")
_EARLIEST = 2000
_BAD = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)
"""What the two libraries raise for a file that is wrong, as fuzzing shows."""


class NoCalendar(Exception):
    """This is no calendar, or one that would take too long to work out."""


@dataclass(frozen=True)
class Understood:
    """What a calendar says of the time ahead: the duties, and the entries that nobody is found for."""

    stints: tuple[Stint, ...]
    unclear: tuple[str, ...]


def read_calendar(data: bytes, organisation: Organisation, since: datetime) -> Understood:
    """What the file says of the organisation's people from `since` on. Raises `NoCalendar`.

    Takes as long as it takes: call it in a thread.
    """
    try:
        calendar = Calendar.from_ical(data)
        lost = _look_through(calendar)
        entries = recurring_ical_events.of(calendar).between(since, since + AHEAD)
        found = _understood([entry for entry in entries if not _is_off(entry)], organisation, since)
        return Understood(found.stints, tuple(dict.fromkeys((*lost, *found.unclear))))
    except _BAD:
        raise NoCalendar from None


def _look_through(calendar: Any) -> list[str]:
    """The titles of entries in a zone that nobody knows. Raises `NoCalendar` for what would have no end."""
    events = calendar.walk("VEVENT")
    if not events or len(events) > _EVENTS:
        raise NoCalendar
    for event in events:
        if event["DTSTART"].dt.year < _EARLIEST:
            raise NoCalendar
        rules = event.get("RRULE", [])
        for rule in rules if isinstance(rules, list) else [rules]:
            often = {str(each).upper() for each in rule.get("FREQ", ())}
            if not often or often & _OFTEN or any(part in rule for part in _WITHIN_A_DAY):
                raise NoCalendar
    return [_title(event) for event in events if not _is_off(event) and _is_lost(event["DTSTART"])]


def _title(entry: Any) -> str:
    return " ".join(str(entry.get("SUMMARY", "")).split())[:60]


def _is_lost(value: Any) -> bool:
    """A time of a zone that is named, and that nobody knows; one of no zone is the organisation's."""
    return isinstance(value.dt, datetime) and value.dt.tzinfo is None and bool(value.params.get("TZID"))


def _is_off(entry: Any) -> bool:
    return str(entry.get("STATUS", "")).upper() == "CANCELLED"


def _understood(entries: Sequence[Any], organisation: Organisation, since: datetime) -> Understood:
    if len(entries) > _STINTS:
        raise NoCalendar
    found, unclear = set[Stint](), dict[str, None]()
    for entry in entries:
        people = _people(entry, organisation)
        starts_at, ends_at = (_moment(entry[part].dt, organisation) for part in ("DTSTART", "DTEND"))
        if not people or ends_at <= starts_at:
            unclear[_title(entry)] = None
        elif ends_at > since:
            found |= {Stint(person, starts_at, ends_at) for person in people}
    ordered = sorted(found, key=lambda stint: (stint.starts_at, stint.ends_at, stint.person))
    return Understood(tuple(ordered), tuple(unclear))


def _moment(at: date | datetime, organisation: Organisation) -> datetime:
    """A day, or a time of no zone, is the organisation's."""
    zone = zone_of(organisation)
    if not isinstance(at, datetime):
        return moment(at, time.min, zone)
    return at.astimezone(UTC) if at.tzinfo is not None else moment(at.date(), at.time(), zone)


def _people(entry: Any, organisation: Organisation) -> list[str]:
    """Who is meant: by address in full, else by name, among those who attend; else in the title."""
    attend = entry.get("ATTENDEE", [])
    named = [text for each in (attend if isinstance(attend, list) else [attend]) for text in _names(each)]
    return _meant(named, organisation) or _meant([str(entry.get("SUMMARY", ""))], organisation)


def _names(attendee: Any) -> Iterator[str]:
    address = unquote(str(attendee))
    if address.lower().startswith("matrix:u/"):
        yield "@" + address[len("matrix:u/") :].partition("?")[0]
    elif address.lower().startswith("mailto:"):
        yield address[len("mailto:") :].partition("@")[0]
    else:
        yield address
    yield str(attendee.params.get("CN", ""))


def _meant(texts: Iterable[str], organisation: Organisation) -> list[str]:
    written = [text for text in texts if text]
    in_full = [one for one in organisation.people if any(_holds(text, one) for text in written)]
    if in_full:
        return in_full
    words = {word for text in written for word in re.findall(r"[\w.\-=]+", fold(text))}
    return [one for one in organisation.people if fold(short_name(one)) in words]


def _holds(text: str, person: str) -> bool:
    return re.search(rf"(?<![\w@.\-]){re.escape(person)}(?![\w.\-:])", text) is not None


def short_name(person: str) -> str:
    """What stands before the server in somebody's address."""
    return person[1:].partition(":")[0]


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
