"""Whoever joins, in whatever order and however late, reads the first message, on a real Synapse (G2)."""

from __future__ import annotations

import asyncio
from itertools import permutations

from bot.demo.people import Person
from bot.demo.town import Town
from tests.matrix.bot import Bot
from tests.matrix.test_real_sending import NAMES, users


async def test_every_order_of_joining_reads_the_first_message(bot: Bot, town: Town) -> None:
    """All 24 orders, the message sent before, between or after the joinings: all four read it every time."""
    people = await town.welcomes(*NAMES, auto_join=False)
    orders = list(permutations(people))
    rooms: dict[int, str] = {}

    async def plays(number: int) -> None:
        """Send after as many joinings as the number says."""
        rooms[number] = await bot.opens_room(users(people), str(number))
        for joined, person in enumerate((*orders[number], None)):
            if joined == number % 5:
                delivery = await bot.says(rooms[number], f"brief {number}", users(people))
                assert delivery.unreached == {}
            if person is not None:
                await person.phone.join(rooms[number])

    for start in range(0, len(orders), 6):  # Six rooms at a time: two cores are no more.
        await asyncio.gather(*map(plays, range(start, start + 6)))
    for person in people:
        for number, room in rooms.items():
            await person.sees(f"brief {number}", room)
        await person.sees_nothing_undecryptable()


async def test_the_last_one_may_join_after_everything_else(bot: Bot, town: Town) -> None:
    """A new session, a restart and a hundred words later, the phone that was off reads all of it."""
    people = await town.welcomes(*NAMES, auto_join=False)
    last = people[-1]
    await last.goes_offline()
    room = await bot.opens_room(users(people))
    await bot.says(room, "the brief", users(people))
    for person in people[:-1]:
        await person.joins(room)
        await person.sees("the brief", room)
    for number in range(110):
        await bot.says(room, f"update {number}.", users(people))
    again = await bot.restart()
    await again.says(room, "after the restart", users(people))
    assert len(again.machine.sessions.sent_in(room)) == 3
    await last.comes_back()
    await last.joins(room)
    for text in ("the brief", "update 0.", "update 109.", "after the restart"):
        await last.sees(text, room)
    await last.sees_nothing_undecryptable()
    for person in people[:-1]:
        await person.sees("after the restart", room)
        await person.sees_nothing_undecryptable()
    await again.stop()


async def test_somebody_who_logs_in_later_reads_the_first_message(bot: Bot, town: Town) -> None:
    """Named as unreached at first; found by the very next sending; and then given what came before."""
    (amani,) = await town.welcomes("amani")
    late = await town.register("late")
    people = [amani.user, late]
    again = await bot.restart()  # It does not sync: nothing announces the new device to it.
    room = await again.opens_room(people)
    assert set((await again.says(room, "the brief", people)).unreached) == {late}
    arrived = await town.arrives("late")
    assert (await again.says(room, "an update", people)).unreached == {}
    await arrived.sees("the brief", room)
    await arrived.sees("an update", room)
    await arrived.sees_nothing_undecryptable()
    await again.stop()


async def test_catching_up_gives_what_was_meant_for_somebody_and_no_more(bot: Bot, town: Town) -> None:
    """A session in which nothing was for somebody is not theirs, though others of the room are (G3)."""
    (amani,) = await town.welcomes("amani")
    late = await town.register("late")
    people = [amani.user, late]
    room = await bot.opens_room(people)
    await bot.says(room, "one", people)
    again = await bot.restart()
    await again.says(room, "two", [amani.user])
    arrived = await town.arrives("late")
    assert await again.gateway.catch_up({room: people}) == {room: {late}}
    assert await again.gateway.catch_up({room: people}) == {}
    await arrived.sees("one", room)
    await until_unreadable(arrived, 1)
    for text in ("one", "two"):
        await amani.sees(text, room)
    await again.stop()


async def test_catching_up_is_for_those_who_are_in_the_room_now(bot: Bot, town: Town) -> None:
    """Somebody who was put out gets nothing more, not even what was once meant for them (G3)."""
    (amani,) = await town.welcomes("amani")
    late = await town.register("late")
    room = await bot.opens_room([amani.user, late])
    await bot.says(room, "the brief", [amani.user, late])
    arrived = await town.arrives("late")
    await bot.gateway.prepare([late])
    assert await bot.gateway.catch_up({room: [amani.user]}) == {}
    await until_unreadable(arrived, 1)


async def test_whom_the_homeserver_lets_in_reads_nothing(bot: Bot, town: Town) -> None:
    """Being in the room is not being meant: only those whom Vigil names can decrypt (G3)."""
    amani, mallory = await town.welcomes("amani", "mallory")
    room = await bot.opens_room([amani.user])
    await amani.entered(room)
    await bot.gateway.invite(room, mallory.user)  # As a homeserver that is not honest could.
    await mallory.entered(room)
    assert (await bot.says(room, "the plan", [amani.user])).unreached == {}
    await amani.sees("the plan", room)
    assert await bot.gateway.catch_up({room: [amani.user, mallory.user]}) == {}
    await until_unreadable(mallory, 1)
    assert not list(mallory.memory.unread(room))


async def test_a_device_that_comes_after_a_restart_gets_the_old_sessions(bot: Bot, town: Town) -> None:
    """Of before the restart and of after it; the devices that were there read on with a new session."""
    (amani,) = await town.welcomes("amani")
    room = await bot.opens_room([amani.user])
    await bot.says(room, "before", [amani.user])
    again = await bot.restart()
    await again.says(room, "after", [amani.user])
    assert len(again.machine.sessions.sent_in(room)) == 2
    await amani.sees("before", room)
    await amani.sees("after", room)
    third = await again.restart()
    phone = await amani.another_device()
    town.people.append(phone)
    assert await third.gateway.catch_up({room: [amani.user]}) == {room: {amani.user}}
    await phone.sees("before", room)
    await phone.sees("after", room)
    await third.stop()


async def until_unreadable(person: Person, number: int) -> None:
    """All has arrived, and so many messages cannot be read."""
    await person.catches_up()
    assert len(person.undecryptable) == number
