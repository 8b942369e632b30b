"""What was asked for in vain is not asked for again at once: others wait while it is."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

Thing = TypeVar("Thing", bound=Hashable)

FIRST_PAUSE_SECONDS = 1.0


@dataclass(frozen=True)
class _Asked:
    """When it was asked for, for how many seconds it is left alone since, and what was announced by then."""

    at: float
    pause: float
    news: int


class InVain(Generic[Thing]):
    """Leaves each thing alone for a second, then for twice as long each time, up to `at_most` seconds.

    `news` counts what was announced of a thing: whatever is new cuts the pause short.
    """

    def __init__(self, at_most: float, *, now: Callable[[], float] = time.monotonic) -> None:
        self._at_most = at_most
        self._now = now
        self._asked: dict[Thing, _Asked] = {}

    def note(self, thing: Thing, news: int = 0) -> None:
        """It was asked for, and nothing came of it."""
        before = self._asked.get(thing)
        pause = before.pause * 2 if before and before.news == news else FIRST_PAUSE_SECONDS
        self._asked[thing] = _Asked(self._now(), min(pause, self._at_most), news)

    def forget(self, thing: Thing) -> None:
        """It has come."""
        self._asked.pop(thing, None)

    def rests(self, thing: Thing, news: int = 0, *, at_most: float = float("inf")) -> bool:
        """Whether it is left alone at this moment; `at_most`: for so many seconds, and no longer."""
        asked = self._asked.get(thing)
        if asked is None or asked.news != news:
            return False
        return self._now() < asked.at + min(asked.pause, at_most)

    def __contains__(self, thing: Thing) -> bool:
        """Whether it was last asked for in vain."""
        return thing in self._asked
