"""What comes of an encrypted event: words that count, a wait for the key, or a forgery."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.errors import VigilError
from bot.matrix.devices import Device


@dataclass(frozen=True)
class Decrypted:
    """An event that was decrypted and really comes from its sender.

    `session_id` and `index` together are used once by an honest sender: see them twice, with another event
    ID, and it is a replay. `device` is the sender's device whose keys own the session; `signed` says whether
    its owner vouches for it, `believed` whether what it says counts (`bot.matrix.trust`).
    """

    type: str
    content: dict[str, Any] = field(repr=False)
    session_id: str
    index: int
    device: Device
    signed: bool = False
    believed: bool = False


class Undecryptable(VigilError):
    """Not readable yet: the key, or the device list that says whose key it is, may still come.

    `relabelled`: others have given the key as theirs, and the sender has not.
    """

    def __init__(self, session_id: str, *, relabelled: bool = False) -> None:
        super().__init__("The key for this event has not come yet.")
        self.session_id = session_id
        self.relabelled = relabelled


class Forged(VigilError):
    """Never to be believed; `reason` is one word."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The event is not what it claims to be: {reason}.")
        self.reason = reason
