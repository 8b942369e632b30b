"""Who is called, and in which order: DESIGN.md 2, "convened"."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from rooms.roster import Network, Organisation
from rooms.rota import common_language, rank
from tests.rooms.world import NETWORK, START, organisation


def ranked(
    *organisations: Organisation, days_ago: dict[str, int] | None = None, exclude: str = "", already: str = ""
) -> list[str]:
    """The order for a defender in Goma who speaks Swahili; `days_ago` says when each was called last."""
    last = {name: START - timedelta(days=days) for name, days in (days_ago or {}).items()}
    network = Network(organisations, last)
    found = rank(network, area="goma", languages=("sw",), exclude=exclude.split(), already=already.split())
    return [each.id for each in found]


def test_the_anchor_comes_first_wherever_it_is() -> None:
    """Neither area nor language nor how often it was called keeps it back."""
    near = organisation("birch", areas=("goma",), languages=("sw",))
    anchor = organisation("anchor", anchor=True, areas=("kinshasa",), languages=("fr",))
    assert ranked(near, anchor, days_ago={"anchor": 0}) == ["anchor", "birch"]


def test_the_area_weighs_more_than_the_language() -> None:
    """Who is near can come tonight; a language can be found."""
    speaks = organisation("birch", areas=("bukavu",), languages=("sw",))
    near = organisation("cedar", areas=("goma",), languages=("fr",))
    assert ranked(speaks, near) == ["cedar", "birch"]


def test_the_language_weighs_more_than_whose_turn_it_is() -> None:
    """Among those of the area, first those who can speak with the defender."""
    silent = organisation("birch", areas=("goma",), languages=("fr",))
    speaks = organisation("cedar", areas=("goma",), languages=("fr", "sw"))
    assert ranked(silent, speaks, days_ago={"cedar": 0, "birch": 90}) == ["cedar", "birch"]


def test_whoever_was_called_least_recently_comes_first_among_equals() -> None:
    """Never called is longest ago of all; a tie goes by the name, so that nothing is left to chance."""
    equals = [organisation(name) for name in ("elder", "birch", "date", "cedar")]
    assert ranked(*equals, days_ago={"birch": 1, "cedar": 30}) == ["date", "elder", "cedar", "birch"]


def test_nobody_is_called_whom_the_defender_excludes() -> None:
    """Not even as the last one, and not even the anchor."""
    anchor, birch = organisation("anchor", anchor=True), organisation("birch")
    assert ranked(anchor, birch, exclude="anchor") == ["birch"]
    assert ranked(anchor, exclude="anchor") == []


def test_nobody_is_called_twice_or_in_vain() -> None:
    """Neither one that was called already, nor one without people."""
    empty = Organisation("cedar", "Cedar")
    assert ranked(organisation("anchor"), organisation("birch"), empty, already="anchor") == ["birch"]


@given(st.permutations(NETWORK.organisations))
def test_the_order_of_the_settings_does_not_matter(organisations: list[Organisation]) -> None:
    """The same organisations are called for the same defender, in whatever order they are written down."""
    assert ranked(*organisations) == ranked(*NETWORK.organisations)


def test_the_room_speaks_what_most_of_those_called_speak() -> None:
    """Among the languages of Vigil; the first of them on a tie, or when nobody shares one."""
    french, both = organisation("birch", languages=("fr",)), organisation("cedar", languages=("fr", "sw"))
    lingala = organisation("date", languages=("ln",))
    assert common_language([french, both, lingala], ("en", "fr", "sw")) == "fr"
    assert common_language([both], ("en", "sw", "fr")) == "sw"
    assert common_language([lingala], ("en", "fr")) == "en"
    assert common_language([], ("sw",)) == "sw"
