"""The telephone numbers on file: told to coordinators where people have to be reached otherwise."""

from __future__ import annotations

from dataclasses import replace

from tests.bot.scenes import COORDINATION, alert_raised
from tests.bot.world import World


async def with_numbers(world: World) -> None:
    """A bot is begun in a network of four, of which two have left numbers."""
    numbers = {"clinic": ("+243 81 000 00 01", "+243 81 000 00 02"), "anchor": ("+243 99 000 00 03",)}
    world.settings = replace(
        world.settings,
        organisations=tuple(
            replace(each, telephones=numbers.get(each.id, ())) for each in world.settings.organisations[:4]
        ),
    )
    await world.starts()


async def test_the_alarm_that_nobody_is_left_names_the_numbers_of_the_silent(before: World) -> None:
    """As they stand on file; of nobody who has answered, and never in the alert's own room."""
    await with_numbers(before)
    scene = await alert_raised(before)
    await scene.sophie.says("!ack", scene.room)
    await scene.carter.says("!pass", scene.room)
    told = [said.text for _, said in scene.amina.unread(COORDINATION)]
    assert any(
        "none is left to call" in text
        and "Telephone of The Clinic: +243 81 000 00 01 and +243 81 000 00 02" in text
        for text in told
    ), told
    assert "+243 99" not in "".join(told)
    assert "+243" not in "".join(scene.sophie.all_of(scene.room))


async def test_without_numbers_nothing_is_added(vigil: World) -> None:
    """The sentence stands alone."""
    scene = await alert_raised(vigil)
    await vigil.forward(minutes=10)
    told = scene.amina.all_of(COORDINATION)
    assert told and not any("Telephone" in text for text in told)
