"""What a `limited` timeline leaves out, fetched from `/messages`: an alert may be in it (G1).

An empty page is no end. On a room of other servers too the homeserver answers with one when it could not get
what it lacks: so a gap is closed where the bot was asked in, or the room begins, or something new was had.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import structlog

from bot.clock import Clock
from bot.errors import Refused, Unreachable
from bot.matrix.batch import Gap, Portion
from bot.matrix.http import ELSEWHERE, Homeserver, path
from bot.matrix.translate import Reader

log = structlog.get_logger()

PAGE = 100
PAGES_AT_ONCE = 10
"""A thousand events of one room: then it is somebody else's turn."""

PATIENCE_SECONDS = 10.0
"""For one page. A homeserver goes on fetching from others meanwhile: the next try may find it there."""


class Gaps:
    """Asks the homeserver for what lies in a gap, from its later end backwards."""

    def __init__(self, homeserver: Homeserver, user: str, clock: Clock, *, page: int = PAGE) -> None:
        self._homeserver = homeserver
        self._user = user
        self._clock = clock
        self._page = page

    async def fetch(self, gap: Gap) -> Portion:
        """As much of it as is had at once. Raises `Unreachable` if that is nothing."""
        reader = Reader(self._user, self._clock.now(), since=gap.since, after=gap.after)
        events: list[object] = []
        before, stuck, is_closed, empty = gap.before, False, False, False
        for _ in range(PAGES_AT_ONCE):
            try:
                chunk, end = await self._get(gap, before)
            except Unreachable:
                if not events:
                    raise
                stuck = True
                break
            except Refused as fault:
                log.warning("gap_refused", errcode=fault.errcode)
                if fault.status == 400 and before:
                    before = ""  # It has forgotten the token: from now on backwards it can still be told.
                    continue
                is_closed = True
                break
            events[:0] = reversed(chunk)
            if reader.reaches_back(chunk):
                is_closed = True
            elif end is None or end == before:
                ends = gap.since is not None and end is None
                is_closed = ends and (gap.begun or bool(events))
                stuck, empty = not is_closed, ends and not is_closed
            else:
                before = end
                continue
            break
        reader.late(gap, events)
        rest = None if is_closed else replace(gap, before=before, begun=gap.begun or bool(events))
        return Portion(tuple(reader.found.events), rest, stuck, empty)

    async def _get(self, gap: Gap, before: str) -> tuple[list[object], str | None]:
        """One page, newest first, and where the next one begins."""
        query = {"dir": "b", "limit": str(self._page)}
        if before:
            query["from"] = before
        if gap.since is not None:
            query["to"] = gap.since
        answer: dict[str, Any] = await self._homeserver.request(
            "GET",
            path("rooms", gap.room, "messages"),
            query=query,
            timeout=PATIENCE_SECONDS,
            lane=ELSEWHERE,
        )
        chunk, end = answer.get("chunk"), answer.get("end")
        if not isinstance(chunk, list):
            raise Unreachable("The homeserver's answer makes no sense.")
        return chunk, end if isinstance(end, str) else None
