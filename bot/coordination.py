"""The coordination room: what coordinators ask and settle. They see how alerts go, never what is in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.alerts import Alerts
from bot.clock import Clock
from bot.store.store import Transaction
from bot.suspending import Suspending
from bot.trusting import Trusting
from bot.verify_command import VerifyCommand
from rooms.alert import Alert, Answer, State
from rooms.briefing import names_of
from rooms.commands import Place, Query, Verb, help_for, parse
from rooms.texts import Lines, Mistake, Names, Text, say


@dataclass(frozen=True)
class Coordination:
    """Answers the admins."""

    alerts: Alerts
    clock: Clock
    trusting: Trusting
    suspending: Suspending
    verify: VerifyCommand

    async def answer(self, tx: Transaction, person: str, text: str, named: Sequence[str] = ()) -> Text | None:
        """The answer to what an admin wrote here; None for ordinary talk. Every command is journalled.

        `named` are the people whom the message names otherwise than by their address in the text.
        """
        try:
            query = parse(text, Place.COORDINATION, person)
            if not isinstance(query, Query):
                return None
            said = await self._answer(tx, person, query, named)
        except Mistake as mistake:
            return mistake.text
        await tx.acts.add(person, query.verb.value, self.clock.now())
        return said

    async def _answer(self, tx: Transaction, person: str, query: Query, named: Sequence[str]) -> Text:
        match query.verb:
            case Verb.ALERTS:
                return await self._alerts(tx)
            case Verb.ORGANISATIONS:
                return await _organisations(tx)
            case Verb.DEFENDERS:
                return await _defenders(tx)
            case Verb.STATUS:
                return await self._status(tx)
            case Verb.PEOPLE:
                return await self.trusting.people(tx)
            case Verb.SUSPEND:
                return await self.suspending.suspend(tx, person, query.argument, named)
            case Verb.REINSTATE:
                return await self.suspending.reinstate(tx, person, query.argument, named)
            case Verb.VERIFY:
                return await self.verify.answer(tx, person, query.argument, named)
            case Verb.TRUST:
                return await self.trusting.trust(tx, query.argument, named)
            case _:
                return help_for(Place.COORDINATION)

    async def _alerts(self, tx: Transaction) -> Text:
        lines = [self._line(alert) for _, alert in await self.alerts.each(tx, open_only=True)]
        return say("alerts", lines=Lines(tuple(lines))) if lines else say("alerts-none")

    def _line(self, alert: Alert) -> Text:
        on_it = alert.having(Answer.ON_IT)
        age = self.clock.now() - alert.raised_at
        if not on_it:
            return say("alerts-line-nobody", code=alert.code, state=_state(alert), age=age)
        return say("alerts-line", code=alert.code, state=_state(alert), age=age, names=names_of(on_it))

    async def _status(self, tx: Transaction) -> Text:
        alerts = await tx.journal.alerts(open_only=True)
        overdue = await tx.timers.due(self.clock.now())
        return say(
            "coordination-status",
            alerts=len(alerts),
            unsent=await tx.outbox.pending_count(),
            overdue=len(overdue),
            organisations=len(await tx.roster.organisations()),
            defenders=len(await tx.roster.defenders()),
        )


def _state(alert: Alert) -> Text:
    match alert.state:
        case State.RAISED:
            return say("state-raised")
        case State.ACTIVE:
            return say("state-active")
        case State.RESOLVING:
            return say("state-resolving")
        case _:
            return say("state-resolved")


async def _organisations(tx: Transaction) -> Text:
    last_called = await tx.roster.last_called()
    lines = []
    for organisation in await tx.roster.organisations():
        name, people, areas = organisation.name, len(organisation.people), Names(organisation.areas)
        called_at = last_called.get(organisation.id)
        if called_at is None:
            lines.append(say("organisations-line-never", name=name, people=people, areas=areas))
        else:
            lines.append(say("organisations-line", name=name, people=people, areas=areas, at=called_at))
    if suspended := await _suspended(tx):
        lines.append(say("organisations-suspended", names=Names(suspended)))
    return say("organisations", lines=Lines(tuple(lines)))


async def _suspended(tx: Transaction) -> tuple[str, ...]:
    """Organisations by name, and people by address."""
    subjects = await tx.suspensions.subjects()
    every = await tx.roster.organisations(also_suspended=True)
    names = [each.name for each in every if each.id in subjects]
    return tuple(names + sorted(subjects.difference(each.id for each in every)))


async def _defenders(tx: Transaction) -> Text:
    lines = [
        say("defenders-line", alias=defender.alias, area=defender.area)
        for defender in await tx.roster.defenders()
    ]
    return say("defenders", lines=Lines(tuple(lines))) if lines else say("defenders-none")
