"""`!organisation`: coordinators add, change, pause and remove partner organisations."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.coordinating import fields
from bot.coordinating.changes import RemoveOrganisation
from bot.coordinating.orders import Ask, Done, Order
from bot.coordinating.subwords import Sub, Subs
from bot.store.store import Transaction
from bot.taking_out import TakingOut
from rooms import matching
from rooms.roster import Organisation
from rooms.texts import Mistake, Names, Text, say

_EXAMPLE = "!organisation add The Clinic; areas: goma; languages: fr, sw; people: @user:example.org"


@dataclass(frozen=True)
class Organisations:
    """Changes the organisations of the roster. `own_user` is Vigil, which is none of their people."""

    taking_out: TakingOut
    clock: Clock
    zone: ZoneInfo
    own_user: str

    def commands(self) -> Subs:
        """What there is behind `!organisation`."""
        edit = "!organisation edit The Clinic; areas: goma, bukavu; telephones: +243 999 000 111"
        return Subs(
            (
                Sub(("add", "ajouter", "ongeza"), "!organisation add NAME; FIELD: …", _EXAMPLE, self._add),
                Sub(("edit", "modifier", "badili"), "!organisation edit NAME; FIELD: …", edit, self._edit),
                Sub(
                    ("pause", "suspendre", "simamisha"),
                    "!organisation pause NAME",
                    "!organisation pause The Clinic",
                    self._pause,
                ),
                Sub(
                    ("resume", "reprendre", "endelea"),
                    "!organisation resume NAME",
                    "!organisation resume The Clinic",
                    self._resume,
                ),
                Sub(
                    ("remove", "supprimer", "ondoa"),
                    "!organisation remove NAME",
                    "!organisation remove The Clinic",
                    self._remove,
                ),
            )
        )

    async def _add(self, tx: Transaction, order: Order) -> Done:
        name, rest = fields.named(order.argument)
        given = fields.read(rest, (*fields.OF_ORGANISATIONS, fields.PEOPLE))
        given["name"] = fields.read(f"name {name}", (fields.NAME,))["name"]
        every = await tx.roster.organisations(also_suspended=True)
        _has_own_name(given["name"], every)
        people: tuple[str, ...] = given.pop("people", ())
        for person in people:
            await refuse_known(tx, person, self.own_user)
        if given.get("fallback"):
            await refuse_defender(tx, given["fallback"], self.own_user)
        if given.get("anchor") and any(each.anchor for each in every):
            raise Mistake(say("organisation-anchor-later", name=given["name"]))
        given.setdefault("zone", self.zone.key)
        new = Organisation(_fresh_id(given["name"], every), people=tuple(dict.fromkeys(people)), **given)
        await tx.editing.add_organisation(new)
        self.taking_out.roster_changed()
        await self.taking_out.return_to_alerts(tx, new.people)
        detail = fields.written({"name": new.name, "people": new.people, **given})
        return Done(say("organisation-added", name=new.name, count=len(new.people), facts=detail), detail)

    async def _edit(self, tx: Transaction, order: Order) -> Done:
        organisation, rest = await self.named(tx, order)
        given = fields.read(rest, fields.OF_ORGANISATIONS)
        if not given:
            raise order.incomplete()
        before = {name: getattr(organisation, name) for name in given}
        if "name" in given:
            every = await tx.roster.organisations(also_suspended=True)
            _has_own_name(given["name"], [each for each in every if each.id != organisation.id])
        if given.get("fallback"):
            await refuse_defender(tx, given["fallback"], self.own_user)
        await self._move_anchor(tx, organisation, given)
        suspended = await tx.suspensions.people()
        await tx.editing.change_organisation(organisation.id, **given)
        self.taking_out.roster_changed()
        if organisation.fallback and given.get("fallback", organisation.fallback) != organisation.fallback:
            await self.taking_out.went_off(tx, [organisation.fallback], suspended, order.person)
        old, new = fields.written(before), fields.written(given)
        return Done(
            say("organisation-edited", name=organisation.name, before=old, after=new),
            f"{organisation.name}: {new} (before: {old})",
        )

    async def _move_anchor(
        self, tx: Transaction, organisation: Organisation, given: dict[str, object]
    ) -> None:
        """There is exactly one anchor, and it does not stand in for itself."""
        if given.get("anchor") is False and organisation.anchor:
            raise Mistake(say("organisation-last-anchor", name=organisation.name))
        is_anchor = given.get("anchor", organisation.anchor)
        if is_anchor and given.get("deputy"):
            raise Mistake(say("organisation-anchor-deputy", name=organisation.name))
        if given.get("anchor") is True and not organisation.anchor:
            given["deputy"] = False
            for each in await tx.roster.organisations(also_suspended=True):
                if each.anchor:
                    await tx.editing.change_organisation(each.id, anchor=False)

    async def _pause(self, tx: Transaction, order: Order) -> Done:
        organisation = await self._only_named(tx, order)
        if organisation.paused:
            raise Mistake(say("organisation-paused-already", name=organisation.name))
        await tx.editing.change_organisation(organisation.id, paused=True)
        self.taking_out.roster_changed()
        codes = Names(tuple(await self.needed_in(tx, organisation.people)))
        return Done(say("organisation-paused", name=organisation.name, codes=codes), organisation.name)

    async def _resume(self, tx: Transaction, order: Order) -> Done:
        organisation = await self._only_named(tx, order)
        if not organisation.paused:
            raise Mistake(say("organisation-not-paused", name=organisation.name))
        await tx.editing.change_organisation(organisation.id, paused=False)
        self.taking_out.roster_changed()
        return Done(say("organisation-resumed", name=organisation.name), organisation.name)

    # Removing

    async def _remove(self, tx: Transaction, order: Order) -> Ask:
        organisation = await self._only_named(tx, order)
        return Ask(RemoveOrganisation(organisation.id), organisation.name)

    async def told(self, tx: Transaction, change: RemoveOrganisation) -> Text:
        """What exactly goes with it. Raises `Mistake` if it is gone, or is the anchor."""
        every = await tx.roster.organisations(also_suspended=True)
        found = next((each for each in every if each.id == change.organisation), None)
        if found is None:
            raise Mistake(say("change-overtaken"))
        if found.anchor and len(every) > 1:
            raise Mistake(say("organisation-last-anchor", name=found.name))
        return say(
            "organisation-remove-ask",
            name=found.name,
            people=Names(found.people),
            left=len(every) - 1,
            needed=needed(await self.needed_in(tx, _theirs(found))),
        )

    async def do(self, tx: Transaction, change: RemoveOrganisation, by: str) -> Done:
        """Its people leave every room at once, and it is off the roster."""
        every = await tx.roster.organisations(also_suspended=True)
        gone = next(each for each in every if each.id == change.organisation)
        suspended = await tx.suspensions.people()
        await tx.editing.remove_organisation(gone.id)
        await tx.suspensions.remove(gone.id)
        rooms = await self.taking_out.went_off(tx, _theirs(gone), suspended, by)
        detail = fields.written({"remove": gone.name, "people": gone.people})
        return Done(say("organisation-removed", name=gone.name, count=rooms), detail)

    async def needed_in(self, tx: Transaction, people: Sequence[str]) -> list[str]:
        """The codes of the open alerts for which these people were called."""
        alerts = await self.taking_out.alerts.each(tx, open_only=True)
        return [alert.code for _, alert in alerts if alert.audience.intersection(people)]

    async def named(self, tx: Transaction, order: Order) -> tuple[Organisation, str]:
        """The organisation with which the argument begins, and what comes after it."""
        every = await tx.roster.organisations(also_suspended=True)
        name, parted, rest = order.argument.partition(";")
        found = matching.begun(name, named_as(every))
        if found is None:
            raise Mistake(unknown_organisation(name.strip(), every))
        return found[0], f"{found[1]}{parted}{rest}"

    async def _only_named(self, tx: Transaction, order: Order) -> Organisation:
        """The same where nothing may follow: a name that goes on is another name."""
        organisation, rest = await self.named(tx, order)
        if rest.strip(" ;.!"):
            every = await tx.roster.organisations(also_suspended=True)
            raise Mistake(unknown_organisation(order.argument.strip(), every))
        return organisation


def _theirs(organisation: Organisation) -> list[str]:
    """Everybody who is called for it: its people, and its fallback contact."""
    return list(filter(None, dict.fromkeys((*organisation.people, organisation.fallback))))


def needed(codes: Sequence[str]) -> Text:
    """Whether an open alert needs somebody who is to go."""
    return say("change-needed", codes=Names(tuple(codes))) if codes else say("change-not-needed")


def named_as(every: Sequence[Organisation]) -> list[tuple[str, Organisation]]:
    """Each organisation by what it can be called."""
    return [(word, each) for each in every for word in (each.id, each.name)]


def organisation_called(name: str, every: Sequence[Organisation]) -> Organisation:
    """The organisation of this name or ID. Raises `Mistake`."""
    found = matching.called(name, named_as(every))
    if found is None:
        raise Mistake(unknown_organisation(name, every))
    return found


def unknown_organisation(name: str, every: Sequence[Organisation]) -> Text:
    """Nothing is done by a guess: the nearest is named, to be written out."""
    close = matching.closest(name, named_as(every))
    if close is None:
        return say("organisation-unknown", name=name)
    return say("organisation-nearest", name=name, nearest=close.name)


def _has_own_name(name: str, others: Sequence[Organisation]) -> None:
    there = matching.called(name, named_as(others))
    if there is not None:
        raise Mistake(say("organisation-there", name=there.name))


def _fresh_id(name: str, every: Sequence[Organisation]) -> str:
    """Made of the name, and nobody's yet."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:36] or "organisation"
    taken = {each.id for each in every}
    numbers = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (base, *numbers) if each not in taken)


async def refuse_known(tx: Transaction, person: str, own_user: str) -> None:
    """A person answers for one organisation, and no defender for any. Raises `Mistake`."""
    for each in await tx.roster.organisations(also_suspended=True):
        if person in each.people:
            raise Mistake(say("person-there", person=person, organisation=each.name))
    await refuse_defender(tx, person, own_user)


async def refuse_defender(tx: Transaction, person: str, own_user: str) -> None:
    """A defender takes no part in helping others, and Vigil is no person. Raises `Mistake`.

    It tells no alias: coordinators are not to find out by guessing addresses whose it is.
    """
    if person == own_user:
        raise Mistake(say("person-is-vigil"))
    newcomer = await tx.newcomers.of(person)
    is_enrolling = newcomer is not None and newcomer.enrolment is not None
    if is_enrolling or await tx.roster.defender(person) is not None:
        raise Mistake(say("person-has-part", person=person))
