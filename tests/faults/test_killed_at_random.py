"""G1: killed again and again, at instants that nobody chose; what is promised holds."""

from __future__ import annotations

import os
import random

from tests.faults.mortal import Mortal
from tests.faults.reaper import AtRandom, reaped
from tests.faults.story import Story, must_be_the_same

SEED = int(os.environ.get("VIGIL_KILL_SEED", "20261121"))
"""The same kills each time, as far as the machine does the same things in the same order."""


async def test_killed_at_random(story: Story, mortal: Mortal, long: bool) -> None:
    """G1, G4: no life lasts longer than a few seconds, and alerts go their way from the cry to the end.

    Each person reads of each alert what they read without a kill, once and in the same order, in one room;
    each timer fires once; everybody has the brief.
    """
    story.begins()
    for step in story.steps.values():
        await step()
    expected = await story.read()
    before = mortal.kills
    dice = random.Random(SEED)
    alerts = 16 if long else 1
    for number in range(2, 2 + alerts):
        story.begins()
        async with reaped(mortal, AtRandom(mortal, dice).next_life):
            for step in story.steps.values():
                await step()
        must_be_the_same(await story.read(), expected)
        await story.rooms_are_in_order(erased=number)
    print(f"seed {SEED}: {mortal.kills - before} kills in {alerts} alerts, 0 lost, 0 doubled")
    assert mortal.kills - before >= 5 * alerts
