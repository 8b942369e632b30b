"""The words that people type, by language. Whoever corrects a language needs only this file and its `.ftl`.

Phrases are parted by commas. Capitals and accents do not matter; what an apostrophe or a hyphen parts is
also understood when it is written together or apart. `words.py` says how each list is read, `spelling.py`
what else is understood as one of these phrases: `WRITTEN_ALSO` has the rules for whole words.
"""

from __future__ import annotations

from collections.abc import Mapping

CALL: Mapping[str, str] = {
    "en": """
        alert, alarm, sos, s o s, help, help me, help us, need help, i need help, we need help, need your
        help, i need your help, we need your help, come help, come help me, come and help, come and help me,
        emergency, urgent, mayday, danger, in danger, i am in danger, we are in danger, my life is in danger,
        our lives are in danger, in trouble, i am in trouble, we are in trouble, save me, save us, rescue,
        rescue me, rescue us
        """,
    "fr": """
        alerte, alarme, sos, secours, au secours, aide, à l'aide, aide-moi, aidez-moi, aide-nous, aidez-nous,
        aidez, aider moi, aider nous, aid-moi, aid-nous, viens m'aider, venez m'aider, venez nous aider,
        besoin d'aide, j'ai besoin d'aide, nous avons besoin d'aide, on a besoin d'aide, il me faut de l'aide,
        il nous faut de l'aide, urgence, urgent, danger, en danger, je suis en danger, nous sommes en danger,
        on est en danger, ma vie est en danger, nos vies sont en danger, en détresse, je suis en détresse,
        sauve-moi, sauvez-moi, sauve-nous, sauvez-nous, sauver moi, sauver nous
        """,
    "sw": """
        hatari, hatarini, niko hatarini, niko matatani, ni hatari, kuna hatari, kuko hatari, iko hatari,
        maisha yangu hatarini, maisha yangu yako hatarini, maisha yangu iko hatarini, maisha yetu yako
        hatarini, maisha yetu iko hatarini, msaada, nahitaji msaada, nisaidie, saidia, saidieni, niokoe,
        niokoeni, tuokoe, tuokoeni, dharura, tahadhari
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
        1, yes, y, yeah, yep, safe, i am safe, we are safe, all safe, still safe, i am still safe, out of
        danger, i am out of danger, ok, okay, okey, i am ok, i am okay, we are ok, fine, i am fine, we are
        fine, all good, all is well, i am well
        """,
    "fr": """
        1, oui, ok, en sécurité, je suis en sécurité, nous sommes en sécurité, on est en sécurité, toujours en
        sécurité, je suis toujours en sécurité, sain et sauf, saine et sauve, je suis sain et sauf, je suis
        saine et sauve, à l'abri, je suis à l'abri, hors de danger, je suis hors de danger, ça va, ça va bien,
        je vais bien, tout va bien, ras, r a s, rien à signaler
        """,
    "sw": """
        1, ndiyo, ndio, ok, salama, niko salama, ni salama, mimi ni salama, bado niko salama, salama salimini,
        sawa, niko sawa, niko vizuri
        """,
}
"""Counts only as the whole message."""

NOT_SAFE: Mapping[str, str] = {
    "en": """
        no, nope, not safe, i am not safe, we are not safe, not save, i am not save, unsafe, i am unsafe, we
        are unsafe, feel unsafe, i feel unsafe, i do not feel safe, i don't feel safe, do not feel safe, don't
        feel safe, not feeling safe, i am not feeling safe, not ok, not okay, i am not ok, i am not okay, not
        fine, i am not fine, not good, i am not good, not out of danger, i am not out of danger, help, help
        me, help us, need help, i need help, we need help, danger, in danger, i am in danger, we are in
        danger, scared, i am scared, we are scared, i am afraid, we are afraid
        """,
    "fr": """
        non, pas en sécurité, je ne suis pas en sécurité, je suis pas en sécurité, nous ne sommes pas en
        sécurité, nous sommes pas en sécurité, on n'est pas en sécurité, on est pas en sécurité, je ne me sens
        pas en sécurité, je me sens pas en sécurité, pas à l'abri, je ne suis pas à l'abri, je suis pas à
        l'abri, pas hors de danger, je ne suis pas hors de danger, je suis pas hors de danger, en insécurité,
        je suis en insécurité, nous sommes en insécurité, pas ok, pas bien, je ne vais pas bien, je vais pas
        bien, vais pas bien, ça va pas, ça ne va pas, ça va mal, au secours, aide, à l'aide, aide-moi,
        aidez-moi, aide-nous, aidez-nous, besoin d'aide, j'ai besoin d'aide, danger, en danger, je suis en
        danger, nous sommes en danger, on est en danger, j'ai peur, on a peur, nous avons peur
        """,
    "sw": """
        hapana, siko salama, sijisikii salama, hakuna usalama, sina usalama, hatuna usalama, siko sawa, siko
        vizuri, msaada, nahitaji msaada, nisaidie, hatari, hatarini, niko hatarini, naogopa, hali mbaya, hali
        ni mbaya, hali si nzuri
        """,
}
"""Counts at the beginning of a message too. "2" stands in `words.py`: there a number has to stand alone."""

