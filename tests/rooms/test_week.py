"""The rota as it is looked at: rows, handovers, shares."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from rooms.duty import Absence, Duties, Override, Span, Stint
from rooms.duty_words import parse_shift
from rooms.roster import Network, Organisation
from rooms.week import Handover, Row, Share, handovers, shares, week
from tests.rooms.world import organisation

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
FIRST, SECOND = organisation("birch").people


def birch(*shifts: tuple[str, str], zone: str = "UTC") -> Organisation:
    """An organisation with these people's shifts."""
    duties = Duties(tuple(shift for person, words in shifts if (shift := parse_shift(words, person))))
    assert len(duties.shifts) == len(shifts)
    return replace(organisation("birch"), duties=duties, zone=zone)


def test_a_week_has_a_row_for_each_organisation() -> None:
    """Who is on duty when, and when nobody is, both cut to the week."""
    on_call, paused = birch((FIRST, "Tue 08:00-24:00"), (SECOND, "Sun 20:00-08:00")), organisation("cedar")
    paused = replace(paused, paused=True)
    assert week(Network((on_call, paused)), MONDAY, MONDAY + WEEK) == (
        Row(
            on_call,
            (
                Stint(SECOND, MONDAY, MONDAY + 8 * HOUR),
                Stint(FIRST, MONDAY + 32 * HOUR, MONDAY + 48 * HOUR),
                Stint(SECOND, MONDAY + 6 * DAY + 20 * HOUR, MONDAY + WEEK),
            ),
            (
                Span(MONDAY + 8 * HOUR, MONDAY + 32 * HOUR),
                Span(MONDAY + 48 * HOUR, MONDAY + 6 * DAY + 20 * HOUR),
            ),
        ),
        Row(paused, (), ()),
    )


def test_who_comes_on_duty_next() -> None:
    """From the first moment on and before the last, with the end of their duty also when that is later."""
    nights = birch((FIRST, "Mon 18:00-08:00"), (SECOND, "Tue 18:00-08:00"))
    network = Network((nights,))
    amina = Handover(nights, FIRST, MONDAY + 18 * HOUR, MONDAY + 32 * HOUR)
    assert handovers(network, MONDAY + 18 * HOUR, MONDAY + 19 * HOUR) == (amina,)
    assert handovers(network, MONDAY + 17 * HOUR, MONDAY + 18 * HOUR) == ()
    assert handovers(network, MONDAY + 19 * HOUR, MONDAY + 42 * HOUR) == ()
    assert [each.person for each in handovers(network, MONDAY, MONDAY + 2 * DAY)] == [FIRST, SECOND]


def test_whoever_goes_on_does_not_come_on_duty() -> None:
    """Not from one day into the next, nor into the next week, nor without any rota."""
    always = birch((FIRST, "Mon-Fri 00:00-24:00"), (FIRST, "weekend"))
    assert handovers(Network((always, organisation("cedar"))), MONDAY, MONDAY + WEEK) == ()


def test_whoever_is_back_or_steps_in_comes_on_duty() -> None:
    """Without an end, where none can be foreseen."""
    back = Absence(FIRST, MONDAY - WEEK, MONDAY + DAY)
    steps_in = Override(SECOND, MONDAY + DAY, MONDAY + 2 * DAY)
    one = birch((FIRST, "always"))
    one = replace(one, duties=replace(one.duties, absences=(back,), overrides=(steps_in,)))
    assert handovers(Network((one,)), MONDAY, MONDAY + WEEK) == (
        Handover(one, FIRST, MONDAY + DAY, None),
        Handover(one, SECOND, MONDAY + DAY, MONDAY + 2 * DAY),
    )


def test_handovers_are_told_in_the_order_of_time_across_zones() -> None:
    """Eight in the morning comes to Lubumbashi an hour before Kinshasa."""
    west = replace(birch((FIRST, "08:00-18:00"), zone="Africa/Kinshasa"), id="a-west")
    east = replace(birch((FIRST, "08:00-18:00"), zone="Africa/Lubumbashi"), id="z-east")
    found = handovers(Network((west, east)), MONDAY, MONDAY + DAY)
    assert [(each.organisation.id, each.starts_at - MONDAY) for each in found] == [
        ("z-east", 6 * HOUR),
        ("a-west", 7 * HOUR),
    ]


def test_how_often_each_was_called() -> None:
    """The most called first; one that was never called is there with nothing."""
    one, two, three = organisation("birch"), organisation("cedar"), organisation("date")
    network = Network((one, two, three), {"cedar": MONDAY, "date": MONDAY - WEEK}, calls={"cedar": 4})
    assert shares(network) == (Share(two, 4, MONDAY), Share(one, 0, None), Share(three, 0, MONDAY - WEEK))
