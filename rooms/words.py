"""What people mean by what they type: a call for help, an answer to "are you safe?", a length of time.

Where it is unclear, it is taken as an alarm: "help" counts wherever a message begins with it, "safe" and
"yes" only when nothing else was written. Nobody has to type well: accents, capitals, apostrophes and hyphens
may be missing, letters may be stretched ("heeelp"). The words themselves stand in `vocabulary.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from rooms import vocabulary
from rooms.alert import CheckInAnswer

MENU = frozenset({"help", "aide", "usaidizi"})
"""`!help` asks for the commands; the same word without "!", or with more words, is a call for help."""

LONGEST_ANSWER = 200
"""Characters; whoever writes more than that says more than an answer."""

_ENOUGH = 300
"""Characters of a message in which a call for help has to begin; keeps long messages from taking long."""

_MARK = r"[\u0300-\u036f\ufe0e\ufe0f\u200d\u20e3]"
_WORD = re.compile(rf"🆘|(?:[^\W_]{_MARK}*)+")
_APOSTROPHES = re.compile("[’‘ʼ`´＇]")
_INVISIBLE = re.compile(f"{_MARK}|[\u200b-\u200f\u2060\ufeff]")
_AFTER_A_CALL = re.compile(r"^[\s!！?.,:;*_\"'”’»…–—-]+")


def fold(word: str) -> str:
    """The word without capitals, accents and stretched letters; "🆘" is a word."""
    if word == "🆘":
        return "sos"
    letters = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(each for each in letters if unicodedata.category(each) not in ("Mn", "Me", "Cf"))
    return re.sub(r"([^\W\d_])\1{2,}", r"\1", plain)


def _pattern(phrases: Mapping[str, str]) -> str:
    """An alternation of phrases; what an apostrophe or a hyphen parts may be written together or apart."""
    alternatives = {
        " ".join(" ?".join(map(fold, _WORD.findall(word))) for word in phrase.split())
        for phrase in ",".join(phrases.values()).split(",")
    }
    return f"(?:{'|'.join(sorted(alternatives, key=len, reverse=True))})"


def _without(phrases: Mapping[str, str], others: Mapping[str, str]) -> Mapping[str, str]:
    """The phrases of each language that do not stand among the others."""
    return {
        language: ",".join(
            phrase
            for phrase in listed.split(",")
            if phrase.split() not in map(str.split, others[language].split(","))
        )
        for language, listed in phrases.items()
    }


_CALL, _YES, _NO = (_pattern(each) for each in (vocabulary.CALL, vocabulary.YES, vocabulary.NO))
_SAFE, _NOT_SAFE = _pattern(vocabulary.SAFE), _pattern(vocabulary.NOT_SAFE)
_CALM, _LATER = _pattern(vocabulary.CALM), _pattern(vocabulary.LATER)
_FILLER, _OPENING = _pattern(vocabulary.FILLER), _pattern(vocabulary.OPENING)
_END = r"(?= |$)"
_BARE = _pattern(vocabulary.BARE)
_IN_SO_MANY_WORDS = _pattern(_without(vocabulary.NOT_SAFE, vocabulary.BARE))

_BEGINS_WITH_CALL = re.compile(rf"(?:{_OPENING} )*(?:{_YES} (?!{_CALM}{_END}))?(?:{_OPENING} )*{_CALL}{_END}")
_BEGINS_CALM = re.compile(rf"{_CALM}{_END}")
_BEGINS_NOT_SAFE = re.compile(rf"(?:{_OPENING} )*(?:(?:2 )?{_NOT_SAFE}{_END}|2(?: {_FILLER})*$)")
_SAYS_NOT_SAFE = re.compile(rf"(?:(?:{_OPENING}|{_BARE}) (?!{_CALM}{_END}))*{_IN_SO_MANY_WORDS}{_END}")
_WHOLLY_LATER = re.compile(
    rf"(?:{_FILLER} )*(?:(?:3 )?{_LATER}|3){_END} ?(?P<length>.*?) ?(?:{_FILLER}(?: |$))*"
)


def _wholly(answer: str) -> re.Pattern[str]:
    """A pattern for messages that hold this answer, and nothing else but thanks and the like."""
    return re.compile(rf"(?:{_FILLER} )*{answer}(?: (?:{answer}|{_FILLER}))*")


_WHOLLY_SAFE, _WHOLLY_YES, _WHOLLY_NO = _wholly(_SAFE), _wholly(_YES), _wholly(_NO)
_WHOLLY_BARE = _wholly(_BARE)


@dataclass(frozen=True)
class _Reading:
    """A text as folded words with single spaces between them; `ends` leads back to where each word ended."""

    words: str
    ends: Mapping[int, int]


def _read(text: str) -> _Reading:
    """Read the beginning of a text."""
    words: list[str] = []
    ends: dict[int, int] = {}
    length = -1
    for match in _WORD.finditer(text[:_ENOUGH]):
        words.append(fold(match[0]))
        length += len(words[-1]) + 1
        ends[length] = match.end()
    return _Reading(" ".join(words), ends)


def _is_punctuation(letter: str) -> bool:
    return unicodedata.category(letter).startswith("P")


def normalise(text: str) -> str:
    """The text for comparing: NFKC, no capitals, straight quotes, bare words, single spaces."""
    plain = _APOSTROPHES.sub("'", unicodedata.normalize("NFKC", text).casefold())
    return " ".join(word for each in _INVISIBLE.sub("", plain).split() if (word := _bare(each)))


def _bare(word: str) -> str:
    """The word without the punctuation before and after it."""
    while word and _is_punctuation(word[0]):
        word = word[1:]
    while word and _is_punctuation(word[-1]):
        word = word[:-1]
    return word


def is_alert(text: str) -> bool:
    """Whether the text begins with a call for help, whatever follows. `!help` alone asks for the commands."""
    words = _read(text).words
    return _BEGINS_WITH_CALL.match(words) is not None and not _asks_for_menu(text, words)


def _asks_for_menu(text: str, words: str) -> bool:
    return words in MENU and re.match(r"\s*[!！] ?\w", text) is not None


def alert_text(text: str) -> str:
    """What follows the call for help, as it was written; without a call, the whole text."""
    reading = _read(text)
    call = _BEGINS_WITH_CALL.match(reading.words)
    if call is None:
        return text.strip()
    return _AFTER_A_CALL.sub("", text[reading.ends[call.end()] :]).rstrip()


def check_in_answer(text: str) -> tuple[CheckInAnswer, timedelta | None] | None:
    """The answer to "are you safe?", or None; with LATER the length of time that was written, if one was."""
    words = _read(text).words
    if _is_plain(text) and _WHOLLY_SAFE.fullmatch(words):
        return CheckInAnswer.SAFE, None
    if _says_not_safe(text, words):
        return CheckInAnswer.NOT_SAFE, None
    later = _WHOLLY_LATER.fullmatch(words) if _is_plain(text) else None
    if later is None:
        return None
    length = _length(later["length"])
    understood = length is not None or re.fullmatch(r"\d*", later["length"])
    return (CheckInAnswer.LATER, length) if understood else None


def _says_not_safe(text: str, words: str) -> bool:
    if _BEGINS_CALM.match(words):
        return False
    if _BEGINS_NOT_SAFE.match(words) or _SAYS_NOT_SAFE.match(words):
        return True
    return words.startswith("2 ") and _stops_after_first_word(text)


def says_not_safe(text: str) -> bool:
    """Whether a message says so in as many words, whatever was asked: "no help me", and not just "no"."""
    words = _read(text).words
    return not _BEGINS_CALM.match(words) and _SAYS_NOT_SAFE.match(words) is not None


def is_bare(text: str) -> bool:
    """Whether the message is nothing but a "1", a "no" or the like: without its question it says nothing."""
    return _WHOLLY_BARE.fullmatch(_read(text).words) is not None


def _stops_after_first_word(text: str) -> bool:
    """Whether punctuation or a new line comes after the first word: "2, they", but not "2.5" or "2-3"."""
    first, second, *_ = _WORD.finditer(text[:_ENOUGH])
    between = text[first.end() : second.start()]
    if second[0].isdigit() and not re.search(r"\s", between):
        return False
    return any(letter == "\n" or _is_punctuation(letter) for letter in between)


def _is_plain(text: str) -> bool:
    """Nothing stands beside the words that could turn their meaning: no question mark, no picture."""
    return len(text) <= LONGEST_ANSWER and all(
        letter.isspace()
        or letter in vocabulary.FRIENDLY
        or unicodedata.category(letter) in ("Mn", "Me", "Cf", "Sk")
        or (_is_punctuation(letter) and letter not in "?？")
        for letter in _WORD.sub("", text)
    )


def yes_or_no(text: str) -> bool | None:
    """The answer to a yes-or-no question, if the message is nothing but that."""
    words = _read(text).words
    if not _is_plain(text):
        return None
    if _WHOLLY_YES.fullmatch(words):
        return True
    return False if _WHOLLY_NO.fullmatch(words) else None


def contains_phrase(text: str, phrase: str) -> bool:
    """Whether the phrase stands in the text as whole words; an empty phrase never does."""
    for gap in ("", " "):
        wanted = _pieces(phrase, gap)
        if wanted and f" {wanted} " in f" {_pieces(text, gap)} ":
            return True
    return False


def _pieces(text: str, gap: str) -> str:
    """Folded words and pictures; `gap` takes the place of apostrophes and hyphens inside a word."""
    text = re.sub(r"(?<=\w)['\-‐‑](?=\w)", gap, _APOSTROPHES.sub("'", text))
    found = (match[0] for match in re.finditer(rf"{_WORD.pattern}|\S", text))
    return " ".join(fold(piece) for piece in found if unicodedata.category(piece[0])[0] in "LNS")


def parse_duration(text: str) -> timedelta | None:
    """A length of time, if the text is nothing else: "30m", "1h30", "2 heures", "saa 2", "dakika 30".

    Whole seconds, zero and more; None for what is no length. Its bounds are the caller's to check.
    """
    if len(text) > LONGEST_ANSWER or text.lstrip().startswith(("-", "−")):
        return None
    return _length(_read(text).words)


_NUMBERS = {word: str(number) for each in vocabulary.NUMBERS.values() for word, number in each.items()}
_UNITS = {word.strip(): unit for unit, words in vocabulary.UNITS.items() for word in words.split(",")}
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_NUMBER_FIRST = r"(?P<number>\d{1,4}) (?P<unit>[smhd])(?P<half> ½)?"
_UNIT_FIRST = r"(?P<unit>[smhd]) (?P<number>\d{1,4})(?P<half> ½)?"
_HOURS_AND_MINUTES = re.compile(r"(\d{1,4}) h (\d{1,2})")


def _length(words: str) -> timedelta | None:
    """As `parse_duration`, of folded words. In Swahili the unit stands first, elsewhere the number."""
    if words in vocabulary.HALF_AN_HOUR:
        return timedelta(minutes=30)
    line = " ".join(_signs(words))
    if short := _HOURS_AND_MINUTES.fullmatch(line):
        return timedelta(hours=int(short[1]), minutes=int(short[2]))
    for part in (_NUMBER_FIRST, _UNIT_FIRST):
        if re.fullmatch(rf"{_unnamed(part)}(?: {_unnamed(part)})*", line):
            return timedelta(seconds=sum(map(_seconds, re.finditer(part, line))))
    return None


def _signs(words: str) -> list[str]:
    """Numbers as digits, units as one letter, a half as one sign; what is neither stays as it is."""
    found = (word for word in re.findall(r"\d+|[^\W\d]+", words) if word not in vocabulary.JOINING)
    return [
        "½" if word in vocabulary.HALVES else _UNITS.get(word) or _NUMBERS.get(word, word) for word in found
    ]


def _unnamed(part: str) -> str:
    return re.sub(r"\?P<\w+>", "?:", part)


def _seconds(part: re.Match[str]) -> int:
    return _SECONDS[part["unit"]] * (2 * int(part["number"]) + bool(part["half"])) // 2
