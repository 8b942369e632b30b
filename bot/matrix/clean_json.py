"""JSON that everybody can take."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

MOST_NESTED = 100
"""How deep JSON may nest; Python reads and writes some nine hundred levels, other servers' languages any."""

_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)
_HALF_PAIR = re.compile(rb"\\u[dD][89a-fA-F]")


def cleaned(content: Mapping[str, Any]) -> dict[str, Any]:
    """A copy without halves of surrogate pairs, which JSON allows, but no homeserver and no database.

    Raises `ValueError` for numbers that are none, which only Python's reader allows.
    """
    text = json.dumps(content, ensure_ascii=False, allow_nan=False)
    copy: dict[str, Any] = json.loads(text.encode("utf-8", "replace"))
    return copy


def read(text: bytes) -> object:
    """The JSON value; None if it is none.

    One event that a stranger made up to hurt must not cost all that comes with it: what nests too deep is
    null, a number of thousands of digits is 0, half of a surrogate pair is a question mark.
    """
    try:
        value: object = json.loads(text)
        return _mended(value) if _HALF_PAIR.search(text) else value
    except (ValueError, RecursionError):
        pass
    try:
        return _mended(json.loads(_pruned(text).decode("utf-8", "replace"), parse_int=_number))
    except (ValueError, RecursionError):
        return None


def _mended(value: object) -> object:
    return json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))


def _number(digits: str) -> int:
    try:
        return int(digits)
    except ValueError:  # Python reads no more than 4,300 digits.
        return 0


def _pruned(text: bytes) -> bytes:
    """The same with null in place of all that nests deeper than `MOST_NESTED`."""
    kept, kept_to, depth = list[bytes](), 0, 0
    for token in _TOKEN.finditer(text):
        if token[0] in (b"[", b"{"):
            depth += 1
            if depth == MOST_NESTED + 1:
                kept += text[kept_to : token.start()], b"null"
        elif token[0] in (b"]", b"}"):
            if depth == MOST_NESTED + 1:
                kept_to = token.end()
            depth -= 1
    return b"".join([*kept, text[kept_to:]])


def nests_too_deep(value: object) -> bool:
    """Whether it would be pruned, were it read with care: it may be impossible to write down."""
    level = [value]
    for _ in range(MOST_NESTED):
        level = [
            part
            for each in level
            if isinstance(each, dict | list)
            for part in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return False
    return True
