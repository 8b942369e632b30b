"""The events of a verification in a room: who takes part, what is sent, and why it may end."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from canonicaljson import encode_canonical_json

METHOD = "m.sas.v1"
PREFIX = "m.key.verification."
REQUEST = PREFIX + "request"
"""Between two people it is no type of its own, but the `msgtype` of a message."""


class Code(StrEnum):
    """Why a verification was broken off (spec: m.key.verification.cancel)."""

    USER = "m.user"
    TIMEOUT = "m.timeout"
    UNKNOWN_TRANSACTION = "m.unknown_transaction"
    UNKNOWN_METHOD = "m.unknown_method"
    UNEXPECTED_MESSAGE = "m.unexpected_message"
    INVALID_MESSAGE = "m.invalid_message"
    KEY_MISMATCH = "m.key_mismatch"
    MISMATCHED_SAS = "m.mismatched_sas"
    MISMATCHED_COMMITMENT = "m.mismatched_commitment"


@dataclass(frozen=True)
class Party:
    """One side: a device, and the master key that is shown for its owner."""

    user: str
    device: str
    ed25519: str
    master: str | None


@dataclass(frozen=True)
class Step:
    """An event to send into the room."""

    type: str
    content: dict[str, Any] = field(repr=False)


def kind_of(event_type: str, content: Mapping[str, Any]) -> str | None:
    """Which event of a verification this is, without the prefix; None if it is none."""
    if event_type == "m.room.message" and content.get("msgtype") == REQUEST:
        return "request"
    in_type = event_type.startswith(PREFIX) and event_type != REQUEST
    return event_type.removeprefix(PREFIX) if in_type else None


def request_of(content: Mapping[str, Any]) -> str | None:
    """The request that an event belongs to: what tells its verification from others."""
    relation = content.get("m.relates_to")
    event_id = relation.get("event_id") if isinstance(relation, Mapping) else None
    return event_id if isinstance(event_id, str) else None


def requesting(me: Party, user: str, body: str) -> dict[str, Any]:
    """The content of the message by which Vigil asks; `body` is for clients that know nothing of it."""
    return {"msgtype": REQUEST, "body": body, "from_device": me.device, "methods": [METHOD], "to": user}


def cancelling(transaction: str, code: Code) -> Step:
    """The event that breaks a verification off, be it one that nothing is known of."""
    return step(transaction, "cancel", {"code": code.value, "reason": _REASONS[code]})


_REASONS: Mapping[Code, str] = {
    Code.USER: "The verification was cancelled.",
    Code.TIMEOUT: "The verification took too long.",
    Code.UNKNOWN_TRANSACTION: "This verification is not known here; please begin again.",
    Code.UNKNOWN_METHOD: "There is no method of verification that both sides know.",
    Code.UNEXPECTED_MESSAGE: "Something else was expected at this point.",
    Code.INVALID_MESSAGE: "The message could not be understood.",
    Code.KEY_MISMATCH: "The keys are not the expected ones.",
    Code.MISMATCHED_SAS: "The two sides did not show the same.",
    Code.MISMATCHED_COMMITMENT: "The key is not the one that was promised.",
}


def step(transaction: str, kind: str, content: dict[str, Any]) -> Step:
    """An event that belongs to this verification."""
    relation = {"rel_type": "m.reference", "event_id": transaction}
    return Step(PREFIX + kind, {**content, "m.relates_to": relation})


def commitment(key: str, start: Mapping[str, Any]) -> str:
    """The promise of a key, bound to the start that it answers (spec: m.key.verification.accept)."""
    digest = hashlib.sha256(key.encode() + encode_canonical_json(start)).digest()
    return b64encode(digest).decode().rstrip("=")
