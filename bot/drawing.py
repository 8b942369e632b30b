"""Pictures as PNG, as wide as a phone held upright: what is too long for one becomes several.

matplotlib takes a second to load, so it is loaded when the first picture is drawn; call `draw` in a thread.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_skeleton

from bot.charts import Chart, NumberRow, TimeChart, TimeRow
from rooms.texts import Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROWS = 16
"""So many rows at most in one picture: with more, nobody could read them on a phone."""

_DPI = 150
_WIDTH = 7.2
"""Inches; 1,080 pixels with the above."""
_ROW = 0.68
_BAR = 0.44
"""Of a row: how far down its bar begins, and how high it is."""
_TITLE, _DAYS, _FOOT = 0.62, 0.38, 0.25
_ACROSS = _WIDTH - 0.5
_LETTER, _BOLD_LETTER = 0.1, 0.14
"""How wide a letter of a label is, and one of a name, in inches: more than the average, so that all fits."""

_INK, _PALE, _LINE = "#1b2733", "#5b6b7a", "#c9d2da"
_DUTY = ("#2f6f9f", "#4c9a8a", "#8a6bb0", "#b5803a", "#5c7f3b", "#6c7a89")
"""One person's bars have one colour; white letters can be read on each."""
_ALARM = "#c62828"


@dataclass(frozen=True)
class Picture:
    """A PNG, and how large it is in pixels."""

    data: bytes
    width: int
    height: int


def draw(chart: Chart, render: Callable[[Text], str], locale: Locale) -> list[Picture]:
    """The chart in one picture or more; `render` puts its texts into the language of `locale`."""
    pages = [chart.rows[start : start + ROWS] for start in range(0, len(chart.rows), ROWS)] or [()]
    pictures = []
    for number, rows in enumerate(pages, 1):
        title = render(chart.title) + (f"  ({number}/{len(pages)})" if len(pages) > 1 else "")
        if isinstance(chart, TimeChart):
            figure = _times(replace(chart, rows=_times_of(rows)), title, render, locale)
        else:
            longest = max((row.value for row in chart.rows), default=0.0)
            figure = _numbers(_numbers_of(rows), longest, title)
        pictures.append(_picture(figure))
    return pictures


def _times_of(rows: Sequence[TimeRow | NumberRow]) -> tuple[TimeRow, ...]:
    return tuple(row for row in rows if isinstance(row, TimeRow))


def _numbers_of(rows: Sequence[TimeRow | NumberRow]) -> tuple[NumberRow, ...]:
    return tuple(row for row in rows if isinstance(row, NumberRow))


def _times(chart: TimeChart, title: str, render: Callable[[Text], str], locale: Locale) -> Figure:
    figure, axes = _page(len(chart.rows), title, _TITLE + _DAYS)
    zone = ZoneInfo(chart.zone)
    axes.set_xlim(0, _hours(chart, chart.until))
    for day, next_day in _days(chart, zone):
        at, end = _hours(chart, day), _hours(chart, next_day)
        axes.axvline(at, color=_LINE, linewidth=1, zorder=0)
        name = format_skeleton("EEEd", day.astimezone(zone), locale=locale)
        _write(axes, (at + end) / 2, -0.12, name, ha="center", va="bottom", size=11, color=_PALE)
    for place, row in enumerate(chart.rows):
        _write(axes, 0, place + 0.30, row.name, size=13, weight="bold")
        if row.note is not None:
            _write(axes, 0, place + 0.66, render(row.note), size=12, color=_PALE, style="italic")
        _draw_bars(axes, chart, row, place)
    return figure


