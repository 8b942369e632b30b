"""The floor: what the same homeserver takes for the bare requests, with no bot and no encryption."""

from __future__ import annotations

import asyncio
import secrets
import time
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

import aiohttp

from bot.demo.town import Town

NAME = "floor"


class Floor:
    """Somebody who makes rooms with invitations and says one thing; the guests never look."""

    def __init__(self, town: Town, guests: int) -> None:
        """Use it with `async with`."""
        self._town = town
        self._guests = [f"guest-{number}" for number in range(guests)]
        self._http = aiohttp.ClientSession(town.homeserver.url)
        self._headers: dict[str, str] = {}

    async def __aenter__(self) -> Self:
        """Register everybody and log in."""
        for name in (NAME, *self._guests):
            await self._town.register(name)
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
        invite = [self._town.user_id(guest) for guest in self._guests]
        room = await self._request("POST", "createRoom", {"preset": "private_chat", "invite": invite})
        place = f"rooms/{quote(room['room_id'], safe='')}/send/m.room.message/{secrets.token_hex(8)}"
        await self._request("PUT", place, {"msgtype": "m.text", "body": "They are at the gate."})
        return time.monotonic() - began

    async def at_once(self, count: int) -> float:
        """The same so many times side by side, until the last is done."""
        began = time.monotonic()
        await asyncio.gather(*(self.once() for _ in range(count)))
        return time.monotonic() - began

    async def _request(self, method: str, endpoint: str, body: dict[str, Any]) -> dict[str, Any]:
        url = f"/_matrix/client/v3/{endpoint}"
        async with self._http.request(method, url, json=body, headers=self._headers) as answer:
            answer.raise_for_status()
            return dict(await answer.json())
