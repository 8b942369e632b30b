"""Who may read: one verdict per device, asked at each sending.

In this slice every device counts that is listed for a named recipient and has signed its own keys; what is
malformed or unsigned never gets as far as here. Cross-signing will be judged in `may_read`, and nowhere else.
"""

from __future__ import annotations

from enum import Enum

from bot.matrix.devices import Device


class Verdict(Enum):
    """What a device may do."""

    READS = "reads"
    GONE = "gone"
    """Logged out: it is given nothing more, and having been given a session ends that session."""

    UNTRUSTED = "untrusted"


def may_read(device: Device) -> Verdict:
    """Whether this device may be given keys. Fails closed: only `Verdict.READS` is a yes."""
    return Verdict.GONE if device.deleted else Verdict.READS
