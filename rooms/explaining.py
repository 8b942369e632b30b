"""What `!policy` and `!why` answer: how those are chased who do not answer, and why each one was called."""

from __future__ import annotations

from collections.abc import Iterator

from rooms.alert import Alert, Called
from rooms.briefing import who
from rooms.policy import Rung
from rooms.rota import Reason
from rooms.texts import Lines, Text, say


def policy(alert: Alert) -> Text:
    """The ladder of this alert, step by step, and when it is enough."""
    ladder = alert.ladder
    return say("policy", code=alert.code, level=ladder.name, lines=Lines(tuple(_policy(alert))))


def _policy(alert: Alert) -> Iterator[Text]:
    for step in alert.ladder.steps:
        match step.rung:
            case Rung.REMIND:
                yield say("policy-remind", span=step.after)
            case Rung.OTHERS:
                yield say("policy-others", span=step.after)
            case Rung.FALLBACK:
                yield say("policy-fallback", span=step.after)
            case Rung.NEXT:
                yield say("policy-next", span=step.after)
    quorum = alert.ladder.quorum
    yield say("policy-quorum-anchor" if quorum.anchor else "policy-quorum", count=quorum.others)
    if alert.policy.still_on_it is not None:
        yield say("policy-still-on-it", span=alert.policy.still_on_it)
    yield say("policy-enough") if alert.has_quorum else say("policy-not-enough")


def why(alert: Alert) -> Text:
    """Each organisation that was called, in order, and why."""
    lines = tuple(line for called in alert.organisations for line in _why(alert, called))
    return say("why", code=alert.code, lines=Lines(lines))


def _why(alert: Alert, called: Called) -> Iterator[Text]:
    if called.by:
        yield say("why-by", name=called.name, by=who(alert, called.by))
    elif not called.why:
        yield say("why-unknown", name=called.name)
    for code in called.why:
        yield _reason(Reason(code), called.name)


def _reason(reason: Reason, name: str) -> Text:
    match reason:
        case Reason.ANCHOR:
            return say("why-anchor", name=name)
        case Reason.STANDS_IN:
            return say("why-stands-in", name=name)
        case Reason.AREA:
            return say("why-area", name=name)
        case Reason.LANGUAGE:
            return say("why-language", name=name)
        case Reason.OFFERS:
            return say("why-offers", name=name)
        case Reason.FEWEST_CALLS:
            return say("why-fewest-calls", name=name)
        case Reason.LONGEST_AGO:
            return say("why-longest-ago", name=name)
        case Reason.EVEN:
            return say("why-even", name=name)
        case Reason.NOBODY_ELSE:
            return say("why-nobody-else", name=name)
        case Reason.MERGED:
            return say("why-merged", name=name)
