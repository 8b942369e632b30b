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
from itertools import product

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


def _spelled(phrases: Mapping[str, str]) -> frozenset[str]:
    """Each phrase, folded; what an apostrophe or a hyphen parts may be written together or apart."""
    spelled = set[str]()
    for phrase in ",".join(phrases.values()).split(","):
        each_word = (
            [gap.join(map(fold, _WORD.findall(word))) for gap in ("", " ")] for word in phrase.split()
        )
        spelled.update(map(" ".join, product(*each_word)))
    return frozenset(spelled)


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


_CALL, _YES, _NO = (_spelled(each) for each in (vocabulary.CALL, vocabulary.YES, vocabulary.NO))
_SAFE, _NOT_SAFE = _spelled(vocabulary.SAFE), _spelled(vocabulary.NOT_SAFE)
_CALM, _LATER = _spelled(vocabulary.CALM), _spelled(vocabulary.LATER)
_FILLER, _OPENING = _spelled(vocabulary.FILLER), _spelled(vocabulary.OPENING)
_BARE = _spelled(vocabulary.BARE)
_IN_SO_MANY_WORDS = _spelled(_without(vocabulary.NOT_SAFE, vocabulary.BARE))
_TWO, _THREE = frozenset({"2"}), frozenset({"3"})

Phrases = frozenset[str]
Places = frozenset[int]
"""Where words begin in folded text. Behind the last one is the place one past its end."""

_BEGINNING: Places = frozenset({0})


def _after(words: str, places: Places, phrases: Phrases) -> Places:
    """Where one may be behind one of these phrases that begins at one of these places."""
    ends = [at for at, letter in enumerate(words) if letter == " "] + [len(words)] if words else []
    return frozenset(end + 1 for at in places for end in ends if end > at and words[at:end] in phrases)


def _after_any(words: str, places: Places, phrases: Phrases, *, calm: bool = True) -> Places:
    """The same for any number of phrases, none among them; without `calm`, none goes before something calm.

    Each place is looked at once: a pattern that tries every way of cutting "asante sana asante sana" into
    phrases takes twice as long with each of them.
    """
    found, fresh = places, places
    while fresh:
        behind = _after(words, fresh, phrases)
        fresh = frozenset(at for at in behind - found if calm or not _after(words, frozenset({at}), _CALM))
        found |= fresh
    return found


def _is_wholly(words: str, answer: Phrases) -> bool:
    """Whether the message holds this answer, and nothing else but thanks and the like."""
    answered = _after(words, _after_any(words, _BEGINNING, _FILLER), answer)
    return len(words) + 1 in _after_any(words, answered, answer | _FILLER)


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
    first, end = 0, len(word)
    while first < end and _is_punctuation(word[first]):
        first += 1
    while first < end and _is_punctuation(word[end - 1]):
        end -= 1
    return word[first:end]


def is_alert(text: str) -> bool:
    """Whether the text begins with a call for help, whatever follows. `!help` alone asks for the commands."""
    words = _read(text).words
    return bool(_after_call(words)) and not _asks_for_menu(text, words)


def _after_call(words: str) -> Places:
    """Where the call for help with which the message begins may end."""
    opened = _after_any(words, _BEGINNING, _OPENING)
    agreed = frozenset(at for at in _after(words, opened, _YES) if not _after(words, frozenset({at}), _CALM))
    return _after(words, _after_any(words, opened | agreed, _OPENING), _CALL)


def _asks_for_menu(text: str, words: str) -> bool:
    return words in MENU and re.match(r"\s*[!！] ?\w", text) is not None


def alert_text(text: str) -> str:
    """What follows the call for help, as it was written; without a call, the whole text."""
    reading = _read(text)
    behind = _after_call(reading.words)
    if not behind:
        return text.strip()
    return _AFTER_A_CALL.sub("", text[reading.ends[max(behind) - 1] :]).rstrip()


def check_in_answer(text: str) -> tuple[CheckInAnswer, timedelta | None] | None:
    """The answer to "are you safe?", or None; with LATER the length of time that was written, if one was."""
    words = _read(text).words
    if _is_plain(text) and _is_wholly(words, _SAFE):
        return CheckInAnswer.SAFE, None
    if _says_not_safe(text, words):
        return CheckInAnswer.NOT_SAFE, None
    written = _after_later(words) if _is_plain(text) else None
    if written is None:
        return None
    length = _length(written)
    understood = length is not None or re.fullmatch(r"\d*", written)
    return (CheckInAnswer.LATER, length) if understood else None


def _after_later(words: str) -> str | None:
    """What is written behind "later", without the thanks at the end; None if it does not begin with that."""
    begun = _after_any(words, _BEGINNING, _FILLER)
    behind = _after(words, begun | _after(words, begun, _THREE), _LATER) | _after(words, begun, _THREE)
    if not behind:
        return None
    since, end = max(behind), len(words) + 1
    cuts = [since, *(at + 1 for at in range(since, len(words)) if words[at] == " "), end]
    until = next(at for at in cuts if at == end or end in _after_any(words, frozenset({at}), _FILLER))
    return words[since : until - 1]


def _says_not_safe(text: str, words: str) -> bool:
    if _after(words, _BEGINNING, _CALM):
        return False
    opened = _after_any(words, _BEGINNING, _OPENING)
    answered = _after(words, opened, _TWO)
    if _after(words, opened | answered, _NOT_SAFE) or _in_so_many_words(words):
        return True
    if len(words) + 1 in _after_any(words, answered, _FILLER):
        return True
    return words.startswith("2 ") and _stops_after_first_word(text)


def _in_so_many_words(words: str) -> bool:
    before = _after_any(words, _BEGINNING, _OPENING | _BARE, calm=False)
    return bool(_after(words, before, _IN_SO_MANY_WORDS))


def says_not_safe(text: str) -> bool:
    """Whether a message says so in as many words, whatever was asked: "no help me", and not just "no"."""
    words = _read(text).words
    return not _after(words, _BEGINNING, _CALM) and _in_so_many_words(words)


def says_later(text: str) -> bool:
    """Whether a message that asks for a later time says so in as many words: not just "3" or "3-4"."""
    words = _read(text).words
    begun = _after_any(words, _BEGINNING, _FILLER)
    return bool(_after(words, begun | _after(words, begun, _THREE), _LATER))


def is_bare(text: str) -> bool:
    """Whether the message is nothing but a "1", a "no" or the like: without its question it says nothing."""
    return _is_wholly(_read(text).words, _BARE)


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
    if _is_wholly(words, _YES):
        return True
    return False if _is_wholly(words, _NO) else None


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
