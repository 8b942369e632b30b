"""A stranger's calendar is read in a process of its own, which cannot take long, grow large, or hurt Vigil.

The file goes in by standard input, and what was understood comes out as JSON. A process that ends in any
other way has read no calendar.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import resource
import sys
from datetime import datetime

from bot.rotating.calendar_entries import NoCalendar, Why
from bot.rotating.calendars import Doubt, Understood, read_calendar
from bot.store.codec import Codec, UnknownRecord
from rooms.duty import Absence, Duties, Override, Shift, Stint
from rooms.roster import Organisation

SECONDS = 20
"""So much of a processor's time it may take; by the clock three times as long, on a busy machine."""

_BOUNDS = {
    resource.RLIMIT_CPU: SECONDS,
    resource.RLIMIT_AS: 1 << 30,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
}
PROGRAM = f"from {__name__} import answer, bind; bind(); answer()"
_ANSWER_AT_MOST = 4_000_000
_KEPT = ("PATH", "LD_LIBRARY_PATH", "PYTHONTZPATH", "PYTHONDONTWRITEBYTECODE", "TZDIR")
"""What the process is told of its surroundings: no credentials, and no more than Python needs."""

_CODEC = Codec((Understood, Doubt, Why, Organisation, Duties, Shift, Override, Absence, Stint))


async def read_apart(data: bytes, organisation: Organisation, since: datetime) -> Understood:
    """As `read_calendar`, but bounded. Raises `NoCalendar`, also for what takes too long."""
    question = _CODEC.encode((organisation, since)).encode() + b"\n" + data
    surroundings = {name: os.environ[name] for name in _KEPT if name in os.environ}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", PROGRAM),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={**surroundings, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        start_new_session=True,
    )
    try:
        answer, _ = await asyncio.wait_for(process.communicate(question), 3 * SECONDS)
    except TimeoutError:
        raise NoCalendar(Why.TOO_MUCH) from None
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
    if process.returncode or len(answer) > _ANSWER_AT_MOST:
        raise NoCalendar(Why.TOO_MUCH)
    try:
        found = _CODEC.decode(answer.decode())
    except (UnknownRecord, UnicodeDecodeError):
        raise NoCalendar(Why.TOO_MUCH) from None
    match found:
        case Understood():
            return found
        case (Why() as why, str(title)):
            raise NoCalendar(why, title)
    raise NoCalendar(Why.TOO_MUCH)


def bind() -> None:
    """Set the process its bounds. A machine that does not allow it still has the parent's clock."""
    for bound, most in _BOUNDS.items():
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(bound, (most, most))
    with contextlib.suppress(OSError):
        os.nice(10)


def answer() -> None:
    """What the process does: the question comes in, and the answer goes out."""
    question, _, data = sys.stdin.buffer.read().partition(b"\n")
    organisation, since = _CODEC.decode(question.decode())
    try:
        found: object = read_calendar(data, organisation, since)
    except NoCalendar as fault:
        found = fault.why, fault.title
    sys.stdout.write(_CODEC.encode(found))
