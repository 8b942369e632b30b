"""Emoji verification: two sides that tell each other the truth, and all the ways in which one may not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nio.crypto.sas import Sas as NioSas
from vodozemac import Curve25519PublicKey, Sas

from bot.matrix.sas import Stage, Verification
from bot.matrix.verification import PREFIX, REQUEST, Code, Party, Step, commitment, requesting

ALICE = Party("@alice:here", "ALICE", "alicekey", "alicemaster")
VIGIL = Party("@vigil:here", "VIGIL", "vigilkey", "vigilmaster")
ZOE = Party("@zoe:here", "ZOE", "zoekey", "zoemaster")
REQUEST_ID = "$request"


class Pair:
    """Vigil and somebody else, and what is under way between them."""

    def __init__(self, them: Party = ALICE) -> None:
        self.me, self.them = VIGIL, them
        self.mine = Verification(VIGIL, them.user, REQUEST_ID)
        self.theirs = Verification(them, VIGIL.user, REQUEST_ID)
        self.shown_master = them.master
        """The master key that the homeserver shows Vigil."""
        self.log: list[str] = []

    def answered(self) -> list[Step]:
        """They have asked, Vigil takes it up: what it sends."""
        return self.mine.answer(self.them)

    def to_me(self, steps: list[Step], change: Callable[[Step], Step] = lambda step: step) -> list[Step]:
        """Hand their events to Vigil."""
        sender = replace(self.them, master=self.shown_master)
        return self._hand(self.mine, "<", steps, sender, change)

    def to_them(self, steps: list[Step], change: Callable[[Step], Step] = lambda step: step) -> list[Step]:
        """Hand Vigil's events to them."""
        return self._hand(self.theirs, ">", steps, self.me, change)

    def _hand(
        self,
        to: Verification,
        mark: str,
        steps: list[Step],
        sender: Party,
        change: Callable[[Step], Step],
    ) -> list[Step]:
        out: list[Step] = []
        for each in map(change, steps):
            kind = each.type.removeprefix(PREFIX)
            self.log.append(mark + kind)
            out += to.receive(kind, each.content, sender)
        return out

    def talk(self, mine: list[Step]) -> None:
        """Hand on everything, beginning with what Vigil has sent, until both are silent."""
        while mine:
            mine = self.to_me(self.to_them(mine))

    def compares(self) -> Pair:
        """Both sides show something: they asked, and start."""
        theirs = self.to_them(self.answered())
        mine = self.to_me(theirs)
        self.talk(mine)
        assert self.mine.stage is self.theirs.stage is Stage.COMPARING
        return self


def broken(steps: list[Step]) -> str:
    """The code of the one cancellation that these steps are."""
    (step,) = steps
    assert step.type == PREFIX + "cancel"
    return str(step.content["code"])


def with_content(**change: Any) -> Callable[[Step], Step]:
    """Every step with this in its content."""
    return lambda step: Step(step.type, {**step.content, **change})


def test_they_ask_and_both_are_verified() -> None:
    """Each step of Element's way, in order; both show the same, and each has the other's master key."""
    pair = Pair().compares()
    assert pair.mine.emoji == pair.theirs.emoji and len(pair.mine.emoji) == 7
    assert pair.mine.decimals == pair.theirs.decimals and len(pair.mine.decimals) == 3
    assert pair.mine.verified is None
    done = pair.to_me(pair.theirs.confirm())
    assert done == []
    pair.talk(pair.mine.confirm())
    assert pair.mine.verified == "alicemaster" and pair.theirs.verified == "vigilmaster"
    assert pair.log == [">ready", "<start", ">accept", "<key", ">key", "<mac", ">mac", ">done", "<done"]


def test_vigil_asks_and_starts_at_once() -> None:
    """The other way round: it sends its start when they are ready, and is verified in the end."""
    pair = Pair()
    pair.talk(pair.to_me(pair.theirs.answer(VIGIL)))
    assert pair.mine.stage is pair.theirs.stage is Stage.COMPARING
    assert pair.mine.emoji == pair.theirs.emoji
    pair.talk(pair.mine.confirm())
    assert pair.mine.verified is None
    pair.talk(pair.to_me(pair.theirs.confirm()))
    assert pair.mine.verified == "alicemaster" and pair.theirs.verified == "vigilmaster"
    assert pair.log[:5] == ["<ready", ">start", "<accept", ">key", "<key"]


