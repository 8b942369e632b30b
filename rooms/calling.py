"""Partners call and release organisations by hand, and hand their part over to each other."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from rooms import escalation_events as x
from rooms import events as e
from rooms import inputs as i
from rooms.alert import Alert, Answer, Called
from rooms.called import Handover
from rooms.chasing import of_today
from rooms.convening import called as calls
from rooms.convening import on_the_rota
from rooms.escalating import acknowledge, pass_on
from rooms.matching import closest, same
from rooms.roles import Role, role_of
from rooms.roster import Network
from rooms.rota import Choice
from rooms.texts import Mistake, Text, say
from rooms.timers import Timer


def call(alert: Alert, given: i.Call, now: datetime, network: Network) -> list[e.Event]:
    """An organisation by its name, the next on the rota, or the next that offers what is needed."""
    if not given.what:
        return _chosen(on_the_rota(alert, now, network, most=1), given, now, say("nobody-left-to-call"))
    there = _among(alert, given.what)
    if there is not None:
        if there.is_on_it:
            raise Mistake(say("already-on-it", organisation=there.name))
        return [_again(alert, there, given.person, now)]
    return _by_name_or_offer(alert, given, now, network)


def _again(alert: Alert, called: Called, person: str, now: datetime) -> e.Event:
    """Ask it once more. Raises `Mistake` where nobody of it may take part: it must not look as if it came."""
    if (alert.suspended | alert.doubted.keys()).issuperset(called.people):
        raise Mistake(say("cannot-be-called", organisation=called.name))
    return x.ChasedAgain(now, called.id, person)


def _by_name_or_offer(alert: Alert, given: i.Call, now: datetime, network: Network) -> list[e.Event]:
    free = on_the_rota(alert, now, network)
    named = [one for one in free if _means(given.what, one.organisation.id, one.organisation.name)]
    if named:
        return calls([named[0].out_of_turn()], 1, now, by=given.person)
    for one in network.organisations:
        if _means(given.what, one.id, one.name):
            raise Mistake(say("cannot-be-called", organisation=one.name))
    offers = tuple(
        dict.fromkeys(
            offer for one in network.organisations for offer in one.offers if _means(given.what, offer)
        )
    )
    if offers:
        ranked = on_the_rota(alert, now, network, offers=offers)
        fit = [each for each in ranked if set(offers) & set(each.organisation.offers)]
        return _chosen(fit, given, now, say("nobody-left-who-offers", offer=given.what))
    known = [name for each in free for name in (each.organisation.name, *each.organisation.offers)]
    raise Mistake(_not_known(given.what, known))


def _chosen(choices: list[Choice], given: i.Call, now: datetime, otherwise: Text) -> list[e.Event]:
    if not choices:
        raise Mistake(otherwise)
    return calls(choices[:1], 1, now, by=given.person)


def release(alert: Alert, given: i.Release, now: datetime, network: Network) -> list[e.Event]:
    """The others manage without it; if they are too few then, the next one is called (`filled_up`)."""
    there = _among(alert, given.organisation)
    if there is None:
        raise Mistake(_not_known(given.organisation, [called.name for called in alert.organisations]))
    if there.answer is Answer.RELEASED:
        raise Mistake(say("already-released", organisation=there.name))
    return [x.OrganisationReleased(now, there.id, given.person, there.answer is Answer.ON_IT)]


def hand_over(alert: Alert, given: i.HandOver, now: datetime, network: Network) -> list[e.Event]:
    """Another organisation (called for it if need be) or a colleague is asked; until yes all is as it was."""
    own = alert.organisation_of(given.person)
    if own is None or own.answer is not Answer.ON_IT:
        raise Mistake(say("handover-not-on-it"))
    if given.to.startswith("@"):
        return [_to_person(alert, given, own, now, network)]
    there = _among(alert, given.to)
    if there is not None and there.id != own.id:
        asked: list[e.Event] = [x.HandoverAsked(now, own.id, given.person, there.id)]
        return asked if there.counts else [_again(alert, there, given.person, now), *asked]
    if there is not None:
        raise Mistake(say("handover-to-yourself"))
    free = on_the_rota(alert, now, network)
    named = [one for one in free if _means(given.to, one.organisation.id, one.organisation.name)]
    if not named:
        raise Mistake(_not_known(given.to, [one.organisation.name for one in free]))
    asked = [x.HandoverAsked(now, own.id, given.person, named[0].organisation.id)]
    return [*calls([named[0].out_of_turn()], 1, now, by=given.person), *asked]


def _to_person(alert: Alert, given: i.HandOver, own: Called, now: datetime, network: Network) -> e.Event:
    """Somebody in the room, or a colleague who comes into it for this, as at the change of a shift."""
    if given.to == given.person:
        raise Mistake(say("handover-to-yourself"))
    there = alert.organisation_of(given.to)
    if there is None and _may_come(alert, own, given.to, now, network):
        return x.HandoverAsked(now, own.id, given.person, own.id, given.to)
    if there is None or role_of(alert, given.to) is not Role.PARTNER:
        raise Mistake(say("handover-not-here"))
    return x.HandoverAsked(now, own.id, given.person, there.id, given.to)


def _may_come(alert: Alert, own: Called, person: str, now: datetime, network: Network) -> bool:
    """Whether they are of this organisation, and nobody doubts them or has taken them out."""
    out = {alert.defender, *alert.suspended, *alert.doubted, *network.doubted}
    return person not in out and bool(of_today(alert, own, (person,), now, network))


def accept(alert: Alert, given: i.Accept, now: datetime, network: Network) -> list[e.Event]:
    """They take it over. Where nothing is handed over to them, they can only mean the alert itself."""
    asked = _asked_of(alert, given.person)
    if asked is None:
        return acknowledge(alert, i.Acknowledge(given.person), now, network)
    return [x.HandoverAccepted(now, asked.organisation, asked.to, given.person)]


def decline(alert: Alert, given: i.Decline, now: datetime, network: Network) -> list[e.Event]:
    """They do not take it over. Where nothing is handed over to them, they can only mean the alert itself.

    But nobody comes off it by this word: it may be late, and about what is no longer asked.
    """
    asked = _asked_of(alert, given.person)
    if asked is None:
        own = alert.organisation_of(given.person)
        if own is not None and own.answer is Answer.ON_IT:
            raise Mistake(say("nothing-handed-over"))
        return pass_on(alert, given, now, network)
    return [x.HandoverDeclined(now, asked.organisation, asked.to, given.person)]


def handover_due(alert: Alert, timer: Timer, now: datetime, network: Network) -> list[e.Event]:
    """No answer within the time that an answer may take."""
    return [
        x.HandoverLapsed(now, asked.organisation, asked.to)
        for asked in alert.handovers
        if asked.organisation == timer.subject
    ]


def _asked_of(alert: Alert, person: str) -> Handover | None:
    """What is handed over to this person: a colleague of whoever asks has to be meant by name."""
    own = alert.organisation_of(person)
    if own is None:
        return None
    return next(
        (
            asked
            for asked in alert.handovers
            if asked.to == own.id
            and (asked.to != asked.organisation or asked.to_person == person)
            and alert.called_as(asked.organisation).answer is Answer.ON_IT
        ),
        None,
    )


def _among(alert: Alert, name: str) -> Called | None:
    return next((called for called in alert.organisations if _means(name, called.id, called.name)), None)


def _means(written: str, *names: str) -> bool:
    """Whether one of these is meant, however it is typed."""
    return any(same(written, name) for name in names)


def _not_known(written: str, names: Collection[str]) -> Text:
    close = closest(written, [(name, name) for name in names])
    if close is None:
        return say("no-such-organisation", name=written)
    return say("no-such-organisation-nearest", name=written, nearest=close)
