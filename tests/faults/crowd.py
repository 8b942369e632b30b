"""A crowd of defenders in the world without a network: many alerts open, and all loops running at once.

The shell and the database are the real ones. The homeserver takes no time, so that what is measured is
Vigil's own; `tests/bench` measures both together.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from bot.config import load_settings
from bot.demo import cast
from tests.bot.homeserver import FakeHomeserver
from tests.bot.people import Person, user_id
from tests.bot.room import Room, Said
from tests.bot.world import World
from tests.clock import StillClock
from tests.waiting import until

CALLED = 4
"""Organisations; an alert calls them all, so nobody is left to be called after them."""
PATIENCE = 300.0
"""Seconds until a test gives up waiting: only to end, whatever the machine does besides."""
_LOOK_EVERY = 0.02


class Ear(FakeHomeserver):
    """The homeserver, which notes when each of the bot's words was accepted."""

    def __init__(self, bot: str, clock: StillClock) -> None:
        super().__init__(bot, clock)
        self.heard: list[tuple[float, str, str]] = []
        """`time.monotonic()`, room and text."""

    def say(self, room: Room, said: Said, raw: Mapping[str, Any] | None = None) -> None:
        """As in `FakeHomeserver`."""
        super().say(room, said, raw)
        if said.sender == self.bot and said.kind == "m.room.message":
            self.heard.append((time.monotonic(), room.id, said.text))

    def forgets_what_was_said(self) -> None:
        """So that what this homeserver piles up is not taken for what the bot does."""
        self.heard.clear()
        self.transactions.clear()
        for room in self.rooms.values():
            room.timeline.clear()


@dataclass(frozen=True)
class Memory:
    """What the process holds, in megabytes; and how many objects of Vigil's own classes there are."""

    megabytes: float
    objects: int

    def __str__(self) -> str:
        return f"{self.megabytes:.0f} MB, {self.objects} objects of Vigil's"


def memory() -> Memory:
    """Now, once the garbage is gone; what the homeserver of these tests keeps is not counted."""
    gc.collect()
    mine = ("bot.", "rooms.")
    kinds = Counter(type(each) for each in gc.get_objects())
    objects = sum(
        number
        for kind, number in kinds.items()
        if kind.__module__.startswith(mine) and kind.__module__ != "bot.matrix.batch"
    )
    status = Path("/proc/self/status").read_text(encoding="ascii")
    resident = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return Memory(int(resident.split()[1]) / 1024, objects)


class Crowd:
    """The world, its defenders, and what they have heard."""

    def __init__(self, world: World, homeserver: Ear, defenders: Sequence[Person]) -> None:
        self.world = world
        self.homeserver = homeserver
        self.defenders = defenders

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Sync, worker and sender run side by side, as in `Vigil.main_loop`; the tick is the test's.

        What was loaded so far is kept out of the way of the garbage collector, as `bot.app.run` does.
        """
        gc.collect()
        gc.freeze()
        vigil = self.world.vigil
        loops = (self._sync(), vigil.worker.run(), vigil.sender.run())
        tasks = [asyncio.create_task(loop) for loop in loops]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            gc.unfreeze()
        assert all(task.cancelled() for task in tasks), "a loop ended by itself"

    async def _sync(self) -> None:
        vigil, token = self.world.vigil, await self.world.vigil.receiver.token()
        while True:
            batch = self.homeserver.sync(token)
            if batch.token != token:
                await vigil.keep(batch)
                token = batch.token
            vigil.hearing.heard(True)
            await asyncio.sleep(_LOOK_EVERY)

    async def rests(self) -> None:
        """Return when all that came in is handled, all that is due is decided, and all is said."""
        await until(self._is_idle, within=PATIENCE)

    async def _is_idle(self) -> bool:
        now = self.world.clock.now()
        async with self.world.store.transaction() as tx:
            if await tx.inbox.pending(now=now, limit=1) or await tx.timers.due(now):
                return False
            if await tx.outbox.pending_count():
                return False
            token = await tx.facts.get("sync_token")
        return self.homeserver.sync(token).token == token

    def open_chats(self) -> None:
        """Everybody has a direct chat, and asks the bot in."""
        for person in self.defenders:
            person.chat = self.homeserver.open_chat(person.user)

    def say(self, people: Iterable[Person], text: str) -> None:
        """All of them write at once."""
        for person in people:
            assert person.chat is not None
            self.homeserver.send(person.user, person.chat, {"msgtype": "m.text", "body": text})

    def heard_by(self, people: Iterable[Person], words: str) -> Counter[str]:
        """How often each of them was told something with these words, by chat."""
        chats = {person.chat for person in people}
        return Counter(room for _, room, text in self.homeserver.heard if room in chats and words in text)

    def last(self, words: str = "") -> float:
        """When the last of such words was accepted."""
        return max(at for at, _, text in self.homeserver.heard if words in text)

    async def timers(self, within: timedelta = timedelta()) -> int:
        """How many are due, or will be within this time."""
        async with self.world.store.transaction() as tx:
            return len(await tx.timers.due(self.world.clock.now() + within))


@asynccontextmanager
async def crowd(folder: Path, count: int, pace: cast.Pace) -> AsyncIterator[Crowd]:
    """A world with so many defenders and `CALLED` organisations; the bot has started."""
    file = cast.write_settings(folder, "https://vigil.test", user_id, "unused", pace)
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    content["organisations"] = content["organisations"][:CALLED]
    names = [f"defender-{number:03}" for number in range(count)]
    content["defenders"] = [
        {"user": user_id(name), "alias": f"Tree {number}", "area": "goma", "languages": ["en"]}
        for number, name in enumerate(names)
    ]
    file.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    settings = load_settings(file)
    homeserver = Ear(settings.user, StillClock())
    for name in (*cast.EVERYBODY, *names):
        homeserver.register(user_id(name))
    made = World(settings, homeserver)
    try:
        await made.starts()
        yield Crowd(made, homeserver, made.people(*names))
    finally:
        await made.stops()
