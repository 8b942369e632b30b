"""What people are told of a verification: what to compare, how far it is, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass

from bot.matrix.sas import Stage, Verification
from bot.matrix.verification import Code
from bot.who import Who
from rooms.texts import Lines, Text, say

PEOPLE_ARE_AT_IT = frozenset({Stage.COMPARING, Stage.CONFIRMED, Stage.PROVEN})
"""The stages in which coordinators have been shown what to compare."""

_SUSPECT = frozenset({Code.MISMATCHED_SAS, Code.MISMATCHED_COMMITMENT, Code.KEY_MISMATCH})
"""The ends that no accident brings about."""


@dataclass(frozen=True)
class Ending:
    """What is said when a verification has failed; `is_suspect`: somebody may be between the two sides."""

    to_coordinators: Text | None = None
    to_them: Text | None = None
    is_suspect: bool = False


def code_of(sas: Verification) -> int:
    """The number that tells this comparison from others; both sides can make it out, nobody else."""
    return sas.decimals[0]


def compare(who: Who, sas: Verification, *, with_number: bool) -> Text:
    """For the coordinators, who call them. `with_number`: a plain yes would not be taken."""
    word, answer = who.word, f"!verify yes {code_of(sas)}" if with_number else "!verify yes"
    if not sas.emoji:
        digits = " ".join(map(str, sas.decimals))
        return say("verify-compare-digits", who=who.name, word=word, digits=digits, answer=answer)
    lines = Lines(tuple(say("verify-emoji", number=number) for number in sas.emoji))
    return say("verify-compare", who=who.name, word=word, lines=lines, answer=answer)


def yes_with_number(who: Who, sas: Verification) -> Text:
    """What to write for this comparison, where a plain yes is not taken."""
    return say("verify-number-line", who=who.name, answer=f"!verify yes {code_of(sas)}")


def state(sas: Verification | None) -> Text:
    """How far it is; None: the request is not sent yet."""
    if sas is None or sas.stage is Stage.REQUESTED:
        return say("verify-state-asked")
    if sas.stage is Stage.COMPARING:
        return say("verify-state-comparing")
    return say("verify-state-confirmed" if sas.stage in PEOPLE_ARE_AT_IT else "verify-state-begun")


def ending(who: Who, sas: Verification, before: Stage) -> Ending:
    """How this one failed, that had come as far as `before`."""
    if sas.lacks_identity:
        return Ending(say("verify-no-identity", who=who.name), say("verify-set-up"))
    if sas.code in _SUSPECT or sas.verified is not None:
        return Ending(say("verify-beware", who=who.name), say("verify-beware-them"), is_suspect=True)
    if sas.code == Code.USER and not sas.by_them:
        return Ending()
    known = before in PEOPLE_ARE_AT_IT or before is Stage.REQUESTED
    if sas.code == Code.TIMEOUT:
        return Ending(say("verify-too-late", who=who.name)) if known else Ending()
    if sas.code == Code.USER:
        return Ending(say("verify-refused", who=who.name)) if known else Ending()
    return Ending(say("verify-failed", who=who.name))
