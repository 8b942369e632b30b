"""What the coordinators read of a calendar that was taken, or why it was not."""

from __future__ import annotations

from collections import defaultdict

from bot.rotating.calendar_entries import NoCalendar, Why
from bot.rotating.calendars import Understood
from rooms.texts import Lines, Names, Text, say

_NAMED = 5


def refused(fault: NoCalendar) -> Text:
    """Why this is no calendar, or none that can be worked out."""
    title = fault.title or "–"
    match fault.why:
        case Why.LETTERS:
            return say("calendar-letters")
        case Why.ANSWER:
            return say("calendar-answer")
        case Why.CUT_OFF:
            return say("calendar-cut-off")
        case Why.TOO_MUCH:
            return say("calendar-too-much")
        case Why.TOO_MANY:
            return say("calendar-too-many")
        case Why.BROKEN:
            return say("calendar-broken", title=title)
        case Why.OFTEN:
            return say("calendar-often", title=title)
        case Why.RULE:
            return say("calendar-rule", title=title)
    return say("calendar-none")


def not_taken(name: str, understood: Understood) -> Text:
    """Which entries are doubtful, and why; or that there are none of the time ahead."""
    if not understood.doubts:
        return say("calendar-empty", name=name, counts=counts(understood))
    titles = defaultdict[Why, list[str]](list)
    for doubt in understood.doubts:
        titles[doubt.why].append(doubt.title or "–")
    lines = tuple(_doubted(why, each) for why, each in titles.items())
    return say("calendar-not-taken", name=name, lines=Lines(lines))


def counts(understood: Understood) -> Text:
    """What became of each entry of the file."""
    return say(
        "calendar-counts",
        entries=understood.entries,
        taken=understood.on_duty,
        over=understood.over,
        later=understood.later,
        off=understood.off,
        replaced=understood.replaced,
    )


def _doubted(why: Why, titles: list[str]) -> Text:
    count, names = len(titles), Names(tuple(dict.fromkeys(titles))[:_NAMED])
    match why:
        case Why.DECLINED:
            return say("calendar-declined", count=count, names=names)
        case Why.CALLED_OFF:
            return say("calendar-called-off", count=count, names=names)
        case Why.BACKWARDS:
            return say("calendar-backwards", count=count, names=names)
        case Why.ZONE:
            return say("calendar-zone", count=count, names=names)
        case Why.MOVED:
            return say("calendar-moved", count=count, names=names)
    return say("calendar-unclear", count=count, names=names)
