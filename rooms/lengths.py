"""Lengths of time as people write them: "1h30", "an hour and a half", "masaa mawili", "plus tard 1,5 h"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta

from rooms import vocabulary
from rooms.spelling import APOSTROPHES, fold

LONGEST = 200
"""Characters; nobody needs more for a length of time."""

_FRACTIONS = {"½": "½", "¼": "¼", "¾": "3 ¼", "1/2": "½", "1/4": "¼", "3/4": "3 ¼", "1⁄2": "½", "1⁄4": "¼"}
_SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0, "½": 0.5, "¼": 0.25}
_TOKEN = re.compile(
    r"[½¼¾]|[13][/⁄][24](?!\d)|\d+(?:[.,]\d{1,2}|[:：]\d\d)?(?![.,:：]?\d)|\d+|[^\W\d_]+(?:'[^\W\d_]+)*|[:：/⁄]"
)
_PART = r"(?:(?P<parts>[23]) (?=¼)|a )?(?P<part>[½¼])"
_NUMBER = r"(?P<number>\d{1,4}(?:\.\d{1,2})?|a)"
_TERMS = tuple(
    re.compile(rf"{term}(?: & | |$)")
    for term in (
        rf"{_PART} (?:a )?(?P<unit>[smhd])",  # half an hour
        rf"{_NUMBER} (?:& )?{_PART} (?P<unit>[smhd])",  # two and a half hours
        rf"{_NUMBER} (?P<unit>[smhd])(?: (?:& )?{_PART}(?! a? ?[smhd]\b))?",  # an hour and a half
        rf"(?P<unit>[smhd]) {_NUMBER}(?: (?:& )?{_PART})?",  # saa moja na nusu
        rf"(?P<unit>[smhd]) (?P<one>& )?{_PART}",  # saa na nusu; without "na" it is half of one
    )
)
_HOURS_AND_MINUTES = re.compile(r"(\d{1,4}|a) h (?:& )?(\d{1,2})")
_WITH_A_COLON = re.compile(r"(\d):([0-5]\d)(?: h)?")
"""With two digits before the colon it is a time of day, which nobody is to take for half a day of silence."""


def parse_duration(text: str) -> timedelta | None:
    """A length of time, if the text is nothing else.

    Whole seconds, zero and more; None for what is no length. Its bounds are the caller's to check.
    """
    if len(text) > LONGEST or text.lstrip().startswith(("-", "−")):
        return None
    line = " ".join(_signs(text))
    for pattern in (_HOURS_AND_MINUTES, _WITH_A_COLON):
        if short := pattern.fullmatch(line):
            return timedelta(hours=1 if short[1] == "a" else int(short[1]), minutes=int(short[2]))
    seconds, at = 0.0, 0
    while at < len(line):
        term = next((found for each in _TERMS if (found := each.match(line, at))), None)
        if term is None:
            return None
        seconds, at = seconds + _seconds(term.groupdict()), term.end()
    return timedelta(seconds=int(seconds)) if line else None


def _seconds(term: Mapping[str, str | None]) -> float:
    number = term.get("number")
    count = float(number) if number and number != "a" else float(bool(number or term.get("one")))
    part = _SECONDS[term["part"] or ""] * int(term["parts"] or 1) if term["part"] else 0.0
    return (count + part) * _SECONDS[term["unit"] or ""]


# The signs: digits, one letter for a unit, "½" and "¼", "a" for one that may be an article, "&" for "and".


def _in_order(lists: Mapping[str, str], first: int, step: int) -> dict[str, int]:
    return {
        word: first + step * place
        for each in lists.values()
        for place, same in enumerate(each.split(","))
        for word in same.split()
    }


_BELOW_TWENTY = _in_order(vocabulary.NUMBERS, 1, 1)
_TENS = _in_order(vocabulary.TENS, 20, 10) | {"dix": 10, "kumi": 10}
_UNITS = {word.strip(): unit for unit, each in vocabulary.UNITS.items() for word in each.split(",")}
_PARTS = {word.strip(): part for part, each in vocabulary.PARTS.items() for word in each.split(",")}


def _signs(text: str) -> list[str]:
    signs: list[str] = []
    words = [_FRACTIONS.get(each) or fold(each) for each in _TOKEN.findall(APOSTROPHES.sub("'", text))]
    at = 0
    while at < len(words):
        number, used = _number(words[at:])
        if used:
            signs.append(str(number))
        elif words[at] not in vocabulary.BESIDE:
            signs.append(_sign(words[at]))
        at += used or 1
    return signs


def _sign(word: str) -> str:
    if word in vocabulary.JOINING:
        return "&"
    if word in vocabulary.ARTICLES:
        return "a"
    if word[0].isdigit():
        return word.replace(",", ".").replace("：", ":")
    return _UNITS.get(word) or _PARTS.get(word, word)


def _number(words: list[str]) -> tuple[int, int]:
    """The number that is written in words at the beginning of these, and how many of them it takes."""
    first, *rest = words[:4]
    if first in vocabulary.TIMES_TEN and rest and rest[0] in _BELOW_TWENTY:
        return 10 * _BELOW_TWENTY[rest[0]], 2
    if first in _TENS:
        joined = 1 if rest and rest[0] in vocabulary.JOINING else 0
        small = _BELOW_TWENTY.get(rest[joined], 0) if len(rest) > joined else 0
        # "soixante-dix" and "quatre-vingt-dix" go on with up to nineteen.
        if 0 < small < (20 if first == "soixante" else 10):
            return _TENS[first] + small, 2 + joined
        return _TENS[first], 1
    if first == "quatre" and rest and rest[0] in ("vingt", "vingts"):
        small = _BELOW_TWENTY.get(rest[1], 0) if len(rest) > 1 else 0
        return 80 + small, 2 + bool(small)
    if first in _BELOW_TWENTY and first not in vocabulary.ARTICLES:
        return _BELOW_TWENTY[first], 1
    return 0, 0
