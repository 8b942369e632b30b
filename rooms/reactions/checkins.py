"""The defender's own words, the check-ins and the ladder: what is said after each step."""

from __future__ import annotations

from rooms import events as e
from rooms.actions import Action, RelayToRoom, TellCoordinators, TellDefender
from rooms.alert import Alert, CheckInAnswer, Question
from rooms.briefing import who
from rooms.checkins import rung
from rooms.reactions.telling import secretly, to_defender, to_room
from rooms.texts import Text, say


def wrote(alert: Alert, event: e.DefenderWrote) -> list[Action]:
    """Passed on, unless they wrote it in the room itself; before the brief is out it is held for it."""
    passed_on = alert.briefed_at is not None and not event.message.in_room
    relay: list[Action] = [RelayToRoom(alert.alias, event.message)] if passed_on else []
    return relay + (to_defender(alert, say("defender-relayed")) if event.confirm else [])


def alarm(alert: Alert, event: e.AlarmRaised) -> list[Action]:
    """Everybody is pinged."""
    return [
        *to_room(alert, say("alarm-again", alias=alert.alias), alert.partners),
        *to_defender(alert, say("defender-alarm-passed-on")),
    ]


def asked(alert: Alert, event: e.CheckInAsked) -> list[Action]:
    """The room sees a question only if one of them wanted it."""
    question = to_defender(alert, say("check-in"))
    if event.by is None:
        return question
    by = who(alert, event.by)
    return [*question, *to_room(alert, say("check-in-asked", alias=alert.alias, by=by))]


def climbed(alert: Alert, event: e.CheckInOverdue) -> list[Action]:
    """Each step of the ladder by name in the room."""
    if alert.check_in is None:
        return []
    silent_since = alert.check_in.asked_at
    match rung(event.step):
        case 1:
            text = say("ladder-asked-again", alias=alert.alias, at=silent_since)
            return [*to_defender(alert, say("check-in-again")), *to_room(alert, text)]
        case 2:
            text = say("ladder-who-will-call", alias=alert.alias, at=silent_since)
            return to_room(alert, text, alert.partners)
        case _:
            text = say("ladder-calling-another", alias=alert.alias, at=silent_since)
            told = say("coordination-check-in-missed", code=alert.code, at=silent_since)
            return [*to_room(alert, text, alert.partners), TellCoordinators(told, urgent=True)]


def taken(alert: Alert, event: e.CheckInTaken) -> list[Action]:
    """The others know that they need not call."""
    at = alert.next_check_in_at or event.at
    return to_room(alert, say("check-in-taken", by=who(alert, event.person), alias=alert.alias, at=at))


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
            shown = to_room(alert, say("answered-not-safe", **facts), alert.partners)
            reply = say("check-in-not-safe")
        case CheckInAnswer.DURESS:
            shown = secretly(alert, say("answered-duress", **facts))
            reply = _as_if_safe(event)
    return [*shown, *_reply(alert, event, reply)]


def _as_if_safe(event: e.CheckInAnswered) -> Text:
    if event.question is Question.RESOLUTION:
        return say("defender-resolved")
    return say("check-in-safe", at=event.next_at)


def _reply(alert: Alert, event: e.CheckInAnswered, text: Text) -> list[Action]:
    """Nothing at all where no alert may be seen, but for the answer that ends it as far as they can see."""
    if alert.covert and event.question is None:
        return []
    replies: list[Action] = [TellDefender(text)]
    if alert.question is Question.RESOLUTION:
        replies.append(TellDefender(say("resolution-question")))
    return replies


def interval(alert: Alert, event: e.CheckInIntervalChanged) -> list[Action]:
    """The rhythm is for all to see."""
    by = who(alert, event.person)
    return to_room(alert, say("check-in-every", by=by, alias=alert.alias, every=event.every))
