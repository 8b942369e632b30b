"""What fails again and again by a fault of Vigil's own is set aside: told, kept, and holding back nothing.

The homeserver's faults never lead here, nor those of the disk: they pass, and are waited for. What is set
aside is tried once more at each start, since the program may be a newer one by then.
"""

from __future__ import annotations

from dataclasses import dataclass

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

COORDINATION = "coordination"
"""The queue in which the coordinators are told."""


async def try_again(store: Store) -> None:
    """A new start: all that was set aside has one more try."""
    async with store.transaction() as tx:
        rows = await tx.timers.try_again() + await tx.inbox.try_again() + await tx.outbox.try_again()
    if rows:
        log.info("set_aside_tried_again", rows=rows)


async def action_failed(tx: Transaction, telling: Telling, row: OutboxRow) -> bool:
    """Count one more fault of this action. Whether it is set aside now, and the coordinators told."""
    if not await tx.outbox.failed(row.id):
        return False
    log.error("outbox_row_set_aside", row=row.id)
    if row.queue != COORDINATION:  # Else what tells of it might fail as well, for ever; the audit knows.
        await telling.coordinators(tx, await _about(tx, row.alert, "action"), urgent=True)
    return True


@dataclass(frozen=True)
class SettingAside:
    """For what came in and what fell due."""

    desk: Desk

    async def message_failed(self, tx: Transaction, row: InboxRow) -> bool:
        """Count one more fault of what came in. Whether it is set aside now, and everybody concerned told."""
        if not await tx.inbox.failed(row.id):
            return False
        log.error("inbox_row_set_aside", row=row.id, kind=row.kind)
        chat = await tx.chats.get(row.room) if row.room else None
        if row.kind != "event" or chat is None or not await tx.roster.knows(row.sender):
            alert = row.payload.get("alert") or (chat.alert if chat else None)
            text = await _about(tx, alert if isinstance(alert, int) else None, "message")
        else:
            text = say("coordination-set-aside-words", name=await named(tx, row.sender), at=row.sent_at)
            await self.desk.say_to(tx, chat, row.sender, say("not-handled", at=row.sent_at))
        await self.desk.telling.coordinators(tx, text, urgent=True)
        return True

    async def timer_failed(self, tx: Transaction, alert: int, timer: Timer) -> bool:
        """Count one more fault of what fell due. Whether it is set aside now, and the coordinators told."""
        if not await tx.timers.failed(alert, timer):
            return False
        log.error("timer_set_aside", alert=alert, kind=timer.kind.value)
        await self.desk.telling.coordinators(tx, await _about(tx, alert, "timer"), urgent=True)
        return True


async def _about(tx: Transaction, alert: int | None, what: str) -> Text:
    """The sentence; the alert by its code, which is read without its journal: that may be what is bad."""
    code = next((row.code for row in await tx.journal.alerts(open_only=False) if row.id == alert), None)
    if code is None:
        return say("coordination-set-aside")
    match what:
        case "timer":
            return say("coordination-set-aside-timer", code=code)
        case "action":
            return say("coordination-set-aside-action", code=code)
        case _:
            return say("coordination-set-aside-alert", code=code)
