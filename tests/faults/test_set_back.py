"""The homeserver's data are put back from a backup: it has forgotten and says nothing; nothing is lost.

A Synapse of its own: others must not be set back with it.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.demo import cast
from bot.demo.homeserver import LocalHomeserver
from bot.demo.memory import NotSeen
from bot.demo.people import Person
from bot.demo.phone import MARKER
from bot.demo.town import Town
from bot.setback import HEARD
from tests.e2e.program import Program
from tests.faults.network import Network
from tests.faults.test_network import PATIENCE, begun, is_clean
from tests.faults.test_network import network as network
from tests.faults.test_network import program as program
from tests.waiting import until

MEANWHILE = 10
"""So many messages are forgotten: the token is far from what is written afterwards."""


@pytest.fixture
async def homeserver(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[LocalHomeserver]:
    """A Synapse that no other test knows."""
    server = LocalHomeserver(tmp_path_factory.mktemp("synapse"))
    try:
        await server.start()
        yield server
    finally:
        server.kill()


class Backup:
    """A copy of the homeserver's database, made while it was stopped."""

    def __init__(self, homeserver: LocalHomeserver, folder: Path) -> None:
        self._homeserver = homeserver
        self._folder = folder
        self._number = 0

    async def is_made(self) -> None:
        """Stop the homeserver, copy, start it again."""
        await self._homeserver.stop()
        self._number = self.number()
        self._folder.mkdir(exist_ok=True)
        for file in self._homeserver.folder.glob("homeserver.db*"):
            shutil.copy2(file, self._folder)
        await self._homeserver.start()

    async def is_put_back(self) -> None:
        """The homeserver stops, and comes back as it was."""
        await self._homeserver.stop()
        for file in self._homeserver.folder.glob("homeserver.db*"):
            file.unlink()
        for file in self._folder.iterdir():
            shutil.copy2(file, self._homeserver.folder)
        await self._homeserver.start()

    def number(self) -> int:
        """What Vigil has left there now."""
        with closing(sqlite3.connect(self._homeserver.folder / "homeserver.db")) as database:
            rows = database.execute(
                "SELECT content FROM account_data WHERE account_data_type = ?", (HEARD,)
            ).fetchall()
        return int(json.loads(rows[0][0])["number"]) if rows else 0

    async def grows_old(self) -> None:
        """Return when Vigil has heard something since it was made, or put back."""

        async def look() -> bool:
            return self.number() > self._number

        await until(look, within=PATIENCE)


@pytest.fixture
def backup(homeserver: LocalHomeserver, tmp_path: Path) -> Backup:
    """Not made yet."""
    return Backup(homeserver, tmp_path / "backup")


async def find_back(*people: Person) -> None:
    """Their phones have old tokens as well, and do not notice: return when each hears what is new.

    What is sent to a phone it does not hear until more was sent than it had heard of before, by anybody.
    """
    for person in people:

        async def hears(person: Person = person) -> bool:
            with contextlib.suppress(NotSeen):
                await person.catches_up(within=2.0)
                return True
            for _ in range(MEANWHILE):
                await person.phone.device.send_to_myself(MARKER, {"marker": "nothing"})
            return False

        await until(hears, within=PATIENCE)


def times(person: Person, words: str) -> int:
    """How often this person has read that."""
    return len([seen for seen in person.memory.seen if words in seen.text])


@pytest.mark.parametrize("way", ["stopped", "cut_off"])
async def test_what_is_written_after_it_is_heard(
    town: Town, network: Network, program: Program, backup: Backup, way: str
) -> None:
    """G1: an alarm that Synapse itself would give in no sync; no command of before is followed twice.

    After a restart of either before that, nothing is asked for anew, and nobody is told.
    """
    story = await begun(town, program)
    (amina,) = await town.welcomes("amina")
    await amina.room("Coordination", within=PATIENCE)
    jean, (sophie, *others) = story.jean, story.partners
    await jean.says("alert they are at the gate")
    room = (await sophie.sees("at the gate", within=PATIENCE)).room
    await sophie.says("!ack", room)
    await sophie.says("!tell we are coming", room)
    await jean.sees("we are coming", within=PATIENCE)
    for other in others:
        await other.sees("The Anchor is on it", room, within=PATIENCE)
    await backup.is_made()
    if way == "stopped":
        assert await program.is_told_to_stop() == 0
        await program.starts()
    for number in range(MEANWHILE):
        await jean.says(f"message {number}.")
    await sophie.sees(f"message {MEANWHILE - 1}.", room, within=PATIENCE)
    await backup.grows_old()
    assert "homeserver_set_back" not in program.printed, "it was only away, and so was Vigil"
    is_clean(program)
    if way == "stopped":
        assert await program.is_told_to_stop() == 0
    else:
        await network.refuses()
    await backup.is_put_back()
    await find_back(jean, amina, *story.partners)
    await jean.says("SOS they are inside")
    if way == "stopped":
        await program.starts()
    else:
        await network.opens()
    await sophie.sees("SOS they are inside", room, within=PATIENCE)
    await amina.sees("has been set back to an earlier state", within=PATIENCE)
    await jean.says("there are five")
    await sophie.sees("there are five", room, within=PATIENCE)
    for person in (jean, amina, *story.partners):
        await person.catches_up()
    assert times(jean, "we are coming") == 1
    assert times(amina, "has been set back") == 1
    for partner in story.partners:
        for words in ("SOS they are inside", "The Anchor is on it", "there are five", "message 0."):
            assert times(partner, words) <= 1, words
    assert program.printed.count('"homeserver_set_back"') == 1
    assert "Traceback" not in program.printed


async def test_one_time_keys_that_were_used_before_are_not_handed_out_again(
    town: Town, program: Program, backup: Backup
) -> None:
    """G1: who speaks to Vigil for the first time after it is read; Vigil has thrown such a key away."""
    await program.starts()
    jean, mado, sophie = await town.welcomes(cast.DEFENDERS[0].user, cast.DEFENDERS[1].user, "sophie")
    await jean.opens_chat(within=PATIENCE)
    await mado.opens_chat(within=PATIENCE)
    await backup.is_made()
    await backup.grows_old()
    await jean.says("hello")
    await jean.sees("Do you need help now?", within=PATIENCE)
    await backup.is_put_back()
    await find_back(mado, sophie)
    await backup.grows_old()
    await mado.says("alerte ils sont devant la porte")
    await sophie.sees("ils sont devant la porte", within=PATIENCE)
