"""When keys cannot be handed out: who was not reached is named, and it is mended (G2), on a real Synapse."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.demo.people import Person
from bot.demo.town import Town
from bot.errors import LoggedOut, Unreachable
from bot.matrix.delivery import Shortfall
from tests.matrix.bot import Bot
from tests.matrix.test_real_sending import brief, users
from tests.matrix.wire import Call, Says, Wire

DOWN = Says(502, b"<html>Bad Gateway</html>")
SEND, GIVE, CLAIM, QUERY = "/send/m.room.encrypted", "/sendToDevice/", "/keys/claim", "/keys/query"


async def room_for(bot: Bot, people: list[Person]) -> str:
    """A fresh room to which these people are invited."""
    return await bot.opens_room(users(people))


async def test_a_delivery_is_judged_when_the_event_was_taken(wired: Bot, front: Wire, town: Town) -> None:
    """Somebody who is given the key while the event is under way is not called unreached (G6)."""
    (amani,) = await town.welcomes("amani")
    late = await town.register("late")
    people = [amani.user, late]
    room = await wired.opens_room(people)
    under_way, go_on = asyncio.Event(), asyncio.Event()

    async def slowly(call: Call) -> Says:
        under_way.set()
        await go_on.wait()
        return await front.forward(call)

    front.answers("PUT", SEND, slowly)
    sending = asyncio.create_task(wired.says(room, "the brief", people))
    await under_way.wait()
    arrived = await town.arrives("late")
    assert await wired.gateway.catch_up({room: people}) == {room: {late}}
    go_on.set()
    assert (await sending).unreached == {}
    await arrived.sees("the brief", room)


async def test_keys_that_were_not_taken_are_handed_over_again(wired: Bot, front: Wire, town: Town) -> None:
    """One fault of the homeserver costs nobody anything (MATRIX.md 2)."""
    people = await town.welcomes("amani", "baraka")
    for endpoint in (("POST", QUERY), ("POST", CLAIM), ("PUT", GIVE)):
        front.answers(*endpoint, DOWN)
    room = await brief(wired, people)
    for person in people:
        await person.sees("the brief", room)


async def test_keys_that_are_never_taken_are_told_and_made_good(wired: Bot, front: Wire, town: Town) -> None:
    """The message is sent, everybody who lacks its key is named, and `catch_up` brings it (MATRIX.md 2)."""
    people = await town.welcomes("amani", "baraka")
    room = await room_for(wired, people)
    front.answers("PUT", GIVE, DOWN, DOWN)
    delivery = await wired.says(room, "the brief", users(people))
    assert delivery.unreached == dict.fromkeys(users(people), Shortfall.REQUEST_FAILED)
    assert not wired.machine.sessions.given(wired.machine.sessions.sent_in(room)[0].session_id)
    assert await wired.gateway.catch_up({room: users(people)}) == {room: set(users(people))}
    for person in people:
        await person.sees("the brief", room)


async def test_the_next_message_makes_good_what_the_last_one_lacked(
    wired: Bot, front: Wire, town: Town
) -> None:
    """A claim that failed is made again at the next sending, and what came before can be read too."""
    (amani,) = await town.welcomes("amani")
    room = await room_for(wired, [amani])
    front.answers("POST", CLAIM, DOWN, DOWN)
    delivery = await wired.says(room, "the brief", [amani.user])
    assert delivery.unreached == {amani.user: Shortfall.REQUEST_FAILED}
    assert (await wired.says(room, "an update", [amani.user])).unreached == {}
    await amani.sees("the brief", room)
    await amani.sees("an update", room)


async def test_known_devices_are_used_when_nobody_can_be_asked(wired: Bot, front: Wire, town: Town) -> None:
    """Without an answer to the query, those who are known read, and the others are named."""
    amani, baraka = await town.welcomes("amani", "baraka")
    room = await brief(wired, [amani])
    front.answers("POST", QUERY, DOWN, always=True)
    wired.machine.devices.changed(amani.user)
    delivery = await wired.says(room, "an update", users([amani, baraka]))
    assert delivery.unreached == {baraka.user: Shortfall.REQUEST_FAILED}
    await amani.sees("an update", room)


async def test_a_change_during_the_question_is_no_missing_answer(wired: Bot, front: Wire, town: Town) -> None:
    """Who has no device is said to have none, though their list changed while it was asked for (G6)."""
    nobody = await town.register("nobody")
    room = await wired.gateway.open_room(mark="m", name="Room")

    async def changes_meanwhile(call: Call) -> Says:
        says = await front.forward(call)
        wired.machine.devices.changed(nobody)
        return says

    front.answers("POST", QUERY, changes_meanwhile)
    delivery = await wired.says(room, "the brief", [nobody])
    assert delivery.unreached == {nobody: Shortfall.NO_DEVICE}


async def test_a_bad_one_time_key_costs_only_its_device(wired: Bot, front: Wire, town: Town) -> None:
    """What a homeserver, or a broken client, gives out as somebody's key keeps nobody else from reading."""
    amani, baraka = await town.welcomes("amani", "baraka")
    room = await room_for(wired, [amani, baraka])

    async def spoils(call: Call) -> Says:
        answer: dict[str, Any] = (await front.forward(call)).json()
        (key,) = answer["one_time_keys"][amani.user][amani.phone.device.id].values()
        key["key"] = "!!"
        return Says(200, answer)

    front.answers("POST", CLAIM, spoils)
    delivery = await wired.says(room, "the brief", users([amani, baraka]))
    assert delivery.unreached == {amani.user: Shortfall.NO_ONE_TIME_KEY}
    await baraka.sees("the brief", room)


