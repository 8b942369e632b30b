"""`!shift` and `!override`: coordinators say who is on duty when, and see what comes of it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from rooms.duty import Duties, Shift, on_duty
from rooms.roster import Organisation
from tests.bot.people import user_id
from tests.bot.scenes import answer
from tests.bot.world import World

CARTER, ZAWADI = user_id("carter"), user_id("zawadi")
LAKE = "lake-watch"


async def organisation(vigil: World, id: str = LAKE) -> Organisation:
    """An organisation as the roster has it now."""
    async with vigil.store.transaction() as tx:
        return next(one for one in await tx.roster.organisations() if one.id == id)


async def duties(vigil: World) -> Duties:
    """Those of Lake Watch."""
    return (await organisation(vigil)).duties


async def act(vigil: World) -> str:
    """What the journal of the coordinators says last."""
    async with vigil.store.transaction() as tx:
        last = (await tx.acts.recent(1))[0]
        assert await tx.acts.verify() is None
    return f"{last.act}: {last.detail}"


@pytest.mark.parametrize(
    ("written", "shift"),
    [
        (f"{CARTER} Mon-Fri 18:00-08:00", Shift(CARTER, (0, 1, 2, 3, 4), time(18), time(8))),
        (f"{CARTER} always", Shift(CARTER)),
        ("carter weekend", Shift(CARTER, (5, 6))),
        ("Carter lun-ven 18h-8h", Shift(CARTER, (0, 1, 2, 3, 4), time(18), time(8))),
        (
            f"{CARTER} Mon-Fri 18:00-08:00 every second week from 3 January",
            Shift(CARTER, (0, 1, 2, 3, 4), time(18), time(8), 2, date(2027, 1, 3)),
        ),
        (
            f"{CARTER} Sat 08:00-20:00 every second week from 2026-05-09",
            Shift(CARTER, (5,), time(8), time(20), 2, date(2026, 5, 9)),
        ),
        (
            f"{CARTER} Sat 08:00-20:00 every second week",
            Shift(CARTER, (5,), time(8), time(20), 2, date(2026, 5, 3)),
        ),
    ],
)
async def test_a_shift_is_added_as_it_is_written(vigil: World, written: str, shift: Shift) -> None:
    """Also without a year, and by name; the answer says that until now everybody was on duty always."""
    (amina,) = vigil.people("amina")
    text = await answer(amina, f"!shift add {written}")
    assert (await duties(vigil)).shifts == (shift,)
    assert (
        "until now all of its people were on duty always" in text
        and "by the clocks of Africa/Kinshasa" in text
    )
    assert (await act(vigil)).startswith(f"shift: add {CARTER} ")


async def test_a_mention_names_somebody(vigil: World) -> None:
    """Whoever is picked from a list of people is meant, whatever their name is shown as."""
    (amina,) = vigil.people("amina")
    body = "!shift add Carter K. Mon-Fri 18:00-08:00"
    link = f'!shift add <a href="https://matrix.to/#/{CARTER}">Carter K.</a> Mon-Fri 18:00-08:00'
    await amina.sends(
        {"msgtype": "m.text", "body": body, "format": "org.matrix.custom.html", "formatted_body": link},
        "!room1",
    )
    assert [each.person for each in (await duties(vigil)).shifts] == [CARTER]


async def test_who_is_called_follows_at_once(vigil: World) -> None:
    """The alert after the command calls the one on duty, and not the other."""
    amina, jean, zawadi = vigil.people("amina", "jean", "zawadi")
    await answer(amina, "!shift add zawadi every day 20:00-08:00")
    await jean.says("alert they are at the gate")
    assert vigil.homeserver.rooms[zawadi.room].members.get(ZAWADI) == "join"
    assert CARTER not in vigil.homeserver.rooms[zawadi.room].members


async def test_shifts_are_removed_by_number_or_all_of_a_person(vigil: World) -> None:
    """The number is the one that is shown; the last one gone, everybody is on duty always: that is said."""
    (amina,) = vigil.people("amina")
    for written in ("carter Mon 08:00-20:00", "zawadi Tue 08:00-20:00", "carter Wed 08:00-20:00"):
        await answer(amina, f"!shift add {written}")
    assert "has no shift 2" in await answer(amina, "!shift remove carter 2")
    assert "Shift 3: carter, Wed 08:00-20:00" in await answer(amina, "!rota lake watch")
    assert "are changed" in await answer(amina, "!shift remove carter 3")
    assert [each.person for each in (await duties(vigil)).shifts] == [CARTER, ZAWADI]
    await answer(amina, f"!shift remove {ZAWADI}")
    assert "has no shifts" in await answer(amina, f"!shift remove {ZAWADI}")
    assert "on duty always" in await answer(amina, "!shift remove carter")
    assert await duties(vigil) == Duties()


@pytest.mark.parametrize(
    "written",
    [
        "Zawadi for Carter, Friday 20:00 to Sunday 08:00",
        f"{ZAWADI} for {CARTER} Friday 20:00 to Sunday 08:00",
        "zawadi pour carter, vendredi 20h à dimanche 8h",
        "zawadi badala ya carter, ijumaa 20:00 hadi jumapili 08:00",
    ],
)
async def test_an_override_stands_in_for_once(vigil: World, written: str) -> None:
    """From then until then, in the organisation's own time; before and after it is as it was."""
    (amina,) = vigil.people("amina")
    await answer(amina, "!shift add carter always")
    text = await answer(amina, f"!override {written}")
    assert "Fri 8 May 20:00 – Sun 10 May 08:00, by the clocks of Africa/Kinshasa" in text
    found = await organisation(vigil)
    assert on_duty(found, datetime(2026, 5, 8, 18, 59, tzinfo=UTC)) == (CARTER,)
    assert on_duty(found, datetime(2026, 5, 8, 19, 0, tzinfo=UTC)) == (ZAWADI,)
    assert on_duty(found, datetime(2026, 5, 10, 7, 0, tzinfo=UTC)) == (CARTER,)
    assert (await act(vigil)).startswith(f"override: {ZAWADI} for {CARTER} ")


