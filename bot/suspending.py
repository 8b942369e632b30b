"""`!suspend` and `!reinstate`: coordinators take people or organisations out of everything at once (G3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.clock import Clock
from bot.coordinating.changes import Reinstate
from bot.coordinating.orders import Ask, Done, Order
from bot.store.store import Transaction
from bot.taking_out import TakingOut
from bot.who import meant
from rooms import matching
from rooms.addresses import short_name, user_in
from rooms.texts import Mistake, Text, say
from rooms.verbs import SPECS, Verb


@dataclass(frozen=True)
class _Subject:
    """Whom a command is about: a person by user ID, or an organisation with its people."""

    id: str
    name: str
    people: tuple[str, ...]
    """The people themselves, suspended or not."""
    organisation: str = ""
    """Of a person: the ID of the organisation that they work for."""


@dataclass(frozen=True)
class Suspending:
    """Writes down who is suspended, and lets follow what must.

    Raises `Mistake`, with the sentence that the coordinator will read, before anything is changed.
    """

    taking_out: TakingOut
    clock: Clock

    async def suspend(self, tx: Transaction, order: Order) -> Done:
        """Take somebody out: of every room, of the rota, and of all that is encrypted from now on."""
        subject = await self._meant(tx, Verb.SUSPEND, order.argument)
        if order.person in subject.people:
            raise Mistake(say("suspend-yourself"))
        if not await tx.suspensions.add(subject.id, by=order.person, at=self.clock.now()):
            raise Mistake(say("suspend-already", subject=subject.name))
        self.taking_out.roster_changed()
        rooms = await self.taking_out.leave_alerts(tx, subject.people)
        admins = await tx.roster.admins(also_suspended=True)
        await self.taking_out.leave_coordination(tx, set(subject.people).intersection(admins))
        return Done(say("suspend-done", subject=subject.name, count=rooms), subject.name)

    async def reinstate(self, tx: Transaction, order: Order) -> Ask:
        """Let somebody take part again; asked first, so that no older word of theirs can be meant for it."""
        subject = await self._meant(tx, Verb.REINSTATE, order.argument)
        await self._refuse_not_suspended(tx, subject)
        return Ask(Reinstate(subject.id), subject.name)

    async def _refuse_not_suspended(self, tx: Transaction, subject: _Subject) -> None:
        suspended = await tx.suspensions.subjects()
        if subject.id in suspended:
            return
        if subject.organisation in suspended:
            organisation = await self._organisation(tx, subject.organisation)
            raise Mistake(say("reinstate-organisation", subject=subject.name, organisation=organisation))
        raise Mistake(say("reinstate-not-suspended", subject=subject.name))

    async def told(self, tx: Transaction, change: Reinstate) -> Text:
        """Raises `Mistake` if they are gone, or suspended no longer."""
        return say("reinstate-ask", subject=(await self._still(tx, change)).name)

    async def do(self, tx: Transaction, change: Reinstate, _: str) -> Done:
        """They are called, and invited into the open alerts they were in."""
        subject = await self._still(tx, change)
        await tx.suspensions.remove(subject.id)
        self.taking_out.roster_changed()
        await self.taking_out.return_to_alerts(tx, subject.people)
        admins = await tx.roster.admins()
        await self.taking_out.return_to_coordination(tx, set(subject.people).intersection(admins))
        if subject.organisation in await tx.suspensions.subjects():
            organisation = await self._organisation(tx, subject.organisation)
            partly = say("reinstate-done-but", subject=subject.name, organisation=organisation)
            return Done(partly, subject.name)
        return Done(say("reinstate-done", subject=subject.name), subject.name)

    async def _still(self, tx: Transaction, change: Reinstate) -> _Subject:
        found = [each for each in await self._subjects(tx) if each.id == change.subject]
        if not found:
            raise Mistake(say("change-overtaken"))
        await self._refuse_not_suspended(tx, found[0])
        return found[0]

    # Who is meant

    async def _meant(self, tx: Transaction, verb: Verb, argument: str) -> _Subject:
        """A person, or an organisation by its ID or name; letters' size does not count."""
        subjects = await self._subjects(tx)
        found = _in_full(argument, subjects)
        if found is not None:
            return found
        who, _ = await meant(tx, argument)
        if who is not None and who.is_defender:
            raise Mistake(say("suspend-defender", alias=who.word))
        if not argument:
            spec = next(spec for spec in SPECS if spec.verb is verb)
            raise Mistake(say("command-needs", usage=spec.usage, what=say(spec.help)))
        raise Mistake(_unknown(user_in(argument) or argument, subjects))

    async def _subjects(self, tx: Transaction) -> list[_Subject]:
        """Everybody who can be suspended; people first, by address, coordinators who are partners once."""
        organisations = await tx.roster.organisations(also_suspended=True)
        works_for = {user: each.id for each in organisations for user in each.people}
        users = [
            *(await tx.roster.partners(also_suspended=True)),
            *(await tx.roster.admins(also_suspended=True)),
        ]
        subjects = [_Subject(user, user, (user,), works_for.get(user, "")) for user in dict.fromkeys(users)]
        return subjects + [_Subject(each.id, each.name, each.people) for each in organisations]

    async def _organisation(self, tx: Transaction, id: str) -> str:
        found = await tx.roster.organisations(also_suspended=True)
        return next(each.name for each in found if each.id == id)


def _in_full(argument: str, subjects: Sequence[_Subject]) -> _Subject | None:
    """Nobody is suspended by a guess: by a whole address, or a whole name."""
    address = user_in(argument)
    if address is None:
        return matching.called(argument, [(word, one) for one in subjects for word in (one.id, one.name)])
    by_address = {one.id.casefold(): one for one in reversed(subjects)} | {one.id: one for one in subjects}
    return by_address.get(address) or by_address.get(address.casefold())


def _unknown(wanted: str, subjects: Sequence[_Subject]) -> Text:
    """The nearest is named, to be written out: "esther" is near to "@esther:example.org"."""
    people = [(short_name(one.id), one.name) for one in reversed(subjects) if one.id.startswith("@")]
    others = [(word, one.name) for one in subjects for word in (one.id, one.name) if one.id[0] != "@"]
    of_person = user_in(wanted) is not None
    close = matching.closest(
        short_name(wanted) if of_person else wanted, people if of_person else others + people
    )
    if close is None:
        return say("suspend-unknown", subject=wanted)
    return say("suspend-nearest", subject=wanted, nearest=close)
