"""The floor: what the same homeserver takes for the bare requests, with no bot and no encryption."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Iterable
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

import aiohttp

from bot.demo.people import Person
from bot.demo.town import Town

NAME = "floor"


class Floor:
    """Somebody who makes rooms with invitations and says one thing, in the clear."""

    def __init__(self, town: Town, people: int) -> None:
        """Use it with `async with`. So many are invited each time."""
        self._town = town
        self._guests = [f"guest-{number}" for number in range(people)]
        self._reader_names = [f"reader-{number}" for number in range(people)]
        self._readers: list[Person] = []
        self._http = aiohttp.ClientSession(town.homeserver.url)
        self._headers: dict[str, str] = {}

    async def __aenter__(self) -> Self:
        """Register everybody and log in; guests have no telephone."""
        for name in (NAME, *self._guests):
            await self._town.register(name)
        self._readers = await self._town.welcomes(*self._reader_names)
        login = {
            "type": "m.login.password",
            "identifier": {"type": "m.id.user", "user": self._town.user_id(NAME)},
            "password": self._town.password(NAME),
        }
        answer = await self._request("POST", "login", login)
        self._headers["Authorization"] = f"Bearer {answer['access_token']}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Drop the connections."""
        await self._http.close()

    async def once(self) -> float:
        """createRoom with all invitations, then one send: how many seconds that takes."""
        began = time.monotonic()
        await self._makes_room(self._guests, "They are at the gate.")
        return time.monotonic() - began

    async def read(self) -> float:
        """The same, until all who are invited have come in and read it."""
        began, words = time.monotonic(), secrets.token_hex(8)
        await self._makes_room(self._reader_names, words)
        seen = await asyncio.gather(*(reader.sees(words) for reader in self._readers))
        return max(message.at for message in seen) - began

    async def at_once(self, count: int) -> float:
        """The same so many times side by side, until the last is done."""
        began = time.monotonic()
        await asyncio.gather(*(self.once() for _ in range(count)))
        return time.monotonic() - began

    async def _makes_room(self, invited: Iterable[str], words: str) -> None:
        invite = [self._town.user_id(name) for name in invited]
        room = await self._request("POST", "createRoom", {"preset": "private_chat", "invite": invite})
        place = f"rooms/{quote(room['room_id'], safe='')}/send/m.room.message/{secrets.token_hex(8)}"
        await self._request("PUT", place, {"msgtype": "m.text", "body": words})

    async def _request(self, method: str, endpoint: str, body: dict[str, Any]) -> dict[str, Any]:
        url = f"/_matrix/client/v3/{endpoint}"
        async with self._http.request(method, url, json=body, headers=self._headers) as answer:
            answer.raise_for_status()
            return dict(await answer.json())
