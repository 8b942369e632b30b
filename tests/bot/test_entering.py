"""Coming into chats: a server that never answers holds up nobody but who is on it."""

from __future__ import annotations

import asyncio

from bot.desk import CHATS_A_MINUTE, CHATS_AT_ONCE
from bot.entering import TRIES_FOR_A_STRANGER
from bot.errors import Unreachable
from bot.sender import JOINS_AT_ONCE, OF_ONE_PERSON, OF_ONE_SERVER, OF_STRANGERS, Joins
from tests.bot.people import Person
from tests.bot.world import World
from tests.waiting import until

AWAY = Unreachable("The other server is away.")


def joins(vigil: World, room: str) -> int:
    """How often Vigil has tried to come into this room."""
    return [(call.name, call.about) for call in vigil.gateway.calls].count(("join", room))


def inside(vigil: World, rooms: list[str]) -> int:
    """In how many of them it is."""
    members = (vigil.homeserver.rooms[room].members for room in rooms)
    return [each.get(vigil.homeserver.bot) for each in members].count("join")


def opens(vigil: World, person: Person, number: int) -> list[str]:
    """They ask Vigil into so many chats."""
    return [vigil.homeserver.open_chat(person.user) for _ in range(number)]


async def test_an_alert_does_not_wait_for_joins_that_hang(vigil: World) -> None:
    """Strangers and somebody enrolled have asked Vigil into many rooms, none of which ever lets it in."""
    jean, mado, sophie, *strangers = vigil.people("jean", "mado", "sophie", "eve", "theo", "tendai")
    await jean.opens_chat()
    rooms = [room for each in (mado, *strangers) for room in opens(vigil, each, 3)]
    for room in rooms:
        vigil.gateway.holds("join", room)
    await vigil.vigil.keep(vigil.homeserver.sync(await vigil.vigil.receiver.token()))
    await vigil.vigil.worker.drain()
    sending = asyncio.create_task(vigil.vigil.sender.run())
    vigil.homeserver.send(jean.user, jean.chat or "", {"msgtype": "m.text", "body": "alert at the gate"})

    async def is_told() -> bool:
        await vigil.vigil.keep(vigil.homeserver.sync(await vigil.vigil.receiver.token()))
        await vigil.vigil.worker.drain()
        vigil.vigil.sender.wake()
        return any("at the gate" in said.text for _, said in vigil.homeserver.shown(sophie.user))

    await until(is_told)
    assert sum(joins(vigil, room) for room in rooms) <= OF_ONE_PERSON + OF_STRANGERS
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)


def test_joins_go_a_few_at_a_time() -> None:
    """By person, by server, in all; strangers beside the others, and other queues as they come."""
    known = [f"join:@person{number}:server{number % 7} !{number}" for number in range(100)]
    many = Joins(())
    assert [many.may_begin(each) for each in known].count(True) == JOINS_AT_ONCE
    assert [many.may_begin(f"stranger:!{number}") for number in range(100)].count(True) == OF_STRANGERS
    assert many.may_begin("alert:1") and many.may_begin("person:@jean:here")
    one_server = Joins(())
    theirs = [f"join:@person{number}:server !{number}" for number in range(100)]
    assert [one_server.may_begin(each) for each in theirs].count(True) == OF_ONE_SERVER
    one_person = Joins(["join:@jean:server !a"])
    assert [one_person.may_begin(f"join:@jean:server !{each}") for each in "bcd"].count(
        True
    ) == OF_ONE_PERSON - 1


async def test_a_stranger_whose_server_never_answers_is_given_up(vigil: World) -> None:
    """After three tries to come in; somebody who is enrolled is tried for as long as it takes."""
    jean, theo = vigil.people("jean", "theo")
    vigil.gateway.breaks("join", AWAY)
    chats = await jean.opens_chat(), await theo.opens_chat()
    for _ in range(TRIES_FOR_A_STRANGER + 3):
        await vigil.forward(minutes=2)
    assert joins(vigil, chats[1]) == TRIES_FOR_A_STRANGER
    assert joins(vigil, chats[0]) == TRIES_FOR_A_STRANGER + 4
    async with vigil.store.transaction() as tx:
        assert await tx.chats.get(chats[1]) is None
        assert await tx.chats.get(chats[0]) is not None
    vigil.gateway.works_again()
    for _ in range(60):
        await vigil.forward(minutes=2)
    assert inside(vigil, [chats[0]]) == 1


async def test_nobody_has_vigil_come_into_any_number_of_chats_at_once(vigil: World) -> None:
    """Who is enrolled opens a few at once, and then a few a minute; none is forgotten, nobody else waits."""
    jean, mado = vigil.people("jean", "mado")
    rooms = opens(vigil, jean, 20)
    await vigil.settles()
    assert inside(vigil, rooms) == CHATS_AT_ONCE
    chat = await mado.opens_chat()
    assert inside(vigil, [chat]) == 1
    for minute in range(1, 4):
        await vigil.forward(minutes=1)
        assert inside(vigil, rooms) == CHATS_AT_ONCE + minute * CHATS_A_MINUTE
    for _ in range(3):
        await vigil.forward(minutes=1)
    assert inside(vigil, rooms) == len(rooms)
