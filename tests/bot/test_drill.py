"""`!drill`: an exercise runs like an alert, says in every message that it is none, and counts nowhere."""

from __future__ import annotations

from tests.bot.people import Person
from tests.bot.scenes import COORDINATION, alert_raised, answer
from tests.bot.world import World

MARK = "EXERCISE – nobody is in danger."
FOUR = ("sophie", "esther", "david", "carter")


async def begun(vigil: World) -> tuple[str, list[Person]]:
    """An exercise in Goma; its room, and somebody of each of the four, who have read what was said."""
    (amina,) = vigil.people("amina")
    assert (await answer(amina, "!drill goma")).startswith("Exercise K001 has begun.")
    people = vigil.people(*FOUR, "zawadi")
    (room,) = [each.id for each in vigil.homeserver.rooms.values() if each.name == "Exercise K001"]
    return room, people


async def test_every_message_of_it_is_marked(vigil: World) -> None:
    """The brief, answers, commands, reminders, mistakes and the end; in the coordination room as well."""
    room, people = await begun(vigil)
    sophie, esther = people[:2]
    for text in ("!ack", "!status", "!help", "!nonsense", "!why", "!policy", "!note a plan", "!tell hello"):
        await sophie.says(text, room)
    await vigil.forward(minutes=6)
    await vigil.forward(minutes=6)
    await esther.says("!pass ill", room)
    await vigil.forward(minutes=30)
    said = sophie.all_of(room)
    assert len(said) > 10 and [text for text in said if not text.startswith(MARK)] == []
    assert any("ALERT K001: Acacia needs help" in text and "motorcycle" in text for text in said)
    (amina,) = vigil.people("amina")
    about = [text for text in amina.all_of(COORDINATION) if "K001" in text]
    assert [text for text in about if not text.startswith((MARK, "Exercise K001 has begun"))] == []


async def test_it_ends_when_all_have_answered_and_says_who_answered_when(vigil: World) -> None:
    """The report has each organisation and the time from its call to its answer."""
    room, people = await begun(vigil)
    (amina,) = vigil.people("amina")
    for person in people[:3]:
        await vigil.forward(minutes=1)
        await person.says("!ack", room)
    assert not any("is over" in text for text in amina.all_of(COORDINATION))
    await people[3].says("!ack", room)
    people[0].sees("All have answered: the exercise is over.", room)
    report = amina.sees("Exercise K001 is over. Who answered when:").text
    assert f"The Anchor ({people[0].user}): answered after 1 minute." in report
    assert "Jurists for All (@david:vigil.test): answered after 3 minutes." in report
    assert "no answer" not in report


async def test_it_ends_after_its_time_and_names_who_was_silent(weekly: World) -> None:
    """Half an hour; who did not answer stands in the report, and is told with the week ahead."""
    room, (sophie, *_) = await begun(weekly)
    (amina,) = weekly.people("amina")
    await sophie.says("!ack", room)
    await weekly.forward(minutes=31)
    sophie.sees("The time is up", room)
    assert "The Clinic: no answer." in amina.sees("Exercise K001 is over.").text
    await weekly.forward(days=8)
    assert "Did not answer the last exercise: " in amina.sees("Did not answer").text


async def test_it_counts_nowhere(vigil: World) -> None:
    """Not as a call, not in numbers, not in the list of alerts, nor when its record is erased."""
    room, people = await begun(vigil)
    (amina,) = vigil.people("amina")
    assert await answer(amina, "!alerts") == "No alert is open."
    assert "Open alerts: 0" in await answer(amina, "!status")
    for person in people[:4]:
        await person.says("!ack", room)
    assert await answer(amina, "!alerts all") == "There is no alert, open or closed."
    assert "The Anchor: 1 person. Areas: kinshasa, goma and bukavu. Never called." in await answer(
        amina, "!organisations"
    )
    await vigil.forward(days=2)
    async with vigil.store.transaction() as tx:
        assert await tx.measures.since("2000-01") == []
        assert await tx.counts.all() == []
        assert await tx.calls.counts(vigil.clock.now().replace(year=2000)) == {}
        assert await tx.journal.alerts(open_only=False) == []


async def test_a_real_alert_ends_it_and_is_told_from_it(vigil: World) -> None:
    """It never hides one: the room is told at once, and the alert begins as if there were no exercise."""
    room, (sophie, *_) = await begun(vigil)
    scene = await alert_raised(vigil)
    assert "somebody really needs help now" in sophie.all_of(room)[-1]
    assert scene.room != room
    real = sophie.all_of(scene.room)
    assert real and not any("EXERCISE" in text for text in real)
    assert "K002: open" in await answer(scene.amina, "!alerts")


async def test_none_begins_while_an_alert_is_open_and_only_one_at_a_time(vigil: World) -> None:
    """Nobody who is needed is bothered; and a coordinator can end it."""
    room, (sophie, *_) = await begun(vigil)
    (amina,) = vigil.people("amina")
    assert "Exercise K001 is still running" in await answer(amina, "!drill")
    await amina.says("!drill stop", COORDINATION)
    amina.sees("Ended: K001.")
    sophie.sees("The coordinators have ended the exercise.", room)
    assert await answer(amina, "!drill stop") == "No exercise is running."
    assert "Did you mean goma?" in await answer(amina, "!drill gomma")
    await alert_raised(vigil)
    assert "Somebody really needs help now: K" in await answer(amina, "!drill")


async def test_nobody_is_pinged_in_alarm_and_no_defender_hears_of_it(vigil: World) -> None:
    """Coordinators are not mentioned; no defender is written to, and none can be told or brought in."""
    room, (sophie, *_) = await begun(vigil)
    jean, amina = vigil.people("jean", "amina")
    await sophie.says("!tell hello", room)
    assert "Acacia is invented" in sophie.all_of(room)[-1]
    await sophie.says("!bring-in", room)
    assert "Acacia is invented" in sophie.all_of(room)[-1]
    await vigil.forward(hours=2)
    assert jean.all_of() == []
    shown = vigil.homeserver.shown(amina.user)
    contents = [said.content for place, said in shown if place.id == COORDINATION]
    assert not any(each.get("m.mentions", {}).get("user_ids") for each in contents)


async def test_it_survives_a_restart(vigil: World) -> None:
    """It ends at its time also if Vigil was down then."""
    room, (sophie, *_) = await begun(vigil)
    vigil.clock.forward(minutes=40)
    await vigil.restarts()
    sophie.sees("The time is up", room)
