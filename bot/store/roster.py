"""Who there is: organisations and their people, defenders, admins. The settings only fill it when empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Row, bindparam, delete, exists, insert, or_, select, update

from bot.store import schema
from bot.store.codec import Codec
from bot.store.statements import Statements
from bot.store.suspensions import Suspensions
from rooms.duty import Duties
from rooms.roster import Defender, Organisation


@dataclass(frozen=True)
class Everybody:
    """A whole network; `suspended` are user IDs and IDs of organisations."""

    organisations: tuple[Organisation, ...]
    defenders: tuple[Defender, ...]
    admins: tuple[str, ...]
    suspended: frozenset[str] = frozenset()


_ORGANISATIONS = select(schema.organisations).order_by(schema.organisations.c.position)
_PEOPLE = select(schema.people).order_by(schema.people.c.position)
_DEFENDERS = select(schema.defenders).order_by(schema.defenders.c.position)
_ADMINS = select(schema.admins.c.user).order_by(schema.admins.c.position)
_ANYBODY = select(
    or_(
        exists().select_from(schema.organisations),
        exists().select_from(schema.defenders),
        exists().select_from(schema.admins),
    )
)
_KNOWS = select(
    or_(
        *(
            exists().where(column == bindparam("of_user"), column != "")
            for column in (
                schema.people.c.user,
                schema.defenders.c.user,
                schema.admins.c.user,
                schema.organisations.c.fallback,
            )
        ),
        exists().where(schema.enrolling.c.user == bindparam("of_user"), schema.enrolling.c.accepted),
    )
)
_LAST_CALLED = select(schema.organisations.c.id, schema.organisations.c.last_called_at).where(
    schema.organisations.c.last_called_at.is_not(None)
)
_MARK_CALLED = (
    update(schema.organisations)
    .where(schema.organisations.c.id == bindparam("organisation"))
    .values(last_called_at=bindparam("at"))
)
_GIVE_ZONE = (
    update(schema.organisations).where(schema.organisations.c.zone == "").values(zone=bindparam("to"))
)


class Roster:
    """The people Vigil knows, in the order in which they were given; those suspended do not take part."""

    def __init__(self, statements: Statements, codec: Codec, suspensions: Suspensions) -> None:
        self._statements = statements
        self._codec = codec
        self._suspensions = suspensions

    async def is_empty(self) -> bool:
        """Whether nobody is there at all."""
        return not await self._statements.value(_ANYBODY)

    async def fill(
        self, organisations: Sequence[Organisation], defenders: Sequence[Defender], admins: Sequence[str]
    ) -> None:
        """Add all of these. Raises IntegrityError if one of them is there already, or comes twice."""
        await self._add_organisations(organisations)
        if defenders:
            await self._statements.run(insert(schema.defenders), [_defender_values(one) for one in defenders])
        if admins:
            await self._statements.run(insert(schema.admins), [{"user": user} for user in admins])

    async def _add_organisations(self, new: Sequence[Organisation]) -> None:
        rows = [self._values(one) for one in new]
        if rows:
            await self._statements.run(insert(schema.organisations), rows)
        users = [{"organisation": one.id, "user": user} for one in new for user in one.people]
        if users:
            await self._statements.run(insert(schema.people), users)

    async def clear(self) -> None:
        """Take everybody off, to be filled anew in the same transaction."""
        for table in (schema.people, schema.organisations, schema.defenders, schema.admins):
            await self._statements.change(delete(table))

    def _values(self, one: Organisation) -> dict[str, object]:
        return {
            "id": one.id,
            "name": one.name,
            "anchor": one.anchor,
            "deputy": one.deputy,
            "paused": one.paused,
            "areas": one.areas,
            "languages": one.languages,
            "offers": one.offers,
            "zone": one.zone,
            "fallback": one.fallback,
            "telephones": one.telephones,
            "duties": duties_text(self._codec, one.duties),
        }

    async def organisations(self, *, also_suspended: bool = False) -> list[Organisation]:
        """Every organisation with its people; `also_suspended`: with those who do not take part now."""
        read = self._every_organisation if also_suspended else self._organisations_taking_part
        return list(await self._statements.of_network(read))

    async def partners(self, *, also_suspended: bool = False) -> list[str]:
        """Everybody who may be called, each once: organisations' people, and after them mere fallbacks."""
        found = await self.organisations(also_suspended=also_suspended)
        people = (user for one in found for user in one.people)
        return list(dict.fromkeys((*people, *(one.fallback for one in found if one.fallback))))

    async def _organisations_taking_part(self) -> list[Organisation]:
        subjects, people = await self._suspensions.subjects(), await self._suspensions.people()
        return [
            replace(
                one,
                people=tuple(user for user in one.people if user not in people),
                fallback="" if one.fallback in people else one.fallback,
            )
            for one in await self.organisations(also_suspended=True)
            if one.id not in subjects
        ]

    async def _every_organisation(self) -> list[Organisation]:
        users: dict[str, list[str]] = {}
        for row in await self._statements.rows(_PEOPLE):
            users.setdefault(row.organisation, []).append(row.user)
        return [
            Organisation(
                id=row.id,
                name=row.name,
                anchor=row.anchor,
                people=tuple(users.get(row.id, ())),
                areas=row.areas,
                languages=row.languages,
                offers=row.offers,
                deputy=row.deputy,
                paused=row.paused,
                zone=row.zone or "UTC",
                fallback=row.fallback,
                telephones=row.telephones,
                duties=self._codec.decode(row.duties) if row.duties else Duties(),
            )
            for row in await self._statements.rows(_ORGANISATIONS)
        ]

    async def defenders(self) -> list[Defender]:
        """Every enrolled defender."""
        return list((await self._statements.of_network(self._defenders)).values())

    async def defender(self, user: str) -> Defender | None:
        """The defender with this user ID; None if this person is not enrolled."""
        return (await self._statements.of_network(self._defenders)).get(user)

    async def _defenders(self) -> dict[str, Defender]:
        return {row.user: _defender(row) for row in await self._statements.rows(_DEFENDERS)}

    async def admins(self, *, also_suspended: bool = False) -> list[str]:
        """The user IDs of the coordinators; `also_suspended`: with those who do not take part now."""
        away = frozenset[str]() if also_suspended else await self._suspensions.people()
        every = await self._statements.of_network(self._every_admin)
        return [user for user in every if user not in away]

    async def _every_admin(self) -> list[str]:
        return [row.user for row in await self._statements.rows(_ADMINS)]

    async def everybody(self) -> Everybody:
        """The whole network, with those who do not take part now."""
        return Everybody(
            tuple(await self.organisations(also_suspended=True)),
            tuple(await self.defenders()),
            tuple(await self.admins(also_suspended=True)),
            await self._suspensions.subjects(),
        )

    async def knows(self, user: str) -> bool:
        """Whether this is no stranger: a defender, an organisation's person or fallback, or an admin.

        Or somebody who is being enrolled.

        Suspended or not.
        """
        return bool(await self._statements.value(_KNOWS, of_user=user))

    async def give_zone(self, zone: str) -> None:
        """Organisations of a database from before they had a time zone each are in this one."""
        await self._statements.run(_GIVE_ZONE, {"to": zone})

    async def last_called(self) -> dict[str, datetime]:
        """When each organisation was last called, by its ID; those never called are left out."""
        return {row.id: row.last_called_at for row in await self._statements.rows(_LAST_CALLED)}

    async def mark_called(self, organisation: str, at: datetime) -> None:
        """This organisation is called at `at`."""
        await self._statements.run(_MARK_CALLED, {"organisation": organisation, "at": at})


def duties_text(codec: Codec, duties: Duties) -> str:
    """As the column holds them."""
    return "" if duties == Duties() else codec.encode(duties)


def _defender_values(defender: Defender) -> dict[str, object]:
    return {
        "user": defender.user,
        "alias": defender.alias,
        "area": defender.area,
        "languages": defender.languages,
        "exclude": defender.exclude,
        "duress": defender.duress,
    }


def _defender(row: Row[tuple[object, ...]]) -> Defender:
    return Defender(row.user, row.alias, row.area, row.languages, row.exclude, row.duress)
