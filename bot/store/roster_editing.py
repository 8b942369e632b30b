"""The roster is changed, one thing at a time.

Each method raises IntegrityError for what the database refuses (a person who is there already, an
organisation that is not) and nothing else; whether it is wise was asked before. Afterwards call
`roster_changed` of whoever keeps the roster at hand (`Alerts`, `Identities`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypedDict, Unpack

from sqlalchemy import bindparam, delete, insert, select, update

from bot.store import schema
from bot.store.codec import Codec
from bot.store.roster import Roster, duties_text
from bot.store.statements import Statements
from rooms.duty import Duties
from rooms.roster import Defender, Organisation

_OF_ORGANISATION = schema.organisations.c.id == bindparam("of_id")
_OF_DEFENDER = schema.defenders.c.user == bindparam("of_user")
_REMOVE_ORGANISATION = delete(schema.organisations).where(_OF_ORGANISATION)
_REMOVE_PERSON = delete(schema.people).where(schema.people.c.user == bindparam("of_user"))
_WORKS_FOR = select(schema.people.c.organisation).where(schema.people.c.user == bindparam("of_user"))
_DUTIES = select(schema.organisations.c.duties).where(_OF_ORGANISATION)
_SET_DUTIES = update(schema.organisations).where(_OF_ORGANISATION).values(duties=bindparam("to"))
_REMOVE_DEFENDER = delete(schema.defenders).where(_OF_DEFENDER)
_REMOVE_ADMIN = delete(schema.admins).where(schema.admins.c.user == bindparam("of_user"))


class OrganisationFields(TypedDict, total=False):
    """What can be changed of an organisation by itself; its people and their duties have methods."""

    name: str
    anchor: bool
    deputy: bool
    paused: bool
    areas: tuple[str, ...]
    languages: tuple[str, ...]
    offers: tuple[str, ...]
    zone: str
    fallback: str
    telephones: tuple[str, ...]


class DefenderFields(TypedDict, total=False):
    """What can be changed of a defender."""

    alias: str
    area: str
    languages: tuple[str, ...]
    exclude: tuple[str, ...]
    duress: str | None


class RosterEditing:
    """Changes to the roster. Who is added comes last; nobody else changes place."""

    def __init__(self, statements: Statements, codec: Codec, roster: Roster) -> None:
        self._statements = statements
        self._codec = codec
        self._roster = roster

    # Organisations

    async def add_organisation(self, organisation: Organisation) -> None:
        """A new organisation with its people."""
        await self._roster.fill([organisation], [], [])

    async def change_organisation(self, id: str, **fields: Unpack[OrganisationFields]) -> bool:
        """Give it these fields; whether there is such an organisation."""
        statement = update(schema.organisations).where(_OF_ORGANISATION).values(id=id, **fields)
        return await self._statements.change(statement, of_id=id) == 1

    async def remove_organisation(self, id: str) -> bool:
        """Take it off, with its people; whether it was there.

        Defenders go on excluding its ID: should it ever come back, it is not to come to them.
        """
        return await self._statements.change(_REMOVE_ORGANISATION, of_id=id) == 1

    # Their people

    async def add_person(self, organisation: str, user: str) -> None:
        """Somebody more answers for this organisation."""
        await self._statements.run(insert(schema.people), {"organisation": organisation, "user": user})

    async def remove_person(self, user: str) -> bool:
        """Somebody answers for their organisation no longer, and has no duties there; whether they did."""
        organisation = await self._statements.value(_WORKS_FOR, of_user=user)
        if organisation is None:
            return False
        await self._statements.run(_REMOVE_PERSON, {"of_user": user})
        text = await self._statements.value(_DUTIES, of_id=organisation)
        if text:
            await self.set_duties(organisation, _without(self._codec.decode(text), user))
        return True

    async def set_duties(self, organisation: str, duties: Duties) -> bool:
        """Who of this organisation is on duty when, in place of all before; whether it is there."""
        text = duties_text(self._codec, duties)
        return await self._statements.change(_SET_DUTIES, of_id=organisation, to=text) == 1

    # Defenders and coordinators

    async def add_defender(self, defender: Defender) -> None:
        """A new defender."""
        await self._roster.fill([], [defender], [])

    async def change_defender(self, user: str, **fields: Unpack[DefenderFields]) -> bool:
        """Give a defender these fields; whether there is one."""
        statement = update(schema.defenders).where(_OF_DEFENDER).values(user=user, **fields)
        return await self._statements.change(statement, of_user=user) == 1

    async def remove_defender(self, user: str) -> bool:
        """Vigil watches over this person no longer; whether it did."""
        return await self._statements.change(_REMOVE_DEFENDER, of_user=user) == 1

    async def add_admin(self, user: str) -> None:
        """A new coordinator."""
        await self._roster.fill([], [], [user])

    async def remove_admin(self, user: str) -> bool:
        """Somebody is no coordinator any more; whether they were."""
        return await self._statements.change(_REMOVE_ADMIN, of_user=user) == 1


def _without(duties: Duties, user: str) -> Duties:
    """The same duties, without those of this person. Who stood in for them is on duty all the same."""
    return Duties(
        shifts=tuple(each for each in duties.shifts if each.person != user),
        overrides=tuple(
            replace(each, instead_of="") if each.instead_of == user else each
            for each in duties.overrides
            if each.person != user
        ),
        absences=tuple(each for each in duties.absences if each.person != user),
        stints=tuple(each for each in duties.stints if each.person != user),
    )
