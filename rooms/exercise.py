"""An exercise: an alert that nobody has raised. It runs like any other, and says in all of it what it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from rooms import coordinator_events as c
from rooms import inputs as i
from rooms.actions import Action, TellCoordinators, TellDefender
from rooms.alert import Alert, Answer, Called
from rooms.events import Event
from rooms.evolving import evolve
from rooms.roster import Network
from rooms.texts import Lines, Text, say
from rooms.timers import Timer

# What is decided


def ended_by_itself(alert: Alert, events: list[Event], now: datetime) -> list[Event]:
    """`events`, and the end of an exercise in which everybody has answered."""
    if not alert.exercise or not events:
        return events
    for event in events:
        alert = evolve(alert, event)
    waiting = any(called.answer is Answer.WAITING for called in alert.organisations)
    if not alert.is_open or waiting or not alert.organisations:
        return events
    return [*events, c.ExerciseEnded(now, c.Ending.ANSWERED)]


def end(alert: Alert, given: i.EndExercise, now: datetime, network: Network) -> list[Event]:
    """It is ended; an alert is no exercise, and is not ended so."""
    return [c.ExerciseEnded(now, given.ending)] if alert.exercise else []


def time_over(alert: Alert, timer: Timer, now: datetime, network: Network) -> list[Event]:
    """It has taken long enough."""
    return [c.ExerciseEnded(now, c.Ending.TIME)]


# What is told


def marked(alert: Alert, actions: list[Action]) -> list[Action]:
    """What coordinators are told of an exercise says that it is one, and alarms nobody.

    What is said in its room is marked where it is said. Where there is no defender, none is told anything.
    """
    if alert.defender and not alert.exercise:
        return actions
    told: list[Action] = [each for each in actions if not isinstance(each, TellDefender)]
    return [_marked(each) for each in told] if alert.exercise else told


def _marked(action: Action) -> Action:
    if not isinstance(action, TellCoordinators):
        return action
    return replace(action, text=say("exercise", text=action.text), urgent=False, telephones=())


def report(alert: Alert) -> list[Action]:
    """Who answered when, for the coordinators."""
    lines = Lines(tuple(_lines(alert)))
    return [TellCoordinators(say("exercise-report", code=alert.code, lines=lines))] if alert.exercise else []


def _lines(alert: Alert) -> Iterator[Text]:
    for called in alert.organisations:
        yield _line(called)
    if not alert.organisations:
        yield say("exercise-nobody")


def _line(called: Called) -> Text:
    if called.answered_at is None:
        return say("exercise-no-answer", name=called.name)
    span = max(called.answered_at - called.called_at, timedelta())
    return say("exercise-answer", name=called.name, person=called.answered_by, span=span)


def ended(ending: c.Ending) -> Text:
    """What those in the room read."""
    match ending:
        case c.Ending.ANSWERED:
            return say("exercise-over-answered")
        case c.Ending.TIME:
            return say("exercise-over-time")
        case c.Ending.STOPPED:
            return say("exercise-over-stopped")
        case c.Ending.REAL:
            return say("exercise-over-real")
