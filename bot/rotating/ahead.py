"""The week ahead, told to the coordinators each week, and to each person that their duty begins soon."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.alerts import Alerts
from bot.clock import Clock
from bot.filing import show_coordinators
from bot.rotating.times import Times
from bot.rotating.weeks import gap_lines, network_lines, week_chart, whole_days
from bot.store.store import Transaction
from bot.telling import Telling
from bot.wording import Wording
from rooms.duty import zone_of
from rooms.texts import Lines, Text, say
from rooms.week import Handover, handovers

TOLD = "duty_told"
"""The fact that says until when beginnings were looked for, and which of those to come were told."""

LOOK_EVERY = timedelta(minutes=1)
_LATE_AT_MOST = timedelta(days=1)


Further = Callable[[Transaction], Awaitable[Text | None]]
"""What else is to be told with the week: who has not answered the last drill, say."""


@dataclass(frozen=True)
class WeekAhead:
    """Tells the coordinators who is on duty in the seven days from today on, and when nobody is."""

    alerts: Alerts
    clock: Clock
    telling: Telling
    times: Times
    further: tuple[Further, ...] = ()

    async def tell(self, tx: Transaction, _: datetime) -> None:
        """As it stands now, however late."""
        network, times = await self.alerts.network(tx), self.times
        now = self.clock.now()
        since, until = whole_days(now, times)
        gaps = gap_lines(network, now, until, times)
        text = say(
            "week-ahead",
            first=times.day(since),
            last=times.day(until - timedelta(seconds=1)),
            where=times.zone.key,
            lines=Lines(network_lines(network, since, until, times)),
            gaps=say("week-ahead-gaps", lines=Lines(gaps)) if gaps else say("week-ahead-no-gap"),
        )
        await self.telling.coordinators(tx, text)
        for further in self.further:
            if (more := await further(tx)) is not None:
                await self.telling.coordinators(tx, more)
        chart = week_chart(network, now, since, until, times)
        await show_coordinators(tx, self.telling, chart, "rota.png")


@dataclass(frozen=True)
class ComingOnDuty:
    """Tells everybody who comes on duty, `before` it begins: once, also late, while it goes on."""

    alerts: Alerts
    telling: Telling
    clock: Clock
    wording: Wording
    language: str
    before: timedelta

    async def tell(self, tx: Transaction, _: datetime) -> None:
        """Look for duties that begin soon, or have begun since it was looked for last."""
        now = self.clock.now()
        looked_at, told = await self._noted(tx, now)
        network = await self.alerts.network(tx)
        found = handovers(network, max(looked_at, now - _LATE_AT_MOST), now + self.before + LOOK_EVERY)
        to_come = []
        for handover in found:
            key = [handover.organisation.id, handover.person, handover.starts_at.isoformat()]
            if handover.starts_at >= now:
                to_come.append(key)
            if key not in told and (handover.ends_at is None or handover.ends_at > now):
                await self._tell(tx, handover, now)
        await tx.facts.set(TOLD, json.dumps({"at": now.isoformat(), "told": to_come}))

    async def _noted(self, tx: Transaction, now: datetime) -> tuple[datetime, list[list[str]]]:
        noted = await tx.facts.get(TOLD)
        if noted is None:
            return now, []
        found = json.loads(noted)
        return datetime.fromisoformat(found["at"]), found["told"]

    async def _tell(self, tx: Transaction, handover: Handover, now: datetime) -> None:
        """In a language of their organisation that Vigil speaks, and by its clocks."""
        one = handover.organisation
        language = self.wording.best(one.languages, self.language)
        times = Times(language, zone_of(one))
        starts, name = times.date_and_time(handover.starts_at), one.name
        until = "" if handover.ends_at is None else times.date_and_time(handover.ends_at)
        if handover.starts_at > now and until:
            text = say("duty-begins", name=name, starts=starts, until=until)
        elif handover.starts_at > now:
            text = say("duty-begins-open", name=name, starts=starts)
        elif until:
            text = say("duty-began", name=name, starts=starts, until=until)
        else:
            text = say("duty-began-open", name=name, starts=starts)
        await self.telling.person(tx, handover.person, text, language=language)
