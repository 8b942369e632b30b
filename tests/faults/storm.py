"""Everything falls due in the same second: while Vigil runs, or while it did not. For tests and bench."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from bot.demo import cast
from tests.bench.keys import Blocked
from tests.bot.people import Person
from tests.faults.crowd import CALLED, Crowd

PACE = cast.Pace(acknowledge_within="5m", every="5m", answer_within="2m", room_update_every="1d")
"""Four organisations that are silent and a check-in: five timers of each alert, due in the same second."""
DUE_AFTER_MINUTES = 5
EACH = CALLED + 1
ASKED = "Are you safe?"
BRIEFED = "needs help"


@dataclass(frozen=True)
class Storm:
    """Seconds since everything fell due, and how much that was."""

    due: int
    decided: float
    """Until no due row was left."""
    asked: float
    """Until the last of the check-ins was asked."""
    said: float
    """Until the last of all messages was said."""
    messages: int
    briefed: float
    """Until the last brief of the alerts that were raised in that very second."""
    blocked: float
    """The longest that nobody else had their turn."""


async def alerts_open(made: Crowd, people: Sequence[Person]) -> None:
    """They all alert in the same second; nothing is due yet."""
    made.open_chats()
    await made.rests()
    made.say(people, "alert they are at the gate")
    await made.rests()


async def storm(made: Crowd, new: Sequence[Person]) -> Storm:
    """The timers of all open alerts fall due at once, and these people alert in the same second."""
    made.world.clock.forward(minutes=DUE_AFTER_MINUTES)
    due = await made.timers()
    made.homeserver.heard.clear()
    began = time.monotonic()
    made.say(new, "alert they are at the gate")
    async with Blocked() as blocked:
        await made.world.vigil.timers.tick()
        decided = time.monotonic() - began
        if left := await made.timers():
            raise RuntimeError(f"One tick has left {left} timers due.")
        await made.rests()
    return Storm(
        due,
        decided,
        made.last(ASKED) - began,
        made.last() - began,
        len(made.homeserver.heard),
        made.last(BRIEFED) - began if new else 0.0,
        blocked.seconds,
    )


async def caught_up(made: Crowd) -> tuple[int, float]:
    """Everything falls due while Vigil is down: how much, and how long from its start until all is said."""
    made.world.clock.forward(minutes=DUE_AFTER_MINUTES)
    due = await made.timers()
    await made.world.stops()
    made.homeserver.heard.clear()
    began = time.monotonic()
    await made.world.starts()
    return due, time.monotonic() - began
