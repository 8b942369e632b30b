"""The words that people type, by language. Whoever corrects a language needs only this file and its `.ftl`.

Phrases are parted by commas. Capitals and accents do not matter; what an apostrophe or a hyphen parts is
also understood when it is written together or apart. `words.py` says how each list is read.
"""

from __future__ import annotations

from collections.abc import Mapping

CALL: Mapping[str, str] = {
    "en": """
        alert, sos, s o s, help, help me, help us, need help, i need help, we need help, emergency, urgent,
        mayday, danger, in danger, i am in danger, i'm in danger, we are in danger, we're in danger, save me,
        save us
        """,
    "fr": """
        alerte, sos, secours, au secours, aide, à l'aide, aide-moi, aidez-moi, aide-nous, aidez-nous, aidez,
        besoin d'aide, j'ai besoin d'aide, nous avons besoin d'aide, on a besoin d'aide, urgence, urgent,
        danger, en danger, je suis en danger, nous sommes en danger, on est en danger, sauve-moi, sauvez-moi,
        sauve-nous, sauvez-nous
        """,
    "sw": """
        hatari, hatarini, niko hatarini, nipo hatarini, tuko hatarini, tupo hatarini, niko katika hatari, niko
        mu hatari, msaada, musaada, naomba msaada, naomba musaada, nahitaji msaada, ninahitaji msaada,
        tunahitaji msaada, nisaidie, nisaidieni, nisaidiye, mnisaidie, munisaidie, munisaidiye, tusaidie,
        tusaidieni, mtusaidie, mutusaidie, saidia, saidieni, niokoe, niokoeni, tuokoe, tuokoeni, dharura,
        tahadhari
        """,
}
"""A message that begins with one of these raises an alert, whatever follows."""

YES: Mapping[str, str] = {
    "en": "1, yes, y, yeah, yep, yes it is over, yes it's over",
    "fr": "1, oui, oui c'est fini",
    "sw": "1, ndiyo, ndio, ndiyo imeisha, ndiyo imekwisha",
}
"""Counts only as the whole message."""

NO: Mapping[str, str] = {
    "en": "2, no, n, nope, just a question, only a question, not yet, it is not over, it's not over",
    "fr": "2, non, juste une question, une simple question, pas encore, ce n'est pas fini, c'est pas fini",
    "sw": "2, hapana, swali tu, ni swali tu, bado, haijaisha, bado haijaisha",
}
"""Counts only as the whole message."""

SAFE: Mapping[str, str] = {
    "en": """
        1, yes, y, yeah, yep, safe, i am safe, i'm safe, we are safe, we're safe, all safe, still safe, i am
        still safe, i'm still safe, out of danger, ok, okay, okey, i am ok, i'm ok, i am okay, i'm okay, we
        are ok, fine, i am fine, i'm fine, all good, all is well
        """,
    "fr": """
        1, oui, ok, en sécurité, je suis en sécurité, nous sommes en sécurité, on est en sécurité, toujours en
        sécurité, je suis toujours en sécurité, sain et sauf, saine et sauve, je suis sain et sauf, je suis
        saine et sauve, à l'abri, je suis à l'abri, hors de danger, je suis hors de danger, ça va, ça va bien,
        je vais bien, tout va bien
        """,
    "sw": """
        1, ndiyo, ndio, ok, salama, niko salama, nipo salama, ni salama, mimi ni salama, tuko salama, tupo
        salama, bado niko salama, salama salimini, sawa, niko sawa, nipo sawa, niko vizuri, niko muzuri, niko
        mzima, niko poa
        """,
}
"""Counts only as the whole message."""

