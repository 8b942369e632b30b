"""Who there is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy.exc import IntegrityError

from bot.store.store import Store, Transaction
from rooms.roster import Defender, Organisation
from tests.bot.store.conftest import NOW

ANCHOR = Organisation(
    id="anchor",
    name="L'Ancre é",
    anchor=True,
    people=("@sophie", "@carter"),
    areas=("kinshasa", "goma"),
    languages=("fr", "ln"),
    offers=("legal",),
)
ALPHA = Organisation("alpha", "Alpha", people=("@amos",))
JEAN = Defender("@jean", "Baobab", "goma", ("sw", "fr"), ("alpha",), "all quiet on the lake")
LEA = Defender("@lea", "Acacia")


async def fill(tx: Transaction) -> None:
    """The settings of these tests."""
    await tx.roster.fill(organisations=[ANCHOR, ALPHA], defenders=[JEAN, LEA], admins=["@zoe", "@amina"])


async def test_the_roster_is_what_it_was_filled_with(store: Store) -> None:
    """Everybody is there, in the order of the settings."""
    async with store.transaction() as tx:
        assert await tx.roster.is_empty()
        await fill(tx)
    async with store.transaction() as tx:
        assert not await tx.roster.is_empty()
        assert await tx.roster.organisations() == [ANCHOR, ALPHA]
        assert await tx.roster.defenders() == [JEAN, LEA]
        assert await tx.roster.admins() == ["@zoe", "@amina"]


async def test_people_are_known_by_their_user_id(store: Store) -> None:
    """A stranger is whoever is neither defender, nor an organisation's person, nor admin."""
    async with store.transaction() as tx:
        await fill(tx)
        assert await tx.roster.defender("@jean") == JEAN
        assert await tx.roster.defender("@sophie") is None
        for person in ("@jean", "@carter", "@amos", "@amina"):
            assert await tx.roster.knows(person)
        for person in ("@mallory", "@JEAN", ""):
            assert not await tx.roster.knows(person)


async def test_one_admin_is_somebody(store: Store) -> None:
    """A roster with only an admin in it is not empty."""
    async with store.transaction() as tx:
        await tx.roster.fill([], [], ["@amina"])
        assert not await tx.roster.is_empty()


async def whole(tx: Transaction) -> tuple[object, ...]:
    """Everything that a step of an alert may ask the roster."""
    found = [*await tx.roster.organisations(), *await tx.roster.organisations(also_suspended=True)]
    people = [
        *await tx.roster.partners(),
        *await tx.roster.admins(),
        *await tx.roster.admins(also_suspended=True),
    ]
    suspended = await tx.suspensions.people(), await tx.suspensions.subjects()
    return found, people, await tx.roster.defenders(), await tx.roster.defender("@new"), suspended


@pytest.mark.parametrize(
    "change",
    [
        lambda tx: tx.suspensions.add("@sophie", by="@amina", at=NOW),
        lambda tx: tx.suspensions.add("alpha", by="@amina", at=NOW),
        lambda tx: tx.suspensions.add("@zoe", by="@amina", at=NOW),
        lambda tx: tx.roster.fill([Organisation("new", "New", people=("@nadia",))], [], []),
        lambda tx: tx.roster.fill([], [Defender("@new", "New")], []),
        lambda tx: tx.roster.fill([], [], ["@nadia"]),
        lambda tx: tx.roster.clear(),
    ],
)
async def test_a_change_is_seen_at_once_and_what_was_rolled_back_never(
    store: Store, change: Callable[[Transaction], Awaitable[object]]
) -> None:
    """What was read of the network before is not taken for what it is now (G3)."""
    async with store.transaction() as tx:
        await fill(tx)
    async with store.transaction() as tx:
        before = await whole(tx)
    with pytest.raises(RuntimeError):
        async with store.transaction() as tx:
            await change(tx)
            changed = await whole(tx)
            raise RuntimeError("Everything is taken back.")
    assert changed != before
    async with store.transaction() as tx:
        assert await whole(tx) == before
        await change(tx)
        assert await whole(tx) == changed
    async with store.transaction() as tx:
        assert await whole(tx) == changed


async def test_who_changes_what_they_were_given_changes_nothing(store: Store) -> None:
    """A list from the roster is the caller's own."""
    async with store.transaction() as tx:
        await fill(tx)
        for ask in (tx.roster.organisations, tx.roster.partners, tx.roster.defenders, tx.roster.admins):
            (await ask()).clear()
            assert await ask()


async def test_nobody_is_there_twice(store: Store) -> None:
    """Filling a roster again is refused as a whole."""
    async with store.transaction() as tx:
        await fill(tx)
    with pytest.raises(IntegrityError):
        async with store.transaction() as tx:
            await tx.roster.fill([], [Defender("@new", "New"), JEAN], [])
    async with store.transaction() as tx:
        assert await tx.roster.defenders() == [JEAN, LEA]


async def test_the_last_call_is_remembered(store: Store) -> None:
    """The rota knows whom it called last; those never called are not in the list."""
    async with store.transaction() as tx:
        await fill(tx)
        assert await tx.roster.last_called() == {}
        await tx.roster.mark_called("alpha", NOW)
        assert await tx.roster.last_called() == {"alpha": NOW}
