"""All of Vigil's data are lost; homeserver, settings and key are still there."""

from __future__ import annotations

import shutil

import pytest

from bot import identifying
from bot.demo import cast
from bot.errors import IdentityConflict
from tests.e2e.scenes import alert_raised
from tests.e2e.world import World
from tests.waiting import until


async def loses_its_data(vigil: World) -> None:
    """Stop the bot, remove its data folder, and start it: it holds its own account for somebody else's.

    After `vigil identity reset`, start it again, and wait until it has its first answer of `/sync`.
    """
    await vigil.settles()
    await vigil.stops()
    shutil.rmtree(vigil.settings.data_dir)
    await vigil.starts()
    with pytest.raises(IdentityConflict, match="data folder was lost"):
        await vigil.ends()
    await identifying.reset(vigil.settings, vigil.town.password(cast.BOT))
    await vigil.starts()
    await synced(vigil)


async def synced(vigil: World) -> None:
    """Return when the homeserver knows the bot's new device, and the bot has heard what there was before."""
    await until(vigil.vigil.receiver.token, within=60.0)


async def test_an_alert_in_the_old_chat_is_still_heard(vigil: World) -> None:
    """G1: a defender goes on in the chat that they know, and the alert goes out to new rooms."""
    scene = await alert_raised(vigil, "alert before the loss")
    await loses_its_data(vigil)
    await scene.jean.catches_up()
    await scene.jean.says("alert after the loss")
    for partner in scene.partners:
        brief = await partner.sees("after the loss", within=60)
        assert brief.room != scene.room
    await scene.jean.sees("4 organisations are invited")


async def test_a_chat_that_vigil_made_is_taken_up_again(vigil: World) -> None:
    """G1: the same holds for the chat that Vigil opened itself, after the defender had left their own."""
    scene = await alert_raised(vigil)
    await scene.jean.leaves(await scene.jean.chat())
    await vigil.settles()
    await scene.sophie.says("!checkin now", scene.room)
    asked = await scene.jean.sees("Are you safe?")
    await loses_its_data(vigil)
    await scene.jean.catches_up()
    await scene.jean.says("alert after the loss", asked.room)
    await scene.sophie.sees("after the loss", within=60)


async def test_no_other_room_is_taken_for_a_chat(vigil: World) -> None:
    """G3: nothing said in an old alert room, or by a stranger, is taken for a defender's chat."""
    scene = await alert_raised(vigil)
    (theo,) = await vigil.people("theo")
    await theo.says("hello")
    await theo.sees("I do not know you")
    for partner in scene.partners[1:]:
        await partner.leaves(scene.room)
    await loses_its_data(vigil)
    await vigil.settles()
    (amina,) = await vigil.people("amina")
    await scene.jean.catches_up()
    async with vigil.vigil.store.transaction() as tx:
        assert await tx.chats.direct_of(scene.jean.user) is not None
        assert await tx.chats.direct_of(theo.user) is None
        assert await tx.chats.get(scene.room) is None
    await amina.sees("1 more device was logged in on my account: the one by which it was made")
