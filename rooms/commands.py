"""What was written after "!": the command of the table in `verbs.py`, and what belongs to it.

The words are understood in every language everywhere; the texts show the English ones. Who of those in a
room may give a command is in `roles.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from rooms import inputs as i
from rooms import words
from rooms.addresses import user_in
from rooms.matching import nearest
from rooms.policy import NORMAL, URGENT
from rooms.texts import Lines, Mistake, Text, say
from rooms.verbs import SPECS, Place, Spec, Verb


@dataclass(frozen=True)
class Query:
    """A command that asks and changes nothing. `argument` is what was written after it."""

    verb: Verb
    argument: str = ""


Parsed: TypeAlias = i.Command | Query

LEAST_INTERVAL = timedelta(minutes=5)
MOST_INTERVAL = timedelta(hours=24)
"""Between which bounds partners can choose how often a defender is asked."""


_COMMAND = re.compile(r"\A\s*[!！](?P<gap>[ \u00a0]?)(?P<word>[^\W\d_][\w'’-]*)(?P<rest>.*)", re.DOTALL)
_OF_PEOPLE = (Verb.LEAD, Verb.HANDOVER)
_A_NUMBER = re.compile(r"#?(\d{1,9})\b")
_NOW = frozenset({"", "now", "maintenant", "sasa"})
_ME = frozenset({"", "me", "moi", "mimi"})
_NEXT = frozenset({"next", "suivant", "suivante", "ifuatayo", "linalofuata"})
_LEVEL_AND_WHY = re.compile(r"\A(?P<level>[^\W_]+)[\s:,.–-]+(?P<why>\S.*)", re.DOTALL)
_EVERY = re.compile(r"(?:every|each|chaque|tous les|toutes les|kila)\b(.*)", re.DOTALL | re.IGNORECASE)


def parse(text: str, place: Place, person: str, addressed: str = "") -> Parsed | None:
    """The command in this message, with `person` filled in; None for ordinary talk.

    `addressed` is the same text with everybody by their address, if it is another one.

    Raises `Mistake`, with the sentence that its author will read: unknown command, missing argument.
    """
    found = _COMMAND.match(text)
    if found is None:
        return None
    table = _table(place)
    spec, argument = _look_up(table, found["word"], found["rest"])
    if spec is None:
        if found["gap"]:
            return None
        raise Mistake(say("unknown-command", word=found["word"], nearest=_nearest(table, found["word"])))
    if place is Place.DIRECT:
        return _direct(spec, argument, table)
    if spec.verb in _OF_PEOPLE and (by_address := _COMMAND.match(addressed)):
        _, argument = _look_up(table, by_address["word"], by_address["rest"])
    return _understand(spec, argument, person)


_COUNTS_LATE = frozenset(
    {Verb.PASS, Verb.CALL, Verb.ESCALATE, Verb.DENY, Verb.NOTE, Verb.SUSPEND, Verb.NO, Verb.ON_BEHALF}
)
"""What brings help, or takes away trust: done whenever it comes."""


def late_is_void(text: str, place: Place) -> bool:
    """Whether this command is not followed if its author's device wrote others after it that came before it.

    A homeserver can hold a command back, and give it when it suits: what calms, closes or authorises does not
    count then, nor anything else that is not known to do no harm. What is no command is talk.
    """
    found = _COMMAND.match(text)
    if found is None:
        return False
    spec, argument = _look_up(_table(place), found["word"], found["rest"])
    if spec is None or spec.verb in _COUNTS_LATE:
        return False
    return spec.verb is not Verb.CHECKIN or words.normalise(argument) not in _NOW


def normal_word(word: str) -> str:
    """A command's word as it is looked up: "Bring-In", "bring_in" and "bringin" are one."""
    return re.sub(r"[\W_]", "", words.fold(word))


def _table(place: Place) -> dict[str, Spec]:
    return {normal_word(word): spec for spec in SPECS if place in spec.places for word in spec.words}


def _look_up(table: dict[str, Spec], word: str, rest: str) -> tuple[Spec | None, str]:
    """The command and its argument; a word may also be written in two: "!check in", "!bring in"."""
    argument = rest.lstrip(" \t\u00a0:.,!…").strip()
    second, *further = argument.split(maxsplit=1) or [""]
    spec = table.get(normal_word(word + second)) if second else None
    if spec is not None:
        return spec, further[0] if further else ""
    return table.get(normal_word(word)), argument


