"""Who is called, and in which order: DESIGN.md 2, "convened"."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from rooms.roster import Organisation
from rooms.rota import Reason, common_language, in_turn
from tests.rooms.rotas import away, chosen, ids, on_nights
from tests.rooms.world import NETWORK, START, organisation

NEAR, SPEAKS = ("goma",), ("sw",)
ANCHOR = organisation("anchor", anchor=True)
BIRCH, CEDAR, DATE = (organisation(name) for name in ("birch", "cedar", "date"))
DEPUTY = replace(organisation("deputy"), deputy=True)


def test_the_anchor_comes_first_wherever_it_is() -> None:
    """Neither area nor language nor how often it was called keeps it back."""
    near = organisation("birch", areas=NEAR, languages=SPEAKS)
    anchor = organisation("anchor", anchor=True, areas=("kinshasa",), languages=("fr",))
    assert ids(chosen(near, anchor, days_ago={"anchor": 0}, calls={"anchor": 90})) == ["anchor", "birch"]


GONE = {
    "away": (away(ANCHOR), "", ()),
    "paused": (replace(ANCHOR, paused=True), "", ()),
    "excluded": (ANCHOR, "anchor", ()),
    "in doubt": (ANCHOR, "", ANCHOR.people),
    "without people": (replace(ANCHOR, people=()), "", ()),
}


@pytest.mark.parametrize("why", GONE)
def test_the_deputy_stands_in_for_an_anchor_that_cannot_be_called(why: str) -> None:
    """It takes the first place, although others fit better; so it does when the anchor is suspended."""
    anchor, exclude, doubted = GONE[why]
    near = organisation("birch", areas=NEAR, languages=SPEAKS)
    for organisations in ((near, DEPUTY, anchor), (near, DEPUTY)):
        found = chosen(*organisations, exclude=exclude, doubted=doubted)
        assert ids(found)[:2] == ["deputy", "birch"]
        assert [choice.stands_in for choice in found[:2]] == [True, False]
        assert found[0].why == (Reason.STANDS_IN,)


def test_beside_the_anchor_a_deputy_is_like_any_other() -> None:
    """It comes when it fits best or when it is its turn."""
    near = organisation("birch", areas=NEAR)
    found = chosen(near, DEPUTY, ANCHOR)
    assert ids(found) == ["anchor", "birch", "deputy"]
    assert not any(choice.stands_in for choice in found)


def test_one_deputy_stands_in_and_it_is_the_best_of_them() -> None:
    """The anchor's place is one; the other deputy waits for its turn."""
    near_deputy = replace(organisation("elder", areas=NEAR), deputy=True)
    near = organisation("birch", areas=NEAR)
    found = chosen(DEPUTY, near, near_deputy)
    assert ids(found) == ["elder", "birch", "deputy"]
    assert [choice.stands_in for choice in found] == [True, False, False]


@pytest.mark.parametrize("holder", ["anchor", "deputy"])
def test_the_anchors_place_is_given_once(holder: str) -> None:
    """While the anchor or a deputy that was called holds it no other comes first, until it is vacant."""
    near, second = organisation("birch", areas=NEAR), replace(organisation("elder"), deputy=True)
    network = (ANCHOR if holder == "anchor" else away(ANCHOR), near, DEPUTY, second)
    assert ids(chosen(*network, already=f"{holder} deputy")) == ["birch", "elder"]
    assert ids(chosen(*network, already=f"{holder} deputy", vacant=True)) == ["elder", "birch"]


def test_the_area_weighs_more_than_the_language() -> None:
    """Who is near can come tonight; a language can be found."""
    speaks = organisation("birch", areas=("bukavu",), languages=SPEAKS)
    near = organisation("cedar", areas=NEAR, languages=("fr",))
    assert ids(chosen(speaks, near)) == ["cedar", "birch"]


def test_the_language_weighs_more_than_what_is_offered() -> None:
    """And what is offered more than whose turn it is: who has most of what is needed comes first."""
    speaks = organisation("birch", languages=SPEAKS)
    doctors = replace(organisation("cedar"), offers=("medical", "legal"))
    healers = replace(organisation("date"), offers=("medical", "transport"))
    found = chosen(doctors, healers, speaks, offers=("medical", "transport"), calls={"date": 9})
    assert ids(found) == ["birch", "date", "cedar"]
    assert [Reason.OFFERS in choice.why for choice in found] == [False, True, True]
    assert ids(chosen(doctors, healers, calls={"cedar": 1})) == ["date", "cedar"]


def test_the_fit_weighs_more_than_whose_turn_it_is() -> None:
    """Among those of the area, first those who can speak with the defender."""
    silent = organisation("birch", areas=NEAR, languages=("fr",))
    speaks = organisation("cedar", areas=NEAR, languages=("fr", "sw"))
    found = chosen(silent, speaks, days_ago={"cedar": 0, "birch": 90}, calls={"cedar": 5})
    assert ids(found) == ["cedar", "birch"]


def test_whoever_was_called_least_comes_first_among_equals() -> None:
    """However long ago the others' calls were, within those 90 days."""
    calls, days_ago = {"birch": 2, "cedar": 1, "date": 3}, {"birch": 60, "cedar": 1, "date": 89}
    assert ids(chosen(BIRCH, CEDAR, DATE, calls=calls, days_ago=days_ago)) == ["cedar", "birch", "date"]


