"""Emoji verification in a room with the engine of Element, the way Element asks for it."""

from __future__ import annotations

import re

from bot.demo.memory import Seen
from bot.demo.people import Person
from tests.e2e.world import World
from tests.interop.conftest import JsPeople
from tests.interop.js import JsPerson


async def known(vigil: World, js: JsPeople) -> tuple[JsPerson, Person]:
    """Sophie, who has talked with Vigil and not verified it, and the coordinator."""
    sophie = await js.arrives("sophie")
    (amina,) = await vigil.people("amina")
    await sophie.says("hello")
    await sophie.sees(by=vigil.bot)
    before = await sophie.standing(vigil.bot)
    assert before.known and not before.verified
    return sophie, amina


async def begun(vigil: World, js: JsPeople) -> tuple[JsPerson, Person, list[str], Seen]:
    """Sophie asks Vigil in her direct chat; what she is shown, and what the coordinators are shown."""
    sophie, amina = await known(vigil, js)
    emoji = await sophie.verifies(vigil.bot, await sophie.chat())
    return sophie, amina, emoji, await amina.sees("wants to be verified")


def among(emoji: list[str], text: str) -> list[str]:
    """Those of the emoji that the text shows, in its order."""
    return re.findall("|".join(sorted(set(emoji), key=len, reverse=True)), text)


async def test_element_verifies_the_bot_and_the_bot_whom_it_verified(vigil: World, js: JsPeople) -> None:
    """Both show the same seven emoji; after both have said yes, each holds the other's identity as verified.

    js-sdk shows the bot and its device as verified by cross-signing; what the bot says next has no shield.
    """
    sophie, amina, emoji, shown = await begun(vigil, js)
    assert among(emoji, shown.text) == emoji
    await amina.says("!verify yes", shown.room)
    await sophie.confirms()
    await amina.sees("is verified", shown.room)
    after = await sophie.verified(vigil.bot)
    assert after.verified_devices == after.devices
    await sophie.says("hello again")
    answer = await sophie.sees("what else you can do in this chat", by=vigil.bot)
    await sophie.catches_up()
    assert sophie.looks[answer.event_id].verified
    assert sophie.sees_only_clean(vigil.bot) > 0
    await amina.says("!people", shown.room)
    listed = await amina.sees(": verified.", shown.room)
    assert sophie.master is not None
    assert sophie.master in listed.text.replace(" ", "")


async def test_the_bot_asks_and_element_accepts(vigil: World, js: JsPeople) -> None:
    """`!verify @user`: Element shows the request in the chat; Vigil starts once it is accepted."""
    sophie, amina = await known(vigil, js)
    coordination = await amina.room("Coordination")
    await amina.says(f"!verify {sophie.user}", coordination)
    emoji = await sophie.accepts(vigil.bot)
    shown = await amina.sees("wants to be verified", coordination)
    assert among(emoji, shown.text) == emoji
    await amina.says("!verify yes", coordination)
    await sophie.confirms()
    await amina.sees("is verified", coordination)
    after = await sophie.verified(vigil.bot)
    assert after.verified_devices == after.devices


async def test_a_no_on_either_side_verifies_nobody(vigil: World, js: JsPeople) -> None:
    """Sophie's emoji differ from those that are read to her: it ends, and the coordinators are warned."""
    sophie, amina, _, shown = await begun(vigil, js)
    assert await sophie.rejects() == "m.mismatched_sas"
    await amina.sees("BEWARE", shown.room)
    assert not (await sophie.standing(vigil.bot)).verified
