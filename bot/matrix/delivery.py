"""What became of a message that was sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Shortfall(StrEnum):
    """Why nobody could hand a recipient the key."""

    NO_DEVICE = "no_device"
    """They have never logged in, or have logged out everywhere."""

    NO_ONE_TIME_KEY = "no_one_time_key"
    """Their devices are known, but a secure channel could not be opened to any."""

    UNTRUSTED = "untrusted"
    """None of their devices may read."""

    REQUEST_FAILED = "request_failed"
    """Their homeserver, or ours, did not answer."""


@dataclass(frozen=True)
class Delivery:
    """The homeserver has accepted the event; `unreached` are recipients none of whose devices can read it.

    `withheld` are those who have a device that may not read it, whatever else they have.
    """

    event_id: str
    unreached: Mapping[str, str] = field(default_factory=dict)
    withheld: frozenset[str] = frozenset()
