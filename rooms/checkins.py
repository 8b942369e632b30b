"""Are you safe? The check-ins, what the defender answers, and the ladder after silence (DESIGN.md 2)."""

from __future__ import annotations

from datetime import datetime, timedelta

from rooms import events as e
from rooms import inputs as i
from rooms import words
from rooms.alert import Alert, CheckInAnswer, Message, MessageKind, Question
from rooms.convening import call_another
from rooms.roster import Network
from rooms.texts import Mistake, say
from rooms.timers import Timer

RUNGS = 3
"""The ladder: ask again; ask the room who will call; call another organisation. Then it begins anew."""

CONFIRM_RELAY_EVERY = timedelta(minutes=10)
"""How often a defender who writes on and on is told that it is passed on."""


def rung(step: int) -> int:
    """Which rung of the ladder a step (counted from 1) is: 1, 2 or 3."""
    return (step - 1) % RUNGS + 1


def defender_wrote(alert: Alert, given: i.Wrote, now: datetime, network: Network) -> list[e.Event]:
    """Everything is passed on; what is an answer or an alarm is acted on as well.

    What anybody could have written for them (`Message.protected`) can alarm, and can calm nobody.
    """
    message = given.message
    if given.duress:
        return _answer(alert, CheckInAnswer.DURESS, message, now)
    if message.kind is not MessageKind.TEXT or message.edited:
        return [_relay(alert, message, now)]
    if alert.question is Question.RESOLUTION:
        agreed = words.yes_or_no(message.text)
        if agreed is False or (agreed and message.protected):
            return _agreement(alert, agreed, message, now)
    parsed = _parse_answer(alert, message.text)
    if parsed is not None and (message.protected or parsed[0] is CheckInAnswer.NOT_SAFE):
        answer, postponed = parsed
        return _answer(alert, answer, message, now, postponed)
    calls = words.is_alert(message.text)
    if calls and alert.check_in is not None:
        # A call for help is an answer: nobody may read that there was none.
        return _answer(alert, CheckInAnswer.NOT_SAFE, message, now)
    return [_relay(alert, message, now), *(_alarm(alert, message.text, now) if calls else ())]


def call_again(alert: Alert, given: i.Raise, now: datetime, network: Network) -> list[e.Event]:
    """An alert while one is open is an update, never a second room; what they wrote has been passed on."""
    return [] if given.covert else _alarm(alert, given.words, now)


def _alarm(alert: Alert, text: str, now: datetime) -> list[e.Event]:
    return [e.AlarmRaised(now, text), *_back_to_active(alert, now)]


def _agreement(alert: Alert, agreed: bool, message: Message, now: datetime) -> list[e.Event]:
    if not agreed:
        marked: list[e.Event] = [] if message.protected else [_relay(alert, message, now)]
        return [*marked, e.ResolutionDenied(now, alert.defender, message.text)]
    if alert.duress:
        return [e.DefenderWrote(now, message, confirm=False), e.EndFeigned(now)]
    return [e.AlertResolved(now, alert.defender)]


def _parse_answer(alert: Alert, text: str) -> tuple[CheckInAnswer, timedelta | None] | None:
    """An answer counts unasked only if it says what it means: a bare "no" may answer a partner's words."""
    parsed = words.check_in_answer(text)
    if parsed is None or alert.check_in is not None:
        return parsed
    alarming = parsed[0] is CheckInAnswer.NOT_SAFE
    if alarming and alert.question is Question.RESOLUTION:
        return parsed
    if alert.covert and not alarming:
        # Who may be forced, and was asked nothing, is neither safe nor to be asked later.
        return None
    first = words.normalise(text).split(" ")[0]
    bare = first in {"1", "2", "3", "ok", "okay"} or words.yes_or_no(first) is not None
    return None if bare else parsed


def _relay(alert: Alert, message: Message, now: datetime) -> e.DefenderWrote:
    told_at = alert.relay_confirmed_at
    due = told_at is None or now - told_at >= CONFIRM_RELAY_EVERY
    confirm = due and not alert.covert and not message.in_room
    return e.DefenderWrote(now, message, confirm)


def _back_to_active(alert: Alert, now: datetime, *, secretly: bool = False) -> list[e.Event]:
    """A new alarm takes back a proposal to close."""
    return [e.ResolutionDenied(now, alert.defender, "", secretly)] if alert.proposal else []


def _answer(
    alert: Alert,
    answer: CheckInAnswer,
    message: Message,
    now: datetime,
    postponed: timedelta | None = None,
) -> list[e.Event]:
    wait = alert.policy.check_in_every
    capped = False
    if answer is CheckInAnswer.LATER and postponed is not None:
        capped = postponed > alert.policy.postpone_at_most
        wait = min(postponed, alert.policy.postpone_at_most)
    events: list[e.Event] = []
    unheard = alert.briefed_at is None or (answer is CheckInAnswer.DURESS and alert.defender_reads_along)
    if unheard or message.edited or message.kind is not MessageKind.TEXT or not message.protected:
        # What the room does not hear as an answer, or not all of, it gets as any other message.
        events.append(e.DefenderWrote(now, message, confirm=False))
    events.append(e.CheckInAnswered(now, answer, message.text, now + wait, alert.question, capped))
    if answer in (CheckInAnswer.NOT_SAFE, CheckInAnswer.DURESS):
        events += _back_to_active(alert, now, secretly=answer is CheckInAnswer.DURESS)
    return events


def ask(alert: Alert, timer: Timer, now: datetime, network: Network) -> list[e.Event]:
    """The regular check-in is due."""
    return [e.CheckInAsked(now)]


def climb(alert: Alert, timer: Timer, now: datetime, network: Network) -> list[e.Event]:
    """No answer within `answer_within`: one step up the ladder."""
    step = alert.check_in.step + 1 if alert.check_in else 1
    events: list[e.Event] = [e.CheckInOverdue(now, step)]
    if rung(step) == RUNGS:
        events += call_another(alert, now, network)
    return events


def ask_now(alert: Alert, given: i.CheckInNow, now: datetime, network: Network) -> list[e.Event]:
    """A partner wants to know at once."""
    if alert.covert:
        raise Mistake(say("covert-no-check-in", alias=alert.alias))
    if alert.check_in is not None:
        raise Mistake(say("check-in-running", alias=alert.alias, at=alert.check_in.asked_at))
    return [e.CheckInAsked(now, given.person)]


def ask_every(alert: Alert, given: i.CheckInEvery, now: datetime, network: Network) -> list[e.Event]:
    """A partner changes the rhythm of this alert's check-ins."""
    if alert.covert:
        raise Mistake(say("covert-no-check-in", alias=alert.alias))
    return [e.CheckInIntervalChanged(now, given.person, given.every)]


def take(alert: Alert, given: i.Take, now: datetime, network: Network) -> list[e.Event]:
    """A partner calls the defender: the ladder rests until the next check-in."""
    if alert.check_in is None:
        raise Mistake(say("nothing-to-take", alias=alert.alias))
    return [e.CheckInTaken(now, given.person)]
