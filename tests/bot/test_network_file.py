"""A network as a file: what is written is read as the same, and mistakes are told by line."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.errors import SettingsError
from bot.networkfile import network_text, read_network
from bot.store.roster import Everybody
from rooms.duty import Absence, Duties, Override, Shift, Stint
from rooms.roster import Defender, Organisation

ZONES = ("UTC", "Africa/Kinshasa", "Africa/Lubumbashi", "Europe/Brussels", "Asia/Kathmandu")
PEOPLE = tuple(f"@person{number}:example.org" for number in range(6))

lines = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=20) | st.sampled_from(
    [
        "no",
        "on",
        "08",
        "0x1F",
        "1e3",
        "12:30:45",
        "2026-01-03",
        "~",
        "null",
        "true",
        "- a",
        "a: b",
        "# a",
        "'",
        '"',
    ]
)
words = st.lists(lines, max_size=3).map(tuple)
languages = st.lists(st.sampled_from(["en", "fr", "sw", "no", "ln"]), max_size=3).map(tuple)
minutes = st.builds(time, st.integers(0, 23), st.integers(0, 59))
days = st.sets(st.integers(0, 6), min_size=1).map(lambda found: tuple(sorted(found)))
dates = st.dates(date(2020, 1, 1), date(2040, 1, 1))
moments = st.datetimes(
    datetime(2020, 1, 1),  # noqa: DTZ001, RUF100
    datetime(2040, 1, 1),  # noqa: DTZ001, RUF100
    timezones=st.sampled_from([timezone(timedelta(hours=hours)) for hours in (-5, 0, 2)]),
)
lengths = st.timedeltas(timedelta(microseconds=1), timedelta(days=30))


@st.composite
def duties(draw: st.DrawFn, people: tuple[str, ...]) -> Duties:
    """Anything that can be said of when these people are on duty."""
    if not people:
        return Duties()
    person = st.sampled_from(people)
    weekly = st.builds(Shift, person, days, minutes, minutes, first=st.none() | dates)
    rarer = st.builds(Shift, person, days, minutes, minutes, st.integers(2, 52), dates)
    override = st.builds(
        lambda who, at, length, other: Override(who, at, at + length, other),
        *(person, moments, lengths, st.just("") | person),
    )
    away = st.builds(
        lambda who, at, length: Absence(who, at, None if length is None else at + length),
        *(person, moments, st.none() | lengths),
    )
    stint = st.builds(lambda who, at, length: Stint(who, at, at + length), person, moments, lengths)
    return Duties(
        tuple(draw(st.lists(weekly | rarer, max_size=2))),
        tuple(draw(st.lists(override, max_size=2))),
        tuple(draw(st.lists(away, max_size=2))),
        tuple(draw(st.lists(stint, max_size=2))),
    )


@st.composite
def networks(draw: st.DrawFn) -> Everybody:
    """Any network that coordinators can make."""
    names = draw(st.lists(lines, min_size=1, max_size=3, unique_by=str.casefold))
    organisations: list[Organisation] = []
    for number, name in enumerate(names):
        people = draw(st.sampled_from([PEOPLE[number : number + 1], PEOPLE[2 * number : 2 * number + 2], ()]))
        people = tuple(one for one in people if all(one not in each.people for each in organisations))
        organisations.append(
            Organisation(
                id=f"org-{number}",
                name=name,
                anchor=number == 0,
                deputy=number > 0 and draw(st.booleans()),
                paused=draw(st.booleans()),
                people=people,
                areas=draw(words),
                languages=draw(languages),
                offers=draw(words),
                zone=draw(st.sampled_from(ZONES)),
                fallback=draw(st.sampled_from(["", "@chief:example.org"])),
                telephones=draw(st.lists(st.sampled_from(["+243 81", "0815", "08"]), max_size=2).map(tuple)),
                duties=draw(duties(people)),
            )
        )
    aliases = draw(st.lists(lines, max_size=2, unique_by=str.casefold))
    defenders = (
        Defender(
            f"@defender{number}:example.org",
            alias,
            draw(st.just("") | lines),
            draw(languages),
            draw(st.lists(st.sampled_from(["org-0", "gone"]), max_size=2).map(tuple)),
            draw(st.sampled_from([None, "all quiet on the lake", "yes: it is # quiet"])),
        )
        for number, alias in enumerate(aliases)
    )
    return Everybody(
        tuple(organisations),
        tuple(defenders),
        draw(st.sampled_from([("@amina:example.org",), ("@zoe:example.org", "@amina:example.org")])),
        frozenset(draw(st.sets(st.sampled_from(["org-0", "@amina:example.org", "@gone:example.org"])))),
    )


@given(networks())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_is_written_is_read_as_the_same(tmp_path: Path, network: Everybody) -> None:
    """A network that is moved by a file is the same network, to the order and the microsecond."""
    file = tmp_path / "network.yaml"
    file.write_text(network_text(network), encoding="utf-8")
    assert read_network(file, "America/New_York") == network


TEXT = """\
admins: ["@amina:example.org"]
organisations:
  - id: anchor
    name: The Anchor
    anchor: true
    people: ["@sophie:example.org", "@carter:example.org"]
    telephones: ["+243 81 000 00 00"]
    shifts:
      - {person: "@sophie:example.org", times: "Mon-Fri 18:00-08:00"}
      - {person: "@carter:example.org", times: weekend}
    away:
      - {person: "@sophie:example.org", begins: "2026-01-03 18:00+02:00"}
