"""What an alert is after an event. Nothing is decided here: an event is a fact."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from rooms import coordinator_events as c
from rooms import escalation_events as x
from rooms import events as e
from rooms import evolving_alarms as alarms
from rooms import evolving_checkins as checkins
from rooms import evolving_escalation as escalation
from rooms import evolving_trust as trust
from rooms import trust_events as t
from rooms.alert import Alert, Answer, Note, Proposal, Question, State
from rooms.closing import closing_number
from rooms.policy import NORMAL
from rooms.setting_right import set_right

RECENT = 5
"""How many of the defender's last messages a later brief repeats; the first one has all there are."""


def evolve(alert: Alert | None, event: e.Event) -> Alert:
    """The alert after `event`; only `AlertRaised` may come to no alert."""
    if isinstance(event, e.AlertRaised):
        return _raised(event)
    if alert is None:
        raise ValueError("A journal begins with AlertRaised.")
    alert = _heard_from_partner(alert, event)
    if isinstance(event, _TURNS):
        alert = replace(alert, changed_at=event.at)
    step = _STEPS.get(type(event))
    return step(alert, event) if step else alert


def fold(events: Iterable[e.Event]) -> Alert:
    """The alert that this journal tells of. Raises ValueError for an empty journal."""
    alert: Alert | None = None
    for event in events:
        alert = evolve(alert, event)
    if alert is None:
        raise ValueError("A journal begins with AlertRaised.")
    return alert


def _raised(event: e.AlertRaised) -> Alert:
    return Alert(
        code=event.code,
        mark=event.mark,
        defender=event.defender,
        alias=event.alias,
        area=event.area,
        languages=event.languages,
        language=event.language,
        room_language=event.room_language,
        words=event.words,
        raised_at=event.at,
        policy=event.policy,
        exclude=event.exclude,
        protected=event.protected,
        level=event.policy.areas.get(event.area, NORMAL),
        covert=event.covert,
        alarm=event.covert,
        duress=event.covert,
        unsigned=not event.signed,
        spoke_signed=event.signed,
        opening_asked_at=event.at,
        exercise=event.exercise,
        on_behalf=event.on_behalf,
        inferred=event.inferred,
        alarmed_at=event.written_at or event.at,
        next_check_in_at=None if event.covert or event.exercise else event.at + event.policy.check_in_every,
    )


def _heard_from_partner(alert: Alert, event: e.Event) -> Alert:
    """A partner's word of any kind shows that the room is alive, and so are they; the defender's does not."""
    if isinstance(event, e.RoomUpdateAsked):
        return replace(alert, room_spoke_at=event.at)
    person = getattr(event, "by", "") or getattr(event, "person", "")
    if not isinstance(event, _WORDS) or not person or person == alert.defender:
        return alert
    there = replace(
        alert, room_spoke_at=event.at, joined=alert.joined | {person}, refused=alert.refused - {person}
    )
    return escalation.heard(there, person, event.at)


_WORDS = (
    e.Acknowledged
    | e.Passed
    | e.OrganisationCalled
    | e.CheckInAsked
    | e.CheckInTaken
    | e.CheckInIntervalChanged
    | e.RoomSpoke
    | e.LeadTaken
    | e.Noted
    | e.DefenderTold
    | e.DefenderBroughtIn
    | e.ResolutionProposed
    | e.ResolutionDenied
    | x.ChasedAgain
    | x.Escalated
    | x.LevelChanged
    | x.OrganisationReleased
    | x.HandoverAsked
    | x.HandoverAccepted
    | x.HandoverDeclined
    | x.AlarmTaken
)
"""What somebody says in the room; what Vigil does by itself is said `by` nobody."""

_TURNS = (
    e.OrganisationCalled
    | e.OrganisationUnreachable
    | e.Acknowledged
    | e.Passed
    | e.AcknowledgementOverdue
    | e.AlarmRaised
    | e.CheckInAsked
    | e.CheckInTaken
    | e.CheckInAnswered
    | e.LeadTaken
    | e.ResolutionProposed
    | e.ResolutionDenied
    | e.AlertResolved
    | x.ChasedAgain
    | x.StillOnItLapsed
    | x.OrganisationBack
    | x.OrganisationReleased
    | x.LevelChanged
    | x.HandoverAsked
    | x.HandoverAccepted
    | x.HandoverDeclined
    | x.HandoverLapsed
    | x.AlarmTaken
)
"""What a command that answers an earlier message may be out of date by."""


def _room_opened(alert: Alert, event: e.RoomOpened) -> Alert:
    """Nobody could answer before there was a room: the time for it runs from now."""
    return replace(
        alert,
        room=event.room,
        opening_asked_at=None,
        opening_failed_at=None,
        opening_told_at=None,
        organisations=tuple(
            replace(called, called_at=event.at, stepped_at=None) for called in alert.organisations
        ),
    )


