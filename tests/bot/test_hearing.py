"""Nobody is held to be silent whom Vigil could not hear (G4, G6)."""

from __future__ import annotations

from datetime import timedelta

from bot.errors import Unreachable
from rooms.texts import say
from tests.bot.people import user_id
from tests.bot.scenes import alert_raised, everybody_on_it
from tests.bot.world import World

PARTNERS = ("sophie", "esther", "david", "carter")


def write(vigil: World, name: str, text: str, room: str) -> None:
    """Somebody writes while the bot may be deaf; it is not given the time to hear it."""
    vigil.homeserver.send(user_id(name), room, {"msgtype": "m.text", "body": text})


async def test_acks_sent_while_vigil_was_down_are_read_first(vigil: World) -> None:
    """G4: when the bot is back, nobody who has answered in the meantime is reproached or replaced."""
    scene = await alert_raised(vigil)
    await vigil.forward(minutes=4)
    await vigil.stops()
    for name in PARTNERS:
        write(vigil, name, "!ack", scene.room)
    vigil.clock.forward(minutes=20)
    await vigil.starts()
    said = [said.text for _, said in scene.sophie.unread(scene.room)]
    assert len([text for text in said if "is on it" in text]) == 4
    assert not any("no answer from you" in text or "I am calling" in text for text in said)


async def test_an_answer_given_while_vigil_was_down_counts(vigil: World) -> None:
    """G4: the defender who answered while nobody could read it climbs no ladder."""
    scene = await everybody_on_it(vigil)
    await vigil.forward(minutes=60)
    vigil.everybody_reads_on()
    await vigil.stops()
    write(vigil, "jean", "1", scene.jean.chat or "")
    vigil.clock.forward(minutes=20)
    await vigil.starts()
    scene.sophie.sees_next("Baobab answers: safe")
    scene.sophie.sees_no_more()
    scene.jean.sees_next("Thank you")
    scene.jean.sees_no_more()


async def test_what_came_in_is_handled_before_anything_falls_due(vigil: World) -> None:
    """The tick may come between the writing down of a batch and its handling; it decides nothing then."""
    scene = await alert_raised(vigil)
    await vigil.loses_the_homeserver()
    for name in PARTNERS:
        write(vigil, name, "!ack", scene.room)
    vigil.clock.forward(minutes=20)
    vigil.gateway.works_again()
    await vigil.vigil.keep(vigil.homeserver.sync(await vigil.vigil.receiver.token()))
    vigil.vigil.hearing.heard(True)
    await vigil.vigil.timers.tick()
    await vigil.finds_the_homeserver()
    await vigil.forward(seconds=1)
    said = [said.text for _, said in scene.sophie.unread(scene.room)]
    assert len([text for text in said if "is on it" in text]) == 4
    assert not any("no answer from you" in text or "I am calling" in text for text in said)


async def test_an_outage_climbs_no_ladder(vigil: World) -> None:
    """While the homeserver is away nothing falls due; the one question is asked when it is back."""
    scene = await everybody_on_it(vigil)
    await vigil.forward(minutes=59)
    await vigil.loses_the_homeserver()
    for _ in range(36):
        await vigil.forward(minutes=1)
    await vigil.finds_the_homeserver()
    await vigil.forward(seconds=1)
    scene.jean.sees_next("Are you safe?")
    scene.jean.sees_no_more()
    scene.sophie.sees_no_more()
    await vigil.forward(minutes=10)
    scene.jean.sees_next("I have no answer from you yet")


async def test_one_failed_request_is_enough_to_wait(vigil: World) -> None:
    """G4: a question that fell due in an outage of a few seconds is asked right after it."""
    scene = await everybody_on_it(vigil)
    await vigil.forward(minutes=59)
    vigil.vigil.hearing.heard(False)
    vigil.clock.forward(minutes=2)
    await vigil.vigil.timers.tick()
    await vigil.vigil.sender.drain()
    scene.jean.sees_no_more()
    await vigil.settles()
    await vigil.forward(seconds=1)
    scene.jean.sees_next("Are you safe?")


async def test_what_cannot_be_read_is_not_complained_of_in_an_outage(vigil: World) -> None:
    """The key of what cannot be read may be waiting on the homeserver, like any answer."""
    scene = await alert_raised(vigil)
    await scene.jean.begins_a_key(comes=False)
    await scene.jean.says("hurry")
    await vigil.loses_the_homeserver()
    vigil.homeserver.hand_over_keys(scene.jean.user, scene.jean.chat or "")
    await vigil.forward(minutes=3)
    await vigil.finds_the_homeserver()
    await vigil.forward(minutes=1)
    scene.sophie.sees_next("Baobab: hurry", scene.room)
    assert not any("cannot read" in said.text for _, said in scene.amina.unread())


