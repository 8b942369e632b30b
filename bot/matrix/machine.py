"""The machine: the bot's own device, its channels to other devices, its sessions. No network, no waiting.

nio's `Olm`, of which the account and the Olm sessions are used as they are. What it does with device lists,
Megolm sessions and incoming messages is done in the modules beside this one, for the reasons that they give.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import structlog
from nio.crypto import DeviceStore, GroupSessionStore, Olm, OutboundSession
from nio.crypto import Session as OlmSession

from bot.clock import Clock
from bot.matrix.batch import Withheld
from bot.matrix.cryptostore import CryptoStore
from bot.matrix.decrypted import Decrypted
from bot.matrix.decrypting import decrypt
from bot.matrix.devices import Device, DeviceLists
from bot.matrix.incoming import Incoming
from bot.matrix.outbound import OutboundSessions
from bot.matrix.portions import Portions
from bot.matrix.sessions import Sessions
from bot.matrix.signed_json import MALFORMED, verify

log = structlog.get_logger()

MEND_EVERY_SECONDS = 3600.0
"""How often at most a broken channel to one device is replaced.

Spec: "Recovering from undecryptable messages".
"""

MOST_WEDGED = 100
"""Broken channels of unknown devices that are remembered at once: a stranger can invent any number."""

MOST_CHANNELS = 10
"""Channels to one device (spec, "m.olm.v1.curve25519-aes-sha2": at least 4); its owner can open more."""

_TAKEN_AT_ONCE = 5
"""To-device messages; each of them can begin a channel."""


class Machine(Olm):  # type: ignore[misc]
    """One device's end-to-end encryption. Every change is committed to `store` before the method returns."""

    def __init__(self, store: CryptoStore, clock: Clock) -> None:
        super().__init__(store.user_id, store.device_id, store)
        self.crypto_store = store
        self.devices = DeviceLists(store)
        self.sessions = Sessions(store)
        self.clock = clock
        self.outbound = OutboundSessions(self.sessions, clock)
        self.portions = Portions(store.atomic)
        self._incoming = Incoming(self)
        self.is_new = True
        """Whether the device's keys were uploaded and are not known to be signed since."""
        self._wedged: dict[str, str] = {}
        self._mended_at: dict[str, float] = {}
        self._begun_anew: set[str] = set()

    def load(self) -> None:
        """nio's hook: only the Olm sessions are held in memory."""
        self.session_store = self.store.load_sessions()
        self.inbound_group_store = GroupSessionStore()
        self.device_store = DeviceStore()
        self.outgoing_key_requests: dict[str, Any] = {}

    @property
    def user(self) -> str:
        """Who the bot is."""
        return str(self.user_id)

    @property
    def curve25519(self) -> str:
        """The own identity key."""
        return str(self.account.identity_keys["curve25519"])

    @property
    def fingerprint(self) -> str:
        """The own Ed25519 key: what a person compares to know that the bot is the bot."""
        return str(self.account.identity_keys["ed25519"])

    # The own keys on the homeserver

    def keys_to_upload(
        self, one_time_keys: int | None, fallback_keys: Iterable[str] | None = None
    ) -> dict[str, Any]:
        """The body of a `/keys/upload`, empty if there is nothing to upload; committed before it is returned.

        `one_time_keys` is how many the homeserver still holds, None if it did not say; 0 is 0, unlike in nio
        (MATRIX.md 10). `fallback_keys` are the algorithms with an unused fallback key there, if it said.
        """
        body: dict[str, Any] = {}
        if not self.account.shared:
            body["device_keys"] = self.device_keys()
        if one_time_keys is not None or not self.account.shared:
            account = self.account._account
            there = max(one_time_keys or 0, 0)
            missing = self.account.max_one_time_keys - there - len(account.one_time_keys)
            if missing > 0:
                self.account.generate_one_time_keys(missing)
            if not self.account.shared or (
                fallback_keys is not None and "signed_curve25519" not in fallback_keys
            ):
                if not account.fallback_key:
                    account.generate_fallback_key()
                body["fallback_keys"] = self._signed(account.fallback_key, fallback=True)
            body["one_time_keys"] = self._signed(account.one_time_keys)
        self.save_account()
        return {name: part for name, part in body.items() if part}

    def keys_are_gone(self) -> None:
        """The homeserver has forgotten this device's keys, or may have: the next upload holds them all."""
        self.account.shared = False
        self.save_account()

    def keys_uploaded(self, body: Mapping[str, Any]) -> None:
        """The homeserver has taken this, which `keys_to_upload` returned."""
        self.account.shared = self.account.shared or "device_keys" in body
        self.is_new = self.is_new or "device_keys" in body
        self.mark_keys_as_published()
        self.save_account()

    def established(self) -> None:
        """The homeserver shows the device as signed."""
        self.is_new = False

    def device_keys(self) -> dict[str, Any]:
        """This device's public keys, signed by itself (spec: "Device keys")."""
        keys = {
            "algorithms": self._algorithms,
            "device_id": self.device_id,
            "user_id": self.user_id,
            "keys": {
                f"curve25519:{self.device_id}": self.curve25519,
                f"ed25519:{self.device_id}": self.fingerprint,
            },
        }
        return {**keys, "signatures": self._signature(keys)}

    def sign(self, value: Mapping[str, Any]) -> dict[str, Any]:
        """The same with this device's signature beside those that are there."""
        others = value.get("signatures")
        mine = {**(others.get(self.user, {}) if isinstance(others, dict) else {})}
        bare = {name: part for name, part in value.items() if name not in ("signatures", "unsigned")}
        mine |= self._signature(bare)[self.user]
        return {**value, "signatures": {**(others if isinstance(others, dict) else {}), self.user: mine}}

    def _signed(self, keys: Mapping[str, Any], *, fallback: bool = False) -> dict[str, Any]:
        signed: dict[str, Any] = {}
        for key_id, key in keys.items():
            entry = {"key": key.to_base64(), **({"fallback": True} if fallback else {})}
            signed[f"signed_curve25519:{key_id}"] = {**entry, "signatures": self._signature(entry)}
        return signed

    def _signature(self, value: dict[str, Any]) -> dict[str, Any]:
        return {self.user_id: {f"ed25519:{self.device_id}": self.sign_json(value)}}

    # Channels to other devices (Olm)

    def missing_sessions(self, devices: Iterable[Device]) -> list[Device]:
        """Those of `devices` to which there is no channel yet."""
        return [device for device in devices if not self.channels(device.curve25519)]

    def channels(self, curve25519: str) -> list[OlmSession]:
        """The channels to this device.

        nio's `SessionStore` would keep an empty list for every key that a stranger invents.
        """
        sessions: list[OlmSession] = self.session_store._entries.get(curve25519, [])
        return sessions

    def keep_channel(self, curve25519: str, session: OlmSession) -> None:
        """Add a channel to this device; the one that was not used for the longest time makes room for it."""
        with self.crypto_store.atomic():
            self.save_session(curve25519, session)
            self.session_store.add(curve25519, session)
            channels = self.channels(curve25519)
            while len(channels) > MOST_CHANNELS:
                oldest = min(channels, key=lambda channel: channel.use_time)
                self.crypto_store.delete_session(oldest)
                channels.remove(oldest)

    def open_session(self, device: Device, one_time_keys: object) -> bool:
        """Open a channel with what `/keys/claim` returned for this device; False if that is of no use.

        Works round nio's `Olm._handle_key_claiming`, in which one malformed key ends the whole answer.
        """
        try:
            key: Any = next(iter(one_time_keys.values())) if isinstance(one_time_keys, dict) else None
            verify(key, signer=device.user_id, key_id=f"ed25519:{device.id}", ed25519=device.ed25519)
            # Not nio's `create_session`: it writes the whole account as well, which has not changed.
            self.keep_channel(device.curve25519, OutboundSession(self.account, device.curve25519, key["key"]))
        except (*MALFORMED, StopIteration):
            log.warning("one_time_key_dropped")
            return False
        return True

    def forget_others(self, users: Collection[str]) -> None:
        """Erase the devices of anybody but these people, and the channels to them."""
        with self.crypto_store.atomic():
            for curve25519 in self.devices.forget_others(users):
                for channel in self.session_store._entries.pop(curve25519, []):
                    self.crypto_store.delete_session(channel)

    def encrypt_to(self, device: Device, event_type: str, content: Mapping[str, Any]) -> dict[str, Any]:
        """The content of an `m.room.encrypted` to-device message over its `channel`."""
        session = self.channel(device)
        encrypted: dict[str, Any] = self._olm_encrypt(session, device, event_type, dict(content))
        return encrypted

    def channel(self, device: Device) -> OlmSession:
        """The channel over which this device is written to next; there must be one (`missing_sessions`)."""
        session = self.newest_session(device.curve25519)
        if session is None:
            raise LookupError("There is no channel to this device.")
        return session

    def newest_session(self, curve25519: str) -> OlmSession | None:
        """The channel that last worked; nio takes the one that was first when another was last added."""
        sessions = self.channels(curve25519)
        return max(sessions, key=lambda session: session.use_time) if sessions else None

    def wedged(self, user: str, curve25519: str) -> None:
        """A message over this channel could not be read: the other side needs a new one."""
        last = self._mended_at.get(curve25519, float("-inf"))
        if time.monotonic() - last < MEND_EVERY_SECONDS or self.devices.belongs_to_others(user, curve25519):
            return
        if len(self._wedged) < MOST_WEDGED or self.devices.owner(user, curve25519) is not None:
            self._wedged[curve25519] = user

    def take_wedged(self) -> dict[str, str]:
        """The broken channels, identity key to user; each is returned once."""
        wedged, self._wedged = self._wedged, {}
        return wedged

    def mended(self, curve25519: str) -> None:
        """A new channel was opened; leave it alone for an hour."""
        self._mended_at[curve25519] = time.monotonic()

    def begun_anew(self, curve25519: str) -> None:
        """There is a new channel to this device: it may be lacking what it was given over the others."""
        newest = self.newest_session(curve25519)
        if newest is not None:
            self._begun_anew |= self.sessions.lose(curve25519, channel=newest.id)

    def take_begun_anew(self) -> tuple[str, ...]:
        """Whose devices may be lacking something for it, since the last time."""
        taken, self._begun_anew = tuple(sorted(self._begun_anew)), set()
        return taken

    # Messages

    def receive_to_device(self, events: Iterable[object]) -> list[tuple[str, str]]:
        """Take in to-device messages, each by itself; returns the new sessions `(room, session)`."""
        with self.crypto_store.atomic():
            return self._incoming.receive(events)

    async def take_in(self, events: Sequence[object]) -> None:
        """The same for any number of them, which others need not wait for; the sessions are announced."""
        few = [events[start : start + _TAKEN_AT_ONCE] for start in range(0, len(events), _TAKEN_AT_ONCE)]
        await self.portions.each(few, self._incoming.receive)

    def take_withheld(self) -> tuple[Withheld, ...]:
        """The keys that others said, since the last time, that they keep from the bot."""
        return self._incoming.take_withheld()

    def decrypt(self, event: Mapping[str, Any]) -> Decrypted:
        """Decrypt a room event, given with its `room_id`; raises `Undecryptable` or `Forged`."""
        return decrypt(event, self.sessions, self.devices)

    def encrypt(self, room: str, event_type: str, content: Mapping[str, Any]) -> dict[str, Any]:
        """The content of an `m.room.encrypted` event, under the room's present session (spec: m.megolm.v1).

        A relation stays outside, where the homeserver can read it: the spec wants it there.
        """
        encrypted = {
            "algorithm": self._megolm_algorithm,
            "sender_key": self.curve25519,
            "device_id": self.device_id,
            **self.outbound.encrypt(room, event_type, content),
        }
        if "m.relates_to" in content:
            encrypted["m.relates_to"] = content["m.relates_to"]
        return encrypted
