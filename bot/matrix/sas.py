"""One emoji verification, step by step (spec: "Key verification framework", "SAS verification"). No network.

Two people compare what is made of a fresh shared secret, by telephone; after that each side proves with the
secret which keys are its own. Works in place of nio's `Sas`, which knows only to-device messages, an old MAC,
and no master keys (MATRIX.md 15).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any, ClassVar

from vodozemac import Curve25519PublicKey, EstablishedSas, Sas

from bot.matrix.signed_json import MALFORMED
from bot.matrix.verification import METHOD, Code, Party, Step, cancelling, commitment, step

_AGREEMENT, _HASH, _MAC = "curve25519-hkdf-sha256", "sha256", "hkdf-hmac-sha256.v2"
_SHORT = ("decimal", "emoji")
_KINDS = frozenset({"ready", "start", "accept", "key", "mac", "done", "cancel"})


class Stage(Enum):
    """How far it has come; each names what is awaited."""

    REQUESTED = "their ready"
    READY = "their start"
    STARTED = "their accept"
    ACCEPTED = "their key, and ours follows"
    KEYED = "their key, which has to be the promised one"
    COMPARING = "people"
    CONFIRMED = "their proof"
    PROVEN = "their word that our proof was good"
    DONE = "nothing"
    CANCELLED = "nothing any more"


OVER = frozenset({Stage.DONE, Stage.CANCELLED})


class _Broken(Exception):
    def __init__(self, code: Code) -> None:
        super().__init__(code.value)
        self.code = code


class Verification:
    """Vigil's side of one verification, which `transaction`, the request's event ID, tells from others.

    It begins with Vigil's own request; `answer` takes up theirs. Whatever the other side sends, nothing is
    raised: it is taken, passed over, or ends this verification.
    """

    def __init__(self, me: Party, user: str, transaction: str) -> None:
        self.user = user
        self.transaction = transaction
        self.stage = Stage.REQUESTED
        self.device: str | None = None
        """Their device that takes part; any other of theirs is passed over."""
        self.code: str | None = None
        """Why it was broken off."""
        self.by_them = False
        """It was they who broke it off."""
        self.lacks_identity = False
        """They could prove no master key: this device is not part of any cross-signing."""
        self.emoji: tuple[int, ...] = ()
        self.decimals: tuple[int, ...] = ()
        """What the people compare; emoji by their numbers; none if the other side has only digits."""
        self._me = me
        self._sas = Sas()
        self._own_key = self._sas.public_key.to_base64()
        self._start: dict[str, Any] = {}
        self._short: tuple[str, ...] = ()
        self._promised = ""
        self._established: EstablishedSas | None = None
        self._proven: str | None = None

    @property
    def is_over(self) -> bool:
        """Nothing more will come of it."""
        return self.stage in OVER

    @property
    def verified(self) -> str | None:
        """The master key that is theirs for certain, once all is done."""
        return self._proven if self.stage is Stage.DONE else None

    # What Vigil does

    def answer(self, device: str) -> list[Step]:
        """Take up the request of this device of theirs."""
        self.device = device
        self.stage = Stage.READY
        return [self._step("ready", {"from_device": self._me.device, "methods": [METHOD]})]

    def confirm(self) -> list[Step]:
        """The people see the same."""
        if self.stage is not Stage.COMPARING or self.device is None:
            return []
        self.stage = Stage.CONFIRMED
        me = self._me
        keys = {
            f"ed25519:{me.device}": me.ed25519,
            **({f"ed25519:{me.master}": me.master} if me.master else {}),
        }
        info = self._mac_info((me.user, me.device), (self.user, self.device))
        proof = {
            "mac": {key_id: self._mac(key, info + key_id) for key_id, key in keys.items()},
            "keys": self._mac(",".join(sorted(keys)), info + "KEY_IDS"),
        }
        return [self._step("mac", proof), *self._finished()]

    def cancel(self, code: Code) -> list[Step]:
        """Break it off."""
        if self.is_over:
            return []
        self.stage, self.code = Stage.CANCELLED, code.value
        return [cancelling(self.transaction, code)]

    # What the others do

    def receive(
        self, kind: str, content: Mapping[str, Any], *, device: str | None = None, shown: Party | None = None
    ) -> list[Step]:
        """Take in one of their events, given without `PREFIX`; returns what to send.

        `device` is where it came from, if it was encrypted: Element Web sends these events in the clear, and
        nothing here rests on who wrote them. `shown` goes with their "mac": the device that takes part, with
        its keys and its owner's master key as the homeserver shows them at this moment.
        """
        if self.is_over or kind not in _KINDS:
            return []
        if device is not None and self.device not in (None, device):
            return []
        claimed = content.get("from_device", self.device)
        if device is not None and claimed is not None and claimed != device:
            return self.cancel(Code.KEY_MISMATCH)
        if kind == "cancel":
            code = content.get("code")
            self.stage, self.by_them = Stage.CANCELLED, True
            self.code = code if isinstance(code, str) else Code.USER.value
            return []
        try:
            handler = self._HANDLERS.get((self.stage, kind))
            if handler is None:
                raise _Broken(Code.UNEXPECTED_MESSAGE)
            return handler(self, content, shown)
        except _Broken as fault:
            return self.cancel(fault.code)
        except MALFORMED:
            return self.cancel(Code.INVALID_MESSAGE)

    def _ready(self, content: Mapping[str, Any], shown: Party | None) -> list[Step]:
        """They take up our request, and Vigil starts at once: there is but one method."""
        self.device = _text(content["from_device"])
        if METHOD not in content["methods"]:
            raise _Broken(Code.UNKNOWN_METHOD)
        self.stage = Stage.STARTED
        start = {
            "from_device": self._me.device,
            "method": METHOD,
            "key_agreement_protocols": [_AGREEMENT],
            "hashes": [_HASH],
            "message_authentication_codes": [_MAC],
            "short_authentication_string": list(_SHORT),
        }
        step = self._step("start", start)
        self._start = step.content
        return [step]

    def _started(self, content: Mapping[str, Any], shown: Party | None) -> list[Step]:
        """They start: Vigil chooses, and promises its key before it has seen theirs."""
        offered = (
            (METHOD, [content["method"]]),
            (_AGREEMENT, content["key_agreement_protocols"]),
            (_HASH, content["hashes"]),
            (_MAC, content["message_authentication_codes"]),
        )
        self._short = _common(content["short_authentication_string"])
        if not self._short or any(wanted not in there for wanted, there in offered):
            raise _Broken(Code.UNKNOWN_METHOD)
        if content["from_device"] != self.device:
            raise _Broken(Code.KEY_MISMATCH)
        self.stage = Stage.ACCEPTED
        accept = {
            "method": METHOD,
            "key_agreement_protocol": _AGREEMENT,
            "hash": _HASH,
            "message_authentication_code": _MAC,
            "short_authentication_string": list(self._short),
            "commitment": commitment(self._own_key, content),
        }
        return [self._step("accept", accept)]

    def _both_started(self, content: Mapping[str, Any], shown: Party | None) -> list[Step]:
        """The start of the user whose ID comes first counts."""
        if content["method"] != METHOD:
            raise _Broken(Code.UNEXPECTED_MESSAGE)
        if self._me.user < self.user:
            return []
        self._start = {}
        return self._started(content, shown)

    def _accepted(self, content: Mapping[str, Any], shown: Party | None) -> list[Step]:
        chosen = (
            content["key_agreement_protocol"],
            content["hash"],
            content["message_authentication_code"],
        )
        self._short = _common(content["short_authentication_string"])
        if not self._short or chosen != (_AGREEMENT, _HASH, _MAC):
            raise _Broken(Code.UNKNOWN_METHOD)
        self._promised = _text(content["commitment"]).rstrip("=")
        self.stage = Stage.KEYED
        return [self._step("key", {"key": self._own_key})]

    def _key(self, content: Mapping[str, Any], shown: Party | None) -> list[Step]:
        """Their half of the secret; whoever started has to have been promised it."""
        theirs = Curve25519PublicKey.from_base64(content["key"])
        key = theirs.to_base64()
        started = bool(self._start)
        if started and commitment(key, self._start) != self._promised:
            raise _Broken(Code.MISMATCHED_COMMITMENT)
        self._established = self._sas.diffie_hellman(theirs)
        mine = (self._me.user, self._me.device, self._own_key)
        others = (self.user, _text(self.device), key)
        first, second = (mine, others) if started else (others, mine)
        sas = self._established.bytes(
            "|".join(("MATRIX_KEY_VERIFICATION_SAS", *first, *second, self.transaction))
        )
        self.decimals = tuple(sas.decimals)
        if "emoji" in self._short:
            self.emoji = tuple(sas.emoji_indices)
        self.stage = Stage.COMPARING
        return [] if started else [self._step("key", {"key": self._own_key})]

    def _proof(self, content: Mapping[str, Any], shown: Party | None) -> list[Step]:
        """They prove which keys are theirs; what counts is the master key that everybody is shown."""
        macs, tag = dict(content["mac"]), content["keys"]
        if self._proven is not None:
            raise _Broken(Code.UNEXPECTED_MESSAGE)
        if shown is None or (shown.user, shown.device) != (self.user, self.device):
            raise _Broken(Code.KEY_MISMATCH)
        device_id, master_id = f"ed25519:{shown.device}", f"ed25519:{shown.master}"
        known = {device_id: shown.ed25519, **({master_id: shown.master} if shown.master else {})}
        info = self._mac_info((self.user, shown.device), (self._me.user, self._me.device))
        self._check(",".join(sorted(macs)), info + "KEY_IDS", tag)
        for key_id in known.keys() & macs.keys():
            self._check(known[key_id], info + key_id, macs[key_id])
        if device_id not in macs or device_id == master_id:
            raise _Broken(Code.KEY_MISMATCH)
        if set(macs) == {device_id}:
            self.lacks_identity = True
            raise _Broken(Code.USER)
        if master_id not in macs or shown.master is None:
            raise _Broken(Code.KEY_MISMATCH)
        self._proven = shown.master
        return self._finished()

    def _finished(self) -> list[Step]:
        """Our word that their proof was good, once the people have confirmed and the proof is there."""
        if self.stage is not Stage.CONFIRMED or self._proven is None:
            return []
        self.stage = Stage.PROVEN
        return [self._step("done", {})]

    def _done(self, content: Mapping[str, Any], shown: Party | None) -> list[Step]:
        self.stage = Stage.DONE
        return []

    # Proofs

    def _mac_info(self, sender: tuple[str, str], receiver: tuple[str, str]) -> str:
        return "".join(("MATRIX_KEY_VERIFICATION_MAC", *sender, *receiver, self.transaction))

    def _mac(self, value: str, info: str) -> str:
        if self._established is None:
            raise _Broken(Code.UNEXPECTED_MESSAGE)
        return self._established.calculate_mac(value, info)

    def _check(self, value: str, info: str, tag: str) -> None:
        if self._established is None:
            raise _Broken(Code.UNEXPECTED_MESSAGE)
        try:
            self._established.verify_mac(value, info, tag.rstrip("="))
        except ValueError:
            raise _Broken(Code.KEY_MISMATCH) from None

    def _step(self, kind: str, content: dict[str, Any]) -> Step:
        return step(self.transaction, kind, content)

    _HANDLERS: ClassVar[
        dict[tuple[Stage, str], Callable[[Verification, Mapping[str, Any], Party | None], list[Step]]]
    ] = {
        (Stage.REQUESTED, "ready"): _ready,
        (Stage.READY, "start"): _started,
        (Stage.STARTED, "start"): _both_started,
        (Stage.STARTED, "accept"): _accepted,
        (Stage.ACCEPTED, "key"): _key,
        (Stage.KEYED, "key"): _key,
        (Stage.COMPARING, "mac"): _proof,
        (Stage.CONFIRMED, "mac"): _proof,
        (Stage.PROVEN, "done"): _done,
    }


def _common(short: Any) -> tuple[str, ...]:
    return tuple(each for each in _SHORT if each in short)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _Broken(Code.INVALID_MESSAGE)
    return value
