"""What came in is handled once, in order."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.store.inbox import InboxRow
from bot.store.store import Store, Transaction
from rooms.alert import State
from tests.bot.store.conftest import NOW

LATER = NOW + timedelta(minutes=1)


async def arrives(tx: Transaction, event_id: str, room: str = "!room", body: str = "hello") -> bool:
    """An event came in the sync."""
    return await tx.inbox.add(
        event_id, room=room, sender="@jean", kind="event", payload={"body": body}, received_at=NOW
    )


async def ids(tx: Transaction) -> list[str]:
    """The event IDs of what can be handled now."""
    return [row.event_id for row in await tx.inbox.pending(now=NOW)]


async def row_of(tx: Transaction, event_id: str) -> InboxRow:
    """The pending row of this event."""
    return next(row for row in await tx.inbox.pending(now=NOW) if row.event_id == event_id)


async def test_a_row_comes_back_whole(store: Store) -> None:
    """What came in is what is handled."""
    async with store.transaction() as tx:
        assert await arrives(tx, "$1", body="help \ud83d")
        row = await row_of(tx, "$1")
    assert row == InboxRow(
        id=row.id,
        event_id="$1",
        room="!room",
        sender="@jean",
        kind="event",
        payload={"body": "help \ud83d"},
        received_at=NOW,
        state="pending",
    )
    assert "help" not in repr(row)


async def test_an_event_is_taken_in_once_even_after_it_was_handled(store: Store) -> None:
    """The same event ID is never acted on twice (G1)."""
    async with store.transaction() as tx:
        assert await arrives(tx, "$1")
        assert not await arrives(tx, "$1", body="again")
        row = await row_of(tx, "$1")
        assert row.payload == {"body": "hello"}
        await tx.inbox.done(row.id)
        assert not await arrives(tx, "$1")
        assert await ids(tx) == []


async def test_events_are_handled_in_the_order_of_arrival(store: Store) -> None:
    """Order of arrival is the order of handling, however many are asked for at once."""
    async with store.transaction() as tx:
        for number in range(9, 0, -1):
            await arrives(tx, f"${number}")
        assert await ids(tx) == [f"${number}" for number in range(9, 0, -1)]
        assert [row.event_id for row in await tx.inbox.pending(now=NOW, limit=2)] == ["$9", "$8"]


async def test_done_erases_what_was_said_and_by_whom(store: Store) -> None:
    """A handled row holds no words and no sender."""
    async with store.transaction() as tx:
        await arrives(tx, "$1")
        await tx.inbox.done((await row_of(tx, "$1")).id)
        await tx.inbox.wake(["session"])
        await tx.inbox.defer(1, NOW)
        assert await ids(tx) == []
    database = store._database
    assert database is not None
    assert await database.raw.pragma("SELECT payload, sender, state FROM inbox") == [(None, "", "done")]


async def test_a_deferred_row_comes_back_in_its_time_and_place(store: Store) -> None:
    """Deferring keeps a row out of hands until then, and no longer."""
    async with store.transaction() as tx:
        await arrives(tx, "$1")
        await arrives(tx, "$2")
        await tx.inbox.defer((await row_of(tx, "$1")).id, LATER)
        assert await ids(tx) == ["$2"]
        assert [row.event_id for row in await tx.inbox.pending(now=LATER)] == ["$1", "$2"]


async def test_an_undecryptable_event_waits_for_its_key(store: Store) -> None:
    """It is out of the way until the key of its own session comes."""
    async with store.transaction() as tx:
        await arrives(tx, "$1")
        await arrives(tx, "$2")
        await tx.inbox.wait((await row_of(tx, "$1")).id, "session-1", NOW)
        assert await ids(tx) == ["$2"]
        assert await tx.inbox.wake(["session-2"]) == 0
        assert await tx.inbox.wake([]) == 0
        assert await ids(tx) == ["$2"]
        assert await tx.inbox.wake(["session-1", "session-2"]) == 1
        assert await ids(tx) == ["$1", "$2"]


async def test_people_are_told_once_of_an_event_that_waits_too_long(store: Store) -> None:
    """A waiting row is reported once, counted from its first wait, and still woken by its key."""
    async with store.transaction() as tx:
        await arrives(tx, "$1")
        number = (await row_of(tx, "$1")).id
        await tx.inbox.wait(number, "session-1", NOW)
        assert await tx.inbox.waiting_since(NOW - timedelta(seconds=1)) == []
        await tx.inbox.wake(["session-1"])
        await tx.inbox.wait(number, "session-1", LATER)
        (waiting,) = await tx.inbox.waiting_since(NOW)
        assert (waiting.id, waiting.state) == (number, "waiting")
        await tx.inbox.told(number)
        assert await tx.inbox.waiting_since(LATER) == []
        assert await tx.inbox.wake(["session-1"]) == 1


async def test_no_more_are_told_of_at_once_than_can_be(store: Store) -> None:
    """Somebody writes on and on under keys that do not come: the first are told of, then the next."""
    async with store.transaction() as tx:
        for number in range(103):
            await arrives(tx, f"${number}")
        rows = await tx.inbox.pending(now=NOW, limit=200)
        for row in rows:
            await tx.inbox.wait(row.id, f"session-{row.id}", NOW)
        first = await tx.inbox.waiting_since(NOW)
        assert [row.id for row in first] == [row.id for row in rows[:100]]
        for row in first:
            await tx.inbox.told(row.id)
        assert [row.id for row in await tx.inbox.waiting_since(NOW)] == [row.id for row in rows[100:]]


async def test_a_replayed_message_is_known_by_its_index(store: Store) -> None:
    """A message index is used once, whether it comes again under another event ID or under its own."""
    async with store.transaction() as tx:
        assert await tx.inbox.claim_index("session", 0, "$1")
        assert not await tx.inbox.claim_index("session", 0, "$1")
        assert not await tx.inbox.claim_index("session", 0, "$2")
        assert await tx.inbox.claim_index("session", 1, "$2")
        assert await tx.inbox.claim_index("another", 0, "$3")


async def test_a_room_is_forgotten_alone(store: Store) -> None:
    """Forgetting a room leaves no row of it, and every row of the others."""
    async with store.transaction() as tx:
        await arrives(tx, "$1", room="!here")
        await arrives(tx, "$2", room="!there")
        await tx.inbox.claim_index("session", 0, "$1")
        await tx.inbox.claim_index("session", 1, "$2")
        await tx.inbox.forget_room("!here")
        assert await ids(tx) == ["$2"]
        assert await tx.inbox.claim_index("session", 0, "$3")
        assert not await tx.inbox.claim_index("session", 1, "$3")


async def test_only_what_was_handled_long_ago_is_pruned(store: Store) -> None:
    """G1: what waits, what is not done, what is young and what belongs to an alert's room is still known."""
    async with store.transaction() as tx:
        alert = await tx.journal.open_alert("7KQ4", "@jean", NOW)
        await tx.journal.index(alert, state=State.ACTIVE, room="!alert")
        for event_id in ("$done", "$alert", "$waits", "$new"):
            await arrives(tx, event_id, room="!alert" if event_id == "$alert" else "!room")
        await tx.inbox.done((await row_of(tx, "$done")).id)
        await tx.inbox.done((await row_of(tx, "$alert")).id)
        await tx.inbox.wait((await row_of(tx, "$waits")).id, "session", NOW)
        assert await tx.inbox.prune(NOW) == 0
        assert await tx.inbox.prune(LATER) == 1
        assert not await arrives(tx, "$alert")
        assert not await arrives(tx, "$waits")
        assert not await arrives(tx, "$new")
        assert await arrives(tx, "$done")


