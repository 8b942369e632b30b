"""Where many tests begin."""

from __future__ import annotations

from dataclasses import dataclass

from tests.bot.people import Person
from tests.bot.world import World


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
