"""When Vigil wrote what in an alert room."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.store.store import Store

NOW = datetime(2026, 5, 3, 21, tzinfo=UTC)


async def test_each_message_is_known_for_its_own_alert_and_erased_with_it(store: Store) -> None:
    """A second report of the same message changes nothing; one of an alert that is gone is nothing."""
    async with store.transaction() as tx:
        one = await tx.journal.open_alert("7KQ4", "@jean:example.org", NOW)
        other = await tx.journal.open_alert("2MWX", "@mado:example.org", NOW)
        await tx.posted.add("$a", one, NOW)
        await tx.posted.add("$a", one, NOW + timedelta(hours=1))
        await tx.posted.add("$b", 999, NOW)
    async with store.transaction() as tx:
        assert await tx.posted.said_at("$a", one) == NOW
        assert await tx.posted.said_at("$a", other) is None
        assert await tx.posted.said_at("$b", 999) is None
        await tx.journal.erase(one)
        assert await tx.posted.said_at("$a", one) is None


async def test_only_the_newest_are_kept(store: Store) -> None:
    """However long an alert lasts."""
    async with store.transaction() as tx:
        one = await tx.journal.open_alert("7KQ4", "@jean:example.org", NOW)
        for event_id in ("$a", "$b", "$c", "$d"):
            await tx.posted.add(event_id, one, NOW)
        assert await tx.posted.prune(keep=4) == 0
        assert await tx.posted.prune(keep=2) == 2
        assert await tx.posted.said_at("$b", one) is None
        assert await tx.posted.said_at("$c", one) == NOW
