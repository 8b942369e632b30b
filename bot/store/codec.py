"""Frozen dataclasses as JSON and back, by an explicit list of classes.

A dataclass is `{"$": "ClassName", …fields}`, an Enum `{"$enum": "Class.NAME"}`, a datetime `{"$at": iso}`,
a date `{"$day": iso}`, a time of day `{"$time": iso}`, a timedelta `{"$for": seconds}` (with
`"and": microseconds` where there are any), a frozenset `{"$set": […]}`, a mapping whose keys are Enums
`{"$pairs": [[key, value], …]}`; a list or tuple comes back as a tuple, a mapping as a dict.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from types import ModuleType
from typing import Any, TypeAlias

from bot.errors import StoreError

Plain: TypeAlias = Any
"""What JSON holds."""

_dump = json.JSONEncoder(separators=(",", ":"), allow_nan=False).encode
_ATOMS = frozenset({str, int, float, bool, type(None)})


class UnknownRecord(StoreError):
    """A stored record is not of the classes that this program knows."""


def classes_of(*modules: ModuleType) -> tuple[type, ...]:
    """The dataclasses and enums that these modules define themselves (not those that they import)."""
    return tuple(
        found
        for module in modules
        for found in vars(module).values()
        if isinstance(found, type)
        and found.__module__ == module.__name__
        and (is_dataclass(found) or issubclass(found, Enum))
    )


class Codec:
    """Writes and reads the given classes, and no others. Raises ValueError if two have the same name."""

    def __init__(self, classes: Iterable[type]) -> None:
        self._fields: dict[type, tuple[str, ...]] = {}
        self._makers: dict[str, Callable[..., Any]] = {}
        self._members: dict[str, Enum] = {}
        self._enums: dict[Enum, Plain] = {}
        for known in dict.fromkeys(classes):
            if issubclass(known, Enum):
                self._add_enum(known)
            else:
                self._add_dataclass(known)

    def _add_enum(self, known: type[Enum]) -> None:
        for member in known:
            name = f"{known.__name__}.{member.name}"
            if name in self._members:
                raise ValueError(f"Two enums are called {known.__name__}.")
            self._members[name] = member
            self._enums[member] = {"$enum": name}

    def _add_dataclass(self, known: type) -> None:
        if known.__name__ in self._makers:
            raise ValueError(f"Two classes are called {known.__name__}.")
        self._fields[known] = tuple(field.name for field in fields(known))
        self._makers[known.__name__] = known

    def encode(self, value: object) -> str:
        """The value as JSON, in ASCII.

        Raises TypeError for a class that was not given, ValueError for a naive datetime, NaN or infinity.
        """
        return _dump(self._plain(value))

    def decode(self, text: str) -> Any:
        """The value that was encoded. Raises `UnknownRecord` if the text is none of ours."""
        return self._loaded(text)

    def decode_all(self, texts: Sequence[str]) -> tuple[Any, ...]:
        """Many values at once, which is quicker than one by one."""
        values: tuple[Any, ...] = self._loaded(f"[{','.join(texts)}]")
        return values

    def _loaded(self, text: str) -> Any:
        try:
            return self._value(json.loads(text))
        except (KeyError, TypeError, ValueError) as fault:
            # Not `from fault`: its text may quote the record.
            raise UnknownRecord(f"A record is unknown to this Vigil ({type(fault).__name__}).") from None

    def _plain(self, value: Any) -> Plain:
        kind = type(value)
        if kind in _ATOMS:
            return value
        names = self._fields.get(kind)
        if names is not None:
            plain = {"$": kind.__name__}
            for name in names:
                plain[name] = self._plain(getattr(value, name))
            return plain
        if kind is tuple or kind is list:
            return [self._plain(item) for item in value]
        if isinstance(value, datetime):
            return {"$at": _in_utc(value).isoformat()}
        return self._rarer(value)

    def _rarer(self, value: Any) -> Plain:
        match value:
            case timedelta():
                plain = {"$for": value.days * 86_400 + value.seconds}
                return plain | {"and": value.microseconds} if value.microseconds else plain
            case date():
                return {"$day": value.isoformat()}
            case time() if value.tzinfo is None:
                return {"$time": value.isoformat()}
            case Enum() if value in self._enums:
                return self._enums[value]
            case frozenset():
                return {"$set": sorted((self._plain(item) for item in value), key=_dump)}
            case Mapping() if all(type(key) is str for key in value):
                plain = {key: self._plain(item) for key, item in value.items()}
                return {"$map": plain} if any(key.startswith("$") for key in plain) else plain
            case Mapping() if all(isinstance(key, Enum) for key in value):
                return {"$pairs": [[self._plain(key), self._plain(item)] for key, item in value.items()]}
        raise TypeError(f"{type(value).__name__} is not a class that the database may hold.")

    def _value(self, plain: Plain) -> Any:
        kind = type(plain)
        if kind is dict:
            name = plain.pop("$", None)
            if name is not None:
                for key, item in plain.items():
                    if type(item) not in _ATOMS:
                        plain[key] = self._value(item)
                return self._makers[name](**plain)
            return self._tagged(plain)
        if kind is list:
            return tuple([self._value(item) for item in plain])
        return plain

    def _tagged(self, plain: dict[str, Plain]) -> Any:
        tag = next(iter(plain), "")
        if not tag.startswith("$"):
            return {key: self._value(item) for key, item in plain.items()}
        content = plain[tag]
        match tag:
            case "$at":
                return datetime.fromisoformat(content)
            case "$day":
                return date.fromisoformat(content)
            case "$time":
                return time.fromisoformat(content)
            case "$for":
                return timedelta(seconds=content, microseconds=plain.get("and", 0))
            case "$enum":
                return self._members[content]
            case "$set":
                return frozenset(self._value(item) for item in content)
            case "$map":
                return {key: self._value(item) for key, item in content.items()}
            case "$pairs":
                return {self._value(key): self._value(item) for key, item in content}
        raise KeyError(tag)


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("A naive datetime cannot be stored.")
    return moment.astimezone(UTC)
