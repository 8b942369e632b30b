"""What each event of a journal is called when the journal is read by people."""

from __future__ import annotations

from collections.abc import Mapping

from rooms import coordinator_events as c
from rooms import escalation_events as x
from rooms import events as e
from rooms import trust_events as t
from rooms.alert import CheckInAnswer
from rooms.happened import Happened
from rooms.texts import Text, say

_TITLES: Mapping[type[Happened], Text] = {
    e.AlertRaised: say("journal-alert-raised"),
    e.OrganisationCalled: say("journal-organisation-called"),
    e.RotaExhausted: say("journal-rota-exhausted"),
    e.RoomOpened: say("journal-room-opened"),
    e.RoomRefused: say("journal-room-refused"),
    e.RoomAwaited: say("journal-room-awaited"),
    e.RoomRetried: say("journal-room-retried"),
    e.PeopleInvited: say("journal-people-invited"),
    e.InvitationFailed: say("journal-invitation-failed"),
    e.OrganisationUnreachable: say("journal-organisation-unreachable"),
    e.BriefDelivered: say("journal-brief-delivered"),
    e.DeliveryFellShort: say("journal-delivery-fell-short"),
    e.DeliveryMended: say("journal-delivery-mended"),
    e.PersonJoined: say("journal-person-joined"),
    e.PersonLeft: say("journal-person-left"),
    e.Acknowledged: say("journal-acknowledged"),
    e.Passed: say("journal-passed"),
    e.AcknowledgementOverdue: say("journal-acknowledgement-overdue"),
    x.OrganisationChased: say("journal-organisation-chased"),
    x.ChasedAgain: say("journal-chased-again"),
    x.Escalated: say("journal-escalated"),
    x.StillOnItAsked: say("journal-still-on-it-asked"),
    x.StillOnItLapsed: say("journal-still-on-it-lapsed"),
    x.OrganisationBack: say("journal-organisation-back"),
    x.OrganisationReleased: say("journal-organisation-released"),
    x.LevelChanged: say("journal-level-changed"),
    x.HandoverAsked: say("journal-handover-asked"),
    x.HandoverAccepted: say("journal-handover-accepted"),
    x.HandoverDeclined: say("journal-handover-declined"),
    x.HandoverLapsed: say("journal-handover-lapsed"),
    x.AlertNearby: say("journal-alert-nearby"),
    x.PeoplePinged: say("journal-people-pinged"),
    x.AlarmUnheeded: say("journal-alarm-unheeded"),
    x.AlarmTaken: say("journal-alarm-taken"),
    x.Nudged: say("journal-nudged"),
    e.DefenderWrote: say("journal-defender-wrote"),
    e.AlarmRaised: say("journal-alarm-raised"),
    e.DefenderReachChanged: say("journal-defender-reach-changed"),
    e.QuestionDelivered: say("journal-question-delivered"),
    e.QuestionPutAgain: say("journal-question-put-again"),
    e.CheckInAsked: say("journal-check-in-asked"),
    e.CheckInOverdue: say("journal-check-in-overdue"),
    e.CheckInTaken: say("journal-check-in-taken"),
    e.CheckInIntervalChanged: say("journal-check-in-interval"),
    e.RoomSpoke: say("journal-room-spoke"),
    e.RoomUpdateAsked: say("journal-room-update-asked"),
    e.LeadTaken: say("journal-lead-taken"),
    e.Noted: say("journal-noted"),
    e.DefenderTold: say("journal-defender-told"),
    e.DefenderBroughtIn: say("journal-defender-brought-in"),
    e.ResolutionProposed: say("journal-resolution-proposed"),
    e.ResolutionReminded: say("journal-resolution-reminded"),
    e.ResolutionDenied: say("journal-resolution-denied"),
    e.EndFeigned: say("journal-end-feigned"),
    e.AlertResolved: say("journal-alert-resolved"),
    e.RoomLocked: say("journal-room-locked"),
    e.AlertPurged: say("journal-alert-purged"),
    e.ClockSetRight: say("journal-clock-set-right"),
    c.ExerciseEnded: say("journal-exercise-ended"),
    c.CalledIn: say("journal-called-in"),
    c.DefenderTied: say("journal-defender-tied"),
    c.AlertsMerged: say("journal-alerts-merged"),
    t.IdentityDoubted: say("journal-identity-doubted"),
    t.IdentitySettled: say("journal-identity-settled"),
    t.OrganisationCutOff: say("journal-organisation-cut-off"),
    t.DeviceLeftOut: say("journal-device-left-out"),
    t.DefenderDeviceChanged: say("journal-defender-device"),
    t.PeopleSuspended: say("journal-people-suspended"),
    t.PeopleReinstated: say("journal-people-reinstated"),
    t.ProposalLapsed: say("journal-proposal-lapsed"),
    t.IntruderFound: say("journal-intruder-found"),
    t.RoomAltered: say("journal-room-altered"),
}
_ANSWERS: Mapping[CheckInAnswer, Text] = {
    CheckInAnswer.SAFE: say("journal-answered-safe"),
    CheckInAnswer.NOT_SAFE: say("journal-answered-not-safe"),
    CheckInAnswer.LATER: say("journal-answered-later"),
    CheckInAnswer.DURESS: say("journal-answered-duress"),
}


def title_of(event: Happened) -> Text:
    """What has happened, in a few words and without names."""
    if isinstance(event, e.CheckInAnswered):
        return _ANSWERS[event.answer]
    return _TITLES[type(event)]
