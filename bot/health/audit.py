"""The self-audit: what is late, stuck, silent or set aside. It counts; nothing in it says of whom it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Final, Protocol

from bot.clock import SystemClock
from bot.hearing import Hearing
from bot.setting_aside import COORDINATION
from bot.store.overdue import Pile
from bot.store.store import Transaction

TIMER_LATE: Final = "timer_late"
ACTION_STUCK: Final = "action_stuck"
MESSAGE_STUCK: Final = "message_stuck"
SYNC_SILENT: Final = "sync_silent"
ROW_SET_ASIDE: Final = "row_set_aside"
UNTOLD: Final = "coordinators_untold"
DISK: Final = "disk"
DISK_LOW: Final = "disk_low"
TICK_SILENT: Final = "tick_silent"

LATE_AFTER = timedelta(seconds=30)
"""What was due this long ago, while Vigil could hear, is late: it is looked for every second."""
UNHANDLED_AFTER = timedelta(minutes=2)
"""What came in this long ago is late to be handled: the homeserver may be slow when it is asked for keys."""
STUCK_AFTER = timedelta(minutes=5)
"""What could have been done, and has been tried in vain for this long, needs somebody who looks."""
SILENT_AFTER = timedelta(minutes=3)
"""The homeserver answers at least every 30 seconds; after this it has been silent for too long."""

AS_USUAL = timedelta(seconds=20)
"""Looks are a few seconds apart. After a longer pause the machine has slept, or its clock was set: what has
become late in one stroke is handled now, and late only if it still is at the next look. A bot whose looks are
all so far apart is no machine that slept, but slow itself: only the first of them is spared."""

_TAKE_TIME = (TIMER_LATE, ACTION_STUCK, MESSAGE_STUCK)


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be: how many of it, and since when the oldest."""

    kind: str
    count: int
    since: datetime | None


class Disk(Protocol):
    """What is known of the data folder's disk."""

    @property
    def is_full(self) -> bool:
        """Whether there is next to no room, or it cannot be written."""
        ...

    def problems(self) -> bool:
        """Whether there is little room, or worse."""
        ...


@dataclass(frozen=True)
class Picture:
    """How it stands at one moment: what was found, and the figures for whoever watches from outside."""

    at: datetime
    findings: tuple[Finding, ...] = ()
    figures: Mapping[str, float] = field(default_factory=dict)
    gets_on: bool = False
    """Whether messages were handled since the look before."""

    @property
    def alive(self) -> bool:
        """Whether a dead man's switch may be held down.

        What is set aside, or that little room is left, has been told to the coordinators and stays for long:
        for its sake a later, real silence must not go unnoticed. Unless they could not be told.
        """
        return all(each.kind in (ROW_SET_ASIDE, DISK_LOW) for each in self.findings)

    @property
    def overdue(self) -> bool:
        """Whether something here is late that a new start of the process may set right.

        Messages that wait while others are handled would only wait for longer.
        """
        kinds = {each.kind for each in self.findings}
        return bool(kinds & {TIMER_LATE, TICK_SILENT}) or (MESSAGE_STUCK in kinds and not self.gets_on)


class Audit:
    """Looks at the rows, the hearing and the disk."""

    def __init__(self, hearing: Hearing, clock: SystemClock, handled: Callable[[], int]) -> None:
        """`handled`: messages since the start."""
        self._hearing = hearing
        self._clock = clock
        self._heard = hearing.last_heard_at, clock.steady()
        """The homeserver's last answer, and when it was first seen by the steady clock."""
        self._handled = handled
        self._handled_before = handled()
        self._looked_at: datetime | None = None
        self._was_long = False
        """Whether the pause before the look before was longer than usual."""
        self.disk: Disk | None = None
        """Looked at as soon as there is one."""

    async def look(self, tx: Transaction, now: datetime) -> Picture:
        """How it stands now."""
        unheard = {alert for alert, _ in await self._hearing.unheard(tx)}
        count = partial(tx.overdue.timers, settled=self._clock.is_settled, unheard=unheard)
        timers = await self._while_hearing(count, now, LATE_AFTER)
        messages = await self._while_hearing(tx.overdue.messages, now, UNHANDLED_AFTER)
        actions = await self._actions(tx, now)
        aside = await tx.overdue.set_aside()
        untold = await tx.overdue.set_aside_in(COORDINATION)
        unreadable, alerts = await tx.overdue.unreadable(), await tx.overdue.open_alerts()
        found = [
            _finding(TIMER_LATE, timers),
            _finding(ACTION_STUCK, actions),
            _finding(MESSAGE_STUCK, messages),
            self._sync(),
            _finding(ROW_SET_ASIDE, aside),
            _finding(UNTOLD, untold),
            self._room(),
        ]
        oldest = await tx.overdue.actions(now)
        figures = {
            "last_sync_age_seconds": _age(self._hearing.last_heard_at, now),
            "oldest_overdue_timer_seconds": _age((await count(now)).since, now),
            "oldest_unsent_action_seconds": _age(oldest.since, now),
            "unsent_actions": oldest.count,
            "open_alerts": alerts.count,
            "undecryptable_events": unreadable.count,
            "rows_set_aside": aside.count,
        }
        is_long = self._looked_at is not None and now - self._looked_at > AS_USUAL
        jumped = self._looked_at is None or (is_long and not self._was_long)
        self._looked_at, self._was_long = now, is_long
        handled = self._handled()
        gets_on, self._handled_before = handled > self._handled_before, handled
        told = (each for each in found if each is not None and not (jumped and each.kind in _TAKE_TIME))
        return Picture(now, tuple(told), figures, gets_on)

    async def _while_hearing(self, count: _Count, now: datetime, after: timedelta) -> Pile:
        """While Vigil is deaf, what is due waits on purpose; it is late once that is over for so long."""
        if self._hearing.deaf_since is not None or now - self._hearing.hears_since < after:
            return Pile(0, None)
        return await count(now - after)

    async def _actions(self, tx: Transaction, now: datetime) -> Pile:
        """Only what alerts wait for: anybody may invite Vigil from a server that never answers."""
        if self._hearing.deaf_since is not None or now - self._hearing.hears_since < STUCK_AFTER:
            return Pile(0, None)
        return await tx.overdue.actions_for_alerts(now - STUCK_AFTER)

    def _room(self) -> Finding | None:
        if self.disk is None or not self.disk.problems():
            return None
        return Finding(DISK if self.disk.is_full else DISK_LOW, 1, None)

    def _sync(self) -> Finding | None:
        """Deaf or not: it may also hang without a word."""
        if self._heard[0] != self._hearing.last_heard_at:
            self._heard = self._hearing.last_heard_at, self._clock.steady()
        is_silent = self._clock.steady() - self._heard[1] > SILENT_AFTER.total_seconds()
        return Finding(SYNC_SILENT, 1, self._heard[0]) if is_silent else None


class _Count(Protocol):
    async def __call__(self, before: datetime) -> Pile: ...


def _finding(kind: str, pile: Pile) -> Finding | None:
    return Finding(kind, pile.count, pile.since) if pile.count else None


def _age(since: datetime | None, now: datetime) -> float:
    return 0.0 if since is None else max(0.0, (now - since).total_seconds())