def _nearest(table: dict[str, Spec], word: str) -> str:
    """The command that is most like this word, as it begins; those that the texts show come first."""
    shown = [normal_word(spec.words[0]) for spec in table.values()]
    for candidates in (shown, list(table)):
        if close := nearest(normal_word(word), candidates):
            return _short(table[close].usage)
    return _short(table["help"].usage)


def _short(usage: str) -> str:
    """The command alone: how it goes on is told to whoever writes it."""
    return usage.partition(" ")[0]


def _direct(spec: Spec, argument: str, table: dict[str, Spec]) -> Query | None:
    """In a direct chat whatever says more than the bare command is for the people who help."""
    about_command = spec.verb is Verb.HELP and normal_word(argument) in table
    if spec.verb is Verb.ALERT or not argument or about_command:
        return Query(spec.verb, argument)
    return None


def _understand(spec: Spec, argument: str, person: str) -> Parsed:
    match spec.verb:
        case Verb.ACK:
            return i.Acknowledge(person)
        case Verb.PASS:
            return i.Pass(person, argument)
        case Verb.CHECKIN:
            return _check_in(spec, argument, person)
        case Verb.TAKE:
            return i.Take(person)
        case Verb.LEAD:
            return i.Lead(person, _whom(spec, argument, person))
        case Verb.NOTE:
            return i.MakeNote(person, _needed(spec, argument))
        case Verb.TELL:
            return i.Tell(person, _needed(spec, argument))
        case Verb.BRING_IN:
            return i.BringIn(person)
        case Verb.CALL:
            what = _needed(spec, argument)
            return i.Call(person, "" if words.normalise(what) in _NEXT else what)
        case Verb.RELEASE:
            return i.Release(person, _needed(spec, argument))
        case Verb.HANDOVER:
            return i.HandOver(person, user_in(argument) or _needed(spec, argument))
        case Verb.ACCEPT:
            return i.Accept(person)
        case Verb.DECLINE:
            return i.Decline(person, argument)
        case Verb.LEVEL:
            return _level(spec, argument, person)
        case Verb.ESCALATE:
            return i.Escalate(person)
        case Verb.RESOLVE:
            return i.Resolve(person, _needed(spec, argument))
        case Verb.CONFIRM:
            number = _A_NUMBER.match(argument)
            return i.Confirm(person, int(number[1]) if number is not None else None)
        case Verb.DENY:
            return i.Deny(person, argument)
        case _:
            return Query(spec.verb, argument)


def _needed(spec: Spec, argument: str) -> str:
    if not argument:
        raise _needs(spec)
    return argument


def _needs(spec: Spec) -> Mistake:
    return Mistake(usage(spec.verb))


def usage(verb: Verb) -> Text:
    """How this command is written, for whoever has not written it so."""
    spec = next(spec for spec in SPECS if spec.verb is verb)
    return say("command-needs", usage=spec.usage, what=say(spec.help))


def _check_in(spec: Spec, argument: str, person: str) -> i.CheckInNow | i.CheckInEvery:
    if words.normalise(argument) in _NOW:
        return i.CheckInNow(person)
    every = _EVERY.match(argument)
    if every is None:
        raise _needs(spec)
    length = words.parse_duration(every[1])
    if length is None or not LEAST_INTERVAL <= length <= MOST_INTERVAL:
        raise Mistake(say("checkin-every-bounds", least=LEAST_INTERVAL, most=MOST_INTERVAL))
    return i.CheckInEvery(person, length)


def _whom(spec: Spec, argument: str, person: str) -> str:
    if words.normalise(argument) in _ME:
        return person
    user = user_in(argument)
    if user is None:
        raise _needs(spec)
    return user


def _level(spec: Spec, argument: str, person: str) -> i.SetLevel:
    """The level and why: nobody changes it without a word to the others."""
    written = _LEVEL_AND_WHY.fullmatch(argument)
    if written is None:
        raise _needs(spec)
    level = words.normalise(written["level"])
    return i.SetLevel(person, _LEVELS.get(level, level), written["why"])


_LEVELS = {"haraka": URGENT, "kawaida": NORMAL, "urgence": URGENT, "normale": NORMAL}
"""What the two levels that are always there are called as well."""


def help_for(place: Place) -> Text:
    """The commands of this place, a line each."""
    commands = Lines(
        tuple(
            say("help-line", usage=spec.usage, what=say(spec.help)) for spec in SPECS if place in spec.places
        )
    )
    match place:
        case Place.ALERT:
            return say("help-alert", commands=commands)
        case Place.COORDINATION:
            return say("help-coordination", commands=commands)
        case Place.DIRECT:
            return say("help-direct", commands=commands)
        case Place.PARTNER:
            return say("help-partner", commands=commands)
