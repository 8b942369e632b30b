"""What an alert is after each step of its check-ins; which event leads where stands in `evolving.py`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from rooms import coordinator_events as c
from rooms import events as e
from rooms import evolving_alarms as alarms
from rooms.alert import Alert, CheckIn, CheckInAnswer, Question
from rooms.silence import rung


def asked(alert: Alert, event: e.CheckInAsked) -> Alert:
    """The question is on its way; where nobody can be written to, the room has it at once."""
    return replace(
        alert,
        asked_at=event.at,
        check_in=CheckIn(event.at, delivered_at=None if alert.defender else event.at),
        next_check_in_at=None,
        question=Question.CHECK_IN,
        owes_answer=False,
    )


def delivered(alert: Alert, event: e.QuestionDelivered) -> Alert:
    """The time to answer begins; whatever was said while the question was under way is past."""
    if event.question is Question.CHECK_IN:
        if alert.check_in is None:
            return alert
        return replace(alert, check_in=CheckIn(alert.check_in.asked_at, delivered_at=event.at))
    return replace(alert, question=Question.RESOLUTION, end_delivered_at=event.at)


def climbed(alert: Alert, event: e.CheckInOverdue) -> Alert:
    """One step up the ladder."""
    if alert.check_in is None:
        return alert
    asked = replace(alert.check_in, step=event.step, stepped_at=event.at)
    if asked.delivered_at is not None and rung(event.step) == 1:
        asked = replace(asked, put_again_at=event.at, told_since=False)
    return replace(alert, check_in=asked)


def put_again(alert: Alert, event: e.QuestionPutAgain) -> Alert:
    """The ladder goes on: nothing was answered."""
    if event.question is not Question.CHECK_IN or alert.check_in is None:
        return alert
    return replace(alert, check_in=replace(alert.check_in, put_again_at=event.at, told_since=False))


def taken(alert: Alert, event: e.CheckInTaken) -> Alert:
    """It is waited no longer; but they may answer yet."""
    return replace(alert, check_in=None, owes_answer=True, next_check_in_at=event.at + alert.check_in_every)


def answered(alert: Alert, event: e.CheckInAnswered) -> Alert:
    """Only "safe" lowers an alarm, from them and unforced; nothing else is lowered by it."""
    uncertain = alert.duress or alert.doubts_defender
    forced = event.answer is CheckInAnswer.DURESS
    calm = event.answer in (CheckInAnswer.SAFE, CheckInAnswer.LATER)
    alarm = not calm or (alert.alarm and (uncertain or event.answer is CheckInAnswer.LATER))
    unheeded = alert.unheeded if alarm else None
    if not calm:
        unheeded = alarms.raised(alert, event.at, secret=forced)
    covert = alert.covert or (forced and event.question is Question.RESOLUTION)
    # Whoever says "safe" is asked once more whether it is over, and so is whoever is forced to say it.
    proposed = alert.proposal is not None or alert.end_asked_at is not None
    asked = (calm or forced) and proposed and not covert and not alert.doubts_defender
    return replace(
        alarms.aloud(alert) if event.answer is CheckInAnswer.NOT_SAFE else alert,
        check_in=None,
        next_check_in_at=None if covert else event.next_at,
        question=None if covert else Question.CHECK_IN,
        owes_answer=False,
        end_asked_at=event.at if asked else None,
        end_delivered_at=None,
        last_answer=event.answer,
        last_answer_at=event.at,
        alarm=alarm,
        alarmed_at=alert.alarmed_at if calm else alarmed_at(alert, event),
        unheeded=unheeded,
        covert=covert,
        duress=alert.duress or forced,
    )


def alarmed_at(alert: Alert, event: e.AlarmRaised | e.CheckInAnswered) -> datetime:
    """When the last alarm was written, of all until now: one may come late, and takes back no later one."""
    written_at = event.written_at or event.at
    return max(written_at, alert.alarmed_at or written_at)


def interval(alert: Alert, event: e.CheckInIntervalChanged) -> Alert:
    """Sooner at once, later from the next time on."""
    due = alert.next_check_in_at
    sooner = None if due is None else min(due, event.at + event.every)
    return replace(alert, rhythm=event.every, next_check_in_at=sooner)


def told(alert: Alert, event: e.DefenderTold) -> Alert:
    """What they write next may be about the partners' words."""
    asked = replace(alert.check_in, told_since=True) if alert.check_in is not None else None
    return replace(
        alert, check_in=asked, told_at=event.at, question=None, end_asked_at=None, end_delivered_at=None
    )


def tied(alert: Alert, event: c.DefenderTied) -> Alert:
    """Whoever was to be called by telephone is asked in their own chat from now on."""
    return replace(
        alert,
        defender=event.defender,
        alias=event.alias,
        area=event.area or alert.area,
        languages=event.languages,
        exclude=event.exclude,
        language=event.language,
        check_in=None,
        next_check_in_at=event.at + alert.check_in_every,
    )
