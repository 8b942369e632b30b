"""Both sides of one verification, and a test in between that hands on what they send, or something else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.matrix.sas import Stage, Verification
from bot.matrix.verification import PREFIX, Party, Step

ALICE = Party("@alice:here", "ALICE", "alicekey", "alicemaster")
VIGIL = Party("@vigil:here", "VIGIL", "vigilkey", "vigilmaster")
ZOE = Party("@zoe:here", "ZOE", "zoekey", "zoemaster")
REQUEST_ID = "$request"


class Pair:
    """Vigil and somebody else, and what is under way between them."""

    def __init__(self, them: Party = ALICE, *, encrypted: bool = True) -> None:
        self.me, self.them, self.encrypted = VIGIL, them, encrypted
        self.shown = them
        """Their device as the homeserver shows it to Vigil."""
        self.mine = Verification(VIGIL, them.user, REQUEST_ID)
        self.theirs = Verification(them, VIGIL.user, REQUEST_ID)
        self.shown_master = them.master
        """The master key that the homeserver shows Vigil."""
        self.log: list[str] = []

    def answered(self) -> list[Step]:
        """They have asked, Vigil takes it up: what it sends."""
        return self.mine.answer(self.them.device)

    def to_me(self, steps: list[Step], change: Callable[[Step], Step] = lambda step: step) -> list[Step]:
        """Hand their events to Vigil."""
        shown = replace(self.shown, master=self.shown_master)
        return self._hand(self.mine, "<", steps, shown, change)

    def to_them(self, steps: list[Step], change: Callable[[Step], Step] = lambda step: step) -> list[Step]:
        """Hand Vigil's events to them."""
        return self._hand(self.theirs, ">", steps, self.me, change)

    def _hand(
        self,
        to: Verification,
        mark: str,
        steps: list[Step],
        shown: Party,
        change: Callable[[Step], Step],
    ) -> list[Step]:
        out: list[Step] = []
        for each in map(change, steps):
            kind = each.type.removeprefix(PREFIX)
            self.log.append(mark + kind)
            device = shown.device if self.encrypted else None
            out += to.receive(kind, each.content, device=device, shown=shown if kind == "mac" else None)
        return out

    def verified(self) -> tuple[str | None, str | None]:
        """What is certain to Vigil of them, and to them of Vigil."""
        return self.mine.verified, self.theirs.verified

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
