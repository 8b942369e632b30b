"""What was measured, and how it is told: a table for the screen, and the same one to paste."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.table import Table
from rich.text import Text

SLOWER_THAN_THE_FLOOR = 3.0
"""The aim: the fourth partner reads after less than this many times what the bare requests take."""
START_UP_SECONDS = 3.0
BLOCKED_SECONDS = 0.05
MEMORY_MB = 150.0
DECIDED_SECONDS = 0.01


@dataclass(frozen=True)
class Reading:
    """One alert: seconds from the defender's send until each partner who could read the brief could."""

    expected: int
    after: tuple[float, ...]
    """In order; fewer than `expected` if somebody is without the brief."""

    @property
    def missing(self) -> int:
        """How many partners never had the brief."""
        return max(0, self.expected - len(self.after))


@dataclass
class Figures:
    """Everything that one run measured; times are in seconds, memory in megabytes."""

    machine: str = ""
    floor: list[float] = field(default_factory=list)
    """createRoom with the invitations, and one send."""
    read_floor: list[float] = field(default_factory=list)
    """The same until those who are invited have come in and read it: no bot, no encryption."""
    alone: list[Reading] = field(default_factory=list)
    burst: list[Reading] = field(default_factory=list)
    burst_took: float = math.nan
    burst_floor: float = math.nan
    """As many rooms and sends at once, by bare requests."""
    burst_cpu: float = math.nan
    """What the bot's process computed in it."""
    crowded: list[Reading] = field(default_factory=list)
    """Alerts raised while many are open."""
    crowded_floor: list[float] = field(default_factory=list)
    open_alerts: int = 0
    memory_idle: float = math.nan
    memory: float = math.nan
    memory_peak: float = math.nan
    memory_restarted: float = math.nan
    started: list[float] = field(default_factory=list)
    """Until the log says so."""
    answered: list[float] = field(default_factory=list)
    """Until somebody who wrote meanwhile has their answer."""
    devices: int = 0
    first_send: float = math.nan
    """To so many devices of which nothing was known."""
    first_blocked: float = math.nan
    """The longest time in it that nobody else had their turn."""
    next_send: float = math.nan
    renewed_send: float = math.nan
    """To the same devices, with a new session."""
    trusted: int = 0
    trust_first: float = math.nan
    """So many people's devices learned, pinned and judged."""
    trust_blocked: float = math.nan
    trust_again: float = math.nan
    """The same, with everything known."""
    trust_known: float = math.nan
    """Judged alone, with nothing asked."""
    organisations: int = 0
    people: int = 0
    """Of all these organisations."""
    decided: list[float] = field(default_factory=list)
    """Who of them is called."""
    timers_due: int = 0
    """In one second."""
    timers_decided: float = math.nan
    """The worst delay of a timer."""
    timers_said: float = math.nan
    """Until all that followed from them was said."""
    timers_blocked: float = math.nan
    timers_new: int = 0
    timers_briefed: float = math.nan
    """The last brief of so many alerts that were raised in the same second."""
    timers_overdue: int = 0
    """At a start."""
    caught_up: float = math.nan
    """From that start until all was said."""
    killed: int = 0
    """Times, at random instants, with nothing lost and nothing doubled."""
    killed_alerts: int = 0
    """In so many alerts."""
    away: list[int] = field(default_factory=list)
    """Requests in each minute without a homeserver."""


@dataclass(frozen=True)
class Row:
    """One line of the table. `kept` says whether the aim was reached; None where there is none."""

    what: str
    measured: str
    aim: str = ""
    kept: bool | None = None

    @property
    def verdict(self) -> str:
        """The last column."""
        return {None: "", True: "yes", False: "NO"}[self.kept]


HEADINGS = ("", "measured", "aim", "kept")


