"""`!suspend` and `!reinstate`: coordinators take people or organisations out of everything at once (G3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.alerts import Alerts
from bot.clock import Clock
from bot.identities import Identities
from bot.jobs import InviteCoordinator, PutOut
from bot.store.store import Transaction
from bot.telling import Telling
from bot.who import meant
from rooms import inputs as i
from rooms import words
from rooms.commands import SPECS, Verb, nearest, user_in
from rooms.texts import Mistake, Text, say


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

    alerts: Alerts
    identities: Identities
    clock: Clock
    telling: Telling

    async def suspend(self, tx: Transaction, person: str, argument: str, named: Sequence[str] = ()) -> Text:
        """Take somebody out: of every room, of the rota, and of all that is encrypted from now on.

        `named` are the people whom the command mentions otherwise than by their address.
        """
        subject = await self._meant(tx, Verb.SUSPEND, argument, named)
        if person in subject.people:
            raise Mistake(say("suspend-yourself"))
        if not await tx.suspensions.add(subject.id, by=person, at=self.clock.now()):
            raise Mistake(say("suspend-already", subject=subject.name))
        self._roster_changed()
        rooms = await self._leave_alerts(tx, subject)
        chat = await tx.chats.coordination()
        for admin in sorted(set(subject.people).intersection(await tx.roster.admins(also_suspended=True))):
            if chat is not None:
                await self.telling.add(tx, f"coordinator:{admin}", PutOut(chat.room, (admin,)))
        return say("suspend-done", subject=subject.name, count=rooms)

    async def reinstate(self, tx: Transaction, person: str, argument: str, named: Sequence[str] = ()) -> Text:
        """Let somebody take part again: they are called, and invited into the open alerts they were in."""
        subject = await self._meant(tx, Verb.REINSTATE, argument, named)
        if not await tx.suspensions.remove(subject.id):
            if subject.organisation in await tx.suspensions.subjects():
                organisation = await self._organisation(tx, subject.organisation)
                raise Mistake(say("reinstate-organisation", subject=subject.name, organisation=organisation))
            raise Mistake(say("reinstate-not-suspended", subject=subject.name))
        self._roster_changed()
        await self._return_to_alerts(tx, subject)
        chat = await tx.chats.coordination()
        for admin in sorted(set(subject.people).intersection(await tx.roster.admins())):
            if chat is not None:
                await self.telling.add(tx, f"coordinator:{admin}", InviteCoordinator(chat.room, admin))
        if subject.organisation in await tx.suspensions.subjects():
            organisation = await self._organisation(tx, subject.organisation)
            return say("reinstate-done-but", subject=subject.name, organisation=organisation)
        return say("reinstate-done", subject=subject.name)

    def _roster_changed(self) -> None:
        self.alerts.roster_changed()
        self.identities.roster_changed()

    async def _leave_alerts(self, tx: Transaction, subject: _Subject) -> int:
        """Every alert hears of it that is not erased: what is said last in a room is not for them either."""
        rooms = 0
        for number, alert in await self.alerts.each(tx, open_only=False):
            gone = tuple(user for user in alert.partners if user in subject.people)
            if gone:
                await self.alerts.apply(tx, number, i.Suspended(gone))
                rooms += alert.room is not None
        return rooms

    async def _return_to_alerts(self, tx: Transaction, subject: _Subject) -> None:
        """Every open alert from which they were taken out wants them again."""
        back = set(subject.people) - await tx.suspensions.people()
        for number, alert in await self.alerts.each(tx, open_only=True):
            people = tuple(sorted(back & alert.suspended))
            if people:
                await self.alerts.apply(tx, number, i.Reinstated(people))

    # Who is meant

    async def _meant(self, tx: Transaction, verb: Verb, argument: str, named: Sequence[str]) -> _Subject:
        """A person, or an organisation by its ID or name; letters' size does not count."""
        subjects = await self._subjects(tx)
        by_word = {_fold(word): subject for subject in subjects for word in (subject.id, subject.name)}
        if _fold(argument) in by_word:
            return by_word[_fold(argument)]
        who, _, _ = await meant(tx, argument, named)
        if who is not None and _fold(who.user) in by_word:
            return by_word[_fold(who.user)]
        if who is not None:
            raise Mistake(say("suspend-defender", alias=who.word))
        if not argument:
            spec = next(spec for spec in SPECS if spec.verb is verb)
            raise Mistake(say("command-needs", usage=spec.usage, what=say(spec.help)))
        raise Mistake(_unknown(user_in(argument) or argument, subjects))

    async def _subjects(self, tx: Transaction) -> list[_Subject]:
        """Everybody who can be suspended; people first, by address, coordinators who are partners once."""
        organisations = await tx.roster.organisations(also_suspended=True)
        works_for = {user: each.id for each in organisations for user in each.people}
        users = [*works_for, *(await tx.roster.admins(also_suspended=True))]
        subjects = [_Subject(user, user, (user,), works_for.get(user, "")) for user in dict.fromkeys(users)]
        return subjects + [_Subject(each.id, each.name, each.people) for each in organisations]

    async def _organisation(self, tx: Transaction, id: str) -> str:
        found = await tx.roster.organisations(also_suspended=True)
        return next(each.name for each in found if each.id == id)


def _fold(word: str) -> str:
    return " ".join(words.fold(word).split())


def _unknown(wanted: str, subjects: Sequence[_Subject]) -> Text:
    """Nobody is suspended by a guess: the nearest is named, to be written out."""
    shown = {_fold(word): subject.name for subject in subjects for word in (subject.id, subject.name)}
    for subject in subjects:  # "esther" is near to "@esther:example.org".
        if subject.id.startswith("@"):
            shown.setdefault(_fold(subject.id[1:].partition(":")[0]), subject.name)
    close = nearest(_fold(wanted).lstrip("@"), shown)
    if close is None:
        return say("suspend-unknown", subject=wanted)
    return say("suspend-nearest", subject=wanted, nearest=shown[close])
