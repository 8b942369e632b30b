"""What a defender's message does while no alert of theirs is open (or none that may be shown)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from rooms import words
from rooms.alert import Inferred, Message
from rooms.texts import Text, say
from rooms.threats import speaks_of_threat
from rooms.written import ANSWER, NO_HELP

ENOUGH = 3
"""So many messages without an answer to the question are a call for help: who writes on is not well."""

EARLIER = timedelta(hours=1)
"""What was written longer ago belongs to another day: told as new, it would mislead."""

_NO_HELP_NEEDED = say("no-help-needed")


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

    @property
    def declined(self) -> bool:
        """They have said that they need no help."""
        return self.reply == _NO_HELP_NEEDED


def enter(
    message: Message, *, asked: bool, held: tuple[Message, ...], duress: bool, late: bool = False
) -> Entry:
    """An alert word, the duress word or a threat raises an alert at once; anything else gets a question.

    `asked` says whether the question "do you need help now?" stands open; `duress` whether the
    duress word is in the message: then the reply is what any other message would have got; `late`
    whether it was written before the question.
    """
    held = tuple(each for each in held if message.sent_at - each.sent_at <= EARLIER)
    text = message.words
    # A file is not in the words of the call; it goes along.
    earlier = (*held, message) if message.payload else held
    if duress:
        return Entry(raises=True, covert=True, text=text, earlier=earlier, reply=say("need-help"), asked=True)
    if words.is_alert(text):
        return Entry(raises=True, text=words.alert_text(text), earlier=earlier)
    if message.notice:
        return Entry(asked=asked, held=(*held, message))
    if speaks_of_threat(text):
        return _infer(Inferred.THREAT, message, earlier)
    needs_help = words.yes_or_no(text)
    if needs_help and (asked or message.corrects == NO_HELP):
        return Entry(raises=True, earlier=earlier)
    if message.edited and (asked or (needs_help is False and message.corrects != ANSWER)):
        # The question stands, or "no" was said before: what is corrected takes no alarm back.
        return Entry(asked=asked, held=(*held, message) if asked else held)
    # A "no" in the clear may be anybody's: it takes back nothing that was encrypted. Nor does an old one.
    in_the_clear = not (message.protected or any(each.protected for each in held))
    may_calm = not (late or message.late) and (message.may_calm or in_the_clear)
    if asked and needs_help is False and may_calm:
        return Entry(reply=_NO_HELP_NEEDED)
    if asked and sum(not each.edited for each in held) + 1 >= ENOUGH:
        return _infer(Inferred.UNANSWERED, message, earlier)
    return Entry(reply=say("need-help"), asked=True, held=(*held, message))


def _infer(why: Inferred, message: Message, earlier: tuple[Message, ...]) -> Entry:
    """An alert that they have not asked for, but that is needed for all that is known."""
    key = "taken-as-alert-threat" if why is Inferred.THREAT else "taken-as-alert-unanswered"
    goes_along = message.words or message.payload
    return Entry(
        raises=True,
        text=message.words,
        earlier=earlier if goes_along else (*earlier, message),
        reply=say(key),
        inferred=why,
    )
