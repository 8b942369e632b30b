"""What the world must be told or made to do after an event: one table, from the event to its reaction.

The reactions stand in `rooms/reactions/`, by the part of the alert's life that they belong to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from rooms import coordinator_events as c
from rooms import escalation_events as x
from rooms import events as e
from rooms import trust_events as t
from rooms.actions import Action
from rooms.alert import Alert
from rooms.exercise import marked
from rooms.paging import paged
from rooms.pinging import quietened
from rooms.reactions import checkins, convening, coordinators, escalation, resolving, roomwork, trust

_Reaction: TypeAlias = Callable[..., list[Action]]

REACTIONS: Mapping[type, _Reaction | None] = {
    # Raising, convening and acknowledging
    e.AlertRaised: convening.raised,
    e.OrganisationCalled: convening.called,
    e.RotaExhausted: convening.exhausted,
    e.RoomOpened: convening.opened,
    e.RoomRefused: convening.refused,
    e.RoomAwaited: convening.awaited,
    e.RoomRetried: convening.retried,
    e.PeopleInvited: convening.invited,
    e.InvitationFailed: convening.invitation_failed,
    e.OrganisationUnreachable: convening.unreachable,
    e.BriefDelivered: None,
    e.DeliveryFellShort: convening.fell_short,
    e.DeliveryMended: convening.mended,
    e.PersonJoined: None,
    e.PersonLeft: None,
    e.Acknowledged: convening.acknowledged,
    e.Passed: convening.passed,
    # Chasing those who do not answer
    e.AcknowledgementOverdue: escalation.overdue,
    x.OrganisationChased: escalation.chased,
    x.ChasedAgain: escalation.chased_again,
    x.Escalated: escalation.escalated,
    x.StillOnItAsked: escalation.still_asked,
    x.StillOnItLapsed: escalation.still_lapsed,
    x.OrganisationBack: escalation.back,
    x.OrganisationReleased: escalation.released,
    x.LevelChanged: escalation.level_changed,
    x.HandoverAsked: escalation.handover_asked,
    x.HandoverAccepted: escalation.handover_accepted,
    x.HandoverDeclined: escalation.handover_declined,
    x.HandoverLapsed: escalation.handover_lapsed,
    x.AlertNearby: escalation.nearby,
    x.PeoplePinged: None,
    x.AlarmUnheeded: escalation.alarm_unheeded,
    x.AlarmTaken: escalation.alarm_taken,
    x.Nudged: escalation.nudged,
    # The defender's own words and check-ins
    e.DefenderWrote: checkins.wrote,
    e.AlarmRaised: checkins.alarm,
    e.DefenderReachChanged: checkins.reach_changed,
    e.QuestionDelivered: None,
    e.QuestionPutAgain: checkins.put_again,
    e.CheckInAsked: checkins.asked,
    e.CheckInOverdue: checkins.climbed,
    e.CheckInTaken: checkins.taken,
    e.CheckInAnswered: checkins.answered,
    e.CheckInIntervalChanged: checkins.interval,
    # Work in the room
    e.RoomSpoke: None,
    e.RoomUpdateAsked: roomwork.update_asked,
    e.LeadTaken: roomwork.led,
    e.Noted: roomwork.noted,
    e.DefenderTold: roomwork.told,
    e.DefenderBroughtIn: roomwork.brought_in,
    # Whom it relies on
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
    e.ClockSetRight: None,
    # The end
    e.ResolutionProposed: resolving.proposed,
    e.ResolutionReminded: resolving.reminded,
    e.ResolutionDenied: resolving.denied,
    e.EndFeigned: resolving.end_feigned,
    e.AlertResolved: resolving.resolved,
    e.RoomLocked: resolving.locked,
    e.AlertPurged: resolving.purged,
    # By the coordinators
    c.ExerciseEnded: coordinators.exercise_ended,
    c.CalledIn: coordinators.called_in,
    c.DefenderTied: coordinators.tied,
    c.AlertsMerged: coordinators.merged,
}
"""Every event stands here; None is silence."""


def react(alert: Alert, event: e.Event) -> list[Action]:
    """The actions that follow from `event`; `alert` is what the alert is after it."""
    reaction = REACTIONS[type(event)]
    actions = reaction(alert, event) if reaction else []
    return marked(alert, paged(alert, [quietened(alert, each, event.at) for each in actions]))
