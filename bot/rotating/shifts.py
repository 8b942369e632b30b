"""`!shift` and `!override`: coordinators say who is on duty when, in each organisation's own time zone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.alerts import Alerts
from bot.clock import Clock
from bot.coordinating.orders import Done, Order
from bot.coordinating.subwords import Sub, Subs
from bot.rotating.finding import organisation_of, person_named
from bot.rotating.times import Times
from bot.rotating.weeks import week_lines
from bot.store.store import Transaction
from rooms.addresses import apart
from rooms.duty import Duties, Override, Shift, Span, zone_of
from rooms.duty_words import parse_period, parse_shift, print_shift
from rooms.lengths import LONGEST
from rooms.roster import Organisation
from rooms.texts import Lines, Mistake, say
from rooms.words import fold

_KEPT = timedelta(days=7)
"""Overrides that are over for longer are dropped when something is changed."""

_FROM = re.compile(
    r"[ ,](?:starting|from|à partir du|a partir du|à compter du|kuanzia|tangu) ", re.IGNORECASE
)
_FOR = re.compile(
    r" (?:for|instead of|pour|à la place de|a la place de|kwa ajili ya|badala ya) ", re.IGNORECASE
)
_ANY_SPACE = re.compile(r"[ ,]+")


@dataclass(frozen=True)
class Shifts:
    """Changes the duties of organisations; every answer shows the days that come of it."""

    alerts: Alerts
    clock: Clock
    language: str

    def commands(self) -> Subs:
        """What there is behind `!shift`."""
        return Subs(
            (
                Sub(
                    ("add", "ajouter", "ongeza"),
                    "!shift add @user Mon-Fri 18:00-08:00 every second week from 3 January",
                    "!shift add @esther:example.org Mon-Fri 18:00-08:00",
                    self._add,
                ),
                Sub(
                    ("remove", "supprimer", "ondoa"),
                    "!shift remove @user NUMBER",
                    "!shift remove @esther:example.org 2",
                    self._remove,
                ),
            )
        )

    async def _add(self, tx: Transaction, order: Order) -> Done:
        every = await tx.roster.organisations(also_suspended=True)
        person, rest = _whom(every, order)
        found = organisation_of(every, person)
        shift = _shift(rest, person, self.clock.now(), found)
        if shift is None:
            raise order.incomplete()
        if shift in found.duties.shifts:
            raise Mistake(say("shift-there", name=person))
        duties = replace(found.duties, shifts=(*found.duties.shifts, shift))
        after = await self._changed(tx, found, duties)
        words = print_shift(shift, self.language)
        lines = self._lines(after)
        if found.duties.shifts or found.duties.stints:
            text = say("shift-added", name=person, words=words, where=found.zone, lines=lines)
        else:
            # Until now everybody was on duty always.
            text = say(
                "shift-added-first",
                name=person,
                words=words,
                where=found.zone,
                organisation=found.name,
                lines=lines,
            )
        return Done(text, f"{person} {print_shift(shift)}")

    async def _remove(self, tx: Transaction, order: Order) -> Done:
        """The shift with this number; without one, all of somebody's, and what their calendar says."""
        every = await tx.roster.organisations(also_suspended=True)
        person, rest = _whom(every, order)
        found = organisation_of(every, person)
        shifts, stints = found.duties.shifts, found.duties.stints
        if number := re.search(r"\d{1,9}", rest):
            gone = [each for place, each in enumerate(shifts, 1) if place == int(number[0])]
            if not gone or gone[0].person != person:
                raise Mistake(say("shift-no-number", name=person, number=number[0], organisation=found.name))
        elif rest.strip():
            raise order.incomplete()
        else:
            gone = [each for each in shifts if each.person == person]
            stints = tuple(each for each in stints if each.person != person)
        if not gone and stints == found.duties.stints:
            raise Mistake(say("shift-none", name=person))
        left = tuple(each for each in shifts if each not in gone)
        after = await self._changed(tx, found, replace(found.duties, shifts=left, stints=stints))
        lines = self._lines(after)
        if left or stints:
            text = say("shift-removed", name=person, lines=lines)
        else:
            text = say("shift-removed-last", organisation=found.name, lines=lines)
        return Done(text, f"{person} {', '.join(map(print_shift, gone)) or 'calendar'}")

    async def override(self, tx: Transaction, order: Order) -> Done:
        """`!override Amina for Jean, Friday 20:00 to Sunday 08:00`; `!override remove Amina`."""
        every = await tx.roster.organisations(also_suspended=True)
        word, _, rest = order.argument.partition(" ")
        if fold(word) in ("remove", "supprimer", "ondoa"):
            return await self._remove_overrides(tx, every, rest, order)
        who, period = _people_and_period(order.argument, self.clock.now(), every)
        if period is None or not who:
            raise order.incomplete()
        found = organisation_of(every, who[0])
        if len(who) > 1 and who[1] not in found.people:
            raise Mistake(say("override-two-organisations", name=who[0], other=who[1]))
        given = Override(who[0], period.starts_at, period.ends_at, who[1] if len(who) > 1 else "")
        after = await self._changed(
            tx, found, replace(found.duties, overrides=(*found.duties.overrides, given))
        )
        times = Times(self.language, zone_of(found))
        span = f"{times.date_and_time(given.starts_at)} – {times.date_and_time(given.ends_at)}"
        lines = self._lines(after)
        if given.instead_of:
            text = say(
                "override-added",
                name=given.person,
                other=given.instead_of,
                times=span,
                where=found.zone,
                lines=lines,
            )
        else:
            text = say("override-added-also", name=given.person, times=span, where=found.zone, lines=lines)
        return Done(text, f"{given.person} for {given.instead_of or '-'} {span}")

    async def _remove_overrides(
        self, tx: Transaction, every: Sequence[Organisation], written: str, order: Order
    ) -> Done:
        person = person_named(every, written)
        found, now = organisation_of(every, person), self.clock.now()
        left = tuple(each for each in found.duties.overrides if each.person != person or each.ends_at <= now)
        if left == found.duties.overrides:
            raise Mistake(say("override-none", name=person))
        after = await self._changed(tx, found, replace(found.duties, overrides=left))
        text = say("override-removed", name=person, lines=self._lines(after))
        return Done(text, f"remove {person}")

    async def _changed(self, tx: Transaction, found: Organisation, duties: Duties) -> Organisation:
        """The organisation as it is from now on."""
        since = self.clock.now() - _KEPT
        kept = tuple(each for each in duties.overrides if each.ends_at > since)
        duties = replace(duties, overrides=kept)
        await tx.editing.set_duties(found.id, duties)
        self.alerts.roster_changed()
        return replace(found, duties=duties)

    def _lines(self, after: Organisation) -> Lines:
        return Lines(week_lines(after, self.clock.now(), Times(self.language, zone_of(after))))