def percentile(values: Sequence[float], percent: float) -> float:
    """By linear interpolation between the nearest two; NaN of nothing."""
    if not values:
        return math.nan
    ordered = sorted(values)
    place = (len(ordered) - 1) * percent / 100
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def rows(figures: Figures) -> list[Row]:
    """The table, line by line."""
    return [
        *_speed(figures),
        *_burst(figures),
        *_crowd(figures),
        *_keys(figures),
        _rota(figures),
        *_load(figures),
        *_memory(figures),
        *_start_up(figures),
        _away(figures),
        Row(f"kills at random instants of {figures.killed_alerts} alerts, all survived", str(figures.killed)),
    ]


def _speed(figures: Figures) -> list[Row]:
    first, last = _nth(figures.alone, first=True), _nth(figures.alone)
    times = _times(last, figures.floor)
    return [
        Row(f"floor: bare requests ({len(figures.floor)} times)", _spread(figures.floor)),
        Row("the same, until four clients have joined and read it", _spread(figures.read_floor)),
        Row(f"the first partner reads the brief ({len(figures.alone)} alerts)", _spread(first)),
        Row("the last partner reads the brief", _spread(last)),
        Row(
            "the last partner / floor, p50",
            f"{times:.2f}",
            f"< {SLOWER_THAN_THE_FLOOR:.0f}",
            times < SLOWER_THAN_THE_FLOOR,
        ),
        Row("the last partner / four clients that join and read", f"{_times(last, figures.read_floor):.2f}"),
        _everybody(figures.alone, "partners without the brief"),
    ]


def _burst(figures: Figures) -> list[Row]:
    count = len(figures.burst)
    times = figures.burst_took / figures.burst_floor
    return [
        Row(f"{count} alerts at once: the last partner reads the last brief", _seconds(figures.burst_took)),
        Row("the same by bare requests", f"{_seconds(figures.burst_floor)} (ratio {times:.1f})"),
        Row("each of them, until its last partner reads", _spread(_nth(figures.burst))),
        Row("the bot's own computing, for each alert", _seconds(figures.burst_cpu / max(count, 1))),
        _everybody(figures.burst, "partners without the brief"),
    ]


def _crowd(figures: Figures) -> list[Row]:
    last = _nth(figures.crowded)
    subject = f"with {figures.open_alerts} alerts open: the last partner reads"
    return [
        Row(f"{subject} ({len(figures.crowded)} alerts)", _spread(last)),
        Row("the same / floor, p50", f"{_times(last, figures.crowded_floor):.2f}"),
        _everybody(figures.crowded, "partners without the brief"),
    ]


def _keys(figures: Figures) -> list[Row]:
    trust = f"trust over {figures.trusted} people"
    return [
        Row(f"the first message to {figures.devices} new devices", _seconds(figures.first_send)),
        _blocked("the longest that it kept the event loop", figures.first_blocked),
        Row("the next message to them", _seconds(figures.next_send)),
        Row("one more, with a new session", _seconds(figures.renewed_send)),
        Row(f"{trust}: learned, pinned, judged", _seconds(figures.trust_first)),
        _blocked("the longest that it kept the event loop", figures.trust_blocked),
        Row(f"{trust}: with everything known", _seconds(figures.trust_again)),
        Row(f"{trust}: with nothing asked", _seconds(figures.trust_known)),
    ]


def _blocked(what: str, seconds: float) -> Row:
    return Row(what, _seconds(seconds), f"< {BLOCKED_SECONDS * 1000:.0f} ms", seconds < BLOCKED_SECONDS)


def _rota(figures: Figures) -> Row:
    subject = f"{figures.organisations} organisations, {figures.people} people: who is called is decided"
    kept = percentile(figures.decided, 50) < DECIDED_SECONDS
    return Row(subject, _milliseconds(figures.decided), f"< {DECIDED_SECONDS * 1000:.0f} ms", kept)


