"""Who is on duty when: shifts, overrides, absences, calendars; in an organisation's own time of day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rooms.duty import Absence, Duties, Override, Shift, Span, Stint, gaps, moment, on_duty, present, stints
from rooms.duty_words import parse_shift
from rooms.roster import Organisation

AMINA, JEAN, PAUL = "@amina:example.org", "@jean:example.org", "@paul:example.org"
MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)


def shift(person: str, words: str) -> Shift:
    """A shift as coordinators write it."""
    found = parse_shift(words, person)
    assert found is not None, words
    return found


def office(
    *shifts: Shift,
    overrides: Sequence[Override] = (),
    absences: Sequence[Absence] = (),
    calendar: Sequence[Stint] = (),
    zone: str = "UTC",
    paused: bool = False,
) -> Organisation:
    """An organisation of Amina, Jean and Paul."""
    duties = Duties(shifts, tuple(overrides), tuple(absences), tuple(calendar))
    return Organisation("birch", "Birch", people=(AMINA, JEAN, PAUL), zone=zone, paused=paused, duties=duties)


def shown(organisation: Organisation, since: datetime, until: datetime) -> list[str]:
    """Each stint as "amina Fri 18:00-Sat 08:00", by the organisation's own clocks."""
    zone = ZoneInfo(organisation.zone)

    def by_its_clock(at: datetime) -> str:
        return f"{at.astimezone(zone):%a %H:%M}"

    return [
        f"{one.person[1:].split(':')[0]} {by_its_clock(one.starts_at)}-{by_its_clock(one.ends_at)}"
        for one in stints(organisation, since, until)
    ]


def test_without_shifts_everybody_is_on_duty_always() -> None:
    """Whoever writes no rota is called as before: all its people, at any hour."""
    assert on_duty(office(), MONDAY) == (AMINA, JEAN, PAUL)
    assert gaps(office(), MONDAY, MONDAY + WEEK) == ()


def test_a_shift_belongs_to_the_day_on_which_it_begins() -> None:
    """Mon-Fri 18:00-08:00: Friday's night ends on Saturday, and Monday's small hours are nobody's."""
    nights = office(shift(AMINA, "Mon-Fri 18:00-08:00"))
    assert shown(nights, MONDAY, MONDAY + WEEK) == [
        "amina Mon 18:00-Tue 08:00",
        "amina Tue 18:00-Wed 08:00",
        "amina Wed 18:00-Thu 08:00",
        "amina Thu 18:00-Fri 08:00",
        "amina Fri 18:00-Sat 08:00",
    ]
    assert on_duty(nights, MONDAY + 7 * HOUR) == ()
    assert on_duty(nights, MONDAY + 4 * DAY + 31 * HOUR) == (AMINA,)


def test_a_shift_begins_with_its_first_instant_and_ends_before_its_last() -> None:
    """At the handover exactly one of two is on duty."""
    two = office(shift(AMINA, "08:00-18:00"), shift(JEAN, "18:00-08:00"))
    instant = timedelta(microseconds=1)
    assert on_duty(two, MONDAY + 8 * HOUR - instant) == (JEAN,)
    assert on_duty(two, MONDAY + 8 * HOUR) == (AMINA,)
    assert on_duty(two, MONDAY + 18 * HOUR - instant) == (AMINA,)
    assert on_duty(two, MONDAY + 18 * HOUR) == (JEAN,)
    assert gaps(two, MONDAY, MONDAY + WEEK) == ()


def test_every_second_week() -> None:
    """Two who take turns, week by week from handover to handover, leave no hour to nobody."""
    turns = office(
        shift(AMINA, "every day 09:00-09:00 every 2 weeks from 2026-03-02"),
        shift(JEAN, "every day 09:00-09:00 every 2 weeks from 2026-03-09"),
    )
    since = MONDAY + 9 * HOUR
    assert [
        (one.person, one.starts_at - since, one.ends_at - since)
        for one in stints(turns, since, since + 4 * WEEK)
    ] == [
        (AMINA, 0 * DAY, WEEK),
        (JEAN, WEEK, 2 * WEEK),
        (AMINA, 2 * WEEK, 3 * WEEK),
        (JEAN, 3 * WEEK, 4 * WEEK),
    ]
    assert on_duty(turns, MONDAY) == ()


