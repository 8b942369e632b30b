"""`!rota`: who is on duty, who is not, how often each is called; in words, and as a picture that follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.errors import Refused, Unreachable
from bot.filing import files_queue, upload_of
from rooms.duty import EVERY_DAY, Absence, Duties, Override, Shift
from tests.bot.people import Person, user_id
from tests.bot.scenes import COORDINATION, alert_raised, answer
from tests.bot.world import World

PNG = b"\x89PNG\r\n\x1a\n"
NIGHTS = (
    Shift(user_id("carter"), EVERY_DAY, time(18), time(8)),
    Shift(user_id("zawadi"), (0, 1, 2, 3, 4), time(8), time(16)),
)


async def on_duty(vigil: World, organisation: str, duties: Duties) -> None:
    """This organisation's duties are these from now on."""
    async with vigil.store.transaction() as tx:
        assert await tx.editing.set_duties(organisation, duties)
    vigil.vigil.places.alerts.roster_changed()


def files(vigil: World, amina: Person) -> dict[str, bytes]:
    """What was shown to her in files, by name."""
    return {
        said.content["filename"]: vigil.homeserver.files[said.content["file"]["url"]]
        for room, said in vigil.homeserver.shown(amina.user)
        if room.id == COORDINATION and "file" in said.content
    }


async def test_the_week_is_a_table_and_a_picture(vigil: World) -> None:
    """Seven days from today; gaps by name; times that come again are one line; a PNG follows."""
    (amina,) = vigil.people("amina")
    await on_duty(vigil, "lake-watch", Duties(shifts=NIGHTS))
    lines = (await answer(amina, "!rota")).splitlines()
    assert lines[0] == "On duty from Sunday 3 May to Saturday 9 May, by the clocks of Africa/Kinshasa:"
    assert "The Clinic: esther, always." in lines
    at = lines.index("Lake Watch:")
    assert lines[at + 1 : at + 7] == [
        "– Sun 00:00–08:00: carter",
        "– Sun, Sat 08:00–18:00: NOBODY",
        "– Sun–Fri 18:00–08:00: carter",
        "– Mon–Fri 08:00–16:00: zawadi",
        "– Mon–Fri 16:00–18:00: NOBODY",
        "– Sat 18:00–24:00: carter",
    ]
    assert files(vigil, amina)["rota.png"].startswith(PNG)


async def test_one_organisation_is_shown_with_what_it_is_made_of(vigil: World) -> None:
    """Its days, and its shifts with their numbers, who stands in, who is away."""
    (amina,) = vigil.people("amina")
    carter, zawadi = user_id("carter"), user_id("zawadi")
    now = vigil.clock.now()
    duties = Duties(
        NIGHTS,
        (Override(zawadi, now + timedelta(hours=1), now + timedelta(hours=9), carter),),
        (Absence(carter, now + timedelta(days=3), now + timedelta(days=5)),),
    )
    await on_duty(vigil, "lake-watch", duties)
    text = await answer(amina, "!rota lake watch")
    assert "Shift 1: carter, every day 18:00-08:00" in text
    assert "For once zawadi for carter: Sun 3 May 22:00 – Mon 4 May 06:00" in text
    assert "carter is away until Fri 8 May 21:00." in text
    assert "The Clinic" not in text
    assert files(vigil, amina)["rota-lake-watch.png"].startswith(PNG)
    assert "Did you mean Lake Watch?" in await answer(amina, "!rota Lake Wach")


async def test_gaps_are_listed_by_organisation(vigil: World) -> None:
    """For the time that is asked for, with their length in all; nothing of who always has somebody."""
    (amina,) = vigil.people("amina")
    assert "always has somebody" in await answer(amina, "!rota gaps")
    await on_duty(vigil, "lake-watch", Duties(shifts=NIGHTS))
    text = await answer(amina, "!rota gaps 2 days")
    assert text.splitlines()[1:] == [
        "Lake Watch, 4 hours in all: Mon 4 May 16:00 – Mon 4 May 18:00 and Tue 5 May 16:00 – Tue 5 May 18:00"
    ]
    assert "and 22 more times" in await answer(amina, "!rota gaps 4 weeks")
    assert "length of time" in await answer(amina, "!rota gaps 3 years")
    assert "length of time" in await answer(amina, "!rota gaps soon")


async def test_fairness_is_numbers_and_bars(vigil: World) -> None:
    """How often each was called, the most called first, and who never was."""
    scene = await alert_raised(vigil)
    lines = (await answer(scene.amina, "!rota fairness 90 days")).splitlines()
    assert lines[1].startswith("The Anchor: called 1 time, last at 21:00")
    assert "Road Crew: never called" in lines
    assert files(vigil, scene.amina)["fairness.png"].startswith(PNG)


