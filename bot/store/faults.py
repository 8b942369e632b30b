"""Which errors are those of what was being handled, and which would have come with anything else as well."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from bot.errors import VigilError
from bot.store.codec import UnknownRecord

_OF_THE_WHOLE = {
    3: "PERM",
    5: "BUSY",
    6: "LOCKED",
    7: "NOMEM",
    8: "READONLY",
    9: "INTERRUPT",
    10: "IOERR",
    11: "CORRUPT",
    13: "FULL",
    14: "CANTOPEN",
    26: "NOTADB",
}
"""SQLite's primary result codes, the low byte of each code."""


def is_our_own(fault: BaseException) -> bool:
    """Whether the row itself is to blame, or what the program makes of it; to wait will not mend that."""
    if isinstance(fault, UnknownRecord):
        return True
    return not (isinstance(fault, VigilError | OSError | MemoryError) or _is_of_the_database(fault))


def _is_of_the_database(fault: BaseException) -> bool:
    if not isinstance(fault, DBAPIError):
        return False
    code: int = getattr(fault.orig, "sqlite_errorcode", 1) or 1
    return code & 0xFF in _OF_THE_WHOLE