def test_the_second_week_is_counted_on_over_the_new_year() -> None:
    """2026 has 53 weeks: who counts by their numbers is on duty twice in a row, or not at all."""
    turns = office(shift(AMINA, "Wed 00:00-24:00 every 2 weeks from 2026-12-16"))
    found = stints(turns, datetime(2026, 12, 14, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC))
    assert [one.starts_at.date() for one in found] == [
        date(2026, 12, 16),
        date(2026, 12, 30),
        date(2027, 1, 13),
        date(2027, 1, 27),
    ]


def test_the_week_of_the_first_day_counts_from_its_monday() -> None:
    """Mon and Thu every second week from a Thursday: that Thursday, then the Monday 11 days later."""
    turns = office(shift(AMINA, "Mon,Thu 08:00-09:00 every 2 weeks from 2026-03-05"))
    found = stints(turns, MONDAY, MONDAY + 3 * WEEK)
    assert [one.starts_at.date().isoformat() for one in found] == ["2026-03-05", "2026-03-16", "2026-03-19"]


def test_leap_day() -> None:
    """29 February 2028 is a Tuesday like any other, and its night ends in March."""
    nights = office(shift(AMINA, "Tue 20:00-06:00"))
    assert stints(nights, datetime(2028, 2, 28, tzinfo=UTC), datetime(2028, 3, 6, tzinfo=UTC)) == (
        Stint(AMINA, datetime(2028, 2, 29, 20, tzinfo=UTC), datetime(2028, 3, 1, 6, tzinfo=UTC)),
    )


def test_amina_for_jean() -> None:
    """An override puts one in the other's place, and only while it lasts; touching duties are one."""
    friday = MONDAY + 4 * DAY
    instead = Override(AMINA, friday + 20 * HOUR, friday + 2 * DAY + 8 * HOUR, JEAN)
    found = shown(office(shift(JEAN, "always"), overrides=[instead]), friday, friday + 3 * DAY)
    assert found == ["jean Fri 00:00-Fri 20:00", "amina Fri 20:00-Sun 08:00", "jean Sun 08:00-Mon 00:00"]


def test_an_override_for_nobody_adds_somebody() -> None:
    """The others stay on duty."""
    more = Override(PAUL, MONDAY, MONDAY + DAY)
    assert on_duty(office(shift(JEAN, "always"), overrides=[more]), MONDAY) == (JEAN, PAUL)


def test_an_override_also_replaces_one_of_those_who_are_on_duty_always() -> None:
    """In an organisation without shifts Jean has the night off, and the others do not."""
    off = Override(AMINA, MONDAY, MONDAY + DAY, JEAN)
    assert on_duty(office(overrides=[off]), MONDAY) == (AMINA, PAUL)


def test_the_later_override_has_the_last_word() -> None:
    """Amina for Jean, and then Paul for Amina."""
    first = Override(AMINA, MONDAY, MONDAY + DAY, JEAN)
    second = Override(PAUL, MONDAY + HOUR, MONDAY + 2 * HOUR, AMINA)
    found = shown(office(shift(JEAN, "always"), overrides=[first, second]), MONDAY, MONDAY + DAY)
    assert found == ["amina Mon 00:00-Mon 01:00", "paul Mon 01:00-Mon 02:00", "amina Mon 02:00-Tue 00:00"]


def test_whoever_is_away_is_not_on_duty_whatever_else_is_said() -> None:
    """Neither by a shift nor by an override nor by a calendar."""
    away = Absence(AMINA, MONDAY + 9 * HOUR, MONDAY + 12 * HOUR)
    named = Override(AMINA, MONDAY, MONDAY + DAY)
    entry = Stint(AMINA, MONDAY, MONDAY + DAY)
    birch = office(shift(AMINA, "08:00-18:00"), overrides=[named], absences=[away], calendar=[entry])
    found = shown(birch, MONDAY, MONDAY + DAY)
    assert found == ["amina Mon 00:00-Mon 09:00", "amina Mon 12:00-Tue 00:00"]
    assert present(birch, MONDAY + 9 * HOUR) == (JEAN, PAUL)
    assert present(birch, MONDAY + 12 * HOUR) == (AMINA, JEAN, PAUL)


def test_away_without_an_end_lasts_until_they_are_back() -> None:
    """A year later they are still away."""
    birch = office(absences=[Absence(AMINA, MONDAY)])
    assert on_duty(birch, MONDAY - HOUR) == (AMINA, JEAN, PAUL)
    assert on_duty(birch, MONDAY + 52 * WEEK) == present(birch, MONDAY + 52 * WEEK) == (JEAN, PAUL)


