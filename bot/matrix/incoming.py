"""To-device messages: the keys that other devices hand to the bot, each taken in on its own.

Works round nio's `Olm.handle_to_device_event`: one malformed message from any stranger raises there and
takes the whole sync with it (MATRIX.md 5), and a one-time key that was used is forgotten too late to
survive a crash. Key requests, forwarded keys and verification are not answered: the bot has one device, and
nobody but the maker of a session may hand it over.
"""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import structlog
from nio.crypto import Session as OlmSession
from vodozemac import AnyOlmMessage, InboundGroupSession, PreKeyMessage, SessionKey

from bot.matrix.batch import Withheld
from bot.matrix.signed_json import MALFORMED

if TYPE_CHECKING:
    from bot.matrix.machine import Machine

log = structlog.get_logger()

OLM = "m.olm.v1.curve25519-aes-sha2"
MEGOLM = "m.megolm.v1.aes-sha2"

MOST_WITHHELD = 100
"""Withheld keys that are told of one answer of `/sync`: anybody can send any number of them.

Synapse puts no more messages than that into one answer.
"""


class Incoming:
    """Reads to-device messages for one machine."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._withheld: list[Withheld] = []

    def receive(self, events: Iterable[object]) -> list[tuple[str, str]]:
        """Take in these messages but the bad ones; returns the sessions `(room, session)` that are new."""
        keys: list[tuple[str, str]] = []
        counts: Counter[str] = Counter()
        for event in events:
            try:
                keys += self._receive(event, counts)
            except MALFORMED:
                counts["malformed"] += 1
        if counts:
            log.info("to_device_received", keys=len(keys), **counts)
        return keys

    def _receive(self, event: Any, counts: Counter[str]) -> list[tuple[str, str]]:
        sender, content = event["sender"], event["content"]
        if event["type"] == "m.room_key.withheld":
            counts["withheld"] += 1
            self._withhold(sender, content)
            return []
        if event["type"] != "m.room.encrypted" or not isinstance(sender, str):
            counts["ignored"] += 1
            return []
        if content["algorithm"] != OLM:
            raise ValueError("Not Olm.")
        curve25519: str = content["sender_key"]
        plaintext = self._open(sender, curve25519, content["ciphertext"][self._machine.curve25519])
        if plaintext is None:
            counts["undecryptable"] += 1
            return []
        payload = json.loads(plaintext)
        self._check(payload, sender)
        self._introduce(payload, sender, curve25519)
        if payload["type"] == "m.room_key":
            return self._room_key(payload, curve25519)
        counts["ignored"] += payload["type"] != "m.dummy"
        return []

    def _withhold(self, sender: object, content: Mapping[str, Any]) -> None:
        """Somebody's client will not let the bot read; some codes name no room and no session."""
        named = (content.get("room_id", ""), sender, content.get("session_id", ""), content["code"])
        parts = [part for part in named if isinstance(part, str)]
        if len(parts) < len(named):
            raise TypeError("Not texts.")
        if len(self._withheld) < MOST_WITHHELD:
            self._withheld.append(Withheld(*parts))

    def take_withheld(self) -> tuple[Withheld, ...]:
        """The keys that others said, since the last time, that they keep from the bot."""
        taken, self._withheld = tuple(self._withheld), []
        return taken

    def _open(self, sender: str, curve25519: str, ciphertext: Mapping[str, Any]) -> bytes | None:
        """The plaintext; None, and the channel marked as broken, if no channel opens it."""
        message, first = _parse(ciphertext)
        sessions = self._machine.channels(curve25519)
        if first is not None:
            sessions = [session for session in sessions if session.matches(first)]
        for session in sorted(sessions, key=lambda session: session.use_time, reverse=True):
            used_at = session.use_time
            try:
                plaintext: str = session.decrypt(message)
            except ValueError:
                session.use_time = used_at  # nio counts this as use: a stranger could choose our channel.
                continue
            self._machine.save_session(curve25519, session)
            self._machine.sessions.answered(curve25519, session.id)
            return plaintext.encode()
        if first is not None and not sessions:
            try:
                return self._accept(curve25519, first)
            except ValueError:
                pass  # A one-time key that is not ours (any more), or no message at all.
        self._machine.wedged(sender, curve25519)
        return None

    def _accept(self, curve25519: str, first: PreKeyMessage) -> bytes:
        """Open the channel that this message begins, using up one of our one-time keys."""
        account = self._machine.account
        session, plaintext = account.create_inbound_session(curve25519, first)
        opened = OlmSession(session)
        self._machine.save_account()  # Now, with the one-time key gone: nio saves it before.
        self._machine.keep_channel(curve25519, opened)
        self._machine.begun_anew(curve25519)
        return bytes(plaintext)

    def _check(self, payload: Mapping[str, Any], sender: str) -> None:
        """The message inside is from whom the outside says, and for this device (spec: "m.olm.v1...")."""
        if (
            payload["sender"] != sender
            or payload["recipient"] != self._machine.user
            or payload["recipient_keys"]["ed25519"] != self._machine.fingerprint
        ):
            raise ValueError("Not for us, or not from them.")

    def _introduce(self, payload: Mapping[str, Any], sender: str, curve25519: str) -> None:
        keys = payload.get("sender_device_keys")
        if isinstance(keys, dict) and curve25519 in keys["keys"].values():
            self._machine.devices.introduce(sender, keys)

    def _room_key(self, payload: Mapping[str, Any], curve25519: str) -> list[tuple[str, str]]:
        content = payload["content"]
        if content["algorithm"] != MEGOLM or not isinstance(content["room_id"], str):
            raise ValueError("Not Megolm.")
        session = InboundGroupSession(SessionKey(content["session_key"]))
        if session.session_id != content["session_id"]:
            raise ValueError("The key is not that of the session it names.")
        new = self._machine.sessions.receive(
            content["room_id"], session, curve25519=curve25519, ed25519=str(payload["keys"]["ed25519"])
        )
        return [(content["room_id"], session.session_id)] if new else []


def _parse(ciphertext: Mapping[str, Any]) -> tuple[AnyOlmMessage, PreKeyMessage | None]:
    """The message, and the same as the first one of a new channel if it is one."""
    if ciphertext["type"] == 0:
        first = PreKeyMessage.from_base64(ciphertext["body"])
        return first.to_any(), first
    if ciphertext["type"] == 1:
        body: str = ciphertext["body"]
        return AnyOlmMessage.normal(base64.b64decode(body + "=" * (-len(body) % 4))), None
    raise ValueError("Not an Olm message.")
