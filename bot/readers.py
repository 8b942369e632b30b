"""Whoever comes late, or with a new phone, is given the keys of what was meant for them (G2)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog

from bot.alerts import Alerts
from bot.clock import Clock
from bot.errors import MatrixError
from bot.identifiers import Identifiers
from bot.identities import Identities, News
from bot.ports import MatrixGateway
from bot.store.store import Store
from bot.worker import Worker
from rooms.alert import Alert, Reach
from rooms.inputs import BecameReadable, DefenderReached

log = structlog.get_logger()

_FIRST_LOOK_SECONDS = 1.0
_LAST_LOOK_SECONDS = 60.0
"""After each waking it is looked again after one second, two, four … and from then on once a minute: a device
is announced before it can be given anything (`sharing.py`), and a request can fail."""

SIGNED_WITHIN = timedelta(minutes=2)
"""A new phone is unsigned until its owner has typed the recovery key: so long nobody is told of it."""

_LOOKED_AT_EVERY_SECONDS = 600.0
"""How old the device lists of people on the roster may be, with whom no room is shared perhaps."""


class Readers:
    """Runs after anything that may have changed who can read: a new device, somebody who joins, a start."""

    def __init__(
        self,
        store: Store,
        gateway: MatrixGateway,
        alerts: Alerts,
        worker: Worker,
        identities: Identities,
        clock: Clock,
        identifiers: Identifiers,
    ) -> None:
        self._store = store
        self._gateway = gateway
        self._alerts = alerts
        self._worker = worker
        self._identities = identities
        self._clock = clock
        self._identifiers = identifiers
        self._wake = asyncio.Event()
        self._wake.set()  # What was missed while no process ran is made good first of all.

    def wake(self) -> None:
        """Somebody may be able to read more than before."""
        self._wake.set()

    @property
    def is_woken(self) -> bool:
        """Whether there is something to look at."""
        return self._wake.is_set()

    async def run(self) -> None:
        """Prepare the channels to everybody who may be called; then catch up when woken, and now and then."""
        await self._attempt(self.prepare)
        pause = _FIRST_LOOK_SECONDS
        while True:
            woken = await self._is_woken_within(pause)
            pause = _FIRST_LOOK_SECONDS if woken else min(2 * pause, _LAST_LOOK_SECONDS)
            await self.drain()

    async def drain(self) -> None:
        """Catch up with what it was woken for until now; a failure is noted, and is tried again."""
        self._wake.clear()
        for work in (self.catch_up, self.prepare, self._tell_of_unsigned):
            await self._attempt(work)

    async def _attempt(self, work: Callable[[], Awaitable[None]]) -> None:
        """A fault of one work is the end of nothing: not of the task either."""
        name = getattr(work, "__name__", "")
        try:
            await work()
        except MatrixError:
            log.info("catching_up_failed", work=name)
        except Exception:
            log.exception("catching_up_failed", work=name)

    async def _is_woken_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            return False
        return True

    async def prepare(self) -> None:
        """Look at the devices of everybody on the roster, and open channels to them.

        So an alert need not wait for that, and a new key or device is noticed before the next alert is.
        """
        async with self._store.transaction() as tx:
            people = await tx.roster.partners()
            people += [defender.user for defender in await tx.roster.defenders()]
            people += await tx.roster.admins()
        try:
            await self._gateway.prepare(people, within_seconds=_LOOKED_AT_EVERY_SECONDS)
        except MatrixError:
            log.info("prepare_failed")

    async def _tell_of_unsigned(self) -> None:
        """Have people told of devices that are still unsigned, each once."""
        before = self._clock.now() - SIGNED_WITHIN
        async with self._store.transaction() as tx:
            people = await tx.identities.untold(before)
        if not people:
            return
        await self._gateway.prepare(people, within_seconds=0)  # Perhaps it is signed by now.
        async with self._store.transaction() as tx:
            still = await tx.identities.untold(before)
            for person in still:
                await tx.identities.told(person, before)
            await self._identities.tell(tx, News.UNSIGNED, still)
        self._worker.wake()

    async def catch_up(self) -> None:
        """Bring everybody's devices up to date; whoever can read at last is reported to their alert.

        Reported is what the keys say now, not what was given just now: that would be lost in a crash.
        """
        audiences: dict[str, frozenset[str]] = {}
        short: dict[int, tuple[str, Alert]] = {}
        unread: dict[int, tuple[str, str]] = {}
        async with self._store.transaction() as tx:
            alerts = dict(await self._alerts.each(tx, open_only=False))
            spoken_to = {each.defender for each in alerts.values() if each.is_open}
            spoken_to.update(await tx.roster.partners())
            chats = await tx.chats.direct_of_each(spoken_to)
            audiences |= {chat.room: frozenset({user}) for user, chat in chats.items() if chat.encrypted}
            for number, alert in alerts.items():
                if alert.room is not None:
                    audiences[alert.room] = alert.audience
                    short[number] = alert.room, alert
                chat = chats.get(alert.defender) if alert.is_open else None
                if chat is not None and chat.encrypted and alert.reach is Reach.UNREADABLE:
                    unread[number] = chat.room, alert.defender
            coordination = await tx.chats.coordination()
            if coordination is not None:
                audiences[coordination.room] = frozenset(await tx.roster.admins())
        await self._gateway.catch_up(audiences)
        for number, (room, alert) in short.items():
            unverified = alert.unverified & alert.audience
            refused = self._gateway.admitted(room, unverified) if unverified else set[str]()
            waiting = alert.unreached & alert.audience | set(filter(self._has_none_refused, unverified))
            mended = refused | (self._gateway.can_read(room, waiting) if waiting else set[str]())
            if mended:
                await self._report(number, BecameReadable(tuple(sorted(mended)), tuple(sorted(refused))))
        for number, (room, defender) in unread.items():
            if self._gateway.can_read(room, [defender]):
                await self._report(number, DefenderReached(Reach.READABLE))

    def _has_none_refused(self, person: str) -> bool:
        """They have no device any more that is refused for want of a signature: signed, or logged out."""
        return not self._identities.refused_of(person)

    async def _report(self, alert: int, readable: BecameReadable | DefenderReached) -> None:
        async with self._store.transaction() as tx:
            await tx.inbox.add(
                f"readable:{self._identifiers.mark()}",
                room="",
                sender="",
                kind="report",
                payload={"alert": alert, "input": self._store.codec.encode(readable)},
                received_at=self._clock.now(),
            )
        self._worker.wake()
