"""What the doing of an outbox row leads to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from bot.store.store import Transaction
from rooms import inputs as i
from rooms.actions import TellDefender
from rooms.alert import Alert, Reach

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


def forgetting(room: str) -> Write:
    """Nothing of this room is kept."""

    async def write(tx: Transaction) -> None:
        await tx.chats.remove(room)
        await tx.inbox.forget_room(room)

    return write
