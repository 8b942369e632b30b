"""What people can order with "!": each command's words, its usage and where it may be given, in one table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from rooms import words


class Place(Enum):
    """Where a command is given."""

    ALERT = "alert"
    COORDINATION = "coordination"
    DIRECT = "direct"
    """A defender's chat with Vigil."""
    PARTNER = "partner"
    """A partner's or a coordinator's chat with Vigil."""


class Verb(Enum):
    """What a command is for."""

    ALERT = "alert"
    ACK = "ack"
    PASS = "pass"
    CHECKIN = "checkin"
    TAKE = "take"
    LEAD = "lead"
    NOTE = "note"
    TELL = "tell"
    BRING_IN = "bring-in"
    CALL = "call"
    RELEASE = "release"
    HANDOVER = "handover"
    ACCEPT = "accept"
    DECLINE = "decline"
    LEVEL = "level"
    ESCALATE = "escalate"
    POLICY = "policy"
    WHY = "why"
    RESOLVE = "resolve"
    CONFIRM = "confirm"
    DENY = "deny"
    STATUS = "status"
    ALERTS = "alerts"
    ONE_ALERT = "one-alert"
    MERGE = "merge"
    STATS = "stats"
    DRILL = "drill"
    ON_BEHALF = "on-behalf"
    TIE = "tie"
    REACH = "reach"
    ORGANISATIONS = "organisations"
    DEFENDERS = "defenders"
    PEOPLE = "people"
    TRUST = "trust"
    VERIFY = "verify"
    SUSPEND = "suspend"
    REINSTATE = "reinstate"
    ORGANISATION = "organisation"
    PERSON = "person"
    DEFENDER = "defender"
    ADMIN = "admin"
    AUDIT = "audit"
    YES = "yes"
    NO = "no"
    AGREE = "agree"
    VOUCH = "vouch"
    ROTA = "rota"
    SHIFT = "shift"
    OVERRIDE = "override"
    WHY_CALLED = "why-called"
    HELP = "help"


@dataclass(frozen=True)
class Spec:
    """One command. `words` begins with the one that texts show; `help` is the sentence that explains it.

    `usage` is the same in every language: "…" stands for what is written after the command.
    """

    verb: Verb
    words: tuple[str, ...]
    usage: str
    help: str
    places: frozenset[Place]


def _spec(verb: Verb, usage: str, also: str, *places: Place) -> Spec:
    return Spec(verb, (verb.value, *also.split()), f"!{usage}", f"command-{verb.value}", frozenset(places))


_A, _C, _D, _P = Place.ALERT, Place.COORDINATION, Place.DIRECT, Place.PARTNER