async def test_a_device_that_had_no_one_time_key_yet_is_asked_again_soon(
    wired: Bot, front: Wire, town: Town
) -> None:
    """A homeserver announces a new device before that has uploaded its keys; a moment later it can read."""
    (amani,) = await town.welcomes("amani")
    room = await room_for(wired, [amani])
    front.answers("POST", CLAIM, Says(200, {"one_time_keys": {}}))
    delivery = await wired.says(room, "the brief", [amani.user])
    assert delivery.unreached == {amani.user: Shortfall.NO_ONE_TIME_KEY}
    async with asyncio.timeout(10):
        while not await wired.gateway.catch_up({room: [amani.user]}):
            await amani.catches_up()  # Something real to wait for, in place of a number of milliseconds.
    await amani.sees("the brief", room)
    assert len(front.called("POST", CLAIM)) == 2


@pytest.mark.parametrize("nonsense", [None, 5, [], {"x": 5}])
async def test_a_nonsensical_answer_about_keys_stops_nothing(
    wired: Bot, front: Wire, town: Town, nonsense: object
) -> None:
    """The message is sent, and whom it could not reach is named."""
    (amani,) = await town.welcomes("amani")
    room = await room_for(wired, [amani])
    front.answers("POST", QUERY, Says(200, {"device_keys": nonsense}))
    assert set((await wired.says(room, "one", [amani.user])).unreached) == {amani.user}
    front.answers("POST", CLAIM, Says(200, {"one_time_keys": nonsense}))
    assert set((await wired.says(room, "two", [amani.user])).unreached) == {amani.user}


async def test_an_event_that_was_not_taken_is_sent_again_once(wired: Bot, front: Wire, town: Town) -> None:
    """The answer is lost after the homeserver took it: the next try with its ID is the same event (G1)."""
    (amani,) = await town.welcomes("amani")
    room = await room_for(wired, [amani])

    async def taken_and_lost(call: Call) -> Says:
        await front.forward(call)
        return DOWN

    front.answers("PUT", SEND, taken_and_lost)
    with pytest.raises(Unreachable):
        await wired.says(room, "once", [amani.user], transaction_id="t1")
    await wired.says(room, "once", [amani.user], transaction_id="t1")
    await wired.says(room, "twice", [amani.user])
    await amani.sees("once", room)
    await amani.sees_next("twice", room, by=wired.session.user)
    await amani.sees_nothing_undecryptable()


async def test_a_revoked_token_is_no_shortfall(wired: Bot, front: Wire, town: Town) -> None:
    """It stops the sending, where every other fault about keys is only noted."""
    (amani,) = await town.welcomes("amani")
    room = await room_for(wired, [amani])
    front.answers("POST", CLAIM, Says(401, {"errcode": "M_UNKNOWN_TOKEN"}))
    with pytest.raises(LoggedOut):
        await wired.says(room, "the brief", [amani.user])
    assert not front.called("PUT", SEND)


async def test_nothing_is_sent_before_its_keys(wired: Bot, front: Wire, town: Town) -> None:
    """The message leaves when everybody who can be given the key has been (MATRIX.md 1)."""
    people = await town.welcomes("amani", "baraka", "carter")
    room = await room_for(wired, people)
    await wired.says(room, "the brief", users(people))
    order = [call for call in front.calls if GIVE in call.path or SEND in call.path]
    assert [GIVE in call.path for call in order] == [True, False]
    assert set(order[0].body["messages"]) == set(users(people))


async def test_channels_that_were_prepared_need_not_be_opened(wired: Bot, front: Wire, town: Town) -> None:
    """With channels open beforehand, an alert uses up no one-time keys and does not wait for them."""
    people = await town.welcomes("amani", "baraka")
    await wired.gateway.prepare(users(people))
    room = await room_for(wired, people)
    assert len(front.called("POST", CLAIM)) == 1
    await wired.says(room, "the brief", users(people))
    assert len(front.called("POST", CLAIM)) == 1
    for person in people:
        await person.sees("the brief", room)


async def test_the_bot_gives_itself_no_key(wired: Bot, front: Wire, town: Town) -> None:
    """Named among the recipients, it is neither sent a key nor called unreached."""
    (amani,) = await town.welcomes("amani")
    room = await room_for(wired, [amani])
    assert (await wired.says(room, "hello", [amani.user, wired.session.user])).unreached == {}
    (given,) = front.called("PUT", GIVE)
    assert set(given.body["messages"]) == {amani.user}