async def test_an_override_without_another_is_one_more(vigil: World) -> None:
    """Somebody is on duty as well; and it is taken back by name."""
    (amina,) = vigil.people("amina")
    await answer(amina, "!shift add carter always")
    assert "as well" in await answer(amina, "!override zawadi for 3 days")
    assert set(on_duty(await organisation(vigil), vigil.clock.now())) == {CARTER, ZAWADI}
    assert "no longer" in await answer(amina, "!override remove zawadi")
    assert on_duty(await organisation(vigil), vigil.clock.now()) == (CARTER,)
    assert "for nobody" in await answer(amina, "!override remove zawadi")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("!shift add carter whenever he likes", "!shift add @user Mon-Fri 18:00-08:00"),
        ("!shift add carter", "!shift add @user Mon-Fri 18:00-08:00"),
        ("!shift ad carter Mon 08:00-20:00", "!shift add"),
        ("!shift", "!shift remove"),
        ("!shift add cartr Mon 08:00-20:00", f"Did you mean {CARTER}?"),
        ("!shift add @nobody:vigil.test Mon 08:00-20:00", "nobody:vigil.test"),
        ("!shift remove carter", "has no shifts"),
        ("!shift remove carter the first", "!shift remove @user NUMBER"),
        ("!override carter for zawadi whenever", "!override"),
        ("!override carter", "!override"),
        ("!override carter for esther, Friday 20:00 to Sunday 08:00", "two organisations"),
        ("!override cartr for zawadi, Friday 20:00 to Sunday 08:00", f"Did you mean {CARTER}?"),
    ],
)
async def test_what_is_unclear_changes_nothing(vigil: World, written: str, said: str) -> None:
    """The answer shows how it is written, or who may be meant; nothing is guessed at."""
    (amina,) = vigil.people("amina")
    assert said in await answer(amina, written)
    async with vigil.store.transaction() as tx:
        assert all(each.duties == Duties() for each in await tx.roster.organisations())


async def test_somebody_of_that_name_elsewhere_has_to_be_written_out(vigil: World) -> None:
    """Two people of one name, on two servers: neither is meant by it."""
    (amina,) = vigil.people("amina")
    async with vigil.store.transaction() as tx:
        await tx.editing.add_person("clinic", "@carter:elsewhere.test")
    assert "several people" in await answer(amina, "!shift add carter always")
    assert await duties(vigil) == Duties()
