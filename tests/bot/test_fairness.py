"""The calls of an alert are kept so that the next ones are fair."""

from __future__ import annotations

from rooms.rota import FAIR_OVER
from tests.bot.scenes import alert_raised
from tests.bot.world import World


async def test_the_order_in_which_organisations_were_called_is_kept(vigil: World) -> None:
    """Four called at one moment are told apart afterwards, in the order of the rota, and count once each."""
    await alert_raised(vigil)
    async with vigil.store.transaction() as tx:
        last_called = await tx.roster.last_called()
        calls = await tx.calls.counts(vigil.clock.now() - FAIR_OVER)
    in_order = sorted(last_called, key=lambda organisation: last_called[organisation])
    assert in_order == ["anchor", "clinic", "jurists", "lake-watch"]
    assert len(set(last_called.values())) == 4
    assert calls == dict.fromkeys(in_order, 1)
