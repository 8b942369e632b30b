"""The coordination room: what coordinators can ask. They see how alerts go, never what is in them."""

from __future__ import annotations

from bot.alerts import Alerts
from bot.clock import Clock
from bot.store.store import Transaction
from rooms.alert import Alert, Answer, State
from rooms.briefing import names_of
from rooms.commands import Place, Query, Verb, help_for, parse
from rooms.texts import Lines, Mistake, Names, Text, say


async def answer(tx: Transaction, alerts: Alerts, clock: Clock, person: str, text: str) -> Text | None:
    """The answer to what an admin wrote here; None for ordinary talk. Every command is journalled."""
    try:
        query = parse(text, Place.COORDINATION, person)
    except Mistake as mistake:
        return mistake.text
    if not isinstance(query, Query):
        return None
    await tx.acts.add(person, query.verb.value, clock.now())
    match query.verb:
        case Verb.ALERTS:
            return await _alerts(tx, alerts, clock)
        case Verb.ORGANISATIONS:
            return await _organisations(tx)
        case Verb.DEFENDERS:
            return await _defenders(tx)
        case Verb.STATUS:
            return await _status(tx, clock)
        case _:
            return help_for(Place.COORDINATION)


async def _alerts(tx: Transaction, alerts: Alerts, clock: Clock) -> Text:
    rows = await tx.journal.alerts(open_only=True)
    lines = [_line(await alerts.get(tx, row.id), clock) for row in rows]
    return say("alerts", lines=Lines(tuple(lines))) if lines else say("alerts-none")


def _line(alert: Alert, clock: Clock) -> Text:
    on_it = alert.having(Answer.ON_IT)
    age = clock.now() - alert.raised_at
    if not on_it:
        return say("alerts-line-nobody", code=alert.code, state=_state(alert), age=age)
    return say("alerts-line", code=alert.code, state=_state(alert), age=age, names=names_of(on_it))


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
    return say("organisations", lines=Lines(tuple(lines)))


async def _defenders(tx: Transaction) -> Text:
    lines = [
        say("defenders-line", alias=defender.alias, area=defender.area)
        for defender in await tx.roster.defenders()
    ]
    return say("defenders", lines=Lines(tuple(lines))) if lines else say("defenders-none")


async def _status(tx: Transaction, clock: Clock) -> Text:
    alerts = await tx.journal.alerts(open_only=True)
    overdue = await tx.timers.due(clock.now())
    return say(
        "coordination-status",
        alerts=len(alerts),
        unsent=await tx.outbox.pending_count(),
        overdue=len(overdue),
        organisations=len(await tx.roster.organisations()),
        defenders=len(await tx.roster.defenders()),
    )