BARE: Mapping[str, str] = {
    "en": "1, 2, 3, yes, y, yeah, yep, no, n, nope, ok, okay, okey",
    "fr": "oui, non, ok",
    "sw": "ndiyo, ndio, hapana, apana, ok, sawa",
}
"""Says something only to somebody who has asked: unasked, as the whole message, it may be about anything."""

CALM: Mapping[str, str] = {
    "en": """
        no one, no body, no problem, no problems, no worry, no worries, no news, no idea, no change, no sign,
        no signs, no more, no longer, no need, no doubt, no matter, no trouble, no threat, no danger, no
        thanks, no thank you, danger over, danger is over, danger passed, danger has passed, danger is gone,
        danger is past, alert over, alert is over, emergency over, emergency is over, help came, help has
        come, help arrived, help has arrived, help is here
        """,
    "fr": """
        non merci, non rien, non loin, danger passé, danger écarté, danger est passé, alerte terminée, alerte
        finie, alerte passée, alerte est terminée, alerte est finie, alerte est passée, urgence passée,
        urgence est passée
        """,
    "sw": """
        hapana shida, hapana tatizo, hapana neno, hapana kitu, hapana mtu, hapana asante, hatari imeisha,
        hatari imekwisha, hatari imepita, hatari imeondoka, msaada umefika, msaada umekuja
        """,
}
"""A message that begins like this is no "not safe", although it begins with one of its words; one that says
nothing else is no call either."""

LATER: Mapping[str, str] = {
    "en": "later, ask later, ask me later, later in, later for",
    "fr": "plus tard, plus tard dans, plus tard pour",
    "sw": "baadaye, baadae, badaye, badae, baadaye baada ya, baadaye kwa",
}
"""Counts only as the whole message, with a length of time if there is one."""

FILLER: Mapping[str, str] = {
    "en": "thanks, thank you, thx, please, pls, plz, now, right now, for now",
    "fr": """
        merci, merci beaucoup, s'il vous plaît, s'il te plaît, svp, stp, maintenant, pour le moment, pour
        l'instant
        """,
    "sw": "asante, asante sana, aksanti, tafadhali, sasa, kwa sasa, kabisa, sana, tu",
}
"""Takes nothing from an answer."""

OPENING: Mapping[str, str] = {
    "en": """
        please, pls, plz, pliz, kindly, oh, hello, hallo, helo, hi, hey, dear, vigil, sir, madam, friends,
        guys, somebody, someone, anybody, anyone, god, my god, good morning, good afternoon, good evening,
        good night, still, now, really, very
        """,
    "fr": """
        s'il vous plaît, s'il te plaît, svp, stp, je vous en prie, je t'en prie, bonjour, bjr, bonsoir, bsr,
        salut, slt, coucou, allo, mon dieu, moi, toujours, tjrs, tjr, encore, vraiment, très
        """,
    "sw": """
        tafadhali, jambo, hujambo, habari, shikamoo, jamani, ndugu, mungu wangu, naomba, ninaomba, minaomba,
        tunaomba, naombeni, mimi, sisi, bado, sasa, kweli
        """,
}
"""May stand before a call for help."""

BETWEEN: Mapping[str, str] = {
    "en": """
        still, really, very, so, truly, badly, seriously, urgent, urgently, now, all, just, also, again, too,
        even, actually, currently, extremely
        """,
    "fr": """
        toujours, tjrs, tjr, encore, vraiment, très, trop, tellement, tous, toutes, aussi, maintenant, urgent,
        urgente
        """,
    "sw": "bado, kweli, sana, kabisa, sasa, tena, pia, haraka, wote, sote, kubwa",
}
"""Words that may come in between the words of an alarm: "I am really in danger", "niko bado hatarini"."""

