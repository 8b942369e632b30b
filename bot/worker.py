"""The worker: takes the inbox row by row, finds whom it concerns, and lets the rules decide.

Each row is done in one transaction with all that follows from it: killed at any instant, Vigil finds
it again or finds its consequences, never both (G1).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, ClassVar

import structlog

from bot.alerts import Alerts
from bot.attacks import Attacks
from bot.clock import Clock
from bot.coordination import Coordination
from bot.desk import Desk
from bot.errors import Unreachable
from bot.identities import NEWS, Identities, News
from bot.identity_news import IdentityNews
from bot.jobs import ProtectChat
from bot.listening import Listening
from bot.mentions import Mentions
from bot.patience import pause_after
from bot.ports import Decrypted, Forged, MatrixGateway, Undecryptable
from bot.seeking import Seeking
from bot.setting_aside import SettingAside
from bot.store.chats import Chat
from bot.store.faults import is_our_own
from bot.store.inbox import STRANGER_INVITE, InboxRow
from bot.store.store import Store, Transaction
from bot.unanswered import Unanswered
from bot.unreadable import Unreadable
from bot.verification_post import ASKED
from bot.verifying import Verifying
from bot.vouching import Vouching
from bot.watching import CHANGE, MEMBERSHIP, Watch
from bot.withheld import WITHHELD, Withheld
from rooms import inputs as i
from rooms.timers import Timer

log = structlog.get_logger()


_AT_ONCE = 25


class Worker:
    """Handles the inbox and what falls due. One at a time, so that nothing is decided twice."""

    def __init__(
        self,
        store: Store,
        gateway: MatrixGateway,
        alerts: Alerts,
        desk: Desk,
        identities: Identities,
        identity_news: IdentityNews,
        coordination: Coordination,
        watch: Watch,
        verifying: Verifying,
        clock: Clock,
        mentions: Mentions,
        on_outbox: Callable[[], None],
    ) -> None:
        self._store = store
        self._gateway = gateway
        self._alerts = alerts
        self._desk = desk
        self._identities = identities
        self._identity_news = identity_news
        self._watch = watch
        self._verifying = verifying
        self._clock = clock
        self._on_outbox = on_outbox
        self._attacks = Attacks(alerts, clock, desk.telling)
        self._listening = Listening(
            alerts,
            desk,
            identities,
            identity_news,
            coordination,
            Vouching(coordination.confirming, desk.telling),
            verifying,
            self._attacks,
            clock,
            mentions,
        )
        self._withheld = Withheld(alerts, desk)
        self._unreadable = Unreadable(desk, self._withheld)
        self._unanswered = Unanswered(desk)
        self._aside = SettingAside(desk, store)
        self._wake = asyncio.Event()
        self._seeking = Seeking(store, gateway, clock, self._wake.set)
        self._failures: dict[int, int] = {}
        self.handled = 0
        """So many rows were done since the start, or put off because the homeserver did not answer.

        The self-audit looks whether it gets on: a homeserver that is slow to show keys holds up each row by
        half a minute, or a minute at most, and no new start would mend that.
        """

    def wake(self) -> None:
        """There may be something in the inbox."""
        self._wake.set()

    async def run(self) -> None:
        """Work until cancelled."""
        try:
            while True:
                self._wake.clear()
                if not await self._handle_some():
                    await self._wake.wait()
        finally:
            await self._seeking.close()

    async def drain(self) -> int:
        """Handle what is pending now, and wait for what is sought; returns how much that was."""
        return await self._handle_some() + await self._seeking.drain()

    async def _handle_some(self) -> int:
        """Some, and no more: then it is looked anew who comes first."""
        async with self._store.transaction() as tx:
            rows = await tx.inbox.pending(now=self._clock.now(), limit=_AT_ONCE)
        for row in rows:
            await self._handle(row)
        return len(rows)

    async def _handle(self, row: InboxRow) -> None:
        """One bad row costs that row only; it is tried again later, with growing pauses."""
        try:
            handler = self._HANDLERS[row.kind]
            await handler(self, row)
        except Unreachable:
            await self._defer(row)
        except Exception as fault:
            log.exception("inbox_row_failed", row=row.id, kind=row.kind)
            await self._defer(row, our_own=is_our_own(fault))
            return
        else:
            self._failures.pop(row.id, None)
        self.handled += 1

    async def _defer(self, row: InboxRow, *, our_own: bool = False) -> None:
        """Put it off; what has failed too often by faults of `our_own` is set aside instead."""
        attempts = self._failures[row.id] = self._failures.get(row.id, -1) + 1
        async with self._store.transaction() as tx:
            await tx.inbox.defer(row.id, self._clock.now() + pause_after(attempts))
            is_aside = our_own and await tx.inbox.failed(row.id)
        if is_aside:
            self._failures.pop(row.id, None)
            await self._aside.message(row)
            self._on_outbox()

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[Transaction]:
        """A transaction after which the sender is woken; a failed one leaves no trace in memory."""
        try:
            async with self._store.transaction() as tx:
                yield tx
        except BaseException:
            self._alerts.forget()
            self._verifying.forget()
            raise
        finally:
            await self._identities.settle()
        self._verifying.settle()
        self._on_outbox()

    # What the sync brought

    async def _event(self, row: InboxRow) -> None:
        raw: dict[str, Any] = row.payload["raw"]
        decrypted: Decrypted | None = None
        forged: str | None = None
        if raw.get("type") == "m.room.encrypted":
            try:
                async with self._store.transaction() as tx:
                    known = await tx.roster.knows(row.sender)
                    known = known or await tx.newcomers.of(row.sender) is not None
                    chat = await tx.chats.get(row.room)
                    if chat is None:
                        await tx.inbox.done(row.id)
                        return
                decrypted = await self._gateway.decrypt(raw, seek=False)
            except Undecryptable as fault:
                if known and not fault.relabelled and not self._seeking.was_sought(row):
                    await self._seeking.begin(row)
                    return
                await self._not_readable(row, fault, known)
                self._seeking.is_done(row)
                return
            except Forged as fault:
                log.warning("event_forged", row=row.id, reason=fault.reason)
                forged = fault.reason
            # A stranger's words count nowhere: nobody asks for their devices.
            if decrypted and known and not decrypted.signed and not self._seeking.was_sought(row):
                await self._seeking.begin(row)
                return
            self._seeking.is_done(row)
        await self._verifying.look_up(row.sender, decrypted.type if decrypted else raw.get("type"))
        async with self._transaction() as tx:
            await tx.inbox.done(row.id)
            chat = await tx.chats.get(row.room)
            if chat is None:
                return
            if forged is not None:
                await self._attacks.forged(tx, chat, row.sender, forged)
            elif decrypted is None:
                await self._listening.plain(tx, chat, row, raw)
            else:
                chat = await self._attacks.was_encrypted(tx, chat, row)
                late = await tx.megolm.is_late(
                    decrypted.session_id,
                    decrypted.index,
                    room=chat.room,
                    device=decrypted.device.curve25519,
                )
                if await self._attacks.is_first_use(tx, chat, row, decrypted):
                    await self._listening.decrypted(tx, chat, row, decrypted, late=late)

    async def _not_readable(self, row: InboxRow, fault: Undecryptable, known: bool) -> None:
        """It waits for the key, unless a stranger wrote it; that others gave the key as theirs is told."""
        async with self._transaction() as tx:
            chat = await tx.chats.get(row.room)
            if fault.relabelled and chat is not None:
                await self._attacks.forged(tx, chat, row.sender, "relabelled")
            if not known:
                await tx.inbox.done(row.id)
        if known:
            await self._wait(row, fault.session_id)

    async def _wait(self, row: InboxRow, session_id: str) -> None:
        async with self._store.transaction() as tx:
            await tx.inbox.wait(row.id, session_id, self._clock.now())
        log.info("event_waits_for_key", row=row.id)
        try:
            await self._gateway.decrypt(row.payload["raw"], seek=False)
        except (Undecryptable, Forged):
            return
        # The key came between the first try and the wait, so nobody else will wake this row.
        async with self._store.transaction() as tx:
            await tx.inbox.wake([session_id])
        self.wake()

    async def _invite(self, row: InboxRow) -> None:
        async with self._transaction() as tx:
            again_at = await self._desk.invited(tx, row.room, row.sender, put_off=row.put_off)
            if again_at is None:
                await tx.inbox.done(row.id)
            else:
                await tx.inbox.defer(row.id, again_at)

    async def _watched(self, row: InboxRow) -> None:
        async with self._transaction() as tx:
            await self._watch.look(tx, row)

    async def _entered(self, row: InboxRow) -> None:
        async with self._transaction() as tx:
            await tx.inbox.done(row.id)
            chat = await tx.chats.get(row.room)
            if chat is None or chat.kind != "direct":
                return
            if not chat.greeted:
                await tx.chats.touch(
                    chat.room, self._clock.now()
                )  # Who opens a new chat looks into that one.
            if not chat.encrypted:
                await self._desk.telling.add(tx, f"person:{chat.person}", ProtectChat(chat.room))
            await self._desk.entered(tx, chat)

    async def _report(self, row: InboxRow) -> None:
        alert: int = row.payload["alert"]
        given = self._store.codec.decode(row.payload["input"])
        async with self._transaction() as tx:
            await tx.inbox.done(row.id)
            if await self._alerts.exists(tx, alert):
                await self._alerts.apply(tx, alert, given)

    async def _identity(self, row: InboxRow) -> None:
        async with self._transaction() as tx:
            await tx.inbox.done(row.id)
            await self._identity_news.tell(tx, News(row.payload["news"]), row.payload["people"])

    async def _key_withheld(self, row: InboxRow) -> None:
        async with self._transaction() as tx:
            await tx.inbox.done(row.id)
            await self._withheld.tell(tx, row)

    async def _asked_to_verify(self, row: InboxRow) -> None:
        async with self._transaction() as tx:
            await tx.inbox.done(row.id)
            await self._verifying.asked(tx, row)

    async def _left(self, row: InboxRow) -> None:
        """The alert's room is left and forgotten: now its record is erased, and the words that led to it."""
        number: int = row.payload["alert"]
        async with self._store.transaction() as tx:
            chats = await self._chats_to_forget(tx, number)
            read = await tx.inbox.read_up_to()
        for chat in chats:
            await self._gateway.forget_words(chat.room, read)
        async with self._transaction() as tx:
            await tx.inbox.done(row.id)
            await self._alerts.erase(tx, number)
        await self._store.checkpoint()

    async def _chats_to_forget(self, tx: Transaction, number: int) -> list[Chat]:
        """The defender's direct chats, unless another alert of theirs is open: its words are in them too."""
        defender = (await self._alerts.get(tx, number)).defender
        if await tx.journal.open_alert_of(defender) is not None:
            return []
        return await tx.chats.directs_of(defender)

    _HANDLERS: ClassVar[dict[str, Callable[[Worker, InboxRow], Awaitable[None]]]] = {
        "event": _event,
        "invite": _invite,
        STRANGER_INVITE: _invite,
        MEMBERSHIP: _watched,
        CHANGE: _watched,
        "entered": _entered,
        "report": _report,
        "left": _left,
        ASKED: _asked_to_verify,
        NEWS: _identity,
        WITHHELD: _key_withheld,
    }

    # What fell due

    async def fall_due(self, *due: tuple[int, Timer]) -> None:
        """These timers are due: in one transaction the rules decide, and all are read off the alerts."""
        async with self._transaction() as tx:
            for alert, timer in due:
                await self._alerts.apply(tx, alert, i.Due(timer))

    async def timer_failed(self, alert: int, timer: Timer, fault: Exception | None) -> None:
        """It could not be decided, or is due as before (no `fault`): set aside if that was once too often."""
        if fault is not None and not is_our_own(fault):
            return
        async with self._store.transaction() as tx:
            is_aside = await tx.timers.failed(alert, timer)
        if is_aside:
            await self._aside.timer(alert, timer)
            self._on_outbox()

    async def ask_to_repeat(self, now: datetime) -> None:
        """Tell of what cannot be read or is not answered, and of attacks that went on."""
        async with self._transaction() as tx:
            await self._unreadable.tell(tx, now)
            await self._unanswered.ask_again(tx, now)
            await self._identity_news.tell_again(tx, now)
            await self._attacks.tell_again(tx, now)

    async def end_verifications(self) -> None:
        """Break off every verification that has taken too long."""
        if self._verifying.is_overdue:
            async with self._transaction() as tx:
                await self._verifying.expire(tx)
