"""What is remembered of the last exercise: who had not answered when it was over."""

from __future__ import annotations

import json

from bot.store.store import Transaction
from rooms.alert import Alert, Answer
from rooms.texts import Names, Text, say

_LAST = "last_drill"
"""The fact that holds the IDs of the organisations that were silent."""


async def note_drill(tx: Transaction, alert: Alert) -> None:
    """This exercise has just ended."""
    silent = [called.id for called in alert.organisations if called.answer is Answer.WAITING]
    await tx.facts.set(_LAST, json.dumps(silent))


async def unanswered(tx: Transaction) -> Text | None:
    """Who of the network has not answered the last exercise; None if everybody has, or there was none."""
    silent = json.loads(await tx.facts.get(_LAST) or "[]")
    names = tuple(each.name for each in await tx.roster.organisations() if each.id in silent)
    return say("drill-unanswered", names=Names(names)) if names else None
