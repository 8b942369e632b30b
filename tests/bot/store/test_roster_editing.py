"""The roster is changed one thing at a time, and keeps its order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from bot.store.store import Store, Transaction
from rooms.duty import Absence, Duties, Override, Shift, Stint
from rooms.roster import Defender, Organisation
from tests.bot.store.conftest import NOW
from tests.bot.store.test_roster import ALPHA, ANCHOR, JEAN, LEA, fill

HOUR = timedelta(hours=1)
NIGHTS = Shift("@sophie", (0, 1, 4), time(18), time(8, 30), every=2, first=date(2026, 1, 5))
DUTIES = Duties(
    shifts=(NIGHTS, Shift("@carter"), replace(NIGHTS, days=(6,))),
    overrides=(
        Override("@carter", NOW, NOW + HOUR, "@sophie"),
        Override("@sophie", NOW + HOUR, NOW + 2 * HOUR),
    ),
    absences=(Absence("@sophie", NOW), Absence("@carter", NOW, NOW + HOUR)),
    stints=(Stint("@sophie", NOW, NOW + HOUR), Stint("@carter", NOW, NOW + HOUR)),
)
LAKE = Organisation(
    "lake",
    "Lake Watch",
    deputy=True,
    people=("@zawadi", "@fidel"),
    zone="Africa/Lubumbashi",
    fallback="@chief",
    telephones=("+243 81 000 00 00", "ask for Zawadi é"),
    duties=Duties(shifts=(Shift("@zawadi"),)),
)


async def organisations(tx: Transaction) -> dict[str, Organisation]:
    """As they stand, by their IDs."""
    return {one.id: one for one in await tx.roster.organisations()}


async def test_an_organisation_is_added_with_all_that_is_known_of_it(store: Store) -> None:
    """What coordinators say of a new organisation is what the rota reads; it comes last."""
    async with store.transaction() as tx:
        await fill(tx)
        await tx.editing.add_organisation(LAKE)
    async with store.transaction() as tx:
        assert await tx.roster.organisations() == [ANCHOR, ALPHA, LAKE]
        assert await tx.roster.knows("@zawadi")


async def test_an_organisation_is_changed_in_its_place(store: Store) -> None:
    """Only what is named changes, and the order of the network stays."""
    async with store.transaction() as tx:
        await fill(tx)
        assert await tx.editing.change_organisation(
            "anchor", name="The Anchor", paused=True, areas=(), telephones=("1", "2"), zone="Asia/Kathmandu"
        )
        assert await tx.roster.organisations() == [
            replace(
                ANCHOR, name="The Anchor", paused=True, areas=(), telephones=("1", "2"), zone="Asia/Kathmandu"
            ),
            ALPHA,
        ]
        assert await tx.editing.change_organisation("alpha")
        assert not await tx.editing.change_organisation("river", name="River House")
        assert not await tx.editing.change_organisation("river")
        assert (await organisations(tx))["alpha"] == ALPHA


async def test_an_organisation_is_removed_with_its_people(store: Store) -> None:
    """Its people are strangers then; who excluded it goes on to, should it come back."""
    async with store.transaction() as tx:
        await fill(tx)
        assert await tx.editing.remove_organisation("alpha")
        assert await tx.roster.organisations() == [ANCHOR]
        assert not await tx.roster.knows("@amos")
        assert (await tx.roster.defenders())[0].exclude == ("alpha",)
        assert not await tx.editing.remove_organisation("alpha")


async def test_people_come_and_go(store: Store) -> None:
    """Who is added comes last in their organisation; who goes leaves no duties behind."""
    async with store.transaction() as tx:
        await fill(tx)
        await tx.editing.set_duties("anchor", DUTIES)
        await tx.editing.add_person("anchor", "@new")
        assert (await organisations(tx))["anchor"].people == ("@sophie", "@carter", "@new")
        assert await tx.editing.remove_person("@sophie")
        anchor = (await organisations(tx))["anchor"]
        assert anchor.people == ("@carter", "@new")
        assert anchor.duties == Duties(
            shifts=(Shift("@carter"),),
            overrides=(Override("@carter", NOW, NOW + HOUR),),
            absences=(Absence("@carter", NOW, NOW + HOUR),),
            stints=(Stint("@carter", NOW, NOW + HOUR),),
        )
        assert await tx.editing.remove_person("@amos")
        assert not await tx.editing.remove_person("@amos")


@pytest.mark.parametrize(("organisation", "user"), [("river", "@new"), ("alpha", "@sophie")])
async def test_nobody_is_added_where_they_cannot_be(store: Store, organisation: str, user: str) -> None:
    """To an organisation that is not there, or twice: the database refuses, and nothing is changed."""
    async with store.transaction() as tx:
        await fill(tx)
    with pytest.raises(IntegrityError):
        async with store.transaction() as tx:
            await tx.editing.add_admin("@new-admin")
            await tx.editing.add_person(organisation, user)
    async with store.transaction() as tx:
        assert await tx.roster.organisations() == [ANCHOR, ALPHA]
        assert await tx.roster.admins() == ["@zoe", "@amina"]


async def test_duties_are_kept_to_the_minute(store: Store) -> None:
    """All that says when somebody is on duty comes back as it was said."""
    async with store.transaction() as tx:
        await fill(tx)
        assert (await organisations(tx))["anchor"].duties == Duties()
        assert await tx.editing.set_duties("anchor", DUTIES)
        assert not await tx.editing.set_duties("river", DUTIES)
    async with store.transaction() as tx:
        duties = (await organisations(tx))["anchor"].duties
        assert duties == DUTIES
        await tx.editing.set_duties("anchor", Duties())
        assert await tx.roster.organisations() == [ANCHOR, ALPHA]


async def test_defenders_and_coordinators_come_change_and_go(store: Store) -> None:
    """Each in their place, and by their address alone."""
    marie = Defender("@marie", "Teak", "bukavu", ("fr",), (), "the boats are in")
    async with store.transaction() as tx:
        await fill(tx)
        await tx.editing.add_defender(marie)
        assert await tx.editing.change_defender("@jean", area="", duress=None, exclude=())
        assert not await tx.editing.change_defender("@nobody", alias="Oak")
        changed = replace(JEAN, area="", duress=None, exclude=())
        assert await tx.roster.defenders() == [changed, LEA, marie]
        assert await tx.editing.remove_defender("@lea")
        assert not await tx.editing.remove_defender("@lea")
        assert await tx.roster.defenders() == [changed, marie]
        await tx.editing.add_admin("@new")
        assert await tx.editing.remove_admin("@zoe")
        assert not await tx.editing.remove_admin("@zoe")
        assert await tx.roster.admins() == ["@amina", "@new"]


async def test_a_fallback_is_no_stranger_unless_suspended(store: Store) -> None:
    """Who is asked when nobody answers is heard; a suspended one is not asked (G3)."""
    async with store.transaction() as tx:
        await fill(tx)
        await tx.editing.add_organisation(LAKE)
        assert await tx.roster.knows("@chief")
        assert await tx.roster.partners() == ["@sophie", "@carter", "@amos", "@zawadi", "@fidel", "@chief"]
        assert not await tx.roster.knows("")
        await tx.suspensions.add("@chief", by="@zoe", at=NOW)
        assert await tx.suspensions.people() == {"@chief"}
        assert (await organisations(tx))["lake"].fallback == ""
        assert "@chief" not in await tx.roster.partners()
        assert "@chief" in await tx.roster.partners(also_suspended=True)
        assert (await tx.roster.organisations(also_suspended=True))[-1] == LAKE


async def test_a_network_from_before_gets_a_time_zone(store: Store) -> None:
    """Organisations without a time zone get that of the settings, once; those with one keep theirs."""
    async with store.transaction() as tx:
        await fill(tx)
        await tx.editing.change_organisation("alpha", zone="")
        assert (await organisations(tx))["alpha"].zone == "UTC"
        await tx.roster.give_zone("Africa/Kinshasa")
        await tx.roster.give_zone("Europe/Brussels")
        assert [one.zone for one in await tx.roster.organisations()] == ["UTC", "Africa/Kinshasa"]
