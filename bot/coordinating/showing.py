"""What coordinators look up: how things stand in numbers, and who is there."""

from __future__ import annotations

from dataclasses import dataclass

from bot.alerts import Alerts
from bot.clock import Clock
from bot.coordinating.orders import Order
from bot.store.store import Transaction
from bot.store.suspensions import suspended_as
from rooms.texts import Lines, Names, Text, say


@dataclass(frozen=True)
class Showing:
    """Answers without changing anything."""

    alerts: Alerts
    clock: Clock

    async def status(self, tx: Transaction, _: Order) -> Text:
        """`!status`: in numbers."""
        alerts = [each for each in await tx.journal.alerts(open_only=True) if not each.exercise]
        overdue = await tx.timers.due(self.clock.now())
        return say(
            "coordination-status",
            alerts=len(alerts),
            unsent=await tx.outbox.pending_count(),
            overdue=len(overdue),
            organisations=len(await tx.roster.organisations()),
            defenders=len(await tx.roster.defenders()),
        )

    async def organisations(self, tx: Transaction, _: Order) -> Text:
        """`!organisations`: each with its areas and its last call, and who is suspended."""
        last_called = await tx.roster.last_called()
        lines = []
        for organisation in await tx.roster.organisations():
            name, people, areas = organisation.name, len(organisation.people), Names(organisation.areas)
            called_at = last_called.get(organisation.id)
            if called_at is None:
                lines.append(say("organisations-line-never", name=name, people=people, areas=areas))
            else:
                lines.append(say("organisations-line", name=name, people=people, areas=areas, at=called_at))
        every = await tx.roster.organisations(also_suspended=True)
        if paused := tuple(each.name for each in every if each.paused):
            lines.append(say("organisations-paused", names=Names(paused)))
        if suspended := await _suspended(tx):
            lines.append(say("organisations-suspended", names=Names(suspended)))
        return say("organisations", lines=Lines(tuple(lines)))

    async def defenders(self, tx: Transaction, _: Order) -> Text:
        """`!defenders`: by alias."""
        lines = [
            say("defenders-line", alias=defender.alias, area=defender.area)
            for defender in await tx.roster.defenders()
        ]
        return say("defenders", lines=Lines(tuple(lines))) if lines else say("defenders-none")


async def _suspended(tx: Transaction) -> tuple[str, ...]:
    """Organisations by name, defenders by alias, and people by address."""
    subjects = await tx.suspensions.subjects()
    named = {each.id: each.name for each in await tx.roster.organisations(also_suspended=True)}
    named |= {suspended_as(each.user): each.alias for each in await tx.roster.defenders()}
    names = [name for subject, name in named.items() if subject in subjects]
    return tuple(names + sorted(subjects - named.keys()))
