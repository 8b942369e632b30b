"""What has to be said is said, in order, once, and for as long as it takes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.errors import Refused, Unreachable
from bot.jobs import JoinChat
from bot.store.outbox import Outbox
from tests.bot.people import user_id
from tests.bot.scenes import alert_raised, road_crew_out_of_reach
from tests.bot.world import World

AWAY = Unreachable("The homeserver is away.")
NO = Refused(403, "M_FORBIDDEN")


async def until(look: Callable[[], object]) -> None:
    """Let the bot work until this is so."""
    async with asyncio.timeout(10):
        while True:
            if look():
                return
            await asyncio.sleep(0)


async def turns(vigil: World) -> None:
    """Return when the database has been used so often that whoever looks again at once has done so ten times.

    It is used by one after the other, in the order in which they asked for it.
    """
    for _ in range(30):
        await vigil.store.rows("SELECT 1")


def sends(vigil: World, room: str) -> list[str]:
    """The transaction ID of each attempt to say something in this room, in order."""
    return [call.transaction_id for call in vigil.gateway.calls if (call.name, call.about) == ("send", room)]


def convening(vigil: World) -> bool:
    """Whether an alert room is being made, as the sender sees it."""
    return vigil.vigil.sender.convening


# Order


async def test_a_queue_keeps_its_order(vigil: World) -> None:
    """While one message cannot be sent, what is to follow it in the same room waits for it."""
    scene = await alert_raised(vigil)
    vigil.gateway.breaks("send", AWAY, about=scene.room)
    for words in ("one", "two", "three"):
        await scene.jean.says(words)
    scene.sophie.sees_no_more()
    vigil.gateway.works_again()
    await vigil.forward(minutes=1)
    for words in ("one", "two", "three"):
        scene.sophie.sees_next(f"Baobab: {words}", scene.room)
    scene.sophie.sees_no_more()


async def test_rooms_do_not_wait_for_each_other(vigil: World) -> None:
    """While one room's message hangs, the defender's chat and the coordinators' room go on."""
    scene = await alert_raised(vigil)
    gate = vigil.gateway.holds("send", scene.room)
    vigil.homeserver.send(scene.carter.user, scene.room, {"msgtype": "m.text", "body": "!ack"})
    vigil.homeserver.send(scene.jean.user, scene.jean.chat or "", {"msgtype": "m.text", "body": "!status"})
    coordination = vigil.homeserver.rooms["!room1"].id
    vigil.homeserver.send(scene.amina.user, coordination, {"msgtype": "m.text", "body": "!alerts"})
    working = asyncio.create_task(vigil.settles())
    await until(lambda: len(scene.jean.unread()) == 2 and scene.amina.unread())
    scene.jean.sees("Lake Watch")
    scene.amina.sees_next("K001")
    scene.sophie.sees_no_more()
    gate.set()
    await working
    scene.sophie.sees_next("Lake Watch is on it")


async def test_it_knows_when_an_alert_room_is_being_made(vigil: World) -> None:
    """While people are asked in it says so; not at other words in the room, nor after a fault."""
    jean, mado, sophie = vigil.people("jean", "mado", "sophie")
    gate = vigil.gateway.holds("invite", sophie.user)
    vigil.gateway.calls.clear()  # She was asked into her own chat before.
    calling = asyncio.create_task(jean.says("alert they are at the gate"))
    await until(
        lambda: any(call.about == sophie.user for call in vigil.gateway.calls if call.name == "invite")
    )
    assert vigil.vigil.sender.convening
    gate.set()
    await calling
    assert not convening(vigil)
    gate, before = vigil.gateway.holds("send", sophie.room), len(sends(vigil, sophie.room))
    asking = asyncio.create_task(sophie.says("!status", sophie.room))
    await until(lambda: len(sends(vigil, sophie.room)) > before)
    assert not convening(vigil)
    gate.set()
    await asking
    vigil.gateway.breaks("open_room", AWAY)
    await mado.says("alert")
    assert not convening(vigil)


# What passes


async def test_it_tries_for_ever_with_the_same_transaction(vigil: World) -> None:
    """Soon while somebody may wait for help, then once a minute, for days, always as the same message."""
    scene = await alert_raised(vigil)
    vigil.gateway.breaks("send", AWAY, about=scene.room)
    await scene.carter.says("!ack", scene.room)
    started, tried = vigil.clock.now(), list[float]()
    for _ in range(180):
        before = len(sends(vigil, scene.room))
        await vigil.forward(seconds=1)
        if len(sends(vigil, scene.room)) > before:
            tried.append((vigil.clock.now() - started).total_seconds())
    pauses = [later - sooner for sooner, later in zip([0.0, *tried], tried, strict=False)]
    assert pauses == [1, 2, *[4] * 10, 8, 16, 32, 60]
    (transaction,) = set(sends(vigil, scene.room)[-len(tried) :])
    await vigil.stops()
    vigil.clock.forward(days=3)
    await vigil.starts(lambda gateway: gateway.breaks("send", AWAY, about=scene.room))
    assert set(sends(vigil, scene.room)) == {transaction}
    vigil.gateway.works_again()
    await vigil.forward(minutes=1)
    assert sends(vigil, scene.room)[:2] == [transaction, transaction]
    scene.sophie.sees_next("Lake Watch is on it")