def _room_refused(alert: Alert, event: e.RoomRefused) -> Alert:
    told_at = event.at if event.tell else alert.opening_told_at
    return replace(alert, opening_failed_at=event.at, opening_told_at=told_at)


def _invited(alert: Alert, event: e.PeopleInvited) -> Alert:
    people = frozenset(event.people)
    alert = replace(alert, invited=alert.invited | people, refused=alert.refused - people)
    if not people - {alert.defender} - alert.suspended - alert.doubted.keys():
        return alert
    return replace(
        alert, briefed_at=alert.briefed_at or event.at, room_spoke_at=alert.room_spoke_at or event.at
    )


def _briefed(alert: Alert, event: e.BriefDelivered) -> Alert:
    state = State.ACTIVE if alert.state is State.RAISED else alert.state
    return replace(alert, state=state, held=())


def _unreachable(alert: Alert, event: e.OrganisationUnreachable) -> Alert:
    return escalation.without_part(alert, event.organisation, Answer.UNREACHABLE)


def _wrote(alert: Alert, event: e.DefenderWrote) -> Alert:
    kept = RECENT if alert.briefed_at else len(alert.held) + 1
    return replace(
        alert,
        earlier=(*alert.earlier, event.message)[-kept:] if event.earlier else alert.earlier,
        recent=alert.recent if event.earlier else (*alert.recent, event.message)[-kept:],
        held=alert.held if alert.briefed_at else (*alert.held, event.message),
        relay_confirmed_at=event.at if event.confirm else alert.relay_confirmed_at,
    )


def _alarm(alert: Alert, event: e.AlarmRaised) -> Alert:
    asked = alert.check_in is not None
    return replace(
        alarms.aloud(alert),
        alarm=True,
        alarmed_at=checkins.alarmed_at(alert, event),
        covert=False,
        unheeded=alarms.raised(alert, event.at),
        next_check_in_at=alert.next_check_in_at if asked else alarms.asked_soon(alert, event.at),
    )


def _proposed(alert: Alert, event: e.ResolutionProposed) -> Alert:
    number = closing_number(alert)
    return replace(
        alert,
        state=State.RESOLVING,
        proposal=Proposal(event.organisation, event.person, event.reason, event.at, number=number),
        end_number=number,
        proposals=alert.proposals + 1,
        end_asked_at=_end_asked_at(alert, event),
    )


def _end_asked_at(alert: Alert, event: e.Event) -> datetime | None:
    """The defender is asked whether it is over; not beside a check-in, and not where nothing must show."""
    unasked = alert.check_in or alert.covert or alert.doubts_defender
    return alert.end_asked_at if unasked else event.at


def _reminded(alert: Alert, event: e.ResolutionReminded) -> Alert:
    if alert.proposal is None:
        return alert
    return replace(
        alert,
        proposal=replace(alert.proposal, reminded_at=event.at),
        end_asked_at=_end_asked_at(alert, event),
    )


def _denied(alert: Alert, event: e.ResolutionDenied) -> Alert:
    alert = replace(alert, state=State.ACTIVE, proposal=None)
    if event.secretly:
        return alert
    question = None if alert.question is Question.RESOLUTION else alert.question
    return replace(alert, question=question, end_asked_at=None, end_delivered_at=None)


def _end_feigned(alert: Alert, event: e.EndFeigned) -> Alert:
    return replace(_asked_no_more(alert), covert=True, unheeded=alarms.raised(alert, event.at, secret=True))


def _asked_no_more(alert: Alert) -> Alert:
    return replace(
        alert,
        check_in=None,
        next_check_in_at=None,
        question=None,
        owes_answer=False,
        end_asked_at=None,
        end_delivered_at=None,
    )


def _resolved(alert: Alert, event: e.AlertResolved | c.ExerciseEnded) -> Alert:
    there = {event.person} if isinstance(event, e.AlertResolved) else set[str]()
    joined = alert.joined | there
    return replace(_asked_no_more(alert), state=State.RESOLVED, resolved_at=event.at, joined=joined)


def _person_joined(alert: Alert, event: e.PersonJoined) -> Alert:
    person = frozenset({event.person})
    return replace(
        alert, joined=alert.joined | person, left=alert.left - person, refused=alert.refused - person
    )


def _person_left(alert: Alert, event: e.PersonLeft) -> Alert:
    person = frozenset({event.person})
    return replace(
        alert,
        joined=alert.joined - person,
        left=alert.left | person,
        unreached=alert.unreached - person,
        unverified=alert.unverified - person,
        lead=None if alert.lead == event.person else alert.lead,
    )


def _noted(alert: Alert, event: e.Noted) -> Alert:
    """A corrected note stands where it stood; only its own author can have corrected it."""
    note = Note(event.person, event.text, event.at, event.number)
    corrected = [
        event.corrects and (each.person, each.number) == (note.person, note.number) for each in alert.notes
    ]
    if not any(corrected):
        return replace(alert, notes=(*alert.notes, note))
    notes = (note if is_it else each for each, is_it in zip(alert.notes, corrected, strict=True))
    return replace(alert, notes=tuple(notes))


