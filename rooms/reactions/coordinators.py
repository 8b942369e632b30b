"""What coordinators do to an alert: what is said and done after each step."""

from __future__ import annotations

from rooms import coordinator_events as c
from rooms import exercise
from rooms.actions import Action, TellDefender
from rooms.alert import Alert
from rooms.briefing import merged_with, status_for_defender
from rooms.reactions.resolving import ended
from rooms.reactions.telling import to_room
from rooms.texts import say


def exercise_ended(alert: Alert, event: c.ExerciseEnded) -> list[Action]:
    """The room hears why; the coordinators get the report."""
    return [*to_room(alert, exercise.ended(event.ending)), *ended(alert), *exercise.report(alert)]


def called_in(alert: Alert, event: c.CalledIn) -> list[Action]:
    """Everybody is pinged: they have called again."""
    text = say("called-in", by=event.by, alias=alert.alias, words=event.text)
    return to_room(alert, text, alert.partners)


def tied(alert: Alert, event: c.DefenderTied) -> list[Action]:
    """The room knows whom it can write to from now on, and the defender knows who comes."""
    return [
        *to_room(alert, say("defender-tied-room", alias=alert.alias), alert.partners),
        TellDefender(say("defender-tied")),
        TellDefender(status_for_defender(alert), plans=True),
    ]


def merged(alert: Alert, event: c.AlertsMerged) -> list[Action]:
    """The room hears why others come; whoever comes reads it in the brief."""
    return to_room(alert, merged_with(alert, event.code))
