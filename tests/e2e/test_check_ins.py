"""Are you safe? Asked, answered, left unanswered (issue 2, "Check-ins")."""

from __future__ import annotations

from datetime import timedelta

from bot.demo.memory import Seen
from tests.e2e.scenes import Scene, everybody_on_it, names_time, users, without_times
from tests.e2e.world import World

SAFE = ("1", "safe", "I'm safe", "je suis en sécurité", "Niko salama")
NOT_SAFE = ("2", "not safe they are inside", "non, je ne suis pas en sécurité", "siko salama")


async def test_every_hour_the_question_and_safe_closes_nothing(vigil: World) -> None:
    """By number, or by word in three languages; each answer stands in the room, and the alert stays open."""
    scene = await everybody_on_it(vigil)
    await vigil.forward(minutes=59)
    await vigil.settles()
    await scene.jean.sees_nothing_more()
    await vigil.forward(minutes=1)
    for words in SAFE:
        question = await scene.jean.sees_next("Are you safe?")
        assert all(line in question.text for line in ("1 safe", "2 not safe", "3 later"))
        await scene.jean.says(words)
        thanks = await scene.jean.sees_next("I will ask you again at")
        assert names_time(thanks.text, vigil.clock.now() + timedelta(hours=1))
        await scene.sophie.sees(f"Baobab answers: safe (“{words}”)", scene.room)
        await scene.time_goes_by(hours=1)
    await scene.jean.sees_next("Are you safe?")
    await scene.david.says("!status", scene.room)
    assert "4 organisations are on it" in (await scene.david.sees("Raised at", scene.room)).text


async def test_later_postpones_within_a_limit(vigil: World) -> None:
    """Also `later 2h` in three languages; a day is too long, and is said to be; the room sees each."""
    scene = await everybody_on_it(vigil)
    for words, hours, answer in (
        ("3", 1, "I will ask you again at"),
        ("later 2h", 2, "I will ask you again at"),
        ("plus tard 2 heures", 2, "I will ask you again at"),
        ("baadaye masaa 2", 2, "I will ask you again at"),
        ("later 24h", 8, "I may not wait that long"),
    ):
        await scene.is_asked()
        await scene.jean.says(words)
        reply = await scene.jean.sees_next(answer)
        due_at = vigil.clock.now() + timedelta(hours=hours)
        assert names_time(reply.text, due_at)
        shown = await scene.sophie.sees(f"wants to be asked later (“{words}”)", scene.room)
        assert names_time(shown.text, due_at)
        await scene.time_goes_by(hours=hours - 1, minutes=-1)
        await vigil.settles()
        await scene.jean.sees_nothing_more()
        await vigil.forward(minutes=1)


async def test_not_safe_is_an_alarm_at_once(vigil: World) -> None:
    """Each time all in the room are pinged, and read the defender's own words; the defender knows it."""
    scene = await everybody_on_it(vigil)
    for words in NOT_SAFE:
        await scene.is_asked()
        await scene.jean.says(words)
        alarm = await scene.all_see("ALARM! Baobab is NOT safe")
        assert words in alarm.text
        assert set(alarm.mentions) == users(scene.partners)
        await scene.jean.sees("I am alerting everyone now")


async def climbs(scene: Scene, what: str) -> Seen:
    """One more `answer_within` has gone by; the room, and everybody in it, reads of it."""
    await scene.vigil.forward(minutes=10)
    return await scene.all_see(what)


async def test_silence_climbs_the_ladder_by_name(vigil: World) -> None:
    """Asked again; who will call; another organisation and the coordinators; and then from the start."""
    scene = await everybody_on_it(vigil)
    amina, baraka = await vigil.people("amina", "baraka")
    await scene.is_asked()
    asked_at = vigil.clock.now()
    step = await climbs(scene, "has not answered. I am asking again")
    assert "Baobab" in step.text and names_time(step.text, asked_at)
    await scene.jean.sees_next("I have no answer from you yet. Are you safe?")
    step = await climbs(scene, "Who is calling Baobab?")
    assert "No answer from Baobab since" in step.text and names_time(step.text, asked_at)
    assert set(step.mentions) == users(scene.partners)
    step = await climbs(scene, "Still no answer from Baobab")
    assert "I am looking for another organisation" in step.text
    assert set(step.mentions) >= users(scene.partners)
    assert (await baraka.sees("Baobab needs help")).room == scene.room
    await scene.jean.sees_next("I am calling Road Crew as well")
    told = await amina.sees("the defender was asked at")
    assert told.mentions == (amina.user,) and "Baobab" not in told.text
    await baraka.says("!ack", scene.room)
    await scene.jean.sees_next("5 organisations are on it")
    await climbs(scene, "has not answered. I am asking again")
    await scene.jean.sees_next("I have no answer from you yet")


