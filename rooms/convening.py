"""Raising an alert and calling organisations, until as many as asked may come (DESIGN.md 2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from rooms import escalation_events as x
from rooms import events as e
from rooms import inputs as i
from rooms import trust_events as t
from rooms.alert import Alert, Answer, Called
from rooms.chasing import asked_instead
from rooms.evolving import evolve
from rooms.roster import Network
from rooms.rota import Choice, choose, common_language
from rooms.timers import Timer


def raise_alert(raised: i.Raise, now: datetime, network: Network) -> list[e.Event]:
    """The alert is raised before anything is asked, and the organisations are named at once."""
    defender = raised.defender
    chosen = choose(
        network,
        now,
        area=defender.area,
        languages=defender.languages,
        exclude=defender.exclude,
        already=(),
        most=raised.policy.organisations,
    )
    known = [language for language in defender.languages if language in network.languages]
    first = e.AlertRaised(
        at=now,
        code=raised.code,
        mark=raised.mark,
        defender=defender.user,
        alias=defender.alias,
        area=defender.area,
        languages=defender.languages,
        exclude=defender.exclude,
        language=known[0] if known else network.languages[0],
        room_language=common_language((each.organisation for each in chosen), network.languages),
        words=raised.words,
        protected=raised.protected,
        covert=raised.covert,
        policy=raised.policy,
        signed=raised.signed,
        exercise=raised.exercise,
        on_behalf=raised.on_behalf,
        inferred=raised.inferred,
        written_at=raised.written_at,
    )
    events: list[e.Event] = [first]
    events += called(chosen, raised.policy.organisations, now)
    events += (e.DefenderWrote(now, message, confirm=False, earlier=True) for message in raised.earlier)
    return events


def call_another(alert: Alert, now: datetime, network: Network, *, secret: bool = False) -> list[e.Event]:
    """Call the next organisation on the rota; when there is none, say so, and ask the silent ones again.

    `secret`: the defender is told neither.
    """
    chosen = on_the_rota(alert, now, network, most=1)
    if chosen:
        return called(chosen, 1, now, secret=secret)
    return [e.RotaExhausted(now, again=secret), *_silent_again(alert, now, said=True)]


def filled_up(alert: Alert, events: list[e.Event], now: datetime, network: Network) -> list[e.Event]:
    """`events`, and then a call for each organisation that the open alert lacks after them.

    What the rota cannot give is said when it becomes more, not each time. A rota that had nobody left may
    have somebody by now, so this follows whatever happens to an alert. Where nobody is left, those who were
    silent are asked again.
    """
    lacked = alert.missing
    for event in events:
        alert = evolve(alert, event)
    if not alert.is_open or not alert.missing:
        return events
    chosen = on_the_rota(alert, now, network, most=alert.missing)
    short = alert.missing - len(chosen)
    said = any(isinstance(event, e.RotaExhausted) for event in events)
    calls = called(chosen, len(chosen) + (short > lacked and not said), now)
    for event in calls:
        alert = evolve(alert, event)
    return [*events, *calls, *(_silent_again(alert, now, said=said or short > lacked) if short else ())]


def _silent_again(alert: Alert, now: datetime, *, said: bool) -> list[e.Event]:
    """Once nobody is being asked any more, all who were silent are; the coordinators hear of it each time."""
    silent = [each for each in alert.organisations if each.owes_answer]
    if not silent or any(each.is_chased for each in silent):
        return []
    events: list[e.Event] = [] if said else [e.RotaExhausted(now, again=True)]
    return events + [x.ChasedAgain(now, each.id) for each in silent]


def _there(alert: Alert, choice: Choice) -> Choice:
    """With its other people, where all who would be asked first are out of this alert already."""
    if not alert.gone.issuperset(choice.people):
        return choice
    people = tuple(person for person in choice.others if person not in alert.gone)
    return replace(choice, people=people, others=())


def on_the_rota(
    alert: Alert, now: datetime, network: Network, *, offers: tuple[str, ...] = (), most: int | None = None
) -> list[Choice]:
    """Who can still be called, the best first; none of whom everybody is out of this alert already."""
    anchors = [each for each in alert.organisations if each.anchor]
    already = [each.id for each in alert.organisations]
    while True:
        found = [
            _there(alert, each)
            for each in choose(
                network,
                now,
                area=alert.area,
                languages=alert.languages,
                exclude=alert.exclude,
                already=already,
                offers=offers,
                vacant=bool(anchors) and not any(each.counts for each in anchors),
                most=most,
            )
        ]
        absent = [each.organisation.id for each in found if alert.gone.issuperset(each.people)]
        if not absent:
            return found
        already += absent


def called(
    choices: list[Choice], needed: int, now: datetime, *, by: str = "", secret: bool = False
) -> list[e.Event]:
    """The calls of these, and that there are not as many as are needed."""
    events: list[e.Event] = [
        e.OrganisationCalled(
            now,
            choice.organisation.id,
            choice.organisation.name,
            choice.people,
            choice.organisation.anchor,
            others=choice.others,
            fallback=choice.organisation.fallback,
            gap=choice.gap,
            why=tuple(reason.value for reason in choice.why),
            stands_in=choice.stands_in,
            by=by,
            secret=secret,
        )
        for choice in choices
    ]
    if len(choices) < needed:
        events.append(e.RotaExhausted(now))
    return events


def look_again(alert: Alert, timer: Timer, now: datetime, network: Network) -> list[e.Event]:
    """Nobody is on it and nobody was left to call: whoever is there by now is called (`filled_up`)."""
    return [] if on_the_rota(alert, now, network, most=1) else [e.RotaExhausted(now, again=True)]


def room_opened(alert: Alert, given: i.RoomWasOpened, now: datetime, network: Network) -> list[e.Event]:
    """The room exists; a repeated report changes nothing."""
    return [] if alert.room else [e.RoomOpened(now, given.room)]


def room_refused(alert: Alert, given: i.RoomWasRefused, now: datetime, network: Network) -> list[e.Event]:
    """A room that the homeserver refuses is asked for again; people are told, and not each time."""
    if alert.room or alert.opening_failed_at:
        return []
    told_at = alert.opening_told_at
    return [e.RoomRefused(now, tell=told_at is None or now - told_at >= alert.policy.acknowledge_within)]


def opening_due(alert: Alert, timer: Timer, now: datetime, network: Network) -> list[e.Event]:
    """Time to ask for the room once more; or to say that the homeserver does not answer."""
    return [e.RoomRetried(now) if alert.opening_failed_at else e.RoomAwaited(now)]


def invited(alert: Alert, given: i.InvitationsSettled, now: datetime, network: Network) -> list[e.Event]:
    """Whoever is invited can be briefed; an organisation of which nobody can be invited is replaced."""
    wanted = {*alert.partners, alert.defender} - alert.suspended
    invited = tuple(each for each in given.invited if each in wanted and each not in alert.invited)
    settled = {*alert.refused, *given.invited}
    failed = tuple(each for each in given.failed if each in wanted and each not in settled)
    events: list[e.Event] = []
    if invited:
        readers = alert.audience.intersection(invited) - {alert.defender}
        events.append(e.PeopleInvited(now, invited, first=alert.briefed_at is None and bool(readers)))
    if failed:
        events.append(e.InvitationFailed(now, failed))
    if late := tuple(each for each in given.invited if each in alert.suspended):
        events.append(t.PeopleSuspended(now, late, again=True))
    refused = alert.refused.union(failed).difference(invited)
    return events + gone(alert, alert.left | refused | alert.suspended, now, network)


def gone(alert: Alert, absent: frozenset[str], now: datetime, network: Network) -> list[e.Event]:
    """The organisations that somebody may come from no more, all their people being absent.

    Where others of it are still to be asked, they are, at once.
    """
    if not alert.is_open:
        return []
    return [
        _without_them(alert, called, absent, now, network)
        for called in alert.organisations
        if called.answer in (Answer.WAITING, Answer.ON_IT) and absent.issuperset(called.people)
    ]


def _without_them(
    alert: Alert, called: Called, absent: frozenset[str], now: datetime, network: Network
) -> e.Event:
    was_on_it = called.answer is Answer.ON_IT
    instead = None if was_on_it else asked_instead(alert, called, absent, now, network)
    return instead or e.OrganisationUnreachable(now, called.id, withdrew=was_on_it)


def delivered(alert: Alert, given: i.Delivered, now: datetime, network: Network) -> list[e.Event]:
    """Who could not be given the key is said once, with why, and once more when it is mended (G2)."""
    events: list[e.Event] = [e.BriefDelivered(now)] if given.brief else []
    unreached = frozenset(given.unreached) & alert.audience
    unsigned = unreached.intersection(given.unsigned)
    if short := unreached - alert.unreached | unsigned - alert.unverified:
        events.append(e.DeliveryFellShort(now, _sorted(short), _sorted(short & unsigned)))
    if mended := alert.unreached - unreached:
        events.append(e.DeliveryMended(now, _sorted(mended), _sorted(mended & alert.unverified)))
    left_out = alert.audience.intersection(given.withheld) - unreached - alert.unverified - {alert.defender}
    return events + [t.DeviceLeftOut(now, person) for person in _sorted(left_out)]


def _sorted(people: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(people))


def mended(alert: Alert, given: i.BecameReadable, now: datetime, network: Network) -> list[e.Event]:
    """A shortfall that has ended, or a device that counts at last."""
    mended = frozenset(given.people) & (alert.unreached | alert.unverified)
    return [e.DeliveryMended(now, _sorted(mended), _sorted(mended & {*given.refused}))] if mended else []


def joined(alert: Alert, given: i.Joined, now: datetime, network: Network) -> list[e.Event]:
    """Somebody whom Vigil invited is in the room; who is suspended does not stay."""
    if given.person in alert.joined:
        return []
    events: list[e.Event] = [e.PersonJoined(now, given.person)]
    if given.person in alert.suspended:
        events.append(t.PeopleSuspended(now, (given.person,), again=True))
    return events


def left(alert: Alert, given: i.Left, now: datetime, network: Network) -> list[e.Event]:
    """An organisation whose people have all left is replaced."""
    there = alert.audience | alert.doubted.keys()
    if given.person not in there - alert.left - alert.suspended:
        return []
    return [e.PersonLeft(now, given.person), *gone(alert, alert.gone | {given.person}, now, network)]
