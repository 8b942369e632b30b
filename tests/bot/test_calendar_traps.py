"""Calendars on which others stumble: nothing is guessed, nothing vanishes, and every reason is true."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rotating.calendar_entries import NoCalendar, Why
from bot.rotating.calendars import Understood, read_calendar
from rooms.roster import Organisation
from tests.bot.test_calendars import AMINA, JEAN, LAKE, NOW, calendar

NIGHT = "DTSTART:20260504T170000Z\nDTEND:20260505T070000Z"
FRIDAYS = "DTSTART;TZID=Africa/Kinshasa:20260508T180000\nDTEND;TZID=Africa/Kinshasa:20260509T080000"


def read(*entries: str) -> Understood:
    """What is made of a calendar with these entries; each of them has been counted, and once."""
    return counted(read_calendar(calendar(*entries), LAKE, NOW))


def counted(found: Understood) -> Understood:
    """The same, if nothing of the file has vanished."""
    left_out = found.over + found.later + found.off + found.replaced
    assert found.entries == found.on_duty + left_out + len(found.doubts)
    return found


def people(found: Understood) -> set[str]:
    """Who is on duty; nothing may be doubtful."""
    assert found.doubts == ()
    return {each.person for each in found.stints}


def doubts(found: Understood) -> list[Why]:
    """Why entries are doubtful."""
    return [each.why for each in found.doubts]


def refusal(data: bytes) -> Why:
    """Why this is not taken at all."""
    with pytest.raises(NoCalendar) as fault:
        read_calendar(data, LAKE, NOW)
    return fault.value.why


def starts(found: Understood) -> list[datetime]:
    """When the duties begin."""
    assert found.doubts == ()
    return [each.starts_at for each in found.stints]


@pytest.mark.parametrize(
    ("end", "why"),
    [
        ("DTEND:20260504T080000", Why.BACKWARDS),
        ("DTEND:20260504T180000", Why.BACKWARDS),
        ("DTEND;VALUE=DATE:20260505", Why.BACKWARDS),
        ("DURATION:-PT1H", Why.BACKWARDS),
        ("SUMMARY2:no end at all", Why.BACKWARDS),
        ("DTEND;TZID=Atlantis/Main:20260505T080000", Why.ZONE),
    ],
)
@pytest.mark.parametrize("again", ["", "\nRRULE:FREQ=WEEKLY"])
def test_a_night_whose_end_is_wrong_is_not_turned_into_a_day(end: str, why: Why, again: str) -> None:
    """18:00 to 08:00 of the same day, or to a time that nobody can place: that night is named."""
    assert doubts(read(f"SUMMARY:amina\nDTSTART:20260504T180000\n{end}{again}")) == [why]


@pytest.mark.parametrize("uid", ["UID:nights", "UID:", "X-UID:none"])
def test_four_nights_with_one_uid_are_four_nights(uid: str) -> None:
    """The same UID, an empty one or none: no entry takes another's place."""
    nights = (f"{uid}\nSUMMARY:amina\nDTSTART:2026050{day}T170000Z\nDURATION:PT14H" for day in range(4, 8))
    data = calendar(*nights).decode()
    for number in range(4):
        data = data.replace(f"UID:{number}\r\n", "")
    assert len(counted(read_calendar(data.encode(), LAKE, NOW)).stints) == 4


def test_a_later_version_of_an_entry_replaces_the_earlier() -> None:
    """By its sequence, wherever it stands in the file; and a cancelled one calls off."""
    data = calendar(
        f"SEQUENCE:2\nSUMMARY:jean.b\n{NIGHT}",
        f"SEQUENCE:1\nSUMMARY:amina\n{NIGHT}",
        f"SUMMARY:amina\n{NIGHT}",
    ).replace(b"UID:1", b"UID:0")
    found = counted(read_calendar(data, LAKE, NOW))
    assert people(found) == {JEAN, AMINA} and found.replaced == 1
    off = calendar(f"SUMMARY:amina\n{NIGHT}", f"STATUS:CANCELLED\nSUMMARY:amina\n{NIGHT}")
    assert counted(read_calendar(off.replace(b"UID:1", b"UID:0"), LAKE, NOW)).off == 2


