"""G1: killed again and again, at instants that nobody chose; what is promised holds."""

from __future__ import annotations

import itertools
import random

from tests.faults.mortal import Mortal
from tests.faults.reaper import AtRandom, reaped
from tests.faults.story import Story, must_be_the_same

KILLS = 5
"""At least so many for each alert that is to be told; chance that spares the bot tells one more."""


async def test_killed_at_random(story: Story, mortal: Mortal, long: bool, chance: random.Random) -> None:
    """G1, G4: no life lasts longer than a few seconds, and alerts go their way from the cry to the end.

    Each person reads of each alert what they read without a kill, once and in the same order, in one room;
    each timer fires once; everybody has the brief.
    """
    story.begins()
    for step in story.steps.values():
        await step()
    expected = await story.read()
    before = mortal.kills
    alerts = 16 if long else 1
    for number in itertools.count(2):
        story.begins()
        async with reaped(mortal, AtRandom(mortal, chance).next_life):
            for step in story.steps.values():
                await step()
        must_be_the_same(await story.read(), expected)
        await story.rooms_are_in_order(erased=number)
        if number > alerts and mortal.kills - before >= KILLS * alerts:
            break
    print(f"{mortal.kills - before} kills in {number - 1} alerts, 0 lost, 0 doubled")
