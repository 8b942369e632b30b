"""The instants at which the bot is killed, by name, and the orders that say at which one it is next.

`state` and `crypto` are the two databases; `asked` is the instant before a request leaves, `answered` the one
in which the homeserver has done it and the bot has not read the answer.
"""

from __future__ import annotations

import json
import os
import re
import signal
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path

COMMITS = tuple(f"{file}/{when}-commit" for file in ("state", "crypto") for when in ("before", "after"))
MIGRATIONS = ("migration/state", "migration/crypto")
"""Before each statement of a migration that changes something."""

_KINDS = (
    ("createRoom", r"POST .*/createRoom"),
    ("find-room", r"GET .*/joined_rooms"),
    ("invite", r"POST .*/invite|PUT .*/state/m\.room\.member/.*"),
    ("join", r"POST .*/join"),
    ("leave", r"POST .*/leave"),
    ("forget", r"POST .*/forget"),
    ("put-state", r"PUT .*/state/.*"),
    ("read-state", r"GET .*/state(/.*)?"),
    ("share-keys", r"PUT .*/sendToDevice/m\.room\.encrypted/.*"),
    ("withhold-keys", r"PUT .*/sendToDevice/m\.room_key\.withheld/.*"),
    ("send", r"PUT .*/send/.*"),
    ("sync", r"GET .*/sync"),
    ("login", r"(GET|POST) .*/login"),
    ("devices", r"GET .*/devices"),
    ("keys-query", r"POST .*/keys/query"),
    ("keys-claim", r"POST .*/keys/claim"),
    ("keys-upload", r"POST .*/keys/upload"),
    ("identity-upload", r"POST .*/keys/device_signing/upload"),
    ("signatures-upload", r"POST .*/keys/signatures/upload"),
)
OTHER = "other"
ANY = "*"
DEATH = "death:"
"""Before the point, in the trail, where the trap ended a life."""


def kind_of(method: str, path: str) -> str:
    """What kind of request this is; `other` if none of those that are named."""
    line = f"{method} {path}"
    return next((name for name, pattern in _KINDS if re.fullmatch(pattern, line)), OTHER)


def around(kind: str) -> tuple[str, str]:
    """The two points of a kind of request."""
    return f"{kind}/asked", f"{kind}/answered"


@dataclass(frozen=True)
class Orders:
    """What the bot's process is told from outside while it lives, in a small file."""

    number: int = 0
    """Hits are counted from the moment at which this changes."""
    points: tuple[str, ...] = ()
    """Where to die: at whichever of these comes first. "*" is every point."""
    hits: int = 1
    """At which hit of it."""
    spared: dict[str, int] = field(default_factory=dict)
    """So many hits of each point do not count in a life that begins with these orders."""
    ahead: float = 0.0
    """Seconds that the clock is ahead."""

    def write(self, file: Path) -> None:
        """Give these orders; half of them are never read."""
        draft = file.with_suffix(".draft")
        draft.write_text(json.dumps(asdict(self)), encoding="ascii")
        draft.replace(file)

    @classmethod
    def read(cls, file: Path) -> Orders:
        """The orders as they are now."""
        found = json.loads(file.read_text(encoding="ascii"))
        return cls(**{**found, "points": tuple(found["points"])})


class Trap:
    """In the bot's process: hears of each point that is passed, and kills the process where it is told to."""

    def __init__(self, orders: Path, trail: Path) -> None:
        """What is passed is added to `trail`, a line each: one write, so that a kill loses none."""
        self._orders = orders
        self._trail = os.open(trail, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        first = Orders.read(orders)
        self._number = first.number
        self._hits = Counter({point: -hits for point, hits in first.spared.items()})

    def hit(self, point: str) -> None:
        """This point is passed now."""
        os.write(self._trail, f"{point}\n".encode())
        orders = Orders.read(self._orders)
        if orders.number != self._number:
            self._number = orders.number
            self._hits.clear()
        for name in (point, ANY):
            self._hits[name] += 1
            if name in orders.points and self._hits[name] >= orders.hits:
                # Another thread may pass a point meanwhile.
                os.write(self._trail, f"{DEATH}{point}\n".encode())
                os.kill(os.getpid(), signal.SIGKILL)
                signal.pause()


def last_passed(trail: Path) -> str:
    """Where the last life ended, if it was the trap that ended it."""
    ends = [line for line in trail.read_bytes().decode().split() if line.startswith(DEATH)]
    return ends[-1].removeprefix(DEATH)


def passed(trail: Path, since: int = 0) -> Counter[str]:
    """How often each point was passed, from this byte of the trail on."""
    return Counter(trail.read_bytes()[since:].decode().split()) if trail.exists() else Counter()
