"""`!rota`: who is on duty, who is not, and how often each is called; and the calendar, in and out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.alerts import Alerts
from bot.charts import NumberChart, NumberRow
from bot.clock import Clock
from bot.coordinating.orders import Order
from bot.filing import files_queue, show_coordinators
from bot.jobs import ReadCalendar, WriteCalendar
from bot.rotating.calendars import AHEAD
from bot.rotating.finding import organisation_named
from bot.rotating.times import Times
from bot.rotating.weeks import gap_lines, network_lines, week_chart, whole_days
from bot.store.store import Transaction
from bot.telling import Telling
from rooms.addresses import short_name
from rooms.alert import Message
from rooms.duty import Duties, zone_of
from rooms.duty_words import parse_period, print_shift
from rooms.roster import Network, Organisation
from rooms.rota import FAIR_OVER
from rooms.texts import Lines, Mistake, Names, Text, say
from rooms.week import shares
from rooms.words import fold

_WORDS = {
    **dict.fromkeys(("gaps", "gap", "trous", "trou", "mapengo", "pengo"), "gaps"),
    **dict.fromkeys(("fairness", "fair", "equite", "usawa"), "fairness"),
    **dict.fromkeys(("import", "importer", "ingiza", "leta"), "import"),
    **dict.fromkeys(("export", "exporter", "toa", "hamisha"), "export"),
}
"""What may follow `!rota`, but for the name of an organisation."""

_GAPS_OVER = timedelta(weeks=4)
_GAPS_AT_MOST = timedelta(weeks=12)
_FAIRNESS_AT_MOST = timedelta(days=365)


@dataclass(frozen=True)
class Rota:
    """Shows the rota in words, and as pictures that follow them."""

    alerts: Alerts
    clock: Clock
    telling: Telling
    times: Times

    async def answer(self, tx: Transaction, order: Order) -> Text:
        """`!rota`, with or without more."""
        word, _, rest = order.argument.partition(" ")
        what, rest = _WORDS.get(fold(word)), rest.strip()
        network = await self.alerts.network(tx)
        match what:
            case "gaps":
                return self._gaps(network, rest)
            case "fairness":
                return await self._fairness(tx, network, rest)
            case "import":
                return await self._import(tx, network, rest, order)
            case "export":
                return await self._export(tx, network, rest)
        if order.argument:
            return await self._one(tx, organisation_named(network.organisations, order.argument))
        return await self._week(tx, network)

    async def _week(self, tx: Transaction, network: Network) -> Text:
        """The seven days from today on, of all; a picture of them follows."""
        now = self.clock.now()
        since, until = whole_days(now, self.times)
        await show_coordinators(
            tx, self.telling, week_chart(network, now, since, until, self.times), "rota.png"
        )
        return say(
            "rota",
            first=self.times.day(since),
            last=self.times.day(until - timedelta(seconds=1)),
            where=self.times.zone.key,
            lines=Lines(network_lines(network, since, until, self.times)),
        )

    async def _one(self, tx: Transaction, one: Organisation) -> Text:
        """One organisation in its own time zone: its days, and what they are made of."""
        now, times = self.clock.now(), Times(self.times.language, zone_of(one))
        since, until = whole_days(now, times)
        alone = Network((one,))
        await show_coordinators(
            tx, self.telling, week_chart(alone, now, since, until, times), f"rota-{one.id}.png"
        )
        lines = (*network_lines(alone, since, until, times), *_kept(one.duties, now, times))
        first, last = times.day(since), times.day(until - timedelta(seconds=1))
        return say("rota", first=first, last=last, where=times.zone.key, lines=Lines(lines))

    def _gaps(self, network: Network, written: str) -> Text:
        length = self._length(written, _GAPS_OVER, _GAPS_AT_MOST)
        now = self.clock.now()
        lines = gap_lines(network, now, now + length, self.times)
        if not lines:
            return say("gaps-none", span=length)
        return say("gaps", span=length, where=self.times.zone.key, lines=Lines(lines))

    async def _fairness(self, tx: Transaction, network: Network, written: str) -> Text:
        """How often each was called, as numbers and as bars."""
        length = self._length(written, FAIR_OVER, _FAIRNESS_AT_MOST)
        calls = await tx.calls.counts(self.clock.now() - length)
        counted = shares(Network(network.organisations, network.last_called_at, calls=calls))
        rows = tuple(
            NumberRow(each.organisation.name, float(each.calls), str(each.calls)) for each in counted
        )
        if any(row.value for row in rows):
            chart = NumberChart(say("fairness-chart", span=length), rows)
            await show_coordinators(tx, self.telling, chart, "fairness.png")
        lines = tuple(
            say("fairness-line", name=each.organisation.name, count=each.calls, at=each.last_called_at)
            if each.last_called_at
            else say("fairness-line-never", name=each.organisation.name)
            for each in counted
        )
        return say("fairness", span=length, lines=Lines(lines))

    def _length(self, written: str, usual: timedelta, at_most: timedelta) -> timedelta:
        if not written:
            return usual
        now = self.clock.now()
        span = parse_period(written, now, self.times.zone)
        if span is None or span.starts_at > now or not timedelta(days=1) <= span.ends_at - now <= at_most:
            raise Mistake(say("rota-length", written=written, most=at_most))
        return span.ends_at - now

    async def _import(self, tx: Transaction, network: Network, written: str, order: Order) -> Text:
        one = _only(network) if not written else organisation_named(network.organisations, written)
        chat = await tx.chats.coordination()
        file = _file_of(order.message)
        if chat is None or not (file or order.replies_to):
            raise Mistake(say("calendar-needs-file"))
        job = ReadCalendar(chat.room, one.id, order.person, file, order.replies_to)
        await self.telling.add(tx, files_queue(chat.room), job)
        return say("calendar-reading", name=one.name)

    async def _export(self, tx: Transaction, network: Network, written: str) -> Text:
        """A calendar of each organisation, or of this one."""
        every = network.organisations
        chosen = (organisation_named(every, written),) if written else every
        chat = await tx.chats.coordination()
        if chat is not None:
            for one in chosen:
                await self.telling.add(tx, files_queue(chat.room), WriteCalendar(chat.room, one.id))
        until = self.times.day(self.clock.now() + AHEAD)
        return say("calendar-written", names=Names(tuple(one.name for one in chosen)), day=until)


def _only(network: Network) -> Organisation:
    if len(network.organisations) != 1:
        raise Mistake(say("calendar-needs-organisation"))
    return network.organisations[0]


def _file_of(message: Message) -> str:
    """The `file` object of what came with the command; only an encrypted one counts."""
    content = json.loads(message.payload) if message.payload else {}
    file = content.get("file") if isinstance(content, dict) else None
    return json.dumps(file) if isinstance(file, dict) else ""


def _kept(duties: Duties, now: datetime, times: Times) -> Iterator[Text]:
    """The shifts with their numbers, and what is out of the ordinary from now on."""
    for number, shift in enumerate(duties.shifts, 1):
        words = print_shift(shift, times.language)
        yield say("rota-shift", number=str(number), name=short_name(shift.person), words=words)
    for override in duties.overrides:
        if override.ends_at > now:
            span = f"{times.date_and_time(override.starts_at)} – {times.date_and_time(override.ends_at)}"
            who = short_name(override.person)
            if override.instead_of:
                yield say("rota-override", name=who, other=short_name(override.instead_of), times=span)
            else:
                yield say("rota-override-also", name=who, times=span)
    for absence in duties.absences:
        if absence.ends_at is None:
            yield say("rota-away", name=short_name(absence.person))
        elif absence.ends_at > now:
            until = times.date_and_time(absence.ends_at)
            yield say("rota-away-until", name=short_name(absence.person), until=until)
    if duties.stints:
        until = times.date_and_time(max(each.ends_at for each in duties.stints))
        yield say("rota-calendar", count=len(duties.stints), until=until)