def test_whoever_was_called_longest_ago_comes_first_among_those_called_as_often() -> None:
    """Never called is longest ago of all; a tie goes by the ID, so that nothing is left to chance."""
    equals = [organisation(name) for name in ("elder", "birch", "date", "cedar")]
    assert ids(chosen(*equals, days_ago={"birch": 1, "cedar": 30})) == ["date", "elder", "cedar", "birch"]


def test_nobody_is_called_whom_the_defender_excludes() -> None:
    """Not even as the last one, and not even the anchor or its deputy."""
    assert ids(chosen(ANCHOR, BIRCH, exclude="anchor")) == ["birch"]
    assert ids(chosen(DEPUTY, BIRCH, exclude="deputy")) == ["birch"]
    assert chosen(ANCHOR, exclude="anchor") == []


def test_nobody_is_called_twice_or_in_vain() -> None:
    """Neither one that was called already, nor a paused one, nor one of whose people nobody is there."""
    nobody, paused = Organisation("cedar", "Cedar"), replace(DATE, paused=True)
    found = chosen(ANCHOR, BIRCH, nobody, paused, away(organisation("elder")), already="anchor")
    assert ids(found) == ["birch"]


def test_whom_nobody_is_sure_of_comes_last() -> None:
    """An organisation is in doubt when all of it are who are there; one sure person is enough."""
    near = away(organisation("birch", areas=NEAR), 1)
    assert ids(chosen(near, CEDAR, doubted=near.people[:1])) == ["cedar", "birch"]
    assert ids(chosen(near, CEDAR, doubted=near.people[1:])) == ["birch", "cedar"]


def test_who_is_on_duty_is_invited_and_the_others_are_known() -> None:
    """Without a rota everybody is on duty."""
    [choice] = chosen(on_nights(BIRCH, 1))
    assert (choice.people, choice.others, choice.gap) == (BIRCH.people[1:], BIRCH.people[:1], False)
    [choice] = chosen(BIRCH)
    assert (choice.people, choice.others, choice.gap) == (BIRCH.people, (), False)


def test_when_nobody_is_on_duty_all_who_are_there_are_invited() -> None:
    """And that is a gap; who is away stays away."""
    [choice] = chosen(on_nights(BIRCH))
    assert (choice.people, choice.others, choice.gap) == (BIRCH.people, (), True)
    [choice] = chosen(away(on_nights(BIRCH, 0), 0))
    assert (choice.people, choice.others, choice.gap) == (BIRCH.people[1:], (), True)


def test_nobody_away_is_among_the_others() -> None:
    """They are not fetched from their leave."""
    [choice] = chosen(away(on_nights(BIRCH, 0), 1))
    assert (choice.people, choice.others) == (BIRCH.people[:1], ())


def test_when_nobody_on_duty_can_be_told_anything_all_are_invited() -> None:
    """Somebody is on duty, so it is no gap; but nobody is sure that it is them."""
    [choice] = chosen(on_nights(BIRCH, 0), doubted=BIRCH.people[:1])
    assert (choice.people, choice.others, choice.gap) == (BIRCH.people, (), False)


def test_why_each_was_chosen() -> None:
    """Its fit, and then what put it before the next one that fits as well."""
    near = [organisation(name, areas=NEAR, languages=SPEAKS) for name in ("birch", "cedar", "date", "elder")]
    found = chosen(
        ANCHOR,
        *near,
        organisation("fig"),
        calls={"cedar": 1, "date": 1, "elder": 1},
        days_ago={"cedar": 9, "date": 3, "elder": 3},
    )
    fits = (Reason.AREA, Reason.LANGUAGE)
    assert {choice.organisation.id: choice.why for choice in found} == {
        "anchor": (Reason.ANCHOR,),
        "birch": (*fits, Reason.FEWEST_CALLS),
        "cedar": (*fits, Reason.LONGEST_AGO),
        "date": (*fits, Reason.EVEN),
        "elder": (*fits, Reason.NOBODY_ELSE),
        "fig": (Reason.NOBODY_ELSE,),
    }


def test_only_as_many_as_are_wanted() -> None:
    """They are the first of all, for the same reasons."""
    everybody = chosen(*NETWORK.organisations)
    assert [chosen(*NETWORK.organisations, most=most) for most in range(9)] == [
        everybody[:most] for most in range(9)
    ]


def test_who_was_called_at_one_moment_keeps_the_order() -> None:
    """Each counts as called a microsecond after the one before; nobody counts twice."""
    instant = timedelta(microseconds=1)
    assert in_turn(["cedar", "birch", "cedar"], START) == {"cedar": START, "birch": START + instant}


def test_the_room_speaks_what_most_of_those_called_speak() -> None:
    """Among the languages of Vigil; the first of them on a tie, or when nobody shares one."""
    french, both = organisation("birch", languages=("fr",)), organisation("cedar", languages=("fr", "sw"))
    lingala = organisation("date", languages=("ln",))
    assert common_language([french, both, lingala], ("en", "fr", "sw")) == "fr"
    assert common_language([both], ("en", "sw", "fr")) == "sw"
    assert common_language([lingala], ("en", "fr")) == "en"
    assert common_language([], ("sw",)) == "sw"
