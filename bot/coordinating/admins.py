"""`!admin`: who is a coordinator. Two have to agree to every change, and never the same one twice."""

from __future__ import annotations

from dataclasses import dataclass

from bot.coordinating.changes import AddAdmin, RemoveAdmin
from bot.coordinating.confirming import Answers
from bot.coordinating.orders import Ask, Done, Order
from bot.coordinating.organisations import refuse_defender
from bot.coordinating.persons import whom
from bot.coordinating.subwords import Sub, Subs
from bot.store.store import Transaction
from bot.taking_out import TakingOut
from rooms.texts import Mistake, Names, Text, say


@dataclass(frozen=True)
class Admins:
    """Adds and removes coordinators."""

    taking_out: TakingOut
    own_user: str

    def commands(self) -> Subs:
        """What there is behind `!admin`."""
        return Subs(
            (
                Sub(
                    ("add", "ajouter", "ongeza"),
                    "!admin add @user",
                    "!admin add @user:example.org",
                    self._add,
                ),
                Sub(
                    ("remove", "supprimer", "ondoa"),
                    "!admin remove @user",
                    "!admin remove @user:example.org",
                    self._remove,
                ),
            )
        )

    async def _add(self, tx: Transaction, order: Order) -> Ask:
        person, _ = whom(order)
        return Ask(AddAdmin(person), person)

    async def _remove(self, tx: Transaction, order: Order) -> Ask:
        person, _ = whom(order)
        return Ask(RemoveAdmin(person), person)

    async def answers(self, tx: Transaction, change: AddAdmin | RemoveAdmin) -> Answers:
        """Another coordinator agrees; only where there is no other one, the one there is confirms.

        Who is suspended counts as there: else one could make themselves the only one, and then go on alone.
        """
        admins = await tx.roster.admins(also_suspended=True)
        return Answers.ANOTHER if len(admins) > 1 else Answers.ASKER

    async def told_of_adding(self, tx: Transaction, change: AddAdmin) -> Text:
        """Raises `Mistake` for somebody who is a coordinator already, or cannot be one."""
        if change.person in await tx.roster.admins(also_suspended=True):
            raise Mistake(say("admin-there", person=change.person))
        if change.person == self.own_user:
            raise Mistake(say("person-is-vigil"))
        return say("admin-add-ask", person=change.person)

    async def add(self, tx: Transaction, change: AddAdmin, by: str) -> Done:
        """They are asked into the coordination room.

        Only now it is looked at who they are otherwise: nobody is to find that out alone, by asking.
        """
        await refuse_defender(tx, change.person, self.own_user)
        await tx.editing.add_admin(change.person)
        self.taking_out.roster_changed()
        if change.person not in await tx.suspensions.people():
            await self.taking_out.return_to_coordination(tx, [change.person])
        return Done(say("admin-added", person=change.person), f"add {change.person}, asked for by {by}")

    async def told_of_removing(self, tx: Transaction, change: RemoveAdmin) -> Text:
        """Raises `Mistake` for somebody who is none, and where none would be left who takes part."""
        if change.person not in await tx.roster.admins(also_suspended=True):
            raise Mistake(say("admin-none", person=change.person))
        left = [each for each in await tx.roster.admins() if each != change.person]
        if not left:
            raise Mistake(say("admin-last", person=change.person))
        return say("admin-remove-ask", person=change.person, left=Names(tuple(left)))

    async def remove(self, tx: Transaction, change: RemoveAdmin, by: str) -> Done:
        """They are put out of the coordination room, and heard there no more."""
        await tx.editing.remove_admin(change.person)
        if change.person not in await tx.roster.partners(also_suspended=True):
            await tx.suspensions.remove(change.person)
        self.taking_out.roster_changed()
        await self.taking_out.leave_coordination(tx, [change.person])
        return Done(say("admin-removed", person=change.person), f"remove {change.person}, asked for by {by}")
