"""What Element calls recovery, for the scripted people: with its key their accounts open in anybody's app.

Their private keys lie on the homeserver, encrypted by the recovery key (spec: "Secret Storage"), and so do
the keys of what they have read (spec: "Server-side key backups"). An app that is given the recovery key makes
its device theirs, and can read what was written before.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from typing import Any

import vodozemac
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CTR
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from nio.crypto import InboundGroupSession
from signedjson.key import decode_signing_key_base64
from signedjson.sign import sign_json

from bot.demo.device import Device, path
from bot.matrix.identity import Identity

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BEGINS = b"\x8b\x01"
_STORAGE = "m.secret_storage.v1.aes-hmac-sha2"
_BACKUP = "m.megolm_backup.v1.curve25519-aes-sha2"
_NAME = "recovery"


async def set_up(device: Device, identity: Identity) -> str:
    """Lay down all that the person's next device needs; returns the recovery key as people type it."""
    key = secrets.token_bytes(32)
    opens = vodozemac.Curve25519SecretKey()
    kept = {f"m.cross_signing.{usage}": seed for usage, seed in json.loads(identity.secret).items()}
    kept["m.megolm_backup.v1"] = _text(opens.to_bytes())
    await _put(device, f"m.secret_storage.key.{_NAME}", {"algorithm": _STORAGE, **_check(key)})
    for name, secret in kept.items():
        await _put(device, name, {"encrypted": {_NAME: _encrypted(key, name, secret)}})
    await _put(device, "m.secret_storage.default_key", {"key": _NAME})
    await _back_up(device, identity, opens.public_key())
    return typed(key)


def typed(key: bytes) -> str:
    """The key as people type it, in groups of four (spec: "Key representation")."""
    data = _BEGINS + key
    data += bytes([_parity(data)])
    number, digits = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, len(_ALPHABET))
        digits = _ALPHABET[digit] + digits
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def _parity(data: bytes) -> int:
    parity = 0
    for each in data:
        parity ^= each
    return parity


async def _put(device: Device, kind: str, content: Mapping[str, Any]) -> None:
    await device.request("PUT", path("user", device.user, "account_data", kind), content)


def _check(key: bytes) -> dict[str, str]:
    """By which an app sees that a recovery key was typed well: zeros, encrypted."""
    encrypted = _sealed(key, "", bytes(32))
    return {"iv": encrypted["iv"], "mac": encrypted["mac"]}


def _encrypted(key: bytes, name: str, secret: str) -> dict[str, str]:
    return _sealed(key, name, secret.encode())


def _sealed(key: bytes, name: str, data: bytes) -> dict[str, str]:
    both = HKDF(SHA256(), 64, salt=bytes(32), info=name.encode()).derive(key)
    start = bytearray(secrets.token_bytes(16))
    start[8] &= 0x7F  # Some clients count with 63 bits.
    cipher = Cipher(AES(both[:32]), CTR(bytes(start))).encryptor()
    ciphertext = cipher.update(data) + cipher.finalize()
    mac = hmac.new(both[32:], ciphertext, hashlib.sha256).digest()
    return {"iv": _text(bytes(start)), "ciphertext": _text(ciphertext), "mac": _text(mac)}


async def _back_up(device: Device, identity: Identity, public: vodozemac.Curve25519PublicKey) -> None:
    """Of what this device can read now."""
    master = json.loads(identity.secret)["master"]
    signing = decode_signing_key_base64("ed25519", identity.master, master)
    data = sign_json({"public_key": public.to_base64()}, device.user, signing)
    answer = await device.request("POST", "room_keys/version", {"algorithm": _BACKUP, "auth_data": data})
    rooms: dict[str, dict[str, Any]] = {}
    seal = vodozemac.PkEncryption.from_key(public)
    for session in device.client.olm.inbound_group_store:
        sealed = seal.encrypt(json.dumps(_described(session)).encode())
        rooms.setdefault(session.room_id, {"sessions": {}})["sessions"][session.id] = {
            "first_message_index": session.first_known_index,
            "forwarded_count": 0,
            "is_verified": True,
            "session_data": {
                "ephemeral": _text(sealed.ephemeral_key),
                "ciphertext": _text(sealed.ciphertext),
                "mac": _text(sealed.mac),
            },
        }
    query = {"version": str(answer["version"])}
    await device.request("PUT", "room_keys/keys", {"rooms": rooms}, query=query)


def _described(session: InboundGroupSession) -> dict[str, Any]:
    """The key of some messages that they have read or written."""
    return {
        "algorithm": "m.megolm.v1.aes-sha2",
        "sender_key": session.sender_key,
        "sender_claimed_keys": {"ed25519": session.ed25519},
        "forwarding_curve25519_key_chain": [],
        "session_key": session.export_session(session.first_known_index),
    }


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode().rstrip("=")
