"""What whoever runs the homeserver can do and see, whatever Vigil wants."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.demo.town import Town
from bot.matrix.http import Homeserver, path
from bot.matrix.login import log_in


class Admin:
    """Somebody with the admin rights of Synapse."""

    def __init__(self, homeserver: Homeserver, url: str) -> None:
        self._homeserver = homeserver
        self._url = url

    async def rooms_of(self, user: str) -> set[str]:
        """All rooms that this user has joined."""
        answer = await self._homeserver.request("GET", f"/_synapse/admin/v1/users/{user}/joined_rooms")
        return set(answer["joined_rooms"])

    async def invites_as(self, user: str, guest: str, room: str) -> None:
        """Speak as `user`, whose account the homeserver is free to use, and invite a guest."""
        own = await self._homeserver.request("POST", f"/_synapse/admin/v1/users/{user}/login", body={})
        puppet = Homeserver(self._url)
        try:
            puppet.log_in_as(own["access_token"])
            await puppet.request("POST", path("rooms", room, "invite"), body={"user_id": guest})
        finally:
            await puppet.close()


@asynccontextmanager
async def admin_of(town: Town) -> AsyncIterator[Admin]:
    """Log in an admin of the town's homeserver; once in a town."""
    await town.register("root", admin=True)
    homeserver = Homeserver(town.homeserver.url)
    try:
        await log_in(homeserver, town.user_id("root"), town.password("root"))
        yield Admin(homeserver, town.homeserver.url)
    finally:
        await homeserver.close()
