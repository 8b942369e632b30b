"""What has to hold of the defender's words, whatever comes: a function for each promise."""

from __future__ import annotations

from dataclasses import replace

from rooms import inputs as i
from rooms.actions import BriefRoom, RelayToRoom, TellRoom
from rooms.alert import CheckInAnswer, MessageKind
from rooms.events import AlertResolved, CheckInAnswered
from tests.rooms.oversight import Step


def what_the_defender_sends_is_passed_on_once(step: Step) -> None:
    """Shown in the room or held for its brief, as late if it is; a picture or a voice as it is."""
    if not isinstance(step.given, i.Wrote) or not step.before.is_open:
        return
    message = step.given.message
    relayed = [each.message for each in step.actions if isinstance(each, RelayToRoom)]
    relayed += [each for each in step.after.held if each not in step.before.held]
    shown = not relayed and any(isinstance(each, TellRoom) for each in step.actions)
    answers = message.kind is MessageKind.TEXT and not message.edited
    relayed = [replace(each, late=message.late) for each in relayed]
    assert relayed == [message] or (answers and shown)


def what_was_held_is_in_the_brief_or_follows_it(step: Step) -> None:
    """Each message once, when the first who come are briefed."""
    briefs = [each for each in step.actions if isinstance(each, BriefRoom)]
    if not briefs or step.before.briefed_at is not None:
        return
    told = repr(briefs[0].text)
    following = [each.message for each in step.actions if isinstance(each, RelayToRoom)]
    for message in step.after.held:
        in_brief = message.kind is MessageKind.TEXT and bool(message.words)
        assert (message in following) is not in_brief
        assert not in_brief or repr(message.text) in told


def what_corrects_or_cannot_be_shown_calms_nobody(step: Step) -> None:
    """It ends nothing, and answers no question but with an alarm."""
    if not isinstance(step.given, i.Wrote) or step.given.duress:
        return
    message = step.given.message
    if (
        message.words
        and not message.edited
        and not message.corrects
        and message.kind is not MessageKind.OTHER
    ):
        return
    assert not any(isinstance(each, AlertResolved) for each in step.events)
    answers = [each.answer for each in step.events if isinstance(each, CheckInAnswered)]
    assert set(answers) <= {CheckInAnswer.NOT_SAFE}


WORDS_PROMISES = (
    what_the_defender_sends_is_passed_on_once,
    what_was_held_is_in_the_brief_or_follows_it,
    what_corrects_or_cannot_be_shown_calms_nobody,
)
