"""Emoji verification with those who do not tell the truth: nobody is verified by it (G3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vodozemac import Sas

from bot.matrix.sas import Stage
from bot.matrix.verification import PREFIX, Code, Step
from tests.matrix.sas_pair import ALICE, VIGIL, Pair, broken, with_content


def test_another_key_than_the_promised_one_ends_it() -> None:
    """Whoever could choose their key after seeing ours could choose what is shown."""
    pair = Pair()
    theirs = pair.to_them(pair.to_me(pair.theirs.answer(VIGIL.device)))
    key = pair.to_them(pair.to_me(theirs))
    other = with_content(key=Sas().public_key.to_base64())
    assert broken(pair.to_me(key, other)) == Code.MISMATCHED_COMMITMENT
    assert pair.mine.emoji == () and pair.mine.confirm() == []


def test_another_promise_ends_it() -> None:
    """A commitment that fits nothing."""
    pair = Pair()
    theirs = pair.to_them(pair.to_me(pair.theirs.answer(VIGIL.device)))
    key = pair.to_them(pair.to_me(theirs, with_content(commitment="A" * 43)))
    assert broken(pair.to_me(key)) == Code.MISMATCHED_COMMITMENT


def test_a_changed_start_ends_it() -> None:
    """A start that was altered on the way is not the one that the promise binds."""
    pair = Pair()
    start = pair.to_me(pair.theirs.answer(VIGIL.device))
    altered = pair.to_them(start, with_content(hashes=["sha256", "md5"]))
    assert broken(pair.to_me(pair.to_them(pair.to_me(altered)))) == Code.MISMATCHED_COMMITMENT


def test_a_man_in_the_middle_shows_something_else() -> None:
    """Whoever puts their own keys in between is seen by those who compare."""
    pair = Pair()
    theirs = pair.to_them(pair.answered())
    key = pair.to_them(pair.to_me(theirs))
    middle = Sas()
    reply = pair.to_me(key, with_content(key=middle.public_key.to_base64()))
    pair.theirs.receive("key", reply[0].content)
    assert pair.mine.emoji != pair.theirs.emoji
    assert broken(pair.mine.cancel(Code.MISMATCHED_SAS)) == Code.MISMATCHED_SAS


@pytest.mark.parametrize("key", ["A" * 43, "no key", "", None, 7])
def test_a_key_that_is_none_ends_it(key: object) -> None:
    """Among them the point that makes every secret the same."""
    pair = Pair()
    theirs = pair.to_them(pair.answered())
    sent = pair.to_them(pair.to_me(theirs))
    assert broken(pair.to_me(sent, with_content(key=key))) == Code.INVALID_MESSAGE


def tampered(field: str, name: str | None = None) -> Callable[[Step], Step]:
    """A proof in which one tag is another's."""

    def change(step: Step) -> Step:
        if step.type != PREFIX + "mac":
            return step
        if name is None:
            return Step(step.type, {**step.content, field: "A" * 43})
        return Step(step.type, {**step.content, field: {**step.content[field], name: "A" * 43}})

    return change


@pytest.mark.parametrize(
    "change",
    [
        tampered("mac", "ed25519:ALICE"),
        tampered("mac", "ed25519:alicemaster"),
        tampered("keys"),
        tampered("mac", "ed25519:MORE"),
        with_content(mac={}),
    ],
    ids=["device", "master", "list", "one more", "none"],
)
@pytest.mark.parametrize("confirmed", [False, True])
def test_a_wrong_proof_ends_it(change: Callable[[Step], Step], confirmed: bool) -> None:
    """Of the device, of the master key, of which keys there are: nothing of it counts then."""
    pair = Pair().compares()
    if confirmed:
        pair.mine.confirm()
    assert broken(pair.to_me(pair.theirs.confirm(), change)) == Code.KEY_MISMATCH
    assert pair.mine.verified is None and pair.mine.confirm() == []


def test_a_proof_that_lacks_a_key_of_its_list_ends_it() -> None:
    """The master key's tag is taken out on the way."""
    pair = Pair().compares()

    def without_master(step: Step) -> Step:
        macs = {name: tag for name, tag in step.content["mac"].items() if name != "ed25519:alicemaster"}
        return Step(step.type, {**step.content, "mac": macs})

    assert broken(pair.to_me(pair.theirs.confirm(), without_master)) == Code.KEY_MISMATCH
    assert not pair.mine.lacks_identity


def test_another_master_key_than_the_shown_one_ends_it() -> None:
    """The homeserver shows Vigil another identity than the person's device has."""
    pair = Pair().compares()
    pair.shown_master = "somebody else's"
    assert broken(pair.to_me(pair.theirs.confirm())) == Code.KEY_MISMATCH
    assert not pair.mine.lacks_identity


def test_another_device_key_than_the_shown_one_ends_it() -> None:
    """The device proves another key than the one by which it is known."""
    pair = Pair().compares()
    pair.shown = replace(ALICE, ed25519="another")
    assert broken(pair.to_me(pair.theirs.confirm())) == Code.KEY_MISMATCH


def test_a_device_that_is_called_like_a_master_key_proves_nothing() -> None:
    """A homeserver names devices: it must not make one pass for somebody's identity (CVE-2022-39250)."""
    pair = Pair(replace(ALICE, device="alicemaster")).compares()
    assert broken(pair.to_me(pair.theirs.confirm())) == Code.KEY_MISMATCH


