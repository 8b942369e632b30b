"""What a partner reads first, and what `!status` answers: the alert in a few lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from rooms.alert import Alert, Answer, Called, CheckInAnswer, Inferred, Message, MessageKind, Reach, State
from rooms.texts import Lines, Names, Text, say


def names_of(organisations: Iterable[Called]) -> Names:
    """The names of these organisations, as a list."""
    return Names(tuple(called.name for called in organisations))


def who(alert: Alert, person: str | None) -> str:
    """How a person is named in the alert room: the organisation, or the defender's alias."""
    if person == alert.defender:
        return alert.alias
    called = alert.organisation_of(person) if person else None
    return called.name if called else ""


def brief(alert: Alert) -> Text:
    """The brief: who, where, what was written and when, what is known, what to answer."""
    return say("brief", code=alert.code, alias=alert.alias, lines=Lines(tuple(_brief(alert))))


def _brief(alert: Alert) -> Iterator[Text]:
    if alert.duress:
        yield from _duress(alert)
    elif alert.alarm:
        yield say("brief-alarm", alias=alert.alias)
    if alert.inferred is not None:
        yield _inferred(alert, alert.inferred)
    if alert.area:
        yield say("brief-area", area=alert.area)
    if alert.languages:
        yield say("brief-languages", languages=Names(alert.languages))
    yield from _others(alert)
    yield from _call(alert)
    if not alert.protected:
        yield say("brief-not-protected", alias=alert.alias)
    yield from _certainty(alert)
    yield from _doubted(alert)
    if alert.reach is not Reach.READABLE:
        yield reach(alert)
    if alert.briefed_at is not None:
        yield from _known(alert)
    yield say("brief-answer")


def _call(alert: Alert) -> Iterator[Text]:
    """What led to it, and the call for help itself."""
    yield from _written(alert, alert.earlier)
    if alert.exercise:
        yield say("brief-words", alias=alert.alias, at=alert.raised_at, words=say("exercise-words"))
    elif alert.on_behalf:
        yield say("brief-on-behalf", alias=alert.alias, at=alert.raised_at, by=alert.on_behalf)
        yield say("brief-their-words", words=alert.words)
        if not alert.defender:
            yield say("brief-nobody-writes", alias=alert.alias)
    elif alert.words:
        yield say("brief-words", alias=alert.alias, at=alert.raised_at, words=alert.words)
    else:
        key = "brief-called" if alert.earlier or alert.recent else "brief-no-words"
        yield say(key, alias=alert.alias, at=alert.raised_at)


def _inferred(alert: Alert, why: Inferred) -> Text:
    match why:
        case Inferred.THREAT:
            return say("brief-inferred-threat", alias=alert.alias)
        case Inferred.UNANSWERED:
            return say("brief-inferred-unanswered", alias=alert.alias)


def merged_with(alert: Alert, code: str) -> Text:
    """That people of another alert work on this one too, and whose it is all the same."""
    return say("merged", code=code, alias=alert.alias)


def _others(alert: Alert) -> Iterator[Text]:
    """Other alerts that have to do with this one, by their codes."""
    for code in alert.merged:
        yield merged_with(alert, code)
    for code in alert.nearby:
        if code not in alert.merged:
            yield say("alert-nearby", code=code)


def _certainty(alert: Alert) -> Iterator[Text]:
    """Whether it is known that what comes from the defender is theirs."""
    if alert.doubts_defender:
        yield say("brief-identity-changed", alias=alert.alias)
    elif alert.unsigned:
        yield say("brief-unverified", alias=alert.alias)


def _doubted(alert: Alert) -> Iterator[Text]:
    """The partners whom nobody is sure of: that it changed may have come before anybody was in the room."""
    people = alert.doubted.keys() - alert.gone
    if called := [each for each in alert.organisations if people & set(each.people)]:
        yield say("identity-changed", names=names_of(called))


def _duress(alert: Alert) -> Iterator[Text]:
    """Never where the defender reads along: whoever forces them would read it too."""
    if not alert.defender_reads_along:
        yield say("brief-duress", alias=alert.alias)


def _known(alert: Alert) -> Iterator[Text]:
    """What those who come later have missed."""
    yield from _written(alert, alert.recent)
    yield from _last_answer(alert)
    yield from _waiting(alert)
    yield from _answers(alert)
    for note in alert.notes:
        yield say("status-note", by=who(alert, note.person) or note.person, text=note.text)


def _written(alert: Alert, messages: Iterable[Message]) -> Iterator[Text]:
    """Their words, marked as they are where they are passed on; what follows the brief is not in it too."""
    for message in messages:
        if message.words and (is_in_brief(message) or message not in alert.held):
            line = _line(alert, message)
            yield line if message.protected else say("relay-unprotected", text=line)


def is_in_brief(message: Message) -> bool:
    """Whether the first brief holds all of it, so that it need not follow; a file or a place cannot."""
    return message.kind is MessageKind.TEXT and bool(message.words)


