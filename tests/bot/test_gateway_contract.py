"""The fake gateway is held to the real one: the same steps, on the fake and on a real Synapse."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.demo.memory import Seen
from bot.demo.people import Person
from bot.demo.town import Town
from bot.matrix.trust import OpenBook
from bot.ports import MatrixGateway
from tests.bot.edge import Edge
from tests.bot.gateway import FakeGateway
from tests.bot.homeserver import FakeHomeserver, Said
from tests.bot.promises import PROMISES
from tests.bot.trust_promises import TRUST_PROMISES
from tests.clock import StillClock
from tests.matrix.bot import Bot, bot_at

ALL = PROMISES + TRUST_PROMISES

# The fake edge


class FakeEdge:
    """The fake gateway and its homeserver."""

    def __init__(self) -> None:
        self.homeserver = FakeHomeserver("@vigil:test", StillClock())
        self.book = OpenBook()
        self._phones: dict[str, list[str]] = {}
        self._begin()

    def _begin(self) -> None:
        self.gateway = FakeGateway(self.homeserver)
        self.gateway.book = self.book

    async def person(self, name: str, *, phone: bool = True, signed: bool = True) -> str:
        """See `Edge`."""
        user = f"@{name}:test"
        self.homeserver.register(user, phones=0, auto_join=False)
        if phone:
            await self.gets_a_phone(user, signed=signed)
        return user

    async def gets_a_phone(self, user: str, *, signed: bool = True) -> None:
        """See `Edge`."""
        self._phones.setdefault(user, []).append(self.homeserver.new_phone(user, signed=signed))
        self.homeserver.speaks_from[user] = self._phones[user][0]

    async def logs_out(self, user: str) -> None:
        """See `Edge`."""
        self.homeserver.phones[user].remove(self._phones[user].pop(0))
        self.homeserver.speaks_from[user] = self._phones[user][0]

    async def signs(self, user: str) -> None:
        """See `Edge`."""
        self.homeserver.sign_phones(user)

    async def begins_anew(self, user: str) -> None:
        """See `Edge`."""
        self.homeserver.change_identity(user)

    def master(self, user: str) -> str:
        """See `Edge`."""
        return self.homeserver.masters[user]

    async def joins(self, user: str, room: str) -> None:
        """See `Edge`."""
        self.homeserver.enter(self.homeserver.rooms[room], user)

    async def leaves(self, user: str, room: str) -> None:
        """See `Edge`."""
        self.homeserver.go(self.homeserver.rooms[room], user)

    async def reads(self, user: str, room: str, *, newest: bool = False) -> list[str]:
        """See `Edge`."""
        phones = self._phones[user][-1:] if newest else self._phones[user]
        return [said.text for said in self._readable(user, room, phones)]

    async def gets(self, user: str, room: str) -> list[tuple[str, Mapping[str, Any]]]:
        """See `Edge`."""
        return [(said.kind, said.content) for said in self._readable(user, room, self._phones[user])]

    def _readable(self, user: str, room: str, phones: Collection[str]) -> list[Said]:
        """What the bot said there, as far as one of these phones has its key."""
        return [
            said
            for place, said in self.homeserver.shown(user)
            if place.id == room and said.sender == self.homeserver.bot
            if said.session is None or not self.homeserver.holders[said.session].isdisjoint(phones)
        ]

    async def opens_chat(self, user: str, *, encrypted: bool, bot_may_protect: bool = True) -> str:
        """See `Edge`."""
        return self.homeserver.open_chat(user, encrypted=encrypted, bot_may_protect=bot_may_protect)

    async def writes(self, user: str, room: str, text: str) -> dict[str, Any]:
        """See `Edge`."""
        content = {"msgtype": "m.text", "body": text}
        event_id = self.homeserver.send(user, room, content)
        return next(each.raw for each in self.homeserver.events_of(user) if each.event_id == event_id)

    async def dies(self) -> None:
        """See `Edge`."""
        self._begin()


@pytest.mark.parametrize("promise", ALL, ids=lambda promise: promise.__name__)
async def test_the_fake_keeps_the_promise(promise: Callable[[Edge], Awaitable[None]]) -> None:
    """What the tests of the shell build on is true of the fake."""
    await promise(FakeEdge())


# The real edge


class RealEdge:
    """The real gateway, and people who are real encrypted clients."""

    def __init__(self, town: Town, bot: Bot) -> None:
        self._town = town
        self._bot = bot
        self._phones: dict[str, list[Person]] = {}

    @property
    def gateway(self) -> MatrixGateway:
        """See `Edge`."""
        return self._bot.gateway

    @property
    def book(self) -> OpenBook:
        """See `Edge`."""
        return self._bot.book

    async def person(self, name: str, *, phone: bool = True, signed: bool = True) -> str:
        """See `Edge`."""
        user = await self._town.register(name)
        self._phones[user] = []
        if phone:
            await self.gets_a_phone(user, signed=signed)
        return user

    async def gets_a_phone(self, user: str, *, signed: bool = True) -> None:
        """See `Edge`."""
        phones = self._phones[user]
        if not phones:
            name = next(name for name in ("jean", "lea", "omar") if self._town.user_id(name) == user)
            phones.append(await self._town.arrives(name, auto_join=False, signed=signed))
            return
        async with self._announced(user):
            phones.append(await phones[0].another_device(signed=signed))
            self._town.people.append(phones[-1])

    async def logs_out(self, user: str) -> None:
        """See `Edge`."""
        async with self._announced(user):
            await self._phones[user].pop(0).logs_out()

    async def signs(self, user: str) -> None:
        """See `Edge`."""
        async with self._announced(user):
            for phone in self._phones[user]:
                phone.identity = self._phones[user][0].identity
                await phone.signs()

    async def begins_anew(self, user: str) -> None:
        """See `Edge`."""
        async with self._announced(user):
            (phone,) = self._phones[user]
            await phone.begins_anew()

    def master(self, user: str) -> str:
        """See `Edge`."""
        identity = self._phones[user][0].identity
        assert identity is not None
        return identity.master

    @asynccontextmanager
    async def _announced(self, user: str) -> AsyncIterator[None]:
        """The bot's sync tells of what is done to somebody's keys; they share a room with it."""
        seen = len(self._bot.batches)
        yield
        await self._bot.until(
            lambda: [batch for batch in self._bot.batches[seen:] if user in batch.changed_users]
        )

    async def joins(self, user: str, room: str) -> None:
        """See `Edge`."""
        await self._phones[user][0].joins(room)
        await self._bot.until(
            lambda: [
                each
                for each in self._bot.memberships
                if (each.room, each.person, each.membership) == (room, user, "join")
            ]
        )

    async def leaves(self, user: str, room: str) -> None:
        """See `Edge`."""
        await self._phones[user][0].leaves(room)

    async def reads(self, user: str, room: str, *, newest: bool = False) -> list[str]:
        """See `Edge`."""
        phones = self._phones[user][-1:] if newest else self._phones[user]
        return [seen.text for seen in await self._readable(room, phones)]

    async def gets(self, user: str, room: str) -> list[tuple[str, Mapping[str, Any]]]:
        """See `Edge`."""
        return [(seen.type, seen.content) for seen in await self._readable(room, self._phones[user])]

    async def _readable(self, room: str, phones: Collection[Person]) -> list[Seen]:
        """What the bot said there, as far as one of these phones could read it."""
        found: dict[str, Seen] = {}
        for phone in phones:
            await phone.catches_up()
            for seen in phone.memory.seen:
                if seen.room == room and seen.sender == self._bot.session.user:
                    found.setdefault(seen.event_id, seen)
        return list(found.values())

    async def opens_chat(self, user: str, *, encrypted: bool, bot_may_protect: bool = True) -> str:
        """See `Edge`."""
        person = self._phones[user][0]
        if bot_may_protect:
            chat = await person.opens_chat(encrypted=encrypted)
        else:
            chat = await person.opens_room(self._bot.session.user, encrypted=encrypted)
        await self._bot.until(lambda: [invite for invite in self._bot.invites if invite.room == chat])
        return chat

    async def writes(self, user: str, room: str, text: str) -> dict[str, Any]:
        """See `Edge`."""
        sent = await self._phones[user][0].says(text, room)
        event = await self._bot.until(
            lambda: next((each for each in self._bot.events if each.event_id == sent.event_id), None)
        )
        raw: dict[str, Any] = event.raw
        return raw

    async def dies(self) -> None:
        """See `Edge`."""
        self._bot = await self._bot.restart()
        self._bot.run()

    async def ends(self) -> None:
        """Stop the process that runs now."""
        await self._bot.stop()


@pytest.fixture
async def real(town: Town, tmp_path: Path) -> AsyncIterator[RealEdge]:
    """A bot of its own on the real homeserver."""
    user = await town.register("vigil")
    async with bot_at(town.homeserver.url, user, town.password("vigil"), tmp_path) as bot:
        bot.run()
        await bot.until(lambda: bot.batches)
        edge = RealEdge(town, bot)
        yield edge
        await edge.ends()


@pytest.mark.parametrize("promise", ALL, ids=lambda promise: promise.__name__)
async def test_the_homeserver_keeps_the_promise(
    real: RealEdge, promise: Callable[[Edge], Awaitable[None]]
) -> None:
    """What is true of the fake is true of the real gateway on a real Synapse."""
    await promise(real)
