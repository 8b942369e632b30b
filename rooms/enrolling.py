"""What somebody is asked who enrols as a defender, one question after the other, and what they may answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum

from rooms import matching, words
from rooms.alert import Message
from rooms.naming import (
    BESIDES,
    Known,
    alias,
    area,
    areas_by_word,
    nearest_area,
    one_line,
    organisations_by_word,
    organisations_in,
)
from rooms.roster import Defender
from rooms.texts import Mistake, Names, Text, say


class Step(Enum):
    """Which question waits for an answer."""

    LANGUAGE = "language"
    ALIAS = "alias"
    AREA = "area"
    EXCLUDE = "exclude"
    DURESS = "duress"
    CHECK = "check"


@dataclass(frozen=True)
class Enrolment:
    """What somebody has said so far. `origin` says to coordinators on whose word they came.

    `called` is what they wrote when they called for help in the middle of it: it is raised at the end.
    """

    origin: Text
    step: Step = Step.LANGUAGE
    languages: tuple[str, ...] = ()
    alias: str = ""
    area: str = ""
    exclude: tuple[str, ...] = ()
    duress: str | None = None
    called: tuple[Message, ...] = ()
    changing: bool = False
    """One answer is changed after all: then it is read back again."""
    written: str = ""
    """The area in their words, while a known one that is near it is offered to them."""


@dataclass(frozen=True)
class Taken:
    """What comes of an answer: what is said now, or that all is answered."""

    enrolment: Enrolment
    text: Text | None


_ORDER = tuple(Step)
_FINISH = frozenset({"finish", "finir", "terminer", "maliza"})
_SKIP = frozenset(
    {"skip", "no", "none", "nobody", "non", "aucun", "aucune", "passer", "rien", "hapana", "hakuna", "-"}
)
DURESS_EXAMPLES = ("greet my aunt", "salue ma tante", "msalimie shangazi")
"""Whoever watches has read them too."""
_SHOWN = 40
_CODE = re.compile(r"[a-z]{2,3}")
_LANGUAGES = {
    "english": "en",
    "anglais": "en",
    "kiingereza": "en",
    "french": "fr",
    "francais": "fr",
    "kifaransa": "fr",
    "swahili": "sw",
    "kiswahili": "sw",
    "lingala": "ln",
    "kilingala": "ln",
    "kikongo": "kg",
    "tshiluba": "lu",
    "kirundi": "rn",
    "kinyarwanda": "rw",
}
_STEPS = {
    "language": Step.LANGUAGE,
    "langue": Step.LANGUAGE,
    "lugha": Step.LANGUAGE,
    "alias": Step.ALIAS,
    "name": Step.ALIAS,
    "nom": Step.ALIAS,
    "jina": Step.ALIAS,
    "area": Step.AREA,
    "zone": Step.AREA,
    "eneo": Step.AREA,
    "exclude": Step.EXCLUDE,
    "organisations": Step.EXCLUDE,
    "mashirika": Step.EXCLUDE,
    "duress": Step.DURESS,
    "contrainte": Step.DURESS,
    "kulazimishwa": Step.DURESS,
}


def question(enrolment: Enrolment, known: Known) -> Text:
    """The question that waits for an answer."""
    match enrolment.step:
        case Step.LANGUAGE:
            return say("enrol-language")
        case Step.ALIAS:
            return say("enrol-alias")
        case Step.AREA:
            if enrolment.written:
                return say("enrol-area-nearest", area=enrolment.written, nearest=enrolment.area)
            return say("enrol-area", areas=Names(tuple(areas_by_word(known).values())))
        case Step.EXCLUDE:
            return say("enrol-exclude", organisations=Names(tuple(each.name for each in known.organisations)))
        case Step.DURESS:
            return say("enrol-duress")
        case Step.CHECK:
            return _read_back(enrolment, known)


def answer(enrolment: Enrolment, message: Message, known: Known) -> Taken:
    """Take an answer. Raises `Mistake`, with the sentence that they will read, if it is none."""
    text = message.words.strip()
    if words.normalise(text) in _FINISH:
        return Taken(replace(enrolment, alias=enrolment.alias or known.spare), None)
    if not words.is_alert(text) or (_is_listed(enrolment, text, known) and words.alert_text(text)):
        return _taken(enrolment, text, known)
    called = replace(enrolment, called=(*enrolment.called, message))
    if not _is_listed(enrolment, text, known):
        return Taken(called, say("enrol-call-first", question=question(called, known)))
    # A name that is nothing but a call: it is both.
    taken = _taken(called, text, known)
    return replace(taken, text=say("enrol-call-first", question=question(taken.enrolment, known)))


def _is_listed(enrolment: Enrolment, text: str, known: Known) -> bool:
    """Whether they wrote what the question itself has named."""
    match enrolment.step:
        case Step.AREA:
            return matching.plain(text) in areas_by_word(known)
        case Step.EXCLUDE:
            return bool(organisations_in(text, known))
        case _:
            return False


def _taken(enrolment: Enrolment, text: str, known: Known) -> Taken:
    if enrolment.step is Step.CHECK:
        return _checked(enrolment, text, known)
    filled = _filled(enrolment, text, known)
    if filled.written:
        return Taken(filled, question(filled, known))
    if filled.changing:
        step = Step.CHECK
    else:
        later = _ORDER[_ORDER.index(filled.step) + 1 :]
        step = next(each for each in later if not _is_known_already(filled, each))
    filled = replace(filled, step=step, changing=False)
    return Taken(filled, question(filled, known))


def defender_of(enrolment: Enrolment, user: str) -> Defender:
    """The defender that they are from now on."""
    return Defender(
        user, enrolment.alias, enrolment.area, enrolment.languages, enrolment.exclude, enrolment.duress
    )


def _is_known_already(enrolment: Enrolment, step: Step) -> bool:
    """A partner who vouched has said it."""
    return (step is Step.ALIAS and bool(enrolment.alias)) or (step is Step.AREA and bool(enrolment.area))


def _checked(enrolment: Enrolment, text: str, known: Known) -> Taken:
    """They have been read what is kept."""
    if words.yes_or_no(text) is True:
        return Taken(enrolment, None)
    step = _STEPS.get(words.normalise(text))
    if step is None:
        raise Mistake(say("enrol-check-how"))
    changed = replace(enrolment, step=step, changing=True)
    return Taken(changed, question(changed, known))


def _filled(enrolment: Enrolment, text: str, known: Known) -> Enrolment:
    match enrolment.step:
        case Step.LANGUAGE:
            return replace(enrolment, languages=_languages(text))
        case Step.ALIAS:
            return replace(enrolment, alias=alias(text, known))
        case Step.AREA:
            return _with_area(enrolment, text, known)
        case Step.EXCLUDE:
            return replace(enrolment, exclude=_excluded(text, known))
        case _:
            return replace(enrolment, duress=_duress(text))


def _languages(text: str) -> tuple[str, ...]:
    said = [part for part in re.findall(r"[^\W_]+", words.fold(text)) if part not in BESIDES]
    codes = [_LANGUAGES.get(part, part) for part in said]
    is_one = all(code in _LANGUAGES.values() or _CODE.fullmatch(code) for code in codes)
    if not codes or not is_one or words.yes_or_no(text) is not None:
        raise Mistake(say("enrol-language-wrong"))
    return tuple(dict.fromkeys(codes))


def _with_area(enrolment: Enrolment, text: str, known: Known) -> Enrolment:
    """A known area; else the nearest one is offered first, and theirs is taken if they insist."""
    agreed = words.yes_or_no(text) if enrolment.written else None
    if agreed:
        return replace(enrolment, written="")
    if agreed is False or (enrolment.written and words.normalise(text) == words.normalise(enrolment.written)):
        return replace(enrolment, area=enrolment.written, written="")
    if words.normalise(text) in _SKIP:
        return replace(enrolment, area="", written="")
    line, near = area(text, known), nearest_area(text, known)
    if near is None or line in areas_by_word(known).values():
        return replace(enrolment, area=line, written="")
    return replace(enrolment, area=near, written=line)


def _excluded(text: str, known: Known) -> tuple[str, ...]:
    """The IDs of the organisations that must not hear of them."""
    if words.normalise(text) in _SKIP:
        return ()
    if named := organisations_in(text, known):
        return named
    by_word = organisations_by_word(known)
    for part in filter(None, map(str.strip, re.split(r"[,;\n]", text))):
        if organisations_in(part, known):
            continue
        close = matching.closest(part, by_word.items())
        if close is None:
            raise Mistake(say("enrol-exclude-unknown", name=part[:_SHOWN]))
        raise Mistake(say("enrol-exclude-nearest", name=part[:_SHOWN], nearest=close.name))
    raise Mistake(say("enrol-exclude-unknown", name=text.strip()[:_SHOWN]))


def _duress(text: str) -> str | None:
    """Two words or more, which are never written by chance, and mean nothing else here."""
    if words.normalise(text) in _SKIP:
        return None
    phrase = one_line(text)
    ordinary = words.check_in_answer(phrase) or words.yes_or_no(phrase) is not None
    example = any(words.contains_phrase(phrase, each) for each in DURESS_EXAMPLES)
    if len(words.normalise(phrase).split()) < 2 or ordinary or example:
        raise Mistake(say("enrol-duress-wrong"))
    return phrase


def _read_back(enrolment: Enrolment, known: Known) -> Text:
    """Everything but the duress words, which nobody is to find in this chat twice."""
    names = {each.id: each.name for each in known.organisations}
    duress = say("enrol-duress-kept" if enrolment.duress else "enrol-duress-none")
    return say(
        "enrol-check",
        alias=enrolment.alias,
        languages=Names(enrolment.languages),
        area=enrolment.area,
        exclude=Names(tuple(names.get(each, each) for each in enrolment.exclude)),
        duress=duress,
    )
