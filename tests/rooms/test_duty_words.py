"""Shifts and periods as coordinators write them, in each language."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rooms.duty import EVERY_DAY, Shift
from rooms.duty_words import parse_period, parse_shift, print_shift
from rooms.wording import LANGUAGES

JEAN = "@jean:example.org"
WORKING_DAYS = (0, 1, 2, 3, 4)
EVENING, MORNING = time(18), time(8)
NIGHTS = Shift(JEAN, WORKING_DAYS, EVENING, MORNING)
SECOND = Shift(JEAN, WORKING_DAYS, EVENING, MORNING, 2, date(2026, 1, 5))

SHIFTS = [
    ("Mon-Fri 18:00-08:00", NIGHTS),
    ("mon–fri 18:00 – 8:00", NIGHTS),
    ("Mon - Fri 18:00 to 08:00", NIGHTS),
    ("Monday-Friday, 18:00-08:00", NIGHTS),
    ("18:00-08:00 weekdays", NIGHTS),
    ("every week Mon-Fri 18:00-08:00", NIGHTS),
    ("lun-ven 18h-8h", NIGHTS),
    ("Lundi-Vendredi 18h00 à 8h00", NIGHTS),
    ("Jumatatu-Ijumaa 18:00 hadi 08:00", NIGHTS),
    ("Mon,Wed,Fri 18:00-08:00", Shift(JEAN, (0, 2, 4), EVENING, MORNING)),
    ("mon, wed and fri 18:00-08:00", Shift(JEAN, (0, 2, 4), EVENING, MORNING)),
    ("Fri-Mon 18:00-08:00", Shift(JEAN, (0, 4, 5, 6), EVENING, MORNING)),
    ("weekend", Shift(JEAN, (5, 6))),
    ("Sat-Sun 00:00-24:00", Shift(JEAN, (5, 6))),
    ("Tuesdays", Shift(JEAN, (1,))),
    ("18:00-08:00", Shift(JEAN, EVERY_DAY, EVENING, MORNING)),
    ("every day 18:00-08:00", Shift(JEAN, EVERY_DAY, EVENING, MORNING)),
    ("tous les jours 18h-8h", Shift(JEAN, EVERY_DAY, EVENING, MORNING)),
    ("kila siku 18:00-08:00", Shift(JEAN, EVERY_DAY, EVENING, MORNING)),
    ("every day 00:00-24:00", Shift(JEAN)),
    ("always", Shift(JEAN)),
    ("Toujours", Shift(JEAN)),
    ("daima", Shift(JEAN)),
    ("Mon-Fri 18:00-08:00 every second week from 2026-01-05", SECOND),
    ("Mon-Fri 18:00-08:00 every 2 weeks from 5 January 2026", SECOND),
    ("Mon-Fri every other week 18:00-08:00, starting 2026-01-05", SECOND),
    ("lun-ven 18h-8h une semaine sur deux à partir du 5 janvier 2026", SECOND),
    ("Jumatatu-Ijumaa 18:00-08:00 kila wiki ya pili kuanzia 2026-01-05", SECOND),
]


@pytest.mark.parametrize(("words", "expected"), SHIFTS)
def test_a_shift_as_it_is_written(words: str, expected: Shift) -> None:
    """Days and times in any order, in full or shortened, in each language, with any dash."""
    assert parse_shift(words, JEAN) == expected


@pytest.mark.parametrize(
    "words",
    [
        *("", "bananas", "Mon-Foo 08:00-09:00", "Mon-Wed-Fri 08:00-09:00", "Mon 08:00", "Mon 8-9"),
        *("Mon 25:00-26:00", "Mon 08:00-09:60", "Mon 24:00-08:00", "Mon 08:00-24:30"),
        *("Mon 08:00-09:00 17:00-18:00", "Mon 08:00-09:00 or so", "every 2 weeks"),
        *("Mon every 2 weeks", "Mon every 0 weeks from 2026-01-05", "Mon every 53 weeks from 2026-01-05"),
        *("Mon every 2 weeks from 2026-02-30", "Mon every 2 weeks from 5 January"),
    ],
)
def test_what_is_unclear_is_no_shift(words: str) -> None:
    """Nobody is put on duty by a guess; "every second week" needs to say which."""
    assert parse_shift(words, JEAN) is None


@given(
    st.builds(
        Shift,
        st.just(JEAN),
        st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
        st.builds(time, st.integers(0, 23), st.integers(0, 59)),
        st.builds(time, st.integers(0, 23), st.integers(0, 59)),
        st.integers(1, 52),
        st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    ),
    st.sampled_from((*LANGUAGES, "ln")),
)
def test_what_is_printed_can_be_written_again(shift: Shift, language: str) -> None:
    """Every shift, in every language; one of which Vigil has no words is printed in English."""
    assert parse_shift(print_shift(shift, language), JEAN) == shift


def test_a_shift_is_printed_as_people_write_it() -> None:
    """Runs of days with a hyphen; a whole day ends at 24:00; whoever is always there is there always."""
    assert print_shift(NIGHTS) == "Mon-Fri 18:00-08:00"
    assert print_shift(NIGHTS, "fr") == "Lun-Ven 18:00-08:00"
    assert print_shift(SECOND, "sw") == "Jumatatu-Ijumaa 18:00-08:00 kila wiki 2 kuanzia 2026-01-05"
    assert print_shift(Shift(JEAN, (0, 2, 5, 6))) == "Mon,Wed,Sat-Sun 00:00-24:00"
    assert [print_shift(Shift(JEAN), language) for language in ("en", "fr", "sw")] == [
        "always",
        "toujours",
        "daima",
    ]


KINSHASA = ZoneInfo("Africa/Kinshasa")
NOW = datetime(2026, 3, 4, 8, 49, tzinfo=UTC)
"""A Wednesday, 09:49 in Kinshasa."""

PERIODS = [
    ("Friday 20:00 to Sunday 08:00", "2026-03-06 20:00", "2026-03-08 08:00"),
    ("du vendredi à 20h au dimanche à 8h", "2026-03-06 20:00", "2026-03-08 08:00"),
    ("Ijumaa saa 20:00 hadi Jumapili saa 08:00", "2026-03-06 20:00", "2026-03-08 08:00"),
    ("Friday 6 March 20:00 to Sunday 8 March 08:00", "2026-03-06 20:00", "2026-03-08 08:00"),
    ("2026-03-06 20:00 – 2026-03-08 08:00", "2026-03-06 20:00", "2026-03-08 08:00"),
    ("until 3 January", "2026-03-04 09:49", "2027-01-04 00:00"),
    ("jusqu’au 3 janvier", "2026-03-04 09:49", "2027-01-04 00:00"),
    ("hadi tarehe 3 Januari", "2026-03-04 09:49", "2027-01-04 00:00"),
    ("until 18:00", "2026-03-04 09:49", "2026-03-04 18:00"),
    ("until 08:00", "2026-03-04 09:49", "2026-03-05 08:00"),
    ("until Wednesday", "2026-03-04 09:49", "2026-03-05 00:00"),
    ("now to tomorrow 06:00", "2026-03-04 09:49", "2026-03-05 06:00"),
    ("today 22:00 to tomorrow 06:00", "2026-03-04 22:00", "2026-03-05 06:00"),
    ("20:00 to 08:00", "2026-03-04 20:00", "2026-03-05 08:00"),
    ("de 20h à 8h", "2026-03-04 20:00", "2026-03-05 08:00"),
    ("08:00 to 20:00", "2026-03-04 08:00", "2026-03-04 20:00"),
    ("08:00 to 09:30", "2026-03-05 08:00", "2026-03-05 09:30"),
    ("Wednesday 08:00 to 10:00", "2026-03-04 08:00", "2026-03-04 10:00"),
    ("Wednesday 08:00 to 09:00", "2026-03-11 08:00", "2026-03-11 09:00"),
    ("Wednesday 08:00 to Friday 08:00", "2026-03-04 08:00", "2026-03-06 08:00"),
    ("Tuesday 20:00 to Thursday 08:00", "2026-03-10 20:00", "2026-03-12 08:00"),
    ("Friday", "2026-03-06 00:00", "2026-03-07 00:00"),
    ("from 5 March to 9 March", "2026-03-05 00:00", "2026-03-10 00:00"),
    ("January 3", "2027-01-03 00:00", "2027-01-04 00:00"),
    ("29 February", "2028-02-29 00:00", "2028-03-01 00:00"),
    ("28 December to 3 January", "2026-12-28 00:00", "2027-01-04 00:00"),
    ("1 March 2026 to 9 March", "2026-03-01 00:00", "2026-03-10 00:00"),
    ("3 days", "2026-03-04 09:49", "2026-03-07 09:49"),
    ("for 2 weeks", "2026-03-04 09:49", "2026-03-18 09:49"),
    ("pendant 3 jours", "2026-03-04 09:49", "2026-03-07 09:49"),
    ("siku 3", "2026-03-04 09:49", "2026-03-07 09:49"),
]


@pytest.mark.parametrize(("words", "starts", "ends"), PERIODS)
def test_a_period_as_it_is_written(words: str, starts: str, ends: str) -> None:
    """By the clocks of the place, begun today or the next one to come; the last day counts in whole."""
    span = parse_period(words, NOW, KINSHASA)
    assert span is not None
    assert [f"{at.astimezone(KINSHASA):%Y-%m-%d %H:%M}" for at in (span.starts_at, span.ends_at)] == [
        starts,
        ends,
    ]


@pytest.mark.parametrize(
    "words",
    [
        *("", "soon", "20:00", "Friday 20:00", "until", "until 2026-13-45", "until 30 February", "to Friday"),
        *("2026-03-08 to 2026-03-07", "2025-01-01 to 2025-01-03", "03/01/2026", "until 25:00", "0 days"),
        *("until 31 December 9999", "1 January 0001 to Friday"),
    ],
)
def test_what_is_unclear_is_no_period(words: str) -> None:
    """Also what is over, what ends before it begins, and 03/01, which is two days."""
    assert parse_period(words, NOW, KINSHASA) is None


@given(st.text(alphabet="mon-fri 0123456789:h,tounilàjv°²٣", max_size=30))
def test_nothing_that_is_written_is_too_much(words: str) -> None:
    """Whatever is typed is understood or not; it never fails."""
    parse_shift(words, JEAN)
    parse_period(words, NOW, KINSHASA)
