"""Who comes when organisations do not answer, pass, grow silent or hand over (issue 5), with real clients."""

from __future__ import annotations

import asyncio

from bot.demo import cast
from bot.demo.memory import Seen
from tests.e2e.scenes import alert_raised, asks, code_of, enrols, everybody_on_it, names_time
from tests.e2e.world import World

WELCOME = tuple(name for name in cast.PARTNERS if name != "fidele")
"""All whom Jean does not exclude."""


async def test_the_night_in_which_nobody_answers(vigil: World) -> None:
    """All are asked, and then again; the coordinators know whom to telephone; the first yes is told."""
    amina, jean, *partners = await vigil.people(cast.COORDINATOR, "jean", *WELCOME)
    sophie, coordination = partners[0], await amina.room("Coordination")
    await amina.says("!organisation edit The Clinic; telephones: +243 999 000 111", coordination)
    await amina.sees("The Clinic", coordination)
    await jean.says("alert they are at the gate")
    room = (await sophie.sees("Baobab needs help")).room
    await jean.sees("4 organisations are invited")
    await vigil.forward(minutes=5)
    reminder = await sophie.sees("The Anchor, there is no answer from you yet", room)
    assert reminder.mentions == (sophie.user,)
    await vigil.forward(minutes=5)
    await sophie.sees("Lake Watch did not answer in time. They are still welcome.", room)
    for _ in range(2):
        await vigil.settles()
        await vigil.forward(minutes=5)
    await sophie.sees("There is no other organisation left to call", room)
    briefs = await asyncio.gather(*(each.sees("Baobab needs help", by=vigil.bot) for each in partners))
    assert {brief.room for brief in briefs} == {room}
    alarm = await amina.sees("none is left to call. No answer yet from", coordination)
    assert "Telephone of The Clinic: +243 999 000 111" in alarm.text and alarm.mentions == (amina.user,)
    assert "Baobab" not in alarm.text and "gate" not in alarm.text
    await vigil.forward(minutes=10)
    again = await sophie.sees("The Anchor, I am asking you once more: can you come?", room)
    assert again.mentions == (sophie.user,)
    neema = partners[WELCOME.index("neema")]
    await neema.says("!ack", room)
    await jean.sees("1 organisation is on it: Volcano House")
    await sophie.sees("Volcano House is on it.", room)


async def test_who_passes_is_replaced_before_any_time_goes_by(vigil: World) -> None:
    """Why is said to all, the next organisation reads the brief, and the defender hears of it at once."""
    (baraka,) = await vigil.people("baraka")
    scene = await alert_raised(vigil)
    await scene.david.says("!pass our car is broken", scene.room)
    said = await scene.all_see("Jurists for All cannot")
    assert "“our car is broken”" in said.text
    assert (await baraka.sees("Baobab needs help")).room == scene.room
    await scene.jean.sees_next("I am calling Road Crew as well")


async def test_an_acknowledgement_grows_old(vigil: World) -> None:
    """Asked after four hours without a word; unanswered it counts no longer; a word brings it back."""
    scene = await everybody_on_it(vigil)
    await scene.jean.sees_nothing_more()
    await vigil.forward(hours=3, minutes=50)
    speaking = (scene.carter, scene.david, scene.sophie)
    await vigil.hears(*[await person.says("we are at the corner", scene.room) for person in speaking])
    await vigil.forward(minutes=10)
    asked = await scene.all_see("are you still on it?")
    assert asked.text.startswith("The Clinic,") and asked.mentions == (scene.esther.user,)
    await vigil.forward(minutes=10)
    await scene.all_see("I no longer count on The Clinic")
    await scene.jean.sees("I have had no word from The Clinic for a while")
    status = await scene.sees_status()
    assert "3 organisations are on it" in status.text
    assert "No word for long, and no answer since: The Clinic" in status.text
    await scene.esther.says("sorry, the battery was dead", scene.room)
    await scene.all_see("The Clinic is on it again")
    await scene.jean.sees("4 organisations are on it")


