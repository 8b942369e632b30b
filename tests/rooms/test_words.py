"""What people mean by what they type: calls for help, answers, lengths of time."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rooms import vocabulary, words
from rooms.alert import CheckInAnswer

SAFE, NOT_SAFE, LATER = CheckInAnswer.SAFE, CheckInAnswer.NOT_SAFE, CheckInAnswer.LATER


def phrases(lists: Mapping[str, str]) -> list[str]:
    """Every phrase of a vocabulary, in all languages."""
    return [phrase.strip() for each in lists.values() for phrase in each.split(",")]


@pytest.mark.parametrize("call", phrases(vocabulary.CALL))
@pytest.mark.parametrize("written", ["{}", "!{}", "{}!!!", "{}, they are at the door", "{}\nils sont là"])
def test_a_call_for_help_in_any_language_is_one_whatever_follows(call: str, written: str) -> None:
    """A defender needs one word of their own language, and no rule of ours."""
    text = written.format(call)
    if text not in ("!help", "!aide"):
        assert words.is_alert(text)
        assert words.is_alert(text.upper())


@pytest.mark.parametrize(
    "text",
    ["SOS!!!", "S.O.S.", "s o s", "🆘", "🆘 🆘", "ＳＯＳ", "！alert", "Heeeelp", "a l aide", "à l’aide !",
     "aidezmoi", "  \n Alert", "*alert*", "please help", "Bonjour, aidez-moi", "yes, help me", "1 nisaidie"],
)  # fmt: skip
def test_a_call_is_understood_however_badly_it_is_typed(text: str) -> None:
    """Phones, haste and fear do not spell."""
    assert words.is_alert(text)


@pytest.mark.parametrize(
    "text",
    ["", "!", "helpful", "alerting", "alerts", "the help came", "I have a question", "habari", "!help",
     "!aide", "！HELP", "yes, the danger is over", "yes danger is over", "sosa", "salama"],
)  # fmt: skip
def test_what_is_no_call_raises_nothing(text: str) -> None:
    """Words that only look like one; and `!help` by itself asks for the commands."""
    assert not words.is_alert(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [("alert", ""), ("!alert they are here", "they are here"), ("SOS!!! Men, 3 of them.", "Men, 3 of them."),
     ("à l’aide: ils sont là", "ils sont là"), ("help me +243 81 234", "+243 81 234"), ("🆘🆘", "🆘"),
     ("hatari\nPolisi", "Polisi"), ("nothing of the kind", "nothing of the kind")],
)  # fmt: skip
def test_what_follows_the_call_is_kept_as_it_was_written(text: str, rest: str) -> None:
    """The partners read the defender's own words."""
    assert words.alert_text(text) == rest


@pytest.mark.parametrize("answer", phrases(vocabulary.SAFE))
@pytest.mark.parametrize("written", ["{}", "{}.", "{} 👍🏽", "{}, asante"])
def test_safe_is_understood_in_any_language(answer: str, written: str) -> None:
    """By number or by word."""
    assert words.check_in_answer(written.format(answer)) == (SAFE, None)
    assert words.check_in_answer(written.format(answer).upper()) == (SAFE, None)


@pytest.mark.parametrize(
    "text",
    ["safe?", "safe 😰", "1 they are here", "ok they left but", "yes no", "i am safe but my brother is not",
     "1?", "safe " * 60, "", "👍", "11", "1st", "1.5"],
)  # fmt: skip
def test_safe_counts_only_if_nothing_else_was_written(text: str) -> None:
    """What may mean something else is passed on to people, and the question stays open."""
    assert words.check_in_answer(text) is None


@pytest.mark.parametrize("answer", [*phrases(vocabulary.NOT_SAFE), "2"])
@pytest.mark.parametrize("written", ["{}", "{}!", "{}, they are here", "{}\nfive men", "{} 😰"])
def test_not_safe_is_understood_at_the_beginning_of_a_message(answer: str, written: str) -> None:
    """Whatever follows, it is an alarm."""
    assert words.check_in_answer(written.format(answer)) == (NOT_SAFE, None)


@pytest.mark.parametrize(
    "text", ["No they are outside", "2 not safe", "2 - help", "NOOOO", "pas en securite", "2️⃣"]
)
def test_what_is_unclear_is_an_alarm(text: str) -> None:
    """Better one call too many."""
    assert words.check_in_answer(text) == (NOT_SAFE, None)


@pytest.mark.parametrize(
    "text",
    ["2 hours ago", "2 they", "2.5 km from here", "2-3 men", "2:30", "22", "no one came", "No problem",
     "nobody", "nothing new", "danger is over", "non merci", "hapana shida", "not sure", "the 2"],
)  # fmt: skip
def test_what_only_begins_like_an_alarm_is_none(text: str) -> None:
    """A number counts only by itself; "no one came" is news, not an answer."""
    assert words.check_in_answer(text) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [("2 not safe", True), ("no, no, help", True), ("ok, not ok", True), ("Non, j'ai peur", True),
     ("no", False), ("2, they left", False), ("no danger", False), ("no, the danger is over", False),
     ("safe", False)],
)  # fmt: skip
def test_more_than_a_bare_no_says_not_safe(text: str, says: bool) -> None:
    """Whatever was asked, or nothing."""
    assert words.says_not_safe(text) is says


