"""The sender: takes the outbox, queue by queue, and does what each row says.

Order is kept within a queue; queues do not wait for each other. A row is done, and its report to the
rules written, in one transaction after the homeserver has accepted it; the row's own transaction ID
makes a second try harmless, so a crash in between costs nothing.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import timedelta

import structlog

from bot.clock import Clock
from bot.errors import Refused, Unreachable
from bot.jobs import JoinChat, joiner
from bot.outcome import Outcome
from bot.patience import pause_after, pause_for_a_chat, pause_for_an_alert
from bot.performing import Performer
from bot.setting_aside import COORDINATION, Told, tell_of_action
from bot.store.faults import is_our_own
from bot.store.outbox import OutboxRow
from bot.store.store import Store, Transaction
from bot.telling import Telling
from rooms.actions import BriefRoom, InvitePeople, OpenRoom

log = structlog.get_logger()


JOINS_AT_ONCE, OF_ONE_SERVER, OF_ONE_PERSON, OF_STRANGERS = 16, 4, 2, 4
"""So many chats are entered side by side. However many servers never answer, an alert does not wait for them,
nor does anybody else's chat."""


class Joins:
    """How many of what kind are under way."""

    def __init__(self, under_way: Iterable[str]) -> None:
        self._numbers = Counter[str]()
        for queue in under_way:
            if (person := joiner(queue)) is not None:
                self._numbers.update(list(self._limits(person)))

    def may_begin(self, queue: str) -> bool:
        """Whether there is room for this one too; then it is counted. Other queues wait for nobody."""
        if (person := joiner(queue)) is None:
            return True
        limits = self._limits(person)
        if any(self._numbers[each] >= most for each, most in limits.items()):
            return False
        self._numbers.update(list(limits))
        return True

    @staticmethod
    def _limits(person: str) -> dict[str, int]:
        if not person:
            return {"strangers": OF_STRANGERS}
        return {"": JOINS_AT_ONCE, person.partition(":")[2]: OF_ONE_SERVER, person: OF_ONE_PERSON}


