"""What the doing of an outbox row leads to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from bot.matrix.delivery import Delivery, Shortfall
from bot.store.outbox import OutboxRow
from bot.store.store import Transaction
from bot.telling import Telling
from rooms import inputs as i
from rooms.actions import TellDefender
from rooms.alert import Alert, Reach
from rooms.texts import say

Write: TypeAlias = Callable[[Transaction], Awaitable[None]]


@dataclass(frozen=True)
class Outcome:
    """What a row's doing has led to: a report to the rules, and what to write down with it."""

    report: i.Input | None = None
    write: Write | None = None


def reported(action: TellDefender, reach: Reach, alert: Alert) -> i.Input | None:
    """What the rules have to know of it: a question always, all else when it is not as it was before."""
    if action.asks is None and alert.reach is reach:
        return None
    return i.DefenderReached(reach, action.asks, action.asked_at)


def kept_back(delivery: Delivery, *, encrypted: bool) -> bool:
    """No device may read these plans: nothing that is there is vouched for by the defender's identity.

    In a chat that is not encrypted, whoever has no device for keys reads all but the plans.
    """
    return Shortfall.UNTRUSTED in delivery.unreached.values() or (not encrypted and bool(delivery.unreached))


def telling_of_it(row: OutboxRow, alert: Alert, telling: Telling) -> Write | None:
    """Those who rely on it hear that plans were kept back (G6); before the brief nobody is there."""
    number = row.alert
    if number is None or alert.briefed_at is None or not alert.is_open:
        return None

    async def write(tx: Transaction) -> None:
        told = say("plans-kept-back", alias=alert.alias)
        await telling.room(tx, number, told, mark=f"{row.transaction_id}-kept-back")

    return write


def posted(row: OutboxRow, event_id: str, text: str | None = None) -> Write | None:
    """Whoever replies to this message is told if it is not so any more; `text` as `Posted` keeps it."""
    number = row.alert
    if number is None:
        return None

    async def write(tx: Transaction) -> None:
        await tx.posted.add(event_id, number, row.created_at, text)

    return write


def forgetting(room: str) -> Write:
    """Nothing of this room is kept."""

    async def write(tx: Transaction) -> None:
        await tx.chats.remove(room)
        await tx.inbox.forget_room(room)

    return write
