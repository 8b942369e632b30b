"""What was called before counts when the next are chosen; and a network from before goes on as it was."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.bot.scenes import COORDINATION, alert_raised
from tests.bot.world import World

QUARTER = timedelta(days=90)


async def called(vigil: World) -> dict[str, int]:
    """How often each organisation was called in the last 90 days."""
    async with vigil.store.transaction() as tx:
        return await tx.calls.counts(vigil.clock.now() - QUARTER)


async def test_each_call_is_counted(vigil: World) -> None:
    """All four of an alert, once; a second alert counts as well."""
    await alert_raised(vigil)
    four = ["anchor", "clinic", "jurists", "lake-watch"]
    assert await called(vigil) == dict.fromkeys(four, 1)
    (mado,) = vigil.people("mado")
    await mado.says("alert")
    counted = await called(vigil)
    assert sum(counted.values()) == 8
    async with vigil.store.transaction() as tx:
        assert set(await tx.roster.last_called()) == set(counted)


@pytest.mark.parametrize(("days", "comes"), [(10, False), (91, True)])
async def test_who_was_called_often_is_spared(vigil: World, days: int, *, comes: bool) -> None:
    """Calls of the last 90 days weigh when the four are chosen; those before do not."""
    async with vigil.store.transaction() as tx:
        for _ in range(3):
            await tx.calls.add("clinic", vigil.clock.now() - timedelta(days=days))
    await alert_raised(vigil)
    assert (await called(vigil)).get("clinic") == (1 if comes else 3)


async def test_calls_of_long_ago_are_forgotten(vigil: World) -> None:
    """After a year nobody asks any more how fair it was."""
    now = vigil.clock.now()
    async with vigil.store.transaction() as tx:
        await tx.calls.add("clinic", now - timedelta(days=366))
        await tx.calls.add("volcano", now - timedelta(days=364))
    await alert_raised(vigil)
    async with vigil.store.transaction() as tx:
        every = await tx.calls.counts(now - timedelta(days=999))
    assert every == {"anchor": 1, "clinic": 1, "jurists": 1, "lake-watch": 1, "volcano": 1}


async def test_a_network_from_before_is_in_the_time_zone_of_the_settings(vigil: World) -> None:
    """Its organisations had no time zone of their own; at the next start they have one."""
    async with vigil.store.transaction() as tx:
        await tx.editing.change_organisation("clinic", zone="")
        await tx.editing.change_organisation("volcano", zone="Asia/Kathmandu")
    await vigil.restarts()
    async with vigil.store.transaction() as tx:
        zones = {one.id: one.zone for one in await tx.roster.organisations()}
    assert (zones["clinic"], zones["volcano"]) == ("Africa/Kinshasa", "Asia/Kathmandu")


async def test_a_fallback_is_met_like_any_partner(vigil: World) -> None:
    """Before they are ever needed: their identity is pinned, they have a chat, and they can be suspended."""
    chief, amina = vigil.people("chief", "amina")
    async with vigil.store.transaction() as tx:
        await tx.editing.change_organisation("clinic", fallback=chief.user)
    await vigil.restarts()
    await vigil.looks_again()
    await vigil.forward(minutes=5)
    assert vigil.vigil.identities.standing(chief.user).pin is not None
    chief.sees("I am Vigil")
    await amina.says("!people", COORDINATION)
    amina.sees(f"The Clinic, {chief.user}: seen, not verified", COORDINATION)
    await amina.says(f"!suspend {chief.user}", COORDINATION)
    amina.sees(f"{chief.user} is suspended", COORDINATION)