NOT_SAFE: Mapping[str, str] = {
    "en": """
        no, nope, not safe, i am not safe, i'm not safe, we are not safe, we're not safe, unsafe, i am unsafe,
        i'm unsafe, i do not feel safe, i don't feel safe, not ok, not okay, i am not ok, i'm not ok, i am not
        okay, i'm not okay, not fine, help, help me, help us, need help, i need help, we need help, danger, in
        danger, i am in danger, i'm in danger, we are in danger, we're in danger, i am scared, i'm scared, i
        am afraid, i'm afraid
        """,
    "fr": """
        non, pas en sécurité, je ne suis pas en sécurité, je suis pas en sécurité, nous ne sommes pas en
        sécurité, on n'est pas en sécurité, pas ok, pas bien, ça va pas, ça ne va pas, au secours, aide, à
        l'aide, aide-moi, aidez-moi, aide-nous, aidez-nous, besoin d'aide, j'ai besoin d'aide, danger, en
        danger, je suis en danger, nous sommes en danger, on est en danger, j'ai peur
        """,
    "sw": """
        hapana, si salama, siko salama, sipo salama, sio salama, hatuko salama, hatupo salama, hakuna usalama,
        msaada, musaada, nahitaji msaada, ninahitaji msaada, nisaidie, nisaidieni, nisaidiye, munisaidie,
        munisaidiye, tusaidie, tusaidieni, hatari, hatarini, niko hatarini, nipo hatarini, niko katika hatari,
        niko mu hatari, tuko hatarini, tupo hatarini, naogopa, ninaogopa, hali mbaya, hali ni mbaya
        """,
}
"""Counts at the beginning of a message too. "2" stands in `words.py`: there a number has to stand alone."""

BARE: Mapping[str, str] = {
    "en": "1, 2, 3, yes, y, yeah, yep, no, n, nope, ok, okay, okey",
    "fr": "oui, non, ok",
    "sw": "ndiyo, ndio, hapana, ok, sawa",
}
"""Says something only to somebody who has asked: unasked, as the whole message, it may be about anything."""

CALM: Mapping[str, str] = {
    "en": """
        no one, no body, no problem, no problems, no worry, no worries, no news, no idea, no change, no sign,
        no signs, no more, no longer, no need, no doubt, no matter, no trouble, no threat, no danger, no
        thanks, no thank you, danger over, danger is over, danger passed, danger has passed, danger is gone,
        danger is past
        """,
    "fr": "non merci, non rien, non loin, danger passé, danger écarté, danger est passé",
    "sw": """
        hapana shida, hapana tatizo, hapana neno, hapana kitu, hapana mtu, hapana asante, hatari imeisha,
        hatari imekwisha, hatari imepita
        """,
}
"""A message that begins like this is no "not safe", although it begins with one of its words."""

LATER: Mapping[str, str] = {
    "en": "later, ask later, ask me later, later in, later for",
    "fr": "plus tard, plus tard dans, plus tard pour",
    "sw": "baadaye, baadae, badaye, badae, baadaye baada ya, baadaye kwa",
}
"""Counts only as the whole message, with a length of time if there is one."""

FILLER: Mapping[str, str] = {
    "en": "thanks, thank you, thx, please, pls, now, right now, for now",
    "fr": """
        merci, merci beaucoup, s'il vous plaît, s'il te plaît, svp, stp, maintenant, pour le moment, pour
        l'instant
        """,
    "sw": "asante, asante sana, aksanti, tafadhali, sasa, kwa sasa, kabisa, sana, tu",
}
"""Takes nothing from an answer."""

OPENING: Mapping[str, str] = {
    "en": "please, pls, oh, hello, hi, vigil",
    "fr": "s'il vous plaît, s'il te plaît, svp, stp, bonjour, bonsoir, salut",
    "sw": "tafadhali, jambo, hujambo, habari",
}
"""May stand before a call for help."""

FRIENDLY = frozenset("👍👌✅✔🙏🙂😊❤")
"""Pictures that take nothing from an answer."""

NUMBERS: Mapping[str, Mapping[str, int]] = {
    "en": {
        **{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10},
        **{"twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50},
    },
    "fr": {
        **{"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "dix": 10},
        **{"douze": 12, "quinze": 15, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50},
    },
    "sw": {
        **{"moja": 1, "mbili": 2, "tatu": 3, "nne": 4, "tano": 5, "sita": 6, "nane": 8, "kumi": 10},
        **{"ishirini": 20, "thelathini": 30, "arobaini": 40, "hamsini": 50},
    },
}

UNITS: Mapping[str, str] = {
    "s": "s, sec, secs, second, seconds, seconde, secondes, sekunde",
    "m": "m, mn, min, mins, minute, minutes, dakika",
    "h": "h, hr, hrs, hour, hours, heure, heures, saa, masaa",
    "d": "d, j, day, days, jour, jours, siku",
}

HALVES = frozenset({"half", "demi", "demie", "nusu"})
JOINING = frozenset({"and", "et", "na"})
HALF_AN_HOUR = frozenset(
    {"half an hour", "half hour", "demi heure", "une demi heure", "nusu saa", "nusu ya saa"}
)
