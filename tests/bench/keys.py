"""What keys cost: the first words to many devices, and the trust in many people.

Measured in this process. The devices are real ones on the homeserver, cross-signed, and silent: whatever
computes here is Vigil's.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from pathlib import Path

from bot.clock import SystemClock
from bot.demo.device import Device
from bot.demo.town import Town
from bot.identifiers import RandomIdentifiers
from bot.identities import Identities, TrustRules
from bot.jobs import JOBS
from bot.key import Key
from bot.matrix.identity import Identity
from bot.matrix.sharing import Sharing
from bot.matrix.trust import Unsigned
from bot.store.store import Store
from rooms.roster import Organisation
from tests.bench.figures import Figures
from tests.matrix.bot import bot_at
from tests.matrix.crowd import crowd

_LOGINS_AT_ONCE = 4
_BOT = "keeper"
_TICK = 0.0005


class Blocked:
    """How long at most nobody else had their turn; `seconds` says it after `async with`."""

    def __init__(self) -> None:
        self.seconds = 0.0

    async def __aenter__(self) -> Blocked:
        self._task = asyncio.create_task(self._tick())
        await asyncio.sleep(0)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _tick(self) -> None:
        while True:
            due = time.monotonic() + _TICK
            try:
                await asyncio.sleep(_TICK)
            finally:  # Also when it ends: what was blocked last counts too.
                self.seconds = max(self.seconds, time.monotonic() - due)


async def took(work: Awaitable[object]) -> float:
    """Seconds until it was done."""
    began = time.monotonic()
    await work
    return time.monotonic() - began


async def first_words(figures: Figures, town: Town, folder: Path, devices: int) -> None:
    """A message to so many devices of which nothing is known, and two more to the same."""
    turn = asyncio.Semaphore(_LOGINS_AT_ONCE)
    names = [f"device-{number}" for number in range(devices)]

    async def log_in(name: str) -> str:
        async with turn:
            user = await town.register(name)
            device = Device(town.homeserver.url, user)
            await device.log_in(town.password(name), name)
            await device.is_signed_by(Identity.make(user))
            await device.close()
            return user

    users = await asyncio.gather(*map(log_in, names))
    bot_user = await town.register(_BOT)
    folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 - one folder
    async with bot_at(town.homeserver.url, bot_user, town.password(_BOT), folder) as bot:
        bot.book.rule = Unsigned.REFUSE
        room = await bot.gateway.open_room(mark="keys", name="Room")

        async def says(text: str) -> float:
            began = time.monotonic()
            delivery = await bot.says(room, text, users)
            if delivery.unreached:
                raise RuntimeError(f"{len(delivery.unreached)} devices were not reached.")
            return time.monotonic() - began

        await asyncio.sleep(0.5)  # The homeserver tidies up after the logins.
        figures.devices = devices
        async with Blocked() as blocked:
            figures.first_send = await says("first")
        figures.first_blocked = blocked.seconds
        figures.next_send = await says("next")
        bot.machine.outbound.forget(room)
        figures.renewed_send = await says("new session")


async def trust(figures: Figures, folder: Path, people: int) -> None:
    """Learn so many people's signed devices, pin and judge them; then once more, with everything known."""
    folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 - one folder
    made = crowd(folder, people)
    lists = made.lists(set(made.users))
    made.lists = lambda users: lists  # type: ignore[method-assign]  # What a homeserver computes is not measured.
    async with _book(folder, made.users) as book:
        sharing = Sharing(made, made.bot.machine, book)

        async def judge() -> None:
            await sharing.refresh(made.users, within_seconds=0)
            if len(sharing.readers(made.users)) != people:
                raise RuntimeError("Somebody is not trusted.")

        figures.trusted = people
        gc.collect()
        gc.freeze()  # As `bot.app.run` does; the crowd's own keys are no garbage of Vigil's.
        async with Blocked() as blocked:
            figures.trust_first = await took(judge())
        figures.trust_blocked = blocked.seconds
        figures.trust_again = await took(judge())
        began = time.monotonic()
        sharing.readers(made.users)
        figures.trust_known = time.monotonic() - began
        gc.unfreeze()
        await sharing.close()


@asynccontextmanager
async def _book(folder: Path, users: list[str]) -> AsyncIterator[Identities]:
    """The book of identities on a real database, with these people as partners."""
    store = await Store.open(folder / "vigil.db", Key.fresh(), extra=JOBS)
    try:
        async with store.transaction() as tx:
            await tx.roster.fill([Organisation("all", "All", people=tuple(users))], [], [])
        rules = TrustRules()
        book = Identities(store, SystemClock(), RandomIdentifiers(), rules, on_inbox=lambda: None)
        await book.load()
        yield book
    finally:
        await store.close()
