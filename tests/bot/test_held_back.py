"""A homeserver holds genuine words back, and gives them later with an age of its choice (G3)."""

from __future__ import annotations

from dataclasses import replace

from bot.matrix.batch import TimelineEvent
from tests.bot.coordinators import number_in
from tests.bot.people import Person
from tests.bot.scenes import COORDINATION, everybody_on_it
from tests.bot.world import World


def holds_back(vigil: World, person: Person, text: str, room: str) -> TimelineEvent:
    """They write this, and the bot is not given it yet."""
    vigil.homeserver.send(person.user, room, {"msgtype": "m.text", "body": text})
    held = vigil.homeserver._stream.pop()
    assert isinstance(held, TimelineEvent)
    return held


async def gives(vigil: World, event: TimelineEvent) -> None:
    """Now, as if it had been written just now."""
    vigil.homeserver.bring_again(replace(event, sent_at=vigil.clock.now()))
    await vigil.settles()


async def test_a_one_that_was_held_back_answers_no_later_question(vigil: World) -> None:
    """Jean writes it again, thinking it lost; the first one is played when they cannot write any more."""
    scene = await everybody_on_it(vigil)
    assert scene.jean.chat is not None
    await vigil.forward(hours=1)
    held = holds_back(vigil, scene.jean, "1", scene.jean.chat)
    alarm = holds_back(vigil, scene.jean, "2, they are inside", scene.jean.chat)
    await scene.jean.says("1")
    scene.sophie.sees("Baobab answers: safe", scene.room)
    await vigil.forward(hours=1)
    vigil.everybody_reads_on()
    await gives(vigil, held)
    assert "Baobab: 1" in scene.sophie.sees_next("LATE", scene.room).text
    scene.jean.sees_next("Now for me: are you safe?")
    await vigil.forward(minutes=10)
    scene.sophie.sees_next("has not answered. I am asking again", scene.room)
    await gives(vigil, alarm)
    scene.sophie.sees_next("ALARM! Baobab is NOT safe", scene.room)


async def test_of_an_older_session_nothing_calms_any_more(vigil: World) -> None:
    """Its key came before that of the session that was read since, whenever its words come."""
    scene = await everybody_on_it(vigil)
    assert scene.jean.chat is not None
    await scene.jean.begins_a_key(comes=True)
    held = holds_back(vigil, scene.jean, "1", scene.jean.chat)
    await scene.jean.begins_a_key(comes=True)
    await scene.jean.says("they have gone round the house")
    await vigil.forward(hours=1)
    vigil.everybody_reads_on()
    await gives(vigil, held)
    scene.sophie.sees_next("LATE", scene.room)
    await scene.jean.says("1")
    scene.sophie.sees_next("Baobab answers: safe", scene.room)


async def test_each_device_has_its_own_order(vigil: World) -> None:
    """G1: what Jean writes on the telephone is as good after something was written on the tablet."""
    scene = await everybody_on_it(vigil)
    assert scene.jean.chat is not None
    await vigil.forward(hours=1)
    vigil.everybody_reads_on()
    on_telephone = holds_back(vigil, scene.jean, "1", scene.jean.chat)
    tablet = await scene.jean.gets_a_phone()
    vigil.homeserver.speaks_from[scene.jean.user] = tablet
    vigil.homeserver.new_key(scene.jean.user, scene.jean.chat)
    await scene.jean.says("it is quiet here")
    await gives(vigil, on_telephone)
    scene.sophie.sees("Baobab answers: safe", scene.room)


async def test_a_command_that_was_held_back_is_not_obeyed(vigil: World) -> None:
    """Neither in the alert room nor in the coordinators'; what brings help is, whenever it comes."""
    scene = await everybody_on_it(vigil)
    await vigil.forward(hours=1, minutes=10)
    take = holds_back(vigil, scene.sophie, "!take", scene.room)
    call = holds_back(vigil, scene.sophie, "!call next", scene.room)
    await scene.sophie.says("is anybody with Jean?", scene.room)
    invite = holds_back(vigil, scene.amina, "!defender invite", COORDINATION)
    await scene.amina.says("!status", COORDINATION)
    vigil.everybody_reads_on()
    await gives(vigil, take)
    scene.carter.sees_next("This came late", scene.room)
    await gives(vigil, call)
    scene.carter.sees_next("asks me to call", scene.room)
    await gives(vigil, invite)
    scene.amina.sees_next("This came late", COORDINATION)


async def test_a_reinstating_that_was_held_back_asks_only(vigil: World) -> None:
    """Whoever ordered it long ago has to say yes to the number of this question."""
    (amina,) = vigil.people("amina")
    held = holds_back(vigil, amina, "!reinstate clinic", COORDINATION)
    await amina.says("!suspend clinic", COORDINATION)
    await gives(vigil, held)
    assert "Nothing is done yet" not in amina.sees("This came late", COORDINATION).text
    last = holds_back(vigil, amina, "!reinstate clinic", COORDINATION)
    vigil.everybody_reads_on()
    await gives(vigil, last)
    question = amina.sees_next("Nothing is done yet", COORDINATION)
    async with vigil.store.transaction() as tx:
        assert await tx.suspensions.subjects()
    await amina.says(f"!yes {number_in(question.text)}", COORDINATION)
    amina.sees_next("takes part again", COORDINATION)


async def test_a_one_that_was_held_back_closes_no_alert(vigil: World) -> None:
    """It was Jean's last word, so nothing is newer; but it does not name the proposal."""
    scene = await everybody_on_it(vigil)
    assert scene.jean.chat is not None
    held = holds_back(vigil, scene.jean, "1", scene.jean.chat)
    confirm = holds_back(vigil, scene.carter, "!confirm", scene.room)
    await scene.sophie.says("!resolve they have gone", scene.room)
    await vigil.forward(minutes=1)
    vigil.everybody_reads_on()
    await gives(vigil, held)
    scene.sophie.sees_next("Baobab: 1", scene.room)
    scene.jean.sees_next("I need the number")
    await gives(vigil, confirm)
    scene.sophie.sees_next("please write the number of this proposal too", scene.room)
    await scene.jean.agrees()
    scene.sophie.sees_next("The alert is closed", scene.room)
