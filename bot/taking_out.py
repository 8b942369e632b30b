"""Who takes part no longer is taken out of everything at once, and who does again is asked back (G3)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.alerts import Alerts
from bot.identities import Identities
from bot.jobs import InviteCoordinator, LeaveChat, PutOut, chat_queue
from bot.store.store import Transaction
from bot.telling import Telling
from rooms import inputs as i


@dataclass(frozen=True)
class TakingOut:
    """What follows for rooms and keys when the roster, or who is suspended, has changed in a transaction."""

    alerts: Alerts
    identities: Identities
    telling: Telling

    def roster_changed(self) -> None:
        """Whoever keeps the roster at hand reads it again."""
        self.alerts.roster_changed()
        self.identities.roster_changed()

    async def went_off(
        self, tx: Transaction, people: Collection[str], suspended: Collection[str], by: str
    ) -> int:
        """They are nobody's people and fallback any more, unless of another organisation: out of everything.

        Returns how many rooms of alerts they leave. Who was among the `suspended`, and has another part yet,
        stays so: nobody is reinstated by being taken off.
        """
        self.roster_changed()
        partners = await tx.roster.partners(also_suspended=True)
        admins = await tx.roster.admins(also_suspended=True)
        for person in people:
            if person not in partners and person not in admins:
                await tx.suspensions.remove(person)
            elif person in suspended:
                await tx.suspensions.add(person, by=by, at=self.telling.clock.now())
        gone = [person for person in people if person not in partners]
        for person in gone:
            await self._leave_chats(tx, person)
        return await self.leave_alerts(tx, gone)

    async def _leave_chats(self, tx: Transaction, person: str) -> None:
        """Whoever is nobody to Vigil any more is not left with a chat in which nobody hears them."""
        if not await tx.roster.knows(person):
            for chat in await tx.chats.directs_of(person):
                await self.telling.add(tx, chat_queue(chat.room), LeaveChat(chat.room))

    async def leave_alerts(self, tx: Transaction, people: Collection[str]) -> int:
        """They leave the rooms of all alerts; returns how many those are.

        Every alert hears of it that is not erased: what is said last in a room is not for them either.
        """
        rooms = 0
        for number, alert in await self.alerts.each(tx, open_only=False):
            gone = tuple(user for user in alert.partners if user in people)
            if gone:
                await self.alerts.apply(tx, number, i.Suspended(gone))
                rooms += alert.room is not None
        return rooms

    async def return_to_alerts(self, tx: Transaction, people: Collection[str]) -> None:
        """Every open alert from which they were taken out wants them again, if they are not suspended."""
        back = set(people) - await tx.suspensions.people()
        for number, alert in await self.alerts.each(tx, open_only=True):
            wanted = tuple(sorted(back & alert.suspended))
            if wanted:
                await self.alerts.apply(tx, number, i.Reinstated(wanted))

    async def leave_coordination(self, tx: Transaction, people: Collection[str]) -> None:
        """They are put out of the coordination room."""
        chat = await tx.chats.coordination()
        if chat is not None:
            for person in sorted(people):
                await self.telling.add(tx, f"coordinator:{person}", PutOut(chat.room, (person,)))

    async def return_to_coordination(self, tx: Transaction, people: Collection[str]) -> None:
        """They are asked into the coordination room."""
        chat = await tx.chats.coordination()
        if chat is not None:
            for person in sorted(people):
                await self.telling.add(tx, f"coordinator:{person}", InviteCoordinator(chat.room, person))
