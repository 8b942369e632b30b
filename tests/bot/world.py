"""A small world without a network: the real shell and the real database, people, and a clock moved by hand.

    async with world(tmp_path) as vigil:
        await vigil.starts()
        jean, carter, nobody = *vigil.people("jean", "carter"), vigil.nobody
        await jean.says("alert they are at the gate")
        carter.sees("needs help")
        await vigil.forward(minutes=11)
        nobody.sees_more()

Only the homeserver is not real (`gateway.py`). After everything that somebody does, the bot works until
there is nothing left to do; so what was not seen then will not be seen.
"""

from __future__ import annotations

import pickle
import shutil
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Self

from sqlalchemy import Engine

from bot.app import Vigil
from bot.clock import Clock
from bot.config import Settings, load_settings
from bot.demo import cast
from bot.errors import Unreachable
from bot.jobs import JOBS
from bot.key import Key
from bot.store.outbox import Outbox
from bot.store.store import Store, Transaction
from bot.wording import Wording
from tests.bot.gateway import FakeGateway
from tests.bot.homeserver import FakeHomeserver
from tests.bot.people import Nobody, Person, user_id
from tests.clock import StillClock

CALM = cast.Pace(
    acknowledge_within="10m", retention="30d", every="1h", answer_within="10m", room_update_every="4h"
)
"""The settings of the example file."""


class CountingIdentifiers:
    """Marks that never come twice, and codes that depend on the moment and on which are in use."""

    def __init__(self, clock: Clock, first: int = 0) -> None:
        self.marks = first
        """How many were made."""
        self._clock = clock
        self._at = clock.now()
        self._codes = 0

    def code(self) -> str:
        """K001, K002 …, at each moment from the beginning."""
        self._codes = self._codes + 1 if self._at == self._clock.now() else 1
        self._at = self._clock.now()
        return f"K{self._codes:03}"

    def mark(self) -> str:
        """mark000001, mark000002 …"""
        self.marks += 1
        return f"mark{self.marks:06}"


class WatchedStore(Store):
    """A store that tells when a transaction has ended: before anything else can happen."""

    on_commit: Callable[[], None] | None = None
    one_queue_at_a_time = False
    """The sender is shown one queue after the other: the same story is then told in the same order."""
    _first: ClassVar[Engine | None] = None
    """Of the first store: a statement that is compiled for one is compiled for all."""

    @classmethod
    async def open(cls, path: Path, key: Key, extra: Iterable[type] = ()) -> Self:
        """As in `Store`."""
        store = await super().open(path, key, extra)
        connection = store._opened().connection.sync_connection
        assert connection is not None
        first = WatchedStore._first = WatchedStore._first or connection.engine
        connection.dialect = connection.engine.dialect = first.dialect
        connection.engine._compiled_cache = first._compiled_cache
        return store

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """As in `Store`."""
        async with super().transaction() as tx:
            if self.one_queue_at_a_time:
                _show_one_queue(tx.outbox)
            yield tx
        if self.on_commit is not None:
            self.on_commit()

    async def writes(self, statement: str) -> None:
        """Change the rows behind the repositories' back, as an older program could have left them."""

        def write(connection: Any) -> None:
            connection.execute("BEGIN")
            connection.execute(statement)
            connection.execute("COMMIT")

        async with self._alone():
            await self._opened().raw.run(write)
            self._network.forget()

    async def rows(self, *statements: str) -> list[tuple[Any, ...]]:
        """What these SELECTs find one after the other, whatever the repositories show of it."""

        def find(connection: Any) -> list[tuple[Any, ...]]:
            return [row for statement in statements for row in connection.execute(statement).fetchall()]

        async with self._alone():
            return await self._opened().raw.run(find)


def _show_one_queue(outbox: Outbox) -> None:
    every = outbox.queues

    async def first(now: datetime) -> list[str]:
        return (await every(now))[:1]

    outbox.queues = first  # type: ignore[method-assign]


