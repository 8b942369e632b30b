"""What every event is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Happened:
    """What every event has: the moment it happened."""

    at: datetime
