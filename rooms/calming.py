"""What calms: which words of the defender's can answer "are you safe?". Alarms are asked for none of this."""

from __future__ import annotations

from datetime import timedelta

from rooms import words
from rooms.alert import Alert, CheckInAnswer, Message
from rooms.closing import READING_TIME

_IN_ONE_BREATH = timedelta(minutes=1)


def is_late(alert: Alert, message: Message) -> bool:
    """Whether it was written before the question was, or before the last alarm: it can answer neither.

    By the clock of whoever wrote it, and (`Message.late`) by the order in which their device wrote.
    """
    since = (at for at in (alert.asked_at, alert.alarmed_at) if at is not None)
    return message.late or any(message.sent_at < at for at in since)


def answers_check_in(alert: Alert, answer: CheckInAnswer, message: Message) -> bool:
    """Whether it is about "are you safe?", and not about what partners said to them after that.

    A "1", a "yes" or an "ok" may be either; who writes "I am safe" is.
    """
    return in_so_many_words(answer, message.words) or not _may_answer_partners(alert, message)


def in_so_many_words(answer: CheckInAnswer, text: str) -> bool:
    """Whether a calm answer says what it means, whatever was asked."""
    return words.says_later(text) if answer is CheckInAnswer.LATER else not words.is_bare(text)


def _may_answer_partners(alert: Alert, message: Message) -> bool:
    """Whether partners' words stand between the question and this, or the question came too short before."""
    asked = alert.check_in
    if asked is None:
        return False
    put_at = asked.put_again_at or asked.asked_at
    spoke_at = alert.room_spoke_at if message.in_room else None
    if asked.told_since or (spoke_at is not None and spoke_at >= put_at):
        return True
    told_at = max((at for at in (alert.told_at, spoke_at) if at is not None), default=None)
    if told_at is None or (told_at < asked.asked_at and put_at - told_at > _IN_ONE_BREATH):
        return False
    return message.sent_at - put_at <= READING_TIME
