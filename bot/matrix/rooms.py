"""Rooms on the homeserver: made so that nobody else has a say in them, and found again after a crash."""

from __future__ import annotations

import asyncio
from typing import Any

import structlog

from bot.errors import Refused
from bot.matrix.http import Homeserver, path

log = structlog.get_logger()

MARK = "vigil.mark"
VERSIONS = ("12", "11")
ENCRYPTION = {"algorithm": "m.megolm.v1.aes-sha2"}
_TALK, _RULE = 0, 100
"""Power: everyone talks, the bot rules."""


class Rooms:
    """What the bot does to rooms; raises `Unreachable`, `Refused` or `LoggedOut` as it is answered."""

    def __init__(self, homeserver: Homeserver, user: str) -> None:
        self._homeserver = homeserver
        self._user = user
        self._version = VERSIONS[0]

    async def open(
        self,
        *,
        mark: str,
        name: str,
        suspect: bool,
    ) -> str:
        """Make a room and return its ID; with `suspect`, look first for the one that carries `mark`."""
        if suspect:
            found = await self._find(mark)
            if found is not None:
                return found
        while True:
            try:
                return await self._create(mark, name)
            except Refused as fault:
                if fault.errcode != "M_UNSUPPORTED_ROOM_VERSION" or self._version == VERSIONS[-1]:
                    raise
                self._version = VERSIONS[-1]
                log.info("room_version_fallback", version=self._version)

    async def _create(self, mark: str, name: str) -> str:
        body: dict[str, Any] = {
            "preset": "private_chat",
            "visibility": "private",
            "room_version": self._version,
            "name": name,
            "creation_content": {MARK: mark},
            "initial_state": initial_state(),
            "power_level_content_override": power_levels(self._user, self._version),
        }
        answer = await self._homeserver.request("POST", path("createRoom"), body=body)
        return str(answer["room_id"])

    async def _find(self, mark: str) -> str | None:
        answer = await self._homeserver.request("GET", path("joined_rooms"))
        rooms: list[str] = answer.get("joined_rooms", [])
        marks = await asyncio.gather(*map(self._mark_of, rooms))
        for room, found in zip(rooms, marks, strict=True):
            if found == mark and await self._made(room):
                return room
        return None

    async def _made(self, room: str) -> bool:
        """The bot itself made the room: anybody can put a mark into theirs once they have seen it."""
        return any(
            event.get("type") == "m.room.create" and event.get("sender") == self._user
            for event in await self.state(room)
        )

    async def _mark_of(self, room: str) -> object:
        try:
            create = await self._homeserver.request("GET", path("rooms", room, "state", "m.room.create", ""))
        except Refused:
            return None  # Left meanwhile.
        return create.get(MARK)

    async def invite(self, room: str, user: str) -> None:
        """Ask somebody in; that they are in or asked already is as good."""
        try:
            await self._homeserver.request("POST", path("rooms", room, "invite"), body={"user_id": user})
        except Refused:
            if await self._membership(room, user) not in ("invite", "join"):
                raise

    async def _membership(self, room: str, user: str) -> object:
        try:
            member = await self._homeserver.request(
                "GET", path("rooms", room, "state", "m.room.member", user)
            )
        except Refused:
            return None
        return member.get("membership")

    async def join(self, room: str) -> None:
        """Accept an invitation."""
        await self._homeserver.request("POST", path("rooms", room, "join"), body={})

    async def leave(self, room: str) -> None:
        """Leave a room and forget it; having left it already is as good (spec: "POST .../forget")."""
        for step in ("leave", "forget"):
            try:
                await self._homeserver.request("POST", path("rooms", room, step), body={})
            except Refused as fault:
                if fault.status not in (403, 404):
                    raise

    async def protect(self, room: str) -> None:
        """Turn encryption on, for good; raises `Refused` if the bot is not allowed to."""
        await self._put_state(room, "m.room.encryption", ENCRYPTION)

    async def lock(self, room: str) -> None:
        """Nobody but the bot may write any more."""
        where = path("rooms", room, "state", "m.room.power_levels", "")
        levels = await self._homeserver.request("GET", where)
        levels["events_default"] = _RULE
        levels["events"] = {name: max(level, _RULE) for name, level in levels.get("events", {}).items()}
        await self._put_state(room, "m.room.power_levels", levels)

    async def state(self, room: str) -> list[dict[str, Any]]:
        """All state events of the room (spec: "GET /rooms/{roomId}/state")."""
        return await self._homeserver.request_list("GET", path("rooms", room, "state"))

    async def _put_state(self, room: str, event_type: str, content: dict[str, Any]) -> None:
        await self._homeserver.request("PUT", path("rooms", room, "state", event_type, ""), body=content)


def initial_state() -> list[dict[str, Any]]:
    """State that stands before anybody can come in: there is no moment without it."""
    state: dict[str, dict[str, Any]] = {
        "m.room.history_visibility": {"history_visibility": "invited"},
        "m.room.guest_access": {"guest_access": "forbidden"},
        "m.room.encryption": ENCRYPTION,
    }
    return [{"type": name, "state_key": "", "content": content} for name, content in state.items()]


def power_levels(bot: str, version: str) -> dict[str, Any]:
    """Everyone may talk and take back their own words; all else is the bot's (spec: "m.room.power_levels").

    In version 12 a creator must not be listed, and stands above everyone.
    """
    return {
        "users_default": _TALK,
        "events_default": _TALK,
        "state_default": _RULE,
        "invite": _RULE,
        "kick": _RULE,
        "ban": _RULE,
        "redact": _RULE,
        "notifications": {"room": _RULE},
        "events": {
            "m.room.name": _RULE,
            "m.room.topic": _RULE,
            "m.room.avatar": _RULE,
            "m.room.canonical_alias": _RULE,
            "m.room.history_visibility": _RULE,
            "m.room.encryption": _RULE,
            "m.room.power_levels": _RULE,
            "m.room.server_acl": _RULE,
            "m.room.tombstone": _RULE,
        },
        **({} if version == "12" else {"users": {bot: _RULE}}),
    }
