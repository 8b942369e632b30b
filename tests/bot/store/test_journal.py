"""An alert's journal: kept in order, found again, erased for good."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.store.chats import Chat
from bot.store.journal import AlertRow
from bot.store.store import Store, Transaction
from rooms.alert import Message, MessageKind, State
from rooms.events import DefenderWrote, Event, Noted, RoomOpened, RotaExhausted
from rooms.timers import Timer, TimerKind
from tests.bot.store.conftest import NOW, Knock


async def raised(tx: Transaction, defender: str = "@jean", code: str = "7KQ4") -> int:
    """A new alert."""
    return await tx.journal.open_alert(code, defender, NOW)


async def test_events_come_back_in_the_order_they_happened(store: Store) -> None:
    """An alert is what its journal says, and another alert's journal is another matter."""
    first: list[Event] = [RotaExhausted(NOW), DefenderWrote(NOW, Message(MessageKind.VOICE, "", NOW), True)]
    then: list[Event] = [Noted(NOW - timedelta(hours=1), "@sophie", "note"), RoomOpened(NOW, "!r")]
    async with store.transaction() as tx:
        alert, other = await raised(tx), await raised(tx, "@lea")
        await tx.journal.append(alert, first, NOW)
        await tx.journal.append(other, [RotaExhausted(NOW)], NOW)
        await tx.journal.append(alert, [], NOW)
        await tx.journal.append(alert, then, NOW)
    async with store.transaction() as tx:
        assert await tx.journal.events(alert) == first + then
        assert await tx.journal.events(other) == [RotaExhausted(NOW)]
        assert await tx.journal.events(99) == []


async def test_no_event_without_an_alert(store: Store) -> None:
    """Nothing can be written about an alert that does not exist, or no longer."""
    with pytest.raises(IntegrityError):
        async with store.transaction() as tx:
            await tx.journal.append(1, [RotaExhausted(NOW)], NOW)


@pytest.mark.parametrize("state", State)
async def test_an_open_alert_is_found_by_its_defender(store: Store, state: State) -> None:
    """While an alert is raised, active or resolving, the defender's next message belongs to it."""
    is_open = state in (State.RAISED, State.ACTIVE, State.RESOLVING)
    async with store.transaction() as tx:
        alert = await raised(tx)
        await tx.journal.index(alert, state=state, room="!r")
        assert await tx.journal.open_alert_of("@jean") == (alert if is_open else None)
        assert await tx.journal.open_alert_of("@lea") is None
        row = AlertRow(alert, "7KQ4", "@jean", state, "!r", NOW)
        assert await tx.journal.alerts() == ([row] if is_open else [])
        assert await tx.journal.alerts(open_only=False) == [row]


async def test_an_alert_is_found_by_its_code(store: Store) -> None:
    """A code is not given twice while its alert is kept."""
    async with store.transaction() as tx:
        await raised(tx)
        assert await tx.journal.code_taken("7KQ4") and not await tx.journal.code_taken("AAAA")


async def fill(tx: Transaction, alert: int, room: str) -> None:
    """Something of this alert in every place that may hold it."""
    await tx.journal.index(alert, state=State.RESOLVED, room=room)
    await tx.journal.append(alert, [RoomOpened(NOW, room)], NOW)
    await tx.timers.replace(alert, [Timer(TimerKind.PURGE, NOW)])
    await tx.outbox.add(f"alert:{alert}", Knock("a"), alert=alert, transaction_id="t", now=NOW)
    await tx.chats.put(Chat(room, "alert", alert=alert))
    await tx.chats.set_member(room, "@sophie", "join")
    await tx.inbox.add(f"${room}", room=room, sender="@sophie", kind="event", payload={}, received_at=NOW)


async def test_an_erased_alert_leaves_no_trace(store: Store) -> None:
    """On its last day an alert's record goes, wherever it is, and only its own."""
    async with store.transaction() as tx:
        alert, other = await raised(tx), await raised(tx, "@lea", "BBBB")
        await fill(tx, alert, "!gone")
        await fill(tx, other, "!kept")
    async with store.transaction() as tx:
        await tx.journal.erase(alert)
    async with store.transaction() as tx:
        assert [row.id for row in await tx.journal.alerts(open_only=False)] == [other]
        assert await tx.journal.events(alert) == []
        assert await tx.journal.events(other) == [RoomOpened(NOW, "!kept")]
        assert [number for number, _ in await tx.timers.due(NOW)] == [other]
        assert await tx.outbox.queues(NOW) == [f"alert:{other}"]
        assert await tx.chats.get("!gone") is None and await tx.chats.get("!kept") is not None
        assert [await tx.chats.members(room) for room in ("!gone", "!kept")] == [[], ["@sophie"]]
        assert [row.event_id for row in await tx.inbox.pending(now=NOW)] == ["$!kept"]
        assert not await tx.journal.code_taken("7KQ4")


async def test_an_alert_without_a_room_can_be_erased(store: Store) -> None:
    """An alert whose room never came to be is erased like any other, and its number is not given again."""
    async with store.transaction() as tx:
        alert = await raised(tx)
        await tx.journal.erase(alert)
        assert await tx.journal.alerts(open_only=False) == []
        assert await raised(tx) == alert + 1
