"""Where many tests begin."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tests.bot.people import Person, user_id
from tests.bot.world import World

COORDINATION = "!room1"
"""The coordination room: the first that is made."""


@dataclass(frozen=True)
class Scene:
    """An alert of Jean's, with four organisations in its room; nobody has answered yet."""

    room: str
    jean: Person
    sophie: Person
    """Of The Anchor."""
    esther: Person
    """Of The Clinic."""
    david: Person
    """Of Jurists for All."""
    carter: Person
    """Of Lake Watch, like Zawadi."""
    zawadi: Person
    amina: Person
    """A coordinator."""


async def alert_raised(vigil: World, words: str = "alert they are at the gate") -> Scene:
    """Jean has called for help, everybody is in the room, and has read what was said until now."""
    jean, sophie, esther, david, carter, zawadi, amina = vigil.people(
        "jean", "sophie", "esther", "david", "carter", "zawadi", "amina"
    )
    await jean.says(words)
    vigil.everybody_reads_on()
    return Scene(sophie.room, jean, sophie, esther, david, carter, zawadi, amina)


async def everybody_on_it(vigil: World) -> Scene:
    """An alert that all four are on; what was said until then is read."""
    scene = await alert_raised(vigil)
    for partner in (scene.sophie, scene.esther, scene.david, scene.carter):
        await partner.says("!ack", scene.room)
    vigil.everybody_reads_on()
    return scene


async def road_crew_out_of_reach(vigil: World, person: str) -> Scene:
    """An alert, of a bot begun here, in a network where Road Crew is one person on a dead homeserver."""
    vigil.settings = replace(
        vigil.settings,
        organisations=tuple(
            replace(each, people=(person,)) if each.id == "road-crew" else each
            for each in vigil.settings.organisations
        ),
    )
    vigil.homeserver.register(person)
    vigil.homeserver.silent.add(person)
    await vigil.starts()
    return await alert_raised(vigil)


async def answer(amina: Person, text: str) -> str:
    """What a coordinator is answered."""
    amina.reads_on()
    await amina.says(text, COORDINATION)
    return amina.unread(COORDINATION)[0][1].text


async def agreed(amina: Person, text: str) -> str:
    """What a coordinator is answered who orders this, and says yes to what is asked."""
    question = await answer(amina, text)
    found = re.search(r"!yes (\d+)", question)
    assert found, question
    return await answer(amina, f"!yes {found[1]}")


def key_of(vigil: World, name: str) -> str:
    """The fingerprint that the homeserver shows for somebody."""
    return vigil.homeserver.masters[user_id(name)]
