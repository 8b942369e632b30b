"""The sentences: each that the code says is there in every language, can be put together and understood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.wording import Wording
from rooms import words
from rooms.alert import CheckInAnswer
from rooms.texts import Argument, Lines, Names, Text, say
from rooms.verbs import SPECS
from rooms.wording import LANGUAGES
from tests.bot.sentences import code, entries, makes_texts_otherwise, said, source, variables

WORDING = Wording()
KINSHASA = ZoneInfo("Africa/Kinshasa")
NOW = datetime(2026, 3, 4, 8, 49, 0, 200_000, tzinfo=UTC)
"""A Wednesday, 09:49 in Kinshasa."""

EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def render(text: Text, language: str = "en", now: datetime = NOW) -> str:
    """The text as it is read in Kinshasa."""
    return WORDING.render(text, language=language, zone=KINSHASA, now=now)


SAID = said()


@EVERY_LANGUAGE
def test_every_sentence_that_is_said_is_there_with_exactly_its_arguments(language: str) -> None:
    """Nobody ever waits for a sentence that cannot be put into their language (G6)."""
    there = variables(language)
    assert len(SAID) > 100
    assert [each for each in SAID if there.get(each.key) != each.arguments] == []


@EVERY_LANGUAGE
def test_every_sentence_of_the_files_is_said(language: str) -> None:
    """Nothing is translated in vain, and no sentence stands there twice."""
    keys = [message.id.name for message in entries(language)]
    assert sorted(keys) == sorted({each.key for each in SAID})


def test_sentences_are_made_in_one_way() -> None:
    """By `say` under its own name, so that the tests above see every one."""
    assert [path for path in code() if makes_texts_otherwise(path)] == []


# That they can be put together

_PLAUSIBLE: Mapping[type, tuple[Argument, ...]] = {
    int: (0, 1, 2, 5),
    Names: tuple(Names(("Anchor", "Clinic", "Jurists")[:length]) for length in range(4)),
    datetime: tuple(NOW + timedelta(minutes=minutes) for minutes in (-90_000, -3_000, -2, 0, 1, 40, 3_000)),
    timedelta: tuple(timedelta(seconds=seconds) for seconds in (0, 1, 60, 5_400, 2_592_000)),
    Lines: (Lines(()), Lines((say("state-active"), say("alerts-none")))),
    Text: (say("state-active"),),
    str: ("Baobab", ""),
}
_KINDS: Mapping[str, type] = {
    **dict.fromkeys(("count", "wanted", "people", "alerts", "organisations", "defenders"), int),
    **dict.fromkeys(("unsent", "overdue"), int),
    **dict.fromkeys(("names", "areas", "languages"), Names),
    **dict.fromkeys(("at",), datetime),
    **dict.fromkeys(("span", "every", "cooling", "retention", "least", "most", "age"), timedelta),
    **dict.fromkeys(("lines", "commands"), Lines),
    **dict.fromkeys(("standing", "state", "what", "clock"), Text),
}
"""What kind of argument a name stands for; the others are words."""


def plausible(names: frozenset[str]) -> Iterator[dict[str, Argument]]:
    """Arguments of these names: every value of each, the others at their first."""
    values = {name: _PLAUSIBLE[_KINDS.get(name, str)] for name in names}
    first = {name: choices[0] for name, choices in values.items()}
    yield first
    for name, choices in values.items():
        for choice in choices[1:]:
            yield {**first, name: choice}


@EVERY_LANGUAGE
def test_every_sentence_can_be_put_together(language: str) -> None:
    """With whatever it is given, and nothing of the machinery is seen in it: no braces, no Markdown."""
    strange = re.compile(r"[{}\ue000\ue001*_`#<>]|None|  |@(?!user)| $|^ ", re.MULTILINE)
    for key, names in variables(language).items():
        for arguments in plausible(names):
            sentence = render(Text(key, arguments), language)
            assert sentence.strip() and not strange.search(sentence), (key, sentence)


@EVERY_LANGUAGE
@pytest.mark.parametrize("number", [0, 1, 2, 5])
def test_a_number_is_never_told_wrongly(language: str, number: int) -> None:
    """0 is not "1 organisation" in the languages where 0 is singular (G6)."""
    counted = {key: names for key, names in variables(language).items() if names & {"count", "people"}}
    assert len(counted) > 8
    for key, names in counted.items():
        given: dict[str, Argument] = {**dict.fromkeys(names, "-"), "wanted": 4}
        given |= {name: number for name in names & {"count", "people"}}
        digits = set(re.findall(r"\d+", render(Text(key, given), language))) - {"4"}
        assert digits == {str(number)} or (number == 0 and digits == set()), key


@pytest.mark.parametrize(
    ("language", "number", "sentence"),
    [
        ("en", 1, "1 organisation is on it: A."),
        ("en", 2, "2 organisations are on it: A."),
        ("fr", 0, "0 organisation s'en occupe : A."),
        ("fr", 1, "1 organisation s'en occupe : A."),
        ("fr", 2, "2 organisations s'en occupent : A."),
        ("sw", 1, "Shirika 1 linashughulikia: A."),
        ("sw", 2, "Mashirika 2 yanashughulikia: A."),
    ],
)
def test_verbs_agree_with_numbers(language: str, number: int, sentence: str) -> None:
    """In each language by its own rule; 0 is singular in French."""
    assert render(say("defender-answered", count=number, names=Names(("A",))), language) == sentence


@pytest.mark.parametrize(
    ("language", "lists"),
    [
        ("en", ["–", "A", "A and B", "A, B and C"]),
        ("fr", ["–", "A", "A et B", "A, B et C"]),
        ("sw", ["–", "A", "A na B", "A, B na C"]),
    ],
)
def test_names_are_listed_as_people_say_them(language: str, lists: list[str]) -> None:
    """And no sentence ends in mid-air for want of a name."""
    texts = [say("relay-text", alias="x", text=Names(tuple("ABC")[:length])) for length in range(4)]
    assert [re.sub("^x ?: ", "", render(text, language)) for text in texts] == lists


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Languages: Swahili, French and nnb"),
        ("fr", "Langues : swahili, français et nnb"),
        ("sw", "Lugha: Kiswahili, Kifaransa na nnb"),
    ],
)
def test_languages_have_their_names(language: str, sentence: str) -> None:
    """One that has none in the reader's language keeps its code."""
    assert render(say("brief-languages", languages=Names(("sw", "fr", "nnb"))), language) == sentence


