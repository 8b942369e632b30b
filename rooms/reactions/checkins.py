"""The defender's own words, the check-ins and the ladder: what is said after each step."""

from __future__ import annotations

from datetime import datetime

from rooms import events as e
from rooms.actions import Action, RelayToRoom, TellCoordinators, TellDefender
from rooms.alert import Alert, CheckIn, CheckInAnswer, Question, Reach
from rooms.briefing import reach, who
from rooms.reactions.convening import as_if_raised_now
from rooms.reactions.telling import aloud, ask_whether_over, doubt, heard, secretly, to_defender, to_room
from rooms.silence import RUNGS, rung
from rooms.texts import Text, say


def wrote(alert: Alert, event: e.DefenderWrote) -> list[Action]:
    """Passed on, unless they wrote it in the room itself; before the brief is out it is held for it."""
    passed_on = alert.briefed_at is not None and not event.message.in_room
    relay: list[Action] = [RelayToRoom(alert.alias, event.message)] if passed_on else []
    reply = "defender-relayed" if event.message.protected else "defender-relayed-plain"
    return relay + (to_defender(alert, say(reply)) if event.confirm else [])


def alarm(alert: Alert, event: e.AlarmRaised) -> list[Action]:
    """Everybody is pinged."""
    shown = aloud(alert, say("alarm-again", alias=alert.alias), event.at)
    if event.uncovered:
        return [*shown, *as_if_raised_now(alert)]
    return [*shown, *to_defender(alert, heard(alert, say("defender-alarm-passed-on"), event.at))]


def reach_changed(alert: Alert, event: e.DefenderReachChanged) -> list[Action]:
    """Who counts on words to the defender hears that they do not arrive, and that they do again (G2)."""
    if not alert.is_open:
        return []
    shown = to_room(alert, reach(alert), alert.partners if event.reach is not Reach.READABLE else ())
    match event.reach:
        case Reach.READABLE:
            told = TellCoordinators(say("coordination-defender-can-read", code=alert.code))
            # What could not be read is asked again: it may be lost, and then nobody would wait for an answer.
            unread = alert.check_in is not None and alert.check_in.delivered_at is None
            return [*shown, told, *(_ask(alert, say("check-in")) if unread else ())]
        case Reach.UNREADABLE:
            told = TellCoordinators(say("coordination-defender-cannot-read", code=alert.code), urgent=True)
        case Reach.REFUSED:
            told = TellCoordinators(say("coordination-cannot-write", code=alert.code), urgent=True)
    return [*shown, told]


def _ask(alert: Alert, text: Text) -> list[Action]:
    """Put the check-in's question; from its delivery on they are waited for."""
    if alert.check_in is None or alert.covert:
        return []
    return [TellDefender(text, Question.CHECK_IN, alert.check_in.asked_at)]


def asked(alert: Alert, event: e.CheckInAsked) -> list[Action]:
    """The room sees a question only if one of them wanted it, or if they are the ones to put it."""
    if not alert.defender:
        return to_room(alert, say("who-calls-them", alias=alert.alias), alert.partners)
    question = _ask(alert, say("check-in"))
    if event.by is None:
        return question
    by = who(alert, event.by)
    return [*question, *to_room(alert, say("check-in-asked", alias=alert.alias, by=by))]


def put_again(alert: Alert, event: e.QuestionPutAgain) -> list[Action]:
    """In other words: they read that what they wrote was no answer to it."""
    if event.question is Question.CHECK_IN:
        return _ask(alert, say("check-in-put-again"))
    return to_defender(alert, say("resolution-put-again", number=str(alert.end_number)))


def climbed(alert: Alert, event: e.CheckInOverdue) -> list[Action]:
    """Each step of the ladder by name in the room."""
    if alert.check_in is None:
        return []
    if alert.check_in.delivered_at is None:
        return _not_asked(alert, alert.check_in)
    silent_since = alert.check_in.delivered_at
    if not alert.defender:
        return _nobody_called(alert, event, silent_since)
    match rung(event.step):
        case 1:
            text = say("ladder-asked-again", alias=alert.alias, at=silent_since)
            return [*_ask(alert, say("check-in-again")), *to_room(alert, text)]
        case 2:
            text = say("ladder-who-will-call", alias=alert.alias, at=silent_since)
            return to_room(alert, text, alert.partners)
        case _:
            text = say("ladder-calling-another", alias=alert.alias, at=silent_since)
            told = say("coordination-check-in-missed", code=alert.code, at=silent_since)
            return [*to_room(alert, text, alert.partners), TellCoordinators(told, urgent=True)]


