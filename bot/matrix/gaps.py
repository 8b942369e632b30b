"""What a `limited` timeline leaves out, fetched from `/messages`: an alert may be in it (G1)."""

from __future__ import annotations

from collections import Counter
from typing import Any

import structlog

from bot.errors import Refused, Unreachable
from bot.matrix.http import Homeserver, path
from bot.matrix.translate import Reader, RoomUpdate

log = structlog.get_logger()

PAGE = 100
MOST_ATTEMPTS = 5
"""A room whose gap cannot be filled must not keep all others from being heard."""

MOST_PAGES = 50
"""Five thousand events in one room between two syncs; nothing honest writes as many."""


class Gaps:
    """Fills gaps, newest page first, and returns them oldest first."""

    def __init__(self, homeserver: Homeserver, *, page: int = PAGE) -> None:
        self._homeserver = homeserver
        self._page = page
        self._failures: Counter[str] = Counter()

    async def fill(self, reader: Reader, update: RoomUpdate, before: str, since: str) -> RoomUpdate:
        """The update with all that came into the room after `since` and before the token `before`.

        In a room that the bot has just come into, back to its invitation. Raises `Unreachable`, but not for
        ever: after five attempts in vain the gap is left open, with a line in the log.
        """
        try:
            gap = await self._fetch(reader, update, before, since)
        except Unreachable:
            self._failures[update.room] += 1
            if self._failures[update.room] < MOST_ATTEMPTS:
                raise
            log.error("gap_left_open")
            return update
        self._failures.pop(update.room, None)
        return RoomUpdate(update.room, tuple(gap), update.state, update.timeline)

    async def _fetch(self, reader: Reader, update: RoomUpdate, before: str, since: str) -> list[object]:
        entered = reader.entered(update)
        gap: list[object] = []
        query = {"dir": "b", "limit": str(self._page), "from": before}
        if not entered:
            query["to"] = since
        for _ in range(MOST_PAGES):
            if entered and (reader.asked_in(update.timeline) or reader.asked_in(gap)):
                break
            try:
                answer = await self._homeserver.request(
                    "GET", path("rooms", update.room, "messages"), query=query
                )
            except Refused as fault:
                log.warning("gap_refused", errcode=fault.errcode)
                break
            chunk: list[Any] = answer.get("chunk") or []
            gap[:0] = reversed(chunk)
            end = answer.get("end")
            if not chunk or not isinstance(end, str):
                break
            query["from"] = end
        else:
            log.error("gap_too_wide", events=len(gap))
        return gap