# Times

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("away", "english", "french", "swahili"),
    [
        (
            HOUR - timedelta(seconds=0.1),
            "10:49 (in 1 hour)",
            "10:49 (dans 1 heure)",
            "baada ya saa 1 (leo 10:49)",
        ),
        (40 * MINUTE, "10:29 (in 40 minutes)", "10:29 (dans 40 minutes)", "baada ya dakika 40 (leo 10:29)"),
        (
            timedelta(seconds=8),
            "09:49 (in 8 seconds)",
            "09:49 (dans 8 secondes)",
            "baada ya sekunde 8 (leo 09:49)",
        ),
        (39.7 * MINUTE, "10:28 (in 40 minutes)", "10:28 (dans 40 minutes)", "baada ya dakika 40 (leo 10:28)"),
        (timedelta(0), "09:49", "09:49", "leo 09:49"),
        (-timedelta(seconds=50), "09:48", "09:48", "leo 09:48"),
        (-MINUTE, "09:48 (1 minute ago)", "09:48 (il y a 1 minute)", "dakika 1 iliyopita (leo 09:48)"),
        (
            -12 * MINUTE,
            "09:37 (12 minutes ago)",
            "09:37 (il y a 12 minutes)",
            "dakika 12 zilizopita (leo 09:37)",
        ),
        (
            -90 * MINUTE,
            "08:19 (1 hour 30 minutes ago)",
            "08:19 (il y a 1 heure 30 minutes)",
            "saa 1 na dakika 30 zilizopita (leo 08:19)",
        ),
        (
            15 * HOUR,
            "00:49 on Thursday (in 15 hours)",
            "00:49 jeudi (dans 15 heures)",
            "baada ya saa 15 (Alhamisi 00:49)",
        ),
        (
            -DAY,
            "09:49 on Tuesday (1 day ago)",
            "09:49 mardi (il y a 1 jour)",
            "siku 1 iliyopita (Jumanne 09:49)",
        ),
        (
            -40 * DAY,
            "09:49 on 23 January (40 days ago)",
            "09:49 le 23 janvier (il y a 40 jours)",
            "siku 40 zilizopita (tarehe 23 Januari, 09:49)",
        ),
    ],
)
def test_a_time_is_told_by_the_clock_and_as_a_span(
    away: timedelta, english: str, french: str, swahili: str
) -> None:
    """On the reader's clock, with the day if it is another one, and "in 40 minutes"."""
    text = say("check-in-later", at=NOW + away)
    assert render(text, "en") == f"I will ask you again at {english}."
    assert render(text, "fr") == f"Je vous reposerai la question à {french}."
    assert render(text, "sw") == f"Nitakuuliza tena {swahili}."