async def test_it_waits_as_long_as_the_homeserver_asks(vigil: World) -> None:
    """A homeserver that names a pause is left alone until then."""
    scene = await alert_raised(vigil)
    slow = Unreachable("Too many requests.", retry_after=timedelta(minutes=5))
    vigil.gateway.breaks("send", slow, about=scene.room, times=1)
    await scene.carter.says("!ack", scene.room)
    await vigil.forward(minutes=4, seconds=59)
    scene.sophie.sees_no_more()
    await vigil.forward(seconds=1)
    scene.sophie.sees_next("Lake Watch is on it")


async def test_a_lost_answer_makes_no_second_message(vigil: World) -> None:
    """G1: what the homeserver took is not said again, though its answer never came."""
    scene = await alert_raised(vigil)
    vigil.gateway.breaks("send", AWAY, about=scene.room, times=2, taken=True)
    await scene.carter.says("!ack", scene.room)
    await vigil.forward(minutes=1)
    scene.sophie.sees_next("Lake Watch is on it")
    scene.sophie.sees_no_more()


async def test_a_lost_answer_makes_no_second_room(vigil: World) -> None:
    """G1: the room that was made is found by its mark, for the alert and for the coordinators."""
    jean, sophie = vigil.people("jean", "sophie")
    vigil.gateway.breaks("open_room", AWAY, times=3, taken=True)
    await jean.says("alert")
    await vigil.forward(minutes=1)
    assert len([room for room in vigil.homeserver.rooms.values() if room.name.startswith("Room")]) == 1
    sophie.sees("needs help")


async def test_a_fault_in_the_program_is_tried_again(vigil: World) -> None:
    """What nobody foresaw loses nothing either."""
    scene = await alert_raised(vigil)
    vigil.gateway.breaks("send", ValueError("a fault in the program"), about=scene.room, times=1)
    await scene.carter.says("!ack", scene.room)
    scene.sophie.sees_no_more()
    await vigil.forward(seconds=1)
    scene.sophie.sees_next("Lake Watch is on it")


async def test_what_cannot_be_read_does_not_keep_the_sender_busy(vigil: World) -> None:
    """A row that this program does not know waits for a newer one, and is not looked at again at once."""
    scene = await alert_raised(vigil)
    async with vigil.store.transaction() as tx:
        await tx.outbox.add("somewhere", JoinChat("!x"), transaction_id="t", now=vigil.clock.now())
    await vigil.store.writes("UPDATE outbox SET action = '{\"$\":\"Unknown\"}' WHERE queue = 'somewhere'")
    running = asyncio.create_task(vigil.vigil.sender.run())
    await turns(vigil)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert await vigil.store.rows("SELECT attempts FROM outbox WHERE queue = 'somewhere'") == [(1,)]
    await scene.carter.says("!ack", scene.room)
    scene.sophie.sees_next("Lake Watch is on it")


