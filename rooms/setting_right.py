"""Times that were noted by a clock which was ahead by days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

Whole = TypeVar("Whole")


def set_right(whole: Whole, now: datetime, span: timedelta) -> Whole:
    """The same, in which each moment later than `now`, however deep, is `span` earlier.

    What was noted before the clock went wrong stays as it is.
    """
    changed: Any = whole
    if isinstance(whole, datetime):
        changed = whole - span if whole > now else whole
    elif isinstance(whole, tuple):
        changed = tuple(set_right(each, now, span) for each in whole)
    elif isinstance(whole, Mapping):
        changed = {key: set_right(value, now, span) for key, value in whole.items()}
    elif is_dataclass(whole) and not isinstance(whole, type):
        values = {each.name: set_right(getattr(whole, each.name), now, span) for each in fields(whole)}
        changed = replace(whole, **values)
    return changed  # type: ignore[no-any-return]
