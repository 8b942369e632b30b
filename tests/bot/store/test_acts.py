"""What coordinators did, in a chain: nobody takes a line out, changes one or slips one in unseen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from bot.store.acts import Act, link
from bot.store.store import Store, Transaction
from tests.bot.store.conftest import NOW

ACTS = [
    Act("@amina", "status", "", NOW),
    Act("@zoe", "suspend", "River House", NOW + timedelta(minutes=1)),
    Act("@amina", "reinstate", "River House", NOW + timedelta(minutes=1)),
    Act("@amina", "organisation", "'Lake Watch' speaks sw \ud800", NOW + timedelta(days=3)),
]


async def written(tx: Transaction) -> None:
    """What was done, in its order; the lines are 1 to 4."""
    for act in ACTS:
        await tx.acts.add(act.person, act.act, act.detail, act.at)


async def meddle(tx: Transaction, statement: str) -> None:
    """Somebody writes into the database by hand."""
    await tx.acts._statements.change(text(statement))


async def test_what_admins_did_is_kept_with_what_exactly(store: Store) -> None:
    """Everything an admin does is journalled; the newest first, or all from a day on, oldest first."""
    async with store.transaction() as tx:
        await written(tx)
        assert await tx.acts.recent(2) == [
            Act("@amina", "organisation", "'Lake Watch' speaks sw \\ud800", NOW + timedelta(days=3)),
            ACTS[2],
        ]
        assert await tx.acts.since(NOW + timedelta(minutes=1)) == [*ACTS[1:3], *await tx.acts.recent(1)]
        assert await tx.acts.since(NOW + timedelta(days=4)) == []


async def test_an_honest_chain_holds(store: Store) -> None:
    """What nobody has touched is in order, also when there is nothing, and after the next line."""
    async with store.transaction() as tx:
        assert await tx.acts.verify() is None
        await written(tx)
        assert await tx.acts.verify() is None
        assert (await tx.acts.head())[0] == 4
    async with store.transaction() as tx:
        await tx.acts.add("@zoe", "status", "", NOW)
        assert await tx.acts.verify() is None


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("DELETE FROM acts WHERE id = 1", 2),
        ("DELETE FROM acts WHERE id = 3", 4),
        ("DELETE FROM acts WHERE id = 4", 4),  # the newest
        ("DELETE FROM acts", 1),
        ("UPDATE acts SET person = '@zoe' WHERE id = 3", 3),
        ("UPDATE acts SET act = 'status' WHERE id = 2", 2),
        ("UPDATE acts SET detail = 'The Clinic' WHERE id = 2", 2),
        ("UPDATE acts SET at = at + 1 WHERE id = 1", 1),
        ("UPDATE acts SET detail = '', hash = '' WHERE id = 4", 4),
        ("UPDATE acts SET id = 9 WHERE id = 4", 9),
        ("INSERT INTO acts SELECT 5, person, act, at, detail, hash FROM acts WHERE id = 4", 5),
        ("INSERT INTO acts SELECT 0, person, act, at, detail, hash FROM acts WHERE id = 1", 0),
        ("DELETE FROM facts WHERE key = 'acts_chain'", 5),
    ],
)
async def test_what_was_done_to_the_lines_shows(store: Store, statement: str, broken: int) -> None:
    """A line that is removed, changed, moved or slipped in is found, and the first place is told."""
    async with store.transaction() as tx:
        await written(tx)
        await meddle(tx, statement)
        assert await tx.acts.verify() == broken


async def test_a_line_with_a_fitting_hash_shows_as_well(store: Store) -> None:
    """Whoever knows how the hashes are made, and adds a line at the end, is found by their number."""
    async with store.transaction() as tx:
        await written(tx)
        hash = link((await tx.acts.head())[1], 5, "@zoe", "status", "", NOW)
        moment = "(SELECT at FROM acts WHERE id = 1)"
        await meddle(tx, f"INSERT INTO acts VALUES (5, '@zoe', 'status', {moment}, '', '{hash}')")
        assert await tx.acts.verify() == 6


async def test_a_hole_is_not_grown_over(store: Store) -> None:
    """After a line was taken from the end, the next act does not hide it."""
    async with store.transaction() as tx:
        await written(tx)
        await meddle(tx, "DELETE FROM acts WHERE id = 4")
        await tx.acts.add("@zoe", "status", "", NOW)
        assert await tx.acts.verify() == 4


fields = st.tuples(st.text(), st.text(), st.text())


@given(fields, fields)
def test_no_two_lines_have_the_same_hash(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    """Where one field ends and the next begins counts as well."""
    assert (link("", 1, *one, NOW) == link("", 1, *other, NOW)) == (one == other)
    assert link("", 1, *one, NOW) != link("", 2, *one, NOW) != link("x", 2, *one, NOW)


async def test_a_clock_that_is_set_right_changes_no_line(store: Store) -> None:
    """What was written by a clock that was ahead stays as it was written: else the chain would be broken."""
    async with store.transaction() as tx:
        await written(tx)
        await tx.moments.set_right(NOW, timedelta(hours=1))
        assert await tx.acts.verify() is None
        assert (await tx.acts.recent(1))[0].at == ACTS[3].at
