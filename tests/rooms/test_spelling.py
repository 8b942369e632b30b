"""Calls and answers as they are written on the phones of the region, and with a slip of the thumb."""

from __future__ import annotations

import pytest

from rooms import vocabulary, words
from rooms.alert import CheckInAnswer
from rooms.spelling import listed, read_as_meant, spelled, spelled_on_phones

SAFE, NOT_SAFE = CheckInAnswer.SAFE, CheckInAnswer.NOT_SAFE


@pytest.mark.parametrize(
    "text",
    [  # English
     "Am in danger", "Iam in danger", "im in danger", "am in danger they are outside", "still in danger",
     "I am really in danger", "We're still in danger", "helpme", "hlp", "plz help", "pliz help us",
     "kindly help me", "my life is in danger", "am in trouble", "I need urgent help", "i urgently need help",
     "Good evening, am in danger", "need help plz", "i nid help", "rescue us", "come and help me",
     # French
     "suis en danger", "Chui en danger", "jsuis en danger", "j suis en danger", "je suis vraiment en danger",
     "on est tous en danger", "sommes en danger", "au secour", "ausecours", "o secours", "au sekour",
     "g besoin d'aide",
     "jai besoin d aide", "j'ai vraiment besoin d'aide", "svp aidez moi", "aider moi", "aidé nous",
     "aid moi", "venez m'aider", "bjr aidez moi", "slt chui en danger", "ma vie est en danger",
     "toujours en danger", "besoin de secours", "sauver nous", "en détresse", "il me faut de l'aide",
     # Swahili, of the coast and of Kivu
     "nahitaji usaidizi", "usaidizi", "naomba usaidizi", "naomba musada", "minaomba musaada",
     "ninaomba msaada", "naitaji msaada", "tunaomba musaada", "nataka msaada", "naombeni msaada",
     "naomba unisaidie", "unisaidie", "tuko mu hatari", "niko na hatari", "niko atarini", "nko ktk hatari",
     "niko matatani",
     "bado niko hatarini", "niko bado hatarini", "sasa niko hatarini", "mimi niko hatarini", "ni hatari",
     "kuna hatari", "iko hatari", "maisha yangu iko hatarini", "jamani nisaidieni", "apana nisaidie",
    ],
)  # fmt: skip
def test_a_call_is_understood_as_it_is_written_on_phones(text: str) -> None:
    """A pronoun or a letter is dropped, words run together, a "really" or a "still" comes in between."""
    assert words.is_alert(text) or words.says_not_safe(text)
    assert words.is_alert(text) or text == "apana nisaidie"
    assert words.is_alert(text.upper() + "!!") or text == "apana nisaidie"


@pytest.mark.parametrize(
    "text",
    [  # English
     "Am not safe", "still not safe", "Iam not safe", "am still not safe", "im nt safe", "not save",
     "not really safe", "no longer safe", "am not ok", "Not safe at all", "am scared", "am so scared",
     "i feel unsafe", "not out of danger", "unsfae", "nt safe", "i'm not feeling safe", "we r not safe",
     # French
     "suis pas en sécurité", "chui pas en securite", "toujours pas en sécurité", "tjrs pas en securité",
     "je ne suis toujours pas en sécurité", "je suis plus en securite", "je ne suis plus en sécurité",
     "ça va mal", "sava pas", "je ne vais pas bien", "g peur", "jai peur", "pas à l'abri",
     "pas hors de danger", "je suis en insécurité", "pas en securit", "suis pas en sécu",
     # Swahili
     "siko sawa", "sina usalama", "sio sawa", "si sawa", "siko vizuri", "bado siko salama", "atuko salama",
     "hatuna usalama", "akuna usalama", "mimi siko salama", "niko na woga", "nina hofu", "naogopa sana",
     "hali si nzuri", "siko xalama", "hapna", "sijisikii salama",
    ],
)  # fmt: skip
def test_not_safe_is_understood_as_it_is_written_on_phones(text: str) -> None:
    """Whether anything was asked or not, except for a bare no."""
    assert words.check_in_answer(text) == (NOT_SAFE, None)
    assert words.check_in_answer(f"{text}, wako hapa") == (NOT_SAFE, None)
    assert words.says_not_safe(text) or text == "hapna"


