"""How often people are pinged: counted, and nobody twice in a short while for the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from rooms import escalation_events as x
from rooms.actions import Action, BriefRoom, TellRoom
from rooms.alert import Alert

MAY_WAIT = frozenset(
    {
        "acknowledgement-overdue",
        "called-again",
        "called-again-by",
        "handover-asked",
        "handover-declined",
        "handover-lapsed",
        "lead-taken",
        "released",
        "resolution-proposed",
        "resolution-reminder",
        "still-on-it",
        "still-on-it-again",
        "update",
        "update-lead",
    }
)
"""The sentences that are said without a mention to whom they were said with one just now.

Whatever does not stand here may be a matter of life, and is never held back.
"""


def quietened(alert: Alert, action: Action, at: datetime) -> Action:
    """The same, without a mention of those who were pinged for it within `quiet_after`."""
    if not isinstance(action, TellRoom) or action.text.key not in MAY_WAIT:
        return action
    last = alert.pinged.get(action.text.key, {})
    since = at - alert.policy.quiet_after
    return replace(
        action,
        mention=tuple(each for each in action.mention if each not in last or last[each] <= since),
    )


def pings(actions: list[Action], at: datetime) -> Iterator[x.PeoplePinged]:
    """That these people are pinged now."""
    for action in actions:
        if isinstance(action, TellRoom | BriefRoom) and action.mention:
            yield x.PeoplePinged(at, action.text.key, action.mention)
