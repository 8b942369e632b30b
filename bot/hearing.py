"""Whether Vigil hears what people write: while it does not, their silence says nothing about them.

An answer that waits on the homeserver, because Vigil was down or the homeserver was, counts: so nothing that
fell due is decided before it has been read.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.store.store import Transaction
from bot.telling import Telling
from rooms.texts import Names, Text, say
from rooms.timers import OF_THE_DEFENDER, OF_THE_ROOM, Timer, TimerKind

HEARD_UNTIL = "heard_until"
"""The fact that outlives the process: until then Vigil heard everything."""

_NOTED_EVERY = timedelta(minutes=1)
_LONG_PAUSES_AFTER = timedelta(seconds=5)
"""An outage that was longer has left pauses between two tries behind that are worth cutting short."""
_MOST_DUE = 100_000
_SILENCES = frozenset(
    {TimerKind.LADDER, TimerKind.ACKNOWLEDGEMENT, TimerKind.STILL_ON_IT, TimerKind.HANDOVER}
)
"""What falls due because somebody did not answer."""
_HEARD_OUT = timedelta(minutes=2)
"""So long at most a silence is not judged for what lies in the inbox."""

UNHEARD_FOR = timedelta(minutes=15)
"""So long nobody in an alert is judged while something of it is missing; a server that never shows it must
not silence Vigil."""
_TELL_AFTER = timedelta(minutes=2)
_UNHEARD = "unheard"
"""The kind of notice, which is kept under the alert's code."""


class Hearing:
    """Deaf from the start, and from the first failed request of the sync, until a batch is written down."""

    def __init__(self, clock: Clock, telling: Telling, notice: timedelta) -> None:
        """The coordinators are told of what was longer than `notice`."""
        self._clock = clock
        self._telling = telling
        self._notice = notice
        self._deaf_since: datetime | None = clock.now()
        self._heard_at = self._last_at = clock.now()
        self._over: tuple[datetime, datetime] | None = None
        self._begun = False
        self._before: datetime | None = None
        """Until when an earlier process heard; it is of interest until this one hears."""
        self._noted_at: datetime | None = None

    @property
    def deaf_since(self) -> datetime | None:
        """Since when nothing can come in, as far as this process knows; None while Vigil hears."""
        return self._deaf_since

    @property
    def hears_since(self) -> datetime:
        """Since when Vigil hears, if it does."""
        return self._heard_at

    @property
    def last_heard_at(self) -> datetime:
        """When the homeserver's last answer had been written down; the start, before the first."""
        return self._last_at

    def heard(self, well: bool) -> None:
        """What the sync says of itself: all that there is has been written down, or it could not be."""
        now = self._clock.now()
        if not well:
            self._deaf_since = self._deaf_since or now
        else:
            self._last_at = now
            if self._deaf_since is not None:
                # What was not told yet belongs to it.
                self._over = self._over[0] if self._over else self._deaf_since, now
                self._heard_at = now
            self._deaf_since = None

    def was_away(self, since: datetime) -> None:
        """Vigil did not run since then, though nobody stopped it: what it heard last is as old as that."""
        self._deaf_since = min(self._deaf_since or since, since)

    async def is_up_to_date(self, tx: Transaction) -> bool:
        """Whether all that came in until Vigil heard again is handled: only then is a silence one."""
        if self._deaf_since is not None:
            return False
        return not await tx.inbox.is_pending(now=self._clock.now(), received_until=self._heard_at)

    async def unheard(self, tx: Transaction) -> set[tuple[int, TimerKind]]:
        """What of which alerts rests: something that their defender, or the room, wrote is missing."""
        now = self._clock.now()
        return {
            (each.alert, kind)
            for each in await tx.gaps.unheard()
            if now - each.since < UNHEARD_FOR
            for kind in (OF_THE_ROOM if each.in_room else OF_THE_DEFENDER)
        }

    async def heard_out(self, tx: Transaction, due: Sequence[tuple[int, Timer]]) -> list[tuple[int, Timer]]:
        """Those of these timers that can be decided: no silence is, while the answer to it lies in the inbox.

        Only for so long: whoever writes on and on does not put it off for ever.
        """
        now, found = self._clock.now(), list(due)
        waiting = [each for each in due if each[1].kind in _SILENCES and now - each[1].due_at < _HEARD_OUT]
        alerts = {row.id: row for row in await tx.journal.alerts()} if waiting else {}
        for each in waiting:
            row = alerts.get(each[0])
            if row is not None and await tx.inbox.has_unheard(row.room or "", row.defender or "-", now=now):
                found.remove(each)
        return found

    async def look(self, tx: Transaction) -> None:
        """Note that Vigil hears; and see to what a deafness has left behind, once it is over."""
        if not self._begun:
            self._before, self._begun = await heard_until(tx), True
        if self._deaf_since is not None:
            return
        if self._over is not None:
            await self._after(tx, *self._over)
            self._over = self._before = None
        await self._tell_of_missing(tx)
        await self._note(tx)

    async def _after(self, tx: Transaction, since: datetime, until: datetime) -> None:
        """The coordinators hear of a long one (G6); nobody waits for a homeserver that is back."""
        was_running = self._before is None or self._before >= since
        since = since if self._before is None else min(since, self._before)
        if until - since > _LONG_PAUSES_AFTER:
            await tx.outbox.hurry(self._clock.now())
            await tx.gaps.hurry(self._clock.now())
        if until - since <= self._notice:
            return
        due = await _fell_due(tx, until)
        text = (
            say("coordination-was-deaf", since=since, until=until, due=due)
            if was_running
            else say("coordination-was-down", since=since, until=until, due=due)
        )
        await self._telling.coordinators(tx, text)

    async def _tell_of_missing(self, tx: Transaction) -> None:
        """Whoever relies on the questions hears that they rest, and for how long (G6)."""
        now = self._clock.now()
        missing = {
            each.alert: each.since for each in await tx.gaps.unheard() if now - each.since >= _TELL_AFTER
        }
        if not missing:
            return
        for row in await tx.journal.alerts(open_only=True):
            since = missing.get(row.id)
            if since is not None and await tx.notices.note(_UNHEARD, row.code, "", now):
                until = since + UNHEARD_FOR
                await self._telling.room(tx, row.id, say("room-unheard", since=since, until=until))
                text = say("coordination-unheard", code=row.code, since=since, until=until)
                await self._telling.coordinators(tx, text)

    async def _note(self, tx: Transaction) -> None:
        now = self._clock.now()
        if self._noted_at is None or now - self._noted_at >= _NOTED_EVERY:
            await tx.facts.set(HEARD_UNTIL, now.isoformat())
            self._noted_at = now


async def heard_until(tx: Transaction) -> datetime | None:
    """Until when Vigil heard everything, to the minute; None if it never did."""
    noted = await tx.facts.get(HEARD_UNTIL)
    return None if noted is None else datetime.fromisoformat(noted)


async def _fell_due(tx: Transaction, until: datetime) -> Text:
    """What of the open alerts had its time meanwhile, and is decided after all that people wrote."""
    codes = {row.id: row.code for row in await tx.journal.alerts(open_only=True)}
    due = [codes[alert] for alert, _ in await tx.timers.due(until, _MOST_DUE) if alert in codes]
    if not due:
        return say("meanwhile-nothing-due")
    return say("meanwhile-due", count=len(due), alerts=Names(tuple(sorted(set(due)))))
