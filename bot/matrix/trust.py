"""Whom Vigil trusts: which devices of a person may read, and which may speak for them (G3).

A person is known by the master key that was seen first, or that a coordinator has confirmed: the pin. Their
devices count when the pin vouches for them (`devices.py` follows the signatures). What becomes of the others,
the settings decide by role. Nothing else in Vigil judges devices.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol

from bot.matrix.devices import Device


class Unsigned(StrEnum):
    """What becomes of a device that its owner has not cross-signed."""

    REFUSE = "refuse"
    """It is given no keys, and no command comes from it."""

    FIRST_PINNED = "first_pinned"
    """Those count that the person had when Vigil first saw them, and none that come later."""

    WARN = "warn"
    """What it says is taken, and marked; it is written to if it has spoken, or they have nothing better."""

    ALLOW = "allow"
    """It counts like any other."""


@dataclass(frozen=True)
class Seen:
    """What the homeserver shows of a person now; `unsigned` are the Curve25519 keys of unvouched devices.

    `vouched`: there is a device that the master key vouches for.
    """

    master: str | None
    unsigned: frozenset[str] = frozenset()
    vouched: bool = True


@dataclass(frozen=True)
class Standing:
    """What Vigil holds of one person. `accepted` are unsigned devices that count, by Curve25519 key."""

    unsigned: Unsigned
    pin: str | None = None
    current: str | None = None
    """The master key that the homeserver last showed."""
    changed: bool = False
    """Another master key than the pin was shown: until a coordinator accepts one, nobody vouches for them."""
    verified: bool = False
    """A coordinator has made sure that the pin is theirs."""
    accepted: frozenset[str] = frozenset()
    hidden: bool = False
    """There are devices of a defender, and the pin vouches for none of them."""

    def after(self, seen: Seen) -> Standing:
        """The same after this was seen: the first master key is pinned, another one is a change."""
        after = self._after(seen)
        lenient = self.unsigned is Unsigned.WARN and bool(seen.unsigned)
        vouched = seen.vouched and seen.master is not None
        return replace(after, hidden=lenient and after.pin is not None and not vouched)

    def _after(self, seen: Seen) -> Standing:
        if self.pin is None and self.current is None and not self.accepted:
            first = seen.unsigned if self.unsigned is Unsigned.FIRST_PINNED else frozenset[str]()
            return replace(self, pin=seen.master, current=seen.master, accepted=first)
        if seen.master is None:
            return self  # Devices that nothing vouches for are not signed; that is no new key.
        if self.pin is None:
            return replace(self, pin=seen.master, current=seen.master)
        return replace(self, current=seen.master, changed=self.changed or seen.master != self.pin)

    def signed(self, device: Device) -> bool:
        """The pin vouches for this device, be it logged out by now."""
        return not self.changed and self.pin is not None and device.master == self.pin

    def believes(self, device: Device) -> bool:
        """What this device says is said by the person."""
        if self.signed(device) or self.unsigned is Unsigned.WARN:
            return True
        return not self.changed and self._tolerates(device)

    def readers(self, devices: Collection[Device], *, secret: bool = False) -> list[Device]:
        """Those of the person's devices that are given keys.

        `secret`: the words hold plans, so leniency ends where an identity is known that could vouch.
        """
        listed = [device for device in devices if not device.deleted]
        if self.unsigned is Unsigned.WARN:
            if secret and self.pin is not None:
                return [device for device in listed if self.signed(device)]
            return self._readers_of_defender(listed)
        return [device for device in listed if self.believes(device)]

    def reads_back(self, device: Device) -> bool:
        """Whether this reader may also be given what was said before it came.

        Whoever has an identity, and is heard without it, may not be who wrote and read here until then.
        """
        if self.unsigned is not Unsigned.WARN:
            return self.believes(device)
        return self.pin is None or device.master == self.pin

    @property
    def reads_from_signature_on(self) -> bool:
        """A device of theirs that was refused a key, and counts later, reads nothing of what was said before.

        A defender's is given the plans that waited for it.
        """
        return self.unsigned is not Unsigned.WARN

    @property
    def is_kept_from_plans(self) -> bool:
        """Plans are not meant for them, neither now nor for whichever device it turns out to be later."""
        return self.unsigned is Unsigned.WARN and self.changed

    def _readers_of_defender(self, devices: list[Device]) -> list[Device]:
        """Whoever is watched over is not left alone for want of a signature, nor for a new identity."""
        vouched = [device for device in devices if self.signed(device)]
        if self.changed:
            vouched = [device for device in devices if device.master in (self.pin, self.current)]
        spoken = [
            device for device in devices if device.curve25519 in self.accepted and device not in vouched
        ]
        return vouched + spoken or devices

    def _tolerates(self, device: Device) -> bool:
        if self.unsigned is Unsigned.FIRST_PINNED:
            return device.curve25519 in self.accepted
        return self.unsigned is Unsigned.ALLOW


class Book(Protocol):
    """Where it is written down what Vigil holds of whom."""

    def standing(self, user: str) -> Standing:
        """What is held of this person now."""
        ...

    async def seen(self, people: Mapping[str, Seen]) -> None:
        """The homeserver shows this of these people; it is on disk, and counts, when this returns."""
        ...


@dataclass
class OpenBook:
    """A book in memory in which everybody has the same rule."""

    rule: Unsigned = Unsigned.ALLOW
    people: dict[str, Standing] = field(default_factory=dict)

    def standing(self, user: str) -> Standing:
        """What is held of this person now."""
        return self.people.get(user, Standing(self.rule))

    async def seen(self, people: Mapping[str, Seen]) -> None:
        """Take it in."""
        for user, seen in people.items():
            self.people[user] = self.standing(user).after(seen)


def seen_of(master: str | None, devices: Iterable[Device]) -> Seen:
    """What these devices and this master key show."""
    devices = list(devices)
    unsigned = frozenset(device.curve25519 for device in devices if device.master is None)
    return Seen(master, unsigned, vouched=any(device.master is not None for device in devices))
