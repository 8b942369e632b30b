"""The partners' work in the room: what is said and done after each step."""

from __future__ import annotations

from rooms import events as e
from rooms.actions import Action, InvitePeople, TellDefender
from rooms.alert import Alert, Reach
from rooms.briefing import who
from rooms.reactions.telling import to_room
from rooms.texts import say


def update_asked(alert: Alert, event: e.RoomUpdateAsked) -> list[Action]:
    """The lead by name, or everybody."""
    every = alert.policy.room_update_every
    if alert.lead:
        return to_room(alert, say("update-lead", lead=who(alert, alert.lead), every=every), (alert.lead,))
    return to_room(alert, say("update", every=every), alert.partners)


def led(alert: Alert, event: e.LeadTaken) -> list[Action]:
    """Whoever leads is pinged: somebody else may have named them."""
    return to_room(alert, say("lead-taken", lead=who(alert, event.person)), (event.person,))


def noted(alert: Alert, event: e.Noted) -> list[Action]:
    """That it is kept, not what it says: that stands above."""
    key = "note-corrected" if event.corrects else "noted"
    return to_room(alert, say(key, by=who(alert, event.person)))


def told(alert: Alert, event: e.DefenderTold) -> list[Action]:
    """The only words of the partners that reach the defender, if they do."""
    name = who(alert, event.person)
    key = "told-room" if alert.reach is Reach.READABLE else "told-room-unread"
    return [
        TellDefender(
            say("told-corrected" if event.corrects else "told", name=name, text=event.text),
            plans=True,
            instead=say("told-kept-back"),
        ),
        *to_room(alert, say(key, alias=alert.alias)),
    ]


def brought_in(alert: Alert, event: e.DefenderBroughtIn) -> list[Action]:
    """The partners are warned that they will be read."""
    return [
        InvitePeople((alert.defender,)),
        *to_room(alert, say("brought-in-room", alias=alert.alias, by=who(alert, event.person))),
        TellDefender(say("brought-in")),
    ]
