"""What a defender's message does while no alert of theirs is open (or none that may be shown)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from rooms import words
from rooms.alert import Inferred, Message, MessageKind
from rooms.texts import Text, say
from rooms.threats import speaks_of_threat

ENOUGH = 3
"""So many messages without an answer to the question are a call for help: who writes on is not well."""

EARLIER = timedelta(hours=1)
"""What was written longer ago belongs to another day: told as new, it would mislead."""


@dataclass(frozen=True)
class Entry:
    """What follows from a message.

    `raises`: an alert, now; `text` is what they wrote with it, `earlier` what they had sent before.
    Otherwise `reply` is said, and `held` is kept until it is known whether they need help.
    """

    raises: bool = False
    covert: bool = False
    text: str = ""
    earlier: tuple[Message, ...] = ()
    reply: Text | None = None
    asked: bool = False
    inferred: Inferred | None = None
    """Why it raises, if they have not asked for that; `reply` tells them so."""
    held: tuple[Message, ...] = ()


def enter(message: Message, *, asked: bool, held: tuple[Message, ...], duress: bool) -> Entry:
    """An alert word, the duress word or a threat raises an alert at once; anything else gets a question.

    `asked` says whether the question "do you need help now?" stands open; `duress` whether the
    duress word is in the message: then the reply is what any other message would have got.
    """
    held = tuple(each for each in held if message.sent_at - each.sent_at <= EARLIER)
    text = message.text if message.kind is MessageKind.TEXT else ""
    if duress:
        return Entry(raises=True, covert=True, text=text, earlier=held, reply=say("need-help"), asked=True)
    if words.is_alert(text):
        return Entry(raises=True, text=words.alert_text(text), earlier=held)
    if speaks_of_threat(text):
        return _infer(Inferred.THREAT, message, held)
    if asked:
        needs_help = words.yes_or_no(text)
        if needs_help is True:
            return Entry(raises=True, earlier=held)
        # A "no" in the clear may be anybody's: it takes back nothing that was encrypted.
        if needs_help is False and (message.protected or not any(each.protected for each in held)):
            return Entry(reply=say("no-help-needed"))
        if len(held) + 1 >= ENOUGH:
            return _infer(Inferred.UNANSWERED, message, held)
    return Entry(reply=say("need-help"), asked=True, held=(*held, message))


def _infer(why: Inferred, message: Message, held: tuple[Message, ...]) -> Entry:
    """An alert that they have not asked for, but that is needed for all that is known."""
    key = "taken-as-alert-threat" if why is Inferred.THREAT else "taken-as-alert-unanswered"
    is_text = message.kind is MessageKind.TEXT
    return Entry(
        raises=True,
        text=message.text if is_text else "",
        earlier=held if is_text else (*held, message),
        reply=say(key),
        inferred=why,
    )