async def test_a_late_answer_clears_the_silence_visibly(vigil: World) -> None:
    """The room reads the answer, and the ladder stands still."""
    scene = await everybody_on_it(vigil)
    await scene.is_asked()
    await climbs(scene, "I am asking again")
    await climbs(scene, "Who is calling Baobab?")
    await scene.jean.sees_next("I have no answer from you yet")
    await scene.jean.says("1")
    await scene.all_see("Baobab answers: safe (“1”)")
    await scene.jean.sees_next("I will ask you again at")
    await vigil.forward(minutes=50)
    status = await scene.says_status()
    assert "Baobab answered at" in status.text
    await scene.jean.sees_nothing_more()


async def test_whoever_takes_it_stops_the_ladder(vigil: World) -> None:
    """With `!take`: named in the room, and nobody is called or asked until the next check-in."""
    scene = await everybody_on_it(vigil)
    await scene.esther.says("!take", scene.room)
    await scene.all_see("I am not waiting for an answer from Baobab")
    await scene.is_asked()
    await climbs(scene, "I am asking again")
    await climbs(scene, "Who is calling Baobab?")
    await scene.esther.says("!take", scene.room)
    taken = await scene.all_see("The Clinic is calling Baobab")
    assert names_time(taken.text, vigil.clock.now() + timedelta(hours=1))
    await vigil.forward(minutes=50)
    await scene.says_status()
    await scene.jean.sees_next("I have no answer from you yet")
    await scene.jean.sees_nothing_more()
    await vigil.forward(minutes=10)
    await scene.jean.sees_next("Are you safe?")


async def test_the_duress_word_is_answered_to_the_letter_and_alarms_in_silence(vigil: World) -> None:
    """The defender's phone shows what "safe" shows, now and later; in the room everybody is pinged."""
    scene = await everybody_on_it(vigil)
    shown = []
    for words in ("1", "All quiet on the lake!"):
        await scene.is_asked()
        await scene.jean.says(words)
        reply = await scene.jean.sees_next("I will ask you again at")
        assert names_time(reply.text, vigil.clock.now() + timedelta(hours=1))
        shown.append(without_times(reply.content))
        await vigil.settles()
        await scene.jean.sees_nothing_more()
    honest, forced = shown
    assert forced == honest
    alarm = await scene.all_see("SILENT ALARM")
    assert "Baobab wrote the duress word: “All quiet on the lake!”" in alarm.text
    assert set(alarm.mentions) == users(scene.partners)
    await scene.is_asked()
    await vigil.settles()
    await scene.jean.sees_nothing_more()


async def test_partners_can_ask_at_once_and_set_the_rhythm(vigil: World) -> None:
    """The commands `!checkin now` and `!checkin every 30m`, and the bounds of both."""
    scene = await everybody_on_it(vigil)
    await scene.sophie.says("!checkin now", scene.room)
    await scene.sophie.sees_next("The Anchor wants to know: I am asking Baobab now", scene.room)
    await scene.jean.sees_next("Are you safe?")
    await scene.david.says("!checkin now", scene.room)
    await scene.sophie.sees_next("I am waiting for the answer", scene.room)
    await scene.jean.says("1")
    await scene.jean.sees_next("I will ask you again at")
    await scene.sophie.sees_next("Baobab answers: safe", scene.room)
    await scene.david.says("!checkin every 2m", scene.room)
    await scene.sophie.sees_next("Please choose between 5 minutes and", scene.room)
    await scene.david.says("!checkin every 30m", scene.room)
    await scene.sophie.sees_next("30 minutes before I ask Baobab again", scene.room)
    for _ in range(2):
        await vigil.forward(minutes=30)
        await scene.jean.sees_next("Are you safe?")
        await scene.jean.says("1")
        await scene.jean.sees_next("I will ask you again at")


async def test_a_silent_room_is_asked_and_its_lead_by_name(vigil: World) -> None:
    """After `room_update_every` without a partner's word; any word of theirs puts it off."""
    scene = await everybody_on_it(vigil)
    await scene.david.says("!checkin every 24h", scene.room)
    await scene.all_see("before I ask Baobab again")
    await scene.is_asked()
    await scene.jean.says("1")
    await scene.all_see("Baobab answers: safe")
    await vigil.forward(hours=3)
    asked = await scene.all_see("How do things stand?")
    assert set(asked.mentions) == users(scene.partners)
    await scene.carter.says("!lead me", scene.room)
    await scene.all_see("Lake Watch leads now")
    await scene.all_speak()
    await vigil.forward(hours=4)
    asked = await scene.all_see("Lake Watch, you lead: how do things stand?")
    assert asked.mentions == (scene.carter.user,)
    await scene.all_speak()
    await vigil.forward(hours=3)
    await scene.zawadi.says("we are at the house", scene.room)
    await scene.all_speak()
    await scene.sophie.says("!status", scene.room)
    await scene.sophie.sees("Raised at", scene.room)
    await vigil.forward(hours=2)
    await scene.says_status()
    await scene.all_speak()
    await vigil.forward(hours=4)
    await scene.all_see("you lead: how do things stand?")