@pytest.mark.parametrize(
    "guest",
    [
        "ATTENDEE;PARTSTAT=DECLINED;CN=Amina:mailto:amina@lake.example",
        "ATTENDEE;PARTSTAT=declined:matrix:u/amina:lake.example",
        'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:x@lake.example":mailto:amina@lake.example',
        "ATTENDEE;ROLE=NON-PARTICIPANT:mailto:amina@lake.example",
    ],
)
def test_whoever_stays_away_is_not_on_duty(guest: str) -> None:
    """Who declined, passed it on or is only told of it, whatever the title says; the others are."""
    assert doubts(read(f"SUMMARY:Night of amina\n{guest}\n{NIGHT}")) == [Why.DECLINED]
    assert people(read(f"SUMMARY:Night\n{guest}\nATTENDEE:mailto:jean.b@lake.example\n{NIGHT}")) == {JEAN}


@pytest.mark.parametrize("thing", ["ROOM", "RESOURCE"])
def test_rooms_and_cars_are_not_on_duty(thing: str) -> None:
    """A car that bears somebody's name drives nobody."""
    assert doubts(
        read(f"SUMMARY:Night\nATTENDEE;CUTYPE={thing};CN=Amina:mailto:car@lake.example\n{NIGHT}")
    ) == [Why.NOBODY]


@pytest.mark.parametrize(
    "entry",
    ["STATUS:CANCELED\nSUMMARY:amina", "STATUS:cancelled\nSUMMARY:amina", "SUMMARY:Canceled: Amina",
     "SUMMARY:Annulé : Amina", "SUMMARY:[CANCELLED] amina", "SUMMARY:Imefutwa: amina",
     "SUMMARY:Annulée – amina"],
)  # fmt: skip
def test_what_is_called_off_is_off(entry: str) -> None:
    """By its status in either spelling, or by what calendars put before the title."""
    found = read(f"{entry}\n{NIGHT}")
    assert found.off == 1 and found.stints == () and found.doubts == ()


@pytest.mark.parametrize("title", ["Amina (cancelled)", "Cancelled for now Amina", "amina annulé ?"])
def test_what_may_be_called_off_is_doubtful(title: str) -> None:
    """Whether she comes nobody can tell."""
    assert doubts(read(f"SUMMARY:{title}\n{NIGHT}")) == [Why.CALLED_OFF]


def test_a_calendar_that_only_cancels_puts_nobody_on_duty() -> None:
    """All of it is off; and an answer to an invitation is no calendar."""
    data = calendar(f"SUMMARY:amina\n{NIGHT}")
    cancel = data.replace(b"VERSION:2.0", b"VERSION:2.0\r\nMETHOD:CANCEL")
    assert counted(read_calendar(cancel, LAKE, NOW)).off == 1
    assert counted(read_calendar(data + cancel, LAKE, NOW)).stints == ()
    assert refusal(data.replace(b"VERSION:2.0", b"VERSION:2.0\r\nMETHOD:REPLY")) is Why.ANSWER


@pytest.mark.parametrize(
    "who",
    [
        "SUMMARY:Night\nATTENDEE:matrix:u/amina:other.example",
        "SUMMARY:Night\nATTENDEE;CN=Amina:matrix:u/amina:other.example",
        "SUMMARY:amina\nATTENDEE:matrix:u/amina:other.example",
        "SUMMARY:@amina:other.example",
        "SUMMARY:Night\nATTENDEE:https://matrix.to/#/@amina:other.example",
        "SUMMARY:@amina:lake.example.org",
    ],
)
def test_an_address_of_another_server_is_nobody_of_ours(who: str) -> None:
    """@amina there is not @amina here."""
    assert doubts(read(f"{who}\n{NIGHT}")) == [Why.NOBODY]


def test_a_name_that_two_of_them_share_means_neither() -> None:
    """Each has to be written with the server."""
    both = Organisation("lake", "Lake", people=(AMINA, "@amina:hill.example"), zone="UTC")
    found = read_calendar(calendar(f"SUMMARY:amina\n{NIGHT}", f"SUMMARY:{AMINA}\n{NIGHT}"), both, NOW)
    assert doubts(found) == [Why.NOBODY] and {each.person for each in found.stints} == {AMINA}


