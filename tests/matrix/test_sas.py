"""Emoji verification between two sides that tell each other the truth."""

from __future__ import annotations

import pytest
from vodozemac import Curve25519PublicKey, Sas

from bot.matrix.sas import Stage, Verification
from bot.matrix.verification import PREFIX, REQUEST, Code, Party, Step, commitment, requesting
from tests.matrix.sas_pair import ALICE, REQUEST_ID, VIGIL, ZOE, Pair, broken


@pytest.mark.parametrize("encrypted", [True, False])
def test_they_ask_and_both_are_verified(encrypted: bool) -> None:
    """Each step of Element's way, in order; both show the same, and each has the other's master key.

    Element Web sends its part in the clear.
    """
    pair = Pair(encrypted=encrypted).compares()
    assert pair.mine.emoji == pair.theirs.emoji and len(pair.mine.emoji) == 7
    assert pair.mine.decimals == pair.theirs.decimals and len(pair.mine.decimals) == 3
    assert pair.verified() == (None, None)
    done = pair.to_me(pair.theirs.confirm())
    assert done == []
    pair.talk(pair.mine.confirm())
    assert pair.verified() == ("alicemaster", "vigilmaster")
    assert pair.log == [">ready", "<start", ">accept", "<key", ">key", "<mac", ">mac", ">done", "<done"]


def test_vigil_asks_and_starts_at_once() -> None:
    """The other way round: it sends its start when they are ready, and is verified in the end."""
    pair = Pair()
    pair.talk(pair.to_me(pair.theirs.answer(VIGIL.device)))
    assert pair.mine.stage is pair.theirs.stage is Stage.COMPARING
    assert pair.mine.emoji == pair.theirs.emoji
    pair.talk(pair.mine.confirm())
    assert pair.verified() == (None, None)
    pair.talk(pair.to_me(pair.theirs.confirm()))
    assert pair.verified() == ("alicemaster", "vigilmaster")
    assert pair.log[:5] == ["<ready", ">start", "<accept", ">key", "<key"]


@pytest.mark.parametrize("them", [ALICE, ZOE])
def test_when_both_start_the_first_user_s_start_counts(them: Party) -> None:
    """Both sides have sent a start before they saw the other's: one of the two goes on (spec)."""
    pair = Pair(them)
    mine = pair.to_me(pair.theirs.answer(VIGIL.device))
    theirs = Verification(them, VIGIL.user, REQUEST_ID)
    pair.theirs = theirs
    start = theirs.receive("ready", {"from_device": "VIGIL", "methods": ["m.sas.v1"]})
    answer_to_mine = pair.to_them(mine)
    answer_to_theirs = pair.to_me(start)
    assert bool(answer_to_theirs) is (them is ALICE) and bool(answer_to_mine) is (them is ZOE)
    if them is ZOE:
        answer_to_theirs = pair.to_me(answer_to_mine)
    pair.talk(answer_to_theirs)
    assert pair.mine.emoji == pair.theirs.emoji != ()
    pair.talk(pair.mine.confirm())
    pair.talk(pair.to_me(pair.theirs.confirm()))
    assert pair.mine.verified == them.master


def test_when_both_start_differently_nothing_goes_on() -> None:
    """A second method beside ours is broken off with the spec's code."""
    pair = Pair()
    pair.to_me(pair.theirs.answer(VIGIL.device))
    start = Step(PREFIX + "start", {"method": "m.reciprocate.v1", "from_device": "ALICE"})
    assert broken(pair.to_me([start])) == Code.UNEXPECTED_MESSAGE


def test_every_event_names_the_request() -> None:
    """The relation that keeps a verification's events together, on each of them."""
    pair = Pair()
    sent = [*pair.answered(), *pair.mine.cancel(Code.USER)]
    relation = {"rel_type": "m.reference", "event_id": REQUEST_ID}
    assert [step.content["m.relates_to"] for step in sent] == [relation, relation]


def test_a_request_is_a_message_to_one_person() -> None:
    """As Element looks for it, with words for clients that cannot verify."""
    content = requesting(VIGIL, ALICE.user, "Please verify.")
    assert content["msgtype"] == REQUEST and content["to"] == ALICE.user
    assert content["methods"] == ["m.sas.v1"] and content["from_device"] == "VIGIL" and content["body"]


# Against others' values


def test_the_commitment_is_that_of_other_clients() -> None:
    """The test vector of matrix-rust-sdk."""
    start = {
        "from_device": "XOWLHHFSWM",
        "transaction_id": "bYxBsirjUJO9osar6ST4i2M2NjrYLA7l",
        "method": "m.sas.v1",
        "key_agreement_protocols": ["curve25519-hkdf-sha256", "curve25519"],
        "hashes": ["sha256"],
        "message_authentication_codes": ["hkdf-hmac-sha256", "hmac-sha256"],
        "short_authentication_string": ["decimal", "emoji"],
    }
    key = "Q/NmNFEUS1fS+YeEmiZkjjblKTitrKOAk7cPEumcMlg"
    assert commitment(key, start) == "CCQmB4JCdB0FW21FdAnHj/Hu8+W9+Nb0vgwPEnZZQ4g"


def test_the_secret_is_used_as_the_specification_says() -> None:
    """What is shown and what is proven, computed by hand from the spec's words instead of by ourselves."""
    theirs, pair = Sas(), Pair()
    start = {
        "from_device": "ALICE",
        "method": "m.sas.v1",
        "key_agreement_protocols": ["curve25519-hkdf-sha256"],
        "hashes": ["sha256"],
        "message_authentication_codes": ["hkdf-hmac-sha256.v2", "hkdf-hmac-sha256"],
        "short_authentication_string": ["decimal", "emoji"],
    }
    pair.answered()
    (accept,) = pair.to_me([Step(PREFIX + "start", start)])
    key = theirs.public_key.to_base64()
    (sent,) = pair.to_me([Step(PREFIX + "key", {"key": key})])
    own = sent.content["key"]
    assert accept.content["commitment"] == commitment(own, start)
    assert accept.content["message_authentication_code"] == "hkdf-hmac-sha256.v2"
    secret = theirs.diffie_hellman(Curve25519PublicKey.from_base64(own))
    info = f"MATRIX_KEY_VERIFICATION_SAS|@alice:here|ALICE|{key}|@vigil:here|VIGIL|{own}|$request"
    assert pair.mine.emoji == tuple(secret.bytes(info).emoji_indices)
    assert pair.mine.decimals == secret.bytes(info).decimals
    (proof,) = pair.mine.confirm()
    base = "MATRIX_KEY_VERIFICATION_MAC@vigil:hereVIGIL@alice:hereALICE$request"
    assert proof.content["mac"] == {
        "ed25519:VIGIL": secret.calculate_mac("vigilkey", base + "ed25519:VIGIL"),
        "ed25519:vigilmaster": secret.calculate_mac("vigilmaster", base + "ed25519:vigilmaster"),
    }
    names = "ed25519:VIGIL,ed25519:vigilmaster"
    assert proof.content["keys"] == secret.calculate_mac(names, base + "KEY_IDS")
