"""What falls due is found, however late."""

from __future__ import annotations

from datetime import timedelta

from bot.store.store import Store
from rooms.timers import Timer, TimerKind
from tests.bot.store.conftest import NOW

EARLY = Timer(TimerKind.ACKNOWLEDGEMENT, NOW - timedelta(days=3), "anchor")
EXACT = Timer(TimerKind.CHECK_IN, NOW)
LATE = Timer(TimerKind.ROOM_UPDATE, NOW + timedelta(microseconds=1))


async def test_what_is_due_comes_oldest_first(store: Store) -> None:
    """A timer fires at its moment, or at the first look after it, and never before (G4)."""
    async with store.transaction() as tx:
        one = await tx.journal.open_alert("A", "@jean", NOW)
        two = await tx.journal.open_alert("B", "@lea", NOW)
        await tx.timers.replace(one, [LATE, EXACT])
        await tx.timers.replace(two, [EARLY])
        assert await tx.timers.due(NOW) == [(two, EARLY), (one, EXACT)]
        assert await tx.timers.due(NOW, limit=1) == [(two, EARLY)]


async def test_an_alert_s_timers_are_replaced_as_a_whole(store: Store) -> None:
    """Only the last timers of an alert count, and another alert's stay."""
    async with store.transaction() as tx:
        one = await tx.journal.open_alert("A", "@jean", NOW)
        two = await tx.journal.open_alert("B", "@lea", NOW)
        await tx.timers.replace(one, [EARLY, EXACT])
        await tx.timers.replace(two, [EXACT])
        await tx.timers.replace(one, [LATE])
        assert await tx.timers.due(NOW) == [(two, EXACT)]
        await tx.timers.clear(two)
        assert await tx.timers.due(NOW) == []
        await tx.timers.replace(one, [])
        assert await tx.timers.due(LATE.due_at) == []