async def test_why_each_was_called_is_told_by_code(vigil: World) -> None:
    """Of an alert, the reasons for each organisation, and nothing of what is in it."""
    scene = await alert_raised(vigil, "alert the blue house")
    text = await answer(scene.amina, "!why k001")
    assert "K001" in text and "The Anchor" in text and "Lake Watch" in text
    assert "blue house" not in text and "Baobab" not in text
    assert "!why CODE" in await answer(scene.amina, "!why")


async def test_a_large_network_is_several_pictures(vigil: World) -> None:
    """What nobody could read on a phone in one picture comes in several, in their order."""
    (amina,) = vigil.people("amina")
    async with vigil.store.transaction() as tx:
        first = (await tx.roster.organisations())[0]
        for number in range(10):
            more = replace(first, id=f"more-{number}", name=f"More {number}", anchor=False, people=())
            await tx.editing.add_organisation(more)
    vigil.vigil.places.alerts.roster_changed()
    await answer(amina, "!rota")
    assert list(files(vigil, amina)) == ["rota-1.png", "rota-2.png"]


async def test_a_picture_is_not_drawn_or_uploaded_again_in_vain(vigil: World) -> None:
    """A message that cannot be sent is tried again with the file that lies there; words wait for neither."""
    (amina,) = vigil.people("amina")
    vigil.gateway.breaks("upload", Unreachable("The network is bad."), times=1)
    await amina.says("!rota", COORDINATION)
    assert "On duty from" in amina.sees("On duty from").text
    await amina.says("!status", COORDINATION)
    amina.sees("Open alerts: 0")
    assert files(vigil, amina) == {}
    vigil.gateway.breaks("send", Unreachable("The network is bad."), times=1)
    await vigil.forward(minutes=1)
    assert len(vigil.homeserver.files) == 1 and files(vigil, amina) == {}
    await vigil.restarts()
    await vigil.forward(minutes=2)
    assert len(vigil.homeserver.files) == 1
    assert files(vigil, amina)["rota.png"] == next(iter(vigil.homeserver.files.values()))


async def test_a_file_that_is_refused_is_told(vigil: World) -> None:
    """G6: the coordinators hear that a picture is lacking."""
    (amina,) = vigil.people("amina")
    vigil.gateway.breaks("upload", Refused(413, "M_TOO_LARGE"))
    await amina.says("!rota", COORDINATION)
    amina.sees("did not take a file")


async def test_nothing_is_shown_in_a_room_without_encryption(vigil: World) -> None:
    """G3: no file goes anywhere in the clear, nor is it uploaded for that."""
    (sophie,) = vigil.people("sophie")
    room = await sophie.opens_chat(encrypted=False, bot_may_protect=False)
    async with vigil.store.transaction() as tx:
        file = upload_of(room, "clinic.ics", "text/calendar", b"a calendar")
        await vigil.vigil.telling.add(tx, files_queue(room), file)
    await vigil.ticks()
    assert vigil.homeserver.files == {}


@pytest.mark.parametrize("name", ["sophie", "jean", "theo"])
async def test_only_admins_are_shown_the_rota(vigil: World, name: str) -> None:
    """G3: nobody else is answered, by whatever way they are in the room."""
    (person,) = vigil.people(name)
    vigil.homeserver.enter(vigil.homeserver.rooms[COORDINATION], person.user)
    for command in ("!rota", "!rota gaps", "!shift remove carter", "!override carter for zawadi 3 days"):
        vigil.homeserver.send(person.user, COORDINATION, {"msgtype": "m.text", "body": command})
    await vigil.settles()
    assert person.all_of(COORDINATION) == [] and vigil.homeserver.files == {}


async def test_times_are_told_by_one_clock(vigil: World) -> None:
    """An organisation's own, in every answer; where that is not the network's, it is named."""
    (amina,) = vigil.people("amina")
    await answer(amina, "!organisation edit lake watch; zone: Africa/Lubumbashi")
    text = await answer(amina, "!override carter, Monday 20:00 to Monday 22:00")
    assert "Mon 4 May 20:00 – Mon 4 May 22:00, by the clocks of Africa/Lubumbashi" in text
    await answer(amina, "!shift add zawadi daily 18:00-08:00")
    for command in ("!rota", "!rota lake watch"):
        assert "18:00–08:00: zawadi" in await answer(amina, command)
    assert "Lake Watch (Africa/Lubumbashi):" in await answer(amina, "!rota")
    assert "Lake Watch (Africa/Lubumbashi), " in await answer(amina, "!rota gaps")
    assert "– Mon 4 May 18:00" in await answer(amina, "!rota gaps")
