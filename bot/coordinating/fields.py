"""What is written about an organisation or a defender: "areas: goma, bukavu; languages: fr, sw"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bot.settingtypes import Languages, Line, Lines, MatrixUser, Zone
from rooms import words
from rooms.texts import Mistake, say

_PARTS = re.compile(r"[;\n]+")
_COMMA = re.compile(r",(?=\s*(?P<word>[^\W\d_]+)\s*[:=])")
_NAMED = re.compile(r"(?P<name>[^\W\d_]+)\s*[:=]?\s*(?P<value>.*)", re.DOTALL)
_NOTHING = frozenset({"", "-", "none", "nobody", "aucun", "aucune", "rien", "personne", "hakuna"})


@dataclass(frozen=True)
class Field:
    """One thing that can be said. `words` begins with the name that texts show."""

    name: str
    words: tuple[str, ...]
    example: str
    type: Any
    """Of which pydantic makes the value, from a text, a list of texts, or yes and no."""


NAME = Field("name", ("name", "nom", "jina"), "The Clinic", Line)
AREAS = Field("areas", ("areas", "area", "zones", "maeneo"), "goma, bukavu", Lines)
LANGUAGES = Field("languages", ("languages", "language", "langues", "langue", "lugha"), "fr, sw", Languages)
OFFERS = Field("offers", ("offers", "offer", "offre", "hutoa"), "medical, accompaniment", Lines)
ZONE = Field("zone", ("zone", "timezone", "fuseau", "saa"), "Africa/Lubumbashi", Zone)
TELEPHONES = Field(
    "telephones",
    ("telephones", "telephone", "phone", "phones", "téléphone", "simu"),
    "+243 999 000 111",
    Lines,
)
FALLBACK = Field("fallback", ("fallback", "secours", "akiba"), "@user:example.org", MatrixUser)
PEOPLE = Field("people", ("people", "personnes", "watu"), "@user:example.org", tuple[MatrixUser, ...])
ANCHOR = Field("anchor", ("anchor", "ancre", "nanga"), "yes", bool)
DEPUTY = Field("deputy", ("deputy", "suppléant", "naibu"), "yes", bool)
ALIAS = Field("alias", ("alias", "surnom", "lakabu"), "Baobab", Line)
AREA = Field("area", ("area", "zone", "eneo"), "goma", Line)
EXCLUDE = Field("exclude", ("exclude", "excludes", "exclure", "ondoa"), "the-clinic", Lines)

OF_ORGANISATIONS = (NAME, AREAS, LANGUAGES, OFFERS, ZONE, TELEPHONES, FALLBACK, ANCHOR, DEPUTY)
OF_DEFENDERS = (ALIAS, AREA, LANGUAGES, EXCLUDE)


def named(text: str) -> tuple[str, str]:
    """The name that stands before the first field, and the rest."""
    name, *rest = _PARTS.split(text, maxsplit=1)
    return name, "".join(rest)


def read(text: str, fields: tuple[Field, ...]) -> dict[str, Any]:
    """What was written, by the name of the field.

    Raises `Mistake`, with the sentence that the coordinator will read, for what is no field, or no value.
    """
    found: dict[str, Any] = {}
    for part in filter(str.strip, _parts(text, fields)):
        named = _NAMED.fullmatch(part.strip())
        field = None if named is None else _field(named["name"], fields)
        # A colon in a name or an area stands there because what comes before it was to be a field.
        is_another = named is not None and field in (NAME, ALIAS, AREA) and ":" in named["value"]
        if named is None or field is None or is_another:
            shown = ", ".join(f"{each.words[0]}: {each.example}" for each in fields)
            raise Mistake(say("field-unknown", word=part.strip()[:40], fields=shown))
        found[field.name] = _value(field, named["value"].strip())
    return found


def _parts(text: str, fields: tuple[Field, ...]) -> Iterator[str]:
    """Parted by semicolons and new lines, and by a comma before the name of a field."""
    for part in _PARTS.split(text):
        start = 0
        for comma in _COMMA.finditer(part):
            if _field(comma["word"], fields) is not None:
                yield part[start : comma.start()]
                start = comma.end()
        yield part[start:]


def _field(word: str, fields: tuple[Field, ...]) -> Field | None:
    return next((each for each in fields if words.fold(word) in map(words.fold, each.words)), None)


def _value(field: Field, text: str) -> Any:
    if text.casefold() in _NOTHING and field is FALLBACK:
        return ""
    given: object = text
    if field.type is bool:
        given = words.yes_or_no(text)
    elif field.type in (Lines, Languages, PEOPLE.type):
        given = () if text.casefold() in _NOTHING else tuple(filter(None, map(str.strip, text.split(","))))
    try:
        return TypeAdapter(field.type).validate_python(given, strict=field.type is bool)
    except ValidationError:
        raise Mistake(
            say("field-wrong", value=text[:80], field=field.words[0], example=field.example)
        ) from None


def written(values: Mapping[str, Any]) -> str:
    """As it can be written again."""
    return "; ".join(f"{name}: {shown(value)}" for name, value in values.items())


def shown(value: Any) -> str:
    """One value as it is written."""
    if isinstance(value, tuple):
        return ", ".join(value) or "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) or "-"