def test_the_day_is_that_of_the_reader() -> None:
    """Half past eleven at night in London is tomorrow in Kinshasa, and soon today."""
    now, at = datetime(2026, 1, 5, 22, 50, tzinfo=UTC), datetime(2026, 1, 5, 23, 30, tzinfo=UTC)
    text = say("status-raised", at=at)
    assert render(text, now=now) == "Raised at 00:30 on Tuesday (in 40 minutes)."
    in_london = WORDING.render(text, language="en", zone=ZoneInfo("Europe/London"), now=now)
    assert in_london == "Raised at 23:30 (in 40 minutes)."
    assert render(text, now=now + timedelta(minutes=20)) == "Raised at 00:30 (in 20 minutes)."


@pytest.mark.parametrize(
    ("seconds", "lengths"),
    [
        (-5, ("0 seconds", "0 seconde", "sekunde 0")),
        (1, ("1 second", "1 seconde", "sekunde 1")),
        (2_400, ("40 minutes", "40 minutes", "dakika 40")),
        (5_400, ("1 hour 30 minutes", "1 heure 30 minutes", "saa 1 na dakika 30")),
        (3_605, ("1 hour", "1 heure", "saa 1")),
        (97_200, ("1 day 3 hours", "1 jour 3 heures", "siku 1 na saa 3")),
        (2_592_000, ("30 days", "30 jours", "siku 30")),
    ],
)
def test_a_length_of_time_has_two_units_at_most(seconds: int, lengths: tuple[str, str, str]) -> None:
    """An hour and a half is not rounded to two hours."""
    text = say("relay-text", alias="x", text=timedelta(seconds=seconds))
    assert tuple(re.sub("^x ?: ", "", render(text, language)) for language in LANGUAGES) == lengths


# What people wrote, and what they are told to write


def _passed(why: str, waiting: str, language: str) -> str:
    """A sentence in a sentence, with somebody's words in both."""
    standing = say("on-it-waiting", count=1, wanted=4, names=Names((waiting, "B")))
    return render(say("passed-because", name="A", why=why, standing=standing), language)


@given(st.text(min_size=1), st.sampled_from(LANGUAGES))
def test_what_people_wrote_is_never_taken_for_a_placeholder(written: str, language: str) -> None:
    """It reaches the reader to the letter, whatever is in it."""
    marks = "\ue0000\ue001\ue0001\ue001\ue0002\ue001"
    for each in (written, f"{{ $alias }}{written}{marks}{{", f"-{written}\n    [one] .x = {written}"):
        plain = _passed("WHY", "WAITING", language)
        assert _passed(each, "WAITING", language) == plain.replace("WHY", each)
        assert _passed("WHY", each, language) == plain.replace("WAITING", each)


