"""The coordination room is told when something is found, once, and when all is in order again."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.health import audit
from bot.health.audit import Finding, Picture
from bot.hearing import Hearing
from bot.store.store import Transaction
from bot.telling import Telling
from rooms.texts import Lines, Text, say

_TOLD = "health_told"
"""The fact that outlives the process: the kinds that the coordinators know of."""

CALM_FOR = timedelta(minutes=2)
"""All is in order again after so long without a finding: what comes and goes is not told each time."""


@dataclass
class Warnings:
    """Tells each kind of finding once, until all is in order again.

    An outage of the homeserver is told when it is over (`hearing.py`), a row that is set aside at once, with
    its alert (`setting_aside.py`), and a full disk by `disk.py`: not here a second time.
    """

    telling: Telling
    hearing: Hearing
    _calm_since: datetime | None = None

    async def tell(self, tx: Transaction, picture: Picture) -> None:
        """Tell what is new in this picture."""
        known: list[str] = json.loads(await tx.facts.get(_TOLD) or "[]")
        lines = {each.kind: line for each in picture.findings if (line := self._line(each)) is not None}
        if lines:
            self._calm_since = None
            if new := [line for kind, line in lines.items() if kind not in known]:
                await tx.facts.set(_TOLD, json.dumps(sorted({*known, *lines})))
                await self.telling.coordinators(
                    tx, say("coordination-unwell", lines=Lines(tuple(new))), urgent=True
                )
        elif known:
            self._calm_since = self._calm_since or picture.at
            if picture.at - self._calm_since >= CALM_FOR:
                await tx.facts.set(_TOLD, "[]")
                await self.telling.coordinators(tx, say("coordination-well-again"))

    def _line(self, finding: Finding) -> Text | None:
        count, at = finding.count, finding.since
        match finding.kind:
            case audit.TIMER_LATE if at is not None:
                return say("unwell-timers", count=count, at=at)
            case audit.ACTION_STUCK if at is not None:
                return say("unwell-actions", count=count, at=at)
            case audit.MESSAGE_STUCK if at is not None:
                return say("unwell-messages", count=count, at=at)
            case audit.SYNC_SILENT if at is not None and self.hearing.deaf_since is None:
                return say("unwell-sync", at=at)
        return None