class Sender:
    """Empties the outbox."""

    def __init__(
        self,
        store: Store,
        performer: Performer,
        telling: Telling,
        clock: Clock,
        on_inbox: Callable[[], None],
    ) -> None:
        self._store = store
        self._performer = performer
        self._telling = telling
        self._clock = clock
        self._on_inbox = on_inbox
        self._wake = asyncio.Event()
        self._busy: dict[str, asyncio.Task[None]] = {}
        self._suspect_until: int | None = None
        """Rows up to this one may have been tried by a process that did not live to see the answer."""
        self._told_aside: Told = {}
        self._convening = 0
        self._ending = False

    @property
    def convening(self) -> bool:
        """An alert room is being made at this moment, or people are being asked in or briefed."""
        return self._convening > 0

    def wake(self) -> None:
        """There may be something in the outbox."""
        self._wake.set()

    async def run(self) -> None:
        """Send until cancelled; what is under way then is cut off, and tried again at the next start."""
        try:
            while True:
                self._wake.clear()
                await self._start_queues()
                await self._wake.wait()
        finally:
            for task in self._busy.values():
                task.cancel()
            await asyncio.gather(*self._busy.values(), return_exceptions=True)

    async def finish(self) -> None:
        """Begin nothing more, and return when what is under way is done."""
        self._ending = True
        while self._busy:
            await asyncio.wait(self._busy.values())

    async def drain(self) -> None:
        """Send everything that is due now, and return when that is done."""
        await self._start_queues()
        while self._busy:
            await asyncio.wait(self._busy.values())
            await self._start_queues()

    async def _start_queues(self) -> None:
        async with self._store.transaction() as tx:
            if self._suspect_until is None:
                self._suspect_until = await tx.outbox.newest_id()
            queues = await tx.outbox.queues(self._clock.now())
        joins = Joins(self._busy)
        for queue in queues:
            if queue not in self._busy and not self._ending and joins.may_begin(queue):
                self._busy[queue] = asyncio.create_task(self._empty(queue))

    async def _empty(self, queue: str) -> None:
        """Send this queue's rows in order, until it is empty or one has to wait."""
        try:
            with self._store.gives_way():
                row = await self._next(queue)
                while row is not None and not self._ending:
                    row = await self._send(row)
            self._wake.set()
        except Exception:
            # The database itself fails: the next tick looks again, and not this very instant.
            log.exception("queue_failed")
        finally:
            del self._busy[queue]

    async def _next(self, queue: str) -> OutboxRow | None:
        async with self._store.transaction() as tx:
            return await tx.outbox.next(queue, self._clock.now())

    async def _send(self, row: OutboxRow) -> OutboxRow | None:
        """Do it; returns the row of the queue that may follow now."""
        try:
            return await self._done(row, await self._perform(row))
        except Unreachable as fault:
            log.info("outbox_row_waits", row=row.id, attempts=row.attempts)
            pause = pause_after if row.alert is None else pause_for_an_alert
            if isinstance(row.action, JoinChat):
                pause = pause_for_a_chat
            await self._again(row, pause(row.attempts, fault))
        except Exception as fault:
            log.exception("outbox_row_failed", row=row.id)
            if not is_our_own(fault):
                await self._again(row, pause_after(row.attempts))
            elif await self._failed(row):
                return await self._next(row.queue)
        return None

    async def _perform(self, row: OutboxRow) -> Outcome:
        suspect = row.id <= (self._suspect_until or 0) or row.attempts > 0
        convenes = isinstance(row.action, OpenRoom | InvitePeople | BriefRoom)
        self._convening += convenes
        try:
            return await self._performer.perform(row, suspect=suspect)
        except Refused as fault:
            log.warning("outbox_row_refused", row=row.id, errcode=fault.errcode)
            return await self._performer.refused(row, fault)
        finally:
            self._convening -= convenes

    async def _again(self, row: OutboxRow, pause: timedelta) -> None:
        async with self._store.transaction() as tx:
            await tx.outbox.retry(row.id, self._clock.now() + pause)

    async def _failed(self, row: OutboxRow) -> bool:
        """Put it off after a fault of our own; whether it is set aside now, and the next may follow."""
        pause, outcome = pause_after(row.attempts), Outcome()
        try:
            outcome = await self._performer.set_aside(row)
        except Unreachable:  # Nothing may take its place.
            await self._again(row, pause)
            return False
        except Exception:
            log.exception("set_aside_without_a_report", row=row.id)
        async with self._store.transaction() as tx:
            await tx.outbox.retry(row.id, self._clock.now() + pause)
            if not await tx.outbox.failed(row.id):
                return False
            log.error("outbox_row_set_aside", row=row.id)
            await self._write(tx, row, outcome, "set-aside")
            if asked_anew := outcome != Outcome() and isinstance(row.action, OpenRoom | BriefRoom):
                await tx.outbox.done(row.id)  # People are told of that.
            else:
                await tell_of_action(tx, self._telling, row, self._told_aside)
        if not asked_anew and row.queue != COORDINATION:
            self._told_aside[row.id] = row.alert
        self._on_inbox()
        return True

    async def _done(self, row: OutboxRow, outcome: Outcome) -> OutboxRow | None:
        """Write down what came of it; returns the next row, which is found in the same transaction."""
        async with self._store.transaction() as tx:
            await tx.outbox.done(row.id)
            await self._write(tx, row, outcome, "report")
            following = await tx.outbox.next(row.queue, self._clock.now())
        if outcome.report is not None or outcome.write is not None:
            self._on_inbox()
        return following

    async def _write(self, tx: Transaction, row: OutboxRow, outcome: Outcome, kind: str) -> None:
        """Each `kind` of report is taken in once for each row."""
        if outcome.write is not None:
            await outcome.write(tx)
        if outcome.report is not None and row.alert is not None:
            await tx.inbox.add(
                f"{kind}:{row.id}",
                room="",
                sender="",
                kind="report",
                payload={"alert": row.alert, "input": self._store.codec.encode(outcome.report)},
                received_at=self._clock.now(),
            )
