"""`!person`: coordinators add and remove the people of organisations, and say who is away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter, ValidationError

from bot.clock import Clock
from bot.coordinating.changes import RemovePerson
from bot.coordinating.orders import Ask, Done, Order
from bot.coordinating.organisations import Organisations, needed, organisation_called, refuse_known
from bot.coordinating.subwords import Sub, Subs
from bot.settingtypes import MatrixUser
from bot.store.store import Transaction
from bot.taking_out import TakingOut
from rooms.addresses import apart
from rooms.duty import Absence, present, zone_of
from rooms.duty_words import parse_period
from rooms.roster import Organisation
from rooms.texts import Mistake, Names, Text, say


@dataclass(frozen=True)
class Persons:
    """Changes who answers for the organisations, and when they are away."""

    organisations: Organisations
    taking_out: TakingOut
    clock: Clock

    def commands(self) -> Subs:
        """What there is behind `!person`."""
        user = "@user:example.org"
        return Subs(
            (
                Sub(
                    ("add", "ajouter", "ongeza"),
                    "!person add @user ORGANISATION",
                    f"!person add {user} The Clinic",
                    self._add,
                ),
                Sub(
                    ("remove", "supprimer", "ondoa"),
                    "!person remove @user",
                    f"!person remove {user}",
                    self._remove,
                ),
                Sub(
                    ("away", "absent", "absente", "hayupo"),
                    "!person away @user until 3 January",
                    f"!person away {user} until 3 January",
                    self.away,
                ),
                Sub(("back", "retour", "amerudi"), "!person back @user", f"!person back {user}", self.back),
            )
        )

    async def _add(self, tx: Transaction, order: Order) -> Done:
        person, rest = whom(order)
        await refuse_known(tx, person, self.organisations.own_user)
        organisation = await self._organisation_in(tx, order, rest)
        await tx.editing.add_person(organisation.id, person)
        self.taking_out.roster_changed()
        await self.taking_out.return_to_alerts(tx, [person])
        text = say("person-added", person=person, organisation=organisation.name)
        return Done(text, f"{person} {organisation.name}")

    async def _organisation_in(self, tx: Transaction, order: Order, rest: str) -> Organisation:
        """The organisation that is named."""
        every = await tx.roster.organisations(also_suspended=True)
        if not rest:
            raise order.incomplete()
        return organisation_called(rest, every)

    # Removing

    async def _remove(self, tx: Transaction, order: Order) -> Ask:
        person, _ = whom(order)
        await self._works_for(tx, person)
        return Ask(RemovePerson(person), person)

    async def told(self, tx: Transaction, change: RemovePerson) -> Text:
        """What exactly goes with them. Raises `Mistake` if they are gone."""
        found = await self._works_for(tx, change.person)
        return say(
            "person-remove-ask",
            person=change.person,
            organisation=found.name,
            others=Names(tuple(each for each in found.people if each != change.person)),
            needed=needed(await self.organisations.needed_in(tx, [change.person])),
        )

    async def do(self, tx: Transaction, change: RemovePerson, by: str) -> Done:
        """They leave every room at once, and are called no more."""
        person = change.person
        found, suspended = await self._works_for(tx, person), await tx.suspensions.people()
        await tx.editing.remove_person(person)
        for each in await tx.roster.organisations(also_suspended=True):
            if each.fallback == person:
                await tx.editing.change_organisation(each.id, fallback="")
        rooms = await self.taking_out.went_off(tx, [person], suspended, by)
        text = say("person-removed", person=person, organisation=found.name, count=rooms)
        return Done(text, f"remove {person} ({found.name})")

    # Away and back

    async def away(self, tx: Transaction, order: Order) -> Done:
        """They are not called until then; without an end, until they are said to be back."""
        person, rest = whom(order)
        found = await self._works_for(tx, person)
        now = self.clock.now()
        span = parse_period(rest, now, zone_of(found)) if rest else None
        if rest and span is None:
            raise order.incomplete()
        absence = Absence(person, span.starts_at if span else now, span.ends_at if span else None)
        others = tuple(each for each in found.duties.absences if not _overlap(each, absence))
        duties = replace(found.duties, absences=(*others, absence))
        await tx.editing.set_duties(found.id, duties)
        self.taking_out.roster_changed()
        nobody = not present(replace(found, duties=duties), absence.starts_at)
        gap = say("person-away-nobody", organisation=found.name) if nobody else say("person-away-others")
        if absence.ends_at is None:
            text = say("person-away", person=person, gap=gap)
        else:
            text = say(
                "person-away-until", person=person, since=absence.starts_at, until=absence.ends_at, gap=gap
            )
        until = "" if absence.ends_at is None else f" until {_written(absence.ends_at, found)}"
        return Done(text, f"{person} from {_written(absence.starts_at, found)}{until}")

    async def back(self, tx: Transaction, order: Order) -> Done:
        """They are there again; an absence that is still to come stays."""
        person, _ = whom(order)
        found = await self._works_for(tx, person)
        left = _without(found, person, self.clock.now())
        if left == found.duties.absences:
            raise Mistake(say("person-not-away", person=person))
        await tx.editing.set_duties(found.id, replace(found.duties, absences=left))
        self.taking_out.roster_changed()
        return Done(say("person-back", person=person), person)

    async def _works_for(self, tx: Transaction, person: str) -> Organisation:
        """Raises `Mistake` for somebody who answers for no organisation."""
        for each in await tx.roster.organisations(also_suspended=True):
            if person in each.people:
                return each
        raise Mistake(say("person-unknown", person=person))


def whom(order: Order) -> tuple[str, str]:
    """Whom the command is about, and the rest. Raises `Mistake` if it names nobody, or in no good way."""
    person, rest = apart(order.argument)
    if person is None:
        raise order.incomplete()
    try:
        TypeAdapter(MatrixUser).validate_python(person)
    except ValidationError:
        raise Mistake(say("person-no-address", person=person)) from None
    return person, rest.strip(" :,;.")


def _overlap(one: Absence, other: Absence) -> bool:
    """Whether they are the same person's, and of the same time: then the later word counts."""
    if one.person != other.person:
        return False
    ends_before = one.ends_at is not None and one.ends_at <= other.starts_at
    return not ends_before and (other.ends_at is None or one.starts_at < other.ends_at)


def _without(organisation: Organisation, person: str, now: datetime) -> tuple[Absence, ...]:
    """The absences without the one that has begun of this person."""
    return tuple(
        each
        for each in organisation.duties.absences
        if each.person != person or each.starts_at > now or (each.ends_at is not None and each.ends_at <= now)
    )


def _written(moment: datetime, organisation: Organisation) -> str:
    return moment.astimezone(zone_of(organisation)).isoformat(sep=" ", timespec="minutes")