@pytest.mark.parametrize(
    ("text", "bare"),
    [("1", True), ("no", True), ("OK!", True), ("ok, thanks", True), ("non merci", True), ("sawa", True),
     ("1 safe", False), ("no help me", False), ("later", False), ("", False), ("11", False)],
)  # fmt: skip
def test_what_says_something_only_to_a_question(text: str, bare: bool) -> None:
    """A number or a yes, with thanks or without."""
    assert words.is_bare(text) is bare


@pytest.mark.parametrize(
    ("text", "length"),
    [("3", None), ("3.", None), ("later", None), ("Plus tard, merci", None), ("baadaye", None),
     ("later 2", None), ("later 2h", timedelta(hours=2)), ("later, in 2 hours please", timedelta(hours=2)),
     ("plus tard 30m", timedelta(minutes=30)), ("plus tard dans une heure", timedelta(hours=1)),
     ("baadaye saa 2", timedelta(hours=2)), ("3 dakika 30", timedelta(minutes=30)),
     ("later eight hours", timedelta(hours=8)), ("plus tard huit heures", timedelta(hours=8)),
     ("baadaye masaa mawili", timedelta(hours=2)), ("later 1:30", timedelta(minutes=90)),
     ("Later 1.5h please", timedelta(minutes=90)), ("later: an hour and a half", timedelta(minutes=90)),
     ("plus tard, 1,5 h merci", timedelta(minutes=90)), ("3 1h30", timedelta(minutes=90)),
     ("٣ ٢ masaa", timedelta(hours=2)), ("later half an hour", timedelta(minutes=30))],
)  # fmt: skip
def test_later_with_and_without_a_time(text: str, length: timedelta | None) -> None:
    """In the words of each language."""
    assert words.check_in_answer(text) == (LATER, length)


@pytest.mark.parametrize(
    "text",
    [
        "3 men",
        "3 hours",
        "3 hours men",
        "later they came",
        "later 2-3h",
        "later 1:3",
        "later 10:30",
        "later at 1:30",
        "later 10 men",
        "later?",
        "see you later",
        "plus tard ils",
    ],
)
def test_later_counts_only_if_nothing_else_was_written(text: str) -> None:
    """A postponed question is a silence that nobody notices."""
    assert words.check_in_answer(text) is None


@pytest.mark.parametrize(
    ("text", "answer"),
    [("1", True), ("Yes!", True), ("oui merci", True), ("ndiyo", True), ("yes it's over", True), ("2", False),
     ("no", False), ("No, just a question", False), ("non", False), ("hapana", False), ("bado", False),
     ("maybe", None), ("yes?", None), ("1 man", None), ("no they are here", None), ("yes help me", None),
     ("", None)],
)  # fmt: skip
def test_yes_and_no_count_only_as_the_whole_message(text: str, answer: bool | None) -> None:
    """A yes may end an alert, and a no may leave somebody alone."""
    assert words.yes_or_no(text) is answer


