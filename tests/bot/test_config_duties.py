"""What the settings say of when an organisation's people are on duty."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from rooms.duty import Duties, Shift
from tests.bot.test_config import TEXT, changed, load, mistakes

MISTAKES = {
    "a shift that is none": (
        "Mon-Fri 08:00-18:00",
        "Mon-Fri 8 to 6",
        "organisations.shifts.times: this is no shift",
    ),
    "a typing mistake in a shift": (
        'times: "Mon-Fri 08:00-18:00"',
        'time: "Mon-Fri 08:00-18:00"',
        "'time' is no setting; did you mean 'times'?",
    ),
    "a shift of somebody else": (
        '"@carter:example.org", times: "Mon-Fri',
        '"@david:example.org", times: "Mon-Fri',
        "this is none of the organisation's people",
    ),
    "a deputy of itself": (
        "    anchor: true\n",
        "    anchor: true\n    deputy: true\n",
        "cannot stand in for itself",
    ),
    "a fallback who is a defender": (
        'fallback: "@fatou:example.org"',
        'fallback: "@jean:example.org"',
        "nobody is defender and fallback",
    ),
    "a zone that is none": (
        "zone: Africa/Lubumbashi",
        "zone: Lubumbashi",
        "organisations.zone: this is not a time",
    ),
}


def test_an_organisation_says_who_is_on_duty_when(tmp_path: Path) -> None:
    """Shifts are written in words, and meant where the organisation is."""
    anchor, lake, *_ = load(tmp_path, TEXT).organisations
    assert (anchor.zone, anchor.deputy, anchor.fallback, anchor.duties) == (
        "Africa/Kinshasa",
        False,
        "",
        Duties(),
    )
    carter, zawadi = lake.people
    assert (lake.zone, lake.deputy, lake.fallback) == ("Africa/Lubumbashi", True, "@fatou:example.org")
    assert lake.telephones == ("Carter +243 81 000 00 00",)
    assert lake.duties == Duties(
        shifts=(
            Shift(carter, (0, 1, 2, 3, 4), time(8), time(18)),
            Shift(zawadi, (0, 1, 2, 3, 4), time(18), time(8)),
            Shift(carter, (5, 6), every=2, first=date(2026, 1, 5)),
            Shift(zawadi, (5, 6), every=2, first=date(2026, 1, 12)),
        )
    )


@pytest.mark.parametrize(("old", "new", "sentence"), MISTAKES.values(), ids=MISTAKES)
def test_each_mistake_is_told_in_a_sentence(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    """With its line and what to do about it, and nobody's address."""
    said = mistakes(tmp_path, changed(old, new))
    assert any(sentence in line for line in said), said
    assert not any("@" in line.replace("@name:", "") for line in said)
