"""Vigil's three signing keys, as somebody sees them who did not make them: the engine of Element, say."""

from __future__ import annotations

import json
from typing import Any

import pytest
from signedjson.key import decode_verify_key_bytes
from signedjson.sign import SignatureVerifyException, verify_signed_json
from unpaddedbase64 import decode_base64
from vodozemac import Ed25519PublicKey, Ed25519Signature

from bot.matrix.identity import Identity, in_groups

USER = "@vigil:vigil.test"
OTHER = "@sophie:vigil.test"
DEVICE = {
    "user_id": USER,
    "device_id": "BOT",
    "algorithms": ["m.olm.v1.curve25519-aes-sha2"],
    "keys": {"ed25519:BOT": "abc", "curve25519:BOT": "é"},
    "signatures": {USER: {"ed25519:BOT": "by itself"}, OTHER: {"ed25519:X": "by another"}},
    "unsigned": {"device_display_name": "Vigil"},
}


def vodozemac_accepts(value: dict[str, Any], key: str) -> bool:
    """Whether the key has signed this, by vodozemac and a canonical JSON of this test's own making."""
    bare = {name: part for name, part in value.items() if name not in ("signatures", "unsigned")}
    canonical = json.dumps(bare, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    signature = Ed25519Signature.from_base64(value["signatures"][USER][f"ed25519:{key}"])
    Ed25519PublicKey.from_base64(key).verify_signature(canonical, signature)
    return True


def signedjson_accepts(value: dict[str, Any], key: str) -> bool:
    """The same, by Matrix's own library, as Synapse asks it."""
    verify_signed_json(value, USER, decode_verify_key_bytes(f"ed25519:{key}", decode_base64(key)))
    return True


VERIFIERS = pytest.mark.parametrize("accepts", [vodozemac_accepts, signedjson_accepts])


@VERIFIERS
def test_the_master_key_vouches_for_the_other_two(accepts: Any) -> None:
    """G3: who trusts the master key can trust what the others sign."""
    identity = Identity.make(USER)
    keys = identity.keys()
    assert accepts(keys["self_signing_key"], identity.master)
    assert accepts(keys["user_signing_key"], identity.master)
    assert "signatures" not in keys["master_key"]


@VERIFIERS
def test_a_device_is_signed_beside_the_signatures_that_are_there(accepts: Any) -> None:
    """G3: by the self-signing key, over all but `signatures` and `unsigned`, which stay as they were."""
    identity = Identity.make(USER)
    signed = identity.sign_device(DEVICE)
    assert accepts(signed, identity.self_signing)
    assert signed["signatures"][USER]["ed25519:BOT"] == "by itself"
    assert signed["signatures"][OTHER] == DEVICE["signatures"][OTHER]  # type: ignore[index]
    assert list(DEVICE["signatures"][USER]) == ["ed25519:BOT"]  # type: ignore[index]  # left as it was


@VERIFIERS
def test_somebody_is_signed_with_the_user_signing_key(accepts: Any) -> None:
    """Their master key, as verified by Vigil."""
    identity, theirs = Identity.make(USER), Identity.make(OTHER)
    signed = identity.sign_person(theirs.keys()["master_key"])
    assert accepts(signed, identity.user_signing)
    assert signed["user_id"] == OTHER


def test_a_signature_does_not_hold_for_anything_else() -> None:
    """G3: the verifiers above would notice."""
    identity = Identity.make(USER)
    forged = {**identity.sign_device(DEVICE), "device_id": "OTHER"}
    with pytest.raises(ValueError):
        vodozemac_accepts(forged, identity.self_signing)
    with pytest.raises(SignatureVerifyException):
        signedjson_accepts(forged, identity.self_signing)


def test_what_is_uploaded_looks_as_the_specification_wants_it() -> None:
    """Unpadded base64, each key under its own name, its usage beside it: the Rust SDK drops anything else."""
    identity = Identity.make(USER)
    keys = identity.keys()
    assert set(keys) == {"master_key", "self_signing_key", "user_signing_key"}
    for name, part in keys.items():
        ((key_id, key),) = part["keys"].items()
        assert key_id == f"ed25519:{key}"
        assert "=" not in key and len(key) == 43 and len(decode_base64(key)) == 32
        assert part["usage"] == [name.removesuffix("_key")]
        assert part["user_id"] == USER
    publics = {identity.master, identity.self_signing, identity.user_signing}
    assert len(publics) == 3
    signatures = keys["self_signing_key"]["signatures"][USER]
    assert all("=" not in each for each in (*signatures, *signatures.values()))


def test_the_identity_is_the_same_after_it_was_kept() -> None:
    """What the database keeps is enough for all three keys."""
    identity = Identity.make(USER)
    again = Identity.restore(USER, identity.secret)
    assert again.keys() == identity.keys()
    assert again.sign_device(DEVICE) == identity.sign_device(DEVICE)
    assert Identity.make(USER).master != identity.master


def test_the_secret_is_never_shown() -> None:
    """G5: nothing of the seeds is in what is uploaded, nor in how the object is printed."""
    identity = Identity.make(USER)
    shown = json.dumps(identity.keys()) + repr(identity) + str(identity)
    assert [seed for seed in json.loads(identity.secret).values() if seed in shown] == []


def test_a_fingerprint_is_read_out_in_groups_of_four() -> None:
    """Nothing is added, nothing is lost."""
    master = Identity.make(USER).master
    groups = in_groups(master).split(" ")
    assert "".join(groups) == master
    assert [len(group) for group in groups] == [4] * 10 + [3]
