"""Names of organisations, defenders and areas, as people type them: whether it is the same name.

Telephones write ’ for ', and – or ‑ for -; so apostrophes, hyphens, capitals, accents and spaces make no
other name. Whoever asks by a name finds it here, in every command.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import TypeVar

from rooms import words

T = TypeVar("T")

_APOSTROPHES = frozenset("ʼʻʹˈ")
"""Those that count as letters."""

_NEAR_ENOUGH = 0.6
"""Below this likeness (difflib's ratio) nothing is meant."""

_BEHIND = re.compile(r"[\s:,\"”“»’‘']*")
_ENDS = re.compile(r"$|[\s:,;.!?\"”“»)]|[’‘'](?!\w)")
"""What can follow a name that is over: "the-clinic-2" does not begin with "the-clinic"."""


def plain(name: str) -> str:
    """A name as it is compared; what has no letters stays as it is."""
    folded = words.fold(name)
    return "".join(each for each in folded if each.isalnum() and each not in _APOSTROPHES) or " ".join(
        folded.split()
    )


def apart(text: str) -> str:
    """A text as single words, with nothing between them but spaces."""
    return " ".join(re.findall(r"[^\W_]+", words.fold(text)))


def same(one: str, other: str) -> bool:
    """Whether these are one name."""
    return plain(one) == plain(other)


def called(written: str, named: Iterable[tuple[str, T]]) -> T | None:
    """What is called so, if anything is: by the very letters, or else as `plain` has it."""
    every = list(named)
    exact = (what for name, what in every if words.fold(name) == words.fold(written.strip()))
    return next(exact, None) or next((what for name, what in every if same(name, written)), None)


def closest(written: str, named: Iterable[tuple[str, T]]) -> T | None:
    """What may have been meant, where nothing is called so."""
    by_name = {plain(name): what for name, what in named}
    close = nearest(plain(written), by_name)
    return by_name[close] if close else None


def nearest(word: str, candidates: Iterable[str]) -> str | None:
    """The one of these that is most like the word; None if none is near enough to be meant."""
    close = difflib.get_close_matches(word, list(candidates), n=1, cutoff=_NEAR_ENOUGH)
    return close[0] if close else None


def begun(text: str, named: Iterable[tuple[str, T]]) -> tuple[T, str] | None:
    """What this text begins with, and what comes after the name; of several the longest name."""
    for name, what in sorted(named, key=lambda each: -len(each[0])):
        rest = after(text, name)
        if rest is not None:
            return what, rest
    return None


def after(text: str, name: str) -> str | None:
    """What follows this name at the beginning of the text; None if it does not stand there."""
    wanted, there = plain(name), ""
    text = text.lstrip(" \t\n\"“„«‘'‹")
    for end in range(1, min(len(text), 3 * len(name) + 20) + 1):
        if text[end - 1].isspace() or not _ENDS.match(text, end):
            continue
        there = plain(text[:end])
        if there == wanted:
            return text[_BEHIND.match(text, end).end() :]  # type: ignore[union-attr]
        if len(there) > 2 * len(wanted) + 20:
            break
    return None