WRITTEN_ALSO: Mapping[str, Mapping[str, str]] = {
    "en": {
        "i am": "i'm, iam, am, ima",
        "we are": "we're, we r, weare",
        "not": "nt, no longer",
        "need": "nid, ned",
        "sos": "s0s",
    },
    "fr": {
        "je suis": "suis, j'suis, je sui, chui, chuis, jss",
        "je ne suis": "ne suis",
        "nous sommes": "sommes, ns sommes",
        "on est": "on e",
        "j'ai": "g, ai",
        "pas": "pa, plus",
        "en": "an",
        "ça va": "sava, sa va",
        "au secours": "o secours",
        "secours": "secour, sekour, sekours",
        "sécurité": "sécu",
        "d'aide": "de l'aide, de votre aide, 2 l'aide, 2 aide, de secours, d'assistance",
    },
    "sw": {
        "naogopa": """
            ninaogopa, minaogopa, tunaogopa, niko na ogopa, niko na woga, niko na uoga, niko na hofu, nina
            hofu, nina woga, nina uoga, tuna hofu
            """,
        "niko": "nipo, nko, tuko, tupo",
        "siko": "sipo, sko, hatuko, hatupo, atuko, si, sio",
        "hatarini": """
            katika hatari, ktk hatari, mu hatari, na hatari, kwa hatari, kwenye hatari, ndani ya hatari
            """,
        "salama": "xalama",
        "sawa": "xawa, sawasawa, sawa sawa",
        "vizuri": "muzuri, mzuri, mzima, poa, fiti, safi",
        "msaada": "musaada, musada, usaidizi",
        "nahitaji": """
            ninahitaji, minahitaji, naitaji, ninaitaji, tunahitaji, tunaitaji, nataka, ninataka, tunataka,
            naomba, ninaomba, minaomba, tunaomba, naombeni
            """,
        "nisaidie": """
            nisaidieni, nisaidiye, mnisaidie, munisaidie, munisaidiye, unisaidie, tusaidie, tusaidieni,
            tusaidiye, mtusaidie, mutusaidie, utusaidie
            """,
        "hakuna": "hamna, akuna",
        "hapana": "apana",
        "si nzuri": "sio nzuri, si mzuri, si muzuri",
    },
}
"""How phones of the region write words of calls and of the answers "safe" and "not safe": a pronoun or an "h"
is dropped, one sound stands for another. Only what takes nothing from "safe" and adds nothing to it."""

SHORT_AND_SURE = frozenset({"help", "aide", "safe", "sos"})
"""Words of fewer than five letters that are understood with a slip too: hardly anything else is near."""

OTHER_WORDS: Mapping[str, str] = {
    "en": """
        side, wide, eide, aid, aids, aided, aside, ade, adie, ide, alerts, alerted, alarms, alarmed, alam,
        hell, helm, hemp, helo, yelp, anger, ranger, sanger, payday, rescued, rescues, rescuer, cafe, same,
        sacred, scarred, cared, scare, scares, scaled
        """,
    "fr": """
        aider, aides, aidee, aidees, aidiez, aise, aie, aire, aude, aida, alertes, alerter, alertee, urgences,
        sauver, sauves, sauvee, secouer, secoue, sejour, sejours, larme, larmes, alarmes, savez, sauce, sauge,
        saufe, secoues, recue
        """,
    "sw": """
        alete, sekou, maada, misaada, misada, mswada, mswaada, muswada, muswaada, saudia, saida, saidi,
        zaidia, harari, masada, unaogopa, inaogopa, mnaogopa
        """,
}
"""Words of their own, a slip away from a word of an alarm: found by going through frequency lists of English
and French and a dictionary of Swahili."""

FRIENDLY = frozenset("👍👌✅✔🙏🙂😊❤")
"""Pictures that take nothing from an answer."""

NUMBERS: Mapping[str, str] = {
    "en": """
        one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen,
        fifteen, sixteen, seventeen, eighteen, nineteen
        """,
    "fr": """
        un une, deux, trois, quatre, cinq, six, sept, huit, neuf, dix, onze, douze, treize, quatorze, quinze,
        seize
        """,
    "sw": """
        moja moya, mbili mawili wili, tatu matatu, nne manne ine, tano matano, sita, saba, nane manane munane,
        tisa kenda, kumi
        """,
}
"""In their order, from one; words for the same number stand side by side."""

