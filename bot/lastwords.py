"""What Vigil says in the coordination room when its disk takes nothing any more: said without writing.

Nothing else is said before it is written down. These words need no writing: a room's session lives in memory
alone, and no other process ever uses it. So it is enough that the coordinators hold one beforehand.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from bot.errors import MatrixError
from bot.identifiers import Identifiers
from bot.matrix.gateway import Gateway
from bot.messages import text_content
from bot.places import Places, Spot
from rooms.texts import say

log = structlog.get_logger()

LOOK_EVERY_SECONDS = 60.0


class LastWords:
    """Sees to it that the coordinators could read them at any time, and says them."""

    def __init__(
        self,
        gateway: Gateway,
        places: Places,
        identifiers: Identifiers,
        *,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._gateway = gateway
        self._places = places
        self._mark = identifiers.mark()
        self._pause = pause
        self._spot: Spot | None = None

    async def run(self) -> None:
        """Keep ready until cancelled."""
        while True:
            await self._pause(LOOK_EVERY_SECONDS)
            try:
                await self.prepare()
            except MatrixError as fault:
                log.info("last_words_not_ready", fault=type(fault).__name__)

    async def prepare(self) -> None:
        """Give the coordinators the key to what would be said, unless they have it already."""
        self._spot = await self._places.coordination_room()
        await self._gateway.keep_session(self._spot.room, self._spot.audience)

    async def say(self) -> None:
        """Say that Vigil stops. Nobody who is no coordinator any more could read it."""
        spot = self._spot or await self._places.coordination_room()
        text = self._places.render(say("coordination-disk-stopped"), spot.language)
        content = text_content(text, tuple(spot.audience))
        if not await self._gateway.say_unwritten(spot.room, content, transaction_id=self._mark):
            log.warning("last_words_without_key")
