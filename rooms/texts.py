"""What is said, before it is put into words: a sentence's key and its arguments.

Rules never build sentences: they name one of `rooms/wording/*.ftl`. The shell puts it into the
reader's language and time zone when it is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeAlias


@dataclass(frozen=True)
class Names:
    """A list of names, put as "A, B and C"."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Lines:
    """Texts that stand below one another; none at all makes an empty argument."""

    lines: tuple[Text, ...]


@dataclass(frozen=True)
class Text:
    """One sentence or a few: `key` in the wording files, `arguments` by name."""

    key: str
    arguments: Mapping[str, Argument] = field(default_factory=dict)


Argument: TypeAlias = str | int | datetime | timedelta | Names | Text | Lines
"""A datetime is shown as a time in the reader's zone, a timedelta as a length ("40 minutes")."""


def say(key: str, **arguments: Argument) -> Text:
    """A `Text`, with its arguments as keywords."""
    return Text(key, arguments)


class Mistake(Exception):
    """Somebody asked for what cannot be done; `text` is the sentence that they read."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.key)
        self.text = text
