"""What is kept of an alert that is over, so that `!stats` can count it: numbers, and nobody's name."""

from __future__ import annotations

from bot.store.measures import Measure
from tests.bot.scenes import alert_raised
from tests.bot.world import World


async def measures(vigil: World) -> list[Measure]:
    """All that was kept."""
    async with vigil.store.transaction() as tx:
        return await tx.measures.since("2000-01")


async def test_an_alert_that_is_over_is_measured_once(vigil: World) -> None:
    """From the call for help to each answer, in seconds; and what went wrong on the way."""
    scene = await alert_raised(vigil)
    for partner in (scene.esther, scene.david, scene.sophie, scene.carter):
        await vigil.forward(minutes=1)
        await partner.says("!ack", scene.room)
    await vigil.forward(hours=1)
    for _ in range(2):
        await vigil.forward(minutes=10)
    await scene.esther.says("!pass", scene.room)
    assert await measures(vigil) == []
    await scene.sophie.says("!resolve they have left", scene.room)
    await scene.david.confirms(scene.room)
    month = f"{vigil.clock.now():%Y-%m}"
    assert await measures(vigil) == [Measure(month, "goma", 60, 180, 240, missed=1, passes=1)]
    await vigil.forward(days=31)
    await vigil.forward(days=31)
    assert len(await measures(vigil)) == 1
