"""All or nothing, one at a time."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from bot.errors import StoreError
from bot.store.store import Store
from tests.bot.store.conftest import KEY, NOW, Knock
from tests.bot.store.world import opened, read


async def test_an_exception_undoes_the_whole_transaction(store: Store) -> None:
    """All of it is written, or nothing."""
    with pytest.raises(ZeroDivisionError):
        async with store.transaction() as tx:
            await tx.facts.set("token", "s1")
            await tx.counts.add("2026-05", "alerts")
            raise ZeroDivisionError
    async with store.transaction() as tx:
        assert await tx.facts.get("token") is None
        assert await tx.counts.all() == []


async def test_a_failed_statement_leaves_the_connection_usable(store: Store) -> None:
    """A refused row undoes its transaction, and its error quotes nothing that was to be written."""
    with pytest.raises(IntegrityError) as caught:
        async with store.transaction() as tx:
            await tx.facts.set("token", "s1")
            await tx.outbox.add("person:@jean", Knock("hush"), alert=7, transaction_id="t", now=NOW)
    assert "jean" not in str(caught.value) and "hush" not in str(caught.value)
    assert await read(store, "token") is None


async def test_cancellation_undoes_the_transaction(store: Store) -> None:
    """A task that is cancelled inside a transaction leaves nothing behind, and no lock."""
    inside = asyncio.Event()

    async def slow() -> None:
        async with store.transaction() as tx:
            await tx.facts.set("token", "s1")
            inside.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(slow())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await read(store, "token") is None


async def test_cancellation_at_any_moment_is_all_or_nothing(store: Store) -> None:
    """Wherever a cancellation falls, both of two facts are written or neither, and the store goes on."""

    async def both(value: str) -> None:
        async with store.transaction() as tx:
            await tx.facts.set("one", value)
            await tx.facts.set("two", value)

    await both("before")
    written: list[bool] = []
    while not all(written[-3:]) or len(written) < 3:
        value = str(len(written))
        task = asyncio.create_task(both(value))
        for _ in range(len(written)):
            await asyncio.sleep(0)
        while not task.done():
            task.cancel()
            await asyncio.sleep(0)
        async with store.transaction() as tx:
            one, two = await tx.facts.get("one"), await tx.facts.get("two")
        assert one == two
        written.append(one == value)
    assert not written[0]
    await both("after")
    assert await read(store, "two") == "after"


async def test_transactions_wait_for_one_another(store: Store) -> None:
    """Many tasks may read and write at once, and none sees another's half-done work."""

    async def count() -> None:
        async with store.transaction() as tx:
            number = int(await tx.facts.get("number") or 0)
            await tx.facts.set("number", str(number + 1))

    await asyncio.gather(*(count() for _ in range(30)))
    assert await read(store, "number") == "30"


async def test_a_transaction_cannot_be_used_after_its_end(store: Store) -> None:
    """What would be written outside of any transaction is an error instead."""
    async with store.transaction() as tx:
        pass
    with pytest.raises(RuntimeError):
        await tx.facts.set("token", "s1")
    with pytest.raises(RuntimeError):
        await tx.journal.events(1)


async def test_a_transaction_inside_a_transaction_is_an_error(store: Store) -> None:
    """A task that would wait for itself for ever is told so."""
    async with store.transaction():
        with pytest.raises(RuntimeError):
            async with store.transaction():
                raise AssertionError("never reached")
        with pytest.raises(RuntimeError):
            await store.close()


async def test_closing_twice_is_harmless(store: Store) -> None:
    """After closing, once or twice or by two at once, the store refuses to be used."""
    await asyncio.gather(store.close(), store.close())
    await store.close()
    with pytest.raises(StoreError):
        async with store.transaction():
            raise AssertionError("never reached")


async def test_closing_waits_for_the_transaction_under_way(path: Path) -> None:
    """A shutdown cuts no transaction in two."""
    store = await Store.open(path, KEY)
    async with store.transaction() as tx:
        closing = asyncio.create_task(store.close())
        await asyncio.sleep(0)
        await tx.facts.set("token", "s1")
    await closing
    async with opened(path) as store:
        assert await read(store, "token") == "s1"


async def test_hundreds_who_give_way_hold_up_nobody_who_is_alone(store: Store) -> None:
    """G1: of a crowd that gives way, few have a turn between two of somebody else's."""
    turns = list[str]()

    async def turn(who: str) -> None:
        async with store.transaction() as tx:
            await tx.facts.get("token")
            turns.append(who)

    async def one_of_many() -> None:
        with store.gives_way():
            await turn("many")
            await turn("many")

    many = [asyncio.create_task(one_of_many()) for _ in range(50)]
    await asyncio.sleep(0)  # They stand there first.
    for _ in range(10):
        await turn("alone")
    in_between = "".join("a" if who == "alone" else "m" for who in turns).lstrip("m").split("a")
    assert max(map(len, in_between)) <= 2
    await asyncio.gather(*many)
    assert turns.count("many") == 100


async def test_whoever_gives_way_can_be_cancelled(store: Store) -> None:
    """A shutdown while hundreds wait leaves the store to whoever comes next."""

    async def one_of_many() -> None:
        with store.gives_way():
            async with store.transaction() as tx:
                await tx.facts.set("token", "s1")

    async with store.transaction():
        many = [asyncio.create_task(one_of_many()) for _ in range(5)]
        await asyncio.sleep(0)
        for task in many:
            task.cancel()
        await asyncio.gather(*many, return_exceptions=True)
    async with asyncio.timeout(20), store.transaction() as tx:
        assert await tx.facts.get("token") is None
    await one_of_many()


async def test_a_transaction_in_which_nothing_is_asked_costs_no_trip(store: Store) -> None:
    """What is at hand already is read as if there were no database; what is written is written as before."""
    trips = 0
    raw = store._opened().raw
    execute = raw._execute

    async def counted(*arguments: object) -> object:
        nonlocal trips
        trips += 1
        return await execute(*arguments)  # type: ignore[no-untyped-call]

    raw._execute = counted  # type: ignore[method-assign]
    async with store.transaction():
        pass
    with pytest.raises(ZeroDivisionError):
        async with store.transaction():
            raise ZeroDivisionError
    assert trips == 0
    async with store.transaction() as tx:
        await tx.facts.set("token", "s1")
    assert trips == 2
    with pytest.raises(ZeroDivisionError):
        async with store.transaction() as tx:
            await tx.facts.set("token", "s2")
            raise ZeroDivisionError
    async with store.transaction() as tx:
        assert await tx.facts.get("token") == "s1"
