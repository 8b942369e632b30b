"""A `Text` put into the reader's language and time zone, out of the Fluent files in `rooms/wording/`.

What people wrote never passes through Fluent: sentences are formed with marks in the place of arguments, and
the marks are replaced afterwards, once. So nobody's words are taken for a placeholder, and none are too long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_timedelta
from babel.lists import format_list
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentType
from fluent.syntax import ast

from rooms.texts import Argument, Lines, Names, Text, say
from rooms.wording import LANGUAGES

_LOCALES: Mapping[str, str] = {"en": "en_GB", "fr": "fr", "sw": "sw"}
"""Whose dates and lists are used; British English has "A, B and C"."""

_UNITS: Mapping[str, int] = {"day": 86400, "hour": 3600, "minute": 60, "second": 1}
_GRAINS = ((7 * 86400, 86400), (86400, 3600), (60, 60), (0, 1))
"""From how many seconds on a span is rounded to how many."""

_MARK = re.compile("\ue000(\\d+)\ue001")
_NOTHING = "–"
"""What stands where an argument is empty, so that no sentence ends in mid-air."""


class _Slot(FluentType):
    """An argument that is filled in after Fluent has formed the sentence."""

    def __init__(
        self, slots: list[_Slot], value: str, names: tuple[str, ...] = (), *, single: bool = False
    ) -> None:
        self.value = value
        self.names = names
        self.single = single
        self.slots = slots
        self._mark = f"\ue000{len(slots)}\ue001"
        slots.append(self)

    def format(self, locale: Locale) -> str:
        """The mark, whatever the locale."""
        return self._mark


@dataclass(frozen=True)
class _Voice:
    """One language: its sentences, and the locale of its dates and lists."""

    bundle: FluentBundle
    locale: Locale


class Wording:
    """The sentences in each language. Raises ValueError if a file cannot be understood."""

    def __init__(self, languages: Iterable[str] = LANGUAGES) -> None:
        self._voices = {language: _load(language) for language in languages}

    def speaks(self, language: str) -> bool:
        """Whether there are sentences in this language (an ISO 639-1 code)."""
        return language in self._voices

    def best(self, languages: Iterable[str], fallback: str) -> str:
        """The first of somebody's languages that Vigil speaks, else `fallback`."""
        return next((language for language in languages if self.speaks(language)), fallback)

    def render(self, text: Text, *, language: str, zone: ZoneInfo, now: datetime) -> str:
        """The text as its reader sees it; `now` tells whether a time is today.

        Raises LookupError for an unknown sentence and ValueError for a missing argument: both are mistakes in
        the program, and neither error holds an argument.
        """
        return _Writer(self._voices[language], zone, now).write(text)


def locale_of(language: str) -> Locale:
    """Whose dates and lists are used in this language."""
    return Locale.parse(_LOCALES.get(language, language))


@cache
def _load(language: str) -> _Voice:
    """Once in a process: reading a thousand sentences takes a tenth of a second."""
    source = resources.files("rooms.wording").joinpath(f"{language}.ftl").read_text(encoding="utf-8")
    resource = FluentResource(source)
    if any(isinstance(entry, ast.Junk) for entry in resource.body):
        raise ValueError(f"{language}.ftl holds something that is no sentence.")
    locale = locale_of(language)
    functions: dict[str, Any] = {
        "LANGUAGES": lambda codes: _name_languages(codes, locale),
        "AGREE": _agree,
    }
    bundle = FluentBundle([str(locale)], functions=functions, use_isolating=False)
    bundle.add_resource(resource)
    return _Voice(bundle, locale)


def _name_languages(codes: _Slot, locale: Locale) -> _Slot:
    """For `{ LANGUAGES($codes) }`: ISO codes as names of languages; an unknown code stays as it is."""
    names = [locale.languages.get(code, code) for code in codes.names]
    return _Slot(codes.slots, format_list(names, locale=locale) if names else _NOTHING)


def _agree(length: _Slot, one: str, other: str) -> str:
    """For `{ AGREE($span, one: "…", other: "…") }`: the word for a length of time of one, or of more."""
    return one if length.single else other