@pytest.mark.parametrize(
    "text",
    ["Am safe", "Iam safe", "im safe now", "am ok", "am fine thanks", "we r safe", "suis en sécurité",
     "chui en securite", "jsuis à l'abri", "nko salama", "niko xalama", "tuko sawa", "niko fiti", "R.A.S."],
)  # fmt: skip
def test_safe_is_understood_as_it_is_written_on_phones(text: str) -> None:
    """Dropping the pronoun makes nobody missing."""
    assert words.check_in_answer(text) == (SAFE, None)
    assert not words.is_alert(text) and not words.says_not_safe(text)


@pytest.mark.parametrize(
    "text",
    ["am save", "sefe", "saef", "slama", "iam saf", "not saef", "am nit safe", "ok am not", "safe me",
     "were not safe", "niko salma", "en securit", "ssafe", "1 2", "am safe but they took my brother",
     "safe not", "am sfe", "ikosalama?"],
)  # fmt: skip
def test_a_slip_never_makes_anybody_safe(text: str) -> None:
    """What calms is written in full; a letter more or less can turn what it means."""
    parsed = words.check_in_answer(text)
    assert parsed is None or parsed[0] is NOT_SAFE


@pytest.mark.parametrize(
    "text",
    ["allert they are at my gaet, 4 men", "allert", "aler", "alrt", "laert", "alerrt", "slert", "alett",
     "Halp", "hepl", "hlep me", "hellp", "helpp they are here", "s0s", "ssos", "soss", "sso", "emergancy",
     "emergecy", "urgant", "ugent", "dangr", "danjer", "dange", "mayay", "in dangre",
     "alrete", "alérte", "aidz moi", "secuors", "secour", "sekours", "aode moi", "urgenc", "a laide",
     "htari", "hatri", "hatali", "hatarni", "atari", "msada", "masaada", "nisadie", "nisaidye", "mniisaidie",
     "dharua", "darura", "taadhari", "niokowe"],
)  # fmt: skip
def test_a_call_with_one_slip_is_a_call(text: str) -> None:
    """A letter is missing, doubled, swapped with the next, or its neighbour was hit: thumbs slip."""
    assert words.is_alert(text)


@pytest.mark.parametrize(
    "text",
    [  # English
     "hello", "helo", "hallo", "hell no rain today", "hold on", "held up in traffic", "heal soon",
     "helps a lot",
     "helped by neighbours", "helpful people", "hemp", "yelp", "alerts are on the radio", "alerted the chief",
     "alter the plan", "Albert is here", "later", "anger in town", "danger is over", "dangerous road today",
     "side by side", "wide road", "aid arrived in Goma", "aids clinic", "aside", "saved", "savings group",
     "save the date", "safe", "payday", "Monday", "midday", "urging", "merge", "emerging", "insurgents left",
     "so so", "sis", "sorry", "sons", "soso", "all is well", "the alert was on the news", "I am here",
     "I am in Dakar", "am in Goma", "am at home", "we are in Bukavu", "need money", "I need airtime",
     "hope you are fine", "noon", "no problem", "none", "now I am home", "note", "nice", "still at home",
     # French
     "aller", "allez", "allo", "alors", "aider les autres", "aides sociales", "aise", "aie", "aire", "Aïda",
     "Aude est là", "alertes météo", "alerter la radio", "argent", "agent", "ranger", "manger", "étranger",
     "dans Goma", "sauver les arbres", "savez vous", "savon", "recours", "concours", "discours",
     "secouer", "séjour", "larmes",
     "urgences de l'hôpital", "le danger est passé", "danger passé", "peu de crédit", "peut-être", "pas mal",
     "une alerte sur RFI", "suis à Goma", "suis au marché", "je suis là", "besoin de crédit", "bonjour",
     # Swahili
     "habari", "habari yako", "hasara", "hadharani", "safari", "hatujui", "hata", "hatari imeisha", "misaada",
     "mswada", "muswada", "maada ya leo", "Saidi", "Saida amefika", "Saudia", "zaidi", "dhahiri", "nisahau",
     "niko Goma", "niko nyumbani", "niko kazini", "niko njiani", "niko salama", "iko salama", "iko sawa",
     "ziko salama", "hapa ni salama", "ni salama", "usalama upo", "ina usalama", "kuna usalama", "sijambo",
     "hakuna hatari", "hakuna shida", "hakuna matata", "nipo", "tupo", "asante kwa msaada", "nahitaji maji",
     "naomba maji", "nataka kwenda",
    ],
)  # fmt: skip
def test_everyday_words_raise_nothing(text: str) -> None:
    """However near they are to a call: nobody answers alarms that mean nothing."""
    assert not words.is_alert(text) and not words.says_not_safe(text)


