"""Whom and what coordinators mean when they write of the rota."""

from __future__ import annotations

from collections.abc import Sequence

from bot.coordinating.organisations import unknown_organisation
from bot.rotating.calendar_people import short_name
from rooms.commands import nearest, user_in
from rooms.roster import Organisation
from rooms.texts import Mistake, Names, say
from rooms.words import fold


def organisation_named(every: Sequence[Organisation], written: str) -> Organisation:
    """The organisation of this name, ID, or beginning of a name. Raises `Mistake`."""
    wanted = _plain(written)
    exact = [one for one in every if wanted in (_plain(one.name), _plain(one.id))]
    begun = exact or [one for one in every if wanted and _plain(one.name).startswith(wanted)]
    if len(begun) == 1:
        return begun[0]
    raise Mistake(unknown_organisation(written, every))


def person_named(every: Sequence[Organisation], written: str, named: Sequence[str] = ()) -> str:
    """A partner's person, by address, by its first part, or by a mention (`named`). Raises `Mistake`."""
    people = [person for one in every for person in one.people]
    address = user_in(written)
    if address is None:
        wanted = _plain(written.strip().removeprefix("@"))
        found = [person for person in people if _plain(short_name(person)) == wanted]
        if len(found) > 1:
            raise Mistake(say("rota-several-people", written=written, names=Names(tuple(found))))
        address = found[0] if found else next((each for each in named if each in people), None)
    if address is not None and address in people:
        return address
    short = {_plain(short_name(person)): person for person in people}
    likely = nearest(_plain(short_name(address) if address else written), short)
    if likely is not None:
        raise Mistake(say("rota-no-person-but", written=written, nearest=short[likely]))
    raise Mistake(say("rota-no-person", written=written))


def organisation_of(every: Sequence[Organisation], person: str) -> Organisation:
    """Where this partner's person works."""
    return next(one for one in every if person in one.people)


def _plain(text: str) -> str:
    return " ".join(fold(text).split())
