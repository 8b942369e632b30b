"""The partners' work in the room: lead, notes, words for the defender, and the reminder after silence."""

from __future__ import annotations

from datetime import datetime

from rooms import escalation_events as x
from rooms import events as e
from rooms import inputs as i
from rooms.alert import Alert, Answer
from rooms.on_behalf import needs_chat
from rooms.roles import Role, role_of
from rooms.roster import Network
from rooms.texts import Mistake, say
from rooms.timers import Timer


def spoke(alert: Alert, given: i.Spoke, now: datetime, network: Network) -> list[e.Event]:
    """Ordinary talk is left alone; it shows that the room is alive, and is no answer."""
    if role_of(alert, given.person) is not Role.PARTNER:
        return []
    return [e.RoomSpoke(now, given.person), *(_nudged(alert, given.person, now) if given.talk else ())]


def gestured(alert: Alert, given: i.Gestured, now: datetime, network: Network) -> list[e.Event]:
    """Anybody can have put it there in their name: it leads to nothing but a word to them."""
    return _nudged(alert, given.person, now) if role_of(alert, given.person) is Role.PARTNER else []


def _nudged(alert: Alert, person: str, now: datetime) -> list[e.Event]:
    """Once for each: "on arrive" looks to all as if they came, and they are still waited for."""
    called = alert.organisation_of(person)
    owes = called is not None and called.answer is Answer.WAITING
    return [x.Nudged(now, person)] if owes and person not in alert.nudged else []


def lead(alert: Alert, given: i.Lead, now: datetime, network: Network) -> list[e.Event]:
    """Somebody of the called organisations leads."""
    if role_of(alert, given.lead) is not Role.PARTNER:
        raise Mistake(say("lead-not-here"))
    return [e.LeadTaken(now, given.lead, given.person)]


def note(alert: Alert, given: i.MakeNote, now: datetime, network: Network) -> list[e.Event]:
    """A note is kept and shown to those who are called later."""
    return [e.Noted(now, given.person, given.text, given.number, given.corrects)]


def tell(alert: Alert, given: i.Tell, now: datetime, network: Network) -> list[e.Event]:
    """The only words of the partners that reach the defender."""
    needs_chat(alert)
    if alert.covert:
        raise Mistake(say("covert-no-tell", alias=alert.alias))
    if alert.doubts_defender:
        raise Mistake(say("doubted-no-tell", alias=alert.alias))
    return [e.DefenderTold(now, given.person, given.text, given.corrects)]


def bring_in(alert: Alert, given: i.BringIn, now: datetime, network: Network) -> list[e.Event]:
    """The partners choose to have the defender in the room."""
    needs_chat(alert)
    if alert.defender_reads_along and alert.defender not in alert.refused:
        raise Mistake(say("already-brought-in", alias=alert.alias))
    if alert.covert:
        raise Mistake(say("covert-no-bring-in", alias=alert.alias))
    if alert.doubts_defender:
        raise Mistake(say("doubted-no-bring-in", alias=alert.alias))
    return [e.DefenderBroughtIn(now, given.person)]


def ask_for_update(alert: Alert, timer: Timer, now: datetime, network: Network) -> list[e.Event]:
    """The room has been silent for `room_update_every`."""
    return [e.RoomUpdateAsked(now)]
