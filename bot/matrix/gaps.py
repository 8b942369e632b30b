"""What a `limited` timeline leaves out, fetched from `/messages`: an alert may be in it (G1)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog

from bot.clock import Clock
from bot.errors import Refused, Unreachable
from bot.matrix.cryptostore import CryptoStore, OpenGap
from bot.matrix.http import ORDINARY_SECONDS, Homeserver, path
from bot.matrix.translate import Reader, RoomUpdate

log = structlog.get_logger()

PAGE = 100
MOST_ATTEMPTS = 5
"""A room whose gap cannot be fetched must not keep all others from being heard: then it comes later."""

LATE_PATIENCE_SECONDS = 10.0
FIRST_LATE_PAUSE = timedelta(minutes=1)
LONGEST_LATE_PAUSE = timedelta(hours=1)

MOST_PAGES = 50
"""Five thousand events of one room: what is before them comes with the next answers, so that the other rooms
are heard meanwhile."""

_ANEW = "anew:"
"""In place of a token, before a time: the homeserver had forgotten the token; what was sent later counts."""


@dataclass(frozen=True)
class _Wait:
    until: datetime
    pause: timedelta


class Gaps:
    """Fills gaps; what cannot be fetched now is on disk until it was fetched and kept."""

    def __init__(self, homeserver: Homeserver, store: CryptoStore, clock: Clock, *, page: int = PAGE) -> None:
        self._homeserver = homeserver
        self._store = store
        self._clock = clock
        self._page = page
        self._failures: Counter[str] = Counter()
        self._waits: dict[OpenGap, _Wait] = {}
        self._fetched: list[OpenGap] = []

    async def fill(self, reader: Reader, update: RoomUpdate, before: str, since: str | None) -> RoomUpdate:
        """The update with all that came into the room after `since` and before the token `before`.

        In a room that the bot has just come into, back to its invitation; without `since`, as far back as the
        reader wants. Raises `Unreachable`, but not for ever: after five attempts in vain the gap is left
        open, and `late` has what was in it.
        """
        entered = since is None or reader.entered(update)
        if entered and reader.reaches_back(update.timeline):
            return update
        anew = None if since is not None or reader.after is None else _ANEW + reader.after.isoformat()
        gap = OpenGap(update.room, before, anew if entered else since)
        try:
            events, rest = await self._fetch(reader, gap, ORDINARY_SECONDS)
        except Unreachable:
            self._failures[update.room] += 1
            if self._failures[update.room] < MOST_ATTEMPTS:
                raise
            log.error("gap_left_open")
            events, rest = [], gap
        if rest is not None:
            self._store.open_gap(rest)
        self._failures.pop(update.room, None)
        return RoomUpdate(update.room, tuple(events), update.state, update.timeline)

    async def late(self, reader: Reader) -> None:
        """Read what is in open gaps and can be fetched by now; each is asked for with growing pauses."""
        now = self._clock.now()
        self._fetched = []
        for gap in self._store.open_gaps():
            wait = self._waits.get(gap)
            if wait is not None and now < wait.until:
                continue
            looking = reader
            if (after := _after(gap)) is not None:
                looking = reader.anew(after)
            try:
                events, rest = await self._fetch(looking, gap, LATE_PATIENCE_SECONDS)
            except Unreachable:
                pause = FIRST_LATE_PAUSE if wait is None else min(2 * wait.pause, LONGEST_LATE_PAUSE)
                self._waits[gap] = _Wait(now + pause, pause)
            else:
                if rest is not None:
                    self._store.open_gap(rest)
                encrypted = self._store.encrypted_since(gap.room) is not None
                looking.late(gap.room, events, encrypted=encrypted, entered=_token(gap) is None)
                self._fetched.append(gap)

    def kept(self) -> None:
        """What `late` read last is written down."""
        for gap in self._fetched:
            self._store.close_gap(gap)
            self._waits.pop(gap, None)
            log.info("gap_closed")
        self._fetched = []

    async def _fetch(
        self, reader: Reader, gap: OpenGap, patience: float
    ) -> tuple[list[object], OpenGap | None]:
        """The events, oldest first; and what was too much for once, which is older than they are."""
        events: list[object] = []
        query = {"dir": "b", "limit": str(self._page), "from": gap.before}
        if (token := _token(gap)) is not None:
            query["to"] = token
        for _ in range(MOST_PAGES):
            try:
                answer = await self._homeserver.request(
                    "GET", path("rooms", gap.room, "messages"), query=query, timeout=patience
                )
            except Refused as fault:
                log.warning("gap_refused", errcode=fault.errcode)
                break
            chunk, end = _page(answer), answer.get("end")
            events[:0] = reversed(chunk)
            if not chunk or not isinstance(end, str):
                break
            if token is None and reader.reaches_back(chunk):
                break
            query["from"] = end
        else:
            log.warning("gap_wide", events=len(events))
            return events, OpenGap(gap.room, query["from"], gap.since)
        return events, None


def _after(gap: OpenGap) -> datetime | None:
    return datetime.fromisoformat(gap.since[len(_ANEW) :]) if _token(gap) is None and gap.since else None


def _token(gap: OpenGap) -> str | None:
    return None if gap.since is None or gap.since.startswith(_ANEW) else gap.since


def _page(answer: dict[str, Any]) -> list[object]:
    chunk = answer.get("chunk")
    if not isinstance(chunk, list):
        raise Unreachable("The homeserver's answer makes no sense.")
    return chunk
