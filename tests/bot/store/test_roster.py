"""Who there is."""

from __future__ import annotations

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
