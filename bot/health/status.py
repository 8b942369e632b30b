"""What `vigil health` reads: a small file in the data folder, written again and again while Vigil lives.

It holds kinds, counts and ages, and names nobody, so that it needs no key. Its age is told by a clock that
nobody can set and that begins anew when the machine does.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.health import audit
from bot.health.audit import Picture

EVERY = 5.0
"""Seconds between two writings."""

STALE_AFTER = 60.0

_FILE = "health.json"

NOT_RUNNING = (
    "Vigil does not run, or hangs: look at its log, and start it ('vigil run', 'systemctl restart vigil')."
)
WELL = "All is in order."
_MEANS = {
    audit.TIMER_LATE: "questions or deadlines are late; look at the log, and restart Vigil if it goes on.",
    audit.ACTION_STUCK: "messages or other actions do not get through; look at homeserver and log.",
    audit.MESSAGE_STUCK: "messages that came in are not handled; look at the log, and restart Vigil.",
    audit.SYNC_SILENT: "the homeserver has not answered for too long; look at it and at the network.",
    audit.ROW_SET_ASIDE: "rows failed too often by a fault of Vigil's own and are set aside; install a newer"
    " version, and restart Vigil: it tries them again.",
    audit.UNTOLD: "messages to the coordinators are set aside: call them yourself.",
    audit.DISK: "the disk of the data folder is full or cannot be written; make room, or mend it.",
    audit.DISK_LOW: "little room is left on the disk of the data folder; make room.",
    audit.TICK_SILENT: "the main loop hangs; restart Vigil.",
}


@dataclass(frozen=True)
class Status:
    """The file in this data folder."""

    folder: Path

    def write(self, picture: Picture, steady: float) -> None:
        """Note how it stands, at this reading of the steady clock. Raises OSError."""
        found = [[each.kind, each.count] for each in picture.findings]
        beside = self._path.with_suffix(".new")
        beside.write_text(json.dumps({"steady": steady, "found": found}), encoding="ascii")
        os.replace(beside, self._path)

    def remove(self) -> None:
        """Vigil stops, and nobody is to take it for alive."""
        self._path.unlink(missing_ok=True)

    def read(self, steady: float) -> list[str]:
        """A sentence for each thing that is not in order, at this reading of the steady clock."""
        try:
            noted = json.loads(self._path.read_text(encoding="ascii"))
            age = steady - noted["steady"]
            found: Iterable[tuple[str, int]] = [(kind, count) for kind, count in noted["found"]]
        except (OSError, ValueError, KeyError, TypeError):
            return [NOT_RUNNING]
        if not -1 <= age <= STALE_AFTER:
            return [NOT_RUNNING]
        return [f"{kind} ({count}): {_MEANS.get(kind, 'look at the log.')}" for kind, count in found]

    @property
    def _path(self) -> Path:
        return self.folder / _FILE
