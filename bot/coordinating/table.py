"""Who answers which command of the coordinators: the tables."""

from __future__ import annotations

from collections.abc import Mapping

from bot.coordinating.admins import Admins
from bot.coordinating.auditing import Auditing
from bot.coordinating.calling_in import CallingIn
from bot.coordinating.changes import (
    AcceptVouched,
    AddAdmin,
    MergeAlerts,
    Reinstate,
    RemoveAdmin,
    RemoveDefender,
    RemoveOrganisation,
    RemovePerson,
    ResumeDefender,
)
from bot.coordinating.confirming import Confirming, Kind
from bot.coordinating.defenders import Defenders
from bot.coordinating.drilling import Drilling
from bot.coordinating.merging import Merging
from bot.coordinating.orders import Handlers, Order
from bot.coordinating.organisations import Organisations
from bot.coordinating.overview import Overview
from bot.coordinating.persons import Persons
from bot.coordinating.showing import Showing
from bot.coordinating.stats import Stats
from bot.coordination import Coordination
from bot.desk import Desk
from bot.identities import Identities
from bot.reaching import Asking
from bot.rotating.rota import Rota
from bot.rotating.shifts import Shifts
from bot.rotating.times import Times
from bot.store.store import Transaction
from bot.suspending import Suspending
from bot.taking_out import TakingOut
from bot.trusting import Trusting
from bot.verify_command import VerifyCommand
from bot.verifying import Verifying
from bot.vouching import Vouched
from rooms.commands import help_for
from rooms.texts import Text
from rooms.verbs import Place, Verb


def coordination(
    desk: Desk,
    identities: Identities,
    verifying: Verifying,
    trusting: Trusting,
    *,
    times: Times,
    own_user: str,
) -> Coordination:
    """The coordination room, with a handler for each of its commands."""
    alerts, clock, telling, enrolling = desk.alerts, desk.clock, desk.telling, desk.enrolling
    overview = Overview(alerts, clock)
    calling_in = CallingIn(desk, overview)
    showing = Showing(alerts, clock)
    taking_out = TakingOut(alerts, identities, telling)
    suspending = Suspending(taking_out, clock)
    organisations = Organisations(taking_out, clock, times.zone, own_user)
    persons = Persons(organisations, taking_out, clock)
    admins = Admins(taking_out, own_user)
    defenders = Defenders(enrolling, taking_out, clock)
    vouched = Vouched(enrolling)
    merging = Merging(overview, alerts, clock)
    kinds: Mapping[type, Kind] = {
        RemoveOrganisation: Kind(organisations.told, organisations.do),
        RemovePerson: Kind(persons.told, persons.do),
        RemoveDefender: Kind(defenders.told, defenders.do),
        ResumeDefender: Kind(defenders.told_of_resuming, defenders.resume),
        Reinstate: Kind(suspending.told, suspending.do),
        AcceptVouched: Kind(vouched.told, vouched.do, vouched.answers),
        AddAdmin: Kind(admins.told_of_adding, admins.add, admins.answers),
        RemoveAdmin: Kind(admins.told_of_removing, admins.remove, admins.answers),
        MergeAlerts: Kind(merging.told, merging.do),
    }
    confirming = Confirming(kinds, clock)
    rota = Rota(alerts, clock, telling, times)
    shifts = Shifts(alerts, clock, times.language)
    handlers: Handlers = {
        Verb.HELP: _help,
        Verb.ALERTS: overview.list,
        Verb.ONE_ALERT: overview.one,
        Verb.DRILL: Drilling(desk, overview).answer,
        Verb.ON_BEHALF: calling_in.raise_it,
        Verb.TIE: calling_in.tie,
        Verb.MERGE: merging.merge,
        Verb.REACH: Asking(telling).answer,
        Verb.STATS: Stats(clock, telling, times.language).answer,
        Verb.STATUS: showing.status,
        Verb.ORGANISATIONS: showing.organisations,
        Verb.DEFENDERS: showing.defenders,
        Verb.PEOPLE: trusting.people,
        Verb.TRUST: trusting.trust,
        Verb.VERIFY: VerifyCommand(verifying).answer,
        Verb.SUSPEND: suspending.suspend,
        Verb.REINSTATE: suspending.reinstate,
        Verb.ORGANISATION: organisations.commands().answer,
        Verb.PERSON: persons.commands().answer,
        Verb.DEFENDER: defenders.commands().answer,
        Verb.ADMIN: admins.commands().answer,
        Verb.ROTA: rota.answer,
        Verb.SHIFT: shifts.commands().answer,
        Verb.OVERRIDE: shifts.override,
        Verb.WHY_CALLED: overview.why,
        Verb.AUDIT: Auditing(clock).audit,
        Verb.YES: confirming.yes,
        Verb.NO: confirming.no,
        Verb.AGREE: confirming.agree,
    }
    return Coordination(handlers, confirming, clock)


async def _help(_: Transaction, __: Order) -> Text:
    return help_for(Place.COORDINATION)
