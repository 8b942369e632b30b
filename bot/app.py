"""The program: start-up, main loop and shutdown on one page."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from datetime import datetime
from typing import Any

import structlog

from bot.alerts import Alerts
from bot.backfill import Backfill
from bot.clock import SystemClock
from bot.config import Settings
from bot.coordinating.table import coordination
from bot.desk import Desk
from bot.disk import Disk, make_room
from bot.enrolling import Enrolling
from bot.errors import IdentityConflict, LoggedOut, SettingsError
from bot.health.health import Health
from bot.hearing import Hearing, heard_until
from bot.housekeeping import Housekeeping
from bot.identifiers import Identifiers, RandomIdentifiers
from bot.identities import Identities
from bot.identity_news import IdentityNews
from bot.jobs import JOBS, OpenCoordinationRoom
from bot.keeping.restore import tell_of_it
from bot.lastwords import LastWords
from bot.matrix.cryptostore import CryptoStore
from bot.matrix.gateway import Gateway
from bot.matrix.http import Homeserver
from bot.matrix.login import silence_libraries
from bot.matrix.machine import Machine
from bot.matrix.sync import Syncer
from bot.mentions import Mentions
from bot.onedevice import OneDevice
from bot.oneprocess import OneProcess, place_of
from bot.own_identity import note_shown, open_identity
from bot.patience import patiently
from bot.performing import Performer
from bot.places import Places
from bot.ports import Batch, MatrixGateway
from bot.profile import Profile
from bot.readers import Readers
from bot.receiver import Receiver
from bot.schedule import schedule
from bot.sender import Sender
from bot.session import Login, log_in_patiently
from bot.setback import SetBack
from bot.setting_aside import try_again
from bot.stopping import FINISH_SECONDS, Stopping
from bot.store.store import Store
from bot.telling import Telling
from bot.timekeeping import Timekeeping
from bot.timers import Timers
from bot.trusting import Trusting
from bot.verifying import Verifying
from bot.watching import Watch
from bot.wording import Wording
from bot.worker import Worker
from rooms.texts import say
from rooms.wording import LANGUAGES

log = structlog.get_logger()


async def run(settings: Settings) -> None:
    """Run Vigil until SIGTERM or SIGINT. Raises `VigilError` when it cannot start or has to stop."""
    vigil = Vigil(settings)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, vigil.stop)
    try:
        if await vigil.start():
            # What was loaded so far stays for good: to look through it for garbage stops everything for a
            # tenth of a second, again and again.
            gc.collect()
            gc.freeze()
            await vigil.main_loop()
    finally:
        await vigil.shutdown()


class Vigil:
    """One running bot. A test hands in its own clock and identifiers, so that it can move and name things."""

    def __init__(
        self,
        settings: Settings,
        *,
        clock: SystemClock | None = None,
        identifiers: Identifiers | None = None,
        wording: Wording | None = None,
    ) -> None:
        self.settings = settings
        self.clock = clock or SystemClock()
        self.identifiers = identifiers or RandomIdentifiers()
        self.telling = Telling(self.clock, self.identifiers)
        self.hearing = Hearing(self.clock, self.telling, settings.outage_notice)
        self._wording = wording or Wording()
        self._open = AsyncExitStack()
        self._stopping = Stopping()
        self._proven = asyncio.Event()
        self._own_devices_changed = asyncio.Event()
        self._homeserver: Homeserver | None = None

    def stop(self) -> None:
        """Ask the main loop to end."""
        self._stopping.tell()

    async def start(self) -> bool:
        """Open the database, log in, and put the three loops together; nothing is sent or read yet.

        Waits for a homeserver that cannot be reached. False: it was told to stop meanwhile.
        """
        silence_libraries()
        settings, key = self.settings, self.settings.key()
        reserve = make_room(settings.data_dir)
        store = await Store.open(settings.database, key, extra=JOBS)
        self._open.push_async_callback(store.close)
        homeserver = self._homeserver = Homeserver(settings.homeserver, self.clock.homeserver_says)
        self._open.push_async_callback(homeserver.close)
        crypto_file = settings.data_dir / "crypto.db"
        session = await log_in_patiently(
            store, homeserver, settings, self._stopping, has_keys=crypto_file.exists()
        )
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
            self.gateway,
            self.clock,
            heard=self.hearing.heard,
            busy=lambda: self.sender.convening,
            instance=lambda content: self._one_process.shown(content),
            set_back=SetBack(
                store, homeserver, session, self.clock, self.telling, lambda: self.sender.wake()
            ),
        )
        await self.assemble(store, self.gateway, identities)
        await self.receiver.take_over(crypto.open_gaps())
        crypto.forget_open_gaps()
        self._one_device = OneDevice(
            store, self.gateway, settings, self.telling, self._own_devices_changed, self.sender.wake
        )
        self._one_process = OneProcess(
            store,
            homeserver,
            session,
            self.identifiers,
            self.telling,
            self.sender.wake,
            place=place_of(settings.database),
        )
        self._profile = Profile(homeserver, settings.user, settings.display_name)
        self._last_words = LastWords(self.gateway, self.places, self.identifiers)
        self.disk = Disk(reserve, store, self.telling, self.sender.wake, last_words=self._say_last_words)
        self.health.watch(self.disk)
        store.on_disk_fault = self.disk.state_not_written
        crypto.on_disk_fault(self.disk.keys_not_written)
        log.info("started")
        return True

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
        alerts = Alerts(clock, self.identifiers, languages, settings.nearby_within)
        enrolling = Enrolling(identities, self.identifiers, clock, self.telling)
        desk = Desk(alerts, clock, self.identifiers, self.telling, settings.policy, enrolling)
        self.places = Places(
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
            Performer(store, gateway, self.places, self.telling, own_user=settings.user),
            self.telling,
            clock,
            lambda: self.worker.wake(),
        )
        news = IdentityNews(alerts, identities, clock, self.telling, lambda: self.readers.wake())
        trusting = Trusting(identities, self.telling)
        verifying = Verifying(gateway, trusting, clock, self.telling)
        ordered = coordination(
            desk, identities, verifying, trusting, times=self.places.times, own_user=settings.user
        )
        watch = Watch(alerts, desk, clock, settings.user)
        self.worker = Worker(
            store,
            gateway,
            alerts,
            desk,
            identities,
            news,
            ordered,
            watch,
            verifying,
            clock,
            Mentions(settings.user, settings.display_name),
            self.sender.wake,
        )
        self.readers = Readers(store, gateway, alerts, self.worker, identities, clock, self.identifiers)
        housekeeping = Housekeeping(store, gateway, clock, settings, self.hearing, self.sender)
        timekeeping = Timekeeping(store, clock, self.telling, alerts, self.returned)
        self.health = Health(
            store,
            self.hearing,
            self.telling,
            settings.health,
            settings.data_dir,
            clock,
            handled=lambda: self.worker.handled,
        )
        self.timers = Timers(
            store,
            self.worker,
            self.sender,
            housekeeping,
            schedule(store, alerts, clock, self.telling, self.places.times, self._wording, settings),
            self.hearing,
            timekeeping,
            self.health,
            clock,
        )
        self.receiver = Receiver(store, clock, own_user=settings.user, on_inbox=self.worker.wake)
        self.backfill = Backfill(store, gateway, self.receiver, clock, self.worker.wake)
        await timekeeping.begin()
        await self._first_start()
        await identities.load()
        await try_again(store)
        async with store.transaction() as tx:
            await alerts.renew_timers(tx)
            await tell_of_it(tx, alerts, self.telling)

    async def _first_start(self) -> None:
        """Fill an empty database from the settings, and ask for the coordination room once."""
        settings = self.settings
        async with self.store.transaction() as tx:
            if await tx.roster.is_empty():
                await tx.roster.fill(settings.organisations, settings.defenders, settings.admins)
            await tx.roster.give_zone(settings.zone.key)
            if await tx.facts.get("coordination_room_asked_for") is None:
                mark = self.identifiers.mark()
                await tx.facts.set("coordination_room_asked_for", mark)
                await self.telling.add(tx, "coordination", OpenCoordinationRoom(mark), mark=mark)
                await self.telling.coordinators(tx, say("coordination-welcome"))

    async def main_loop(self) -> None:
        """Run the loops until `stop`, or one of them cannot go on; then only the disk has last words."""
        loops = [
            self.timers.run(),
            self._sync(),
            self._once_proven(self.worker.run),
            self._once_proven(self.sender.run),
            self._once_proven(self.readers.run),
            self._once_proven(self.backfill.run),
            self._once_proven(self._one_device.run),
            self._once_proven(self._one_process.run),
            self._once_proven(self._last_words.run),
            self._once_proven(self._profile.run),
            self.disk.run(),
            self.health.run(),
        ]
        tasks = [asyncio.create_task(loop) for loop in (*loops, self._stopping.wait())]
        try:
            ended, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            if self._stopping.is_told:
                await self._finish()
            for task in ended:
                await self.disk.speaks(task.exception())
        finally:
            for task in tasks:
                task.cancel()
            outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, LoggedOut) and not isinstance(outcome, IdentityConflict):
                raise SettingsError(str(outcome)) from outcome
            if isinstance(outcome, Exception):
                raise outcome

    async def _finish(self) -> None:
        """Begin nothing more, and wait for what is under way; not for ever, since it may come again."""
        self.health.stopping()
        try:
            async with asyncio.timeout(FINISH_SECONDS):
                await asyncio.gather(self.timers.finish(), self.sender.finish())
        except TimeoutError:
            log.warning("stopped_halfway")

    async def returned(self, since: datetime) -> None:
        """Nothing was done since then, and nobody had stopped Vigil: the machine slept, or was held.

        What it heard last is old, and its connections are dead: a request on one of them would only wait.
        """
        log.warning("was_not_running", seconds=round((self.clock.now() - since).total_seconds()))
        self.hearing.was_away(since)
        if self._homeserver is not None:
            await self._homeserver.close()

    async def _sync(self) -> None:
        await self._prove_identity()
        async with self.store.transaction() as tx:
            until = await heard_until(tx)
        await self._syncer.run(self.keep, await self.receiver.token(), until)

    async def _prove_identity(self) -> None:
        """Nothing is sent before the homeserver shows that Vigil is Vigil; else raises `IdentityConflict`."""
        await patiently(self.gateway.cross_signing.check, waits=self._not_shown)
        await patiently(self._one_process.claim)
        await patiently(self.gateway.start, waits=self._not_shown)
        await note_shown(self.store, self._identity)
        self._proven.set()

    @staticmethod
    def _not_shown(_: int, seconds: float) -> None:
        log.warning("identity_not_shown", pause=seconds)

    async def _say_last_words(self) -> None:
        await self._last_words.say()
        await self._one_process.stop()

    async def _once_proven(self, loop: Callable[[], Coroutine[Any, Any, None]]) -> None:
        await self._proven.wait()
        await loop()

    async def keep(self, batch: Batch) -> None:
        """Write down what the sync brought, and look after those who may be able to read more now."""
        await self.receiver.keep(batch)
        if batch.gaps:
            self.backfill.wake()
        joined = any(each.membership == "join" for each in batch.memberships)
        if joined or batch.changed_users or batch.begun_anew:
            self.readers.wake()
        if self.settings.user in batch.changed_users:
            self._own_devices_changed.set()

    async def shutdown(self) -> None:
        """Close everything that `start` opened; harmless when repeated."""
        await self._open.aclose()
        log.info("stopped")
