"""Somebody logs Vigil out, as every change of the password does; the homeserver throws its device away."""

from __future__ import annotations

from bot.matrix.http import Homeserver, path
from bot.matrix.login import log_in
from tests.e2e.scenes import alert_raised
from tests.e2e.world import World


async def logs_out_everywhere(vigil: World) -> None:
    """As an admin of the account does; the bot is not told."""
    homeserver = Homeserver(vigil.town.homeserver.url)
    try:
        await log_in(homeserver, vigil.bot, vigil.town.password("vigil"))
        await homeserver.request("POST", path("logout", "all"), body={})
    finally:
        await homeserver.close()


def device_and_keys(vigil: World) -> tuple[str, str]:
    """Who the bot is to others."""
    machine = vigil.vigil.gateway.machine
    return machine.device_id, machine.curve25519


async def test_an_alert_is_heard_after_a_logout_while_it_runs(vigil: World) -> None:
    """G1, G2: it goes on as the same device; the four read what comes, a new phone what was before."""
    scene = await alert_raised(vigil)
    before = device_and_keys(vigil)
    await logs_out_everywhere(vigil)
    await scene.jean.says("not safe, they are inside")
    await scene.all_see("they are inside")
    (mado,) = await vigil.people("mado")
    await mado.says("alert they follow me")
    for partner in (scene.sophie, scene.esther):
        assert (await partner.sees("they follow me", within=60)).room != scene.room
    assert device_and_keys(vigil) == before
    phone = await scene.sophie.another_device()
    vigil.town.people.append(phone)
    await phone.sees("they are at the gate", scene.room, within=30)


async def test_an_alert_is_heard_after_a_logout_before_the_start(vigil: World) -> None:
    """G1, G2: the token in the database is dead; phones that it has never met can encrypt to it."""
    scene = await alert_raised(vigil)
    before = device_and_keys(vigil)
    await vigil.stops()
    await logs_out_everywhere(vigil)
    await vigil.starts()
    (mado,) = await vigil.people("mado")
    await mado.says("alert they follow me")
    for partner in (scene.sophie, scene.esther):
        assert (await partner.sees("they follow me", within=60)).room != scene.room
    await scene.jean.says("there are five")
    await scene.all_see("there are five")
    assert device_and_keys(vigil) == before
