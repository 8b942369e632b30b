"""The state database: one encrypted file, one connection, one transaction at a time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from pathlib import Path
from typing import Self

from sqlalchemy.exc import DBAPIError

import rooms.actions
import rooms.alert
import rooms.called
import rooms.coordinator_events
import rooms.duty
import rooms.enrolling
import rooms.escalation_events
import rooms.events
import rooms.inputs
import rooms.policy
import rooms.roster
import rooms.texts
import rooms.timers
import rooms.trust_events
from bot.diskfault import disk_fault
from bot.errors import DiskFault, StoreError
from bot.key import Key
from bot.store.acts import Acts
from bot.store.calls import Calls
from bot.store.chats import Chats
from bot.store.codec import Codec, classes_of
from bot.store.confirmations import Confirmations
from bot.store.counts import Counts
from bot.store.driver import errors
from bot.store.engine import Database, open_database
from bot.store.enrolling import Newcomers
from bot.store.enrolments import Enrolments
from bot.store.facts import Facts
from bot.store.identities import Identities
from bot.store.inbox import Inbox
from bot.store.journal import Journal
from bot.store.lock import FolderLock
from bot.store.measures import Measures
from bot.store.migrating import bring_up_to_date
from bot.store.moments import Moments
from bot.store.notices import Notices
from bot.store.outbox import Outbox
from bot.store.overdue import Overdue
from bot.store.posted import Posted
from bot.store.roster import Roster
from bot.store.roster_editing import RosterEditing
from bot.store.statements import NetworkCache, Statements
from bot.store.strangers import Strangers
from bot.store.suspensions import Suspensions
from bot.store.timers import Timers

RULES = (
    rooms.actions,
    rooms.alert,
    rooms.called,
    rooms.coordinator_events,
    rooms.duty,
    rooms.enrolling,
    rooms.escalation_events,
    rooms.events,
    rooms.inputs,
    rooms.policy,
    rooms.roster,
    rooms.texts,
    rooms.timers,
    rooms.trust_events,
)
"""Whose classes the database holds."""


class Transaction:
    """The repositories, for as long as one transaction lasts; afterwards each of them raises RuntimeError."""

    def __init__(self, statements: Statements, codec: Codec) -> None:
        self.facts = Facts(statements)
        self.inbox = Inbox(statements)
        self.outbox = Outbox(statements, codec)
        self.chats = Chats(statements, codec)
        self.journal = Journal(statements, codec, self.inbox, self.chats)
        self.timers = Timers(statements)
        self.suspensions = Suspensions(statements)
        self.roster = Roster(statements, codec, self.suspensions)
        self.editing = RosterEditing(statements, codec, self.roster)
        self.calls = Calls(statements)
        self.acts = Acts(statements, self.facts)
        self.enrolments = Enrolments(statements)
        self.newcomers = Newcomers(statements, codec)
        self.confirmations = Confirmations(statements, codec)
        self.measures = Measures(statements)
        self.posted = Posted(statements)
        self.counts = Counts(statements)
        self.strangers = Strangers(statements)
        self.identities = Identities(statements)
        self.notices = Notices(statements)
        self.overdue = Overdue(statements)
        self.moments = Moments(statements)


class Store:
    """An open state database. Get one from `Store.open`, and close it."""

    def __init__(self, database: Database, lock: FolderLock, codec: Codec) -> None:
        self._database: Database | None = database
        self._folder_lock = lock
        self._turn = asyncio.Lock()
        self._behind = asyncio.Lock()
        self._patient = set[asyncio.Task[object] | None]()
        self._owner: asyncio.Task[object] | None = None
        self._network = NetworkCache()
        self.on_disk_fault: Callable[[DiskFault], None] = lambda fault: None
        """Called when the disk did not take something; whoever wrote it gets a `DiskFault` as well."""
        self.codec = codec
        """Writes and reads every class that the database may hold."""

    @classmethod
    async def open(cls, path: Path, key: Key, extra: Iterable[type] = ()) -> Self:
        """Open the database at `path`, made and migrated as needed; its folder is locked until `close`.

        `extra` are the shell's own classes that the outbox holds, beside those of `rooms/`.
        Raises `AlreadyRunning`, `WrongKey`, `DatabaseIsNewer`, or `StoreError` for an unusable folder.
        """
        codec = Codec((*classes_of(*RULES), *extra))
        lock = FolderLock(path.parent)
        try:
            database = await open_database(path, key)
            try:
                await bring_up_to_date(database.connection)
            except BaseException:
                await database.close()
                raise
        except DBAPIError as fault:
            lock.release()
            raise disk_fault(fault) or StoreError("The database is damaged.") from fault
        except BaseException:
            lock.release()
            raise
        return cls(database, lock, codec)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Everything inside is written together at the end, or, on any exception, not at all.

        Transactions wait for one another, so do nothing slow inside; one inside another raises RuntimeError.
        A task that is cancelled during the commit itself is cancelled after it.
        """
        async with self._alone():
            connection = self._opened().connection
            statements = Statements(connection, self._network)
            try:
                async with connection.begin():
                    try:
                        yield Transaction(statements, self.codec)
                    finally:
                        statements.end()
            except DBAPIError as error:
                fault = disk_fault(error)
                if fault is None:
                    raise
                self.on_disk_fault(fault)
                raise fault from error

    @contextmanager
    def gives_way(self) -> Iterator[None]:
        """Inside, this task waits its turn among its like, of whom one at a time waits beside everybody else.

        For those of whom there are hundreds at once: else whoever is alone would have every other one before
        them each time, and an alert would take a minute.
        """
        task = asyncio.current_task()
        self._patient.add(task)
        try:
            yield
        finally:
            self._patient.discard(task)

    async def checkpoint(self) -> None:
        """Fold the write-ahead log into the database and empty it: what was erased is gone from both."""
        async with self._alone():
            await self._opened().raw.pragma("PRAGMA wal_checkpoint(TRUNCATE)")

    async def scrub(self) -> None:
        """Write the whole file anew: what was erased stands in no gap of a page, and in no log, any more.

        `secure_delete` alone leaves copies behind where SQLite has moved rows from page to page. Raises
        `StoreError` if there is no room for it, or somebody reads the file just now; try again later.
        """
        async with self._alone():
            raw = self._opened().raw
            try:
                try:
                    await raw.pragma("VACUUM")
                finally:  # The log of a failed one would keep the room.
                    ((busy, *_),) = await raw.pragma("PRAGMA wal_checkpoint(TRUNCATE)")
            except errors.DatabaseError as fault:
                raise StoreError("The database cannot be written anew; is there room on the disk?") from fault
        if busy:
            raise StoreError("The database is being read by another program; it is scrubbed later.")

    async def close(self) -> None:
        """Wait for the transaction under way, close the file, let the folder go. Harmless when repeated."""
        async with self._alone():
            database, self._database = self._database, None
            try:
                if database is not None:
                    await database.close()
            finally:
                self._folder_lock.release()

    def _opened(self) -> Database:
        if self._database is None:
            raise StoreError("The database is closed.")
        return self._database

    @asynccontextmanager
    async def _alone(self) -> AsyncIterator[None]:
        task = asyncio.current_task()
        if task is not None and self._owner is task:
            raise RuntimeError("A transaction is under way in this very task; it would wait for itself.")
        async with self._behind if task in self._patient else nullcontext(), self._turn:
            self._owner = task
            try:
                yield
            finally:
                self._owner = None
