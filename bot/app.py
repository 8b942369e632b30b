"""The program: start-up, main loop and shutdown on one page."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import sys
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from typing import Any

import structlog

from bot.alerts import Alerts
from bot.clock import Clock, SystemClock
from bot.config import Settings
from bot.coordination import Coordination
from bot.desk import Desk
from bot.errors import IdentityConflict, LoggedOut, SettingsError
from bot.hearing import Hearing
from bot.housekeeping import Housekeeping
from bot.identifiers import Identifiers, RandomIdentifiers
from bot.identities import Identities
from bot.identity_news import IdentityNews
from bot.jobs import JOBS, OpenCoordinationRoom
from bot.matrix.cryptostore import CryptoStore
from bot.matrix.gateway import Gateway
from bot.matrix.http import Homeserver
from bot.matrix.login import Session, silence_libraries
from bot.matrix.machine import Machine
from bot.matrix.sync import Syncer
from bot.onedevice import OneDevice
from bot.own_identity import note_shown, open_identity
from bot.patience import patiently
from bot.performing import Performer
from bot.places import Places
from bot.ports import Batch, MatrixGateway
from bot.readers import Readers
from bot.receiver import Receiver
from bot.sender import Sender
from bot.session import Login, open_session
from bot.store.store import Store
from bot.suspending import Suspending
from bot.telling import Telling
from bot.timers import Timers
from bot.trusting import Trusting
from bot.verify_command import VerifyCommand
from bot.verifying import Verifying
from bot.watching import Watch
from bot.wording import Wording
from bot.worker import Worker
from rooms.wording import LANGUAGES

log = structlog.get_logger()

_WAITS = (
    "The homeserver cannot be reached. Vigil goes on trying, and starts when it answers; if it should be"
    " there already, look at 'homeserver' in the settings and at the network."
)


async def run(settings: Settings) -> None:
    """Run Vigil until SIGTERM or SIGINT. Raises `VigilError` when it cannot start or has to stop."""
    vigil = Vigil(settings)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, vigil.stop)
    try:
        if await vigil.start():
            await vigil.main_loop()
    finally:
        await vigil.shutdown()


class Vigil:
    """One running bot. A test hands in its own clock and identifiers, so that it can move and name things."""

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Clock | None = None,
        identifiers: Identifiers | None = None,
        wording: Wording | None = None,
    ) -> None:
        self.settings = settings
        self.clock = clock or SystemClock()
        self.identifiers = identifiers or RandomIdentifiers()
        self.telling = Telling(self.clock, self.identifiers)
        self.hearing = Hearing(self.clock, self.telling)
        self._wording = wording or Wording()
        self._open = AsyncExitStack()
        self._stopping = asyncio.Event()
        self._proven = asyncio.Event()
        self._own_devices_changed = asyncio.Event()

    def stop(self) -> None:
        """Ask the main loop to end."""
        self._stopping.set()

    async def start(self) -> bool:
        """Open the database, log in, and put the three loops together; nothing is sent or read yet.

        Waits for a homeserver that cannot be reached. False: it was told to stop meanwhile.
        """
        silence_libraries()
        settings, key = self.settings, self.settings.key()
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        store = await Store.open(settings.database, key, extra=JOBS)
        self._open.push_async_callback(store.close)
        homeserver = Homeserver(settings.homeserver)
        self._open.push_async_callback(homeserver.close)
        crypto_file = settings.data_dir / "crypto.db"
        session = await self._log_in(store, homeserver, has_keys=crypto_file.exists())
        if session is None:
            return False
        crypto = CryptoStore(crypto_file, key, user=session.user, device_id=session.device_id)
        self._open.callback(crypto.close)
        machine = Machine(crypto, self.clock)
        identities = self.book(store)
        self._identity = await open_identity(store, settings.user)
        self.gateway = Gateway(homeserver, machine, self._identity, identities, password=settings.password)
        self._open.push_async_callback(self.gateway.close)
        login = Login(store, homeserver, settings, machine, session, self.clock, self._identity)
        self._open.push_async_callback(login.close)
        homeserver.renew_by(login.renew)
        self._syncer = Syncer(
            self.gateway, self.clock, heard=self.hearing.heard, busy=lambda: self.sender.convening
        )
        await self.assemble(store, self.gateway, identities)
        self._one_device = OneDevice(
            store,
            self.gateway,
            settings,
            self.telling,
            self._own_devices_changed,
            self.sender.wake,
        )
        log.info("started")
        return True

    async def _log_in(self, store: Store, homeserver: Homeserver, *, has_keys: bool) -> Session | None:
        """The session, as soon as the homeserver can be reached; None after `stop`."""

        async def attempt() -> Session | None:
            if self._stopping.is_set():
                return None
            return await open_session(store, homeserver, self.settings, has_keys=has_keys)

        def waits(attempts: int, _: float) -> None:
            if attempts == 0:
                print(_WAITS, file=sys.stderr, flush=True)

        async def rest(seconds: float) -> None:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), seconds)

        return await patiently(attempt, waits=waits, pause=rest)

    def book(self, store: Store) -> Identities:
        """Whom to trust, as this database has it."""
        rules = self.settings.unsigned_devices
        return Identities(store, self.clock, self.identifiers, rules, lambda: self.worker.wake())

    async def assemble(self, store: Store, gateway: MatrixGateway, identities: Identities) -> None:
        """Put the three loops together around this database and this way to the homeserver."""
        self.store = store
        self.identities = identities
        settings, clock = self.settings, self.clock
        languages = (settings.language, *(each for each in LANGUAGES if each != settings.language))
        alerts = Alerts(clock, self.identifiers, languages)
        desk = Desk(alerts, clock, self.identifiers, self.telling, settings.policy)
        places = Places(
            store,
            gateway,
            alerts,
            self._wording,
            clock,
            own_user=settings.user,
            language=settings.language,
            zone=settings.zone,
        )
        self.sender = Sender(
            store,
            Performer(store, gateway, places, self.telling, own_user=settings.user),
            clock,
            lambda: self.worker.wake(),
        )
        news = IdentityNews(alerts, identities, clock, self.telling, lambda: self.readers.wake())
        trusting = Trusting(identities, self.telling)
        verifying = Verifying(gateway, trusting, clock, self.telling)
        coordination = Coordination(
            alerts,
            clock,
            trusting,
            Suspending(alerts, identities, clock, self.telling),
            VerifyCommand(verifying),
        )
        watch = Watch(alerts, desk, clock, settings.user)
        self.worker = Worker(
            store,
            gateway,
            alerts,
            desk,
            identities,
            news,
            coordination,
            watch,
            verifying,
            clock,
            self.sender.wake,
        )
        self.readers = Readers(store, gateway, alerts, self.worker, identities, clock, self.identifiers)
        housekeeping = Housekeeping(store, clock, settings.policy.retention)
        self.timers = Timers(store, self.worker, self.sender, housekeeping, self.hearing, clock)
        self.receiver = Receiver(store, clock, own_user=settings.user, on_inbox=self.worker.wake)
        await self._first_start()
        await identities.load()
        async with store.transaction() as tx:
            await alerts.renew_timers(tx)

    async def _first_start(self) -> None:
        """Fill an empty database from the settings, and ask for the coordination room once."""
        settings = self.settings
        async with self.store.transaction() as tx:
            if await tx.roster.is_empty():
                await tx.roster.fill(settings.organisations, settings.defenders, settings.admins)
            if await tx.facts.get("coordination_room_asked_for") is None:
                mark = self.identifiers.mark()
                await tx.facts.set("coordination_room_asked_for", mark)
                await self.telling.add(tx, "coordination", OpenCoordinationRoom(mark), mark=mark)

    async def main_loop(self) -> None:
        """Run the three loops until `stop`, or until one of them cannot go on."""
        self.timers.start()
        loops = [
            self._sync(),
            self._once_proven(self.worker.run),
            self._once_proven(self.sender.run),
            self._once_proven(self.readers.run),
            self._once_proven(self._one_device.run),
        ]
        tasks = [asyncio.create_task(loop) for loop in (*loops, self._stopping.wait())]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await self.timers.stop()
            for task in tasks:
                task.cancel()
            outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, LoggedOut) and not isinstance(outcome, IdentityConflict):
                raise SettingsError(str(outcome)) from outcome
            if isinstance(outcome, Exception):
                raise outcome

    async def _sync(self) -> None:
        await self._prove_identity()
        await self._syncer.run(self.keep, await self.receiver.token())

    async def _prove_identity(self) -> None:
        """Nothing is sent before the homeserver shows that Vigil is Vigil; else raises `IdentityConflict`."""
        await patiently(
            self.gateway.start, waits=lambda _, seconds: log.warning("identity_not_shown", pause=seconds)
        )
        await note_shown(self.store, self._identity)
        self._proven.set()

    async def _once_proven(self, loop: Callable[[], Coroutine[Any, Any, None]]) -> None:
        await self._proven.wait()
        await loop()

    async def keep(self, batch: Batch) -> None:
        """Write down what the sync brought, and look after those who may be able to read more now."""
        await self.receiver.keep(batch)
        joined = any(each.membership == "join" for each in batch.memberships)
        if joined or batch.changed_users or batch.begun_anew:
            self.readers.wake()
        if self.settings.user in batch.changed_users:
            self._own_devices_changed.set()

    async def shutdown(self) -> None:
        """Close everything that `start` opened; harmless when repeated."""
        await self._open.aclose()
        log.info("stopped")