"""


def mistake(tmp_path: Path, text: str) -> str:
    """What is said of this text."""
    file = tmp_path / "network.yaml"
    file.write_text(text)
    with pytest.raises(SettingsError) as caught:
        read_network(file, "UTC")
    return str(caught.value).removeprefix(f"{file}, ")


def test_a_network_can_be_written_by_hand(tmp_path: Path) -> None:
    """What goes without saying need not be said; an organisation is in the time zone of the settings."""
    file = tmp_path / "network.yaml"
    file.write_text(TEXT)
    (anchor,) = read_network(file, "Africa/Kinshasa").organisations
    assert anchor.zone == "Africa/Kinshasa"
    assert anchor.duties.shifts == (
        Shift("@sophie:example.org", (0, 1, 2, 3, 4), time(18), time(8)),
        Shift("@carter:example.org", (5, 6)),
    )
    (away,) = anchor.duties.absences
    assert away.starts_at == datetime.fromisoformat("2026-01-03T16:00:00+00:00")
    assert away.ends_at is None


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "Mon-Fri 18:00-08:00",
            "Mon-Fry 18",
            "line 9: organisations.shifts.times: this is no shift; write one",
        ),
        ("weekend}", "weekend, tims: 1}", "line 10: 'tims' is no setting; did you mean 'times'?"),
        ("+02:00", "", "line 12: organisations.away.begins: this is no time; write day, time and offset"),
        (
            '+02:00"',
            '+02:00", ends: "2026-01-03 18:00+02:00"',
            "line 12: organisations.away: this ends before",
        ),
        (
            '{person: "@carter:example.org", times: weekend}',
            '{person: "@david:example.org", times: weekend}',
            "line 10: this is none of the organisation's people; name them there as well",
        ),
        ("anchor: true", "anchor: true\n    deputy: true", "line 6: the anchor cannot stand in for itself"),
        ("    anchor: true\n", "", "line 2: no organisation is the anchor"),
        ("    name:", "    zone: Kinshasa\n    name:", "line 4: organisations.zone: this is not a time zone"),
        (
            "    name:",
            "    fallback: carter\n    name:",
            "line 4: organisations.fallback: this is not a Matrix ID",
        ),
        ('admins: ["@amina:example.org"]', "admins: []", "line 1: admins: name at least one"),
        (TEXT, "", "line 1: there are no settings here; 'vigil roster export' writes a file to start from"),
    ],
)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    """Nothing is imported by halves: each mistake has its line, and names nobody."""
    assert TEXT.count(old) == 1
    told = mistake(tmp_path, TEXT.replace(old, new))
    assert told.startswith(said)
    assert "@" not in told.replace("@name:example.org", "")


def test_a_fallback_is_no_defender(tmp_path: Path) -> None:
    """Nobody is called to their own alert."""
    text = TEXT.replace("    people:", '    fallback: "@jean:example.org"\n    people:')
    told = mistake(tmp_path, f'{text}defenders:\n  - {{user: "@jean:example.org", alias: Baobab}}\n')
    assert told.startswith("line 15: line 6 names this person as a fallback; nobody is defender and fallback")


@example("08")
@given(lines)
def test_any_line_of_text_is_written_as_text(tmp_path_factory: pytest.TempPathFactory, line: str) -> None:
    """No name is taken for a number, for nothing or for a date."""
    file = tmp_path_factory.mktemp("network") / "network.yaml"
    one = Organisation("anchor", line, anchor=True, areas=(line,), offers=(line, line))
    file.write_text(network_text(Everybody((one,), (), ("@amina:example.org",))), encoding="utf-8")
    assert read_network(file, "UTC").organisations == (one,)
