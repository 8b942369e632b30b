"""`!stats 90 days`: how well alerts were answered, in numbers in which nobody can be found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_skeleton

from bot.charts import NumberChart, NumberRow
from bot.clock import Clock
from bot.coordinating.orders import Order
from bot.counting import LEAST, Numbers, Row, count
from bot.filing import files_queue
from bot.jobs import DrawPicture
from bot.store.store import Transaction
from bot.telling import Telling
from bot.wording import length_of_time, locale_of
from rooms.texts import Lines, Mistake, Text, say
from rooms.words import parse_duration

_USUALLY = timedelta(days=90)
_AT_LEAST, _AT_MOST = timedelta(days=1), timedelta(days=1100)
_HIDDEN = "–"


@dataclass(frozen=True)
class Stats:
    """Counts the alerts that are over, by area and month; exercises are not among them."""

    clock: Clock
    telling: Telling
    language: str

    async def answer(self, tx: Transaction, order: Order) -> Text:
        """The numbers in words; pictures of them follow."""
        length = parse_duration(order.argument) if order.argument else _USUALLY
        if length is None or not _AT_LEAST <= length <= _AT_MOST:
            raise Mistake(say("stats-length", written=order.argument, most=_AT_MOST))
        first = (self.clock.now() - length).strftime("%Y-%m")
        numbers = count(await tx.measures.since(first))
        if numbers is None:
            return say("stats-too-few", month=self._month(first), least=str(LEAST))
        await self._draw(tx, numbers, first)
        return say("stats", month=self._month(first), lines=self._lines(numbers), least=str(LEAST))

    def _lines(self, numbers: Numbers) -> Lines:
        lines = [_line(say("stats-total"), numbers.total)]
        if numbers.areas:
            lines.append(say("stats-by-area"))
            lines += (_line(row.name or say("stats-other-areas"), row) for row in numbers.areas)
        if numbers.months:
            lines.append(say("stats-by-month"))
            lines += (_line(self._named_month(row), row) for row in numbers.months)
        return Lines(tuple(lines))

    async def _draw(self, tx: Transaction, numbers: Numbers, first: str) -> None:
        """How many there were, and how long it took until enough were on it."""
        chat = await tx.chats.coordination()
        if chat is None or not (numbers.areas or numbers.months):
            return
        rows = [(row.name or "…", row) for row in numbers.areas]
        rows += [(self._month(row.name) if row.name else "…", row) for row in numbers.months]
        month = self._month(first)
        many = tuple(NumberRow(name, float(row.alerts), str(row.alerts)) for name, row in rows)
        until_enough = tuple(self._time_row(name, row) for name, row in rows)
        for chart, file in (
            (NumberChart(say("stats-chart-alerts", month=month), many), "alerts.png"),
            (NumberChart(say("stats-chart-enough", month=month), until_enough), "enough.png"),
        ):
            if any(row.value for row in chart.rows):  # Five zeros are no picture.
                await self.telling.add(tx, files_queue(chat.room), DrawPicture(chat.room, chart, file))

    def _time_row(self, name: str, row: Row) -> NumberRow:
        middle, _ = row.times["quorum_after"]
        if middle is None:
            return NumberRow(name, 0.0, _HIDDEN)
        # Two units would not fit beside the longest bar.
        whole = max(round(middle / 60) * 60, 60) if middle >= 60 else round(middle)
        shown = length_of_time(timedelta(seconds=whole), locale_of(self.language))
        return NumberRow(name, float(middle), shown)

    def _named_month(self, row: Row) -> Text | str:
        return self._month(row.name) if row.name else say("stats-other-months")

    def _month(self, month: str) -> str:
        year, number = map(int, month.split("-"))
        return format_skeleton("yMMMM", date(year, number, 1), locale=locale_of(self.language))


def _line(name: Text | str, row: Row) -> Text:
    return say(
        "stats-row",
        name=name,
        number=str(row.alerts),
        first=_time(row, "first_after", first=True),
        enough=_time(row, "quorum_after"),
        fourth=_time(row, "fourth_after"),
        missed=_shown(row.counts["missed"]),
        passes=_shown(row.counts["passes"]),
    )


def _time(row: Row, which: str, *, first: bool = False) -> Text | str:
    """How long it took as a rule, and at worst; what is not shown is no time at all."""
    middle, worst = row.times[which]
    if middle is None:
        return _HIDDEN
    usual = timedelta(seconds=round(middle))
    if worst is None:
        return say("stats-time-usual", usual=usual)
    return say("stats-first" if first else "stats-time", usual=usual, worst=timedelta(seconds=round(worst)))


def _shown(number: int | None) -> str:
    return _HIDDEN if number is None else str(number)
