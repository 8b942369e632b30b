"""How Python values lie in SQLite columns."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Dialect, String
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def moment_of(microseconds: int) -> datetime:
    """What a column of `Moment`s stands for."""
    return _EPOCH + microseconds * _MICROSECOND


class Moment(TypeDecorator[datetime]):
    """An aware datetime, as whole microseconds since 1970: exact, and in order. It comes back in UTC.

    A naive datetime raises TypeError.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        """The column's value."""
        return None if value is None else (value - _EPOCH) // _MICROSECOND

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """The Python value."""
        return None if value is None else moment_of(value)


class Opaque(TypeDecorator[str]):
    """A string from anywhere. JSON can hold half a surrogate pair, which UTF-8 cannot.

    Such a character is stored as its escape, so that an ID made up to hurt cannot make a sync
    impossible to store.
    """

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """The column's value."""
        if value is None or value.isascii():
            return value
        return value.encode("utf-8", "backslashreplace").decode("utf-8")

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """The Python value."""
        return None if value is None else str(value)


class Listed(TypeDecorator[tuple[str, ...]]):
    """A few strings in order, as JSON. For lists that are read whole and never searched."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        """The column's value."""
        return None if value is None else json.dumps(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> tuple[str, ...] | None:
        """The Python value."""
        return None if value is None else tuple(json.loads(value))
