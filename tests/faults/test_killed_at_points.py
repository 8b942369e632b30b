"""G1: killed at every named instant of an alert and of the first start; what is promised holds."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping

from bot.demo.town import Town
from tests.e2e.admin import admin_of
from tests.faults.mortal import Mortal
from tests.faults.points import COMMITS, around
from tests.faults.reaper import EachPoint, reaped
from tests.faults.story import Story, must_be_the_same, story_of

OF_AN_ALERT = {
    *COMMITS,
    *(
        point
        for kind in ("createRoom", "find-room", "invite", "share-keys", "send", "sync", "keys-query")
        for point in around(kind)
    ),
    *(point for kind in ("put-state", "leave", "forget") for point in around(kind)),
}
OF_A_FIRST_START = {
    *COMMITS,
    *(
        point
        for kind in (
            *("login", "keys-upload", "keys-query", "identity-upload", "signatures-upload", "devices"),
            *("createRoom", "find-room", "read-state", "invite", "keys-claim", "share-keys", "send", "sync"),
            "join",
        )
        for point in around(kind)
    ),
}


async def test_killed_at_each_point_of_an_alert(
    story: Story, mortal: Mortal, long: bool, chance: random.Random
) -> None:
    """G1: the bot dies at each point that an alert passes, in one of the steps that do, as chance has it.

    A second alert comes to what the first left out, if it left out any point. With `--long` there are six,
    and in each step it dies at each point that the step passes, one after the other.
    Each person reads of it what they read without a kill, once and in the same order, in one room.
    """
    expected, passed = await _told_without_a_kill(story, mortal)
    spared = await _passed_by_a_start(mortal)
    died_at = Counter[str]()
    left = passed if long else _each_once(passed, chance)
    for number in range(2, 8 if long else 4):
        story.begins()
        for name, step in story.steps.items():
            each = EachPoint(mortal, spared, left[name] | {*around("find-room")})
            async with reaped(mortal, each.next_life):
                await step()
            print(name, len(each.died_at), "left:", sorted(each.left))
            left[name] &= each.left
            died_at.update(each.died_at)
        must_be_the_same(await story.read(), expected)
        await story.rooms_are_in_order(erased=number)
        if not long:
            if set(died_at) >= OF_AN_ALERT:
                break
            left = {name: points & (OF_AN_ALERT - set(died_at)) for name, points in passed.items()}
    print(f"{died_at.total()} kills at {len(died_at)} points of an alert, 0 lost, 0 doubled")
    assert set(died_at) >= OF_AN_ALERT


def _each_once(passed: Mapping[str, set[str]], chance: random.Random) -> dict[str, set[str]]:
    """Of what the steps pass, each point in one of them."""
    left: dict[str, set[str]] = {name: set() for name in passed}
    for point in sorted(set().union(*passed.values())):
        left[chance.choice([name for name in passed if point in passed[name]])].add(point)
    return left


async def _told_without_a_kill(
    story: Story, mortal: Mortal
) -> tuple[dict[str, list[str]], dict[str, set[str]]]:
    """What everybody reads, and which points each step passes."""
    story.begins()
    passed = {}
    for name, step in story.steps.items():
        mark = mortal.bookmark()
        await step()
        passed[name] = set(mortal.passed(mark))
    read = await story.read()
    await story.rooms_are_in_order(erased=1)
    return read, passed


async def _passed_by_a_start(mortal: Mortal) -> Counter[str]:
    """What a life passes by itself, with nothing to do, until it listens."""
    await mortal.is_killed()
    mark = mortal.bookmark()
    await mortal.starts()
    await mortal.listens(mark)
    return mortal.passed(mark)


async def test_killed_at_each_point_of_the_first_start(town: Town, mortal: Mortal) -> None:
    """G1: an account that was never used, and a death at each point on the way to the first alert."""
    each = EachPoint(mortal, Counter(), set(OF_A_FIRST_START))
    async with admin_of(town) as admin:
        async with reaped(mortal, each.next_life):
            story = await story_of(town, mortal, admin)
        print(f"{len(each.died_at)} kills at points of a first start; left: {sorted(each.left)}")
        story.begins()
        for step in story.steps.values():
            await step()
        await story.rooms_are_in_order(erased=1)
    assert not each.left
