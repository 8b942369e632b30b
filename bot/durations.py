"""Durations as people write them in the settings: `10s`, `5m`, `1h`, `7d`."""

from __future__ import annotations

import re
from datetime import timedelta

_WRITTEN = re.compile(r"([1-9][0-9]{0,6})([smhd])", re.ASCII)
_UNITS = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}
LONGEST = timedelta(days=3650)


def parse_duration(text: str) -> timedelta:
    """Read a whole number and a unit; raises `ValueError` for anything else, zero, and over ten years."""
    written = _WRITTEN.fullmatch(text)
    if written is None:
        raise ValueError("write a whole number and a unit, such as 10s, 5m, 1h or 7d")
    number, unit = written.groups()
    duration = int(number) * _UNITS[unit]
    if duration > LONGEST:
        raise ValueError("this is longer than ten years; write something shorter")
    return duration
