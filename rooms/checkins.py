"""Are you safe? The check-ins, what the defender answers, and the ladder after silence (DESIGN.md 2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from rooms import alarms, words
from rooms import events as e
from rooms import inputs as i
from rooms.alert import Alert, CheckInAnswer, Message, MessageKind, Question, Reach
from rooms.calming import answers_check_in, in_so_many_words, is_late
from rooms.closing import READING_TIME, agrees_to_end, is_theirs, proposed_at, refuse_older
from rooms.convening import call_another
from rooms.evolving_alarms import asked_soon
from rooms.on_behalf import needs_chat
from rooms.roster import Network
from rooms.silence import RUNGS, rung
from rooms.texts import Mistake, say
from rooms.timers import Timer
from rooms.written import ANSWER

CONFIRM_RELAY_EVERY = timedelta(minutes=10)
"""How often a defender who writes on and on is told that it is passed on."""


def defender_wrote(alert: Alert, given: i.Wrote, now: datetime, network: Network) -> list[e.Event]:
    """Everything is passed on; what is an answer or an alarm is acted on as well.

    What anybody could have written for them, or corrects other words (`Message.may_calm`), can alarm, and can
    calm nobody.
    """
    message = given.message
    if given.duress:
        return _answer(alert, CheckInAnswer.DURESS, message, now)
    if not message.words:
        return [_relay(alert, message, now)]
    if agrees_to_end(alert, message):
        return _agreement(alert, message, now)
    over = _whether_over(alert, message)
    if over is False:
        return _disagreement(alert, message, now)
    if over is True and message.may_calm:
        return _asked_for_number(alert, message, now)
    calls = words.is_alert(message.words)
    if calls and alert.covert:
        # To whoever reads along, it is their first call.
        return [_relay(alert, message, now), *_alarm(alert, message.text, message.sent_at, now)]
    parsed = _parse_answer(alert, message, corrects=message.corrects == ANSWER)
    if parsed is not None and (message.may_calm or parsed[0] is CheckInAnswer.NOT_SAFE):
        answer, postponed = parsed
        if answer is CheckInAnswer.NOT_SAFE:
            return _answer(alert, answer, message, now, postponed)
        if is_late(alert, message):
            return _ask_again(alert, replace(message, late=True), now)
        if answers_check_in(alert, answer, message):
            return _answer(alert, answer, message, now, postponed)
        return _ask_again(alert, message, now)
    if calls and alert.check_in is not None:
        # A call for help is an answer: nobody may read that there was none.
        return _answer(alert, CheckInAnswer.NOT_SAFE, message, now)
    alarm = _alarm(alert, message.text, message.sent_at, now) if calls else []
    return [_relay(alert, message, now), *alarm]


def call_again(alert: Alert, given: i.Raise, now: datetime, network: Network) -> list[e.Event]:
    """An alert while one is open is an update, never a second room; what they wrote has been passed on."""
    return [] if given.covert else _alarm(alert, given.words, given.written_at, now)


def _alarm(alert: Alert, text: str, written_at: datetime | None, now: datetime) -> list[e.Event]:
    raised = e.AlarmRaised(now, text, uncovered=alert.covert, written_at=written_at)
    return [raised, *_back_to_active(alert, now)]


def _whether_over(alert: Alert, message: Message) -> bool | None:
    """What they answer to "is it over?", if that is what they answer."""
    if alert.question is not Question.RESOLUTION or message.in_room:
        return None
    if alert.owes_answer and words.check_in_answer(message.words) is not None:
        return None
    return words.yes_or_no(message.words)


def _asked_for_number(alert: Alert, message: Message, now: datetime) -> list[e.Event]:
    """A "yes" without the number may be about anything: it is passed on, and they are asked once more."""
    since = proposed_at(alert)
    if since is None or message.late or message.sent_at < since:
        return [_relay(alert, replace(message, late=True), now)]
    if not is_theirs(alert, message):
        return [_relay(alert, message, now)]
    return [e.DefenderWrote(now, message, confirm=False), e.QuestionPutAgain(now, Question.RESOLUTION)]


def _has_read_it(alert: Alert, message: Message, now: datetime) -> bool:
    """Whether they can have had the question before them, whichever clock goes wrong."""
    at = alert.end_delivered_at
    return at is not None and min(message.sent_at, now) - at > READING_TIME


def _question_answered(alert: Alert, message: Message, now: datetime) -> Question | None:
    """What a "1" would be an answer to now."""
    if alert.question is not Question.RESOLUTION:
        return alert.question
    over = not alert.owes_answer and not message.in_room and _has_read_it(alert, message, now)
    over = over and (message.signed or not alert.spoke_signed)
    return Question.RESOLUTION if over else Question.CHECK_IN


def _disagreement(alert: Alert, message: Message, now: datetime) -> list[e.Event]:
    return [*_beside(message, now), e.ResolutionDenied(now, alert.defender, message.text)]


def _agreement(alert: Alert, message: Message, now: datetime) -> list[e.Event]:
    if alert.duress:
        return [e.DefenderWrote(now, message, confirm=False), e.EndFeigned(now)]
    return [*_beside(message, now), e.AlertResolved(now, alert.defender)]


def _beside(message: Message, now: datetime) -> list[e.Event]:
    """What the room does not know by hearing what was answered."""
    return [] if _is_bare_words(message) else [e.DefenderWrote(now, message, confirm=False)]


def _is_bare_words(message: Message) -> bool:
    """Whether the room knows all of it by hearing what was answered: no file, and no mark, belongs to it."""
    return message.kind is MessageKind.TEXT and message.protected and not message.edited


def _parse_answer(
    alert: Alert, message: Message, *, corrects: bool
) -> tuple[CheckInAnswer, timedelta | None] | None:
    """An answer counts unasked only if it says what it means: a bare "no" may answer a partner's words.

    As long as nothing else was said to them, the question that they answered already can be answered anew
    by a "no"; and one that they never answered, by anything. What `corrects` an answer is about its question.
    """
    parsed = words.check_in_answer(message.words)
    if parsed is None or alert.check_in is not None:
        return parsed
    asked = alert.question is not None and not message.in_room
    if parsed[0] is CheckInAnswer.NOT_SAFE:
        return parsed if asked or corrects or words.says_not_safe(message.words) else None
    if alert.covert:
        # Who may be forced, and was asked nothing, is neither safe nor to be asked later.
        return None
    if not in_so_many_words(parsed[0], message.words):
        return parsed if asked and alert.owes_answer else None
    return parsed


def _relay(alert: Alert, message: Message, now: datetime) -> e.DefenderWrote:
    told_at = alert.relay_confirmed_at
    due = told_at is None or now - told_at >= CONFIRM_RELAY_EVERY
    confirm = due and not alert.covert and not message.in_room
    return e.DefenderWrote(now, message, confirm)


def _ask_again(alert: Alert, message: Message, now: datetime) -> list[e.Event]:
    """It is passed on, and the question put once more; not for each of several words in one breath."""
    asked = alert.check_in
    if asked is None:
        return [_relay(alert, message, now)]
    if asked.put_again_at is not None and now - asked.put_again_at <= READING_TIME:
        return [e.DefenderWrote(now, message, confirm=False)]
    return [e.DefenderWrote(now, message, confirm=False), e.QuestionPutAgain(now, Question.CHECK_IN)]


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
    wait = alert.check_in_every
    capped = False
    if answer is CheckInAnswer.LATER and postponed is not None:
        capped = postponed > alert.policy.postpone_at_most
        wait = min(postponed, alert.policy.postpone_at_most)
    events: list[e.Event] = []
    unheard = alert.briefed_at is None or (answer is CheckInAnswer.DURESS and alert.defender_reads_along)
    if unheard or not _is_bare_words(message):
        # What the room does not hear as an answer, or not all of, it gets as any other message.
        events.append(e.DefenderWrote(now, message, confirm=False))
    question = _question_answered(alert, message, now)
    # What the duress word is answered names the time that "safe" would have got.
    next_at = asked_soon(alert, now) if answer is CheckInAnswer.NOT_SAFE else now + wait
    events.append(e.CheckInAnswered(now, answer, message.text, next_at, question, capped, message.sent_at))
    if answer in (CheckInAnswer.NOT_SAFE, CheckInAnswer.DURESS):
        events += _back_to_active(alert, now, secretly=answer is CheckInAnswer.DURESS)
    return events


def ask(alert: Alert, timer: Timer, now: datetime, network: Network) -> list[e.Event]:
    """The regular check-in is due."""
    return [e.CheckInAsked(now)]


def climb(alert: Alert, timer: Timer, now: datetime, network: Network) -> list[e.Event]:
    """No answer within `answer_within`: one step up the ladder.

    Nobody else is called because our own homeserver does not take the question.
    """
    if alert.check_in is None:
        return []
    step = alert.check_in.step + 1
    events: list[e.Event] = [e.CheckInOverdue(now, step)]
    under_way = alert.check_in.delivered_at is None and alert.reach is Reach.READABLE
    if rung(step) == RUNGS and not under_way:
        events += call_another(alert, now, network)
    return events


def reached(alert: Alert, given: i.DefenderReached, now: datetime, network: Network) -> list[e.Event]:
    """A question is asked once it can be read; whether they can read at all is said when it changes."""
    events: list[e.Event] = []
    if given.reach is Reach.READABLE and given.asks is not None and _awaits(alert, given):
        events.append(e.QuestionDelivered(now, given.asks))
    if given.reach is not alert.reach:
        events.append(e.DefenderReachChanged(now, given.reach))
    return events


def _awaits(alert: Alert, given: i.DefenderReached) -> bool:
    """Whether this very question still stands, and was not delivered before."""
    if given.asks is Question.CHECK_IN:
        asked = alert.check_in
        return asked is not None and asked.delivered_at is None and asked.asked_at == given.asked_at
    stands = alert.check_in is None and alert.end_asked_at == given.asked_at
    return stands and given.asked_at is not None and alert.question is not Question.RESOLUTION


def ask_now(alert: Alert, given: i.CheckInNow, now: datetime, network: Network) -> list[e.Event]:
    """A partner wants to know at once."""
    if alert.exercise:
        needs_chat(alert)
    if alert.covert:
        raise Mistake(say("covert-no-check-in", alias=alert.alias))
    if alert.check_in is not None:
        at = alert.check_in.since
        key = "status-not-asked" if alert.is_not_asked else "check-in-running"
        raise Mistake(say(key, alias=alert.alias, at=at))
    return [e.CheckInAsked(now, given.person)]


def ask_every(alert: Alert, given: i.CheckInEvery, now: datetime, network: Network) -> list[e.Event]:
    """A partner changes the rhythm of this alert's check-ins."""
    if alert.exercise:
        needs_chat(alert)
    if alert.covert:
        raise Mistake(say("covert-no-check-in", alias=alert.alias))
    return [e.CheckInIntervalChanged(now, given.person, given.every)]


def take(alert: Alert, given: i.Take, now: datetime, network: Network) -> list[e.Event]:
    """A partner calls the defender, or acts on their alarm: the ladders rest until the next check-in."""
    events: list[e.Event] = [] if alert.check_in is None else [e.CheckInTaken(now, given.person)]
    events += alarms.taken(alert, given.person, now)
    if not events:
        raise Mistake(say("nothing-to-take", alias=alert.alias))
    if alert.check_in is not None:
        refuse_older(given.sent_at, alert.check_in.asked_at)
    return events
