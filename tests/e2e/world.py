"""A whole small world: a real homeserver, real people, and the real bot in this process.

async with world(town, tmp_path) as vigil:
    jean, sophie = await vigil.people("jean", "sophie")
    await jean.says("alert they are at the gate")
    await sophie.sees("they are at the gate")
    await vigil.forward(minutes=11)
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app import Vigil
from bot.config import Settings, load_settings
from bot.demo import cast
from bot.demo.memory import Sent
from bot.demo.people import Person
from bot.demo.town import Town
from tests.clock import MovableClock
from tests.waiting import until

CALM = cast.Pace(
    acknowledge_within="10m", retention="30d", every="1h", answer_within="10m", room_update_every="4h"
)
"""The settings of the example file: in a test, time passes by hand."""


class World:
    """The bot and the people of one test."""

    def __init__(self, town: Town, settings: Path) -> None:
        self.town = town
        self.clock = MovableClock()
        self._settings = settings
        self._running: asyncio.Task[None] | None = None

    @property
    def settings(self) -> Settings:
        """What the settings file says now."""
        return load_settings(self._settings)

    @property
    def bot(self) -> str:
        """The bot's user ID."""
        return self.town.user_id(cast.BOT)

    async def starts(self) -> None:
        """Start the bot as `vigil run` does, on the files that it left behind."""
        self.vigil = Vigil(self.settings, clock=self.clock)
        await self.vigil.start()
        self._running = asyncio.create_task(self.vigil.main_loop())

    async def stops(self) -> None:
        """Stop the bot; it must not have failed before."""
        if self._running is not None:
            self.vigil.stop()
            await self._running
            await self.vigil.shutdown()
            self._running = None

    async def ends(self, within: float = 60.0) -> None:
        """Wait until the bot ends by itself; raises what ended it."""
        running, self._running = self._running, None
        assert running is not None
        try:
            async with asyncio.timeout(within):
                await running
        finally:
            await self.vigil.shutdown()

    async def restarts(self) -> None:
        """Stop and start again."""
        await self.stops()
        await self.starts()

    async def forward(self, **span: float) -> None:
        """Put the clock forward, as in `forward(minutes=11)`, and let the bot look at it."""
        self.clock.forward(**span)
        await self.vigil.timers.tick()

    async def people(self, *names: str, auto_join: bool = True) -> list[Person]:
        """Register these people and switch their phones on."""
        return await self.town.welcomes(*names, auto_join=auto_join)

    async def hears(self, *sent: Sent) -> None:
        """Return when the bot has handled these messages, and answered what it answers."""

        async def heard() -> object:
            async with self.vigil.store.transaction() as tx:
                return all([await tx.inbox.knows(each.event_id) for each in sent])

        await until(heard)
        await self.settles()

    async def settles(self, within: float = 60.0) -> None:
        """Return when all that came in and fell due is handled and all that is to be said is said."""
        async with asyncio.timeout(within):
            while True:
                async with self.vigil.store.transaction() as tx:
                    inbox = await tx.inbox.pending(now=self.clock.now())
                    due = await tx.timers.due(self.clock.now())
                    if not inbox and not due and not await tx.outbox.pending_count():
                        return
                await asyncio.sleep(0.05)


@asynccontextmanager
async def world(
    town: Town, folder: Path, pace: cast.Pace = CALM, *, url: str | None = None
) -> AsyncIterator[World]:
    """The bot, registered and running; it is stopped at the end. `url`: where it finds its homeserver."""
    await town.register(cast.BOT)
    settings = town.write_settings(folder / "bot", pace, url=url)
    made = World(town, settings)
    await made.starts()
    try:
        yield made
    finally:
        await made.stops()
