"""Probe of helper D; to be deleted."""

from __future__ import annotations
from tests.e2e.world import World
from tests.interop.conftest import JsPeople


async def test_probe(vigil: World, js: JsPeople) -> None:
    """in-room."""
    sophie = await js.arrives("sophie")
    (amina,) = await vigil.people("amina")
    chat = await sophie.chat()
    emoji = await sophie.verifies(vigil.bot, chat)
    seen = await amina.sees("Call them now")
    print(emoji, seen.text)
    await amina.says("!verify yes", seen.room)
    await sophie.confirms()
    done = await amina.sees("is verified")
    print(done.text, (await sophie.standing(vigil.bot)))
    assert (await sophie.standing(vigil.bot)).verified
