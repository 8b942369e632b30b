"""All that a demo needs around it: a folder, a homeserver, the real bot, and everybody's phone."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from pathlib import Path

from bot.demo import cast, recovery
from bot.demo.bot_process import BotProcess
from bot.demo.homeserver import LocalHomeserver
from bot.demo.memory import Witness
from bot.demo.people import Person
from bot.demo.town import Town

_LOOK_EVERY = 0.2
"""Seconds."""

CALM = cast.Pace(
    acknowledge_within="3m", retention="1h", every="5m", answer_within="2m", room_update_every="30m"
)
"""For people who join in by hand after the story."""


class StageFault(Exception):
    """What the demo stands on is gone; the text is one plain sentence."""


class Stage:
    """Made empty; `opens` and `fills` set it up, `clears` leaves nothing behind."""

    def __init__(self, witness: Witness) -> None:
        """Make the folder that everything lies in; only its owner can read it."""
        self.folder = Path(tempfile.mkdtemp(prefix="vigil-demo-"))
        self.homeserver = LocalHomeserver(self.folder / "homeserver")
        self.town = Town(self.homeserver, witness=witness)
        self.people: dict[str, Person] = {}
        self.recovery: dict[str, str] = {}
        """By name, once they have left: with what an app of one's own becomes theirs."""
        self.bot = BotProcess(self.town.write_settings(self.folder / "bot"), self.folder / "vigil.log")

    async def opens(self) -> None:
        """Start the homeserver and make everybody's account. Raises `Unreachable` if it does not start."""
        await self.homeserver.start()
        await asyncio.gather(*map(self.town.register, (cast.BOT, *cast.EVERYBODY)))

    async def fills(self) -> None:
        """Start the bot and switch on everybody's phone; the bot need not have logged in yet."""
        await self.bot.start()
        people = await asyncio.gather(*map(self.town.arrives, cast.EVERYBODY))
        self.people = dict(zip(cast.EVERYBODY, people, strict=True))

    async def empties(self) -> None:
        """The scripted people leave their rooms and log out, so that others can have their accounts.

        Only the coordinator stays in the coordination room: Vigil makes that one once.
        """
        people, self.people = self.people, {}
        keys = await asyncio.gather(*map(_set_up_recovery, people.values()))
        self.recovery = dict(zip(people, keys, strict=True))
        await asyncio.gather(
            *(_leaves_all(person) for name, person in people.items() if name != cast.COORDINATOR)
        )
        await asyncio.gather(*(person.logs_out() for person in people.values()))

    async def restarts_calmly(self) -> None:
        """Start the bot again on its own data, at a pace for people who type."""
        await self.bot.stop()
        self.town.write_settings(self.folder / "bot", CALM)
        await self.bot.start()

    async def while_it_stands(self, work: Coroutine[None, None, None]) -> None:
        """Do `work`; raises `StageFault` as soon as the bot or the homeserver ends meanwhile."""
        doing = asyncio.create_task(work)
        standing = asyncio.create_task(self._falls())
        try:
            await asyncio.wait({doing, standing}, return_when=asyncio.FIRST_COMPLETED)
            if not doing.done():
                raise StageFault(standing.result())
        finally:
            for task in (doing, standing):
                task.cancel()
            outcome, _ = await asyncio.gather(doing, standing, return_exceptions=True)
        if isinstance(outcome, BaseException):
            raise outcome

    async def _falls(self) -> str:
        """Return, when it has happened, what has ended."""
        bot = asyncio.create_task(self.bot.ended())
        try:
            while True:
                await asyncio.wait({bot}, timeout=_LOOK_EVERY)
                if bot.done():
                    return "The bot ended by itself."
                if not self.homeserver.running:
                    return "The homeserver ended by itself."
        finally:
            bot.cancel()

    async def clears(self, *, keep: bool) -> None:
        """Send everybody home, stop bot and homeserver, and remove the folder unless it is to be kept."""
        async with AsyncExitStack() as ends:  # Each is done, whatever becomes of the others; the last first.
            if not keep:
                ends.callback(shutil.rmtree, self.folder, ignore_errors=True)
            ends.callback(self.homeserver.kill)
            ends.push_async_callback(self.homeserver.stop)
            ends.push_async_callback(self.bot.stop)
            ends.push_async_callback(self.town.goes_home)


async def _set_up_recovery(person: Person) -> str:
    if person.identity is None:
        raise StageFault(f"{person.name} has no identity.")
    return await recovery.set_up(person.phone.device, person.identity)


async def _leaves_all(person: Person) -> None:
    rooms = [view.room for view in person.phone.rooms.values() if view.membership == "join"]
    for room in rooms:
        await person.leaves(room)
