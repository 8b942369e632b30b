"""Many words at once while people come and go: each reads what is meant for them, no more (G2, G3)."""

from __future__ import annotations

import asyncio
import re

import pytest

from bot.demo.town import Town
from bot.errors import Refused
from bot.matrix.outbound import MAX_MESSAGES
from tests.matrix.bot import Bot
from tests.matrix.test_real_sending import users

WORDS = MAX_MESSAGES + 40


def whole(number: int) -> re.Pattern[str]:
    """This word, and no other that begins like it."""
    return re.compile(rf"\bword {number}\b")


async def test_sessions_change_under_load_and_everybody_reads_their_part(bot: Bot, town: Town) -> None:
    """More than one session's worth in one go; one comes in, one goes, one logs in meanwhile."""
    amani, baraka, carter = await town.welcomes("amani", "baraka", "carter")
    late = await town.register("late")
    room = await bot.opens_room([*users([amani, baraka, carter]), late])
    here = [amani.user, late]

    def audience(number: int) -> list[str]:
        """Baraka goes after a third, Carter comes after two."""
        return here + [baraka.user] * (number < WORDS // 3) + [carter.user] * (number >= 2 * WORDS // 3)

    sends = (bot.says(room, f"word {number}", audience(number)) for number in range(WORDS))
    comes, _ = await asyncio.gather(town.arrives("late"), asyncio.gather(*sends))
    await bot.gateway.catch_up({room: [*here, carter.user]})
    for person in (amani, baraka, carter, comes):
        await person.catches_up()
    for number in range(WORDS):
        for person in (amani, baraka, carter, comes):
            if person.user in audience(number):
                await person.sees(whole(number), room)
    assert len(baraka.undecryptable) == WORDS - WORDS // 3
    assert len(carter.undecryptable) == 2 * WORDS // 3
    assert not amani.undecryptable and not comes.undecryptable
    sessions = bot.machine.sessions.sent_in(room)
    assert len(sessions) >= 3


async def test_a_message_that_is_too_large_costs_only_itself(bot: Bot, town: Town) -> None:
    """Ten times what Matrix takes is refused, and said to be; the words around them are read (G6)."""
    people = await town.welcomes("amani")
    room = await bot.opens_room(users(people))
    await bot.says(room, "before", users(people))
    with pytest.raises(Refused):
        await bot.says(room, "x" * 700_000, users(people), "large")
    await bot.says(room, "after", users(people))
    await people[0].sees("before", room)
    await people[0].sees("after", room)
    await people[0].sees_nothing_undecryptable()
