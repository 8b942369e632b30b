"""Kills the bot again and again, and begins it again each time, while a test's people go on."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.faults.mortal import KILLED, Mortal
from tests.faults.points import ANY, around
from tests.faults.story import Story, must_be_the_same

LONGEST_REST = 3.0
"""Seconds; the tick comes every second, so some lives see several of them."""
ASKED, ANSWERED = around("createRoom")
"""Who has died at the first dies at the second next: a life that ends elsewhere while the request is on its
way leaves a room that is found, and never made again."""
MOST_HITS = 200
"""About 50 are those of a start."""


@asynccontextmanager
async def reaped(bot: Mortal, next_life: Callable[[], float | None]) -> AsyncIterator[None]:
    """Meanwhile, whenever the bot dies, it is begun again; afterwards it lives and is left alone.

    `next_life` is asked before each life and once at the beginning: after how many seconds without passing
    any point it is ended from outside; None: never. So it gets as far on a slow machine as on a quick one.
    """
    reaping = asyncio.create_task(_reap(bot, next_life))
    try:
        yield
        if reaping.done():
            await reaping  # It says what went wrong.
    finally:
        bot.must_die_at(())
        reaping.cancel()
        await asyncio.gather(reaping, return_exceptions=True)
        if not bot.lives:
            await bot.starts()


async def _reap(bot: Mortal, next_life: Callable[[], float | None]) -> None:
    while True:
        seconds = next_life()
        if not bot.lives:
            await bot.starts()
        code = await _ended_or_resting(bot, seconds)
        assert code == KILLED, f"the bot ended by itself, with {code}"


async def _ended_or_resting(bot: Mortal, seconds: float | None) -> int:
    born = passed = bot.bookmark()
    while True:
        try:
            return await bot.ends(seconds)
        except TimeoutError:
            passed, before = bot.bookmark(), passed
        if passed == before and passed > born:
            return await bot.is_killed()


@dataclass
class EachPoint:
    """Kills at every point in turn: at whichever comes first of those at which it has not died yet."""

    bot: Mortal
    spared: Counter[str]
    """What a start passes by itself."""
    left: set[str]
    died_at: list[str] = field(default_factory=list)
    _armed: bool = False

    def next_life(self) -> None:
        """For `reaped`."""
        if self._armed:
            self.died_at.append(self.bot.died_at)
            self.left.discard(self.bot.died_at)
        self._armed = True
        is_next = ANSWERED in self.left and ASKED not in self.left
        self.bot.must_die_at({ANSWERED} if is_next else self.left, spared=self.spared)


@dataclass
class AtRandom:
    """Kills after a random number of points, or of seconds at rest; the seed decides."""

    bot: Mortal
    dice: random.Random

    def next_life(self) -> float:
        """For `reaped`."""
        self.bot.must_die_at((ANY,), hits=self.dice.randint(1, MOST_HITS))
        return self.dice.uniform(0.0, LONGEST_REST)


async def killed_at_random(story: Story, bot: Mortal, dice: random.Random, alerts: int) -> int:
    """Tell one alert without a kill, and then so many among kills; returns how many kills those were.

    Raises AssertionError if anybody reads less than without, or more, or in another order.
    """
    story.begins()
    for step in story.steps.values():
        await step()
    expected = await story.read()
    before = bot.kills
    for number in range(2, 2 + alerts):
        story.begins()
        async with reaped(bot, AtRandom(bot, dice).next_life):
            for step in story.steps.values():
                await step()
        must_be_the_same(await story.read(), expected)
        await story.rooms_are_in_order(erased=number)
    return bot.kills - before
