"""How words are written on phones: accents, joints, dropped letters, slips of the thumb.

Two ways to read a text: as it was written, and as it may have been meant, which is for alarms alone. What
calms is read as it was written: a letter more or less can turn what it means.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise, product

from rooms import vocabulary

ENOUGH = 300
"""Characters of a message in which a call for help has to begin; keeps long messages from taking long."""

Phrases = frozenset[str]
"""Phrases in every way in which they may be written, folded."""

_MARK = r"[\u0300-\u036f\ufe0e\ufe0f\u200d\u20e3]"
WORD = re.compile(rf"🆘|(?:[^\W_]{_MARK}*)+")
APOSTROPHES = re.compile("[’‘ʼ`´＇]")
INVISIBLE = re.compile(f"{_MARK}|[\u200b-\u200f\u2060\ufeff]")


def fold(word: str) -> str:
    """The word without capitals, accents and stretched letters, with digits of ours; "🆘" is a word."""
    if word == "🆘":
        return "sos"
    letters = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(each for each in letters if unicodedata.category(each) not in ("Mn", "Me", "Cf"))
    return re.sub(r"([^\W\d_])\1{2,}", r"\1", with_our_digits(plain))


def with_our_digits(text: str) -> str:
    """The text with 0 to 9 for the digits of every script."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(each)) if each.isdecimal() else each for each in text)


def listed(phrases: str) -> list[str]:
    """The phrases of one language, as they stand in the vocabulary."""
    return [" ".join(phrase.split()) for phrase in phrases.split(",")]


def spelled(phrases: Mapping[str, str]) -> Phrases:
    """Each phrase, folded; what an apostrophe or a hyphen parts may be written together or apart."""
    return frozenset(each for part in phrases.values() for phrase in listed(part) for each in _apart(phrase))


def spelled_on_phones(phrases: Mapping[str, str]) -> Phrases:
    """The same by the rules of `WRITTEN_ALSO` too, and with words run together: "am in danger", "helpme"."""
    spelled = set[str]()
    for language, part in phrases.items():
        rules = vocabulary.WRITTEN_ALSO[language]
        for phrase in listed(part):
            for also in _also(phrase, rules):
                spelled.update(together for each in _apart(also) for together in _run_together(each))
    return frozenset(spelled)


def _apart(phrase: str) -> Iterator[str]:
    each_word = ([gap.join(map(fold, WORD.findall(word))) for gap in ("", " ")] for word in phrase.split())
    yield from map(" ".join, product(*each_word))


def _also(phrase: str, rules: Mapping[str, str]) -> set[str]:
    found = {f" {phrase} "}
    for usual, others in rules.items():
        found |= {
            written.replace(f" {usual} ", f" {other} ")
            for written in found
            if f" {usual} " in written
            for other in listed(others)
        }
    return {each.strip() for each in found}


def _run_together(phrase: str) -> set[str]:
    """All words in one, or two neighbours, but not single letters: these would be too near to other words."""
    parts = phrase.split()
    pairs = (at for at in range(1, len(parts)) if len(parts[at - 1]) > 1 and len(parts[at]) > 1)
    return {
        phrase,
        "".join(parts),
        *(" ".join([*parts[: at - 1], parts[at - 1] + parts[at], *parts[at + 1 :]]) for at in pairs),
    }


# Slips of the thumb

_KEYBOARDS = (("qwertyuiop", "asdfghjkl", "zxcvbnm"), ("azertyuiop", "qsdfghjklm", "wxcvbn"))
_SOUND_ALIKE = ("lr", "ck", "cs", "sz", "iy", "ei", "ea", "gj", "ou")
_LONG = 5
"""Letters of a word that is understood with any one slip."""


def _neighbours() -> Mapping[str, frozenset[str]]:
    """What is hit or written instead of a letter: keys that touch its own, letters that sound like it."""
    pairs = {(each[0], each[1]) for each in _SOUND_ALIKE}
    for rows in _KEYBOARDS:
        for row in rows:
            pairs.update(pairwise(row))
        for upper, lower in pairwise(rows):
            pairs.update(zip(upper, lower, strict=False))
            pairs.update(zip(upper[1:], lower, strict=False))
    both = pairs | {(b, a) for a, b in pairs}
    return {letter: frozenset(b for a, b in both if a == letter) for letter in "abcdefghijklmnopqrstuvwxyz"}


_NEIGHBOURS = _neighbours()


def slips(word: str) -> set[str]:
    """The word with one slip: a letter missing, doubled, swapped with the next, or a neighbour hit as well.

    Of words of three letters only a doubled and a swapped one: the others are words themselves.
    """
    found = set[str]()
    for at, letter in enumerate(word):
        before, behind = word[:at], word[at + 1 :]
        found.add(f"{before}{letter}{letter}{behind}")
        found.add(f"{before}{behind[:1]}{letter}{behind[1:]}")
        if len(word) > 3:
            found.add(before + behind)
            for other in _NEIGHBOURS.get(letter, ()):
                found |= {f"{before}{each}{behind}" for each in (other, other + letter, letter + other)}
    return found - {word}


def _meant() -> Mapping[str, str]:
    """What is meant by each word that is none, but a slip away from a word of an alarm."""
    lists = [each for name, each in vars(vocabulary).items() if name.isupper()]
    known = {fold(word) for text in _texts(lists) for word in WORD.findall(text)}
    alarms = [vocabulary.CALL, vocabulary.NOT_SAFE, *vocabulary.WRITTEN_ALSO.values()]
    used = {word for each in alarms for phrase in spelled(each) for word in phrase.split()}
    sure = {word for word in used if len(word) >= _LONG} | vocabulary.SHORT_AND_SURE
    return {slip: word for word in sorted(sure) for slip in slips(word) if slip not in known}


def _texts(values: Iterable[object]) -> Iterator[str]:
    """Whatever phrases there are, at any depth."""
    for each in values:
        if isinstance(each, str):
            yield each
        elif isinstance(each, Mapping):
            yield from _texts((*each, *each.values()))


_MEANT = _meant()
_BETWEEN = spelled(vocabulary.BETWEEN)


# Reading


@dataclass(frozen=True)
class Reading:
    """A text as folded words with single spaces between them.

    `starts` and `ends` lead from where a word begins, and from where it ended, back to the text.
    """

    words: str
    starts: Mapping[int, int]
    ends: Mapping[int, int]


def read(text: str) -> Reading:
    """The beginning of a text as it was written."""
    return _reading((fold(match[0]), match) for match in WORD.finditer(text[:ENOUGH]))


def read_as_meant(text: str) -> Reading:
    """The same with slips mended, and without what only says how urgent an alarm is."""
    written = enumerate((fold(match[0]), match) for match in WORD.finditer(text[:ENOUGH]))
    return _reading(
        (_MEANT.get(word, word), match) for at, (word, match) in written if at == 0 or word not in _BETWEEN
    )


def _reading(found: Iterator[tuple[str, re.Match[str]]]) -> Reading:
    words: list[str] = []
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    length = -1
    for word, match in found:
        starts[length + 1] = match.start()
        words.append(word)
        length += len(word) + 1
        ends[length] = match.end()
    return Reading(" ".join(words), starts, ends)