@dataclass(frozen=True)
class _Writer:
    """Puts one text, and the texts in it, into words."""

    voice: _Voice
    zone: ZoneInfo
    now: datetime

    def write(self, text: Text) -> str:
        bundle = self.voice.bundle
        pattern = bundle.get_message(text.key).value if bundle.has_message(text.key) else None
        if pattern is None:
            raise LookupError(f"There is no sentence {text.key} in {bundle.locales[0]}.")
        slots: list[_Slot] = []
        arguments = {name: self._argument(slots, value) for name, value in text.arguments.items()}
        sentence, faults = bundle.format_pattern(pattern, arguments)
        if faults:
            raise ValueError(f"The sentence {text.key} cannot be put in {bundle.locales[0]}.")
        return _MARK.sub(lambda mark: slots[int(mark[1])].value, str(sentence))

    def _argument(self, slots: list[_Slot], value: Argument) -> int | _Slot:
        if isinstance(value, int):
            return value
        names = value.names if isinstance(value, Names) else ()
        single = isinstance(value, timedelta) and [number for number, _ in _parts(value)] == [1]
        return _Slot(slots, self._put(value), names, single=single)

    def _put(self, value: str | datetime | timedelta | Names | Text | Lines) -> str:
        locale = self.voice.locale
        match value:
            case str():
                return value or _NOTHING
            case datetime():
                return self.write(moment(value, self.now, self.zone, locale))
            case timedelta():
                return length_of_time(value, locale)
            case Names(names):
                return format_list(names, locale=locale) if names else _NOTHING
            case Text():
                return self.write(value)
            case Lines(lines):
                return "\n".join(map(self.write, lines))


def moment(at: datetime, now: datetime, zone: ZoneInfo, locale: Locale) -> Text:
    """A time in the reader's zone, with its day if that is not today, and how far off it is.

    The span is left out within the minute that has just gone by: it would soon be read as something else.
    """
    clock = _clock(at.astimezone(zone), now.astimezone(zone).date(), locale)
    ahead = at > now
    span = _rounded(abs(at - now))
    if span == timedelta() or (not ahead and span < timedelta(minutes=1)):
        return say("moment-now", clock=clock)
    if ahead:
        return say("moment-ahead", clock=clock, span=span)
    return say("moment-past", clock=clock, span=span)


def _clock(at: datetime, today: date, locale: Locale) -> Text:
    """The time of day; with the weekday if it is another day, with the date if that may be mistaken."""
    time = format_skeleton("Hm", at, locale=locale)
    if at.date() == today:
        return say("clock-today", time=time)
    if abs(at.date() - today) < timedelta(days=7):
        return say("clock-weekday", time=time, day=format_date(at, "EEEE", locale=locale))
    return say("clock-date", time=time, date=format_skeleton("MMMMd", at, locale=locale))


def _rounded(span: timedelta) -> timedelta:
    """As somebody would say it: the longer the span, the coarser."""
    seconds = round(span.total_seconds())
    grain = next(grain for least, grain in _GRAINS if seconds >= least)
    return timedelta(seconds=(seconds + grain // 2) // grain * grain)


def length_of_time(length: timedelta, locale: Locale) -> str:
    """The two largest units that are not nothing: "40 minutes", "1 hour 30 minutes", "2 days 3 hours"."""
    parts = [_with_unit(unit, number * _UNITS[unit], locale) for number, unit in _parts(length)]
    return format_list(parts, style="unit-narrow", locale=locale)


def _parts(length: timedelta) -> list[tuple[int, str]]:
    """The number of each unit, largest first."""
    seconds = max(0, round(length.total_seconds()))
    parts: list[tuple[int, str]] = []
    for unit, size in _UNITS.items():
        number, seconds = divmod(seconds, size)
        if number:
            parts.append((number, unit))
        if len(parts) == 2 or (parts and not number):
            break
    return parts or [(0, "second")]


def _with_unit(unit: str, seconds: int, locale: Locale) -> str:
    """So many seconds in this unit, of which they are a multiple."""
    length = timedelta(seconds=seconds)
    # A threshold that nothing reaches makes babel keep to the unit that it was given.
    words = format_timedelta(length, granularity=unit, threshold=float("inf"), locale=locale)  # type: ignore[arg-type]
    return words.replace("\u00a0", " ")
