"""Whose devices are known, and who vouches for them: read from `/keys/query`, each by itself.

Works round nio's `Olm._handle_key_query`: a malformed device there raises and takes the rest of the answer
with it, and a device once missing from an answer never comes back (MATRIX.md 5, 9).
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

import structlog
from vodozemac import Curve25519PublicKey, Ed25519PublicKey

from bot.matrix.signed_json import MALFORMED, verify

log = structlog.get_logger()

_AT_ONCE = 20
"""Devices that are read before others have their turn: two signatures each, some 0.2 ms apiece."""


@dataclass(frozen=True)
class Device:
    """A device that has signed its own keys. A deleted one gets no more keys; what it wrote still counts.

    The names of its keys are Matrix's and nio's own, unpadded base64.
    """

    user_id: str
    id: str
    ed25519: str
    curve25519: str
    deleted: bool = False
    master: str | None = None
    """The owner's master key, if it vouches for this device; whether it is really theirs, `trust.py` asks."""

    @property
    def keys(self) -> tuple[str, str]:
        """What makes it this device and no other."""
        return self.ed25519, self.curve25519


@dataclass(frozen=True)
class Signers:
    """Somebody's master key, and the self-signing key that it vouches for."""

    master: str
    self_signing: str | None


class DeviceShelf(Protocol):
    """Where devices are kept over a restart."""

    def load_devices(self) -> list[Device]:
        """All devices ever known."""
        ...

    def save_devices(self, devices: Iterable[Device]) -> None:
        """Write these devices, over those with the same user and ID; keys that waited for them count now."""
        ...

    def forget_devices_of(self, users: Iterable[str]) -> None:
        """Erase all devices of these people."""
        ...


class DeviceLists:
    """The devices of everybody, and how fresh that knowledge is."""

    def __init__(self, shelf: DeviceShelf) -> None:
        self._shelf = shelf
        self._devices: dict[str, dict[str, Device]] = {}
        self._masters: dict[str, str | None] = {}
        self._owners: dict[str, set[str]] = {}
        self._asked: dict[str, float] = {}
        self._heard: dict[str, float] = {}
        self._changes: dict[str, int] = {}
        for device in shelf.load_devices():
            self._put(device)

    def of(self, user: str) -> list[Device]:
        """The devices that this person has now."""
        return [device for device in self._devices.get(user, {}).values() if not device.deleted]

    def master_of(self, user: str) -> str | None:
        """The master key that the homeserver last showed for this person; None if it showed none."""
        return self._masters.get(user)

    def owner(self, user: str, curve25519: str) -> Device | None:
        """This person's device with this identity key, be it deleted."""
        for device in self._devices.get(user, {}).values():
            if device.curve25519 == curve25519:
                return device
        return None

    def belongs_to_others(self, user: str, curve25519: str) -> bool:
        """The key is known to be somebody else's, and not this person's."""
        owners = self._owners.get(curve25519, set())
        return bool(owners) and user not in owners

    def changed(self, user: str) -> None:
        """The homeserver says that this person's devices changed: what is known is out of date."""
        self._changes[user] = self._changes.get(user, 0) + 1
        self._asked.pop(user, None)

    def all_changed(self) -> None:
        """Anybody's devices may have changed: nothing has been told of it."""
        for user in list(self._asked):
            self.changed(user)

    def outdated(self, users: Iterable[str], *, older_than: float) -> list[str]:
        """Those of `users` whose devices changed, or were last asked for before the moment `older_than`."""
        return [user for user in users if self._asked.get(user, float("-inf")) < older_than]

    def unheard(self, users: Iterable[str], *, since: float) -> set[str]:
        """Those of `users` of whom no answer to a question asked since that moment has spoken."""
        return {user for user in users if self._heard.get(user, float("-inf")) < since}

    def tickets(self, users: Iterable[str]) -> dict[str, int]:
        """To be taken before asking: an answer is held to be fresh only if nothing changed meanwhile."""
        return {user: self._changes.get(user, 0) for user in users}

    async def learn(self, answer: Mapping[str, Any], tickets: Mapping[str, int], asked_at: float) -> set[str]:
        """Take in an answer of `/keys/query` (spec: "POST /keys/query"); returns the people it spoke of.

        Whoever it says nothing of (their homeserver is down, say) keeps the devices that are known. Nothing
        else waits for a thousand devices.
        """
        lists = answer.get("device_keys")
        learned, changed, dropped = set[str](), list[Device](), 0
        for user, listed in lists.items() if isinstance(lists, dict) else ():
            if user not in tickets or not isinstance(listed, dict):
                continue
            signers = read_signers(
                user, _of(answer, "master_keys", user), _of(answer, "self_signing_keys", user)
            )
            devices = await _read_devices(user, listed, signers)
            await asyncio.sleep(0)  # Many people with one device each are as much work as one with many.
            learned.add(user)
            self._masters[user] = signers.master if signers else None
            self._heard[user] = asked_at
            if self._changes.get(user, 0) == tickets[user]:
                self._asked[user] = asked_at
            news, bad = self._compare(user, devices)
            changed += news
            dropped += bad
        if changed:
            self._shelf.save_devices(changed)
            for device in changed:
                self._put(device)
        if dropped:
            log.warning("device_keys_dropped", devices=dropped)
        return learned

    def forget_others(self, users: Collection[str]) -> set[str]:
        """Erase what is known of anybody but these people; returns the identity keys that nobody has now."""
        gone = set(self._devices).difference(users)
        keys = {device.curve25519 for user in gone for device in self._devices[user].values()}
        for known in (self._devices, self._masters, self._asked, self._heard, self._changes):
            for user in set(known).difference(users):
                del known[user]
        for key in keys:
            self._owners[key] -= gone
        self._shelf.forget_devices_of(gone)
        return {key for key in keys if not self._owners[key]}

    def introduce(self, user: str, keys: object) -> Device | None:
        """A device that introduces itself inside an Olm message (spec: `sender_device_keys`).

        Known from now on as a deleted one, unless it is known already: what it wrote counts even if it logged
        out before it was ever listed, but it gets no keys until the homeserver lists it.
        """
        device = read_device(user, keys.get("device_id"), keys) if isinstance(keys, dict) else None
        if device is None or device.id in self._devices.get(user, {}):
            return None
        device = replace(device, deleted=True)
        self._shelf.save_devices([device])
        self._put(device)
        return device

    def _compare(self, user: str, listed: Mapping[str, Device | None]) -> tuple[list[Device], int]:
        """What is new in this person's list, and how many entries of it are no use."""
        known = self._devices.get(user, {})
        changed, dropped = list[Device](), 0
        for device_id, device in listed.items():
            before = known.get(device_id)
            if device is None or (before and not before.deleted and before.keys != device.keys):
                dropped += 1  # Malformed; or other keys under the same name, as no honest device has.
            elif before != device:
                changed.append(device)
        changed += [replace(device, deleted=True) for device in self.of(user) if device.id not in listed]
        return changed, dropped

    def _put(self, device: Device) -> None:
        self._devices.setdefault(device.user_id, {})[device.id] = device
        self._owners.setdefault(device.curve25519, set()).add(device.user_id)


