"""What the viewer of the demo reads: who says and sees what in which room, as it happens, and the summary.

Direct chats stand on the left and rooms on the right, since that is what Vigil keeps apart.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.demo.memory import NotSeen, Seen, shown

_GATHER = 0.3
"""Seconds for which a message is held back, so that all who read it stand in one line."""
_SIDE_BY_SIDE = 90
"""From this width on there is room for two columns."""
_COLOURS = (
    "cyan", "green", "yellow", "magenta", "bright_blue", "bright_red",
    "bright_green", "orange3", "orchid", "turquoise2", "gold3", "salmon1",
)  # fmt: skip


@dataclass
class Step:
    """One promise of the demo, and whether it was kept."""

    title: str
    took: float = 0.0
    """Seconds."""
    passed: bool = False
    why: str = ""
    """What went wrong, for the viewer."""
    measured: list[tuple[str, float]] = field(default_factory=list)
    """What was measured on the way, in seconds."""

    def measure(self, what: str, seconds: float) -> None:
        """Note a time for the summary."""
        self.measured.append((what, seconds))


@dataclass
class _Entry:
    """Something that several people see or do within a moment of one another."""

    at: float
    room: str
    people: list[str]
    message: Seen | None = None
    """None: they entered the room."""


class Transcript:
    """A `Witness` that prints, and keeps the record of the steps. Nothing in it is markup to `rich`."""

    def __init__(self, console: Console, *, bot: str, behind: Mapping[str, str] | None = None) -> None:
        """`bot` is the bot's user ID; `behind` says for whom somebody speaks: Sophie -> The Anchor."""
        self.console = console
        self.steps: list[Step] = []
        self._bot = bot
        self._behind = behind or {}
        self._began = time.monotonic()
        self._waiting: dict[str, _Entry] = {}
        self._printed: set[str] = set()
        self._there: dict[str, set[str]] = {}
        self._told: dict[str, set[str]] = {}
        """By what was said: to whom, each in their own chat."""
        self._colours: dict[str, str] = {}

    def legend(self) -> None:
        """Say how the rows are to be read."""
        sides = "" if self._is_narrow else "Direct chats with Vigil stand on the left, rooms on the right. "
        names = "“✓ read by” names those whose client could really decrypt the message."
        self.console.print(Text(sides + names))

    @property
    def _is_narrow(self) -> bool:
        return self.console.width < _SIDE_BY_SIDE

    def passed(self) -> bool:
        """Every step was gone through and kept."""
        return bool(self.steps) and all(step.passed for step in self.steps)

    # What people do (the Witness)

    def said(self, who: str, room: str, text: str) -> None:
        """Print what `who` wrote, after all that was seen before."""
        self.flush()
        speaker = self._name(who)
        if who in self._behind:
            speaker.append(f" ({self._behind[who]})", "dim")
        self._row(time.monotonic(), room, Text.assemble(speaker, ": ", text))

    def saw(self, who: str, room: str, message: Seen) -> None:
        """Print the message once, with the names of all who read it at about the same time.

        What is said to one person once more stands there in full once more.
        """
        key = message.event_id
        if _is_chat(room) and message.sender == self._bot:  # To many, each in their own.
            key = f"says {shown(message.kind, message.text)}"
            told = self._told.setdefault(key, set())
            if who in told:
                told.clear()
                self._printed.discard(key)
            told.add(who)
        self._gather(key, _Entry(message.at, room, [who], message))

    def joined(self, who: str, room: str) -> None:
        """Print who enters which room."""
        self._there.setdefault(room, set()).add(who)
        self._gather(f"enters {room}", _Entry(time.monotonic(), room, [who]))

    def _gather(self, key: str, entry: _Entry) -> None:
        waiting = self._waiting.setdefault(key, entry)
        if waiting is entry:
            asyncio.get_running_loop().call_later(_GATHER, self._print_waiting, key, entry)
        else:
            waiting.people += entry.people

    def _print_waiting(self, key: str, entry: _Entry) -> None:
        """Its time is up, and has been for all that came before it; it may have been printed meanwhile."""
        if self._waiting.get(key) is entry:
            del self._waiting[key]
            self._print(key, entry)

    def flush(self) -> None:
        """Print all that is held back."""
        waiting, self._waiting = self._waiting, {}
        for key, entry in waiting.items():
            self._print(key, entry)

    def _print(self, key: str, entry: _Entry) -> None:
        message = entry.message
        if message is None:
            verb = "comes in" if len(entry.people) == 1 else "come in"
            if not _is_chat(entry.room):
                self._row(entry.at, entry.room, Text.assemble(self._names(entry.people), (f" {verb}", "dim")))
            return
        by = Text.assemble(("✓ read by ", "dim"), self._readers(entry, message))
        words = shown(message.kind, message.text)
        if message.sender != self._bot:  # The words stand further up, where they were said.
            if not words.startswith("!"):  # What Vigil answers to a command tells enough.
                self._row(entry.at, entry.room, by)
        elif key in self._printed:
            beginning = f": {words}".partition("\n")[0]
            self._row(entry.at, entry.room, Text.assemble(by, (beginning, "dim")))
        else:
            self._printed.add(key)
            to = Text.assemble(" → ", self._names(entry.people)) if _is_chat(entry.room) else Text()
            said = Text.assemble(("Vigil", "bold reverse"), to, f": {words}")
            self._row(entry.at, entry.room, said if to else Text("\n").join([said, by]))

    def _readers(self, entry: _Entry, message: Seen) -> Text:
        """Everybody's name; or that it was everybody, where these are many."""
        everybody = len(self._there.get(entry.room, ()))
        if message.sender == self._bot:
            if len(entry.people) == everybody > 2:
                return Text(f"all {everybody} in the room", "dim")
        elif len(entry.people) == everybody - 1 > 1:
            return Text(f"the other {everybody - 1}", "dim")
        return self._names(entry.people)

    # What the demo promises

    @contextmanager
    def step(self, title: str, meaning: str = "") -> Iterator[Step]:
        """A part of the story; it is kept if nothing raises. What raises is noted, and goes on."""
        self.flush()
        self.console.print()
        self.console.rule(Text(title, "bold"), align="left")
        if meaning:
            self.console.print(Text(meaning, "italic"))
            self.console.print()
        step = Step(title)
        self.steps.append(step)
        began = time.monotonic()
        try:
            yield step
            step.passed = True
        except NotSeen as missing:
            step.why = str(missing)
            raise
        except asyncio.CancelledError:
            step.why = "It was cut short."
            raise
        except BaseException as fault:
            step.why = type(fault).__name__
            raise
        finally:
            step.took = time.monotonic() - began
            self.flush()

    def summary(self, planned: Iterable[str] = ()) -> None:
        """Print the steps, those that were `planned` and not reached, and the times that were measured."""
        self.flush()
        steps = Table(title="What was really seen", title_style="bold")
        for heading in ("", "step"):
            steps.add_column(heading)
        steps.add_column("took", justify="right", no_wrap=True)
        times = Table(title="How quick it was", title_style="bold")
        times.add_column("from … to …")
        times.add_column("took", justify="right", no_wrap=True)
        for step in self.steps:
            mark = Text("✓", "bold green") if step.passed else Text("✗", "bold red")
            steps.add_row(mark, Text(step.title), _seconds(step.took))
            for what, value in step.measured:
                times.add_row(Text(what), _seconds(value))
        for title in list(planned)[len(self.steps) :]:
            steps.add_row("–", Text(title, "dim"), Text("not reached", "dim"))
        for table in (steps, times) if times.row_count else (steps,):
            self.console.print()
            self.console.print(table)

    # How it looks

    def _row(self, at: float, room: str, text: Text) -> None:
        row = Table.grid(padding=(0, 2, 0, 0), expand=True)
        row.add_column(width=7, justify="right", style="dim", no_wrap=True)
        when, where = f"{at - self._began:.1f} s", Text(room, "dim")
        if self._is_narrow:
            row.add_column(ratio=1)
            row.add_row(when, Text.assemble(where, " · ", text))
        else:
            row.add_column(ratio=2)
            row.add_column(width=12)
            row.add_column(ratio=3)
            cells = (text, "", "") if _is_chat(room) else ("", where, text)
            row.add_row(when, *cells)
        self.console.print(row)

    def _names(self, people: list[str]) -> Text:
        in_order = sorted(people, key=list(self._colours | dict.fromkeys(people)).index)
        return Text(", ", "dim").join(map(self._name, in_order))

    def _name(self, person: str) -> Text:
        colour = self._colours.setdefault(person, _COLOURS[len(self._colours) % len(_COLOURS)])
        return Text(person, colour)


def _is_chat(room: str) -> bool:
    return room.endswith("'s chat")


def _seconds(value: float) -> str:
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.1f} s"
