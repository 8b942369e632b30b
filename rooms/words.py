"""What people mean by what they type: a call for help, an answer to "are you safe?".

Where it is unclear, it is taken as an alarm: "help" counts wherever a message begins with it, "safe" and
"yes" only when nothing else was written. Nobody has to type well: accents, capitals, apostrophes and hyphens
may be missing, letters may be stretched ("heeelp"), and a call may hold a slip of the thumb ("hlep"). The
words themselves stand in `vocabulary.py`, how they are spelled in `spelling.py`.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import timedelta

from rooms import vocabulary
from rooms.alert import CheckInAnswer
from rooms.lengths import parse_duration as parse_duration
from rooms.spelling import (
    APOSTROPHES,
    ENOUGH,
    INVISIBLE,
    WORD,
    Phrases,
    Reading,
    read,
    read_as_meant,
    spelled,
    spelled_on_phones,
    with_our_digits,
)
from rooms.spelling import fold as fold

MENU = frozenset({"help", "aide", "usaidizi"})
"""`!help` asks for the commands; the same word without "!", or with more words, is a call for help."""

LONGEST_ANSWER = 200
"""Characters; whoever writes more than that says more than an answer."""

_AFTER_A_CALL = re.compile(r"^[\s!！?.,:;*_\"'”’»…–—-]+")
_NUMBER_SIGN = re.compile(
    r"^\W{0,9}(?:no\.|n[°º]\.?|nr\.?|№|numb?[eé]ro?|namba(?:ri)?)[ \t]{0,9}(?=\d\W{0,9}$)", re.IGNORECASE
)
"""What says that a number follows; behind it stands nothing but the number."""

_YES, _NO, _LATER = (spelled(each) for each in (vocabulary.YES, vocabulary.NO, vocabulary.LATER))
_CALL, _SAFE = spelled_on_phones(vocabulary.CALL), spelled_on_phones(vocabulary.SAFE)
_NOT_SAFE = spelled_on_phones(vocabulary.NOT_SAFE)
_CALM, _BARE = spelled(vocabulary.CALM), spelled_on_phones(vocabulary.BARE)
_FILLER, _OPENING = spelled(vocabulary.FILLER), spelled(vocabulary.OPENING)
_IN_SO_MANY_WORDS = _NOT_SAFE - _BARE
_ALARMS = _CALL | _NOT_SAFE
_GOOD_NEWS = _CALM | _SAFE | _FILLER | _OPENING
_TWO, _THREE = frozenset({"2"}), frozenset({"3"})
_LONGEST_PHRASE = max(map(len, _ALARMS | _GOOD_NEWS | _YES | _NO | _LATER | _BARE))

Places = frozenset[int]
"""Where words begin in folded text. Behind the last one is the place one past its end."""

_BEGINNING: Places = frozenset({0})


def _after(words: str, places: Places, phrases: Phrases) -> Places:
    """Where one may be behind one of these phrases that begins at one of these places."""
    found = set[int]()
    for at in places:
        end = at
        while end < len(words) and end - at <= _LONGEST_PHRASE:
            space = words.find(" ", end + 1)
            end = space if space >= 0 else len(words)
            if words[at:end] in phrases:
                found.add(end + 1)
    return frozenset(found)


def _after_any(words: str, places: Places, phrases: Phrases, *, calm: bool = True) -> Places:
    """The same for any number of phrases, none among them; without `calm`, none goes before something calm.

    Each place is looked at once: a pattern that tries every way of cutting "asante sana asante sana" into
    phrases takes twice as long with each of them.
    """
    found, fresh = places, places
    while fresh:
        behind = _after(words, fresh, phrases)
        fresh = behind - found if calm else _not_calm(words, behind - found)
        found |= fresh
    return found


def _not_calm(words: str, places: Places) -> Places:
    """Those of the places at which nothing calm begins. "No longer safe" is longer than "no longer"."""
    found = set[int]()
    for at in places:
        calm, alarm = (max(_after(words, frozenset({at}), each), default=0) for each in (_CALM, _ALARMS))
        if not calm or alarm > calm:
            found.add(at)
    return frozenset(found)


def _is_wholly(words: str, answer: Phrases) -> bool:
    """Whether the message holds this answer, and nothing else but thanks and the like."""
    answered = _after(words, _after_any(words, _BEGINNING, _FILLER), answer)
    return len(words) + 1 in _after_any(words, answered, answer | _FILLER)


def _is_punctuation(letter: str) -> bool:
    return unicodedata.category(letter).startswith("P")


def normalise(text: str) -> str:
    """The text for comparing: NFKC, no capitals, straight quotes, bare words, single spaces."""
    plain = with_our_digits(APOSTROPHES.sub("'", unicodedata.normalize("NFKC", text).casefold()))
    return " ".join(word for each in INVISIBLE.sub("", plain).split() if (word := _bare(each)))


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
    return _call_ends(text) is not None


def alert_text(text: str) -> str:
    """What follows the call for help, as it was written; without a call, the whole text."""
    end = _call_ends(text)
    return text.strip() if end is None else _AFTER_A_CALL.sub("", text[end:]).rstrip()


def _call_ends(text: str) -> int | None:
    """Where the call for help ends with which the text begins, as it was written or as it may be meant."""
    for reading in (read(text), read_as_meant(text)):
        behind = _after_call(reading.words)
        if behind and not _asks_for_menu(text, reading.words) and not _is_good_news(text, reading.words):
            return reading.ends[max(behind) - 1]
    return None


def _after_call(words: str) -> Places:
    """Where the call for help with which the message begins may end."""
    opened = _after_any(words, _BEGINNING, _OPENING)
    agreed = _not_calm(words, _after(words, opened, _YES))
    return _after(words, _after_any(words, opened | agreed, _OPENING), _CALL)


def _asks_for_menu(text: str, words: str) -> bool:
    return words in MENU and re.match(r"\A\s*[!！] ?\w", text) is not None


def _is_good_news(text: str, words: str) -> bool:
    """Whether all that it says is that a danger is over."""
    return _is_plain(text) and len(words) + 1 in _after_any(words, _BEGINNING, _GOOD_NEWS)


def check_in_answer(text: str) -> tuple[CheckInAnswer, timedelta | None] | None:
    """The answer to "are you safe?", or None; with LATER the length of time that was written, if one was."""
    text = _NUMBER_SIGN.sub("", text)
    reading = read(text)
    if _is_plain(text) and _is_wholly(reading.words, _SAFE):
        return CheckInAnswer.SAFE, None
    if _says_not_safe(text, reading.words):
        return CheckInAnswer.NOT_SAFE, None
    written = _after_later(text, reading) if _is_plain(text) else None
    if written is None:
        return None
    length = parse_duration(written)
    understood = length is not None or re.fullmatch(r"\d*", written)
    return (CheckInAnswer.LATER, length) if understood else None


def _after_later(text: str, reading: Reading) -> str | None:
    """What is written behind "later", without the thanks at the end; None if it does not begin with that."""
    words = reading.words
    begun = _after_any(words, _BEGINNING, _FILLER)
    behind = _after(words, begun | _after(words, begun, _THREE), _LATER) | _after(words, begun, _THREE)
    if not behind:
        return None
    since, end = max(behind), len(words) + 1
    cuts = [since, *(at + 1 for at in range(since, len(words)) if words[at] == " "), end]
    until = next(at for at in cuts if at == end or end in _after_any(words, frozenset({at}), _FILLER))
    return text[reading.starts[since] : reading.ends[until - 1]] if since < until else ""


def _says_not_safe(text: str, words: str) -> bool:
    for each in (words, read_as_meant(text).words):
        opened = _not_calm(each, _after_any(each, _BEGINNING, _OPENING))
        if _after(each, opened | _after(each, opened, _TWO), _NOT_SAFE) or _in_so_many_words(each):
            return True
    answered = _after(words, _after_any(words, _BEGINNING, _OPENING), _TWO)
    if len(words) + 1 in _after_any(words, answered, _FILLER):
        return True
    return words.startswith("2 ") and _stops_after_first_word(text)


def _in_so_many_words(words: str) -> bool:
    before = _after_any(words, _not_calm(words, _BEGINNING), _OPENING | _BARE, calm=False)
    return bool(_after(words, before, _IN_SO_MANY_WORDS))


def says_not_safe(text: str) -> bool:
    """Whether a message says so in as many words, whatever was asked: "no help me", and not just "no"."""
    return any(_in_so_many_words(each.words) for each in (read(text), read_as_meant(text)))


def says_later(text: str) -> bool:
    """Whether a message that asks for a later time says so in as many words: not just "3" or "3-4"."""
    words = read(_NUMBER_SIGN.sub("", text)).words
    begun = _after_any(words, _BEGINNING, _FILLER)
    return bool(_after(words, begun | _after(words, begun, _THREE), _LATER))


def is_bare(text: str) -> bool:
    """Whether the message is nothing but a "1", a "no" or the like: without its question it says nothing."""
    return _is_wholly(read(_NUMBER_SIGN.sub("", text)).words, _BARE)


def _stops_after_first_word(text: str) -> bool:
    """Whether punctuation or a new line comes after the first word: "2, they", but not "2.5" or "2-3"."""
    first, second, *_ = WORD.finditer(text[:ENOUGH])
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
        for letter in WORD.sub("", text)
    )


def yes_or_no(text: str) -> bool | None:
    """The answer to a yes-or-no question, if the message is nothing but that."""
    words = read(text).words
    if not _is_plain(text):
        return None
    if _is_wholly(words, _YES):
        return True
    return False if _is_wholly(words, _NO) else None


def agrees_to(text: str, number: int) -> bool:
    """Whether the message is this number, with a "yes" or thanks beside it or not, and nothing else."""
    found = read(_NUMBER_SIGN.sub("", text)).words.split()
    others = [word for word in found if not (word.isdecimal() and int(word) == number)]
    if not _is_plain(text) or len(others) != len(found) - 1:
        return False
    rest = " ".join(others)
    return not rest or _is_wholly(rest, _YES) or len(rest) + 1 in _after_any(rest, _BEGINNING, _FILLER)


def contains_phrase(text: str, phrase: str) -> bool:
    """Whether the phrase stands in the text as whole words; an empty phrase never does."""
    for gap in ("", " "):
        wanted = _pieces(phrase, gap)
        if wanted and f" {wanted} " in f" {_pieces(text, gap)} ":
            return True
    return False


def _pieces(text: str, gap: str) -> str:
    """Folded words and pictures; `gap` takes the place of apostrophes and hyphens inside a word."""
    text = re.sub(r"(?<=\w)['\-‐‑](?=\w)", gap, APOSTROPHES.sub("'", text))
    found = (match[0] for match in re.finditer(rf"{WORD.pattern}|\S", text))
    return " ".join(fold(piece) for piece in found if unicodedata.category(piece[0])[0] in "LNS")
