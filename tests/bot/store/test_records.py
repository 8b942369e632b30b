"""The small records: facts, acts, counts, strangers."""

from __future__ import annotations

from datetime import timedelta

from bot.store.acts import Act
from bot.store.counts import Count
from bot.store.store import Store
from tests.bot.store.conftest import NOW


async def test_a_fact_is_what_was_set_last(store: Store) -> None:
    """A fact is replaced."""
    async with store.transaction() as tx:
        assert await tx.facts.get("token") is None
        await tx.facts.set("token", "s1")
        await tx.facts.set("token", "s2 é \0")
        await tx.facts.set("other", "")
        assert await tx.facts.get("token") == "s2 é \0"
        assert await tx.facts.get("other") == ""


async def test_what_admins_did_is_kept_newest_first(store: Store) -> None:
    """Everything an admin does is journalled."""
    async with store.transaction() as tx:
        for act in ("status", "alerts", "defenders"):
            await tx.acts.add("@amina", act, NOW)
        assert await tx.acts.recent(2) == [Act("@amina", "defenders", NOW), Act("@amina", "alerts", NOW)]


async def test_counts_add_up_by_month(store: Store) -> None:
    """What is left of alerts are sums."""
    async with store.transaction() as tx:
        await tx.counts.add("2026-05", "alerts")
        await tx.counts.add("2026-05", "alerts", 2)
        await tx.counts.add("2026-04", "alerts")
        assert await tx.counts.all() == [Count("2026-04", "alerts", 1), Count("2026-05", "alerts", 3)]


async def test_a_stranger_is_counted_once_and_by_the_minute(store: Store) -> None:
    """A stranger is let in once, and a flood of them is seen."""
    async with store.transaction() as tx:
        assert not await tx.strangers.seen("@mallory")
        await tx.strangers.add("@mallory", NOW)
        await tx.strangers.add("@mallory", NOW + timedelta(hours=1))
        await tx.strangers.add("@eve", NOW + timedelta(minutes=1))
        assert await tx.strangers.seen("@mallory")
        assert await tx.strangers.count_since(NOW) == 2
        assert await tx.strangers.count_since(NOW + timedelta(minutes=1)) == 1
