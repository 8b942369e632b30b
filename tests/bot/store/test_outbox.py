"""What has to be done is done in order, queue by queue."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.store.outbox import OutboxRow
from bot.store.store import Store, Transaction
from rooms.actions import TellRoom
from rooms.alert import Message, MessageKind
from rooms.texts import say
from tests.bot.store.conftest import NOW, Knock

SOON = NOW + timedelta(seconds=1)


async def add(tx: Transaction, queue: str, text: str) -> int:
    """A row in this queue."""
    return await tx.outbox.add(queue, Knock(text), transaction_id=f"t-{text}", now=NOW)


async def test_a_row_comes_back_whole(store: Store) -> None:
    """What was decided is what is sent, with its own transaction ID."""
    action = TellRoom(say("on-it", names="A"), mention=("@a",))
    async with store.transaction() as tx:
        alert = await tx.journal.open_alert("7KQ4", "@jean", NOW)
        number = await tx.outbox.add("alert:1", action, alert=alert, transaction_id="t1", now=NOW)
        row = await tx.outbox.next("alert:1", NOW)
    assert row == OutboxRow(
        id=number,
        queue="alert:1",
        alert=alert,
        action=action,
        transaction_id="t1",
        attempts=0,
        not_before=None,
        created_at=NOW,
    )
    assert "on-it" not in repr(row)


async def test_rows_of_a_queue_go_in_order(store: Store) -> None:
    """The second row of a queue comes only when the first is done."""
    async with store.transaction() as tx:
        for text in "abc":
            await add(tx, "room", text)
        seen = []
        while row := await tx.outbox.next("room", NOW):
            assert await tx.outbox.next("room", NOW) == row
            seen.append(row.action.text)
            await tx.outbox.done(row.id)
        assert seen == ["a", "b", "c"]
        assert await tx.outbox.queues(NOW) == []


async def test_a_later_row_never_overtakes_one_that_has_to_wait(store: Store) -> None:
    """While the first row waits for its next try, its queue waits with it, and other queues do not."""
    async with store.transaction() as tx:
        first = await add(tx, "slow", "a")
        await add(tx, "slow", "b")
        await add(tx, "quick", "c")
        await tx.outbox.retry(first, SOON)
        assert await tx.outbox.queues(NOW) == ["quick"]
        assert await tx.outbox.next("slow", NOW) is None
        assert await tx.outbox.queues(SOON) == ["slow", "quick"]
        row = await tx.outbox.next("slow", SOON)
    assert row is not None
    assert (row.id, row.attempts, row.not_before) == (first, 1, SOON)


async def test_a_done_row_is_erased_and_its_number_never_given_again(store: Store) -> None:
    """A report about row 1 can never be taken for one about another row 1."""
    async with store.transaction() as tx:
        assert await tx.outbox.newest_id() == 0
        first = await add(tx, "room", "a")
        await tx.outbox.done(first)
        assert await tx.outbox.pending_count() == 0
        assert await tx.outbox.newest_id() == first
        assert await add(tx, "room", "b") == first + 1


async def test_only_known_actions_are_taken(store: Store) -> None:
    """A class that could not be read again is refused when it is written."""
    with pytest.raises(TypeError):
        async with store.transaction() as tx:
            await tx.outbox.add("room", object(), transaction_id="t", now=NOW)


async def test_unusual_characters_are_sent_as_they_came(store: Store) -> None:
    """A broken character in a relayed message breaks neither the row nor the message."""
    message = Message(MessageKind.TEXT, "msaada \ud83d \0 é", NOW)
    async with store.transaction() as tx:
        await tx.outbox.add("room", message, transaction_id="t", now=NOW)
        row = await tx.outbox.next("room", NOW)
    assert row is not None and row.action == message
