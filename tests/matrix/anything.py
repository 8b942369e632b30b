"""Any JSON, put in place of any part of JSON that was recorded."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

Place = tuple[str | int, ...]
"""The way to a part: names and positions, from the outside in."""

_DEEP, _DEEPISH, _DIGITS = "%deep%", "%deepish%", "%digits%"
_AS_TEXT = {_DEEP: "[" * 5000 + "]" * 5000, _DEEPISH: "[" * 800 + "]" * 800, _DIGITS: "9" * 5000}
"""What Python can neither read nor write, or only just, but other languages can."""

_NASTY: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 2**53, 2**63, 10**400, 1.5, float("nan"), float("inf")),
    *(
        "",
        " ",
        "\0",
        "\ud800",
        "x" * 70_000,
        "😀",
        "@",
        "!",
        "$",
        "m.room.message",
        "m.room.member",
        "invite",
    ),
    *(
        [],
        {},
        [[]],
        [None],
        {"": None},
        {"\ud800": "\udfff"},
        _DEEP,
        _DIGITS,
        [_DEEP],
        {"x": _DEEPISH},
        _DEEPISH,
    ),
)


def places(value: Any, here: Place = ()) -> Iterator[Place]:
    """The way to every part of this JSON, itself first."""
    yield here
    if isinstance(value, dict | list):
        parts = value.items() if isinstance(value, dict) else enumerate(value)
        for name, part in parts:
            yield from places(part, (*here, name))


def at(value: Any, place: Place) -> Any:
    """What stands there."""
    for name in place:
        value = value[name]
    return value


def put(value: Any, place: Place, part: Any) -> Any:
    """A copy with `part` there instead."""
    if not place:
        return part
    changed = copy.deepcopy(value)
    at(changed, place[:-1])[place[-1]] = part
    return changed


def text_of(value: Any) -> bytes:
    """The JSON text, as a homeserver may send it that another language was used for."""
    text = json.dumps(value)
    for stands_for, meant in _AS_TEXT.items():
        text = text.replace(f'"{stands_for}"', meant)
    return text.encode()


def touches(place: Place, other: Place) -> bool:
    """Whether one of the two is a part of the other."""
    return place[: len(other)] == other or other[: len(place)] == place


def any_json(record: Any) -> st.SearchStrategy[Any]:
    """Any JSON: what is known to hurt, what nobody thought of, and what stands elsewhere in this record."""
    leaves = st.one_of(st.sampled_from(_NASTY), st.integers(), st.floats(), st.text(max_size=5))
    nested = st.recursive(
        leaves,
        lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.text(max_size=3), parts, max_size=3),
        max_leaves=6,
    )
    elsewhere = st.sampled_from(list(places(record))).map(lambda place: copy.deepcopy(at(record, place)))
    return st.one_of(st.sampled_from(_NASTY), nested, elsewhere)


def mixed_up(record: Any) -> st.SearchStrategy[Any]:
    """The record in which what goes by one name (all senders, say) has changed places."""
    by_name: dict[str | int, list[Place]] = {}
    for place in places(record):
        if place:
            by_name.setdefault(place[-1], []).append(place)
    groups = [found for found in by_name.values() if len(found) > 1]

    def shuffled(group: list[Place]) -> st.SearchStrategy[Any]:
        return st.permutations(group).map(lambda order: _moved(record, group, order))

    return st.sampled_from(groups).flatmap(shuffled)


def _moved(record: Any, here: list[Place], there: list[Place]) -> Any:
    changed = copy.deepcopy(record)
    for place, other in zip(here, there, strict=True):
        try:
            at(changed, place[:-1])[place[-1]] = copy.deepcopy(at(record, other))
        except (KeyError, IndexError, TypeError):
            continue  # It stood in something that has gone elsewhere.
    return changed


def spoiled(record: Any) -> st.SearchStrategy[tuple[Place, Any]]:
    """Where something else stands in the record, and what."""
    return st.tuples(st.sampled_from(list(places(record))), any_json(record))
