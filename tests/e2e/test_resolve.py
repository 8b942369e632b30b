"""The end needs two, and leaves nothing behind (issue 2, "Resolve")."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from bot.errors import Refused
from bot.matrix.http import path
from bot.store.engine import open_database
from tests.e2e.scenes import Scene, everybody_on_it, users
from tests.e2e.world import World

REASON = "the men have left the quarter; if they come back, call again"


async def proposed(vigil: World) -> Scene:
    """Carter of Lake Watch holds that it is over; everybody has read it."""
    scene = await everybody_on_it(vigil)
    await carter_proposes(scene)
    return scene


async def carter_proposes(scene: Scene) -> None:
    """He writes why, and everybody reads it."""
    await scene.carter.says(f"!resolve {REASON}", scene.room)
    await scene.all_see(f"Lake Watch thinks that it is over: “{REASON}”")


async def test_one_organisation_cannot_close_alone_and_another_can(vigil: World) -> None:
    """Zawadi is of the same organisation; David is not, and so the alert is closed, and everybody told."""
    scene = await proposed(vigil)
    (amina,) = await vigil.people("amina")
    await scene.jean.sees_next("Is it over?")
    await scene.carter.confirms(scene.room)
    await scene.sophie.sees_next("It was Lake Watch that proposed it", scene.room)
    await scene.zawadi.confirms(scene.room)
    await scene.sophie.sees_next("It was Lake Watch that proposed it", scene.room)
    await scene.jean.sees_nothing_more()
    await scene.david.confirms(scene.room)
    await scene.all_see("Jurists for All agrees. The alert is closed")
    await scene.jean.sees_next("Your alert is closed")
    await amina.sees("is closed")
    await scene.sophie.says("!pass", scene.room)
    await scene.sophie.sees_next("This alert is closed", scene.room)
    await vigil.forward(minutes=50)
    await vigil.settles()
    await scene.jean.sees_nothing_more()
    await scene.sophie.sees_nothing_more(scene.room)


async def test_the_defender_can_be_the_second_voice(vigil: World) -> None:
    """They answer by the number before "yes"; after that a new call is a new alert in a new room."""
    scene = await proposed(vigil)
    question = await scene.jean.sees_next("Is it over?")
    assert re.search(r"\d\d yes", question.text) and "2 no" in question.text
    await scene.jean.agrees()
    await scene.all_see("Baobab agrees. The alert is closed")
    await scene.jean.sees_next("Your alert is closed")
    await scene.jean.says("alert they are back")
    again = await scene.sophie.sees("Baobab needs help")
    assert again.room != scene.room and "they are back" in again.text


async def test_reminders_stop_only_at_the_end(vigil: World) -> None:
    """While a proposal waits, the others are reminded of it, and the defender is asked as before."""
    scene = await proposed(vigil)
    await scene.jean.sees_next("Is it over?")
    await vigil.forward(minutes=10)
    reminder = await scene.all_see("nobody has answered. Do you agree?")
    assert set(reminder.mentions) == users((scene.sophie, scene.esther, scene.david))
    await scene.jean.sees_next("Is it over?")
    await vigil.forward(minutes=50)
    await scene.jean.sees("Are you safe?")
    await scene.jean.says("1")
    await scene.all_see("Baobab answers: safe")
    await scene.jean.sees_next("I will ask you again at")
    assert "thinks that it is over" in (await scene.says_status()).text


async def test_a_no_or_a_new_alarm_reopens(vigil: World) -> None:
    """The room reads that it goes on, nobody can confirm any more, and the check-ins go on."""
    scene = await everybody_on_it(vigil)
    for who in ("a partner", "the defender's no", "a new alarm"):
        await carter_proposes(scene)
        await scene.jean.sees_next("Is it over?")
        if who == "a partner":
            await scene.esther.says("!deny their car is still here", scene.room)
            await scene.all_see("For The Clinic it is not over: “their car is still here”")
        else:
            await scene.jean.says("2" if who == "the defender's no" else "sos they are back")
            await scene.all_see("For Baobab it is not over")
        await scene.david.says("!confirm 47", scene.room)
        await scene.all_see("Nobody has proposed to close this alert")
        await vigil.forward(hours=1)
        await scene.jean.sees("Are you safe?")
        await scene.jean.says("1")
        await scene.jean.sees("I will ask you again at")


async def test_a_forced_yes_closes_nothing_and_nobody_beside_the_defender_can_tell(vigil: World) -> None:
    """The duress word for "1": the defender reads that it is closed, and nothing more; the room knows."""
    scene = await proposed(vigil)
    await scene.jean.sees_next("Is it over?")
    await vigil.settles()
    await vigil.forward(seconds=6)
    await scene.jean.says("All quiet on the lake.")
    await scene.jean.sees_next("Your alert is closed. I will not ask you any more")
    alarm = await scene.all_see("SILENT ALARM")
    assert set(alarm.mentions) == users(scene.partners)
    for words, refusal in (
        ("!tell hold on", "I am not passing this on"),
        ("!checkin now", "I am not asking"),
    ):
        await scene.david.says(words, scene.room)
        await scene.all_see(refusal)
    await scene.david.says("!confirm 47", scene.room)
    await scene.all_see("Nobody has proposed to close this alert")
    await vigil.forward(hours=3)
    await vigil.settles()
    await scene.jean.sees_nothing_more()
    await scene.jean.says("sos they are gone now")
    await scene.all_see("Baobab is calling for help again")


async def test_the_room_is_closed_and_later_left_and_all_erased(vigil: World) -> None:
    """Read-only after the cooling-off; after `retention` the bot is gone, and its record but for a count."""
    scene = await proposed(vigil)
    await scene.david.confirms(scene.room)
    await scene.all_see("The alert is closed")
    await scene.sophie.says("thank you all", scene.room)
    await scene.david.sees("thank you all", scene.room)
    await vigil.forward(hours=1)
    await scene.all_see("This room can now only be read")
    await vigil.settles()
    with pytest.raises(Refused):
        await scene.sophie.says("one more thing", scene.room)
    await vigil.forward(days=29, hours=22)
    await vigil.settles()
    assert vigil.bot in await scene.sophie.members(scene.room)
    traces = {scene.room, "at the gate", REASON}
    assert await found_in_files(vigil, traces) == traces
    await vigil.forward(hours=1)
    await vigil.settles()
    assert vigil.bot not in await scene.sophie.members(scene.room)
    await scene.jean.says("hello")
    await scene.jean.sees("Do you need help now?")
    assert await found_in_files(vigil, traces) == set()
    async with vigil.vigil.store.transaction() as tx:
        assert await tx.journal.alerts(open_only=False) == []
        assert await tx.timers.due(vigil.clock.now() + timedelta(days=365)) == []
        (count,) = await tx.counts.all()
    assert (count.name, count.number) == ("alerts", 1)
    rooms = await vigil.vigil.gateway.homeserver.request("GET", path("joined_rooms"))
    assert scene.room not in rooms["joined_rooms"]


async def found_in_files(vigil: World, traces: set[str]) -> set[str]:
    """Which of these stand in any row of the bot's two files, opened with its key while it is stopped."""
    await vigil.stops()
    settings = vigil.vigil.settings
    rows: list[str] = []
    for file in (settings.database, settings.data_dir / "crypto.db"):
        database = await open_database(file, settings.key())
        look = database.connection.exec_driver_sql
        for (table,) in (await look("SELECT name FROM sqlite_master WHERE type = 'table'")).all():
            rows += (str(tuple(row)) for row in await look(f'SELECT * FROM "{table}"'))
        await database.close()
    await vigil.starts()
    return {trace for trace in traces if any(trace in row for row in rows)}
