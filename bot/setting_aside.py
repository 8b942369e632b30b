"""What fails again and again by a fault of Vigil's own is set aside: told, kept, and holding back nothing.

The homeserver's faults never lead here, nor those of the disk: they pass, and are waited for. What is set
aside is tried once more at each start, since the program may be a newer one by then, and every ten minutes,
since what it stumbled over may be gone. Each process tells of each row once; of many about the same alert it
tells the first, and then how many there are each time they have doubled.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from bot.desk import Desk
from bot.store.inbox import InboxRow
from bot.store.outbox import OutboxRow
from bot.store.store import Store, Transaction
from bot.telling import Telling
from bot.who import named
from rooms.texts import Text, say
from rooms.timers import Timer

log = structlog.get_logger()

TRY_AGAIN_EVERY = timedelta(minutes=10)

Told = dict[object, object]
"""What was told of each row that was set aside: whom or what it is about."""

COORDINATION = "coordination"
"""The queue in which the coordinators are told."""


async def try_again(store: Store) -> None:
    """All that was set aside has one more try."""
    async with store.transaction() as tx:
        rows = await tx.timers.try_again() + await tx.inbox.try_again() + await tx.outbox.try_again()
    if rows:
        log.info("set_aside_tried_again", rows=rows)


def _number(told: Told, about: object) -> int:
    """The how many-th row about the same is to be told now; 0 if it is not to be told."""
    number = 1 + sum(each == about for each in told.values())
    return number if number.bit_count() == 1 else 0


async def tell_of_action(tx: Transaction, telling: Telling, row: OutboxRow, told: Told) -> None:
    """This action is set aside: the coordinators hear of it."""
    if row.queue == COORDINATION:  # Else what tells of it might fail as well, for ever; the audit knows.
        return
    if row.id not in told and (number := _number(told, row.alert)):
        await telling.coordinators(tx, await _about(tx, row.alert, "action", number), urgent=True)


@dataclass(frozen=True)
class SettingAside:
    """Tells of what came in and what fell due. It is counted before: a fault in here costs no count."""

    desk: Desk
    store: Store
    _told: Told = field(default_factory=dict)

    async def message(self, row: InboxRow) -> None:
        """What came in is set aside: everybody concerned hears of it."""
        log.error("inbox_row_set_aside", row=row.id, kind=row.kind)
        await self._once(row.id, lambda tx: self._tell_of_message(tx, row))

    async def timer(self, alert: int, timer: Timer) -> None:
        """What fell due is set aside: the coordinators hear of it."""
        log.error("timer_set_aside", alert=alert, kind=timer.kind.value)
        await self._once((alert, timer), lambda tx: self._tell(tx, alert, "timer"))

    async def _once(self, what: object, tell: Callable[[Transaction], Awaitable[object]]) -> None:
        """What could not be told is told when it has failed once more; the audit has found it by then."""
        if what in self._told:
            return
        try:
            async with self.store.transaction() as tx:
                about = await tell(tx)
        except Exception:
            log.exception("set_aside_untold")
        else:
            self._told[what] = about

    async def _tell_of_message(self, tx: Transaction, row: InboxRow) -> object:
        chat = await tx.chats.get(row.room) if row.room else None
        if row.kind != "event" or chat is None or not await tx.roster.knows(row.sender):
            alert = row.payload.get("alert") or (chat.alert if chat else None)
            return await self._tell(tx, alert if isinstance(alert, int) else None, "message")
        await self.desk.say_to(tx, chat, row.sender, say("not-handled", at=row.sent_at))
        if _number(self._told, row.sender):
            text = say("coordination-set-aside-words", name=await named(tx, row.sender), at=row.sent_at)
            await self.desk.telling.coordinators(tx, text, urgent=True)
        return row.sender

    async def _tell(self, tx: Transaction, alert: int | None, what: str) -> object:
        about = alert, what
        if number := _number(self._told, about):
            await self.desk.telling.coordinators(tx, await _about(tx, alert, what, number), urgent=True)
        return about


async def _about(tx: Transaction, alert: int | None, what: str, number: int) -> Text:
    """The sentence; the alert by its code, which is read without its journal: that may be what is bad."""
    code = next((row.code for row in await tx.journal.alerts(open_only=False) if row.id == alert), None)
    if code is None:
        return say("coordination-set-aside")
    if number > 1:
        return say("coordination-set-aside-more", code=code, count=number)
    match what:
        case "timer":
            return say("coordination-set-aside-timer", code=code)
        case "action":
            return say("coordination-set-aside-action", code=code)
        case _:
            return say("coordination-set-aside-alert", code=code)
