"""Who Vigil is to everybody: three signing keys that stand above its device (spec: "Cross-signing").

A person compares the master key once; it vouches for the self-signing key, which signs Vigil's device, and
for the user-signing key, with which Vigil signs the people whom it has verified.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Self

from signedjson.key import (
    decode_signing_key_base64,
    encode_signing_key_base64,
    encode_verify_key_base64,
    generate_signing_key,
    get_verify_key,
)
from signedjson.sign import sign_json
from signedjson.types import SigningKey

_USAGES = ("master", "self_signing", "user_signing")


class Identity:
    """The three keys. They are never printed; `secret` is what the encrypted database keeps of them."""

    def __init__(self, user: str, seeds: Mapping[str, str]) -> None:
        """`seeds` are the private keys by usage, in base64. Raises KeyError or ValueError if they are not."""
        self.user = user
        self._keys = {usage: _key(seeds[usage]) for usage in _USAGES}

    @classmethod
    def make(cls, user: str) -> Self:
        """A new identity; nobody knows it yet."""
        return cls(user, {usage: encode_signing_key_base64(generate_signing_key("new")) for usage in _USAGES})

    @classmethod
    def restore(cls, user: str, secret: str) -> Self:
        """The identity that `secret` was taken from."""
        return cls(user, json.loads(secret))

    @property
    def secret(self) -> str:
        """The private keys as text. It belongs into the encrypted database and nowhere else."""
        return json.dumps({usage: encode_signing_key_base64(key) for usage, key in self._keys.items()})

    @property
    def master(self) -> str:
        """The public master key, in unpadded base64: what people compare."""
        return self._public("master")

    @property
    def self_signing(self) -> str:
        """The public self-signing key."""
        return self._public("self_signing")

    @property
    def user_signing(self) -> str:
        """The public user-signing key."""
        return self._public("user_signing")

    def keys(self) -> dict[str, dict[str, Any]]:
        """The public keys, two of them signed by the master key: a body of `/keys/device_signing/upload`."""
        parts = {f"{usage}_key": self._described(usage) for usage in _USAGES}
        for name in ("self_signing_key", "user_signing_key"):
            parts[name] = self._signed("master", parts[name])
        return parts

    def sign_device(self, device_keys: Mapping[str, Any]) -> dict[str, Any]:
        """Vigil's own device keys with the self-signing key's signature beside those that are there."""
        return self._signed("self_signing", device_keys)

    def sign_person(self, master_key: Mapping[str, Any]) -> dict[str, Any]:
        """Somebody's master key, signed as verified."""
        return self._signed("user_signing", master_key)

    def _public(self, usage: str) -> str:
        return encode_verify_key_base64(get_verify_key(self._keys[usage]))

    def _described(self, usage: str) -> dict[str, Any]:
        public = self._public(usage)
        return {"user_id": self.user, "usage": [usage], "keys": {f"ed25519:{public}": public}}

    def _signed(self, usage: str, value: Mapping[str, Any]) -> dict[str, Any]:
        return sign_json(
            {**value, "signatures": _copied(value.get("signatures"))}, self.user, self._keys[usage]
        )


def in_groups(key: str) -> str:
    """A key as people read it to each other: in groups of four."""
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))


def _key(seed: str) -> SigningKey:
    """The key under its Matrix name, which is its own public half: signatures are filed under it."""
    unnamed = decode_signing_key_base64("ed25519", "new", seed)
    return decode_signing_key_base64("ed25519", encode_verify_key_base64(get_verify_key(unnamed)), seed)


def _copied(signatures: object) -> dict[str, Any]:
    """signedjson adds to the object that it is given; the caller's stays as it is."""
    return {user: dict(each) for user, each in signatures.items()} if isinstance(signatures, dict) else {}
