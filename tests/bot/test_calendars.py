"""Duties from a calendar file and into one: all of it or nothing, and never for long."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rotating.calendar_entries import NoCalendar
from bot.rotating.calendars import AHEAD, read_calendar, write_calendar
from rooms.duty import Absence, Duties, Override, Shift, Stint, stints
from rooms.roster import Organisation

NOW = datetime(2026, 5, 3, 20, 30, tzinfo=UTC)
AMINA, JEAN = "@amina:lake.example", "@jean.b:lake.example"
LAKE = Organisation("lake-watch", "Lake Watch", people=(AMINA, JEAN), zone="Africa/Kinshasa")


def calendar(*entries: str) -> bytes:
    """A calendar file with these entries."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test"]
    for number, entry in enumerate(entries):
        lines += ["BEGIN:VEVENT", f"UID:{number}", *entry.strip().splitlines(), "END:VEVENT"]
    return "\r\n".join(each.strip() for each in [*lines, "END:VCALENDAR", ""]).encode()


def only(data: bytes) -> list[tuple[str, datetime, datetime]]:
    """What is understood; everything has to be."""
    found = read_calendar(data, LAKE, NOW)
    assert found.unclear == ()
    return [(each.person, each.starts_at, each.ends_at) for each in found.stints]


@pytest.mark.parametrize(
    "who",
    [
        "SUMMARY:amina",
        "SUMMARY:On call: Amina (night)",
        f"SUMMARY:{AMINA}",
        "SUMMARY:Night\nATTENDEE;CN=Amina:mailto:someone@lake.example",
        "SUMMARY:Night\nATTENDEE:mailto:amina@lake.example",
        "SUMMARY:Night\nATTENDEE:matrix:u/amina:lake.example",
        "SUMMARY:jean.b asks\nATTENDEE:matrix:u/amina:lake.example",
        f"SUMMARY:{AMINA} for jean.b",
    ],
)
def test_people_are_found_by_guest_or_title(who: str) -> None:
    """By address in full, by its first part, or by name; guests come before the title."""
    data = calendar(f"{who}\nDTSTART:20260504T170000Z\nDTEND:20260505T070000Z")
    start, end = datetime(2026, 5, 4, 17, tzinfo=UTC), datetime(2026, 5, 5, 7, tzinfo=UTC)
    assert only(data) == [(AMINA, start, end)]


@pytest.mark.parametrize(
    ("times", "start", "hours"),
    [
        ("DTSTART:20260504T180000\nDTEND:20260505T080000", datetime(2026, 5, 4, 17, tzinfo=UTC), 14),
        (
            "DTSTART;TZID=America/New_York:20260504T180000\nDURATION:PT2H",
            datetime(2026, 5, 4, 22, tzinfo=UTC),
            2,
        ),
        ("DTSTART;VALUE=DATE:20260504\nDTEND;VALUE=DATE:20260506", datetime(2026, 5, 3, 23, tzinfo=UTC), 48),
        ("DTSTART;VALUE=DATE:20260504", datetime(2026, 5, 3, 23, tzinfo=UTC), 24),
    ],
)
def test_times_are_those_of_the_calendar_or_the_organisation(times: str, start: datetime, hours: int) -> None:
    """A zone of its own counts; a time without one, and a whole day, are the organisation's."""
    assert only(calendar(f"SUMMARY:amina\n{times}")) == [(AMINA, start, start + timedelta(hours=hours))]


def test_what_comes_again_is_worked_out_for_twelve_weeks() -> None:
    """Each Friday night, but for the one that is taken out, and the one that is moved to the other person."""
    data = calendar(
        "SUMMARY:amina\nDTSTART:20260501T190000Z\nDTEND:20260502T070000Z\nRRULE:FREQ=WEEKLY\n"
        "EXDATE:20260515T190000Z"
    )
    found = only(data)
    assert len(found) == 11 and found[0][1] == datetime(2026, 5, 8, 19, tzinfo=UTC)
    assert datetime(2026, 5, 15, 19, tzinfo=UTC) not in [start for _, start, _ in found]
    assert all(start < NOW + AHEAD for _, start, _ in found)


