"""Times of duty as they stand in a table: short, and always with their day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton

from bot.wording import locale_of


@dataclass(frozen=True)
class Times:
    """Writes times in one language and one zone."""

    language: str
    zone: ZoneInfo

    def day(self, at: datetime) -> str:
        """Monday 4 May."""
        local, locale = at.astimezone(self.zone), locale_of(self.language)
        return f"{format_date(local, 'EEEE', locale=locale)} {format_skeleton('MMMMd', local, locale=locale)}"

    def moment(self, at: datetime) -> str:
        """Mon 18:00."""
        local = at.astimezone(self.zone)
        return f"{self._weekday(local.date())} {local:%H:%M}"

    def date_and_time(self, at: datetime) -> str:
        """Mon 4 May 18:00."""
        local = at.astimezone(self.zone)
        day = format_skeleton("MMMd", local, locale=locale_of(self.language))
        return f"{self._weekday(local.date())} {day} {local:%H:%M}"

    def clock(self, at: datetime) -> str:
        """18:00."""
        return f"{at.astimezone(self.zone):%H:%M}"

    def closing(self, at: datetime) -> str:
        """18:00, as an end: that of a day is 24:00."""
        return self.clock(at).replace("00:00", "24:00")

    def days(self, days: Iterable[date]) -> str:
        """Mon–Wed, Fri: days that follow one another as a run."""
        runs: list[list[date]] = []
        for day in sorted(days):
            if runs and day - runs[-1][-1] == timedelta(days=1):
                runs[-1].append(day)
            else:
                runs.append([day])
        ends = (dict.fromkeys((run[0], run[-1])) for run in runs)
        return ", ".join("–".join(map(self._weekday, run)) for run in ends)

    def midnight(self, at: datetime) -> datetime:
        """When the day of this moment began."""
        return at.astimezone(self.zone).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)

    def days_later(self, at: datetime, days: int) -> datetime:
        """The same time of day, so many days later, also when the clocks change between them."""
        return at.astimezone(self.zone) + timedelta(days=days)

    def local_date(self, at: datetime) -> date:
        """Which day it is there."""
        return at.astimezone(self.zone).date()

    def _weekday(self, day: date) -> str:
        return format_date(day, "EEE", locale=locale_of(self.language)).removesuffix(".")