def _whom(every: Sequence[Organisation], order: Order) -> tuple[str, str]:
    """Whom the command is about, and what comes after their address or name."""
    address, rest = apart(order.argument)
    if address is None:
        address, _, rest = order.argument.partition(" ")
    return person_named(every, address), rest.strip(" :,;")


def _shift(written: str, person: str, now: datetime, organisation: Organisation) -> Shift | None:
    """The shift; "from 3 January" is the next one. Every second week begins with this one if none is said."""
    zone = zone_of(organisation)
    found = parse_shift(written, person)
    *_, last = (None, *_FROM.finditer(written))
    if found is None and last is not None:
        day = parse_period(written[last.end() :].strip(), now, zone)
        if day is not None:
            what = written[: last.start()].strip(" ,")
            found = parse_shift(f"{what} from {day.starts_at.astimezone(zone).date()}", person)
    return found or parse_shift(f"{written} from {now.astimezone(zone).date()}", person)


def _people_and_period(
    text: str, now: datetime, every: Sequence[Organisation]
) -> tuple[list[str], Span | None]:
    """Who, for whom, and when: the longest end of the text that is a time is the time."""
    zone = zone_of(every[0]) if every else ZoneInfo("UTC")
    for gap in _ANY_SPACE.finditer(text):
        if len(text) - gap.end() > LONGEST or parse_period(text[gap.end() :], now, zone) is None:
            continue
        names = [name.strip() for name in _FOR.split(text[: gap.start()], maxsplit=1)]
        who = [person_named(every, name) for name in names]
        its_zone = zone_of(organisation_of(every, who[0]))
        return who, parse_period(text[gap.end() :], now, its_zone)
    return [], None
