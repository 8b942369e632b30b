"""How often the bot asks while its homeserver is down."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.demo.homeserver import LocalHomeserver
from bot.setback import HEARD
from tests.faults.network import Network, Weather, has_nobody_behind
from tests.matrix.wire import Call

_MINUTE = 60.0


async def requests_by_minute(homeserver: LocalHomeserver, minutes: int) -> list[int]:
    """The homeserver is killed, and somebody counts in its place; then it is started again."""
    homeserver.kill()
    counter = Network(None, homeserver.port)
    counter.weather = Weather(has_nobody_behind, 0, chance=1.0, at_most=1_000_000)
    counted = []
    try:
        await counter.opens()
        for _ in range(minutes):
            before = len(counter.calls)
            await asyncio.sleep(_MINUTE)
            counted.append(_of_the_bot(counter.calls, before))
    finally:
        await counter.ends()
        await homeserver.start()
    return counted


def _of_the_bot(calls: Sequence[Call], first: int) -> int:
    """Those from the `first` on that carry the bot's token; no phone asks what the bot asks first."""
    bots = {_token(call) for call in calls if call.path.endswith(f"/{HEARD}")}
    return sum(_token(call) in bots for call in calls[first:])


def _token(call: Call) -> str:
    return call.headers.get("Authorization", "")