@pytest.mark.parametrize("them", [ALICE, ZOE])
def test_when_both_start_the_first_user_s_start_counts(them: Party) -> None:
    """Both sides have sent a start before they saw the other's: one of the two goes on (spec)."""
    pair = Pair(them)
    mine = pair.to_me(pair.theirs.answer(VIGIL))
    theirs = Verification(them, VIGIL.user, REQUEST_ID)
    pair.theirs = theirs
    start = theirs.receive("ready", {"from_device": "VIGIL", "methods": ["m.sas.v1"]}, VIGIL)
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
    pair.to_me(pair.theirs.answer(VIGIL))
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


# Those who do not tell the truth


def test_another_key_than_the_promised_one_ends_it() -> None:
    """Whoever could choose their key after seeing ours could choose what is shown."""
    pair = Pair()
    theirs = pair.to_them(pair.to_me(pair.theirs.answer(VIGIL)))
    key = pair.to_them(pair.to_me(theirs))
    other = with_content(key=Sas().public_key.to_base64())
    assert broken(pair.to_me(key, other)) == Code.MISMATCHED_COMMITMENT
    assert pair.mine.emoji == () and pair.mine.confirm() == []


def test_another_promise_ends_it() -> None:
    """A commitment that fits nothing."""
    pair = Pair()
    theirs = pair.to_them(pair.to_me(pair.theirs.answer(VIGIL)))
    key = pair.to_them(pair.to_me(theirs, with_content(commitment="A" * 43)))
    assert broken(pair.to_me(key)) == Code.MISMATCHED_COMMITMENT


def test_a_changed_start_ends_it() -> None:
    """A start that was altered on the way is not the one that the promise binds."""
    pair = Pair()
    start = pair.to_me(pair.theirs.answer(VIGIL))
    altered = pair.to_them(start, with_content(hashes=["sha256", "md5"]))
    assert broken(pair.to_me(pair.to_them(pair.to_me(altered)))) == Code.MISMATCHED_COMMITMENT


def test_a_man_in_the_middle_shows_something_else() -> None:
    """Whoever puts their own keys in between is seen by those who compare."""
    pair = Pair()
    theirs = pair.to_them(pair.answered())
    key = pair.to_them(pair.to_me(theirs))
    middle = Sas()
    reply = pair.to_me(key, with_content(key=middle.public_key.to_base64()))
    pair.theirs.receive("key", reply[0].content, VIGIL)
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
    pair = Pair()
    pair.them = replace(ALICE, ed25519="another")
    pair.compares()
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
    """It neither takes part nor breaks anything off; nor does anybody else."""
    pair = Pair().compares()
    others = (replace(ALICE, device="OTHER"), ZOE)
    for sender in others:
        assert pair.mine.receive("cancel", {"code": "m.user"}, sender) == []
        assert pair.mine.receive("mac", {"mac": {}, "keys": ""}, sender) == []
    assert pair.mine.stage is Stage.COMPARING


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
    accept = pair.to_them(pair.to_me(pair.theirs.answer(VIGIL)))
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
    assert pair.mine.receive("colour", {}, ALICE) == []
    assert broken(pair.to_me([Step(PREFIX + kind, {})])) == Code.UNEXPECTED_MESSAGE
    assert pair.to_me([Step(PREFIX + "start", {})]) == [] and pair.mine.cancel(Code.USER) == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    ["from_device", "method", "methods", "key", "mac", "keys", "commitment", "hash", "hashes", "code"]
    + ["key_agreement_protocols", "short_authentication_string", "message_authentication_codes"]
)


@given(
    kind=st.sampled_from(["ready", "start", "accept", "key", "mac", "done", "cancel"]),
    changes=st.dictionaries(FIELDS, JSON),
    steps=st.integers(0, 5),
    asked=st.booleans(),
)
def test_no_content_does_more_than_end_it(
    kind: str, changes: dict[str, Any], steps: int, asked: bool
) -> None:
    """Any JSON at any moment: at most one event is sent, nothing is raised, nobody is verified by it."""
    pair = Pair()
    mine = pair.mine.answer(ALICE) if not asked else []
    for _ in range(steps):
        mine = pair.to_me(pair.to_them(mine) if mine else pair.theirs.answer(VIGIL) if asked else [])
    assert len(pair.mine.receive(kind, changes, ALICE)) <= 1
    assert pair.mine.verified is None


def test_the_emoji_are_numbered_as_everywhere() -> None:
    """nio has the same table of 64; where its names differ from the specification's, the latter stand."""
    assert len(NioSas.emoji) == 64
