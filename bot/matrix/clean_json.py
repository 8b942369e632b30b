"""JSON that everybody can take."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def cleaned(content: Mapping[str, Any]) -> dict[str, Any]:
    """A copy without halves of surrogate pairs, which JSON allows, but no homeserver and no database.

    Raises `ValueError` for numbers that are none, which only Python's reader allows.
    """
    text = json.dumps(content, ensure_ascii=False, allow_nan=False)
    copy: dict[str, Any] = json.loads(text.encode("utf-8", "replace"))
    return copy
