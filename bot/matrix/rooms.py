"""Rooms on the homeserver: made so that nobody else has a say in them, and found again after a crash."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import structlog

from bot.errors import Refused
from bot.matrix.http import ELSEWHERE, Homeserver, path

log = structlog.get_logger()

MARK = "vigil.mark"
VERSIONS = ("12", "11")
ENCRYPTION = {"algorithm": "m.megolm.v1.aes-sha2"}
_TALK, _RULE = 0, 100
"""Power: everyone talks, the bot rules."""

POWER = "power_levels"
TOMBSTONE = "tombstone"
WATCHED = {
    f"m.room.{what}": what
    for what in (
        "encryption",
        POWER,
        "history_visibility",
        "join_rules",
        "guest_access",
        "server_acl",
        TOMBSTONE,
    )
}
"""The state events that say who can read, come in or rule, and what each is called in Vigil."""


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

    async def invite(self, room: str, user: str, *, direct: bool = False) -> None:
        """Ask somebody in; that they are in or asked already is as good.

        `direct`: their app shows it among their chats with people. Only a member event can say so.
        """
        try:
            if direct:
                member = {"membership": "invite", "is_direct": True}
                await self._put_state(room, "m.room.member", member, key=user)
            else:
                await self._homeserver.request("POST", path("rooms", room, "invite"), body={"user_id": user})
        except Refused:
            if await self._membership(room, user) not in ("invite", "join"):
                raise

    async def _membership(self, room: str, user: str) -> object:
        try:
            member = await self._homeserver.request(
                "GET", path("rooms", room, "state", "m.room.member", user)
            )
        except Refused as fault:
            if fault.status != 404:
                raise
            return None
        return member.get("membership")

    async def join(self, room: str) -> None:
        """Accept an invitation."""
        await self._homeserver.request("POST", path("rooms", room, "join"), body={}, lane=ELSEWHERE)

    async def leave(self, room: str) -> None:
        """Leave a room and forget it; having left it already is as good (spec: "POST .../forget")."""
        for step in ("leave", "forget"):
            try:
                await self._homeserver.request("POST", path("rooms", room, step), body={}, lane=ELSEWHERE)
            except Refused as fault:
                if fault.status not in (403, 404):
                    raise

    async def protect(self, room: str) -> None:
        """Turn encryption on, for good; raises `Refused` if the bot is not allowed to."""
        await self._put_state(room, "m.room.encryption", ENCRYPTION)

    async def lock(self, room: str) -> None:
        """Nobody but the bot may write any more."""
        await self.restore(room, POWER, locked=True)

    async def restore(self, room: str, what: str, *, locked: bool) -> None:
        """Set `what`, one of `WATCHED`, up again as in every room that the bot makes; `locked`: and locks.

        A tombstone cannot be taken back: then this does nothing.
        """
        content = as_made(what, bot=self._user, room=room, locked=locked)
        if content is not None:
            await self._put_state(room, f"m.room.{what}", content)

    async def remove(self, room: str, user: str) -> None:
        """Put somebody out; that they are gone already is as good."""
        try:
            await self._homeserver.request("POST", path("rooms", room, "kick"), body={"user_id": user})
        except Refused:
            if await self._membership(room, user) in ("join", "invite", "knock"):
                raise

    async def rename(self, room: str, name: str) -> None:
        """Give the room another name (spec: "m.room.name")."""
        await self._put_state(room, "m.room.name", {"name": name})

    async def withdraw(self, room: str, user: str) -> None:
        """Take an invitation back, unless it was accepted or turned down."""
        if await self._membership(room, user) == "invite":
            await self.remove(room, user)

    async def state(self, room: str) -> list[dict[str, Any]]:
        """All state events of the room (spec: "GET /rooms/{roomId}/state")."""
        return await self._homeserver.request_list("GET", path("rooms", room, "state"))

    async def _put_state(self, room: str, event_type: str, content: dict[str, Any], *, key: str = "") -> None:
        await self._homeserver.request("PUT", path("rooms", room, "state", event_type, key), body=content)


def as_made(what: str, *, bot: str, room: str, locked: bool = False) -> dict[str, Any] | None:
    """How a room of Vigil's is set up in this point; None where it cannot be set back."""
    match what:
        case "power_levels":
            return power_levels(bot, version_of(room), locked=locked)
        case "join_rules":
            return {"join_rule": "invite"}
        case "server_acl":
            return {"allow": ["*"], "allow_ip_literals": True, "deny": []}  # As if there were none.
        case "tombstone":
            return None
    return _INITIAL[f"m.room.{what}"]


def is_as_made(what: str, content: Mapping[str, Any], *, bot: str, room: str, locked: bool = False) -> bool:
    """Whether this content is what Vigil itself puts there, whoever is said to have done it."""
    made = as_made(what, bot=bot, room=room, locked=locked)
    if what != POWER or made is None:
        return content == made
    users, events = content.get("users", {}), content.get("events", {})
    if (
        users != made.get("users", {})
        or not isinstance(events, dict)
        or events.keys() != made["events"].keys()
    ):
        return False  # A power for a kind of event that Vigil does not name can silence everybody.
    levels = [name for name, level in made.items() if isinstance(level, int)]
    return (
        all(_is_level(content.get(name), made[name]) for name in levels)
        and all(_is_level(level, _RULE) for level in events.values())
        and content.get("notifications") == made["notifications"]
    )


def _is_level(found: object, wanted: object) -> bool:
    """Neither more nor less, and no number in other clothes, which clients may read differently."""
    return type(found) is int and found == wanted


def version_of(room: str) -> str:
    """The version in which the bot made this room: only up to 11 does its ID name a server."""
    return VERSIONS[-1] if ":" in room else VERSIONS[0]


_INITIAL: dict[str, dict[str, Any]] = {
    "m.room.history_visibility": {"history_visibility": "invited"},
    "m.room.guest_access": {"guest_access": "forbidden"},
    "m.room.encryption": ENCRYPTION,
}


def initial_state() -> list[dict[str, Any]]:
    """State that stands before anybody can come in: there is no moment without it."""
    return [{"type": name, "state_key": "", "content": content} for name, content in _INITIAL.items()]


def power_levels(bot: str, version: str, *, locked: bool = False) -> dict[str, Any]:
    """Everyone may talk and take back their own words; all else is the bot's (spec: "m.room.power_levels").

    `locked`: only the bot may talk. In version 12 a creator must not be listed, and stands above everyone.
    """
    return {
        "users_default": _TALK,
        "events_default": _RULE if locked else _TALK,
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
