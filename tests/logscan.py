"""Reading every line that is logged in a test, as a thief would: does it tell of anybody?

A line is JSON, and each of its values a number or a word of the program itself. So nothing that anybody wrote
can stand there, nor a name, an ID or a token; those are looked for as well, in whatever is printed beside it.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TextIO, cast

ROOT = Path(__file__).parent.parent

_IDS = re.compile(
    r"[@!#][A-Za-z0-9._=/+-]+:[A-Za-z0-9-]+\.[a-z]"  # a user, a room, an alias
    r"|![A-Za-z0-9_-]{30,}"  # a room of the newest version, which names no server
    r"|\$[A-Za-z0-9_/+-]{20,}"  # an event
    r"|\b(syt|mat|mct|syr|mas)_[A-Za-z0-9_]{8,}"  # a token
)
_EVENT = re.compile(r"[a-z][a-z_0-9]*")
_KEY = re.compile(r"[a-z][a-z_0-9.]*")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_PLACE = r"[A-Za-z_]\w* at (no line|[\w./<>-]+:\d+( > [\w./<>-]+:\d+)*)"
_EXCEPTION = re.compile(rf"{_PLACE}(; from {_PLACE})*")
_LOGGER = re.compile(r"[A-Za-z_][\w.-]*")
_CODE = re.compile(r"M_[A-Z_]+|[A-Z][A-Za-z]+(Error|Exception|Timeout|Disconnected)|\d+")
"""Of the homeserver: its error codes and its room versions. Of Python: a class of exceptions."""

_SHAPES = {"event": _EVENT, "timestamp": _TIME, "exception": _EXCEPTION, "logger": _LOGGER}


class _Beside:
    """A stream that keeps what is written, and passes it on."""

    def __init__(self, ear: Ear, out: TextIO | None) -> None:
        self._ear = ear
        self._out = out

    def write(self, text: str) -> int:
        """Keep it and write it."""
        self._ear.hears(text)
        return (self._out or sys.stderr).write(text)

    def flush(self) -> None:
        """As the stream does."""
        (self._out or sys.stderr).flush()

    def isatty(self) -> bool:
        """As the stream does."""
        return self._out is not None and self._out.isatty()


class Ear:
    """All that this process logs while it listens."""

    def __init__(self) -> None:
        self._heard: list[str] = []

    @property
    def lines(self) -> list[str]:
        """What was logged."""
        return "".join(self._heard).splitlines()

    @property
    def standard(self) -> TextIO:
        """Standard error, whichever that is at the time."""
        return cast(TextIO, _Beside(self, None))

    def beside(self, out: TextIO) -> TextIO:
        """The same stream, overheard."""
        return out if isinstance(out, _Beside) else cast(TextIO, _Beside(self, out))

    def hears(self, text: str) -> None:
        """Somebody writes this."""
        self._heard.append(text)


def lines_below(folder: Path) -> Iterator[str]:
    """What programs of their own have logged into files of this folder."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and (file.name.startswith("log") or file.suffix == ".log"):
            for line in file.read_text("utf-8", errors="replace").splitlines():
                # The rest is what a command prints for the person who called it.
                if line.startswith(("{", "Traceback (most recent call last)")):
                    yield line


def betrayals(lines: Iterable[str]) -> list[str]:
    """Those of the lines that hold what they must not, and what that is."""
    return [f"{fault}: {line}" for line in lines if (fault := _fault(line)) is not None]


def _fault(line: str) -> str | None:
    if found := _IDS.search(line):
        return f"names {found[0]!r}"
    if not line.startswith("{"):
        return "a traceback" if line.startswith("Traceback") else None  # For a person's eyes, in colour.
    try:
        facts = json.loads(line)
    except ValueError:
        return None  # Its process was killed in mid-line.
    return next((f"{key} is {value!r}" for key, value in facts.items() if not _is_harmless(key, value)), None)


def _is_harmless(key: str, value: object) -> bool:
    if not _KEY.fullmatch(key):
        return False
    if isinstance(value, str):
        shape = _SHAPES.get(key)
        return bool(shape.fullmatch(value) if shape else _CODE.fullmatch(value)) or (
            shape is None and value in _vocabulary()
        )
    return value is None or isinstance(value, int | float)


@cache
def _vocabulary() -> frozenset[str]:
    """Every word that stands in the program, without its demo's people and its sentences."""
    files = [*(ROOT / "bot").rglob("*.py"), *(ROOT / "rooms").rglob("*.py")]
    sources = (file.read_text("utf-8") for file in files if "demo" not in file.parts)
    return frozenset(word for source in sources for word in re.findall(r"[A-Za-z_][\w.-]*", source))