async def test_a_long_outage_is_told_to_the_coordinators(vigil: World) -> None:
    """G6: after more than five minutes without the homeserver they learn from when to when, once."""
    (amina,) = vigil.people("amina")
    amina.reads_on()
    await vigil.loses_the_homeserver()
    await vigil.forward(minutes=36)
    await vigil.finds_the_homeserver()
    await vigil.forward(minutes=1)
    told = amina.sees_next("I was cut off from the server")
    assert "it began at 21:00 (37 minutes ago) and was over at 21:36 (1 minute ago)" in told.text
    await vigil.forward(hours=1)
    amina.sees_no_more()


async def test_nobody_waits_for_a_homeserver_that_is_back(vigil: World) -> None:
    """G1: an outage of some seconds leaves pauses behind; they end with it."""
    scene = await alert_raised(vigil)
    away = Unreachable("The homeserver cannot be reached.", retry_after=timedelta(minutes=1))
    vigil.gateway.breaks("send", away, about=scene.room, times=1)
    await scene.carter.says("!ack", scene.room)
    await vigil.loses_the_homeserver()
    await vigil.forward(seconds=6)
    await vigil.finds_the_homeserver()
    await vigil.forward(seconds=1)
    scene.sophie.sees_next("Lake Watch is on it")


async def test_a_short_outage_is_told_to_nobody(vigil: World) -> None:
    """A homeserver that is restarted wakes no coordinator."""
    (amina,) = vigil.people("amina")
    amina.reads_on()
    await vigil.loses_the_homeserver()
    await vigil.forward(minutes=5)
    await vigil.finds_the_homeserver()
    await vigil.forward(minutes=1)
    amina.sees_no_more()


async def test_what_fell_due_in_an_outage_is_told_with_its_alert(vigil: World) -> None:
    """G6: the coordinators learn how much was not done in time, and in which alert."""
    scene = await everybody_on_it(vigil)
    scene.amina.reads_on()
    await vigil.forward(minutes=50)
    await vigil.loses_the_homeserver()
    await vigil.forward(minutes=36)
    await vigil.finds_the_homeserver()
    await vigil.forward(seconds=1)
    told = scene.amina.sees_next("I was cut off from the server")
    assert "1 thing that I had to do fell due meanwhile" in told.text
    async with vigil.store.transaction() as tx:
        (alert,) = await tx.journal.alerts()
    assert f"Alert: {alert.code}" in told.text
    scene.jean.sees_next("Are you safe?")


async def test_a_long_stop_is_told_to_the_coordinators(vigil: World) -> None:
    """G6: that Vigil did not run is as bad as that it could not hear; a short stop is told to nobody."""
    (amina,) = vigil.people("amina")
    await vigil.forward(minutes=2)
    amina.reads_on()
    await vigil.stops()
    vigil.clock.forward(minutes=4)
    await vigil.starts()
    await vigil.forward(seconds=1)
    amina.sees_no_more()
    await vigil.stops()
    vigil.clock.forward(minutes=20)
    await vigil.starts()
    await vigil.forward(seconds=1)
    amina.sees_next("I was not running, or was cut off from the server")
    await vigil.restarts()
    amina.sees_no_more()


async def test_what_could_not_be_said_is_said_as_soon_as_vigil_hears(vigil: World) -> None:
    """G4: nobody waits for the end of a pause that was made when nobody answered."""
    (amina,) = vigil.people("amina")
    amina.reads_on()
    await vigil.loses_the_homeserver()
    async with vigil.store.transaction() as tx:
        await vigil.vigil.telling.coordinators(tx, say("meanwhile-nothing-due"))
    for _ in range(8):
        await vigil.forward(minutes=2)
    await vigil.finds_the_homeserver()
    async with vigil.store.transaction() as tx:
        assert await tx.outbox.pending_count(), "nothing waits for the end of a pause"
    await vigil.forward(seconds=1)
    async with vigil.store.transaction() as tx:
        assert not await tx.outbox.pending_count()


async def test_an_answer_that_lies_in_the_inbox_stops_the_ladder(vigil: World) -> None:
    """G6: the worker is busy with others; nobody is asked again, or replaced, who has answered already."""
    scene = await everybody_on_it(vigil)
    await vigil.forward(minutes=60)
    vigil.everybody_reads_on()
    write(vigil, "jean", "1", scene.jean.chat or "")
    vigil.clock.forward(minutes=9)
    await vigil._syncs()
    vigil.clock.forward(minutes=1)
    await vigil.vigil.timers.tick()
    await vigil.settles()
    scene.sophie.sees_next("Baobab answers: safe")
    scene.sophie.sees_no_more()


async def test_an_inbox_that_is_never_empty_puts_nothing_off_for_ever(vigil: World) -> None:
    """G4: whoever fills it keeps a silence from being told for two minutes, and no longer."""
    scene = await everybody_on_it(vigil)
    await vigil.forward(minutes=60)
    write(vigil, "jean", "a car", scene.jean.chat or "")
    await vigil._syncs()
    for minutes, silent in ((10, False), (2, True)):
        vigil.everybody_reads_on()
        vigil.clock.forward(minutes=minutes)
        await vigil.vigil.timers.tick()
        await vigil._sends()
        said = " ".join(said.text for _, said in scene.sophie.unread(scene.room))
        assert ("has not answered" in said) is silent