def _load(figures: Figures) -> list[Row]:
    """The homeserver takes no time here."""
    subject = f"{figures.timers_due} timers due in one second"
    return [
        Row(f"{subject}: the worst delay of a decision", _seconds(figures.timers_decided)),
        Row(f"{subject}: until all messages are handed over", _seconds(figures.timers_said)),
        Row(
            f"{subject}: the last brief of {figures.timers_new} new alerts", _seconds(figures.timers_briefed)
        ),
        Row(f"{subject}: the longest that nobody else had a turn", _seconds(figures.timers_blocked)),
        Row(
            f"start-up with {figures.timers_overdue} timers overdue: until all messages are handed over",
            _seconds(figures.caught_up),
        ),
    ]


def _memory(figures: Figures) -> list[Row]:
    return [
        Row("memory of the bot before the first alert", _megabytes(figures.memory_idle)),
        Row(
            f"memory with {figures.open_alerts} alerts open",
            f"{_megabytes(figures.memory)} (peak {_megabytes(figures.memory_peak)})",
            f"< {MEMORY_MB:.0f} MB",
            figures.memory < MEMORY_MB,
        ),
        Row("the same after a restart", _megabytes(figures.memory_restarted)),
    ]


def _start_up(figures: Figures) -> list[Row]:
    started, answered = percentile(figures.started, 50), percentile(figures.answered, 50)
    aim = f"< {START_UP_SECONDS:.0f} s"
    subject = f"start-up with {figures.open_alerts} alerts open"
    return [
        Row(f"{subject}: the log says started", _seconds(started), aim, started < START_UP_SECONDS),
        Row("start-up: a !status is answered", _seconds(answered), aim, answered < START_UP_SECONDS),
    ]


def _away(figures: Figures) -> Row:
    what = f"requests per minute while the homeserver is down, {figures.open_alerts} alerts open"
    return Row(what, ", then ".join(map(str, figures.away)) or "–")


def _nth(readings: Sequence[Reading], *, first: bool = False) -> list[float]:
    """The times of the first, or the last, partner; of alerts that everybody read."""
    return [
        reading.after[0 if first else -1] for reading in readings if reading.after and not reading.missing
    ]


def _everybody(readings: Sequence[Reading], what: str) -> Row:
    missing, expected = (
        sum(reading.missing for reading in readings),
        sum(reading.expected for reading in readings),
    )
    return Row(what, f"{missing} of {expected}", "0", missing == 0)


def _times(values: Sequence[float], floor: Sequence[float]) -> float:
    """How many times the floor, p50 by p50; NaN of nothing."""
    return percentile(values, 50) / percentile(floor, 50)


def _spread(values: Sequence[float]) -> str:
    return f"p50 {_seconds(percentile(values, 50))}, p95 {_seconds(percentile(values, 95))}"


def _milliseconds(values: Sequence[float]) -> str:
    """As `_spread`, of what takes only a few of them."""
    middle, high = (percentile(values, percent) * 1000 for percent in (50, 95))
    return f"p50 {middle:.1f} ms, p95 {high:.1f} ms" if values else "–"


def _seconds(value: float) -> str:
    if math.isnan(value):
        return "–"
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.2f} s"


def _megabytes(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.0f} MB"


def table(figures: Figures) -> Table:
    """For the screen."""
    made = Table(title="Vigil, measured", caption=figures.machine, title_style="bold")
    for heading in HEADINGS:
        made.add_column(heading)
    for row in rows(figures):
        style = {None: "", True: "green", False: "bold red"}[row.kept]
        made.add_row(row.what, row.measured, row.aim, Text(row.verdict, style))
    return made


def plain(figures: Figures) -> str:
    """The same as Markdown, in columns that are also straight where it is shown as it is."""
    lines = [HEADINGS, *((row.what, row.measured, row.aim, row.verdict) for row in rows(figures))]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    drawn = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"
        for line in lines
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([drawn[0], rule, *drawn[1:], "", figures.machine])
