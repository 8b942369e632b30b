"""Room events: what counts as said by somebody.

Works round three things in nio's `Olm.decrypt_megolm_event`: the sender is not held against the owner of the
session unless the device was verified, so a homeserver can relabel who spoke (MATRIX.md 7); a payload with a
`state_key` becomes room state (MATRIX.md 6); and `sender_key`, which the spec has deprecated, must be there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from vodozemac import MegolmMessage

from bot.matrix.clean_json import cleaned
from bot.matrix.decrypted import Decrypted, Forged, Undecryptable
from bot.matrix.devices import Device, DeviceLists
from bot.matrix.incoming import MEGOLM
from bot.matrix.sessions import ReceivedSession, Sessions
from bot.matrix.signed_json import MALFORMED


def decrypt(event: Mapping[str, Any], sessions: Sessions, devices: DeviceLists) -> Decrypted:
    """Decrypt an `m.room.encrypted` event, given with its `room_id` (spec: "m.megolm.v1.aes-sha2").

    It counts if the session's keys are those of a device of the sender, still there or not. Raises
    `Undecryptable` while the key, or the device it belongs to, is unknown; `Forged` for what can never count:
    "malformed", "state", "tampered", "wrong_room".
    """
    try:
        content, room, sender = event["content"], event["room_id"], event["sender"]
        if content["algorithm"] != MEGOLM or not isinstance(room, str) or not isinstance(sender, str):
            raise Forged("malformed")
        message, session_id = MegolmMessage.from_base64(content["ciphertext"]), content["session_id"]
        if not isinstance(session_id, str):
            raise Forged("malformed")
        (room + session_id).encode()  # Half a surrogate pair cannot be looked up, nor be a real ID.
    except MALFORMED:
        raise Forged("malformed") from None
    if "state_key" in event:
        raise Forged("state")
    claims = sessions.received(room, session_id)
    if not claims:
        # No honest device uses a session in two rooms; what others claim of the sender's proves nothing.
        makers = sessions.makers_elsewhere(room, session_id)
        if any(devices.owner(sender, curve25519) is not None for curve25519 in makers):
            raise Forged("wrong_room")
    session, device = _of_sender(sender, session_id, claims, devices)
    plaintext, index = _open(session, message, session_id)
    event_type, inner = _read(plaintext, room)
    if "m.relates_to" in content:
        inner.setdefault("m.relates_to", content["m.relates_to"])  # The spec has relations outside.
    return Decrypted(event_type, inner, session_id, index, device)


def _of_sender(
    sender: str, session_id: str, claims: list[ReceivedSession], devices: DeviceLists
) -> tuple[ReceivedSession, Device]:
    """The claim to the session by one of the sender's own devices; somebody else's proves nothing."""
    for claim in claims:
        device = devices.owner(sender, claim.curve25519)
        if device is not None and device.ed25519 == claim.ed25519:
            return claim, device
    others = all(devices.belongs_to_others(sender, claim.curve25519) for claim in claims)
    raise Undecryptable(session_id, relabelled=bool(claims) and others)


def _open(session: ReceivedSession, message: MegolmMessage, session_id: str) -> tuple[bytes, int]:
    try:
        opened = session.session.decrypt(message)
    except ValueError:
        if message.message_index() < session.session.first_known_index:
            raise Undecryptable(session_id) from None  # The key begins later; an earlier one may come.
        raise Forged("tampered") from None
    return opened.plaintext, opened.message_index


def _read(plaintext: bytes, room: str) -> tuple[str, dict[str, Any]]:
    """The type and content that were encrypted, if they were meant for this room and are no state."""
    try:
        payload = json.loads(plaintext)
        if payload["room_id"] != room:
            raise Forged("wrong_room")
        if "state_key" in payload:
            raise Forged("state")
        event_type, content = payload["type"], cleaned(payload["content"])
    except MALFORMED:
        raise Forged("malformed") from None
    if not isinstance(event_type, str) or not isinstance(content, dict):
        raise Forged("malformed")
    return event_type, content
