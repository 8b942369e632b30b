"""The account's face: the name that people read beside what Vigil says, and a picture."""

from __future__ import annotations

import asyncio
import struct
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

import structlog

from bot.errors import Refused
from bot.matrix.http import path
from bot.patience import patiently

log = structlog.get_logger()

_SIDE = 192
"""Pixels of the picture, each way."""

_GROUND, _LIGHT = 0x1B2733, 0xF2C14E


class Asked(Protocol):
    """Who makes one request of the homeserver."""

    async def request(
        self, method: str, path: str, *, body: dict[str, str] | bytes | None = None
    ) -> dict[str, object]:
        """The JSON object that answers it."""


@dataclass(frozen=True)
class Profile:
    """Puts right at the start what differs. A picture that somebody has chosen for it stays.

    On a phone that is searched the name may matter, so it is the settings' to say.
    """

    homeserver: Asked
    user: str
    name: str
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def run(self) -> None:
        """See to it, as soon as the homeserver can be reached; whatever it refuses, Vigil goes on."""
        try:
            await patiently(self.put_right, pause=self.pause)
        except Refused as fault:
            log.warning("profile_refused", errcode=fault.errcode)
        await asyncio.Event().wait()

    async def put_right(self) -> None:
        """Look, and change only what differs: each change is an event in every room."""
        try:
            shown = await self.homeserver.request("GET", path("profile", self.user))
        except Refused:  # There is none yet.
            shown = {}
        if shown.get("displayname") != self.name:
            body = {"displayname": self.name}
            await self.homeserver.request("PUT", path("profile", self.user, "displayname"), body=body)
        if not shown.get("avatar_url"):
            answer = await self.homeserver.request("POST", "/_matrix/media/v3/upload", body=picture())
            body = {"avatar_url": str(answer.get("content_uri", ""))}
            await self.homeserver.request("PUT", path("profile", self.user, "avatar_url"), body=body)


def picture() -> bytes:
    """A light on a dark ground, as PNG: it says nothing to whoever looks over a shoulder."""
    rows = b"".join(b"\0" + b"".join(_pixel(x, y) for x in range(_SIDE)) for y in range(_SIDE))
    header = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_part, *zip(*parts, strict=True)))


def _pixel(x: int, y: int) -> bytes:
    middle = (_SIDE - 1) / 2
    far = ((x - middle) ** 2 + (y - middle) ** 2) ** 0.5 / _SIDE
    share = min(max((0.3 - far) * 20, 0.0), 1.0)
    return bytes(
        round(ground + (light - ground) * share)
        for ground, light in zip(_GROUND.to_bytes(3, "big"), _LIGHT.to_bytes(3, "big"), strict=True)
    )


def _part(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