@pytest.mark.parametrize(
    "guest",
    ["ATTENDEE;EMAIL=amina@lake.example:/aMTIz/principal/", "ATTENDEE;EMAIL=amina@lake.example:urn:uuid:1",
     "ATTENDEE:https://matrix.to/#/@amina:lake.example", "ATTENDEE:MAILTO:Amina@lake.example"],
)  # fmt: skip
def test_guests_are_found_as_other_calendars_write_them(guest: str) -> None:
    """ICloud puts the address beside a path of its own."""
    assert people(read(f"SUMMARY:Night\n{guest}\n{NIGHT}")) == {AMINA}


@pytest.mark.parametrize(
    ("which", "why"),
    [
        ("RECURRENCE-ID;VALUE=DATE:20260515", None),
        ("RECURRENCE-ID;TZID=Africa/Kinshasa:20260515T180000", None),
        ("RECURRENCE-ID:20260515T170000Z", None),
        ("RECURRENCE-ID:20260515T180000Z", Why.MOVED),
        ("RECURRENCE-ID;TZID=Atlantis/Main:20260515T180000", Why.ZONE),
        ("RECURRENCE-ID;RANGE=THISANDFUTURE:20260515T170000Z", Why.MOVED),
    ],
)
def test_a_night_that_was_handed_over_is_one_persons(which: str, why: Why | None) -> None:
    """Named by its day or its time; where it cannot be found, nobody says that both are on duty."""
    handed = f"{which}\nSUMMARY:jean.b\nDTSTART:20260515T170000Z\nDTEND:20260516T070000Z"
    data = calendar(f"SUMMARY:amina\n{FRIDAYS}\nRRULE:FREQ=WEEKLY;COUNT=3", handed).replace(
        b"UID:1", b"UID:0"
    )
    found = counted(read_calendar(data, LAKE, NOW))
    if why is not None:
        assert why in doubts(found)
    else:
        assert [each.person for each in found.stints] == [AMINA, JEAN, AMINA]


@pytest.mark.parametrize(
    ("taken_out", "nights"),
    [("EXDATE;VALUE=DATE:20260515", 2), ("EXDATE:20260515T170000Z", 2), ("EXDATE:20260514T170000Z", 3),
     ("EXDATE:20260515T180000Z", None), ("EXDATE;TZID=Nowhere:20260515T180000", None)],
)  # fmt: skip
def test_a_night_that_is_taken_out_is_out_or_named(taken_out: str, nights: int | None) -> None:
    """An hour beside it takes nothing out, and was meant to."""
    found = read(f"SUMMARY:amina\n{FRIDAYS}\nRRULE:FREQ=WEEKLY;COUNT=3\n{taken_out}")
    assert (len(found.doubts) == 1) if nights is None else (len(starts(found)) == nights)


@pytest.mark.parametrize(
    "head",
    ["X-WR-TIMEZONE:", "X-WR-TIMEZONE:W. Europe Standard Time", "X-WR-TIMEZONE:Nowhere", "X-WR-TIMEZONE:/x"],
)
def test_a_calendars_own_zone_may_be_written_in_any_way(head: str) -> None:
    """Empty, as Windows calls it, or wrong: times that need no zone do not need it."""
    data = calendar(f"SUMMARY:amina\n{NIGHT}").replace(b"VERSION:2.0", f"VERSION:2.0\r\n{head}".encode())
    assert people(counted(read_calendar(data, LAKE, NOW))) == {AMINA}


def test_history_is_no_reason_to_refuse() -> None:
    """Years of nights, a birthday of 1988, mistakes that are over: they are counted and left out."""
    past = [
        f"SUMMARY:nobody\nDTSTART:20{year}0504T170000Z\nDTEND:20{year}0504T070000Z" for year in (21, 22)
    ] * 800
    birthday = "SUMMARY:Amina was born\nDTSTART;VALUE=DATE:19880309\nRRULE:FREQ=YEARLY"
    found = read(f"SUMMARY:amina\n{NIGHT}", birthday, *past)
    assert found.over == 1600 and found.later == 1 and people(found) == {AMINA}
    assert doubts(read("SUMMARY:A birthday\nDTSTART;VALUE=DATE:19880509\nRRULE:FREQ=YEARLY")) == [Why.NOBODY]