async def test_what_waits_is_erased_only_when_it_has_waited_too_long(store: Store) -> None:
    """By when it began to wait; what is not waiting stays."""
    async with store.transaction() as tx:
        for event_id in ("$waits", "$waits later", "$pending"):
            await arrives(tx, event_id)
        await tx.inbox.wait((await row_of(tx, "$waits")).id, "session", NOW)
        await tx.inbox.wait((await row_of(tx, "$waits later")).id, "session", LATER)
        assert await tx.inbox.prune_waiting(NOW) == 0
        assert await tx.inbox.prune_waiting(LATER) == 1
        assert not await arrives(tx, "$waits later")
        assert not await arrives(tx, "$pending")
        assert await arrives(tx, "$waits")


async def test_it_is_known_up_to_where_each_session_was_read(store: Store) -> None:
    """The highest index that was claimed, whatever became of the event's row."""
    async with store.transaction() as tx:
        assert await tx.inbox.read_up_to() == {}
        for session, index in (("one", 0), ("one", 7), ("one", 3), ("two", 0)):
            await tx.inbox.claim_index(session, index, f"${session}{index}")
        assert await tx.inbox.read_up_to() == {"one": 7, "two": 0}


async def test_the_time_of_sending_is_the_payload_s_own(store: Store) -> None:
    """When the payload says when it was sent, that counts; otherwise the time it was received."""
    async with store.transaction() as tx:
        payload = {"sent_at": LATER.isoformat()}
        await tx.inbox.add("$1", room="", sender="", kind="event", payload=payload, received_at=NOW)
        await tx.inbox.add("$2", room="", sender="", kind="left", payload={}, received_at=NOW)
        assert [row.sent_at for row in await tx.inbox.pending(now=NOW)] == [LATER, NOW]


@pytest.mark.parametrize("hostile", ["$\ud800", "$\0", "$" + "x" * 70_000, "$'; DROP TABLE inbox; --", "$é"])
async def test_no_event_id_can_stop_the_sync(store: Store, hostile: str) -> None:
    """An ID made up to hurt is stored like any other, once."""
    async with store.transaction() as tx:
        assert await arrives(tx, hostile, room=hostile)
        assert not await arrives(tx, hostile, room=hostile)
        (row,) = await tx.inbox.pending(now=NOW)
        await tx.inbox.forget_room(row.room)
        assert await ids(tx) == []