def _draw_bars(axes: Axes, chart: TimeChart, row: TimeRow, place: int) -> None:
    """Each label has its colour in this row, and stands once, in full, beside the row's name."""
    labels = list(dict.fromkeys(bar.label for bar in row.bars if not bar.alarming))
    colours = {label: _DUTY[number % len(_DUTY)] for number, label in enumerate(labels)}
    fills = [_ALARM if bar.alarming else colours[bar.label] for bar in row.bars]
    hours = [(_hours(chart, bar.starts_at), _hours(chart, bar.ends_at)) for bar in row.bars]
    spans = [(start, end - start) for start, end in hours]
    axes.broken_barh(spans, (place + _BAR, _BAR), facecolors=fills, edgecolors="white", linewidth=1)
    if row.bars and chart.since <= chart.now_at < chart.until:
        now = _hours(chart, chart.now_at)
        axes.vlines(now, place + _BAR, place + 2 * _BAR, color=_INK, linewidth=2.4)
    whole = _hours(chart, chart.until)
    rooms = [int((end - start) / whole * _ACROSS / _LETTER) for start, end in hours]
    named = set[str]()
    if any(len(bar.label) > room for bar, room in zip(row.bars, rooms, strict=True) if not bar.alarming):
        named = _name(axes, colours, row.name, whole, place)
    for bar, (start, end), room in zip(row.bars, hours, rooms, strict=True):
        if label := "!"[:room] if bar.alarming else shortened(bar.label, room, named):
            _write(axes, (start + end) / 2, place + 0.66, label, ha="center", size=11, color="white")


def shortened(label: str, room: int, named: Collection[str]) -> str:
    """The label in full, where it has room; else nothing, if it stands beside the row, or as much as fits."""
    if len(label) <= room:
        return label
    return "" if label in named else label[:room]


def _name(axes: Axes, colours: Mapping[str, str], name: str, whole: float, place: int) -> set[str]:
    """Whose the colours are, from the right end of the name's line; returns those who have room there."""
    left, end = len(_shown(name)) * _BOLD_LETTER, _ACROSS
    named = set[str]()
    for label, colour in reversed(list(colours.items())):
        start = end - len(label) * _LETTER
        if start < left:
            break
        named.add(label)
        _write(axes, end / _ACROSS * whole, place + 0.29, label, ha="right", size=11, color=colour)
        end = start - 0.15
    return named


def _days(chart: TimeChart, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """Where each day begins and ends; with the clocks' change one of them is 23 or 25 hours."""
    day = chart.since.astimezone(zone)
    while day < chart.until:
        midnight = (day + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        yield day, min(midnight, chart.until)
        day = midnight


def _hours(chart: TimeChart, at: datetime) -> float:
    return (at - chart.since).total_seconds() / 3600


def _numbers(rows: Sequence[NumberRow], longest: float, title: str) -> Figure:
    figure, axes = _page(len(rows), title, _TITLE)
    axes.set_xlim(0, 1)
    for place, row in enumerate(rows):
        _write(axes, 0, place + 0.30, row.name, size=13, weight="bold")
        length = 0.8 * row.value / longest if longest else 0.0
        axes.barh(place + 0.66, max(length, 0.002), height=_BAR, color=_DUTY[0])
        _write(axes, length + 0.015, place + 0.66, row.shown, size=12)
    return figure


def _page(rows: int, title: str, head: float) -> tuple[Figure, Axes]:
    """An empty page with room for so many rows, row 0 at the top."""
    from matplotlib.figure import Figure

    height = head + _ROW * max(rows, 1) + _FOOT
    figure = Figure(figsize=(_WIDTH, height), dpi=_DPI, facecolor="white")
    box = (0.25 / _WIDTH, _FOOT / height, _ACROSS / _WIDTH, 1 - (head + _FOOT) / height)
    axes = figure.add_axes(box)
    axes.set_ylim(max(rows, 1), 0)
    axes.axis("off")
    text = figure.text(0.25 / _WIDTH, 1 - 0.42 / height, _shown(title), size=15, weight="bold", color=_INK)
    text.set_parse_math(False)
    return figure, axes


def _write(axes: Axes, x: float, y: float, words: str, **style: Any) -> None:
    """People's words: a dollar sign is one, and begins no formula."""
    given: dict[str, Any] = {"va": "center", "color": _INK, **style}
    axes.text(x, y, _shown(words), **given).set_parse_math(False)


def _picture(figure: Figure) -> Picture:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    canvas, out = FigureCanvasAgg(figure), io.BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    width, height = canvas.get_width_height()
    return Picture(out.getvalue(), width, height)


@cache
def _letters() -> frozenset[int]:
    from matplotlib.font_manager import findfont, get_font

    return frozenset(get_font(findfont("DejaVu Sans")).get_charmap())


def _shown(words: str) -> str:
    """With a box for every letter that the font does not have, cut to what fits on a line."""
    line = " ".join(words.split())
    known = _letters()
    line = "".join(letter if ord(letter) in known else "\u25a1" for letter in line)
    return line if len(line) <= 48 else line[:47] + "…"