def test_a_calendar_stands_beside_the_shifts() -> None:
    """What was imported counts as it is; outside of it nobody is on duty."""
    birch = office(calendar=[Stint(JEAN, MONDAY, MONDAY + HOUR)])
    assert on_duty(birch, MONDAY) == (JEAN,)
    assert gaps(birch, MONDAY, MONDAY + DAY) == (Span(MONDAY + HOUR, MONDAY + DAY),)


def test_who_does_not_belong_to_it_is_not_on_duty() -> None:
    """A shift of somebody who was removed is nobody's: it is a gap, not a stranger in the room."""
    birch = office(shift("@gone:example.org", "always"))
    assert on_duty(birch, MONDAY) == ()
    assert gaps(birch, MONDAY, MONDAY + DAY) == (Span(MONDAY, MONDAY + DAY),)


def test_a_paused_organisation_has_nobody_and_no_gap() -> None:
    """It is not called, so nothing is missing."""
    paused = office(paused=True)
    assert on_duty(paused, MONDAY) == present(paused, MONDAY) == ()
    assert stints(paused, MONDAY, MONDAY + DAY) == ()
    assert gaps(paused, MONDAY, MONDAY + DAY) == ()


def test_a_zone_that_the_machine_does_not_know_is_utc() -> None:
    """An alert is raised all the same."""
    for unknown in ("Africa/Nowhere", "Africa", "", "../etc/passwd"):
        assert on_duty(office(shift(AMINA, "08:00-18:00"), zone=unknown), MONDAY + 8 * HOUR) == (AMINA,)


def utc(words: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(words).replace(tzinfo=UTC)


TIMES_OF_DAY = [
    # Places whose clocks never change: one zone has a quarter of an hour, one country has two zones.
    ("Africa/Kinshasa", "2026-03-29 02:30", "2026-03-29 01:30"),
    ("Africa/Lubumbashi", "2026-03-29 02:30", "2026-03-29 00:30"),
    ("Asia/Kathmandu", "2026-03-29 02:30", "2026-03-28 20:45"),
    # Brussels, 29 March 2026: 02:00 becomes 03:00.
    ("Europe/Brussels", "2026-03-29 01:59", "2026-03-29 00:59"),
    ("Europe/Brussels", "2026-03-29 02:00", "2026-03-29 01:00"),
    ("Europe/Brussels", "2026-03-29 02:30", "2026-03-29 01:00"),
    ("Europe/Brussels", "2026-03-29 02:59", "2026-03-29 01:00"),
    ("Europe/Brussels", "2026-03-29 03:00", "2026-03-29 01:00"),
    ("Europe/Brussels", "2026-03-29 03:01", "2026-03-29 01:01"),
    # Brussels, 25 October 2026: 03:00 becomes 02:00, so that 02:30 comes twice.
    ("Europe/Brussels", "2026-10-25 01:59", "2026-10-24 23:59"),
    ("Europe/Brussels", "2026-10-25 02:30", "2026-10-25 00:30"),
    ("Europe/Brussels", "2026-10-25 03:00", "2026-10-25 02:00"),
    # New York changes on other days than Europe: 8 March and 1 November 2026.
    ("America/New_York", "2026-03-08 02:30", "2026-03-08 07:00"),
    ("America/New_York", "2026-03-08 03:00", "2026-03-08 07:00"),
    ("America/New_York", "2026-11-01 01:30", "2026-11-01 05:30"),
    ("America/New_York", "2026-11-01 02:00", "2026-11-01 07:00"),
    # Half an hour is left out, midnight is left out, a whole day is left out.
    ("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03 15:30"),
    ("America/Havana", "2026-03-08 00:15", "2026-03-08 05:00"),
    ("Pacific/Apia", "2011-12-30 12:00", "2011-12-30 10:00"),
]


@pytest.mark.parametrize(("zone", "clock", "expected"), TIMES_OF_DAY)
def test_a_time_of_day_is_one_moment(zone: str, clock: str, expected: str) -> None:
    """One that the clocks leave out is the first instant after; one that comes twice is its first."""
    wall = datetime.fromisoformat(clock)
    assert moment(wall.date(), wall.time(), ZoneInfo(zone)) == utc(expected)


NIGHTS_OF_CHANGE = [
    ("Africa/Kinshasa", "22:00-06:00", "2026-03-28", 8),
    ("Africa/Lubumbashi", "22:00-06:00", "2026-03-28", 8),
    ("Asia/Kathmandu", "22:00-06:00", "2026-03-28", 8),
    ("Europe/Brussels", "22:00-06:00", "2026-03-28", 7),
    ("Europe/Brussels", "22:00-06:00", "2026-10-24", 9),
    ("Europe/Brussels", "22:00-02:30", "2026-03-28", 4),
    ("Europe/Brussels", "22:00-02:30", "2026-10-24", 4.5),
    ("Europe/Brussels", "02:30-06:00", "2026-03-29", 3),
    ("Europe/Brussels", "02:30-06:00", "2026-10-25", 4.5),
    ("Europe/Brussels", "02:10-02:50", "2026-03-29", 0),
    ("America/New_York", "22:00-06:00", "2026-03-07", 7),
    ("America/New_York", "22:00-06:00", "2026-10-31", 9),
    ("America/New_York", "00:00-24:00", "2026-03-08", 23),
    ("America/New_York", "00:00-24:00", "2026-11-01", 25),
]


@pytest.mark.parametrize(("zone", "times", "day", "hours"), NIGHTS_OF_CHANGE)
def test_a_shift_is_as_long_as_its_clocks_make_it(zone: str, times: str, day: str, hours: float) -> None:
    """In the nights of change a duty is an hour longer or shorter; one that is left out entirely is none."""
    first = date.fromisoformat(day)
    only = Shift(AMINA, (first.weekday(),), *clocks(times))
    noon = datetime.combine(first, time(12), UTC)
    found = stints(office(only, zone=zone), noon - 2 * DAY, noon + 2 * DAY)
    assert sum(((one.ends_at - one.starts_at) / HOUR for one in found), 0.0) == hours
    assert len(found) == bool(hours)


def clocks(times: str) -> tuple[time, time]:
    """From when until when."""
    whole = shift(AMINA, times)
    return whole.starts, whole.ends


ZONES = ("Africa/Kinshasa", "Africa/Lubumbashi", "Europe/Brussels", "America/New_York", "Asia/Kathmandu")
CLOCKS = st.builds(time, st.integers(0, 23), st.sampled_from((0, 15, 30, 45)))
YEAR = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 365 * 24 * 4).map(lambda quarters: YEAR + quarters * timedelta(minutes=15))


