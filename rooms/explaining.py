"""What `!policy` and `!why` answer: how those are chased who do not answer, and why each one was called."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce

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
    """Each organisation that was called, in order, once, and why."""
    lines = tuple(
        say("why-line", name=called.name, reasons=reduce(_and_more, _why(alert, called)))
        for called in alert.organisations
    )
    return say("why", code=alert.code, lines=Lines(lines))


def _and_more(reasons: Text, another: Text) -> Text:
    return say("why-more", reasons=reasons, another=another)


def _why(alert: Alert, called: Called) -> Iterator[Text]:
    if called.by:
        yield say("why-by", by=who(alert, called.by))
    elif not called.why:
        yield say("why-unknown")
    for code in called.why:
        yield _reason(Reason(code))


def _reason(reason: Reason) -> Text:
    match reason:
        case Reason.ANCHOR:
            return say("why-anchor")
        case Reason.STANDS_IN:
            return say("why-stands-in")
        case Reason.AREA:
            return say("why-area")
        case Reason.LANGUAGE:
            return say("why-language")
        case Reason.OFFERS:
            return say("why-offers")
        case Reason.FEWEST_CALLS:
            return say("why-fewest-calls")
        case Reason.LONGEST_AGO:
            return say("why-longest-ago")
        case Reason.EVEN:
            return say("why-even")
        case Reason.NOBODY_ELSE:
            return say("why-nobody-else")
        case Reason.MERGED:
            return say("why-merged")