def test_who_has_no_identity_is_told_apart() -> None:
    """A proof of the device alone is no forgery, but not enough."""
    pair = Pair(replace(ALICE, master=None)).compares()
    pair.shown_master = "shown"
    assert broken(pair.to_me(pair.theirs.confirm())) == Code.USER
    assert pair.mine.lacks_identity and pair.mine.verified is None


def test_nothing_is_verified_before_the_people_say_so() -> None:
    """Their proof and even their "done" do not stand in for the coordinator's yes."""
    pair = Pair().compares()
    pair.to_me(pair.theirs.confirm())
    assert pair.mine.verified is None
    assert broken(pair.to_me([Step(PREFIX + "done", {})])) == Code.UNEXPECTED_MESSAGE
    assert pair.mine.verified is None


def test_nothing_is_verified_if_they_break_it_off_at_the_end() -> None:
    """Our proof was not good for them: then something lies between us."""
    pair = Pair().compares()
    pair.to_me(pair.theirs.confirm())
    pair.mine.confirm()
    pair.to_me(pair.theirs.cancel(Code.KEY_MISMATCH))
    assert pair.mine.code == "m.key_mismatch" and pair.mine.by_them and pair.mine.verified is None


def test_another_device_of_theirs_is_passed_over() -> None:
    """It neither takes part nor breaks anything off."""
    pair = Pair().compares()
    assert pair.mine.receive("cancel", {"code": "m.user"}, device="OTHER") == []
    assert pair.mine.receive("mac", {"mac": {}, "keys": ""}, device="OTHER") == []
    assert pair.mine.stage is Stage.COMPARING


def test_a_device_that_gives_itself_out_for_another_ends_it() -> None:
    """What a device says of itself has to be what its encryption shows."""
    pair = Pair()
    theirs = pair.to_them(pair.answered())
    assert broken(pair.to_me(theirs, with_content(from_device="OTHER"))) == Code.KEY_MISMATCH
    clear = Pair(encrypted=False)
    theirs = clear.to_them(clear.answered())
    assert broken(clear.to_me(theirs, with_content(from_device="OTHER"))) == Code.KEY_MISMATCH


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("method", "m.reciprocate.v1"),
        ("key_agreement_protocols", ["curve25519"]),
        ("hashes", ["md5"]),
        ("message_authentication_codes", ["hkdf-hmac-sha256", "hmac-sha256"]),
        ("short_authentication_string", ["colours"]),
    ],
)
def test_a_start_with_nothing_in_common_ends_it(field: str, value: object) -> None:
    """Old and weak ways are not taken for the sake of agreement."""
    pair = Pair()
    theirs = pair.to_them(pair.answered())
    assert broken(pair.to_me(theirs, with_content(**{field: value}))) == Code.UNKNOWN_METHOD


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("key_agreement_protocol", "curve25519"),
        ("hash", "md5"),
        ("message_authentication_code", "hkdf-hmac-sha256"),
        ("short_authentication_string", []),
    ],
)
def test_an_accept_of_what_was_not_offered_ends_it(field: str, value: object) -> None:
    """The other side chooses among what Vigil offers."""
    pair = Pair()
    accept = pair.to_them(pair.to_me(pair.theirs.answer(VIGIL.device)))
    assert broken(pair.to_me(accept, with_content(**{field: value}))) == Code.UNKNOWN_METHOD


def test_numbers_alone_are_compared_too() -> None:
    """For a client that cannot show emoji."""
    pair = Pair()
    theirs = pair.to_them(pair.answered())
    pair.to_me(pair.to_them(pair.to_me(theirs, with_content(short_authentication_string=["decimal"]))))
    assert pair.mine.stage is Stage.COMPARING
    assert pair.mine.emoji == () and len(pair.mine.decimals) == 3


@pytest.mark.parametrize("kind", ["ready", "accept", "key", "mac", "done"])
def test_a_message_out_of_turn_ends_it(kind: str) -> None:
    """Before they have started nothing but a start makes sense; a kind that nobody knows is passed over."""
    pair = Pair()
    pair.answered()
    assert pair.mine.receive("colour", {}) == []
    assert broken(pair.to_me([Step(PREFIX + kind, {})])) == Code.UNEXPECTED_MESSAGE
    assert pair.to_me([Step(PREFIX + "start", {})]) == [] and pair.mine.cancel(Code.USER) == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = (
    *("from_device", "method", "methods", "key", "mac", "keys", "commitment", "hash", "hashes", "code"),
    *("key_agreement_protocols", "short_authentication_string", "message_authentication_codes"),
)


@given(
    kind=st.sampled_from(["ready", "start", "accept", "key", "mac", "done", "cancel"]),
    changes=st.dictionaries(st.sampled_from(FIELDS), JSON),
    steps=st.integers(0, 5),
    asked=st.booleans(),
)
def test_no_content_does_more_than_end_it(
    kind: str, changes: dict[str, Any], steps: int, asked: bool
) -> None:
    """Any JSON at any moment: at most one event is sent, nothing is raised, nobody is verified by it."""
    pair = Pair()
    mine = pair.answered() if not asked else []
    for _ in range(steps):
        mine = pair.to_me(pair.to_them(mine) if mine else pair.theirs.answer(VIGIL.device) if asked else [])
    assert len(pair.mine.receive(kind, changes, shown=ALICE)) <= 1
    assert pair.mine.verified is None
