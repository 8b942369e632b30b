"""Two machines that talk without a network: what one hands to the homeserver, the test hands to the other."""

from __future__ import annotations

import base64
import json
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from bot.key import Key
from bot.matrix.cryptostore import CryptoStore
from bot.matrix.devices import Device
from bot.matrix.incoming import MEGOLM
from bot.matrix.machine import Machine
from bot.matrix.sharing import holders

T = TypeVar("T")

KEY = Key(bytes(range(32)))
ROOM = "!room:here"
JEAN, VIGIL, MALLORY = "@jean:here", "@vigil:here", "@mallory:here"


class HandClock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.time = datetime(2026, 1, 1, tzinfo=UTC)

    def now(self) -> datetime:
        """What the test says it is."""
        return self.time

    def forward(self, **by: float) -> None:
        """Move on, by `timedelta`'s own words."""
        self.time += timedelta(**by)


def at_once(work: Coroutine[Any, Any, T]) -> T:
    """What this work comes to, which waits for nothing but its turn."""
    while True:
        try:
            work.send(None)
        except StopIteration as done:
            result: T = done.value
            return result


@dataclass
class Side:
    """A machine, its clock, and what it has put on the homeserver."""

    machine: Machine
    clock: HandClock
    path: Path
    uploaded: dict[str, Any] = field(default_factory=dict)

    @property
    def device(self) -> Device:
        """This machine as others know it."""
        return Device(
            self.machine.user, self.machine.device_id, self.machine.fingerprint, self.machine.curve25519
        )

    @property
    def device_keys(self) -> dict[str, Any]:
        """Its signed keys, as `/keys/query` lists them."""
        keys: dict[str, Any] = json.loads(json.dumps(self.uploaded["device_keys"]))
        return keys

    def learns(self, *others: Side) -> None:
        """Take in the device lists of these."""
        lists: dict[str, dict[str, Any]] = {}
        for other in others:
            lists.setdefault(other.machine.user, {})[other.machine.device_id] = other.device_keys
        self.learns_json(lists)

    def learns_json(self, lists: dict[str, Any]) -> None:
        """Take in device lists as the homeserver answers them."""
        devices = self.machine.devices
        at_once(devices.learn({"device_keys": lists}, devices.tickets(lists), 1.0))

    def opens_channel(self, other: Side) -> None:
        """Claim one of the other's one-time keys."""
        key_id = next(iter(other.uploaded["one_time_keys"]))
        key = {key_id: other.uploaded["one_time_keys"].pop(key_id)}
        assert self.machine.open_session(other.device, key)

    def to_device(self, other: Side, kind: str, content: dict[str, Any]) -> dict[str, Any]:
        """An encrypted to-device message for the other."""
        encrypted = self.machine.encrypt_to(other.device, kind, content)
        return {"type": "m.room.encrypted", "sender": self.machine.user, "content": encrypted}

    def through_channel(self, other: Side, payload: dict[str, Any]) -> dict[str, Any]:
        """A to-device message with this payload, whatever an honest client would put into it."""
        event = self.to_device(other, "m.dummy", {})
        session = self.machine.newest_session(other.device.curve25519)
        assert session is not None
        kind, body = session.encrypt(json.dumps(payload)).to_parts()
        encoded = base64.b64encode(body).decode().rstrip("=")
        event["content"]["ciphertext"][other.device.curve25519] = {"type": kind, "body": encoded}
        return event

    def room_key(self, other: Side, **more: Any) -> dict[str, Any]:
        """The payload that gives the other this side's session; `more` replaces parts of it."""
        session = self.machine.outbound.current(ROOM, [other.machine.user], holders([other.device]))
        content = {
            "algorithm": MEGOLM,
            "room_id": ROOM,
            "session_id": session.session_id,
            "session_key": session.key,
        }
        return {
            "type": "m.room_key",
            "sender": self.machine.user,
            "recipient": other.machine.user,
            "recipient_keys": {"ed25519": other.machine.fingerprint},
            "keys": {"ed25519": self.machine.fingerprint},
            "content": content,
            **more,
        }

    def shares(self, other: Side, room: str = ROOM) -> dict[str, Any]:
        """The to-device message that gives the other this side's session of the room."""
        session = self.machine.outbound.current(room, [other.machine.user], holders([other.device]))
        self.machine.sessions.give(session.session_id, dict.fromkeys(holders([other.device]), "channel"))
        content = {
            "algorithm": MEGOLM,
            "room_id": room,
            "session_id": session.session_id,
            "session_key": session.key,
        }
        return self.to_device(other, "m.room_key", content)

    def writes(self, text: str, *, room: str = ROOM, event_id: str = "$1") -> dict[str, Any]:
        """An encrypted message in the room."""
        content = self.machine.encrypt(room, "m.room.message", {"msgtype": "m.text", "body": text})
        return self.event(content, room=room, event_id=event_id)

    def event(self, content: dict[str, Any], *, room: str = ROOM, event_id: str = "$1") -> dict[str, Any]:
        """Any encrypted event as it comes from the homeserver."""
        return {
            "type": "m.room.encrypted",
            "event_id": event_id,
            "room_id": room,
            "sender": self.machine.user,
            "content": content,
        }


def side(folder: Path, user: str, device_id: str = "PHONE") -> Side:
    """A machine whose keys are uploaded."""
    clock = HandClock()
    path = folder / f"{user[1:]}-{device_id}.db"
    store = CryptoStore(path, KEY, user=user, device_id=device_id)
    made = Side(Machine(store, clock), clock, path)
    made.uploaded = made.machine.keys_to_upload(None)
    made.machine.keys_uploaded(made.uploaded)
    return made


def acquainted(folder: Path) -> tuple[Side, Side]:
    """Jean's phone and the bot, each of which knows the other's device; Jean has a channel to the bot."""
    jean, bot = side(folder, JEAN), side(folder, VIGIL, "BOT")
    jean.learns(bot)
    bot.learns(jean)
    jean.opens_channel(bot)
    return jean, bot


def given_key(folder: Path) -> tuple[Side, Side]:
    """Jean and the bot, which has been given the session of Jean's next messages."""
    jean, bot = acquainted(folder)
    assert bot.machine.receive_to_device([jean.shares(bot)])
    return jean, bot


def says_anything(jean: Side, payload: dict[str, Any]) -> dict[str, Any]:
    """A message with this payload under Jean's session, whatever an honest client would put into it."""
    outbound = jean.machine.outbound._rooms[ROOM]
    ciphertext = outbound.megolm.encrypt(json.dumps(payload).encode()).to_base64()
    content = {"algorithm": MEGOLM, "ciphertext": ciphertext, "session_id": outbound.record.session_id}
    return jean.event(content)
