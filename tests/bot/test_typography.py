"""Organisations by names as telephones write them, in every command that takes one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.bot.scenes import COORDINATION, answer
from tests.bot.world import World


@pytest.mark.parametrize("written", ["L’Observatoire Nord–Kivu", "l'observatoire nord‑kivu"])
async def test_an_organisation_is_found_however_its_name_is_typed(before: World, written: str) -> None:
    """To look at, to change, to pause, to suspend, to exclude, to add to, to call and to release."""
    before.settings = replace(
        before.settings,
        organisations=tuple(
            replace(each, name="L'Observatoire Nord-Kivu") if each.id == "lake-watch" else each
            for each in before.settings.organisations
        ),
    )
    await before.starts()
    amina, jean, sophie, nora = before.people("amina", "jean", "sophie", "nora")
    name = "L'Observatoire Nord-Kivu"
    assert f"{name}: carter and zawadi" in await answer(amina, f"!rota {written}")
    assert name in await answer(amina, f"!organisation edit {written}; areas: goma, Kivu–Sud")
    assert name in await answer(amina, f"!organisation pause {written}.")
    assert name in await answer(amina, f"!organisation resume « {written} »")
    assert f"{name} is suspended" in await answer(amina, f"!suspend {written}")
    assert f"{name} takes part" in await answer(amina, f"!reinstate {written}")
    assert "lake-watch" in await answer(amina, f"!defender edit Baobab; exclude: {written}")
    assert "exclude: -" in await answer(amina, "!defender edit Baobab; exclude: none")
    assert f"answers for {name}" in await answer(amina, f"!person add {nora.user} {written}")
    assert f"called {name} already" in await answer(amina, f"!organisation add {written}; areas: goma")
    assert "area: kivu" in (await answer(amina, "!defender edit Baobab; area: kivu-sud")).casefold()
    await jean.says("alert")
    room = next(room.id for room in before.homeserver.rooms.values() if room.name.endswith("K001"))
    sophie.reads_on()
    await sophie.says(f"!release {written}", room)
    sophie.sees(name, room)
    await amina.says("!alerts Kivu‑Sud", COORDINATION)
    amina.sees("K0", COORDINATION)