def test_what_is_cancelled_or_over_is_left_out() -> None:
    """Neither a cancelled entry nor one of last year counts, whoever it names."""
    data = calendar(
        "SUMMARY:nobody we know\nSTATUS:CANCELLED\nDTSTART:20260504T170000Z\nDTEND:20260505T070000Z",
        "SUMMARY:nobody we know\nDTSTART:20250504T170000Z\nDTEND:20250505T070000Z",
    )
    assert only(data) == []


@pytest.mark.parametrize(
    "entry",
    [
        "SUMMARY:Night\nDTSTART:20260504T170000Z\nDTEND:20260505T070000Z",
        "SUMMARY:Night of aminata\nDTSTART:20260504T170000Z\nDTEND:20260505T070000Z",
        "SUMMARY:Night, amina\nDTSTART:20260504T170000Z\nDTEND:20260504T170000Z",
        "SUMMARY:Night, amina\nDTSTART;TZID=Atlantis/Main:20260504T170000\nDURATION:PT1H",
    ],
)
def test_what_is_unclear_is_named(entry: str) -> None:
    """Nobody, somebody of another name, no length, or a zone that is none: said by its title, not guessed."""
    good = "SUMMARY:amina\nDTSTART:20260504T170000Z\nDTEND:20260505T070000Z"
    (unclear,) = read_calendar(calendar(good, entry), LAKE, NOW).unclear
    assert unclear.startswith("Night")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x89PNG\r\n",
        b"une liste d'astreintes",
        calendar(),
        calendar("SUMMARY:amina"),
        calendar("SUMMARY:amina\nDTSTART:nonsense"),
        b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 20_000 + b"END:VEVENT\r\n" * 20_000 + b"END:VCALENDAR",
        calendar("SUMMARY:amina\nDTSTART:20260504T170000Z\nRRULE:FREQ=SECONDLY"),
        calendar("SUMMARY:amina\nDTSTART:20260504T170000Z\nRRULE:FREQ=DAILY;BYMINUTE=0,1,2;BYSECOND=1,2"),
        calendar("SUMMARY:amina\nDTSTART:00010101T000000Z\nRRULE:FREQ=DAILY"),
        calendar(*["SUMMARY:amina\nDTSTART:20260504T170000Z"] * 1001),
        calendar(*["SUMMARY:amina\nDTSTART:20260504T170000Z\nRRULE:FREQ=DAILY"] * 100),
    ],
)
def test_what_is_no_calendar_or_has_no_end_is_refused(data: bytes) -> None:
    """One error for all that cannot be read, and for what would keep Vigil busy."""
    with pytest.raises(NoCalendar):
        read_calendar(data, LAKE, NOW)


@given(st.binary(max_size=200), st.integers(0, 300))
def test_nothing_else_comes_of_any_file(noise: bytes, at: int) -> None:
    """A calendar with noise in it is read, or refused; it never breaks anything else."""
    whole = calendar("SUMMARY:amina\nDTSTART:20260504T170000Z\nDTEND:20260505T070000Z\nRRULE:FREQ=WEEKLY")
    try:
        read_calendar(whole[:at] + noise + whole[at:], LAKE, NOW)
    except NoCalendar:
        return


def test_what_is_written_is_read_as_it_was() -> None:
    """Shifts, who stands in and who is away come back as the same duties, whatever the name."""
    duties = Duties(
        (Shift(AMINA, (0, 1, 2, 3, 4), time(18), time(8)), Shift(JEAN, (5, 6))),
        (Override(JEAN, NOW + timedelta(days=1), NOW + timedelta(days=2), AMINA),),
        (Absence(AMINA, NOW + timedelta(days=9), NOW + timedelta(days=12)),),
    )
    lake = Organisation(
        "lake", "Lake; Watch, amina: \\n DTSTART", people=(AMINA, JEAN), zone="Africa/Kinshasa", duties=duties
    )
    since = NOW.replace(minute=0)
    read = read_calendar(write_calendar(lake, NOW), lake, since)
    assert read.unclear == ()
    assert set(read.stints) == set(stints(lake, since, since + AHEAD))
    assert write_calendar(lake, NOW) == write_calendar(lake, NOW)
    assert Stint(JEAN, NOW + timedelta(days=1), NOW + timedelta(days=2)) in read.stints
