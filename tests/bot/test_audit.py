"""`!audit`: every act of a coordinator, with who and when; a line that is missing or changed shows."""

from __future__ import annotations

import pytest

from tests.bot.coordinators import answer
from tests.bot.scenes import key_of
from tests.bot.world import World


async def test_every_act_is_there_with_who_and_when(vigil: World) -> None:
    """What was changed, word for word; the audit itself is an act as well."""
    (amina,) = vigil.people("amina")
    await answer(amina, "!organisation edit The Clinic; areas: bukavu")
    await vigil.forward(hours=1)
    await answer(amina, "!suspend clinic")
    await answer(amina, f"!trust Baobab {key_of(vigil, 'jean')}")
    text = await answer(amina, "!audit 7 days")
    lines = text.splitlines()
    assert lines[0] == "What coordinators did in the last 7 days:"
    assert lines[1].startswith("21:00") and amina.user in lines[1]
    assert "!organisation edit The Clinic: areas: bukavu (before: areas: goma" in lines[1]
    assert lines[2].endswith("!suspend The Clinic") and lines[2].startswith("22:00")
    assert lines[3].endswith("!trust Baobab")
    assert "Nothing is missing or changed: 3 acts in all" in lines[4]
    assert "4 acts in all" in await answer(amina, "!audit")


async def test_only_as_far_back_as_was_asked(vigil: World) -> None:
    """Older acts are left out, and still sealed; what is no length of time is answered."""
    (amina,) = vigil.people("amina")
    await answer(amina, "!suspend clinic")
    await vigil.forward(days=2)
    text = await answer(amina, "!audit 1 day")
    assert "No coordinator did anything" in text and "1 act" in text
    assert "!suspend The Clinic" in await answer(amina, "!audit 3 days")
    assert "!audit 7 days" in await answer(amina, "!audit yesterday")


@pytest.mark.parametrize(
    "meddling",
    [
        "DELETE FROM acts WHERE id = 2",
        "UPDATE acts SET detail = 'Road Crew' WHERE id = 1",
        "DELETE FROM acts WHERE id = (SELECT max(id) FROM acts)",
    ],
)
async def test_a_line_that_was_meddled_with_shows(vigil: World, meddling: str) -> None:
    """Removed, changed, or the newest one cut off: it is said aloud."""
    (amina,) = vigil.people("amina")
    for text in ("!suspend clinic", "!reinstate clinic", "!status"):
        await answer(amina, text)
    await vigil.store.writes(meddling)
    assert "SOMETHING IS MISSING OR CHANGED" in await answer(amina, "!audit")