def _line(alert: Alert, message: Message) -> Text:
    if message.edited:
        return say("brief-corrected", alias=alert.alias, at=message.sent_at, words=message.text)
    if message.quotes:
        reply = {"quotes": message.quotes, "words": message.text}
        return say("brief-reply", alias=alert.alias, at=message.sent_at, **reply)
    return say("brief-since", alias=alert.alias, at=message.sent_at, words=message.text)


def reach(alert: Alert) -> Text:
    """Whether the defender can read what is written to them."""
    match alert.reach:
        case Reach.READABLE:
            return say("defender-can-read", alias=alert.alias)
        case Reach.UNREADABLE:
            return say("defender-cannot-read", alias=alert.alias)
        case Reach.REFUSED:
            return say("cannot-write", alias=alert.alias)


def since(alert: Alert, said_at: datetime) -> Text | None:
    """To a command that replies to what was said then: that it acts on what is true now, if that differs."""
    if alert.changed_at is None or alert.changed_at <= said_at:
        return None
    return say("reply-to-old", at=said_at, lines=Lines(tuple(_answers(alert))))


def status(alert: Alert) -> Text:
    """How the alert stands now, for those in its room."""
    return say("status", code=alert.code, alias=alert.alias, lines=Lines(tuple(_status(alert))))


def _status(alert: Alert) -> Iterator[Text]:
    yield say("status-raised", at=alert.raised_at)
    yield from _others(alert)
    yield from _call(alert)
    yield from _written(alert, alert.recent)
    yield from _answers(alert)
    if alert.lead:
        yield say("status-lead", lead=who(alert, alert.lead))
    yield from _certainty(alert)
    yield from _check_ins(alert)
    for note in alert.notes:
        yield say("status-note", by=who(alert, note.person) or note.person, text=note.text)
    if alert.proposal is not None:
        by, number = who(alert, alert.proposal.person), str(alert.proposal.number)
        yield say("status-proposal", by=by, reason=alert.proposal.reason, number=number)
    if alert.state is State.RESOLVED and alert.resolved_at is not None:
        yield say("status-resolved", at=alert.resolved_at)


def _answers(alert: Alert) -> Iterator[Text]:
    on_it = alert.on_it
    yield say("status-on-it", count=len(on_it), names=names_of(on_it)) if on_it else say("status-nobody")
    if lapsed := [called for called in alert.organisations if called.is_lapsed]:
        yield say("status-lapsed", names=names_of(lapsed))
    if alert.waiting_for:
        yield say("status-waiting", names=names_of(alert.waiting_for))
    if passed := alert.having(Answer.PASSED):
        yield say("status-passed", names=names_of(passed))
    if released := alert.having(Answer.RELEASED):
        yield say("status-released", names=names_of(released))
    doubted = [each for each in alert.organisations if alert.cut_off_at(each) is not None]
    if doubted:
        yield say("status-doubted", names=names_of(doubted))


def _check_ins(alert: Alert) -> Iterator[Text]:
    if alert.duress and alert.last_answer is not CheckInAnswer.DURESS:
        yield from _duress(alert)
    yield from _last_answer(alert)
    if alert.is_open and alert.reach is not Reach.READABLE:
        yield reach(alert)
    yield from _waiting(alert)
    if alert.check_in is None and alert.next_check_in_at is not None:
        yield say("status-next", alias=alert.alias, at=alert.next_check_in_at)


def _waiting(alert: Alert) -> Iterator[Text]:
    """For an answer; or still for the question to reach them."""
    if alert.check_in is None:
        return
    if not alert.defender:
        yield say("status-nobody-called", alias=alert.alias, at=alert.check_in.since)
        return
    key = "status-not-asked" if alert.is_not_asked else "status-asked"
    yield say(key, alias=alert.alias, at=alert.check_in.since)


def _last_answer(alert: Alert) -> Iterator[Text]:
    at = alert.last_answer_at
    if alert.last_answer is None or at is None:
        return
    match alert.last_answer:
        case CheckInAnswer.SAFE:
            yield say("status-said-safe", alias=alert.alias, at=at)
        case CheckInAnswer.NOT_SAFE:
            yield say("status-said-not-safe", alias=alert.alias, at=at)
        case CheckInAnswer.LATER:
            yield say("status-said-later", alias=alert.alias, at=at)
        case CheckInAnswer.DURESS if not alert.defender_reads_along:
            yield say("status-said-duress", alias=alert.alias, at=at)


def status_for_defender(alert: Alert) -> Text:
    """How the alert stands, as far as the defender is told (nothing of the partners' planning)."""
    if alert.doubts_defender:
        return say("defender-status-open")
    on_it = alert.openly_on_it
    if on_it:
        return say("defender-status-on-it", count=len(on_it), names=names_of(on_it))
    waiting = [called for called in alert.waiting_for if not called.secret]
    return say("defender-status-waiting", count=len(waiting))
