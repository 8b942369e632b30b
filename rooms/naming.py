"""The names that a network knows, in what people write: areas, organisations; and which alias is free."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rooms import matching, words
from rooms.roster import Organisation
from rooms.texts import Mistake, say

BESIDES = frozenset({"and", "et", "na", "the", "le", "la", "also", "aussi", "pia"})
"""What stands between names, and says nothing."""

_AT_MOST = 40
_LETTERS = re.compile(r"[^\W\d_]+")
_A_NAME = 3
"""Letters that may be a name."""


@dataclass(frozen=True)
class Known:
    """What of the network an answer has to fit. `spare` is an alias for whoever gives none.

    `user` is the account that an alias must not give away; empty where nobody may learn anything about it.
    """

    organisations: tuple[Organisation, ...]
    aliases: tuple[str, ...]
    spare: str
    user: str = ""


def alias(text: str, known: Known) -> str:
    """A name for a defender that is a name, and nobody's yet. Raises `Mistake`."""
    name = one_line(text)
    taken = (*known.aliases, *(each.name for each in known.organisations))
    # What parts the words of a command cannot be written in one, so that they could never be named there.
    is_taken = any(matching.same(name, each) for each in taken)
    if name.startswith(("@", "!")) or set(name) & set(";:,") or is_taken:
        raise Mistake(say("enrol-alias-taken", alias=name))
    if _gives_away(name, known.user):
        raise Mistake(say("enrol-alias-account", alias=name))
    return name


def _gives_away(name: str, user: str) -> bool:
    """Whether a name, or a word of it, stands in the account's address, or the other way round."""
    account = "".join(_LETTERS.findall(words.fold(user.removeprefix("@").partition(":")[0])))
    said = _LETTERS.findall(words.fold(name))
    if len(account) < _A_NAME:
        return False
    of_it = (each for each in said if len(each) >= _A_NAME and each in account)
    at_an_end = any(
        len(each) > _A_NAME or account.startswith(each) or account.endswith(each) for each in of_it
    )
    return at_an_end or account in "".join(said)


def area(text: str, known: Known) -> str:
    """As the organisations write it, if they know it."""
    line = one_line(text)
    return areas_by_word(known).get(matching.plain(line), line)


def areas_by_word(known: Known) -> dict[str, str]:
    """The areas of its organisations, as they write them, by what is compared."""
    return {matching.plain(area): area for each in known.organisations for area in each.areas}


def nearest_area(text: str, known: Known) -> str | None:
    """The area that stands among other words, as in "in Goma"; else the one that is most like these."""
    areas = areas_by_word(known)
    among = [area for area in areas.values() if words.contains_phrase(text, area)]
    close = matching.nearest(matching.plain(text), areas)
    return max(among, key=len) if among else close and areas[close]


def organisations_by_word(known: Known) -> dict[str, Organisation]:
    """By name and by ID; an ID that is nothing but a call is none, since Vigil has not shown it to them."""
    pairs = ((word, each) for each in known.organisations for word in (each.id, each.name))
    fit = (
        (word, each)
        for word, each in pairs
        if word == each.name or not words.is_alert(word) or words.alert_text(word)
    )
    return {matching.apart(word): each for word, each in fit}


def organisations_in(text: str, known: Known) -> tuple[str, ...]:
    """The organisations of which a text is a list; empty if it holds anything else."""
    by_word = organisations_by_word(known)
    parts = list(filter(None, map(str.strip, re.split(r"[,;\n]", text))))
    in_full = [matching.called(part, by_word.items()) for part in parts]
    if parts and all(in_full):
        return tuple(dict.fromkeys(each.id for each in in_full if each is not None))
    rest = f" {matching.apart(text)} "
    found: dict[str, int] = {}
    for word in sorted(by_word, key=len, reverse=True):
        if (at := rest.find(f" {word} ")) >= 0:
            found.setdefault(by_word[word].id, at)
            rest = rest.replace(f" {word} ", f" {'_' * len(word)} ")
    only = all(each in BESIDES or not each.strip("_") for each in rest.split())
    return tuple(sorted(found, key=lambda each: found[each])) if only else ()


def one_line(text: str) -> str:
    """A short line of text. Raises `Mistake` for anything else."""
    line = " ".join(text.split())
    if not line or not line.isprintable() or len(line) > _AT_MOST:
        raise Mistake(say("enrol-too-long", most=_AT_MOST))
    return line