SPECS: tuple[Spec, ...] = (
    # What it is for, how it is written, which words are understood as well, and where.
    _spec(Verb.ALERT, "alert …", "sos alerte urgence hatari dharura msaada", _D),
    _spec(Verb.ACK, "ack", "acknowledge onit present présent presents présents recu reçu tupo pokea", _A),
    _spec(Verb.PASS, "pass …", "passe passer hatuwezi pisha", _A),
    _spec(Verb.CHECKIN, "checkin now | every 30m", "check ask vérifier vérifie demander uliza", _A),
    _spec(Verb.TAKE, "take", "prendre prends chukua piga", _A),
    _spec(Verb.LEAD, "lead me | @user", "mener responsable ongoza kiongozi", _A),
    _spec(Verb.NOTE, "note …", "noter andika", _A),
    _spec(Verb.TELL, "tell …", "say dire dis dites mwambie ambia", _A),
    _spec(Verb.BRING_IN, "bring-in", "bring invite inviter alika karibisha", _A),
    _spec(Verb.CALL, "call ORGANISATION | next | medical", "appeler appelle convoquer ita waite", _A),
    _spec(Verb.RELEASE, "release ORGANISATION", "libérer libère achilia", _A),
    _spec(Verb.HANDOVER, "handover @user | ORGANISATION", "relais transmettre transmets kabidhi", _A),
    _spec(Verb.ACCEPT, "accept", "accepter accepte kubali", _A),
    _spec(Verb.DECLINE, "decline …", "décliner décline sitaki", _A),
    _spec(Verb.LEVEL, "level urgent | normal …", "niveau kiwango", _A),
    _spec(Verb.ESCALATE, "escalate", "escalader escalade pandisha", _A),
    _spec(Verb.POLICY, "policy", "règles politique sera", _A),
    _spec(Verb.WHY, "why", "pourquoi kwanini mbona", _A),
    _spec(Verb.RESOLVE, "resolve …", "close résoudre clore terminer funga maliza", _A),
    _spec(Verb.CONFIRM, "confirm NUMBER", "agree confirmer confirme thibitisha", _A),
    _spec(Verb.DENY, "deny …", "disagree refuser refuse kataa", _A),
    _spec(Verb.STATUS, "status", "état statut hali", _A, _C, _D),
    _spec(Verb.ALERTS, "alerts open | all | AREA", "alertes dharura", _C),
    Spec(Verb.ONE_ALERT, ("alert", "alerte"), "!alert CODE", "command-one-alert", frozenset({_C})),
    _spec(Verb.DRILL, "drill AREA | stop", "exercise exercice simulation zoezi", _C),
    _spec(Verb.ON_BEHALF, "on-behalf ALIAS, AREA: …", "call-in telephone pour aunomde kwaniaba", _C),
    _spec(Verb.TIE, "tie CODE ALIAS", "link lier relier husisha", _C),
    _spec(Verb.MERGE, "merge CODE CODE", "fusionner fusionne unganisha", _C),
    _spec(Verb.REACH, "reach", "reachable joindre fikia", _C),
    _spec(Verb.STATS, "stats 90 days", "statistics chiffres statistiques takwimu", _C),
    _spec(Verb.ORGANISATIONS, "organisations", "organizations orgs mashirika", _C),
    _spec(Verb.DEFENDERS, "defenders", "défenseurs défenseuses watetezi", _C),
    _spec(Verb.PEOPLE, "people", "persons personnes gens watu", _C),
    _spec(Verb.TRUST, "trust @user FINGERPRINT", "croire amini aminia", _C),
    _spec(Verb.VERIFY, "verify @user | yes | no", "vérifier vérifie hakikisha", _C),
    _spec(Verb.SUSPEND, "suspend @user | ORGANISATION", "suspendre suspends simamisha", _C),
    _spec(Verb.REINSTATE, "reinstate @user | ORGANISATION", "reactivate réintégrer réintègre rudisha", _C),
    _spec(Verb.ORGANISATION, "organisation add | edit | pause | resume | remove", "organization shirika", _C),
    _spec(Verb.PERSON, "person add | remove | away | back", "personne mtu", _C),
    _spec(Verb.DEFENDER, "defender invite | edit | suspend | resume | remove", "défenseur mtetezi", _C),
    _spec(Verb.ADMIN, "admin add @user | remove @user", "coordinator coordinateur mratibu", _C),
    _spec(Verb.AUDIT, "audit 7 days", "journal ukaguzi", _C),
    _spec(Verb.YES, "yes NUMBER", "oui ndiyo confirm confirmer thibitisha", _C),
    _spec(Verb.NO, "no NUMBER", "non hapana cancel annuler", _C),
    _spec(Verb.AGREE, "agree NUMBER", "approuver approuve kubali", _C),
    _spec(
        Verb.ROTA,
        "rota ORGANISATION | gaps 4 weeks | fairness 90 days | import ORGANISATION | export ORGANISATION",
        "planning astreintes zamu",
        _C,
    ),
    _spec(Verb.SHIFT, "shift add @user Mon-Fri 18:00-08:00 | remove @user NUMBER", "astreinte zamuyake", _C),
    _spec(
        Verb.OVERRIDE,
        "override AMINA for JEAN, Friday 20:00 to Sunday 08:00 | remove AMINA",
        "remplacer remplacement badala",
        _C,
    ),
    Spec(
        Verb.WHY_CALLED,
        ("why", "pourquoi", "kwanini", "mbona"),
        "!why CODE",
        "command-why-called",
        frozenset({_C}),
    ),
    _spec(Verb.VOUCH, "vouch @user ALIAS AREA", "garantir dhamini", _P),
    _spec(Verb.HELP, "help", " ".join(sorted(words.MENU - {"help"})) + " commands", _A, _C, _D, _P),
)
