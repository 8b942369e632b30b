"""Names as telephones write them: whether it is the same name, wherever one is asked for."""

from __future__ import annotations

import pytest

from rooms.matching import after, begun, called, closest, same

SAME = [
    *("L’Observatoire", "l'observatoire", "LʼObservatoire", "L`Observatoire", "L´Observatoire"),
    *("L‘Observatoire", "L Observatoire", "LOBSERVATOIRE", "L＇Observatoire", "L\u200b’Observatoire"),
]
DASHED = [
    "Haut-Uele",
    "Haut–Uélé",
    "Haut‑Uele",
    "Haut‐Uele",
    "Haut—Uele",
    "haut uele",
    "Haut−Uele",
    "Haut\u00adUele",
]


@pytest.mark.parametrize("names", [SAME, DASHED])
def test_typography_makes_no_other_name(names: list[str]) -> None:
    """Apostrophes, dashes, capitals and accents, in each way that a keyboard has."""
    for name in names:
        assert same(name, names[0])
        assert called(f" {name} ", [("Other", 1), (names[0], 2)]) == 2
        assert begun(f"“{name}”, and more", [("Other", 1), (names[0], 2)]) == (2, "and more")
        assert closest(name + "x", [(names[0], 2)]) == 2


def test_other_names_stay_other_names() -> None:
    """Another letter or number is another name; so is one that goes on; what has no letters is itself."""
    assert not same("Clinic", "Clinics") and not same("Post 1", "Post 11") and not same("★", "☆")
    assert called("The Clinic Annex", [("The Clinic", 1)]) is None
    assert after("The Clinic-2; areas", "The Clinic") is None and after("Clinics", "Clinic") is None
    assert after("L’Observatoire", "L") is None
    assert begun("River Post Goma: now", [("River Post", 1), ("River Post Goma", 2)]) == (2, "now")
    assert called("l'os", [("Los", 1), ("L'os", 2)]) == 2


def test_what_follows_a_name_is_left_as_it_is() -> None:
    """Also when it is long, and when the name is all there is."""
    assert after("Mama–Safi: they’re here", "Mama-Safi") == "they’re here"
    assert after("Baobab", "baobab") == "" and after("", "baobab") is None
    assert after("baobab " + "x" * 50_000, "Baobab") == "x" * 50_000
