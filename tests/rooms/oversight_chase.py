"""What has to hold of the chase after organisations, whatever comes: a function for each promise."""

from __future__ import annotations

from rooms import events as e
from rooms.actions import BriefRoom, TellRoom
from rooms.alert import Alert, Answer, Called, CheckInAnswer
from rooms.lifecycle import timers
from rooms.pinging import MAY_WAIT
from rooms.timers import TimerKind
from tests.rooms.oversight import Step


def _may_come(alert: Alert) -> list[Called]:
    """`overdue` is also who is on it and of whose people nobody has been sure for too long."""
    return [
        called
        for called in alert.organisations
        if called.answer in (Answer.ON_IT, Answer.WAITING) and not called.overdue
    ]


def _is_enough(alert: Alert) -> bool:
    """So many are on it as the policy wants, with the anchor if it may still come."""
    quorum = alert.policy.ladder(alert.level).quorum
    there = [called for called in _may_come(alert) if called.answer is Answer.ON_IT]
    anchors = [called for called in _may_come(alert) if called.anchor]
    wanted = min(quorum.others + quorum.anchor, alert.policy.organisations)
    return len(there) >= wanted and (
        not quorum.anchor or not anchors or any(each in there for each in anchors)
    )


def as_many_as_asked_may_come(step: Step) -> None:
    """Until enough are on it, fewer than asked may come only while the rota has nobody left."""
    alert = step.after
    if not alert.is_open or _is_enough(alert):
        return
    taken = {called.id for called in alert.organisations} | set(alert.exclude)
    free = [one for one in step.network.organisations if set(one.people) - alert.gone and one.id not in taken]
    assert len(_may_come(alert)) >= alert.policy.organisations or not free


def somebody_is_always_asked(step: Step) -> None:
    """Until enough are on it somebody is being asked, or all who are left have said no and people know it."""
    alert = step.after
    if not alert.is_open or alert.room is None or _is_enough(alert):
        return
    asked = {timer.subject for timer in timers(alert) if timer.kind is TimerKind.ACKNOWLEDGEMENT}
    silent = [each for each in alert.organisations if each.answer is Answer.WAITING]
    assert asked or not silent
    if len(_may_come(alert)) < alert.policy.organisations:
        assert alert.exhausted_at is not None


def nobody_is_waited_for_who_is_gone(step: Step) -> None:
    """Whoever all left, could not be invited or were suspended: others are asked in their place."""
    for called in step.after.organisations if step.after.is_open else ():
        if called.answer in (Answer.WAITING, Answer.ON_IT):
            assert not step.after.gone.issuperset(called.people)


def who_hands_over_is_on_it(step: Step) -> None:
    """Nobody is told to be still on it who is not."""
    for handover in step.after.handovers:
        assert step.after.called_as(handover.organisation).answer is Answer.ON_IT


def nobody_is_pinged_twice_for_the_same(step: Step) -> None:
    """Within `quiet_after`, but for what is a matter of life."""
    for action in step.actions:
        if isinstance(action, TellRoom) and action.text.key in MAY_WAIT:
            last = step.before.pinged.get(action.text.key, {})
            for person in action.mention:
                assert person not in last or step.now - last[person] >= step.before.policy.quiet_after


def pings_are_counted(step: Step) -> None:
    """Each mention in the room."""
    said = [each for each in step.actions if isinstance(each, TellRoom | BriefRoom)]
    assert step.after.pings - step.before.pings == sum(len(each.mention) for each in said)


def an_alarm_is_chased(step: Step) -> None:
    """From the alarm on the room is asked again within the time for an answer, and the defender soon."""
    alert = step.after
    if not alert.is_open or not any(map(_is_alarm, step.events)):
        return
    due = {timer.kind: timer.due_at for timer in timers(alert)}
    assert due[TimerKind.ALARM] <= step.now + alert.policy.answer_within
    if not alert.covert:
        next_at = min(due[kind] for kind in (TimerKind.CHECK_IN, TimerKind.LADDER) if kind in due)
        assert next_at <= step.now + max(alert.check_in_every, alert.policy.answer_within)


def _is_alarm(event: e.Event) -> bool:
    if isinstance(event, e.CheckInAnswered):
        return event.answer in (CheckInAnswer.NOT_SAFE, CheckInAnswer.DURESS)
    return isinstance(event, e.AlarmRaised | e.EndFeigned)


CHASE_PROMISES = (
    an_alarm_is_chased,
    as_many_as_asked_may_come,
    somebody_is_always_asked,
    nobody_is_waited_for_who_is_gone,
    who_hands_over_is_on_it,
    nobody_is_pinged_twice_for_the_same,
    pings_are_counted,
)
