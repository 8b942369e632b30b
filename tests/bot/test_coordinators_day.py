"""The coordinator's day that the README tells: each command in it, as it stands there, in its order."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.bot.coordinators import number_in
from tests.bot.people import Person, user_id
from tests.bot.scenes import COORDINATION, alert_raised
from tests.bot.world import World
from tests.test_readme import section

DAY = "### A coordinator's day, by example"
ANSWERED = {
    "!override": "zawadi:vigil.test is on duty for @carter",
    "!person away": "is away",
    "!person add": "answers for The Clinic from now on",
    "!person remove": "is to be removed",
    "!yes": "is removed",
    "!defender invite": "Write it on paper and give it only to them",
    "!drill": "exercise",
    "!alert": "no answer",
    "!why": "works in this area",
    "!on-behalf": "is raised",
    "!stats": "fewer than 3 alerts have come to an end",
    "!rota fairness": "most called first",
    "!audit": "what coordinators did",
}
"""What the text promises of each, in words of the answer."""


def commands() -> Iterator[str]:
    """All that the day tells her to write, in order."""
    for quoted, indented in re.findall(r"`([^`]+)`|(?m:^    (!.+)$)", section(DAY)):
        written = " ".join((quoted or indented).split())
        if written.startswith("!"):
            yield written.replace(":example.org", user_id("").removeprefix("@"))


async def test_every_command_of_the_day_does_what_is_told(vigil: World) -> None:
    """Nothing there is out of date, mistyped, or misses a word."""
    vigil.homeserver.register(user_id("ruth"))
    (amina,) = vigil.people("amina")
    code, said, done = "", "", set()
    for written in commands():
        verb = max((each for each in ANSWERED if written.startswith(each)), key=len)
        if "7KQ4" in written:
            code = code or await code_of_an_alert(vigil)
            written = written.replace("7KQ4", code)
        if verb == "!yes":
            written = f"!yes {number_in(said)}"
        said = await answers(amina, written)
        assert ANSWERED[verb].casefold() in said.casefold(), (written, said)
        done.add(verb)
    assert done == ANSWERED.keys()


async def answers(amina: Person, text: str) -> str:
    """All that she reads for it."""
    amina.reads_on()
    await amina.says(text, COORDINATION)
    return "\n".join(message.text for _, message in amina.unread(COORDINATION))


async def code_of_an_alert(vigil: World) -> str:
    """Somebody has called for help in that night."""
    scene = await alert_raised(vigil)
    return vigil.homeserver.rooms[scene.room].name.removeprefix("Room ")
