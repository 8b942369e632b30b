"""Who is told from outside how Vigil is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta


@dataclass(frozen=True)
class HealthSettings:
    """What the settings file says.

    The address of the heartbeat is a secret of whoever waits for it. `listen`: address and port.
    """

    listen: tuple[str, int] | None = None
    heartbeat_url: str | None = field(default=None, repr=False)
    heartbeat_every: timedelta = timedelta(minutes=1)
