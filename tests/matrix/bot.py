"""The bot's Matrix half alone, for tests: real keys, a real crypto store, no rules above it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.clock import Clock, SystemClock
from bot.errors import Unreachable
from bot.key import Key
from bot.matrix.batch import Batch, Gap, Invite, Membership, TimelineEvent
from bot.matrix.cryptostore import CryptoStore
from bot.matrix.decrypted import Decrypted
from bot.matrix.delivery import Delivery
from bot.matrix.gateway import Gateway
from bot.matrix.http import Homeserver, path
from bot.matrix.identity import Identity
from bot.matrix.login import Session, log_in, silence_libraries
from bot.matrix.machine import Machine
from bot.matrix.sync import Pause, Syncer
from bot.matrix.trust import OpenBook

WITHIN = 60.0


class Bot:
    """Gateway and syncer of one process; `batches` is what it was handed. `restart` is a crash."""

    def __init__(
        self,
        url: str,
        session: Session,
        folder: Path,
        key: Key,
        *,
        timeline: int = 100,
        pause: Pause = asyncio.sleep,
        clock: Clock | None = None,
        identity: Identity | None = None,
        book: OpenBook | None = None,
    ) -> None:
        self.session = session
        self.homeserver = Homeserver(url)
        self.homeserver.log_in_as(session.token)
        self.store = CryptoStore(folder / "crypto.db", key, user=session.user, device_id=session.device_id)
        clock = clock or SystemClock()
        self.machine = Machine(self.store, clock)
        self.identity = identity or Identity.make(session.user)
        self.book = book or OpenBook()
        self.gateway = Gateway(self.homeserver, self.machine, self.identity, self.book)
        self.heard: list[bool] = []
        """What the syncer said of itself, again and again."""
        self.busy = False
        """Whether an alert room is being made, as far as the syncer knows."""
        self.syncer = Syncer(
            self.gateway,
            clock,
            timeline=timeline,
            pause=pause,
            heard=self.heard.append,
            busy=lambda: self.busy,
        )
        self.batches: list[Batch] = []
        self.token: str | None = None
        self._url, self._folder, self._key = url, folder, key
        self._kept = asyncio.Condition()
        self.running: asyncio.Task[None] | None = None

    async def keep(self, batch: Batch) -> None:
        """Take a batch as the receiver would, with what it left out, which is fetched until it is whole."""
        missing = [event for gap in batch.gaps for event in await self._fetched(gap)]
        batch = replace(batch, events=(*missing, *batch.events), gaps=())
        async with self._kept:
            self.batches.append(batch)
            self.token = batch.token
            self._kept.notify_all()

    async def _fetched(self, gap: Gap) -> tuple[TimelineEvent, ...]:
        found: tuple[TimelineEvent, ...] = ()
        rest: Gap | None = gap
        while rest is not None:
            try:
                portion = await self.gateway.fetch(rest)
            except Unreachable:
                await asyncio.sleep(0.05)
                continue
            found, rest = (*portion.events, *found), portion.rest
        return found

    def run(self) -> None:
        """Sync in the background."""
        self.running = asyncio.create_task(self.syncer.run(self.keep, self.token))

    async def ends(self) -> None:
        """Wait until the loop ends by itself; raises what ended it."""
        running, self.running = self.running, None
        assert running is not None
        await running

    async def stop(self) -> None:
        """Stop syncing and let go of files and connections."""
        running, self.running = self.running, None
        if running is not None:
            running.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await running
        await self.gateway.close()
        await self.homeserver.close()
        self.store.close()

    async def restart(
        self, *, timeline: int = 100, pause: Pause = asyncio.sleep, clock: Clock | None = None
    ) -> Bot:
        """A new process with the same files and token; does not sync yet."""
        await self.stop()
        again = Bot(
            self._url,
            self.session,
            self._folder,
            self._key,
            timeline=timeline,
            pause=pause,
            clock=clock,
            identity=self.identity,
            book=self.book,
        )
        again.token = self.token
        return again

    async def opens_room(self, people: Collection[str], mark: str = "m") -> str:
        """A room into which these people are asked."""
        room = await self.gateway.open_room(mark=mark, name="Room")
        await asyncio.gather(*(self.gateway.invite(room, person) for person in people))
        return room

    async def state(self, room: str) -> dict[str, Any]:
        """The contents of the room's state events, by type."""
        events = await self.homeserver.request_list("GET", path("rooms", room, "state"))
        return {event["type"]: event["content"] for event in events}

    async def says(self, room: str, text: str, to: Collection[str], transaction_id: str = "") -> Delivery:
        """Send a text."""
        return await self.gateway.send(
            room,
            {"msgtype": "m.text", "body": text},
            recipients=to,
            transaction_id=transaction_id or text.replace(" ", "-"),
            encrypted=True,
        )

    async def until(self, look: Callable[[], Any]) -> Any:
        """What `look` finds, as soon as it finds something in the batches."""
        async with asyncio.timeout(WITHIN), self._kept:
            while not (found := look()):
                await self._kept.wait()
            return found

    @property
    def events(self) -> list[TimelineEvent]:
        """Every event handed on so far."""
        return [event for batch in self.batches for event in batch.events]

    @property
    def invites(self) -> list[Invite]:
        """Every invitation handed on so far."""
        return [invite for batch in self.batches for invite in batch.invites]

    @property
    def memberships(self) -> list[Membership]:
        """Every change of membership handed on so far."""
        return [membership for batch in self.batches for membership in batch.memberships]

    async def hears(self, event_id: str) -> Decrypted:
        """The event with this ID, decrypted, once it has come."""
        event: TimelineEvent = await self.until(
            lambda: next((event for event in self.events if event.event_id == event_id), None)
        )
        return await self.gateway.decrypt(event.raw)

    async def is_invited(self, *, joins: bool = True) -> str:
        """The room of the first invitation, joined."""
        room: str = (await self.until(lambda: self.invites))[0].room
        if joins:
            await self.gateway.join(room)
        return room


@asynccontextmanager
async def bot_at(
    url: str, user: str, password: str, folder: Path, *, timeline: int = 100
) -> AsyncIterator[Bot]:
    """A bot that has logged in and put its keys there; it does not sync yet."""
    silence_libraries()
    homeserver = Homeserver(url)
    session = await log_in(homeserver, user, password)
    await homeserver.close()
    bot = Bot(url, session, folder, Key(bytes(range(32))), timeline=timeline)
    await bot.gateway.start()
    try:
        yield bot
    finally:
        await bot.stop()
