"""A device that nobody bought: complete, with keys of its own, in the hands of the homeserver."""

from __future__ import annotations

import base64
import contextlib
import json
import secrets
from collections.abc import Iterable
from typing import Any

import vodozemac
from canonicaljson import encode_canonical_json

from bot.matrix.identity import Identity
from bot.matrix.incoming import MEGOLM, OLM


class Rogue:
    """A device of `user`, as far as the homeserver says. Signed by `identity`, if by anybody."""

    def __init__(self, user: str, identity: Identity | None = None) -> None:
        self.user = user
        self.id = f"ROGUE{secrets.token_hex(3).upper()}"
        self._account = vodozemac.Account()
        self._sessions: dict[str, vodozemac.GroupSession] = {}
        self._channels: list[vodozemac.Session] = []
        self.sessions: dict[tuple[str, str], vodozemac.InboundGroupSession] = {}
        """What it was given the keys of, by room and session."""
        bare = {
            "algorithms": [OLM, MEGOLM],
            "device_id": self.id,
            "user_id": user,
            "keys": {f"curve25519:{self.id}": self.curve25519, f"ed25519:{self.id}": self.ed25519},
        }
        signed = self._signed(bare)
        self.keys: dict[str, Any] = identity.sign_device(signed) if identity else signed

    @property
    def curve25519(self) -> str:
        """Its identity key."""
        return str(self._account.curve25519_key.to_base64())

    @property
    def ed25519(self) -> str:
        """Its fingerprint."""
        return str(self._account.ed25519_key.to_base64())

    def one_time_key(self) -> dict[str, Any]:
        """A fresh one-time key, signed, as `/keys/claim` hands it out."""
        self._account.generate_one_time_keys(1)
        ((name, key),) = self._account.one_time_keys.items()
        self._account.mark_keys_as_published()
        return {f"signed_curve25519:{name}": self._signed({"key": key.to_base64()})}

    def _signed(self, value: dict[str, Any]) -> dict[str, Any]:
        signature = self._account.sign(encode_canonical_json(value)).to_base64()
        return {**value, "signatures": {self.user: {f"ed25519:{self.id}": signature}}}

    # What it is given

    def takes(self, given: Iterable[dict[str, Any]]) -> None:
        """Open these to-device messages to it, and keep the room keys that are in them."""
        for content in given:
            plaintext = self._open(content["sender_key"], content["ciphertext"][self.curve25519])
            inner = json.loads(plaintext)["content"]
            if "session_key" in inner:
                session = vodozemac.InboundGroupSession(vodozemac.SessionKey(inner["session_key"]))
                self.sessions[inner["room_id"], session.session_id] = session

    def _open(self, sender: str, ciphertext: dict[str, Any]) -> bytes:
        body = base64.b64decode(ciphertext["body"] + "==")
        for channel in self._channels:
            with contextlib.suppress(ValueError):
                return bytes(channel.decrypt(vodozemac.AnyOlmMessage.from_parts(ciphertext["type"], body)))
        first = vodozemac.PreKeyMessage.from_base64(ciphertext["body"])
        identity = vodozemac.Curve25519PublicKey.from_base64(sender)
        channel, plaintext = self._account.create_inbound_session(identity, first)
        self._channels.append(channel)
        return bytes(plaintext)

    def reads(self, room: str, content: dict[str, Any]) -> str | None:
        """What an encrypted event of this room says, if it holds the key."""
        session = self.sessions.get((room, content.get("session_id", "")))
        if session is None:
            return None
        message = vodozemac.MegolmMessage.from_base64(content["ciphertext"])
        return str(json.loads(session.decrypt(message).plaintext)["content"].get("body"))

    # What it says

    def hands_over(
        self, room: str, bot: str, bot_device: dict[str, Any], one_time_key: dict[str, Any]
    ) -> dict[str, Any]:
        """The to-device message that gives the bot's device the key to what is said here."""
        theirs = next(key for name, key in bot_device["keys"].items() if name.startswith("curve25519:"))
        ed25519 = next(key for name, key in bot_device["keys"].items() if name.startswith("ed25519:"))
        (claimed,) = one_time_key.values()
        channel = self._account.create_outbound_session(
            vodozemac.Curve25519PublicKey.from_base64(theirs),
            vodozemac.Curve25519PublicKey.from_base64(claimed["key"]),
        )
        self._channels.append(channel)
        session = self._session(room)
        payload = {
            "type": "m.room_key",
            "sender": self.user,
            "sender_device_keys": self.keys,
            "recipient": bot,
            "recipient_keys": {"ed25519": ed25519},
            "keys": {"ed25519": self.ed25519},
            "content": {
                "algorithm": MEGOLM,
                "room_id": room,
                "session_id": session.session_id,
                "session_key": session.session_key.to_base64(),
            },
        }
        kind, body = channel.encrypt(json.dumps(payload).encode()).to_parts()
        encoded = base64.b64encode(body).decode().rstrip("=")
        content = {
            "algorithm": OLM,
            "sender_key": self.curve25519,
            "ciphertext": {theirs: {"type": kind, "body": encoded}},
        }
        return {"type": "m.room.encrypted", "sender": self.user, "content": content}

    def writes(self, text: str, room: str, **more: Any) -> dict[str, Any]:
        """An encrypted text in the room, as an event; `more` goes into what is encrypted."""
        session = self._session(room)
        content = {"msgtype": "m.text", "body": text}
        payload = {"type": "m.room.message", "room_id": room, "content": content, **more}
        inner = {
            "algorithm": MEGOLM,
            "sender_key": self.curve25519,
            "device_id": self.id,
            "session_id": session.session_id,
            "ciphertext": session.encrypt(json.dumps(payload).encode()).to_base64(),
        }
        return event("m.room.encrypted", self.user, inner)

    def _session(self, room: str) -> vodozemac.GroupSession:
        return self._sessions.setdefault(room, vodozemac.GroupSession())


def event(kind: str, sender: str, content: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An event that nobody sent."""
    made_up = f"$forged-{secrets.token_hex(8)}"
    return {
        "type": kind,
        "event_id": made_up,
        "sender": sender,
        "origin_server_ts": 1_800_000_000_000,
        "unsigned": {"age": 1},
        "content": content,
        **more,
    }