async def test_a_failing_database_does_not_keep_the_sender_busy(
    vigil: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot even be put off is looked at again at the next tick, and not before."""
    tries = list[str]()

    async def fail(_: object, queue: str, now: object) -> None:
        tries.append(queue)
        raise OSError("the disk is full")

    async with vigil.store.transaction() as tx:
        await tx.outbox.add("somewhere", JoinChat("!x"), transaction_id="t", now=vigil.clock.now())
    monkeypatch.setattr(Outbox, "next", fail)
    running = asyncio.create_task(vigil.vigil.sender.run())
    await until(lambda: tries)
    await turns(vigil)
    assert tries == ["somewhere"]
    vigil.vigil.sender.wake()
    await until(lambda: len(tries) == 2)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


# What is refused


async def test_a_refused_room_is_told_and_asked_for_again(vigil: World) -> None:
    """G6: the defender and the coordinators hear that there is no room yet, and it is tried again."""
    jean, sophie, amina = vigil.people("jean", "sophie", "amina")
    vigil.gateway.breaks("open_room", NO)
    await jean.says("alert they are at the gate")
    jean.sees("I cannot reach the organisations yet")
    amina.sees_next("Alert K001 is raised")
    assert amina.sees_next("Alert K001").mentions == (amina.user,)
    vigil.gateway.works_again()
    await vigil.forward(minutes=1)
    sophie.sees("they are at the gate")


async def test_nothing_keeps_a_refused_room_from_being_opened(vigil: World) -> None:
    """What is to be said in a room that is not there does not stand before the next attempt to open it."""
    jean, sophie, amina = vigil.people("jean", "sophie", "amina")
    vigil.gateway.breaks("open_room", NO)
    await jean.says("alert they are at the gate")
    await jean.begins_a_key(comes=False)
    await jean.says("hurry")
    await vigil.forward(seconds=11)
    amina.sees("I cannot read what Baobab wrote")
    vigil.gateway.works_again()
    await vigil.forward(minutes=1)
    sophie.sees("they are at the gate")


async def test_who_cannot_be_invited_is_named_and_replaced(vigil: World) -> None:
    """G6: room and coordinators are told by name, and the next organisation is called."""
    david = user_id("david")
    vigil.homeserver.uninvitable.add(david)
    scene = await alert_raised(vigil)
    assert "I could not invite Jurists for All" in "\n".join(scene.sophie.all_of(scene.room))
    assert "I could not invite Jurists for All" in "\n".join(scene.amina.all_of())
    assert "Road Crew" in "\n".join(scene.sophie.all_of(scene.room))
    assert vigil.homeserver.rooms[scene.room].members.get(user_id("baraka")) == "join"


async def test_a_room_that_is_closed_to_vigil_is_told(vigil: World) -> None:
    """G6: when nothing can be said in the alert room any more, the coordinators are told at once."""
    scene = await alert_raised(vigil)
    vigil.gateway.breaks("send", NO, about=scene.room)
    await scene.jean.says("are you there?")
    told = scene.amina.sees_next("Alert K001: I can no longer write in the alert room")
    assert told.mentions == (scene.amina.user,)


async def test_a_brief_that_is_refused_is_told(vigil: World) -> None:
    """G6: nobody takes silence for a brief."""
    jean, amina = vigil.people("jean", "amina")
    await jean.opens_chat()
    vigil.gateway.breaks("send", NO, about=f"!room{len(vigil.homeserver.rooms) + 1}")
    await jean.says("alert")
    amina.sees("Alert K001: I can no longer write in the alert room")


async def test_a_defender_who_cannot_be_written_to_is_told(vigil: World) -> None:
    """G6: where no chat of theirs takes words, the partners and the coordinators hear of it."""
    scene = await alert_raised(vigil)
    vigil.gateway.breaks("send", NO, about=scene.jean.chat)
    await scene.sophie.says("!tell hold on", scene.room)
    scene.carter.sees_next("I am passing it on to Baobab")
    await vigil.forward(seconds=1)
    other = next(place.id for place, said in scene.jean.unread() if "hold on" in said.text)
    assert other != scene.jean.chat
    vigil.gateway.breaks("send", NO, about=other)
    await scene.sophie.says("!tell we are near", scene.room)
    scene.carter.sees_next("I am passing it on to Baobab")
    scene.carter.sees_next("I can no longer write to Baobab. Who can reach Baobab in another way?")
    scene.amina.sees_next("Alert K001: I can no longer write to the defender")


# Invitations that take long


async def test_one_unreachable_person_does_not_hold_back_the_brief(vigil: World) -> None:
    """G2: the others are briefed at once, and that person when their homeserver answers."""
    vigil.homeserver.silent.add(user_id("esther"))
    scene = await alert_raised(vigil)
    assert any("they are at the gate" in text for text in scene.sophie.all_of(scene.room))
    assert vigil.homeserver.rooms[scene.room].members.get(scene.esther.user) is None
    await vigil.forward(hours=1)
    vigil.homeserver.silent.clear()
    await vigil.forward(minutes=1)
    assert any("they are at the gate" in text for text in scene.esther.all_of(scene.room))


async def test_a_dead_homeserver_does_not_silence_a_room(before: World) -> None:
    """G1: when the only person of a further organisation cannot be asked, the room goes on all the same."""
    vigil, pendo = before, "@pendo:dead.test"
    scene = await road_crew_out_of_reach(vigil, pendo)
    await scene.carter.says("!pass", scene.room)
    scene.sophie.sees("Lake Watch cannot")
    await scene.jean.says("they are inside")
    scene.sophie.sees("Baobab: they are inside", scene.room)
    vigil.homeserver.silent.clear()
    await vigil.forward(minutes=2)
    assert vigil.homeserver.rooms[scene.room].members[pendo] == "join"


async def test_an_outage_of_our_own_homeserver_makes_one_brief(vigil: World) -> None:
    """When nobody at all can be asked in, it is our own homeserver: everything waits for it, in order."""
    jean, sophie = vigil.people("jean", "sophie")
    vigil.gateway.breaks("invite", AWAY)
    await jean.says("alert they are at the gate")
    await vigil.forward(minutes=5)
    vigil.gateway.works_again()
    await vigil.forward(minutes=1)
    assert len([text for text in sophie.all_of(sophie.room) if "needs help" in text]) == 1
