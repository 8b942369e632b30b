"""What is done at set times: late, if need be, but once, and whatever else fails (G4)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.key import Key
from bot.regular import AGAIN_AFTER, Duty, Regular, every
from bot.rotating.weektime import WeekTime
from bot.store.store import Store, Transaction

NOW = datetime(2026, 5, 3, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)
NAMES = ("week_ahead", "coming_on_duty")


@pytest.fixture
async def store(folder: Path) -> AsyncIterator[Store]:
    """A database of its own."""
    opened = await Store.open(folder / "vigil.db", Key.fresh())
    yield opened
    await opened.close()


class Done:
    """What was done, by when it was due."""

    def __init__(self) -> None:
        self.at: list[datetime] = []
        self.fails = False

    async def do(self, tx: Transaction, due_at: datetime) -> None:
        """Done once more."""
        await tx.facts.set("done", due_at.isoformat())
        if self.fails:
            raise ValueError("a fault of Vigil's own")
        self.at.append(due_at)


def regular(store: Store, *done: Done) -> Regular:
    """A process that does these every hour."""
    return Regular(store, [Duty(name, every(HOUR), each.do) for name, each in zip(NAMES, done, strict=False)])


async def test_it_is_done_when_it_is_due_and_not_before(store: Store) -> None:
    """The first time an hour after the start, then every hour."""
    done = Done()
    process = regular(store, done)
    for minutes in range(0, 180, 5):
        await process.look(NOW + timedelta(minutes=minutes))
    assert done.at == [NOW + HOUR, NOW + 2 * HOUR]


async def test_what_was_due_meanwhile_is_done_once(store: Store) -> None:
    """After a day in which nothing ran it is done at once, and once, by the process that comes."""
    done = Done()
    await regular(store, done).look(NOW)
    process = regular(store, done)
    for _ in range(3):
        await process.look(NOW + 24 * HOUR)
    await regular(store, done).look(NOW + 24 * HOUR)
    assert done.at == [NOW + HOUR]


async def test_what_fails_rests_leaves_nothing_and_holds_up_nothing(store: Store) -> None:
    """It is tried again after a while, all of it; the others are done at their time."""
    bad, good = Done(), Done()
    process = regular(store, bad, good)
    await process.look(NOW)
    bad.fails = True
    await process.look(NOW + HOUR)
    assert good.at == [NOW + HOUR]
    bad.fails = False
    await process.look(NOW + HOUR + timedelta(seconds=1))
    assert bad.at == []
    await process.look(NOW + HOUR + AGAIN_AFTER)
    assert bad.at == [NOW + HOUR]


async def test_a_clock_that_was_wrong_puts_nothing_off(store: Store) -> None:
    """A due time that was reckoned by a year that has not come is reckoned anew."""
    done = Done()
    await regular(store, done).look(NOW + timedelta(days=400))
    process = regular(store, done)
    await process.look(NOW)
    await process.look(NOW + HOUR)
    assert done.at == [NOW + HOUR]


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 3, 23, 6, 59, tzinfo=UTC), datetime(2026, 3, 23, 7, tzinfo=UTC)),
        (datetime(2026, 3, 23, 7, 0, tzinfo=UTC), datetime(2026, 3, 30, 6, tzinfo=UTC)),
        (datetime(2026, 3, 29, 23, 0, tzinfo=UTC), datetime(2026, 3, 30, 6, tzinfo=UTC)),
    ],
)
def test_monday_morning_is_monday_morning(now: datetime, due: datetime) -> None:
    """By the clocks of the zone, also when they were changed the night before."""
    assert WeekTime(0, time(8), ZoneInfo("Europe/Brussels")).following(now) == due
