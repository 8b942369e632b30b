"""What many timers at once cost: Vigil's own part of it, with a homeserver that takes no time."""

from __future__ import annotations

from pathlib import Path

from tests.bench.figures import Figures
from tests.faults.crowd import crowd
from tests.faults.storm import PACE, alerts_open, caught_up, storm

_NEW = 20


async def load(figures: Figures, folder: Path, alerts: int) -> None:
    """Five timers of each alert fall due in one second; once while Vigil runs, once while it is down."""
    async with crowd(folder / "storm", alerts + _NEW, PACE) as made, made.at_work():
        await alerts_open(made, made.defenders[:alerts])
        seen = await storm(made, made.defenders[alerts:])
        figures.timers_due, figures.timers_decided = seen.due, seen.decided
        figures.timers_said, figures.timers_blocked = seen.said, seen.blocked
        figures.timers_briefed, figures.timers_new = seen.briefed, _NEW
    async with crowd(folder / "start", alerts, PACE) as made:
        async with made.at_work():
            await alerts_open(made, made.defenders)
        figures.timers_overdue, figures.caught_up = await caught_up(made)