@given(st.sampled_from(ZONES), st.lists(CLOCKS, min_size=2, max_size=3, unique=True), MOMENTS)
def test_handovers_leave_no_gap_in_any_night(zone: str, hours: list[time], at: datetime) -> None:
    """Who hands over at a time of day is followed at that very instant, also when the clocks change."""
    turns = zip((AMINA, JEAN, PAUL), sorted(hours), [*sorted(hours)[1:], min(hours)], strict=False)
    birch = office(*(Shift(person, starts=starts, ends=ends) for person, starts, ends in turns), zone=zone)
    assert gaps(birch, at - 2 * DAY, at + 2 * DAY) == ()
    assert len(on_duty(birch, at)) == 1


SHIFTS = st.builds(
    Shift,
    st.sampled_from((AMINA, JEAN, PAUL)),
    st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    CLOCKS,
    CLOCKS,
    st.integers(1, 3),
    st.dates(date(2025, 12, 1), date(2026, 3, 1)),
)


@given(st.sampled_from(ZONES), st.lists(SHIFTS, max_size=4), MOMENTS, MOMENTS)
def test_stints_gaps_and_who_is_on_duty_tell_the_same(
    zone: str, shifts: list[Shift], away_at: datetime, at: datetime
) -> None:
    """A week that is drawn and a moment that is asked about agree; stints and gaps make up the time."""
    birch = office(*shifts, absences=[Absence(AMINA, away_at, away_at + DAY)], zone=zone)
    since, until = at - 3 * DAY, at + 3 * DAY
    there = {one.person for one in stints(birch, since, until) if one.starts_at <= at < one.ends_at}
    assert set(on_duty(birch, at)) == there
    assert any(gap.starts_at <= at < gap.ends_at for gap in gaps(birch, since, until)) is not bool(there)
    assert set(on_duty(birch, at)) <= set(present(birch, at))
