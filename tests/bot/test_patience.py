"""How long Vigil waits before it tries again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.errors import RateLimited, Refused, Unreachable
from bot.patience import patiently, pause_after, pause_for_an_alert


def test_the_pauses_grow_up_to_a_minute() -> None:
    """However often it fails, it is tried again each minute."""
    pauses = [pause_after(attempts).total_seconds() for attempts in (0, 1, 2, 5, 6, 1000)]
    assert pauses == [1, 2, 4, 32, 60, 60]


def test_an_alert_waits_longer_only_after_a_dozen_tries() -> None:
    """G1: each of its requests may fail a few times: the brief does not wait for a minute because of it."""
    gone = Unreachable("Gone.")
    pauses = [pause_for_an_alert(attempts, gone).total_seconds() for attempts in range(17)]
    assert pauses == [1, 2, *[4] * 10, 8, 16, 32, 60, 60]
    assert pause_for_an_alert(0, RateLimited("Slowly.", retry_after=timedelta(seconds=9))).seconds == 9


def test_the_homeserver_may_ask_for_longer_and_not_for_shorter() -> None:
    """A homeserver that limits the rate is obeyed, and one that says 0 is not hammered."""
    for asked, attempts, seconds in ((90, 0, 90), (0, 3, 8), (3, 3, 8)):
        fault = RateLimited("Slowly.", retry_after=timedelta(seconds=asked))
        assert pause_after(attempts, fault).total_seconds() == seconds
    assert pause_after(0, Unreachable("Gone."), spread=1.25).total_seconds() == 1.25


async def test_what_passes_is_tried_again_and_what_does_not_is_raised() -> None:
    """Each pause is announced before it is made."""
    faults: list[Exception] = [Unreachable("Gone."), Unreachable("Gone."), Refused(403, "M_FORBIDDEN")]
    done: list[object] = []

    async def attempt() -> None:
        raise faults.pop(0)

    async def pause(seconds: float) -> None:
        done.append(seconds)

    with pytest.raises(Refused):
        await patiently(attempt, waits=lambda *said: done.append(said), pause=pause)
    assert done == [(0, 1), 1, (1, 2), 2]
