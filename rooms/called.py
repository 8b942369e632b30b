"""One organisation's part in an alert."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from rooms.policy import Rung


class Answer(Enum):
    """What an organisation has answered to the call."""

    WAITING = "waiting"
    ON_IT = "on_it"
    PASSED = "passed"
    UNREACHABLE = "unreachable"
    RELEASED = "released"
    """The others have said that they manage without it."""


@dataclass(frozen=True)
class Called:
    """One organisation's part in an alert."""

    id: str
    name: str
    people: tuple[str, ...]
    called_at: datetime
    answer: Answer = Answer.WAITING
    overdue: bool = False
    """It was silent to the end of its ladder: it stays welcome, but no longer counts as one that may come.

    One that is on it does so when for that long nobody makes sure of any of its people, or when it says no
    word to the question whether it still is.
    """
    answered_at: datetime | None = None
    """When it last said whether it comes; `answered_by` said it."""
    answered_by: str = ""
    anchor: bool = False
    """It is the anchor, or stands in for it."""
    others: tuple[str, ...] = ()
    """Its further people, who are not asked yet."""
    fallback: str = ""
    """Who is asked when none of its people answers, and is not asked yet."""
    gap: bool = False
    """Nobody of it was on duty."""
    why: tuple[str, ...] = ()
    """Why it was called: codes of `rooms.rota.Reason`."""
    by: str = ""
    """The partner who wanted it called."""
    secret: bool = False
    """Whoever forces the defender must not learn that it was called, so they are not told of it."""
    step: Rung | None = None
    """The last step of its ladder."""
    stepped_at: datetime | None = None
    """From when the time to the next one runs, if not from its call."""
    spoke_at: datetime | None = None
    """When one of its people last said a word."""
    still_asked_at: datetime | None = None
    """When it was asked whether it is still on it, and has said no word since."""

    @property
    def counts(self) -> bool:
        """It is on it, or may still say so in time."""
        return self.answer in (Answer.ON_IT, Answer.WAITING) and not self.overdue

    @property
    def is_on_it(self) -> bool:
        """It has said so, and has not fallen silent since."""
        return self.answer is Answer.ON_IT and not self.is_lapsed

    @property
    def is_lapsed(self) -> bool:
        """It was on it, and did not answer when it was asked whether it still is."""
        return self.answer is Answer.ON_IT and self.overdue and self.still_asked_at is not None

    @property
    def owes_answer(self) -> bool:
        """It has to say whether it comes."""
        return self.answer is Answer.WAITING or self.is_lapsed

    @property
    def is_chased(self) -> bool:
        """It owes an answer, and has not been asked in vain to the end of its ladder."""
        return self.owes_answer and self.step is not Rung.NEXT


@dataclass(frozen=True)
class Handover:
    """One organisation asks another one, or a person of its own, to take its part over."""

    organisation: str
    person: str
    to: str
    to_person: str
    asked_at: datetime
