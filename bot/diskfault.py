"""Which errors of the system and of SQLite mean that the disk is full, read-only or broken."""

from __future__ import annotations

import errno

from bot.errors import DiskFault

_FULL = "The disk is full: make room on the disk of the data folder, and start Vigil again."
_BROKEN = "The data folder's disk is read-only or broken: mend it, and start Vigil again."
_FULL_ERRNOS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_BROKEN_ERRNOS = {errno.EROFS, errno.EIO}
_SQLITE_FULL = 13
_SQLITE_BROKEN = {8, 10}
"""READONLY and IOERR: primary result codes of SQLite, the low byte of each code."""


def full() -> DiskFault:
    """No room, and Vigil cannot go on."""
    return DiskFault(_FULL, full=True)


def broken() -> DiskFault:
    """Not to be written at all."""
    return DiskFault(_BROKEN)


def disk_fault(fault: BaseException | None) -> DiskFault | None:
    """What this error says of the disk; None if it is about something else.

    SQLAlchemy keeps the driver's error in `orig`, peewee as its own first argument.
    """
    if isinstance(fault, DiskFault):
        return fault
    if isinstance(fault, OSError):
        if fault.errno in _FULL_ERRNOS:
            return full()
        return broken() if fault.errno in _BROKEN_ERRNOS else None
    code = getattr(fault, "sqlite_errorcode", None)
    if code is None:
        inner = getattr(fault, "orig", None) or next(iter(getattr(fault, "args", ())), None)
        return disk_fault(inner) if isinstance(inner, Exception) else None
    if code & 0xFF == _SQLITE_FULL:
        return full()
    return broken() if code & 0xFF in _SQLITE_BROKEN else None