@pytest.mark.parametrize(
    ("text", "phrase"),
    [("All QUIET, on the lake!", "all quiet on the lake"),
     ("ok. all quiet on the lake 1", "All quiet on the lake."),
     ("tout est calme a la maison", "tout est calme à la maison"), ("all\nquiet", "all quiet"),
     ("l'eau est bonne", "l’eau"), ("leau est bonne", "l'eau"), ("l eau", "l'eau"),
     ("all-quiet", "all quiet"), ("a 🌊.", "🌊")],
)  # fmt: skip
def test_a_duress_word_is_found_wherever_it_stands(text: str, phrase: str) -> None:
    """Written as a frightened person writes it."""
    assert words.contains_phrase(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [("all quiet on the lakes", "all quiet on the lake"), ("overall quiet", "all quiet"), ("anything", ""),
     ("anything !!", "!!"), ("calm", "calm 🌊"), ("", "calm")],
)  # fmt: skip
def test_half_a_duress_word_is_none(text: str, phrase: str) -> None:
    """Neither is a word within a longer one, nor an empty one."""
    assert not words.contains_phrase(text, phrase)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("1:30", 90), ("0:45", 45), ("1.5h", 90), ("1,5 h", 90), ("1½ h", 90), ("1 1/2 hours", 90),
     ("an hour and a half", 90), ("one and a half hours", 90), ("two and a half hours", 150),
     ("2 hours and a half", 150), ("half hour", 30), ("an hour", 60), ("a quarter of an hour", 15),
     ("eight hours", 480), ("eleven hours", 660), ("twenty-four hours", 1440), ("fifteen minutes", 15),
     ("one hour thirty", 90), ("1:30h", 90), ("huit heures", 480), ("sept heures", 420), ("une heure", 60),
     ("une heure et demie", 90), ("une demi-heure", 30), ("un quart d’heure", 15), ("onze heures", 660),
     ("trois quarts d'heure", 45), ("vingt et une heures", 1260), ("vingt-quatre heures", 1440),
     ("quarante-cinq minutes", 45), ("dix-huit heures", 1080), ("quatre-vingt-dix minutes", 90),
     ("masaa mawili", 120), ("masaa manane", 480), ("saa nane", 480), ("saa kumi na mbili", 720),
     ("dakika kumi na tano", 15), ("dakika ishirini na tano", 25), ("saa moja na nusu", 90),
     ("saa na nusu", 90), ("nusu saa", 30), ("nusu ya saa", 30), ("robo saa", 15), ("masaa munane", 480),
     ("dakika makumi mbili", 20), ("saa kenda", 540), ("٢h", 120), ("٣٠ dakika", 30),
     ("30m", 30), ("2h", 120), ("1h30m", 90), ("1h30", 90), ("1 H 30", 90), ("45 minutes", 45),
     ("2 heures", 120), ("2 heures et demie", 150), ("une heure", 60), ("demi-heure", 30),
     ("half an hour", 30), ("saa 2", 120), ("masaa 2", 120), ("saa mbili", 120), ("dakika 30", 30),
     ("saa moja na dakika 30", 90), ("saa 2 na nusu", 150), ("1 hour and 30 minutes", 90), ("120s", 2),
     ("1 day", 1440), ("siku 1", 1440), ("0m", 0)],
)  # fmt: skip
def test_a_length_of_time_in_the_words_of_each_language(text: str, minutes: int) -> None:
    """Short or in words, the unit first in Swahili."""
    assert words.parse_duration(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "text",
    ["", "2", "h", "10 minuts", "soon", "-5m", "2h ago", "99999h", "2:3", "2:75", "1:30:00", "1.5", "1.234h",
     "1,000 m", "2-3h", "half", "and", "an", "eight", "2h and", "1..5h", "½", "a h and", "hour and", ":30",
     "two three hours", "10:30 a.m.", "2 saa ngapi"],
)  # fmt: skip
def test_what_is_no_length_of_time_is_none(text: str) -> None:
    """Nothing is guessed."""
    assert words.parse_duration(text) is None


def test_normalise_makes_texts_comparable() -> None:
    """Capitals, curly quotes, punctuation around words, odd spaces and keycaps go; the words stay."""
    assert words.normalise("  “Hello”,\n l’EAU ... ｏｋ!! 1️⃣ ") == "hello l'eau ok 1"
    assert words.normalise("not-safe (help)") == "not-safe help"
    assert words.normalise("!!") == ""


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("12 3.,!hnosaei'’-\n🆘"))))
@example("2 " * 40_000)
@example("please hello " * 10_000)
@example("1 h " * 20_000)
@example("yes ok now " * 18 + "x")
def test_no_message_is_too_strange_or_too_long_to_be_read(text: str) -> None:
    """Whatever arrives, the answer comes at once, and a text agrees with itself."""
    normal = words.normalise(text)
    assert words.normalise(normal) == normal
    words.alert_text(text)
    words.yes_or_no(text)
    words.parse_duration(text)
    if words.is_alert(text):
        assert words.is_alert(text + " and more")
    if words.check_in_answer(text) == (SAFE, None):
        assert not words.is_alert(text)


@given(st.text(min_size=1, max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_a_phrase_is_found_between_any_words(phrase: str, before: str, after: str) -> None:
    """What was agreed as a duress word works in every message, if it holds a letter, a digit or a picture."""
    if words.contains_phrase(phrase, phrase):
        assert words.contains_phrase(f"{before} {phrase} {after}", phrase)
        assert words.contains_phrase(phrase.upper() + "!", phrase.upper())


READS_EACH_PHRASE_AGAIN_AND_AGAIN = """
from rooms import vocabulary, words
lists = [each for each in vars(vocabulary).values() if isinstance(each, dict)]
each_language = [one for each in lists for one in each.values() if isinstance(one, str)]
phrases = {phrase.strip() for one in each_language for phrase in one.split(",")}
for phrase in sorted(phrases):
    text, short = ("2 " + f"{phrase} " * 150)[:290] + " x", ("3 " + f"{phrase} " * 150)[:190] + " x"
    for each in (text, text[2:]):
        words.is_alert(each), words.check_in_answer(each), words.is_bare(each), words.says_not_safe(each)
    words.check_in_answer(short), words.yes_or_no(short), words.parse_duration(short), words.normalise(text)
"""


def test_no_phrase_said_again_and_again_takes_for_ever() -> None:
    """Thanks upon thanks can be cut into phrases in more ways than anybody lives to try."""
    subprocess.run([sys.executable, "-c", READS_EACH_PHRASE_AGAIN_AND_AGAIN], check=True, timeout=120)
