"""The table says what was measured; how much that is, no test says."""

from __future__ import annotations

import asyncio
import math
import time

import pytest

from tests.bench.figures import Figures, Reading, percentile, plain, rows
from tests.bench.keys import Blocked


def test_percentiles_lie_between_what_was_measured() -> None:
    """By linear interpolation, in whatever order the values come; nothing measured is no number."""
    values = [4.0, 1.0, 3.0, 2.0]
    assert [percentile(values, percent) for percent in (0, 50, 100)] == [1.0, 2.5, 4.0]
    assert percentile(values, 95) == pytest.approx(3.85)
    assert percentile([7.0], 95) == 7.0
    assert math.isnan(percentile([], 50))


def verdicts(figures: Figures, words: str) -> list[str]:
    """The last column of the rows with these words."""
    return [row.verdict for row in rows(figures) if words in row.what]


def test_somebody_without_the_brief_is_counted_and_spoils_no_time() -> None:
    """An alert that one partner could not read has no last reader; the table says NO."""
    whole, short = Reading(4, (0.1, 0.2, 0.3, 0.4)), Reading(4, (0.1, 0.2, 9.0))
    figures = Figures(floor=[0.2], alone=[whole, short])
    told = {row.what: row.measured for row in rows(figures)}
    assert told["the last partner reads the brief"] == "p50 400 ms, p95 400 ms"
    assert told["the last partner / floor, p50"] == "2.00"
    assert verdicts(figures, "/ floor")[0] == "yes"
    assert "1 of 8" in [row.measured for row in rows(figures)]
    assert verdicts(figures, "without the brief")[0] == "NO"


def test_an_aim_is_kept_or_not() -> None:
    """Each figure stands beside its aim."""
    good = Figures(memory=149.0, started=[1.0, 2.0, 9.0], answered=[2.9])
    assert verdicts(good, "memory with") == verdicts(good, "answered") == verdicts(good, "started") == ["yes"]
    bad = Figures(memory=151.0, started=[3.1], answered=[3.1], floor=[1.0], alone=[Reading(1, (3.1,))])
    assert verdicts(bad, "memory with") == verdicts(bad, "answered") == verdicts(bad, "started") == ["NO"]
    assert verdicts(bad, "last partner / floor") == ["NO"]


def test_the_plain_table_can_be_pasted() -> None:
    """Markdown, all lines of one width, with the machine below, also when nothing could be measured."""
    lines = plain(Figures(machine="here")).splitlines()
    assert lines[-1] == "here"
    assert len({len(line) for line in lines[:-2]}) == 1
    assert set(lines[1]) == {"|", "-"}


def test_who_is_called_in_a_large_network_has_an_aim() -> None:
    """Ten milliseconds for the middle of them, told in tenths."""
    figures = Figures(organisations=500, people=5000, decided=[0.004, 0.0091, 0.02])
    told = {row.what: row.measured for row in rows(figures)}
    assert "p50 9.1 ms" in told["500 organisations, 5000 people: who is called is decided"]
    assert verdicts(figures, "who is called") == ["yes"]
    assert verdicts(Figures(decided=[0.011]), "who is called") == ["NO"]


def test_what_keeps_the_event_loop_has_an_aim() -> None:
    """Fifty milliseconds, for the first message to many as for the trust in many."""
    figures = Figures(devices=50, first_send=0.4, first_blocked=0.049, trusted=200, trust_blocked=0.051)
    assert verdicts(figures, "kept the event loop") == ["yes", "NO"]
    told = {row.what: row.measured for row in rows(figures)}
    assert told["the first message to 50 new devices"] == "400 ms"
    assert told["trust over 200 people: with nothing asked"] == "–"


def test_many_timers_at_once_are_told_with_their_number() -> None:
    """How many fell due stands beside how late they were; what was not measured is no figure."""
    figures = Figures(timers_due=1000, timers_decided=2.5, timers_overdue=900, caught_up=0.5)
    told = {row.what: row.measured for row in rows(figures)}
    assert told["1000 timers due in one second: the worst delay of a decision"] == "2.50 s"
    assert told["start-up with 900 timers overdue: until all messages are handed over"] == "500 ms"
    assert told["1000 timers due in one second: the last brief of 0 new alerts"] == "–"


async def test_what_blocks_is_seen() -> None:
    """Somebody who does not let go of the loop for a while is noticed, to the end."""
    async with Blocked() as blocked:
        await asyncio.sleep(0)
        time.sleep(0.02)  # noqa: ASYNC251 - that is what is measured
    assert blocked.seconds >= 0.015
