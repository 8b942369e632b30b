"""What Vigil does at set times: the table."""

from __future__ import annotations

from bot import reaching
from bot.alerts import Alerts
from bot.clock import Clock
from bot.config import Settings
from bot.drills import unanswered
from bot.regular import Duty, Regular, every
from bot.rotating.ahead import LOOK_EVERY, ComingOnDuty, WeekAhead
from bot.rotating.times import Times
from bot.store.store import Store
from bot.telling import Telling
from bot.wording import Wording


def schedule(
    store: Store,
    alerts: Alerts,
    clock: Clock,
    telling: Telling,
    times: Times,
    wording: Wording,
    settings: Settings,
) -> Regular:
    """All that comes again, with its times."""
    rota = settings.rota
    week = WeekAhead(alerts, clock, telling, times, (unanswered,))
    coming = ComingOnDuty(alerts, telling, clock, wording, settings.language, rota.tell_before)
    duties = [Duty("coming_on_duty", every(LOOK_EVERY), coming.tell)]
    duties.append(Duty("reach", every(reaching.EVERY), reaching.Asking(telling).each_week))
    if rota.week_ahead is not None:
        duties.append(Duty("week_ahead", rota.week_ahead.following, week.tell))
    return Regular(store, duties)
