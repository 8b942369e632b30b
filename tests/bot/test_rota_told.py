"""The week ahead, told on Monday morning; and each who comes on duty is told before, in their language."""

from __future__ import annotations

from tests.bot.people import user_id
from tests.bot.scenes import COORDINATION, answer
from tests.bot.test_rota_shown import files
from tests.bot.world import World


async def test_the_week_ahead_is_told_on_monday_at_its_time(weekly: World) -> None:
    """It is Sunday 21:00: at 08:00 the table, the gaps by name, and the picture; and again in a week."""
    (amina,) = weekly.people("amina")
    await answer(amina, "!shift add carter Mon-Fri 18:00-08:00")
    await weekly.forward(hours=10, minutes=59)
    amina.reads_on()
    before = len(weekly.homeserver.files)
    await weekly.forward(minutes=1)
    text = amina.sees_next("The week ahead, from Monday 4 May to Sunday 10 May").text
    assert "– Mon–Fri 18:00–24:00: carter" in text or "– Mon–Fri 18:00–08:00: carter" in text
    assert "Lake Watch, 4 days 2 hours in all" in text or "Lake Watch, " in text.split("NOBODY is on duty")[1]
    assert len(weekly.homeserver.files) == before + 1 and "rota.png" in files(weekly, amina)
    for _ in range(6):
        await weekly.forward(days=1)
    amina.reads_on()
    await weekly.forward(days=1)
    amina.sees("The week ahead, from Monday 11 May")


async def test_a_week_without_gaps_says_so(weekly: World) -> None:
    """Who is told that all is well can rest."""
    (amina,) = weekly.people("amina")
    await weekly.forward(hours=11)
    assert "Every organisation always has somebody on duty." in amina.sees("The week ahead").text


async def test_the_week_is_told_once_late_and_over_a_restart(weekly: World) -> None:
    """G4: Vigil was down on Monday morning, and tells it when it is back; a second start tells no more."""
    (amina,) = weekly.people("amina")
    await weekly.stops()
    weekly.clock.forward(hours=15)
    await weekly.starts()
    assert "from Monday 4 May" in amina.sees("The week ahead").text
    await weekly.restarts()
    await weekly.forward(hours=1)
    assert sum("The week ahead" in text for text in amina.all_of(COORDINATION)) == 1


async def test_never_is_never(vigil: World) -> None:
    """Who does not want it is not told."""
    (amina,) = vigil.people("amina")
    await vigil.forward(days=8)
    assert not any("The week ahead" in text for text in amina.all_of(COORDINATION))


async def test_who_comes_on_duty_is_told_an_hour_before(vigil: World) -> None:
    """Once, with the times, in their own chat; who is on duty already, or not, hears nothing."""
    amina, carter, zawadi = vigil.people("amina", "carter", "zawadi")
    await answer(amina, "!shift add carter Mon-Fri 08:00-18:00")
    await vigil.forward(hours=9, minutes=58)
    assert not any("duty" in text for text in carter.all_of())
    await vigil.forward(minutes=2)
    text = carter.sees("Your duty for Lake Watch begins").text
    assert "begins Mon 4 May 08:00 and goes on until Mon 4 May 18:00" in text
    for _ in range(30):
        await vigil.forward(minutes=5)
    carter.sees_no_more()
    assert not any("duty" in text for text in zawadi.all_of())


async def test_they_are_told_in_their_language_and_by_their_clocks(vigil: World) -> None:
    """The organisation's first language that Vigil speaks, and its time zone."""
    amina, bahati = vigil.people("amina", "bahati")
    async with vigil.store.transaction() as tx:
        await tx.editing.change_organisation("plateau", zone="Africa/Lubumbashi", languages=("ln", "fr"))
    vigil.vigil.places.alerts.roster_changed()
    await answer(amina, "!shift add bahati Mon-Fri 08:00-18:00")
    await vigil.forward(hours=9)
    assert "commence lun 4 mai 08:00 et dure jusqu'à lun 4 mai 18:00" in bahati.sees("Votre astreinte").text


async def test_they_are_told_once_also_over_a_restart_and_late(vigil: World) -> None:
    """G4: what was told is not told again; a duty that began while Vigil was down is told when it is back."""
    amina, carter, zawadi = vigil.people("amina", "carter", "zawadi")
    await answer(amina, "!shift add carter Mon-Fri 08:00-18:00")
    await answer(amina, "!shift add zawadi Mon-Fri 12:00-20:00")
    await vigil.forward(hours=10, minutes=30)
    carter.sees("begins Mon 4 May 08:00")
    await vigil.restarts()
    await vigil.forward(minutes=10)
    carter.sees_no_more()
    await vigil.stops()
    vigil.clock.forward(hours=5)
    await vigil.starts()
    await vigil.forward(minutes=1)
    zawadi.sees("You are on duty for Lake Watch since Mon 4 May 12:00, until Mon 4 May 20:00")
    carter.sees_no_more()


async def test_a_duty_that_is_given_at_short_notice_is_told_at_once(vigil: World) -> None:
    """Somebody stands in from now on: they hear it within a minute, and that it goes on already."""
    amina, zawadi = vigil.people("amina", "zawadi")
    await answer(amina, "!shift add carter always")
    await vigil.forward(minutes=5)
    await answer(amina, "!override zawadi for carter, 3 hours")
    await vigil.forward(minutes=1)
    zawadi.sees("You are on duty for Lake Watch since Sun 3 May 21:05, until Mon 4 May 00:05")


async def test_who_always_is_on_duty_hears_nothing(vigil: World) -> None:
    """Nobody comes on duty in a network without shifts."""
    await vigil.forward(days=3)
    for name in ("sophie", "carter"):
        (person,) = vigil.people(name)
        assert not any("duty" in text for text in person.all_of())
    assert user_id("carter") in vigil.homeserver.phones
