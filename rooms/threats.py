"""Whether a message speaks of a threat: weapons, people at the door, being followed, being attacked."""

from __future__ import annotations

import re

from rooms import vocabulary
from rooms.spelling import fold

_LETTERS = re.compile(r"[^\W_]+[\u0300-\u036f]*")
_LONGEST = 5_000
"""Characters that are looked at: no message of somebody in danger is longer."""


def _plain(text: str) -> str:
    """Folded words with single spaces between and around them; apostrophes and hyphens part words."""
    return f" {' '.join(fold(word) for word in _LETTERS.findall(text[:_LONGEST]))} "


_PHRASES = tuple(
    sorted({_plain(phrase) for listed in vocabulary.THREAT.values() for phrase in listed.split(",")})
)


def speaks_of_threat(text: str) -> bool:
    """Whether one of the phrases stands anywhere in the text, as whole words."""
    words = _plain(text)
    return any(phrase in words for phrase in _PHRASES)
