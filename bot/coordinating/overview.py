"""`!alerts` and `!alert CODE`: how alerts go, in states, answers and times; never what is in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.alerts import Alerts
from bot.clock import Clock
from bot.coordinating.orders import Done, Order
from bot.store.store import Transaction
from rooms import matching, words
from rooms.alert import Alert, Answer, Called, State
from rooms.briefing import names_of
from rooms.course import Course, course
from rooms.explaining import why
from rooms.matching import nearest
from rooms.texts import Lines, Mistake, Names, Text, say

_OPEN = frozenset({"open", "ouverte", "ouvertes", "wazi"})
_ALL = frozenset({"all", "toutes", "tous", "tout", "zote"})


@dataclass(frozen=True)
class Overview:
    """Answers without changing anything. Exercises are no alerts, and are not shown."""

    alerts: Alerts
    clock: Clock

    async def list(self, tx: Transaction, order: Order) -> Text:
        """`!alerts [open|all] [area]`: code, state, age, and who is on it; a code alone shows that alert."""
        first, _, rest = order.argument.partition(" ")
        every = words.normalise(first) in _ALL
        area = rest if every or words.normalise(first) in _OPEN else order.argument
        area = area.strip(" .:,")
        shown = [each for _, each in await self.alerts.each(tx, open_only=not every) if not each.exercise]
        if area and not rest and (one := await self._found(tx, area)) is not None:
            return await self._show(tx, *one)
        if area:
            area = await self.area(tx, area, shown)
            shown = [each for each in shown if matching.same(each.area, area)]
        if not shown and area:
            return say("alerts-none-in-area", area=area)
        if not shown:
            return say("alerts-none-at-all") if every else say("alerts-none")
        lines = Lines(tuple(self._line(alert) for alert in shown))
        return say("alerts-all", lines=lines) if every else say("alerts", lines=lines)

    async def area(self, tx: Transaction, wanted: str, shown: Iterable[Alert]) -> str:
        """The area as it is written elsewhere. Raises `Mistake` with the nearest, if there is none such."""
        areas = {area for each in await tx.roster.organisations(also_suspended=True) for area in each.areas}
        areas |= {each.area for each in await tx.roster.defenders()} | {each.area for each in shown}
        known = [(area, area) for area in sorted(areas) if area]
        if (found := matching.called(wanted, known)) is not None:
            return found
        close = matching.closest(wanted, known)
        if close is None:
            raise Mistake(say("alerts-area-unknown", area=wanted, names=Names(tuple(dict(known)))))
        raise Mistake(say("alerts-area-nearest", area=wanted, nearest=close))

    def _line(self, alert: Alert) -> Text:
        on_it = alert.on_it
        if alert.resolved_at is not None:
            return say("alerts-line-closed", code=alert.code, at=alert.resolved_at)
        age = self.clock.now() - alert.raised_at
        if not on_it:
            return say("alerts-line-nobody", code=alert.code, state=_state(alert), age=age)
        return say("alerts-line", code=alert.code, state=_state(alert), age=age, names=names_of(on_it))

    async def why(self, tx: Transaction, order: Order) -> Done:
        """`!why CODE`: why each organisation was called."""
        if not order.argument:
            raise order.incomplete()
        _, alert = await self.found(tx, order.argument.split()[0].strip(".:,"))
        return Done(_marked(alert, why(alert)), alert.code)

    async def one(self, tx: Transaction, order: Order) -> Done:
        """`!alert CODE`: who has answered what, and when."""
        if not order.argument:
            raise order.incomplete()
        number, alert = await self.found(tx, order.argument.split()[0].strip(".:,"))
        return Done(await self._show(tx, number, alert), alert.code)

    async def found(self, tx: Transaction, code: str) -> tuple[int, Alert]:
        """The alert with this code, and its number. Raises `Mistake` with the nearest code."""
        found = await self._found(tx, code)
        if found is not None:
            return found
        codes = {each.code.casefold(): each.code for each in await tx.journal.alerts(open_only=False)}
        close = nearest(code.casefold(), codes)
        if close is None:
            raise Mistake(say("alert-unknown", code=code))
        raise Mistake(say("alert-nearest", code=code, nearest=codes[close]))

    async def _found(self, tx: Transaction, code: str) -> tuple[int, Alert] | None:
        for number, alert in await self.alerts.each(tx, open_only=False):
            if alert.code.casefold() == code.casefold():
                return number, alert
        return None

    async def _show(self, tx: Transaction, number: int, alert: Alert) -> Text:
        how = course(await tx.journal.events(number))
        return _marked(alert, say("one-alert", code=alert.code, lines=Lines(tuple(_lines(alert, how)))))


def _marked(alert: Alert, text: Text) -> Text:
    """What is shown of an exercise says that it is one."""
    return say("exercise", text=text) if alert.exercise else text


def _lines(alert: Alert, how: Course) -> Iterator[Text]:
    yield say("one-alert-state", state=_state(alert), at=alert.raised_at)
    if alert.resolved_at is not None:
        yield say("status-resolved", at=alert.resolved_at)
    if how.quorum_at is not None:
        yield say("one-alert-enough", span=how.quorum_at - alert.raised_at)
    elif alert.is_open:
        yield say("one-alert-not-enough")
    for called in alert.organisations:
        yield _answer(alert, called)
    yield say("one-alert-level", level=alert.level)
    yield say("one-alert-check-ins", asked=how.asked, missed=how.missed)
    if alert.merged:
        yield say("one-alert-merged", names=Names(alert.merged))
    if alert.nearby:
        yield say("one-alert-nearby", names=Names(alert.nearby))
    yield say("one-alert-pings", count=alert.pings)


def _answer(alert: Alert, called: Called) -> Text:
    """What this organisation has said, and how long after the alert; why it cannot come is not told."""
    name = called.name
    span = (called.answered_at or alert.raised_at) - alert.raised_at
    match called.answer:
        case Answer.ON_IT if called.is_lapsed:
            return say("one-alert-lapsed", name=name)
        case Answer.ON_IT:
            return say("one-alert-on-it", name=name, span=span)
        case Answer.PASSED:
            return say("one-alert-passed", name=name, span=span)
        case Answer.RELEASED:
            return say("one-alert-released", name=name)
        case Answer.UNREACHABLE:
            return say("one-alert-unreachable", name=name)
        case Answer.WAITING:
            return say("one-alert-waiting", name=name, at=called.called_at)


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