def _nobody_called(alert: Alert, event: e.CheckInOverdue, at: datetime) -> list[Action]:
    """Asked again until somebody calls them; the coordinators hear when another one is called in for it."""
    shown = to_room(alert, say("who-calls-them-still", alias=alert.alias, at=at), alert.partners)
    if rung(event.step) < RUNGS:
        return shown
    told = say("coordination-nobody-calls", code=alert.code, at=at)
    return [*shown, TellCoordinators(told, urgent=True)]


def _not_asked(alert: Alert, check_in: CheckIn) -> list[Action]:
    """Nobody is called silent who could not read the question; somebody has to call all the same."""
    at = check_in.asked_at
    match alert.reach:
        case Reach.READABLE:
            text = say("ladder-not-gone-out", alias=alert.alias, at=at)
        case Reach.UNREADABLE:
            text = say("ladder-cannot-read", alias=alert.alias, at=at)
        case Reach.REFUSED:
            text = say("ladder-cannot-write", alias=alert.alias, at=at)
    told = TellCoordinators(say("coordination-not-asked", code=alert.code, at=at), urgent=True)
    # What was refused is not tried again by itself; what waits or cannot be read is still to arrive.
    again = _ask(alert, say("check-in")) if alert.reach is Reach.REFUSED else []
    return [*to_room(alert, text, alert.partners), told, *again]


def taken(alert: Alert, event: e.CheckInTaken) -> list[Action]:
    """The others know that they need not call; all are pinged where that silences the questions for long."""
    at = alert.next_check_in_at or event.at
    mention = alert.partners if at - event.at > alert.policy.check_in_every else ()
    text = say("check-in-taken", by=who(alert, event.person), alias=alert.alias, at=at)
    return to_room(alert, text, mention)


def answered(alert: Alert, event: e.CheckInAnswered) -> list[Action]:
    """Shown to the room and answered; the duress word gets to the letter what "safe" gets."""
    facts = {"alias": alert.alias, "words": event.words}
    match event.answer:
        case CheckInAnswer.SAFE:
            shown = to_room(alert, say("answered-safe", **facts))
            reply = say("check-in-safe", at=event.next_at)
        case CheckInAnswer.LATER:
            shown = to_room(alert, say("answered-later", **facts, at=event.next_at))
            reply = say("check-in-later-capped" if event.capped else "check-in-later", at=event.next_at)
        case CheckInAnswer.NOT_SAFE:
            shown = aloud(alert, say("answered-not-safe", **facts), event.at)
            reply = heard(alert, say("check-in-not-safe"), event.at)
        case CheckInAnswer.DURESS:
            shown = secretly(alert, say("answered-duress", **facts), event.at)
            reply = _as_if_safe(event)
    calm = event.answer in (CheckInAnswer.SAFE, CheckInAnswer.LATER)
    if calm and alert.doubts_defender:
        shown = [*shown, *to_room(alert, doubt(alert), alert.partners)]
    return [*shown, *_reply(alert, event, reply)]


def _as_if_safe(event: e.CheckInAnswered) -> Text:
    if event.question is Question.RESOLUTION:
        return say("defender-resolved")
    return say("check-in-safe", at=event.next_at)


def _reply(alert: Alert, event: e.CheckInAnswered, text: Text) -> list[Action]:
    """Nothing at all where no alert may be seen, but for the answer that ends it as far as they can see."""
    if alert.covert and event.question is not Question.RESOLUTION:
        return []
    return [TellDefender(text), *ask_whether_over(alert)]


def interval(alert: Alert, event: e.CheckInIntervalChanged) -> list[Action]:
    """The rhythm is for all to see; a slower one than the policy's is one voice, and all are pinged."""
    by, alias, usual = who(alert, event.person), alert.alias, alert.policy.check_in_every
    if event.every <= usual:
        return to_room(alert, say("check-in-every", by=by, alias=alias, every=event.every))
    text = say("check-in-every-longer", by=by, alias=alias, every=event.every, usual=usual)
    return to_room(alert, text, alert.partners)