@pytest.mark.parametrize(
    "text",
    ["iko salama", "ziko salama", "ina usalama", "kuna usalama", "usalama upo", "hapa ni salama", "ni salama",
     "hello no problem", "really no danger", "still no problem", "bado hakuna shida", "sasa hatari imeisha",
     "alert is over", "fin de l'alerte", "alerte terminée", "danger is over, thank you", "all good",
     "am safe now", "ça va bien", "niko salama kabisa"],
)  # fmt: skip
def test_good_news_alarms_nobody(text: str) -> None:
    """Neither as a call nor as an answer."""
    parsed = words.check_in_answer(text)
    assert not words.is_alert(text) and (parsed is None or parsed[0] is SAFE)


@pytest.mark.parametrize(
    "text",
    ["danger is over there, by the bridge", "hatari imepita hapa inakuja", "danger over the wall",
     "alert is over? I hear them", "help came and they shot him", "danger is over 😰"],
)  # fmt: skip
def test_what_only_begins_like_good_news_is_a_call(text: str) -> None:
    """An end counts only where nothing follows it."""
    assert words.is_alert(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [("allert they are at my gaet, 4 men", "they are at my gaet, 4 men"), ("chui en danger, viens", "viens"),
     ("i am really in danger: gate", "gate"), ("helpme Goma", "Goma")],
)  # fmt: skip
def test_what_follows_a_badly_written_call_is_kept(text: str, rest: str) -> None:
    """As it was written, slips and all."""
    assert words.alert_text(text) == rest


@pytest.mark.parametrize(
    ("text", "answer"),
    [("١", SAFE), ("٢", NOT_SAFE), ("۲", NOT_SAFE), ("१", SAFE), ("２", NOT_SAFE), ("No. 1", SAFE),
     ("no.1", SAFE), ("n° 1", SAFE), ("Nº 1", SAFE), ("№ 1", SAFE), ("number 1", SAFE), ("numéro 1", SAFE),
     ("namba 1", SAFE), ("No. 2", NOT_SAFE), ("number 2", NOT_SAFE), ("No. 3", CheckInAnswer.LATER),
     ("٣", CheckInAnswer.LATER), ("No. 1 man at the gate", NOT_SAFE), ("No, 1", NOT_SAFE),
     ("No.\n1", NOT_SAFE), ("no 1", NOT_SAFE)],
)  # fmt: skip
def test_a_number_is_an_answer_in_any_script_and_with_its_sign(text: str, answer: CheckInAnswer) -> None:
    """Before a number, "No." is no "no"; where it is unclear, it is."""
    assert words.check_in_answer(text) == (answer, None)


@pytest.mark.parametrize(("text", "agreed"), [("١", True), ("٢", False), ("No. 1", None)])
def test_a_number_of_another_script_is_a_yes_or_a_no(text: str, agreed: bool | None) -> None:
    """What may end an alert is written plainly."""
    assert words.yes_or_no(text) is agreed


def test_nothing_that_calms_is_an_alarm_and_no_alarm_calms() -> None:
    """However it is spelled; and what begins like an alarm stays one with a word of good news behind it."""
    safe, alarms = spelled_on_phones(vocabulary.SAFE), spelled_on_phones(vocabulary.CALL)
    others = [
        spelled(each) for each in (vocabulary.YES, vocabulary.LATER, vocabulary.FILLER, vocabulary.OPENING)
    ]
    assert len(safe) > 300 and len(alarms) > 500
    assert not [each for each in safe.union(*others) if words.is_alert(each) or words.says_not_safe(each)]
    for each in alarms | spelled_on_phones(vocabulary.NOT_SAFE):
        assert words.check_in_answer(each) != (SAFE, None)
        assert words.is_alert(each) or words.check_in_answer(each) == (NOT_SAFE, None)
    assert not [each for each in alarms if not words.is_alert(f"{each}, ok")]


def test_no_word_that_is_mended_is_a_word_of_its_own() -> None:
    """Otherwise the table of such words would say nothing."""
    for each in vocabulary.OTHER_WORDS.values():
        for word in listed(each):
            assert read_as_meant(word).words == word and not words.is_alert(word)


@pytest.mark.parametrize(
    "text", ["١", "No. 1", "number 1", "namba 2", "№ 3", "sawasawa", "xawa", "sawa sawa", "apana"]
)
def test_a_bare_answer_is_bare_however_it_is_written(text: str) -> None:
    """It may answer anything that was said to them: "number 1" is no more than "1"."""
    assert words.is_bare(text) and not words.says_not_safe(text) and not words.says_later(text)
