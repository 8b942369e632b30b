"""`!defender`: coordinators invite defenders, and change, suspend and remove them, by alias alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.clock import Clock
from bot.coordinating import fields
from bot.coordinating.changes import RemoveDefender, ResumeDefender
from bot.coordinating.orders import Ask, Done, Order
from bot.coordinating.organisations import organisation_called
from bot.coordinating.subwords import Sub, Subs
from bot.enrolling import GOOD_FOR, Enrolling
from bot.jobs import LeaveChat, Reply
from bot.store.store import Transaction
from bot.store.suspensions import suspended_as
from bot.taking_out import TakingOut
from rooms import matching, naming
from rooms.naming import Known
from rooms.roster import Defender
from rooms.texts import Mistake, Text, say


@dataclass(frozen=True)
class Defenders:
    """Changes whom Vigil watches over."""

    enrolling: Enrolling
    taking_out: TakingOut
    clock: Clock

    def commands(self) -> Subs:
        """What there is behind `!defender`."""
        return Subs(
            (
                Sub(
                    ("invite", "inviter", "alika"),
                    "!defender invite",
                    "!defender invite",
                    self._invite,
                    alone=True,
                ),
                Sub(
                    ("edit", "modifier", "badili"),
                    "!defender edit ALIAS; FIELD: …",
                    "!defender edit Baobab; area: goma; exclude: The Clinic",
                    self._edit,
                ),
                Sub(
                    ("suspend", "suspendre", "simamisha"),
                    "!defender suspend ALIAS",
                    "!defender suspend Baobab",
                    self._suspend,
                ),
                Sub(
                    ("resume", "reprendre", "rudisha"),
                    "!defender resume ALIAS",
                    "!defender resume Baobab",
                    self._resume,
                ),
                Sub(
                    ("remove", "supprimer", "ondoa"),
                    "!defender remove ALIAS",
                    "!defender remove Baobab",
                    self._remove,
                ),
            )
        )

    async def _invite(self, tx: Transaction, order: Order) -> Done:
        """The journal has that a code was made, and not the code."""
        code = await self.enrolling.invite(tx, order.person)
        return Done(say("defender-invitation", code=code, until=self.clock.now() + GOOD_FOR), "")

    async def _edit(self, tx: Transaction, order: Order) -> Done:
        defender, rest = await self._named(tx, order)
        given = fields.read(rest, fields.OF_DEFENDERS)
        if not given:
            raise order.incomplete()
        if "alias" in given:
            others = tuple(each.alias for each in await tx.roster.defenders() if each.user != defender.user)
            # Whether it is like the account is not said here: coordinators are not to find out whose it is.
            naming.alias(given["alias"], Known(tuple(await tx.roster.organisations()), others, ""))
        if "exclude" in given:
            given["exclude"] = await _ids(tx, given["exclude"])
        before = fields.written({name: getattr(defender, name) for name in given})
        after_that = fields.written(given)
        await tx.editing.change_defender(defender.user, **given)
        self.taking_out.roster_changed()
        text = say("defender-edited", alias=defender.alias, before=before, after=after_that)
        return Done(text, f"{defender.alias}: {after_that} (before: {before})")

    async def _suspend(self, tx: Transaction, order: Order) -> Done:
        """Nothing that comes from their account raises an alert any more; coordinators hear of each word."""
        defender = await self._only_named(tx, order)
        await self._refuse_open(tx, defender)
        if not await tx.suspensions.add(suspended_as(defender.user), by=order.person, at=self.clock.now()):
            raise Mistake(say("defender-suspended-already", alias=defender.alias))
        return Done(say("defender-suspended", alias=defender.alias), defender.alias)

    async def _resume(self, tx: Transaction, order: Order) -> Ask:
        defender = await self._only_named(tx, order)
        return Ask(ResumeDefender(defender.user), defender.alias)

    async def told_of_resuming(self, tx: Transaction, change: ResumeDefender) -> Text:
        """Raises `Mistake` if they are gone, or suspended no longer."""
        defender = await tx.roster.defender(change.defender)
        if defender is None:
            raise Mistake(say("change-overtaken"))
        if suspended_as(defender.user) not in await tx.suspensions.subjects():
            raise Mistake(say("defender-not-suspended", alias=defender.alias))
        return say("defender-resume-ask", alias=defender.alias)

    async def resume(self, tx: Transaction, change: ResumeDefender, _: str) -> Done:
        """What comes from their account counts again."""
        defender = await tx.roster.defender(change.defender)
        if defender is None or not await tx.suspensions.remove(suspended_as(defender.user)):
            raise Mistake(say("change-overtaken"))
        return Done(say("defender-resumed", alias=defender.alias), defender.alias)

    # Removing

    async def _remove(self, tx: Transaction, order: Order) -> Ask:
        defender = await self._only_named(tx, order)
        return Ask(RemoveDefender(defender.user), defender.alias)

    async def told(self, tx: Transaction, change: RemoveDefender) -> Text:
        """Raises `Mistake` if they are gone, or an alert of theirs is open: nobody is left alone in one."""
        defender = await tx.roster.defender(change.defender)
        if defender is None:
            raise Mistake(say("change-overtaken"))
        await self._refuse_open(tx, defender)
        return say("defender-remove-ask", alias=defender.alias, area=defender.area)

    async def do(self, tx: Transaction, change: RemoveDefender, _: str) -> Done:
        """They are told so, in each chat with Vigil, which it then leaves: nobody is to rely on silence."""
        defender = await tx.roster.defender(change.defender)
        if defender is None:
            raise Mistake(say("change-overtaken"))
        await tx.editing.remove_defender(defender.user)
        await tx.suspensions.remove(suspended_as(defender.user))
        self.taking_out.roster_changed()
        queue, telling = f"person:{defender.user}", self.taking_out.telling
        for chat in await tx.chats.directs_of(defender.user):
            await telling.add(tx, queue, Reply(chat.room, say("defender-farewell"), any_device=True))
            await telling.add(tx, queue, LeaveChat(chat.room))
        return Done(say("defender-removed", alias=defender.alias), f"remove {defender.alias}")

    async def _refuse_open(self, tx: Transaction, defender: Defender) -> None:
        number = await tx.journal.open_alert_of(defender.user)
        if number is not None:
            code = (await self.taking_out.alerts.get(tx, number)).code
            raise Mistake(say("defender-needs-alert", alias=defender.alias, code=code))

    async def _named(self, tx: Transaction, order: Order) -> tuple[Defender, str]:
        """The defender with whose alias the argument begins, and what comes after it."""
        every = await tx.roster.defenders()
        name, parted, rest = order.argument.partition(";")
        by_alias = [(each.alias, each) for each in every]
        found = matching.begun(name, by_alias)
        if found is not None:
            return found[0], f"{found[1]}{parted}{rest}"
        close = matching.closest(name, by_alias)
        if close is None:
            raise Mistake(say("defender-unknown", alias=name.strip()))
        raise Mistake(say("defender-nearest", alias=name.strip(), nearest=close.alias))

    async def _only_named(self, tx: Transaction, order: Order) -> Defender:
        """The same where nothing may follow: an alias that goes on is another alias."""
        defender, rest = await self._named(tx, order)
        if rest.strip(" ;.!"):
            alias = order.argument.strip()
            raise Mistake(say("defender-nearest", alias=alias, nearest=defender.alias))
        return defender


async def _ids(tx: Transaction, written: Sequence[str]) -> tuple[str, ...]:
    """The IDs of organisations that are named, by name or ID."""
    every = await tx.roster.organisations(also_suspended=True)
    return tuple(dict.fromkeys(organisation_called(name, every).id for name in written))
