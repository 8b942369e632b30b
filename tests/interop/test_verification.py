"""Emoji verification in a room with the engine of Element, the way Element asks for it."""

from __future__ import annotations

import re

from bot.demo.memory import Seen
from bot.demo.people import Person
from tests.e2e.world import World
from tests.interop.conftest import JsPeople
from tests.interop.js import JsPerson


async def begun(vigil: World, js: JsPeople) -> tuple[JsPerson, Person, list[str], Seen]:
    """Sophie asks Vigil in her direct chat; what she is shown, and what the coordinators are shown."""
    sophie = await js.arrives("sophie")
    (amina,) = await vigil.people("amina")
    await sophie.says("hello")
    await sophie.sees(by=vigil.bot)
    before = await sophie.standing(vigil.bot)
    assert before.known and not before.verified
    emoji = await sophie.verifies(vigil.bot, await sophie.chat())
    shown = await amina.sees("wants to be verified")
    return sophie, amina, emoji, shown


async def test_element_verifies_the_bot_and_the_bot_whom_it_verified(vigil: World, js: JsPeople) -> None:
    """Both show the same seven emoji; after both have said yes, each holds the other's identity as verified.

    js-sdk shows the bot and its device as verified by cross-signing; what the bot says next has no shield.
    """
    sophie, amina, emoji, shown = await begun(vigil, js)
    assert re.findall("|".join(sorted(set(emoji), key=len, reverse=True)), shown.text) == emoji
    answer_yes = re.search(r"!verify yes \S+", shown.text)
    assert answer_yes is not None
    await amina.says(answer_yes[0], shown.room)
    await sophie.confirms()
    await amina.sees("is verified", shown.room)
    after = await sophie.verified(vigil.bot)
    assert after.verified_devices == after.devices
    await sophie.says("hello again")
    answer = await sophie.sees("nothing to do in this chat", by=vigil.bot)
    await sophie.catches_up()
    assert sophie.looks[answer.event_id].verified
    assert sophie.sees_only_clean(vigil.bot) > 0
    await amina.says("!people", shown.room)
    listed = await amina.sees(": verified.", shown.room)
    assert sophie.master is not None
    assert sophie.master in listed.text.replace(" ", "")


async def test_a_no_on_either_side_verifies_nobody(vigil: World, js: JsPeople) -> None:
    """Sophie's emoji differ from those that are read to her: it ends, and the coordinators are warned."""
    sophie, amina, _, shown = await begun(vigil, js)
    assert await sophie.rejects() == "m.mismatched_sas"
    await amina.sees("BEWARE", shown.room)
    assert not (await sophie.standing(vigil.bot)).verified
