"""Coordinators in a small world: they order, and read what they are answered."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.store.acts import Act
from rooms.roster import Organisation
from tests.bot.people import Person, user_id
from tests.bot.scenes import COORDINATION, answer
from tests.bot.world import World

__all__ = ["answer", "details", "number_in", "organisation", "two_coordinators"]


async def two_coordinators(before: World) -> tuple[Person, Person]:
    """The bot has started in a network that Amina and Omar coordinate."""
    before.settings = replace(before.settings, admins=(*before.settings.admins, user_id("omar")))
    before.homeserver.register(user_id("omar"))
    await before.starts()
    amina, omar = before.people("amina", "omar")
    before.everybody_reads_on()
    return amina, omar


def number_in(question: str) -> str:
    """The number that a question waits under."""
    found = re.search(r"!(?:yes|agree) (\d+)", question)
    assert found, question
    return found[1]


async def organisation(vigil: World, name: str) -> Organisation | None:
    """The organisation of this name as it stands on the roster, suspended or not."""
    async with vigil.store.transaction() as tx:
        every = await tx.roster.organisations(also_suspended=True)
    return next((each for each in every if each.name == name), None)


async def details(vigil: World) -> list[str]:
    """What the journal of the coordination room says, a line for each act, oldest first."""
    async with vigil.store.transaction() as tx:
        acts: list[Act] = list(reversed(await tx.acts.recent(100)))
    return [f"{act.act} {act.detail}".strip() for act in acts]


async def silence(person: Person, text: str) -> None:
    """They write this into the coordination room, and nothing comes back."""
    person.reads_on()
    await person.says(text, COORDINATION)
    person.sees_no_more()
