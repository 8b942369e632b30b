"""`!merge`: two alerts that belong together are worked on by the partners of both (`rooms.merging`)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.alerts import Alerts
from bot.clock import Clock
from bot.coordinating.changes import MergeAlerts
from bot.coordinating.orders import Ask, Done, Order
from bot.coordinating.overview import Overview
from bot.store.store import Transaction
from rooms import inputs as i
from rooms.alert import Alert
from rooms.merging import newcomers
from rooms.texts import Lines, Mistake, Names, Text, say

_BETWEEN = re.compile(r"(?:[\s,;:+&.]|\b(?:and|with|et|avec|na)\b)+", re.IGNORECASE)


@dataclass(frozen=True)
class Merging:
    """Asks first: whom it brings into a room cannot be undone, since they have read the brief."""

    overview: Overview
    alerts: Alerts
    clock: Clock

    async def merge(self, tx: Transaction, order: Order) -> Ask:
        """`!merge CODE CODE`."""
        codes = [each for each in _BETWEEN.split(order.argument) if each]
        if len(codes) != 2:
            raise order.incomplete()
        (_, one), (_, other) = [await self.overview.found(tx, code) for code in codes]
        return Ask(MergeAlerts(one.code, other.code), f"{one.code} {other.code}")

    async def told(self, tx: Transaction, change: MergeAlerts) -> Text:
        """Who is called where. Raises `Mistake` for two that cannot be put together."""
        (_, one), (_, other) = await self._both(tx, change)
        lines = (await self._line(tx, one, other), await self._line(tx, other, one))
        return say("merge-ask", code=one.code, other=other.code, lines=Lines(lines))

    async def do(self, tx: Transaction, change: MergeAlerts, by: str) -> Done:
        """Both rooms hear of it; in each only its own defender is heard, as before."""
        (number, one), (number_of_other, other) = await self._both(tx, change)
        lines = (await self._line(tx, one, other), await self._line(tx, other, one))
        await self.alerts.apply(tx, number, i.Merge(other.code, _partners(other)))
        await self.alerts.apply(tx, number_of_other, i.Merge(one.code, _partners(one)))
        done = say("merge-done", code=one.code, other=other.code, lines=Lines(lines))
        return Done(done, f"{one.code} {other.code}")

    async def _both(self, tx: Transaction, change: MergeAlerts) -> list[tuple[int, Alert]]:
        both = [await self.overview.found(tx, code) for code in (change.code, change.other)]
        if change.code == change.other:
            raise Mistake(say("merge-itself"))
        for _, alert in both:
            if alert.exercise:
                raise Mistake(say("merge-exercise", code=alert.code))
            if not alert.is_open:
                raise Mistake(say("merge-closed", code=alert.code))
        if change.other in both[0][1].merged:
            raise Mistake(say("merge-already", code=change.code, other=change.other))
        return both

    async def _line(self, tx: Transaction, alert: Alert, other: Alert) -> Text:
        network = await self.alerts.network(tx)
        chosen = newcomers(alert, _partners(other), self.clock.now(), network)
        if not chosen:
            return say("merge-nobody", code=alert.code)
        names = Names(tuple(each.organisation.name for each in chosen))
        return say("merge-calls", code=alert.code, names=names)


def _partners(alert: Alert) -> tuple[str, ...]:
    """Who is on it, or may still say so."""
    return tuple(called.id for called in alert.organisations if called.counts)
