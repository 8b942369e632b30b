"""What ties an agreement to the proposal that it agrees to: a number of two digits, for this one alone (G3).

A homeserver can hold a genuine "1" or `!confirm` back, and give it when it suits. A number that was not known
before the proposal cannot stand in anything older. It is shown wherever one is asked, to be copied.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zlib import crc32

from rooms import words
from rooms.alert import Alert, Message
from rooms.texts import Mistake, say

READING_TIME = timedelta(seconds=5)
"""Nobody reads a question and answers it in less: it is the second tap of an impatient thumb."""

_FEWEST, _NUMBERS, _STEP = 11, 89, 7
"""From 11 to 99, so that none is an answer to "are you safe?"; a step that meets each before any again."""


def closing_number(alert: Alert) -> int:
    """The number of the next proposal: another one in each alert, and each time."""
    return _FEWEST + (crc32(alert.mark.encode()) + _STEP * alert.proposals) % _NUMBERS


def agrees_to_end(alert: Alert, message: Message) -> bool:
    """Whether the defender agrees that it is over: the number says what is meant, whatever was asked."""
    if alert.covert or message.in_room or not is_theirs(alert, message):
        return False
    since = proposed_at(alert)
    is_late = since is None or message.late or message.sent_at < since
    return not is_late and words.agrees_to(message.words, alert.end_number)


def proposed_at(alert: Alert) -> datetime | None:
    """Since when it is proposed, as far as the defender can see: a forced one reads of no denial."""
    if alert.proposal is not None:
        return alert.proposal.proposed_at
    return alert.end_asked_at if alert.duress else None


def refuse_older(sent_at: datetime | None, asked_at: datetime | None) -> None:
    """Raise `Mistake` for an answer to what was asked only later, as far as is known when it was sent."""
    if sent_at is not None and asked_at is not None and sent_at < asked_at:
        raise Mistake(say("answer-is-older", at=sent_at))


def is_theirs(alert: Alert, message: Message) -> bool:
    """Whether it can end the alert: nobody else can have written it, as far as can be known.

    Who has written from a verified device is not believed on another one; who never had one, is.
    """
    return message.may_calm and not alert.doubts_defender and (message.signed or not alert.spoke_signed)
