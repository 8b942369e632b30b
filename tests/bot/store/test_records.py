"""The small records: facts, counts, strangers, calls, enrolments, confirmations, measures."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.store.confirmations import Confirmation
from bot.store.counts import Count
from bot.store.enrolments import Enrolment
from bot.store.measures import Measure
from bot.store.store import Store
from tests.bot.store.conftest import NOW, Knock


async def test_a_fact_is_what_was_set_last(store: Store) -> None:
    """A fact is replaced."""
    async with store.transaction() as tx:
        assert await tx.facts.get("token") is None
        await tx.facts.set("token", "s1")
        await tx.facts.set("token", "s2 é \0")
        await tx.facts.set("other", "")
        assert await tx.facts.get("token") == "s2 é \0"
        assert await tx.facts.get("other") == ""


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


async def test_calls_are_counted_from_a_day_on(store: Store) -> None:
    """Fairness counts the calls of some time, and those long ago are forgotten."""
    async with store.transaction() as tx:
        for organisation, days in (("alpha", 400), ("alpha", 90), ("alpha", 2), ("lake", 89), ("far", 91)):
            await tx.calls.add(organisation, NOW - timedelta(days=days))
        assert await tx.calls.counts(NOW - timedelta(days=90)) == {"alpha": 2, "lake": 1}
        assert await tx.calls.prune(NOW - timedelta(days=365)) == 1
        assert await tx.calls.counts(NOW - timedelta(days=999)) == {"alpha": 2, "far": 1, "lake": 1}


async def test_a_code_is_good_once_and_for_a_while(store: Store) -> None:
    """Who enrols by a code uses it up; neither an old one nor a made-up one enrols anybody."""
    week = timedelta(days=7)
    async with store.transaction() as tx:
        await tx.enrolments.add("K7Q4-MB2X", "defender", by="@amina", at=NOW, until=NOW + week)
        await tx.enrolments.add("9999-AAAA", "partner", by="@zoe", at=NOW, until=NOW + week / 7)
        assert [one.kind for one in await tx.enrolments.open(NOW)] == ["defender", "partner"]
        later = NOW + week / 7
        assert await tx.enrolments.use("9999-AAAA", later) is None
        assert await tx.enrolments.use("0000-0000", later) is None
        assert [one.kind for one in await tx.enrolments.open(later)] == ["defender"]
        used = Enrolment("defender", "@amina", NOW, NOW + week, later)
        assert await tx.enrolments.use("K7Q4-MB2X", later) == used
        assert await tx.enrolments.use("K7Q4-MB2X", later) is None
        assert await tx.enrolments.open(later) == []
        assert await tx.enrolments.prune(NOW + timedelta(days=2)) == 1


async def test_no_code_is_given_out_twice_nor_kept(store: Store) -> None:
    """The database holds a hash of each code; whoever reads it cannot enrol with it."""
    async with store.transaction() as tx:
        await tx.enrolments.add("K7Q4-MB2X", "defender", by="@amina", at=NOW, until=NOW)
        kept = await tx.enrolments._statements.rows(text("SELECT * FROM enrolments"))
        assert len(kept) == 1
        assert "K7Q4" not in str(kept)
    with pytest.raises(IntegrityError):
        async with store.transaction() as tx:
            await tx.enrolments.add("K7Q4-MB2X", "partner", by="@amina", at=NOW, until=NOW)


async def test_a_question_waits_for_its_yes(store: Store) -> None:
    """What is to be confirmed comes back as it was asked, until it is too old."""
    until, what = NOW + timedelta(minutes=10), Knock("remove river")
    async with store.transaction() as tx:
        first = await tx.confirmations.add("@amina", what, "!room", until)
        second = await tx.confirmations.add("@zoe", Knock("other"), "!else", until)
        assert await tx.confirmations.get(first, NOW) == Confirmation(first, "@amina", what, "!room", until)
        assert [one.number for one in await tx.confirmations.open("!else", NOW)] == [second]
        assert await tx.confirmations.get(first, until) is None
        assert await tx.confirmations.open("!room", until) == []
        assert await tx.confirmations.remove(second)
        assert not await tx.confirmations.remove(second)
        assert await tx.confirmations.prune(until) == 1


async def test_the_number_of_a_question_is_never_given_again(store: Store) -> None:
    """A late yes to a question that is gone cannot confirm the next one."""
    async with store.transaction() as tx:
        first = await tx.confirmations.add("@amina", Knock("one"), "!room", NOW)
        await tx.confirmations.remove(first)
        assert await tx.confirmations.add("@amina", Knock("two"), "!room", NOW) > first


async def test_measures_are_kept_by_month(store: Store) -> None:
    """How alerts went outlives them; what never happened is none, and not nought."""
    may = Measure("2026-05", "goma", 62, 240, None, 1, 0)
    june = Measure("2026-06", "", None, None, None, 0, 3)
    april = Measure("2026-04", "goma", 0, 1, 2, 0, 0)
    async with store.transaction() as tx:
        for measure in (june, april, may):
            await tx.measures.add(measure)
        assert await tx.measures.since("2026-05") == [may, june]
        assert await tx.measures.since("0000-00") == [april, may, june]
