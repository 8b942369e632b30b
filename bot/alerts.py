"""The way of an input through the rules, inside one transaction: journal, timers and outbox together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.identifiers import Identifiers
from bot.store.faults import is_our_own
from bot.store.store import Transaction
from rooms import inputs as i
from rooms.actions import Action, RemovePeople, RestoreRoom, TellCoordinators, TellDefender
from rooms.alert import Alert
from rooms.events import ClockSetRight, Event, OrganisationCalled
from rooms.lifecycle import decide, evolve, fold, react, timers
from rooms.roster import Network

log = structlog.get_logger()


TO_SCRUB = "to_scrub"
"""The fact that says for whom the files are to be written anew, since something was erased; "" if not."""


class Alerts:
    """The alerts, each folded from its journal once and kept at hand.

    Every change goes through `apply`. When a transaction fails, call `forget`: what is at hand would
    then be ahead of the journal.
    """

    def __init__(self, clock: Clock, identifiers: Identifiers, languages: tuple[str, ...]) -> None:
        self._clock = clock
        self._identifiers = identifiers
        self._languages = languages
        self._known: dict[int, Alert] = {}
        self._network: Network | None = None

    def forget(self) -> None:
        """Read everything from the journal again when it is next needed."""
        self._known.clear()
        self._network = None

    def roster_changed(self) -> None:
        """Who can be called is read from the roster again, in this very transaction."""
        self._network = None

    async def exists(self, tx: Transaction, number: int) -> bool:
        """Whether this alert's record is still there; it is erased when its retention is over."""
        return number in self._known or bool(await tx.journal.events(number))

    async def get(self, tx: Transaction, alert: int) -> Alert:
        """The alert with this row number, as it stands. Raises ValueError if there is none."""
        if alert not in self._known:
            self._known[alert] = fold(await tx.journal.events(alert))
        return self._known[alert]

    async def each(self, tx: Transaction, *, open_only: bool) -> list[tuple[int, Alert]]:
        """The alerts that can be read, with their row numbers, oldest first.

        One whose journal this program cannot follow is logged and passed over: it keeps no other from
        being served.
        """
        found: list[tuple[int, Alert]] = []
        for row in await tx.journal.alerts(open_only=open_only):
            try:
                found.append((row.id, await self.get(tx, row.id)))
            except Exception as fault:
                if not is_our_own(fault):
                    raise
                log.exception("journal_unreadable", alert=row.id)
        return found

    async def raise_alert(self, tx: Transaction, given: i.Raise) -> int:
        """Begin a new alert; returns its row number."""
        number = await tx.journal.open_alert(given.code, given.defender.user, self._clock.now())
        await self._record(tx, number, None, given)
        return number

    async def apply(self, tx: Transaction, number: int, given: i.Input) -> Alert:
        """Let the rules decide about `given`, and write all that follows.

        Raises `rooms.texts.Mistake` for a command that cannot be followed; nothing is written then.
        """
        return await self._record(tx, number, await self.get(tx, number), given)

    async def _record(self, tx: Transaction, number: int, alert: Alert | None, given: i.Input) -> Alert:
        now = self._clock.now()
        network = await self._get_network(tx)
        events = decide(alert, given, now, network)
        actions: list[Action] = []
        for event in events:
            alert = evolve(alert, event)
            actions += react(alert, event)
        if alert is None:
            raise ValueError("An alert begins with an event.")
        if events:
            await tx.journal.append(number, events, now)
            await tx.journal.index(number, state=alert.state, room=alert.room)
            await tx.timers.replace(number, timers(alert))
            await self._note_calls(tx, events, network)
        elif isinstance(given, i.Due):
            # A row that the rules no longer know, from before they were changed, would stay due for ever.
            await tx.timers.replace(number, timers(alert))
        for action in actions:
            await self._queue(tx, number, alert, action, now)
        self._known[number] = alert
        return alert

    async def _queue(self, tx: Transaction, number: int, alert: Alert, action: Action, now: datetime) -> None:
        queue = f"alert:{number}"
        owner: int | None = number
        if isinstance(action, TellDefender):
            queue = f"person:{alert.defender}"
        elif isinstance(action, TellCoordinators):
            queue, owner = "coordination", None
        elif isinstance(action, RemovePeople | RestoreRoom):
            queue = guard_queue(number)
        await tx.outbox.add(queue, action, alert=owner, transaction_id=self._identifiers.mark(), now=now)

    async def _get_network(self, tx: Transaction) -> Network:
        if self._network is None:
            self._network = Network(
                organisations=tuple(await tx.roster.organisations()),
                last_called_at=await tx.roster.last_called(),
                languages=self._languages,
            )
        return replace(self._network, doubted=await tx.identities.doubted())

    async def _note_calls(self, tx: Transaction, events: Iterable[Event], network: Network) -> None:
        calls = {event.organisation: event.at for event in events if isinstance(event, OrganisationCalled)}
        for organisation, at in calls.items():
            await tx.roster.mark_called(organisation, at)
        if calls:
            last_called_at: Mapping[str, datetime] = {**network.last_called_at, **calls}
            self._network = replace(network, last_called_at=last_called_at)

    async def renew_timers(self, tx: Transaction) -> None:
        """Read all timers off the alerts again: the rules may be newer than the rows."""
        for number, alert in await self.each(tx, open_only=False):
            await tx.timers.replace(number, timers(alert))

    async def set_clock_right(self, tx: Transaction, now: datetime, span: timedelta) -> None:
        """What happened to them by a time that was ahead by `span` happened `span` earlier."""
        for number, alert in await self.each(tx, open_only=False):
            event = ClockSetRight(now, span)
            await tx.journal.append(number, [event], now)
            await tx.timers.replace(number, timers(evolve(alert, event)))
            self._known.pop(number)

    async def erase(self, tx: Transaction, number: int) -> None:
        """Erase the record of an alert for good, but for one anonymous count by month."""
        alert = await self.get(tx, number)
        await tx.counts.add(f"{alert.raised_at:%Y-%m}", "alerts")
        await tx.journal.erase(number)
        await tx.facts.set(TO_SCRUB, str(number))
        if alert.resolved_at is not None:
            await tx.chats.forget_held(alert.resolved_at, person=alert.defender)
        self._known.pop(number, None)


def guard_queue(what: int | str) -> str:
    """Where an alert's room, or the room of this ID, is secured; what is said there does not wait for it."""
    return f"guard:{what}"
