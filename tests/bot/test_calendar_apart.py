"""A calendar is read in a process of its own: it ends with its bounds, and takes nothing down with it."""

from __future__ import annotations

import asyncio
from typing import NoReturn

import pytest

from bot.rotating import reading, reading_apart
from bot.rotating.calendar_entries import NoCalendar, Why
from bot.rotating.calendars import read_calendar
from bot.rotating.reading_apart import read_apart
from rooms.duty import Duties
from tests.bot.test_calendar_import import FRIDAYS, imports
from tests.bot.test_calendars import LAKE, NOW, calendar
from tests.bot.test_shifts import duties
from tests.bot.world import World

GOOD = "SUMMARY:amina\nDTSTART:20260504T170000Z\nDTEND:20260505T070000Z\nRRULE:FREQ=WEEKLY"


async def test_what_is_read_apart_is_what_is_in_the_file() -> None:
    """The same duties, the same doubts, the same refusals."""
    for data in (calendar(GOOD), calendar(GOOD.replace("amina", "é nobody"))):
        assert await read_apart(data, LAKE, NOW) == read_calendar(data, LAKE, NOW)
    with pytest.raises(NoCalendar) as fault:
        await read_apart(calendar("SUMMARY:Night é"), LAKE, NOW)
    assert (fault.value.why, fault.value.title) == (Why.BROKEN, "Night é")


@pytest.mark.parametrize(
    "does",
    [
        "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass",
        "import time; time.sleep(600)",
        "x = [bytes(10_000_000) for _ in range(10_000)]",
        "open('/proc/self/mem'); import os; os.abort()",
        "import sys; sys.stdout.write('{}'); sys.exit()",
        "import sys; sys.stdout.write('x' * 9_000_000); sys.exit()",
    ],
)
async def test_a_file_that_would_take_for_ever_is_given_up(
    does: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a library might do with it: time, memory, a crash, nonsense."""
    monkeypatch.setattr(reading_apart, "SECONDS", 3)
    begins = "from bot.rotating.reading_apart import bind; bind()"
    monkeypatch.setattr(reading_apart, "PROGRAM", f"{begins}\n{does}")
    with pytest.raises(NoCalendar) as fault:
        await asyncio.wait_for(read_apart(calendar(GOOD), LAKE, NOW), 60)
    assert fault.value.why is Why.TOO_MUCH


async def test_who_is_told_to_stop_waits_for_no_calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process goes with whoever asked."""
    monkeypatch.setattr(reading_apart, "PROGRAM", "import time; time.sleep(600)")
    asking = asyncio.create_task(read_apart(calendar(GOOD), LAKE, NOW))
    await asyncio.sleep(0.5)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(asking, 30)


async def test_a_calendar_with_which_vigil_ended_is_not_read_again(
    vigil: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However Vigil ended: at the next start the coordinator reads why, and another one is read."""

    async def ends(*_: object) -> NoReturn:
        await vigil.stops()
        raise ConnectionAbortedError

    (amina,) = vigil.people("amina")
    with monkeypatch.context() as patched, pytest.raises(Exception, match="closed"):
        patched.setattr(reading, "read_apart", ends)
        await imports(vigil, amina, calendar(FRIDAYS))
    await vigil.starts()
    amina.sees("I stopped reading this calendar")
    assert await duties(vigil) == Duties()
    assert "3 duties" in await imports(vigil, amina, calendar(FRIDAYS))
