"""By guessing addresses no coordinator finds out whose alias is whose, or who is a defender at all."""

from __future__ import annotations

import pytest

from tests.bot.coordinators import two_coordinators
from tests.bot.people import user_id
from tests.bot.scenes import answer
from tests.bot.test_admins import asks
from tests.bot.world import World

JEAN, NOBODY = user_id("jean"), user_id("nobody")


@pytest.mark.parametrize("written", ["{}", "[x](https://matrix.to/#/{})", "{} Baobab"])
async def test_a_defender_s_address_is_nobody_s(vigil: World, written: str) -> None:
    """Whatever is ordered about somebody: the answer is the one that it is about an address of nobody's."""
    amina, _ = vigil.people("amina", "jean")
    for order in ("verify", "verify no", "verify yes", "trust", "suspend", "reinstate", "person remove"):
        said = [await answer(amina, f"!{order} {written.format(each)}") for each in (JEAN, NOBODY)]
        assert said[0].replace(JEAN, NOBODY) == said[1]
    for order in ("person away", "person back", "admin remove", "shift add", "shift remove", "override"):
        said = [await answer(amina, f"!{order} {each} always") for each in (JEAN, NOBODY)]
        assert said[0].replace(JEAN, NOBODY) == said[1]


async def test_who_cannot_help_is_refused_and_not_named(before: World) -> None:
    """A defender, and somebody who is enrolling, read the same in the answer: no alias, and no part."""
    amina, omar = await two_coordinators(before)
    (jean,) = before.people("jean")
    for order in (
        *(f"!person add {JEAN} Lake Watch", f"!organisation add New; people: {JEAN}"),
        *(f"!organisation edit The Clinic; fallback: {JEAN}", f"!organisation add New; fallback: {JEAN}"),
    ):
        said = await answer(amina, order)
        assert said.startswith(f"I cannot take {JEAN} for that") and "defender" not in said
        assert "Baobab" not in said
    number = await asks(amina, f"!admin add {JEAN}")
    assert "I cannot take" in await answer(omar, f"!agree {number}")
    async with before.store.transaction() as tx:
        assert JEAN not in await tx.roster.admins() and JEAN not in await tx.roster.partners()
    await jean.says("alert")
    jean.sees("I have your alert")
