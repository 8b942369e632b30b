"""Whoever is called, and whoever is wanted in the room and has not joined it, reads so in their own chat.

An invitation wakes nobody at a computer, and a reminder in a room that they have not entered is read by
everybody else. That a defender needs them is all that it says.
"""

from __future__ import annotations

from rooms.actions import Action, EndRoom, InvitePeople, TellPeople, TellRoom
from rooms.alert import Alert
from rooms.texts import Text, say


def paged(alert: Alert, actions: list[Action]) -> list[Action]:
    """`actions`, and the pages that go with them; nobody is paged twice for one thing."""
    if any(isinstance(each, EndRoom) for each in actions):
        return [*actions, *_over(alert)]
    if not alert.is_open:
        return actions
    called = [person for each in actions if isinstance(each, InvitePeople) for person in each.people]
    wanted = [person for each in actions if isinstance(each, TellRoom) for person in each.mention]
    absent = [person for person in wanted if person not in alert.joined and person not in called]
    return [*_page(alert, called), *actions, *_page(alert, absent, again=True)]


def _page(alert: Alert, people: list[str], *, again: bool = False) -> list[Action]:
    readers = tuple(
        person for person in dict.fromkeys(people) if person in alert.audience and person != alert.defender
    )
    return [TellPeople(_text(alert, again), readers)] if readers else []


def _text(alert: Alert, again: bool) -> Text:
    text = say("page-again" if again else "page", room=room_name(alert))
    return say("exercise", text=text) if alert.exercise else text


def _over(alert: Alert) -> list[Action]:
    """Whoever was paged and never came need not look for a room that they are asked into no more."""
    awaited = (alert.invited & alert.audience) - alert.joined - {alert.defender}
    people = tuple(person for person in alert.partners if person in awaited)
    text = say("page-over", room=room_name(alert))
    return [TellPeople(text, people, when_over=True)] if people else []


def room_name(alert: Alert) -> Text:
    """What the alert's room is called while it is open."""
    return say("room-name-exercise" if alert.exercise else "room-name", code=alert.code)


def room_name_over(alert: Alert) -> Text:
    """What it is called afterwards."""
    return say("room-name-over", room=room_name(alert))
