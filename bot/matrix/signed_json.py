"""Matrix's signed JSON (spec: Appendices, "Signing JSON"), as far as keys of devices need it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from canonicaljson import encode_canonical_json
from vodozemac import Ed25519PublicKey, Ed25519Signature

MALFORMED = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)
"""What hostile JSON raises where well-formed JSON was expected; vodozemac's own errors are ValueErrors."""


def canonical(value: Mapping[str, Any]) -> bytes:
    """Canonical JSON of what is signed: without `signatures` and `unsigned`."""
    signed = {name: part for name, part in value.items() if name not in ("signatures", "unsigned")}
    return encode_canonical_json(signed)


def verify(value: Mapping[str, Any], *, signer: str, key_id: str, ed25519: str) -> bool:
    """Whether `signer` signed this with the key; raises one of `MALFORMED` or returns False if not.

    Works round nio's `Olm.verify_json`, which lets a malformed key raise through.
    """
    signature = Ed25519Signature.from_base64(value["signatures"][signer][key_id])
    Ed25519PublicKey.from_base64(ed25519).verify_signature(canonical(value), signature)
    return True
