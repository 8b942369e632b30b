"""What the viewer of the demo reads: who says and sees what in which room, as it happens, and the summary."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.demo.memory import NotSeen, Seen

_GATHER = 0.3
"""Seconds for which a message is held back, so that all who read it stand in one line."""
_COLOURS = (
    "cyan", "green", "yellow", "magenta", "bright_blue", "bright_red",
    "bright_green", "orange3", "orchid", "turquoise2", "gold3", "salmon1",
)  # fmt: skip
_ATTACHED = {
    "m.image": "picture",
    "m.audio": "voice message",
    "m.video": "video",
    "m.file": "file",
    "m.location": "place",
}


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

    def __init__(self, console: Console, *, bot: str) -> None:
        """`bot` is the bot's user ID."""
        self.console = console
        self.steps: list[Step] = []
        self._bot = bot
        self._began = time.monotonic()
        self._waiting: dict[str, _Entry] = {}
        self._printed: set[str] = set()
        self._colours: dict[str, str] = {}

    def passed(self) -> bool:
        """Every step was gone through and kept."""
        return bool(self.steps) and all(step.passed for step in self.steps)

    # What people do (the Witness)

    def said(self, who: str, room: str, text: str) -> None:
        """Print what `who` wrote, after all that was seen before."""
        self.flush()
        self._row(time.monotonic(), room, self._name(who), Text(text))

    def saw(self, who: str, room: str, message: Seen) -> None:
        """Print the message once, with the names of all who read it at about the same time."""
        self._gather(message.event_id, _Entry(message.at, room, [who], message))

    def joined(self, who: str, room: str) -> None:
        """Print who enters which room."""
        self._gather(f"enters {room}", _Entry(time.monotonic(), room, [who]))

    def _gather(self, key: str, entry: _Entry) -> None:
        waiting = self._waiting.setdefault(key, entry)
        if waiting is entry:
            asyncio.get_running_loop().call_later(_GATHER, self.flush)
        else:
            waiting.people += entry.people

    def flush(self) -> None:
        """Print what is held back."""
        waiting, self._waiting = self._waiting, {}
        for key, entry in waiting.items():
            self._print(key, entry)

    def _print(self, key: str, entry: _Entry) -> None:
        names = Text(", ").join(self._name(person) for person in entry.people)
        if entry.message is None:
            self._row(entry.at, entry.room, Text(), Text.assemble(names, (" in the room", "dim")))
        elif entry.message.sender != self._bot:
            # The words stand further up, where they were said.
            self._row(entry.at, entry.room, Text(), Text.assemble(("read by ", "dim"), names))
        elif key in self._printed:
            words = _shown(entry.message).partition("\n")[0]
            self._row(
                entry.at,
                entry.room,
                Text(),
                Text.assemble(("also read by ", "dim"), names, (f": {words}", "dim")),
            )
        else:
            self._printed.add(key)
            shown = Text.assemble(_shown(entry.message), ("\nread by ", "dim"), names)
            self._row(entry.at, entry.room, Text("Vigil", "bold reverse"), shown)

    # What the demo promises

    @contextmanager
    def step(self, title: str) -> Iterator[Step]:
        """A part of the story; it is kept if nothing raises. What raises is noted, and goes on."""
        self.flush()
        self.console.rule(Text(title, "bold"), align="left")
        step = Step(title)
        self.steps.append(step)
        began = time.monotonic()
        try:
            yield step
            step.passed = True
        except NotSeen as missing:
            step.why = str(missing)
            raise
        except BaseException as fault:
            step.why = type(fault).__name__
            raise
        finally:
            step.took = time.monotonic() - began
            self.flush()

    def summary(self) -> None:
        """Print the table of the steps with their times, and what failed."""
        self.flush()
        table = Table(title="What was really seen", title_style="bold", expand=True)
        table.add_column("")
        table.add_column("step", ratio=3)
        table.add_column("took", justify="right", no_wrap=True)
        table.add_column("measured", ratio=2)
        for step in self.steps:
            mark = Text("✓", "bold green") if step.passed else Text("✗", "bold red")
            measured = "\n".join(f"{what}: {_seconds(value)}" for what, value in step.measured)
            table.add_row(mark, Text(step.title), _seconds(step.took), Text(measured))
        self.console.print(table)
        for step in self.steps:
            if not step.passed:
                self.console.print(Text.assemble(("✗ ", "bold red"), f"{step.title}: {step.why}"))

    # How it looks

    def _row(self, at: float, room: str, who: Text, text: Text) -> None:
        row = Table.grid(padding=(0, 1))
        row.add_column(width=7, justify="right", style="dim", no_wrap=True)
        row.add_column(width=14, style="dim", no_wrap=True)
        row.add_column(width=10, no_wrap=True)
        row.add_column()
        row.add_row(f"{at - self._began:.1f} s", Text(room), who, text)
        self.console.print(row)

    def _name(self, person: str) -> Text:
        colour = self._colours.setdefault(person, _COLOURS[len(self._colours) % len(_COLOURS)])
        return Text(person, colour)


def _shown(message: Seen) -> str:
    attached = _ATTACHED.get(message.kind)
    return f"({attached}) {message.text}" if attached else message.text


def _seconds(value: float) -> str:
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.1f} s"