class World:
    """One bot, its files, and everybody else."""

    def __init__(
        self, settings: Settings, homeserver: FakeHomeserver | None = None, first_mark: int = 0
    ) -> None:
        """With a `homeserver`, the people on it stay as they are."""
        self.settings = settings
        self.homeserver = homeserver or FakeHomeserver(settings.user, StillClock())
        self.clock = self.homeserver.clock
        self.identifiers = CountingIdentifiers(self.clock, first_mark)
        self.known: dict[str, Person] = {}
        self.nobody = Nobody(self)
        if homeserver is None:
            for name in cast.EVERYBODY:
                self.homeserver.register(user_id(name))
        self.begun_at = 0
        """What was said until then is of no interest to anybody."""
        self._cut_off = False
        self._store: WatchedStore | None = None
        self.on_commit: Callable[[], None] | None = None
        self.on_taken: Callable[[], None] | None = None
        self.one_queue_at_a_time = False

    def people(self, *names: str) -> list[Person]:
        """These people, who exist from the beginning if they are enrolled."""
        for name in names:
            if user_id(name) not in self.homeserver.phones:
                self.homeserver.register(user_id(name))
            self.known.setdefault(name, Person(self, name))
        return [self.known[name] for name in names]

    def everybody_reads_on(self) -> None:
        """What was said so far is of no interest any more."""
        for person in self.known.values():
            person.reads_on()

    # The bot

    async def starts(self, prepare: Callable[[FakeGateway], None] = lambda _: None) -> None:
        """Begin a process on the files that are there, and let it do what it finds.

        `prepare` may break its gateway before.
        """
        self._store = await self._open_store()
        self.gateway = FakeGateway(self.homeserver)
        self.vigil = Vigil(self.settings, clock=self.clock, identifiers=self.identifiers, wording=_wording())
        self.store.on_commit = self.on_commit
        self.store.one_queue_at_a_time = self.one_queue_at_a_time
        self.gateway.on_taken = self.on_taken or self.gateway.on_taken
        prepare(self.gateway)
        self.gateway.book = book = self.vigil.book(self.store)
        await self.vigil.assemble(self.store, self.gateway, book)
        await self.vigil.readers.prepare()
        await self.vigil.readers.drain()
        await self.vigil.timers.tick()  # It does not wait for the first sync, and comes again after it.
        while await self._syncs() + await self.vigil.worker.drain():
            pass
        await self.ticks()

    @property
    def store(self) -> WatchedStore:
        """The database of the process."""
        assert self._store is not None, "the bot was never started"
        return self._store

    async def _open_store(self) -> WatchedStore:
        self.settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        return await WatchedStore.open(self.settings.database, self.settings.key(), extra=JOBS)

    async def stops(self) -> None:
        """End the process, if one runs."""
        if self._store is not None:
            await self._store.close()

    async def restarts(self) -> None:
        """End the process and begin another one."""
        await self.stops()
        await self.starts()

    async def settles(self) -> None:
        """Let the bot work until nothing is left that it could do now."""
        worker = self.vigil.worker
        backfill = self.vigil.backfill
        while await self._syncs() + await worker.drain() + await self._sends() + await self._looks():
            await backfill.drain()
        while await backfill.drain() + await worker.drain() + await self._sends():
            pass

    async def _syncs(self) -> int:
        if self._cut_off:
            self.vigil.hearing.heard(False)
            return 0
        token = await self.vigil.receiver.token()
        batch = self.homeserver.sync(token)
        if batch.token == token:
            self.vigil.hearing.heard(True)
            return 0
        await self.vigil.keep(batch)
        self.vigil.hearing.heard(True)
        await self.vigil.readers.drain()
        return 1

    async def _looks(self) -> int:
        if not self.vigil.readers.is_woken or self._cut_off:
            return 0
        await self.vigil.readers.drain()
        return 1

    async def looks_again(self) -> None:
        """What is looked at each minute: who may read, and whose devices are still unsigned."""
        await self.vigil.readers.drain()
        await self.settles()

    async def _sends(self) -> int:
        async with self.store.transaction() as tx:
            due = await tx.outbox.queues(self.clock.now())
        if due:
            await self.vigil.sender.drain()
        return len(due)

    async def loses_the_homeserver(self) -> None:
        """From now on the bot hears nothing and can say nothing; people still reach each other."""
        self._cut_off = True
        for call in ("open_room", "invite", "join", "leave", "protect", "lock", "send", "decrypt", "fetch"):
            self.gateway.breaks(call, Unreachable("The homeserver is away."))
        await self.settles()

    async def finds_the_homeserver(self) -> None:
        """The bot can reach it again, and hears what there is at once."""
        self._cut_off = False
        self.gateway.works_again()
        await self.settles()

    async def ticks(self) -> None:
        """What the tick does every second, and what is looked at each minute."""
        await self.vigil.timers.tick()
        if not self._cut_off:
            await self.vigil.readers.drain()
        await self.settles()

    async def forward(self, **span: float) -> None:
        """Put the clock forward, as in `forward(minutes=11)`, and let the bot look at it."""
        self.clock.forward(**span)
        await self.ticks()


@cache
def _wording() -> Wording:
    """Read once for all worlds; nothing in it ever changes."""
    return Wording()


def settings_in(folder: Path) -> Settings:
    """The settings that lie in this folder, written if they do not."""
    file = folder / "config.yaml"
    if not file.exists():
        file = cast.write_settings(folder, "https://vigil.test", user_id, "unused", CALM)
    return load_settings(file)


@asynccontextmanager
async def world(folder: Path) -> AsyncIterator[World]:
    """A world in which the bot has never run; it is stopped at the end if it was started."""
    made = World(settings_in(folder))
    try:
        yield made
    finally:
        await made.stops()


@dataclass(frozen=True)
class Begun:
    """What a bot leaves behind that has started for the first time and was stopped: tests go on from there.

    A copy of it costs a fraction of a first start, with its migrations and its coordination room.
    """

    settings: Settings
    homeserver: bytes
    marks: int

    @classmethod
    async def in_folder(cls, folder: Path) -> Self:
        """Start it there, and stop it."""
        async with world(folder) as made:
            await made.starts()
        return cls(made.settings, pickle.dumps(made.homeserver), made.identifiers.marks)

    @asynccontextmanager
    async def again(self, folder: Path) -> AsyncIterator[World]:
        """The bot, started again on a copy of its files in this empty folder."""
        shutil.copytree(self.settings.folder, folder, dirs_exist_ok=True)
        data = folder / self.settings.data_dir.relative_to(self.settings.folder)
        settings = replace(self.settings, file=folder / self.settings.file.name, data_dir=data)
        made = World(settings, pickle.loads(self.homeserver), self.marks)
        try:
            await made.starts()
            # The coordinators were told whom Vigil knows by which key.
            made.begun_at = made.homeserver.number()
            yield made
        finally:
            await made.stops()