def test_two_calendars_in_one_file_are_both_read() -> None:
    """As some programs export them."""
    two = calendar(f"SUMMARY:amina\n{NIGHT}") + calendar(f"SUMMARY:jean.b\n{NIGHT}")
    assert people(counted(read_calendar(two, LAKE, NOW))) == {AMINA, JEAN}


def test_a_file_is_read_as_it_was_written() -> None:
    """With a byte order mark, with old line ends, in UTF-16; in letters that nobody can be sure of, not."""
    data = calendar(f"SUMMARY:amina\n{NIGHT}")
    for each in (b"\xef\xbb\xbf" + data, data.replace(b"\r\n", b"\r"), data.decode().encode("utf-16")):
        assert people(counted(read_calendar(each, LAKE, NOW))) == {AMINA}
    assert refusal(calendar(f"SUMMARY:Annulé : amina\n{NIGHT}").decode().encode("latin-1")) is Why.LETTERS


@pytest.mark.parametrize("missing", [1, 20, 60, 100])
def test_a_file_that_was_cut_off_is_not_half_taken(missing: int) -> None:
    """Wherever it ends."""
    whole = calendar(f"SUMMARY:amina\n{NIGHT}", f"SUMMARY:jean.b\n{NIGHT}").strip()
    assert refusal(whole[:-missing]) is Why.CUT_OFF


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("RRULE:FREQ=WEKLY", Why.BROKEN),
        ("RRULE:FREQ=DAILY;UNTIL=soon", Why.BROKEN),
        ("DTEND:tomorrow", Why.BROKEN),
        ("DTSTART:20260506T170000Z", Why.BROKEN),
        ("RRULE:FREQ=WEEKLY;BYEASTER=1", Why.RULE),
        ("RRULE:FREQ=WEEKLY;BYDAY=2MO", Why.RULE),
        ("RRULE:FREQ=WEEKLY;BYDAY=TU", Why.RULE),
        ("RRULE:FREQ=YEARLY;BYWEEKNO=20", Why.RULE),
        ("RRULE:FREQ=WEEKLY;COUNT=0", Why.RULE),
        ("EXRULE:FREQ=WEEKLY", Why.RULE),
        ("RRULE:FREQ=DAILY;BYHOUR=6,17", Why.OFTEN),
    ],
)
def test_an_entry_that_is_damaged_or_beyond_us_is_not_taken_for_another(line: str, why: Why) -> None:
    """What is left when the line is dropped is not what its author meant."""
    assert refusal(calendar(f"SUMMARY:amina\n{NIGHT}\n{line}")) is why


@pytest.mark.parametrize("often", ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
@pytest.mark.parametrize(
    "rule",
    [
        "INTERVAL=0",
        "INTERVAL=-1",
        "BYYEARDAY=366;BYMONTH=1",
        "BYMONTHDAY=30;BYMONTH=2",
        "BYMONTHDAY=31;BYSETPOS=9",
    ],
)
def test_a_calendar_that_never_ends_is_refused_at_once(often: str, rule: str) -> None:
    """No step between two duties, or a day that never comes: nobody looks for it until the year 9999."""
    assert refusal(calendar(f"SUMMARY:amina\n{NIGHT}\nRRULE:FREQ={often};{rule}")) is Why.RULE


def test_what_is_worked_out_has_an_end_in_number() -> None:
    """However many entries count from the year 1900 on: so many days are looked at, and no more."""
    endless = "SUMMARY:amina\nDTSTART:19000101T170000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=9999999"
    assert len(read(endless).stints) == 84
    assert refusal(calendar(*[endless] * 50)) is Why.TOO_MUCH


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=MO", ["05-04", "05-10", "05-18", "05-24"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU", ["05-04", "05-17", "05-18", "05-31"]),
        ("FREQ=MONTHLY;BYDAY=1MO", ["05-04", "06-01", "07-06"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=2,-1", ["05-04", "05-29", "06-02", "06-30"]),
        ("FREQ=MONTHLY;BYMONTHDAY=4,-1", ["05-04", "05-31", "06-04", "06-30"]),
        ("FREQ=MONTHLY;INTERVAL=2", ["05-04", "07-04"]),
        ("FREQ=YEARLY;BYMONTH=5,6;BYDAY=1MO", ["05-04", "06-01"]),
        ("FREQ=YEARLY;BYYEARDAY=124,-200", ["05-04", "06-15"]),
        ("FREQ=DAILY;INTERVAL=30;COUNT=2", ["05-04", "06-03"]),
        ("FREQ=DAILY;UNTIL=20260506", ["05-04", "05-05", "05-06"]),
        ("FREQ=DAILY;UNTIL=20260505T170000Z", ["05-04", "05-05"]),
        ("FREQ=DAILY;UNTIL=20260505T165959Z;BYHOUR=17", ["05-04"]),
    ],
)
def test_what_comes_again_comes_on_its_days(rule: str, days: list[str]) -> None:
    """As the standard's own examples have it."""
    found = starts(read(f"SUMMARY:amina\n{NIGHT}\nRRULE:{rule}"))
    assert [f"{at:%m-%d}" for at in found][: len(days)] == days


