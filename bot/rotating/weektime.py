"""When the rota is told, as the settings say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from rooms.duty import moment


@dataclass(frozen=True)
class WeekTime:
    """A time of the week, such as Monday 08:00, in a zone."""

    weekday: int
    clock: time
    zone: ZoneInfo

    def following(self, now: datetime) -> datetime:
        """The first such moment after this one."""
        day = now.astimezone(self.zone).date()
        while True:
            at = moment(day, self.clock, self.zone)
            if day.weekday() == self.weekday and at > now:
                return at
            day += timedelta(days=1)


@dataclass(frozen=True)
class RotaSettings:
    """When the coordinators are told of the week ahead (None: never), and each person of their duty."""

    week_ahead: WeekTime | None
    tell_before: timedelta