TENS: Mapping[str, str] = {
    "en": "twenty, thirty, forty, fifty, sixty, seventy, eighty, ninety",
    "fr": "vingt, trente, quarante, cinquante, soixante",
    "sw": "ishirini, thelathini, arobaini, hamsini, sitini, sabini, themanini, tisini",
}
"""From twenty. A smaller number may follow: "quarante-cinq", "ishirini na tano"."""

TIMES_TEN = frozenset({"makumi"})
"""Before a number, in the Swahili of Congo: "makumi mbili" is twenty."""

UNITS: Mapping[str, str] = {
    "s": "s, sec, secs, second, seconds, seconde, secondes, sekunde",
    "m": "m, mn, min, mins, minute, minutes, dakika",
    "h": "h, hr, hrs, hour, hours, heure, heures, d'heure, saa, masaa",
    "d": "d, j, day, days, jour, jours, siku",
}

PARTS: Mapping[str, str] = {
    "½": "half, demi, demie, nusu",
    "¼": "quarter, quarters, quart, quarts, robo",
}
ARTICLES = frozenset({"a", "an", "un", "une"})
"""One, unless a part follows: "an hour", "an hour and a half"."""

JOINING = frozenset({"and", "et", "na"})
BESIDE = frozenset({"of", "ya", "le", "la"})
"""Says nothing in a length of time: "nusu ya saa"."""

THREAT: Mapping[str, str] = {
    "en": """
        gun, guns, gunman, gunmen, gunshot, gunshots, gunfire, rifle, rifles, pistol, pistols, weapon,
        weapons, armed, machete, machetes, knife, knives, ak47, ak 47, kalashnikov, grenade, grenades,
        shooting, shots, at the door, at my door, at our door, at the gate, at my gate, at our gate, outside
        my house, outside our house, outside the house, outside my door, outside my home, in front of my
        house, in front of our house, knocking at, banging on, men outside, people outside, soldiers outside,
        they are outside, they're outside, they're inside, follow me, follows me, following me, followed me,
        follow us, follows us, following us, followed us, am followed, being followed, are followed, am being
        watched, watching me, watching my house, chasing me, chasing us, they are inside, breaking in, broke
        in, break in, kidnap, kidnapped, kidnapping, abduct, abducted, kill me, kill us, killing us, beat me,
        beating me, beating us, threatening me, threatening us, looking for me, come for me, coming for me
        """,
    "fr": """
        arme, armes, armee, armees, fusil, fusils, pistolet, pistolets, kalachnikov, kalash, machette,
        machettes, couteau, couteaux, grenade, grenades, coups de feu, coup de feu, tirs, tirent, à la porte,
        à ma porte, à notre porte, devant la porte, devant ma porte, devant notre porte, au portail, devant le
        portail, devant chez moi, devant chez nous, devant ma maison, devant la maison, devant notre maison,
        dehors devant, ils sont dehors, ils sont dedans, frappent à, me suit, me suivent, nous suit, nous
        suivent, m'a suivi, m'ont suivi, je suis suivi, je suis suivie, suis suivi, suis suivie, suivi par,
        suivie par, sommes suivis, me poursuit, me poursuivent, nous poursuivent, me surveille, me
        surveillent, me tuer, nous tuer, enlèvement, enlevé, enlevée, kidnapper, kidnappé, kidnappée, me
        frappe, me frappent, nous frappent, me menace, me menacent, nous menacent, me cherchent, défoncent,
        forcent la porte
        """,
    "sw": """
        silaha, bunduki, bastola, panga, mapanga, kisu, visu, bomu, mabomu, risasi, mlangoni, kwenye mlango,
        mlango wangu, mlango wetu, getini, kwenye geti, nje ya nyumba, mbele ya nyumba, wako nje, wapo nje,
        wako ndani, wapo ndani, ananifuata, wananifuata, anatufuata, wanatufuata, amenifuata, wamenifuata,
        nafuatwa, ninafuatwa, tunafuatwa, kunifuata, wananifwata, ananifwata, ananifuatilia, wananifuatilia,
        wananifukuza, wananiwinda, wananitafuta, kuniua, kutuua, wataniua, watatuua, wananipiga, wanatupiga,
        wamevamia, wametuvamia, wanavunja, kuniteka, wametekwa, ametekwa, nimetekwa, wananitisha, wanatutisha
        """,
}
"""Wherever one stands in a message to Vigil, that message is a call for help, even if it asks for none."""