def test_a_night_keeps_its_hours_when_the_clocks_change() -> None:
    """18:00 to 08:00 in Brussels is an hour longer that night, also if the file has it in UTC with a zone."""
    brussels = (
        "SUMMARY:amina\nDTSTART;TZID=Europe/Brussels:20260324T180000\nDTEND;TZID=Europe/Brussels:20260325T080000\n"
        "RRULE:FREQ=WEEKLY"
    )
    utc = "SUMMARY:amina\nDTSTART:20260324T170000Z\nDTEND:20260325T070000Z\nRRULE:FREQ=WEEKLY"
    with_zone = calendar(utc).replace(b"VERSION:2.0", b"VERSION:2.0\r\nX-WR-TIMEZONE:Europe/Brussels")
    since = datetime(2026, 3, 20, tzinfo=UTC)
    for data in (calendar(brussels), with_zone):
        first, second = read_calendar(data, LAKE, since).stints[:2]
        assert first.starts_at == datetime(2026, 3, 24, 17, tzinfo=UTC)
        assert second.starts_at == datetime(2026, 3, 31, 16, tzinfo=UTC)
        assert second.ends_at - second.starts_at == timedelta(hours=14)


LINES = st.sampled_from(
    ["RRULE:FREQ=WEEKLY", "RRULE:FREQ=DAILY;COUNT=3", "STATUS:CANCELLED", "SEQUENCE:3",
     "EXDATE:20260505T170000Z",
     "RECURRENCE-ID:20260505T170000Z", "RECURRENCE-ID;VALUE=DATE:20260506", "RDATE:20260507T170000Z",
     "ATTENDEE;PARTSTAT=DECLINED:mailto:amina@x", "ATTENDEE:mailto:jean.b@x", "SUMMARY:amina",
     "SUMMARY:Canceled: x", "DTEND:20260505T070000Z", "DTEND:20260504T070000Z", "DURATION:P1D",
     "DTEND;TZID=No/Zone:20260505T070000"]
)  # fmt: skip
DAYS = st.dates(date(2026, 4, 1), date(2026, 9, 1))


@given(
    st.lists(
        st.tuples(st.integers(0, 2), DAYS, st.lists(LINES, max_size=4, unique=True)), min_size=1, max_size=5
    )
)
def test_every_entry_is_counted_once(written: list[tuple[int, date, list[str]]]) -> None:
    """Whatever a file holds: on duty, over, later, off, replaced or doubtful; and never two at a time."""
    data = calendar(*("\n".join([f"DTSTART:{day:%Y%m%d}T170000Z", *lines]) for _, day, lines in written))
    for number, (uid, _, _) in enumerate(written):
        data = data.replace(f"UID:{number}\r".encode(), f"UID:shared-{uid}\r".encode())
    try:
        counted(read_calendar(data, LAKE, NOW))
    except NoCalendar as fault:
        assert fault.why in (Why.BROKEN, Why.RULE)
