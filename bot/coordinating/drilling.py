"""`!drill [AREA]`: an exercise. Every message of it says so, and it never stands in the way of an alert."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from bot.coordinating.orders import Done, Order
from bot.coordinating.overview import Overview
from bot.desk import Desk
from bot.store.store import Transaction
from rooms import words
from rooms.coordinator_events import Ending
from rooms.inputs import EndExercise, Raise
from rooms.roster import Defender
from rooms.texts import Mistake, Names, say
from rooms.timers import EXERCISE_LASTS

_STOP = frozenset({"stop", "end", "over", "arreter", "fin", "finir", "simamisha", "acha", "maliza"})
_ALIASES = ("Acacia", "Bamboo", "Cypress", "Eucalyptus", "Mango", "Papyrus", "Sycamore", "Tamarind")
"""Invented people; one that somebody is called by is not taken."""
_KEPT = timedelta(days=1)
"""The report is what remains of an exercise."""


@dataclass(frozen=True)
class Drilling:
    """Begins and ends exercises."""

    desk: Desk
    overview: Overview

    async def answer(self, tx: Transaction, order: Order) -> Done:
        """An exercise begins, or the one that runs is over."""
        running = await tx.journal.open_exercises()
        if words.fold(order.argument.strip(" .!")) in _STOP:
            return await self._stop(tx, running)
        if running:
            raise Mistake(say("drill-running", code=(await self.desk.alerts.get(tx, running[0])).code))
        real = [row.code for row in await tx.journal.alerts(open_only=True)]
        if real:
            raise Mistake(say("drill-alerts-open", names=Names(tuple(real))))
        if not await tx.roster.organisations():
            raise Mistake(say("drill-nobody"))
        area = await self.overview.area(tx, order.argument, ()) if order.argument else ""
        taken = {words.fold(each.alias) for each in await tx.roster.defenders()}
        alias = next((each for each in _ALIASES if words.fold(each) not in taken), "X")
        code = await self.desk.alerts.fresh_code(tx)
        await self.desk.alerts.raise_alert(
            tx,
            Raise(
                defender=Defender("", alias, area),
                code=code,
                mark=self.desk.identifiers.mark(),
                words="",
                policy=replace(self.desk.policy, retention=_KEPT),
                exercise=True,
            ),
        )
        return Done(say("drill-begun", code=code, span=EXERCISE_LASTS), code)

    async def _stop(self, tx: Transaction, running: list[int]) -> Done:
        if not running:
            raise Mistake(say("drill-none"))
        codes = []
        for number in running:
            codes.append((await self.desk.alerts.apply(tx, number, EndExercise(Ending.STOPPED))).code)
        return Done(say("drill-stopped", names=Names(tuple(codes))), " ".join(codes))
