"""An alert that came by telephone, text message or e-mail: a coordinator has raised it for somebody."""

from __future__ import annotations

from datetime import datetime

from rooms import coordinator_events as c
from rooms import inputs as i
from rooms.alert import Alert
from rooms.events import Event
from rooms.roster import Network
from rooms.texts import Mistake, say


def tie(alert: Alert, given: i.Tie, now: datetime, network: Network) -> list[Event]:
    """It is this defender's from now on. Raises `Mistake` for one that is somebody's already."""
    if alert.defender or not alert.on_behalf:
        raise Mistake(say("tie-is-somebodys", code=alert.code))
    defender = given.defender
    known = [language for language in defender.languages if language in network.languages]
    return [
        c.DefenderTied(
            now,
            defender.user,
            defender.alias,
            defender.area,
            defender.languages,
            defender.exclude,
            known[0] if known else network.languages[0],
        )
    ]


def called_in(alert: Alert, given: i.CallIn, now: datetime, network: Network) -> list[Event]:
    """Passed on as if they had written it."""
    return [c.CalledIn(now, given.by, given.text)]


def needs_chat(alert: Alert) -> None:
    """Raise `Mistake` where there is nobody whom Vigil could write to."""
    if not alert.defender:
        key = "exercise-no-defender" if alert.exercise else "on-behalf-no-defender"
        raise Mistake(say(key, alias=alert.alias))