def _brought_in(alert: Alert, event: e.DefenderBroughtIn) -> Alert:
    """Also once more, after they left or their invitation failed."""
    person = frozenset({alert.defender})
    return replace(
        alert,
        brought_in=True,
        invited=alert.invited - person,
        left=alert.left - person,
        refused=alert.refused - person,
    )


_STEPS: dict[type, Callable[..., Alert]] = {
    e.OrganisationCalled: escalation.called,
    e.RotaExhausted: lambda alert, event: replace(alert, exhausted_at=event.at),
    e.RoomOpened: _room_opened,
    e.RoomRefused: _room_refused,
    e.RoomAwaited: lambda alert, event: replace(alert, opening_told_at=event.at),
    e.RoomRetried: lambda alert, event: replace(alert, opening_asked_at=event.at, opening_failed_at=None),
    e.PeopleInvited: _invited,
    e.InvitationFailed: lambda alert, event: replace(alert, refused=alert.refused | frozenset(event.people)),
    e.OrganisationUnreachable: _unreachable,
    e.BriefDelivered: _briefed,
    e.DeliveryFellShort: lambda alert, event: replace(
        alert,
        unreached=alert.unreached | frozenset(event.people),
        unverified=alert.unverified | frozenset(event.unsigned),
    ),
    e.DeliveryMended: lambda alert, event: replace(
        alert,
        unreached=alert.unreached - frozenset(event.people),
        unverified=alert.unverified - frozenset(event.people),
    ),
    e.PersonJoined: _person_joined,
    e.PersonLeft: _person_left,
    e.Acknowledged: escalation.acknowledged,
    e.Passed: escalation.passed,
    e.AcknowledgementOverdue: escalation.overdue,
    x.OrganisationChased: escalation.chased,
    x.ChasedAgain: escalation.chased_again,
    x.StillOnItAsked: escalation.still_asked,
    x.StillOnItLapsed: escalation.still_lapsed,
    x.OrganisationReleased: escalation.released,
    x.LevelChanged: lambda alert, event: replace(alert, level=event.level),
    x.HandoverAsked: escalation.handover_asked,
    x.HandoverAccepted: escalation.handover_accepted,
    x.HandoverDeclined: escalation.handover_over,
    x.HandoverLapsed: escalation.handover_over,
    x.AlertNearby: lambda alert, event: replace(alert, nearby=(*alert.nearby, event.code)),
    c.AlertsMerged: lambda alert, event: replace(alert, merged=(*alert.merged, event.code)),
    x.PeoplePinged: escalation.pinged,
    x.AlarmUnheeded: alarms.climbed,
    x.AlarmTaken: alarms.taken,
    x.Nudged: lambda alert, event: replace(alert, nudged=alert.nudged | {event.person}),
    e.DefenderWrote: _wrote,
    e.AlarmRaised: _alarm,
    e.DefenderReachChanged: lambda alert, event: replace(alert, reach=event.reach),
    e.QuestionDelivered: checkins.delivered,
    e.QuestionPutAgain: checkins.put_again,
    e.CheckInAsked: checkins.asked,
    e.CheckInOverdue: checkins.climbed,
    e.CheckInTaken: checkins.taken,
    e.CheckInAnswered: checkins.answered,
    e.CheckInIntervalChanged: checkins.interval,
    e.LeadTaken: lambda alert, event: replace(alert, lead=event.person),
    e.Noted: _noted,
    e.DefenderTold: checkins.told,
    e.DefenderBroughtIn: _brought_in,
    e.ResolutionProposed: _proposed,
    e.ResolutionReminded: _reminded,
    e.ResolutionDenied: _denied,
    e.EndFeigned: _end_feigned,
    e.AlertResolved: _resolved,
    e.RoomLocked: lambda alert, event: replace(alert, locked=True),
    e.AlertPurged: lambda alert, event: replace(alert, state=State.PURGED),
    e.ClockSetRight: lambda alert, event: set_right(alert, event.at, event.span),
    c.ExerciseEnded: _resolved,
    c.CalledIn: lambda alert, event: replace(
        alert, notes=(*alert.notes, Note(event.by, event.text, event.at))
    ),
    c.DefenderTied: checkins.tied,
    t.IdentityDoubted: trust.doubted,
    t.IdentitySettled: trust.settled,
    t.OrganisationCutOff: trust.cut_off,
    t.DeviceLeftOut: trust.left_out,
    t.DefenderDeviceChanged: trust.device_changed,
    t.PeopleSuspended: trust.suspended,
    t.PeopleReinstated: trust.reinstated,
    t.ProposalLapsed: trust.lapsed,
    t.IntruderFound: trust.intruder,
    t.RoomAltered: trust.altered,
}
