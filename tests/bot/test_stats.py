"""`!stats`: numbers of the alerts that are over, in words and as pictures; they name nobody."""

from __future__ import annotations

from bot.store.measures import Measure
from tests.bot.scenes import COORDINATION, alert_raised, answer
from tests.bot.world import World


async def over(vigil: World, *measures: Measure) -> None:
    """These alerts were raised once, and are over."""
    async with vigil.store.transaction() as tx:
        for measure in measures:
            await tx.measures.add(measure)


def alerts(area: str, months: str, *seconds: int, missed: int = 0) -> list[Measure]:
    """One alert for each of these times to the first answer."""
    return [Measure(months, area, each, each * 2, None, missed, 1) for each in seconds]


async def test_numbers_by_area_and_month(vigil: World) -> None:
    """How many, median and worst times, what was missed; what came to too few is a dash."""
    (amina,) = vigil.people("amina")
    await over(
        vigil, *alerts("goma", "2026-03", 60, 120, 600, missed=1), *alerts("beni", "2026-04", 60, 60, 90)
    )
    told = await answer(amina, "!stats 90 days")
    assert told.startswith("Alerts raised since the beginning of February 2026 that are over:\nAll: 6.")
    assert "By area:" in told and "By month:" in told and "March 2026: 3." in told
    (goma,) = [line for line in told.splitlines() if line.startswith("goma")]
    assert goma == (
        "goma: 3. On it: the first after 2 minutes (at worst 10 minutes), "
        "enough after 4 minutes (20 minutes), four –. "
        "Check-ins missed: –. Organisations that could not come: 3."
    )


async def test_older_ones_and_lengths_that_are_none(vigil: World) -> None:
    """Only what was raised since the month in which the time begins; a mistake is explained."""
    (amina,) = vigil.people("amina")
    await over(vigil, *alerts("goma", "2025-06", 60, 120, 600))
    assert "fewer than 3 alerts have come to an end" in await answer(amina, "!stats")
    assert "All: 3." in await answer(amina, "!statistiques 400 jours")
    for words in ("tomorrow", "5m", "99999 days"):
        assert "Write, for example: !stats 90 days" in await answer(amina, f"!stats {words}")


async def test_nothing_in_it_names_a_defender(vigil: World) -> None:
    """After real alerts: no alias, no code, no organisation."""
    for _ in range(3):
        scene = await alert_raised(vigil)
        await scene.sophie.says("!ack", scene.room)
        await scene.sophie.says("!resolve they have left", scene.room)
        await vigil.forward(minutes=1)
        await scene.jean.says("1")
        await vigil.forward(days=1)
    told = await answer(scene.amina, "!stats 90 days")
    assert "All: 3." in told
    assert not [name for name in ("Baobab", "K00", "Anchor", "goma", "jean") if name in told]


async def test_pictures_follow(vigil: World) -> None:
    """One of how many there were, and one of how long it took until enough were on it; none of too few."""
    (amina,) = vigil.people("amina")
    await amina.says("!stats", COORDINATION)
    assert _pictures(vigil, amina.user) == []
    await over(vigil, *alerts("goma", "2026-03", 60, 120, 600), *alerts("beni", "2026-04", 60, 60, 90))
    await amina.says("!stats", COORDINATION)
    assert _pictures(vigil, amina.user) == ["alerts.png", "enough.png"]


async def test_zeros_are_no_picture(vigil: World) -> None:
    """What took no time at all, or what nobody may know, has no bars: it stands in the words."""
    (amina,) = vigil.people("amina")
    await over(vigil, *alerts("goma", "2026-03", 0, 0, 0), *alerts("beni", "2026-04", 0, 0, 0))
    await amina.says("!stats", COORDINATION)
    assert _pictures(vigil, amina.user) == ["alerts.png"]
    await amina.says("!rota fairness", COORDINATION)
    assert _pictures(vigil, amina.user) == ["alerts.png"]


def _pictures(vigil: World, person: str) -> list[str]:
    shown = vigil.homeserver.shown(person)
    contents = [said.content for room, said in shown if room.id == COORDINATION]
    return [str(each["body"]) for each in contents if each.get("msgtype") == "m.image"]
