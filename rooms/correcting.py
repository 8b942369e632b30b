"""Commands in messages that correct others: what was obeyed is not obeyed again."""

from __future__ import annotations

from dataclasses import replace

from rooms import inputs as i
from rooms.texts import Mistake, say
from rooms.written import Message


def taken_as(command: i.Command) -> str:
    """As what a message with this command was taken, once it is obeyed."""
    return type(command).__name__


def once(command: i.Command, message: Message) -> i.Command:
    """The command of this message as it is to be obeyed.

    A note is put in the place of the one that it corrects, and words for the defender say that they correct
    others. Raises `Mistake` for any other correction of what was obeyed: who has answered since, or been
    called, must not be overtaken by an old order that somebody has spelled better.
    """
    corrects = bool(message.corrects)
    if corrects and not (isinstance(command, i.MakeNote | i.Tell) and message.corrects == taken_as(command)):
        raise Mistake(say("command-corrected"))
    if isinstance(command, i.MakeNote):
        return replace(command, number=message.number, corrects=corrects)
    return replace(command, corrects=corrects) if isinstance(command, i.Tell) else command