async def _read_devices(
    user: str, listed: Mapping[str, object], signers: Signers | None
) -> dict[str, Device | None]:
    devices: dict[str, Device | None] = {}
    for number, (device_id, keys) in enumerate(listed.items(), start=1):
        devices[device_id] = read_device(user, device_id, keys, signers)
        if number % _AT_ONCE == 0:
            await asyncio.sleep(0)
    return devices


def _of(answer: Mapping[str, Any], part: str, user: str) -> object:
    people = answer.get(part)
    return people.get(user) if isinstance(people, dict) else None


def read_signers(user: str, master: object, self_signing: object) -> Signers | None:
    """The person's signing keys as the homeserver shows them; None if there is no usable master key.

    A self-signing key that the master key has not signed does not count (spec: "Cross-signing").
    """
    top = _only_key(user, master, "master")
    if top is None:
        return None
    below = _only_key(user, self_signing, "self_signing")
    try:
        if below is None or not isinstance(self_signing, dict):
            return Signers(top, None)
        verify(self_signing, signer=user, key_id=f"ed25519:{top}", ed25519=top)
    except MALFORMED:
        return Signers(top, None)
    return Signers(top, below)


def _only_key(user: str, value: object, usage: str) -> str | None:
    """The one key of this signing key's description; None if anything about it is wrong."""
    try:
        if not isinstance(value, dict) or value["user_id"] != user or usage not in value["usage"]:
            return None
        ((name, key),) = value["keys"].items()
        return key if name == f"ed25519:{Ed25519PublicKey.from_base64(key).to_base64()}" else None
    except MALFORMED:
        return None


def read_device(user: str, device_id: object, keys: object, signers: Signers | None = None) -> Device | None:
    """The device that this JSON describes and has signed itself; None if anything about it is wrong.

    `signers` are its owner's: with a good signature of theirs it carries their master key.
    """
    try:
        if not isinstance(keys, dict) or not isinstance(device_id, str):
            return None
        if keys["user_id"] != user or keys["device_id"] != device_id:
            return None
        ed25519, curve25519 = keys["keys"][f"ed25519:{device_id}"], keys["keys"][f"curve25519:{device_id}"]
        if not verify(keys, signer=user, key_id=f"ed25519:{device_id}", ed25519=ed25519):
            return None
        device = Device(user, device_id, ed25519, _well_formed(curve25519))
    except MALFORMED:
        return None
    return replace(device, master=signers.master) if signers and _vouched_for(keys, user, signers) else device


def _vouched_for(keys: Mapping[str, Any], user: str, signers: Signers) -> bool:
    below = signers.self_signing
    try:
        return below is not None and verify(keys, signer=user, key_id=f"ed25519:{below}", ed25519=below)
    except MALFORMED:
        return False


def _well_formed(curve25519: str) -> str:
    return Curve25519PublicKey.from_base64(curve25519).to_base64()