async def test_handing_over_needs_the_others_yes(vigil: World) -> None:
    """Called for it, they read the brief; until their yes nothing changes; then the defender is told."""
    (baraka,) = await vigil.people("baraka")
    scene = await everybody_on_it(vigil)
    await scene.esther.says("!handover road crew", scene.room)
    asked = await scene.all_see("would like Road Crew to take over")
    assert asked.mentions == (baraka.user,)
    await baraka.sees("Baobab needs help")
    assert "The Clinic" in on_it(await scene.sees_status())
    await baraka.says("!decline", scene.room)
    await scene.all_see("Road Crew does not take over")
    await scene.esther.says("!handover road crew", scene.room)
    await scene.all_see("would like Road Crew to take over")
    await baraka.says("!accept", scene.room)
    await scene.all_see("Road Crew takes over from The Clinic")
    now = on_it(await scene.sees_status())
    assert "Road Crew" in now and "The Clinic" not in now
    await scene.jean.sees("Road Crew")


async def test_a_command_in_reply_to_an_old_message_acts_on_what_is_true_now(vigil: World) -> None:
    """And says of when the message is, and what has happened since."""
    scene = await alert_raised(vigil)
    brief = next(seen for seen in scene.david.memory.seen if "Baobab needs help" in seen.text)
    raised_at = vigil.clock.now()
    await vigil.forward(minutes=2)
    for person in (scene.sophie, scene.esther):
        await person.says("!ack", scene.room)
    await scene.all_see("2 of 4 are on it")
    await scene.david.replies(brief, "!ack")
    said = await scene.all_see("more has happened since")
    assert names_time(said.text, raised_at)
    await scene.all_see("3 of 4 are on it")


async def test_alerts_nearby_are_put_together_and_both_defenders_kept_apart(vigil: World) -> None:
    """Each room reads only the other's code; after `!merge` the partners of each come, the words do not."""
    amina, baraka = await vigil.people(cast.COORDINATOR, "baraka")
    coordination = await amina.room("Coordination")
    scene = await everybody_on_it(vigil)
    mosi = await enrols(vigil, "mosi", "Acacia", "goma", "en")
    await mosi.says("alert men in a car")
    other = await baraka.sees("Acacia needs help")
    here, there = code_of(scene.sophie, scene.room), code_of(baraka, other.room)
    nearby = await scene.all_see("There is another alert nearby")
    assert there in nearby.text and "Acacia" not in nearby.text
    assert f"There is another alert nearby: {here}" in other.text
    cluster = await amina.sees("They may belong together", coordination)
    assert {here, there} <= set(cluster.text.replace("Alerts ", "").split())
    question = await asks(amina, f"!merge {here} {there}", "are to be put together")
    await amina.says(f"!yes {question.split('!yes ')[1].split()[0]}", coordination)
    await amina.sees("are put together. Each keeps its own room", coordination)
    brief = await baraka.sees("Baobab needs help")
    assert brief.room == scene.room
    await baraka.says("!tell we are two streets away", scene.room)
    await scene.jean.sees("we are two streets away")
    await mosi.says("they are gone")
    await baraka.sees("they are gone", other.room)
    await vigil.settles()
    assert not any("two streets" in seen.text for seen in mosi.memory.seen)
    assert not any("they are gone" in seen.text for seen in baraka.memory.seen if seen.room == scene.room)


async def test_whether_partners_can_be_reached_is_told_by_exception(vigil: World) -> None:
    """Whoever has a phone that reads Vigil is not named; whoever has none is."""
    amina, *_ = await vigil.people(cast.COORDINATOR, *(name for name in cast.PARTNERS if name != "neema"))
    await vigil.town.register("neema")
    said = await asks(amina, "!reach", "neema")
    assert "Volcano House" in said and "Clinic" not in said


def on_it(status: Seen) -> str:
    """The organisations that a status names as on it."""
    return status.text.split("on it: ")[1].split("\n")[0]