def _lines(key: str, language: str) -> dict[str, str]:
    """The numbered lines of a question: "1 safe", "2 not safe"."""
    return dict(re.findall(r"^(\d) (.*)$", render(say(key), language), re.MULTILINE))


@EVERY_LANGUAGE
def test_the_answers_that_are_offered_are_understood(language: str) -> None:
    """Whoever copies a line of the question, with or without its number, is understood."""
    for key in ("check-in", "check-in-again", "check-in-put-again"):
        safe, not_safe, later = (_lines(key, language)[number] for number in "123")
        bare, with_time = re.fullmatch(r"(\w[\w ]*) \(.*: ?(.*)\)", later).groups()  # type: ignore[union-attr]
        for number, answer, meant in (
            ("1", safe, (CheckInAnswer.SAFE, None)),
            ("2", not_safe, (CheckInAnswer.NOT_SAFE, None)),
            ("3", bare, (CheckInAnswer.LATER, None)),
            ("3", with_time, (CheckInAnswer.LATER, 2 * HOUR)),
        ):
            assert words.check_in_answer(answer) == words.check_in_answer(f"{number} {answer}") == meant
    yes, no = (_lines("need-help", language)[number] for number in "12")
    assert (words.yes_or_no(yes), words.yes_or_no(no)) == (True, False)
    for key in ("resolution-question", "resolution-put-again"):
        question = render(say(key, number="47"), language)
        first, second = re.findall(r"^\d+ .*$", question, re.MULTILINE)
        assert words.agrees_to(first, 47) and not words.agrees_to(first, 48)
        assert words.yes_or_no(second) is False


@EVERY_LANGUAGE
@pytest.mark.parametrize(
    "key", ["no-help-needed", "defender-resolved", "defender-status-none", "not-protected"]
)
def test_the_call_that_is_offered_is_understood(language: str, key: str) -> None:
    """What stands after "write:" raises an alert."""
    told = re.findall(r": (\w+)\.?(?: |$)", render(say(key), language))
    assert told and all(words.is_alert(word) for word in told)


def test_every_command_that_is_named_exists() -> None:
    """And the same ones in every language."""
    real = {spec.words[0] for spec in SPECS}
    named = {}
    for language in LANGUAGES:
        sentences = re.sub("^#.*$", "", source(language), flags=re.MULTILINE)
        named[language] = sorted(re.findall(r"!([a-z][a-z-]*)", sentences))
    assert named["en"] == named["fr"] == named["sw"]
    assert set(named["en"]) <= real and len(set(named["en"])) > 8


# Languages, and mistakes in the program


def test_somebody_whose_language_vigil_does_not_speak_is_answered_in_the_next() -> None:
    """Their first language that there is, else what the settings say."""
    assert [language for language in ("en", "fr", "sw", "ln") if WORDING.speaks(language)] == list(LANGUAGES)
    assert WORDING.best(["ln", "sw", "fr"], "en") == "sw"
    assert WORDING.best(["ln"], "fr") == WORDING.best([], "fr") == "fr"
    spoken = WORDING.best(["ln", "sw"], "en")
    assert render(say("alerts-none"), spoken) == "Hakuna dharura iliyo wazi."


def test_a_sentence_that_cannot_be_put_together_tells_nothing_of_its_arguments() -> None:
    """It is a mistake in the program, and what ends up in a log holds no word of anybody (G5)."""
    with pytest.raises(LookupError) as unknown:
        render(say("no-such-sentence", alias="Baobab"))
    with pytest.raises(ValueError, match="relay-text") as missing:
        render(say("relay-text", alias="Baobab"))
    assert "Baobab" not in f"{unknown.value} {missing.value}"
