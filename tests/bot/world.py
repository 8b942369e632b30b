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

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

from bot.app import Vigil
from bot.clock import Clock
from bot.config import Settings, load_settings
from bot.demo import cast
from bot.jobs import JOBS
from bot.store.store import Store, Transaction
from bot.wording import Wording
from tests.bot.gateway import FakeGateway
from tests.bot.homeserver import FakeHomeserver, Room, Said
from tests.clock import StillClock

SERVER = "vigil.test"
CALM = cast.Pace(
    acknowledge_within="10m", retention="30d", every="1h", answer_within="10m", room_update_every="4h"
)
"""The settings of the example file."""


def user_id(name: str) -> str:
    """The Matrix ID of somebody in this world."""
    return f"@{name}:{SERVER}"


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

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """As in `Store`."""
        async with super().transaction() as tx:
            yield tx
        if self.on_commit is not None:
            self.on_commit()

    async def rows(self, *statements: str) -> list[tuple[Any, ...]]:
        """What these SELECTs find one after the other, whatever the repositories show of it."""

        def find(connection: Any) -> list[tuple[Any, ...]]:
            return [row for statement in statements for row in connection.execute(statement).fetchall()]

        async with self._alone():
            return await self._opened().raw.run(find)


class Person:
    """Somebody with a phone. Each of their rooms has a bookmark, which `sees` moves on."""

    def __init__(self, world: World, name: str) -> None:
        self.world = world
        self.user = user_id(name)
        self.chat: str | None = None
        """The direct chat with the bot, once it is begun."""
        self._read: dict[str, int] = {}

    def __repr__(self) -> str:
        return self.user

    # Doing

    async def opens_chat(self, *, encrypted: bool = True, bot_may_protect: bool = True) -> str:
        """Begin a direct chat with the bot; it is the one that `says` uses."""
        self.chat = self.world.homeserver.open_chat(
            self.user, encrypted=encrypted, bot_may_protect=bot_may_protect
        )
        await self.world.settles()
        return self.chat

    async def says(self, text: str, room: str | None = None, *, plain: bool = False) -> str:
        """Write a text, into the direct chat unless told otherwise; returns the event ID."""
        return await self.sends({"msgtype": "m.text", "body": text}, room, plain=plain)

    async def edits(self, event_id: str, text: str, room: str | None = None) -> str:
        """Replace the words of an earlier message."""
        new = {"msgtype": "m.text", "body": text}
        relation = {"rel_type": "m.replace", "event_id": event_id}
        return await self.sends(
            {**new, "body": f"* {text}", "m.new_content": new, "m.relates_to": relation}, room
        )

    async def sends(
        self,
        content: Mapping[str, Any],
        room: str | None = None,
        *,
        kind: str = "m.room.message",
        plain: bool = False,
    ) -> str:
        """Send anything, into the direct chat unless told otherwise; returns the event ID."""
        place = room or self.chat or await self.opens_chat()
        event_id = self.world.homeserver.send(
            self.user,
            place,
            content,
            kind=kind,
            plain=plain,
        )
        await self.world.settles()
        return event_id

    async def begins_a_key(self, *, comes: bool) -> None:
        """What they write in the direct chat is under a new key from now on, which comes, or not yet."""
        place = self.chat or await self.opens_chat()
        self.world.homeserver.new_key(self.user, place, comes=comes)

    async def hands_over_keys(self) -> None:
        """All the keys of what they have written in the direct chat reach the bot."""
        assert self.chat is not None
        self.world.homeserver.hand_over_keys(self.user, self.chat)
        await self.world.settles()

    async def joins(self, room: str) -> None:
        """Accept an invitation."""
        self.world.homeserver.enter(self.world.homeserver.rooms[room], self.user)
        await self.world.settles()

    async def leaves(self, room: str) -> None:
        """Leave a room or turn the invitation down."""
        self.world.homeserver.go(self.world.homeserver.rooms[room], self.user)
        await self.world.settles()

    async def gets_a_phone(self) -> None:
        """Log in on another phone, or on the first one."""
        self.world.homeserver.new_phone(self.user)
        await self.world.settles()

    # Seeing

    @property
    def room(self) -> str:
        """The newest alert room this person is in or asked into."""
        rooms = [
            room
            for room in self.world.homeserver.rooms.values()
            if room.name.startswith("Room") and room.members.get(self.user) in ("join", "invite")
        ]
        assert rooms, f"{self} is in no alert room"
        return rooms[-1].id

    def all_of(self, room: str | None = None) -> list[str]:
        """The words of all that they can read of the bot, oldest first."""
        return [said.text for place, said in self._heard() if room in (None, place.id)]

    def unread(self, room: str | None = None) -> list[tuple[Room, Said]]:
        """What of the bot's words lies behind the bookmarks."""
        return [
            (place, said)
            for place, said in self._heard()
            if room in (None, place.id) and said.number > self._read.get(place.id, 0)
        ]

    def _heard(self) -> Iterator[tuple[Room, Said]]:
        homeserver = self.world.homeserver
        return (
            (place, said)
            for place, said in homeserver.shown(self.user)
            if said.sender == homeserver.bot and homeserver.can_read(self.user, said)
        )

    def sees(self, words: str, room: str | None = None) -> Said:
        """The bot's first unread message with these words; it and all before it in its room are read then."""
        unread = self.unread(room)
        for place, said in unread:
            if words.casefold() in said.text.casefold():
                self._read[place.id] = said.number
                return said
        seen = " | ".join(said.text for _, said in unread)
        raise AssertionError(f"{self} has not seen '{words}' but: {seen or 'nothing'}")

    def sees_next(self, words: str, room: str | None = None) -> Said:
        """The bot's very next unread message has these words."""
        first = next(iter(self.unread(room)), None)
        found = self.sees(words, room)
        assert first is not None and first[1] is found, f"{self} saw '{first and first[1].text}' before it"
        return found

    def sees_no_more(self, room: str | None = None) -> None:
        """Nothing is unread."""
        unread = [said.text for _, said in self.unread(room)]
        assert not unread, f"{self} should have seen nothing more but saw: {' | '.join(unread)}"

    def reads_on(self) -> None:
        """Everything is read."""
        for place, said in self.unread():
            self._read[place.id] = said.number


class Nobody:
    """All people of the world at once, who see nothing."""

    def __init__(self, world: World) -> None:
        self._world = world

    def sees_more(self) -> None:
        """No one has anything unread."""
        for person in self._world.known.values():
            person.sees_no_more()


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
        self._store: WatchedStore | None = None
        self.on_commit: Callable[[], None] | None = None
        self.on_taken: Callable[[], None] | None = None

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
        self.gateway.on_taken = self.on_taken or self.gateway.on_taken
        prepare(self.gateway)
        await self.vigil.assemble(self.store, self.gateway)
        await self.vigil.readers.drain()
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
        while await self._syncs() + await self.vigil.worker.drain() + await self._sends():
            pass

    async def _syncs(self) -> int:
        token = await self.vigil.receiver.token()
        batch = self.homeserver.sync(token)
        if batch.token == token:
            return 0
        await self.vigil.keep(batch)
        await self.vigil.readers.drain()
        return 1

    async def _sends(self) -> int:
        async with self.store.transaction() as tx:
            due = await tx.outbox.queues(self.clock.now())
        if due:
            await self.vigil.sender.drain()
        return len(due)

    async def ticks(self) -> None:
        """What the tick does every second."""
        await self.vigil.timers.tick()
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
