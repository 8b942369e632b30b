"""The way of an input through the rules, inside one transaction: journal, timers and outbox together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.drills import note_drill
from bot.identifiers import Identifiers
from bot.measuring import note_measure
from bot.store.faults import is_our_own
from bot.store.store import Transaction
from rooms import inputs as i
from rooms import words
from rooms.actions import Action, RemovePeople, RestoreRoom, TellCoordinators, TellDefender, TellPeople
from rooms.alert import Alert
from rooms.coordinator_events import DefenderTied, Ending, ExerciseEnded
from rooms.events import AlertRaised, AlertResolved, ClockSetRight, Event, OrganisationCalled
from rooms.lifecycle import decide, evolve, fold, react, timers
from rooms.roster import Network
from rooms.rota import FAIR_OVER, in_turn
from rooms.words import normalise

log = structlog.get_logger()


_KEPT = timedelta(days=365)
"""For how long calls are kept at all, for whoever asks how fair it was."""

_NEIGHBOURS = 3
"""Of so many other alerts of the same area one is told."""

_LOOKED_AT = 100
"""So many open alerts, the newest, are looked through for them."""

TO_SCRUB = "to_scrub"
"""The fact that says for whom the files are to be written anew, since something was erased; "" if not."""


class Alerts:
    """The alerts, each folded from its journal once and kept at hand.

    Every change goes through `apply`. When a transaction fails, call `forget`: what is at hand would
    then be ahead of the journal.
    """

    def __init__(
        self, clock: Clock, identifiers: Identifiers, languages: tuple[str, ...], nearby_within: timedelta
    ) -> None:
        self._clock = clock
        self._identifiers = identifiers
        self._languages = languages
        self._nearby_within = nearby_within
        self._known: dict[int, Alert] = {}
        self._network: Network | None = None

    def forget(self) -> None:
        """Read everything from the journal again when it is next needed."""
        self._known.clear()
        self._network = None

    def roster_changed(self) -> None:
        """Who can be called is read from the roster again, in this very transaction."""
        self._network = None

    async def network(self, tx: Transaction) -> Network:
        """Who there is, and how much each was called, as it stands."""
        return await self._get_network(tx)

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
        """Begin a new alert; returns its row number. A real one ends every exercise."""
        now = self._clock.now()
        number = await tx.journal.open_alert(given.code, given.defender.user, now, exercise=given.exercise)
        await self._record(tx, number, None, given)
        if not given.exercise:
            await self._end_exercises(tx)
        return number

    async def _end_exercises(self, tx: Transaction) -> None:
        for exercise in await tx.journal.open_exercises():
            try:
                await self.apply(tx, exercise, i.EndExercise(Ending.REAL))
            except Exception as fault:  # Whatever is wrong with an exercise, the alert is raised.
                if not is_our_own(fault):
                    raise
                log.exception("exercise_not_ended", alert=exercise)

    async def _show_neighbours(self, tx: Transaction, number: int, alert: Alert) -> None:
        """It and the newest others of its area, by their codes; the coordinators hear of it once."""
        if alert.exercise or not alert.area:
            return
        others = await self._neighbours(tx, number, alert)
        for each, other in others:
            try:
                await self.apply(tx, each, i.Nearby(alert.code, tell=False))
                await self.apply(tx, number, i.Nearby(other.code, tell=other is others[0][1]))
            except Exception as fault:  # Whatever is wrong with another alert, this one is raised.
                if not is_our_own(fault):
                    raise
                log.exception("neighbour_not_shown", alert=each)

    async def _neighbours(self, tx: Transaction, number: int, alert: Alert) -> list[tuple[int, Alert]]:
        """A flood of alerts must not become one of messages: so many are enough."""
        found: list[tuple[int, Alert]] = []
        for each, created_at in await tx.journal.newest(_LOOKED_AT):
            if len(found) == _NEIGHBOURS or alert.raised_at - created_at > self._nearby_within:
                break
            try:
                other = await self.get(tx, each)
            except Exception as fault:
                if not is_our_own(fault):
                    raise
                log.exception("journal_unreadable", alert=each)
                continue
            if each != number and words.fold(other.area) == words.fold(alert.area):
                found.append((each, other))
        return found

    async def called_in(self, tx: Transaction, alias: str) -> int | None:
        """The open alert that a coordinator has raised for whoever is called so, if it is tied to none."""
        for number, alert in await self.each(tx, open_only=True):
            if alert.on_behalf and not alert.defender and normalise(alert.alias) == normalise(alias):
                return number
        return None

    async def fresh_code(self, tx: Transaction) -> str:
        """A code that no alert has."""
        code = self._identifiers.code()
        while await tx.journal.code_taken(code):
            code = self._identifiers.code()
        return code

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
            if isinstance(given, i.Tie):
                await tx.journal.tie(number, alert.defender)
            await tx.timers.replace(number, timers(alert))
            if not alert.exercise:
                await self._note_calls(tx, events, network, now)
            if any(isinstance(event, AlertResolved | ExerciseEnded) for event in events):
                await (note_drill(tx, alert) if alert.exercise else note_measure(tx, number, alert))
        elif isinstance(given, i.Due):
            # A row that the rules no longer know, from before they were changed, would stay due for ever.
            await tx.timers.replace(number, timers(alert))
        for action in _each(actions):
            await self._queue(tx, number, alert, action, now)
        self._known[number] = alert
        if any(isinstance(event, AlertRaised | DefenderTied) for event in events):
            await self._show_neighbours(tx, number, alert)
        return self._known[number]

    async def _queue(self, tx: Transaction, number: int, alert: Alert, action: Action, now: datetime) -> None:
        queue = f"alert:{number}"
        owner: int | None = number
        if isinstance(action, TellDefender):
            queue = f"person:{alert.defender}"
        elif isinstance(action, TellPeople):
            queue = f"person:{action.people[0]}"
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
        return replace(
            self._network,
            calls=await tx.calls.counts(self._clock.now() - FAIR_OVER),
            doubted=await tx.identities.doubted(),
        )

    async def _note_calls(
        self, tx: Transaction, events: Iterable[Event], network: Network, now: datetime
    ) -> None:
        called = (event.organisation for event in events if isinstance(event, OrganisationCalled))
        calls = in_turn(called, now)
        for organisation, at in calls.items():
            await tx.roster.mark_called(organisation, at)
            await tx.calls.add(organisation, at)
        if calls:
            await tx.calls.prune(self._clock.now() - _KEPT)
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
        if not alert.exercise:
            await tx.counts.add(f"{alert.raised_at:%Y-%m}", "alerts")
        await tx.journal.erase(number)
        await tx.facts.set(TO_SCRUB, str(number))
        if alert.resolved_at is not None:
            await tx.chats.forget_held(alert.resolved_at, person=alert.defender)
        self._known.pop(number, None)


def _each(actions: Iterable[Action]) -> Iterator[Action]:
    """The same, with a row for each person who is told something: none waits for another one's server."""
    for action in actions:
        if isinstance(action, TellPeople):
            yield from (replace(action, people=(person,)) for person in action.people)
        else:
            yield action


def guard_queue(what: int | str) -> str:
    """Where an alert's room, or the room of this ID, is secured; what is said there does not wait for it."""
    return f"guard:{what}"
