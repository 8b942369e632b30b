"""Logging: short event names with row numbers and counts on standard error; never text, IDs or tokens (G5).

Vigil's own events are written as they are, one line of JSON each, or in colour where a person watches. What
other libraries log is cut down to its level and the name of the logger, since their messages quote user IDs
and URLs. Of an exception its class and the lines of code remain, not its text.
"""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from types import TracebackType
from typing import TextIO

import structlog
from structlog.typing import EventDict, WrappedLogger

_log = structlog.get_logger()


def configure(stream: TextIO | None = None) -> None:
    """Send every log line of the process to `stream` (standard error if None). May be called again."""
    write_to(sys.stderr if stream is None else stream)
    logging.basicConfig(level=logging.WARNING, handlers=[_NamesOnly()], force=True)
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    sys.unraisablehook = lambda fault: _uncaught(fault.exc_type, fault.exc_value, fault.exc_traceback)
    threading.excepthook = lambda fault: _uncaught(fault.exc_type, fault.exc_value, fault.exc_traceback)


def write_to(out: TextIO) -> None:
    """Write Vigil's own log lines to `out`."""
    look: structlog.typing.Processor = structlog.processors.JSONRenderer()
    if out.isatty():
        look = structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _without_exception_text,
            look,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(out),
        cache_logger_on_first_use=False,
    )


def where(error: BaseException) -> str:
    """The class of the exception and of each cause, with their places in the code and none of their text."""
    chain: list[str] = []
    cause: BaseException | None = error
    while cause is not None and len(chain) < 5:
        frames = traceback.extract_tb(cause.__traceback__)[-8:]
        places = " > ".join(f"{_short(frame.filename)}:{frame.lineno}" for frame in frames)
        chain.append(f"{type(cause).__name__} at {places or 'no line'}")
        cause = cause.__cause__ or cause.__context__
    return "; from ".join(chain)


class _NamesOnly(logging.Handler):
    """Hands a library's log record on without its message."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        facts = {} if error is None else {"exception": where(error)}
        _log.log(record.levelno, "library_log", logger=record.name, **facts)


def _without_exception_text(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """A structlog processor: puts `where` in the place of `exc_info`."""
    given = event.pop("exc_info", None)
    if isinstance(given, tuple):
        given = given[1]
    if given is True:
        given = sys.exc_info()[1]
    if isinstance(given, BaseException):
        event["exception"] = where(given)
    return event


def _uncaught(_: type[BaseException], error: BaseException | None, __: TracebackType | None = None) -> None:
    """The interpreter's last word on an exception that nobody caught."""
    if error is not None and not isinstance(error, KeyboardInterrupt):
        _log.critical("uncaught_exception", exception=where(error))


def _short(file: str) -> str:
    """A source file as its last two parts: enough to find it."""
    return "/".join(file.rsplit("/", 2)[-2:])
