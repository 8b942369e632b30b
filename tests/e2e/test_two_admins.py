"""Two coordinators have to agree, on a real homeserver with real clients (issue 5)."""

from __future__ import annotations

import re

from tests.e2e.scenes import asks
from tests.e2e.world import World


def number_in(question: str) -> str:
    """The number that waits to be agreed to."""
    found = re.search(r"!(?:agree|yes) (\d+)", question)
    assert found
    return found[1]


async def test_two_agree_to_who_coordinates(vigil: World) -> None:
    """The first is alone and confirms the second; the third needs both; who is removed reads no more (G3)."""
    amina, omar, lucie = await vigil.people("amina", "omar", "lucie")
    room = await amina.room("Coordination")
    question = await asks(amina, f"!admin add {omar.user}", "is to be a coordinator")
    await asks(amina, f"!yes {number_in(question)}", "is a coordinator now")
    assert await omar.room("Coordination") == room
    question = await asks(amina, f"!admin add {lucie.user}", f"{lucie.user} is to be a coordinator")
    number = number_in(question)
    await asks(amina, f"!agree {number}", "needs another coordinator")
    await asks(omar, f"!agree {number}", f"{lucie.user} is a coordinator now")
    assert await lucie.room("Coordination") == room
    await asks(lucie, "!status", "Partner organisations: 12")
    number = number_in(await asks(lucie, f"!admin remove {amina.user}", "to be a coordinator no longer"))
    await asks(omar, f"!agree {number}", f"{amina.user} is a coordinator no longer")
    await vigil.settles()
    assert amina.user not in await omar.members(room)
    audit = await asks(omar, "!audit", "Nothing is missing or changed")
    assert f"!agree {number}: remove {amina.user}, asked for by {lucie.user}" in audit
    assert audit not in [seen.text for seen in amina.memory.seen]
