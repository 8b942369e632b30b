"""What is remembered of messages for ever names none of them."""

from __future__ import annotations

from datetime import timedelta

from bot.store.store import Store
from tests.bot.store.conftest import NOW


async def test_a_used_message_index_stays_known_and_its_event_does_not(store: Store) -> None:
    """The event's ID goes with its row; a replay is told from the same event coming again all the same."""
    async with store.transaction() as tx:
        await tx.inbox.add("$first", room="!r", sender="@jean:x", kind="event", payload={}, received_at=NOW)
        (row,) = await tx.inbox.pending(now=NOW)
        assert await tx.inbox.claim_index("session", 0, "$first")
        await tx.inbox.done(row.id)
    async with store.transaction() as tx:
        assert await tx.inbox.prune(NOW) == 0
        assert not await tx.inbox.claimed_by_another("session", 0, "$first")
        assert await tx.inbox.prune(NOW + timedelta(seconds=1)) == 1
        assert not await tx.inbox.claim_index("session", 0, "$first")
        assert not await tx.inbox.claimed_by_another("session", 0, "$first")
        assert await tx.inbox.claimed_by_another("session", 0, "$second")
        assert await tx.inbox.read_up_to() == {"session": 0}
    rows = await store._opened().raw.pragma("SELECT event_id FROM message_indexes")
    assert len(rows) == 1 and "first" not in rows[0][0]


async def test_strangers_are_forgotten(store: Store) -> None:
    """Who came long ago is nobody that Vigil knows, and is answered again."""
    async with store.transaction() as tx:
        await tx.strangers.add("@theo:x", NOW)
        assert await tx.strangers.forget(NOW) == 0 and await tx.strangers.seen("@theo:x")
        assert await tx.strangers.forget(NOW + timedelta(seconds=1)) == 1
        assert not await tx.strangers.seen("@theo:x")
