"""What somebody is asked who enrols as a defender, one question after the other, and what they may answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum

from rooms import words
from rooms.alert import Message
from rooms.commands import nearest
from rooms.roster import Defender, Organisation
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


@dataclass(frozen=True)
class Known:
    """What of the network an answer has to fit. `spare` is an alias for whoever gives none."""

    organisations: tuple[Organisation, ...]
    aliases: tuple[str, ...]
    spare: str


@dataclass(frozen=True)
class Taken:
    """What comes of an answer: what is said now, or that all is answered."""

    enrolment: Enrolment
    text: Text | None


_ORDER = tuple(Step)
_AT_MOST = 40
_FINISH = frozenset({"finish", "finir", "terminer", "maliza"})
_SKIP = frozenset(
    {"skip", "no", "none", "nobody", "non", "aucun", "aucune", "passer", "rien", "hapana", "hakuna", "-"}
)
_BESIDES = frozenset({"and", "et", "na", "the", "le", "la", "also", "aussi", "pia"})
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
    "tahadhari": Step.DURESS,
}


def question(enrolment: Enrolment, known: Known) -> Text:
    """The question that waits for an answer."""
    match enrolment.step:
        case Step.LANGUAGE:
            return say("enrol-language")
        case Step.ALIAS:
            return say("enrol-alias")
        case Step.AREA:
            areas = dict.fromkeys(area for each in known.organisations for area in each.areas)
            return say("enrol-area", areas=Names(tuple(areas)))
        case Step.EXCLUDE:
            return say("enrol-exclude", organisations=Names(tuple(each.name for each in known.organisations)))
        case Step.DURESS:
            return say("enrol-duress")
        case Step.CHECK:
            return _read_back(enrolment, known)


def answer(enrolment: Enrolment, message: Message, known: Known) -> Taken:
    """Take an answer. Raises `Mistake`, with the sentence that they will read, if it is none."""
    text = message.text.strip()
    if words.normalise(text) in _FINISH:
        alias = enrolment.alias or known.spare
        return Taken(replace(enrolment, alias=alias), None)
    if words.is_alert(text):
        called = replace(enrolment, called=(*enrolment.called, message))
        return Taken(called, say("enrol-call-first", question=question(enrolment, known)))
    if enrolment.step is Step.CHECK:
        return _checked(enrolment, text, known)
    filled = _filled(enrolment, text, known)
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
            return replace(enrolment, area=_area(text, known))
        case Step.EXCLUDE:
            return replace(enrolment, exclude=_excluded(text, known))
        case _:
            return replace(enrolment, duress=_duress(text))


def _languages(text: str) -> tuple[str, ...]:
    said = [part for part in re.findall(r"[^\W_]+", words.fold(text)) if part not in _BESIDES]
    codes = [_LANGUAGES.get(part, part) for part in said]
    is_one = all(code in _LANGUAGES.values() or _CODE.fullmatch(code) for code in codes)
    if not codes or not is_one or words.yes_or_no(text) is not None:
        raise Mistake(say("enrol-language-wrong"))
    return tuple(dict.fromkeys(codes))


def alias(text: str, known: Known) -> str:
    """A name for a defender that is a name, and nobody's yet. Raises `Mistake`."""
    name = _line(text)
    taken = {words.fold(each) for each in known.aliases}
    taken.update(words.fold(each.name) for each in known.organisations)
    # What parts the words of a command cannot be written in one, so that they could never be named there.
    if name.startswith(("@", "!")) or set(name) & set(";:,") or words.fold(name) in taken:
        raise Mistake(say("enrol-alias-taken", alias=name))
    return name


def _area(text: str, known: Known) -> str:
    """As the organisations write it, if they know it."""
    if words.normalise(text) in _SKIP:
        return ""
    areas = {words.fold(area): area for each in known.organisations for area in each.areas}
    line = _line(text)
    return areas.get(words.fold(line), line)


def _excluded(text: str, known: Known) -> tuple[str, ...]:
    """The IDs of the organisations that must not hear of them."""
    if words.normalise(text) in _SKIP:
        return ()
    by_word = {words.fold(word): each for each in known.organisations for word in (each.name, each.id)}
    found = []
    for part in filter(None, re.split(r"\s*[,;\n]\s*", text.strip())):
        organisation = by_word.get(words.fold(part))
        if organisation is None:
            close = nearest(words.fold(part), by_word)
            if close is None:
                raise Mistake(say("enrol-exclude-unknown", name=part[:_AT_MOST]))
            raise Mistake(say("enrol-exclude-nearest", name=part[:_AT_MOST], nearest=by_word[close].name))
        found.append(organisation.id)
    return tuple(dict.fromkeys(found))


def _duress(text: str) -> str | None:
    """Two words or more, which are never written by chance, and mean nothing else here."""
    if words.normalise(text) in _SKIP:
        return None
    phrase = _line(text)
    ordinary = words.check_in_answer(phrase) or words.yes_or_no(phrase) is not None
    if len(words.normalise(phrase).split()) < 2 or ordinary:
        raise Mistake(say("enrol-duress-wrong"))
    return phrase


def _line(text: str) -> str:
    line = " ".join(text.split())
    if not line or not line.isprintable() or len(line) > _AT_MOST:
        raise Mistake(say("enrol-too-long", most=_AT_MOST))
    return line


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
