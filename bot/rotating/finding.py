"""Whom and what coordinators mean when they write of the rota."""

from __future__ import annotations

from collections.abc import Sequence

from bot.coordinating.organisations import named_as, organisation_called
from rooms.addresses import short_name, user_in
from rooms.matching import called, closest, plain, same
from rooms.roster import Organisation
from rooms.texts import Mistake, Names, say


def organisation_named(every: Sequence[Organisation], written: str) -> Organisation:
    """The organisation of this name, ID, or beginning of a name. Raises `Mistake`."""
    begun = [one for one in every if plain(one.name).startswith(plain(written))]
    exact = called(written, named_as(every))
    return exact or (begun[0] if len(begun) == 1 and written else organisation_called(written, every))


def person_named(every: Sequence[Organisation], written: str) -> str:
    """A partner's person, by address or by its first part. Raises `Mistake`."""
    people = [person for one in every for person in one.people]
    address = user_in(written)
    short = [(short_name(person), person) for person in people]
    if address is None:
        found = [person for name, person in short if same(name, written)]
        if len(found) > 1:
            raise Mistake(say("rota-several-people", written=written, names=Names(tuple(found))))
    else:
        found = [each for each in people if each == address]
        found = found or [each for each in people if each.casefold() == address.casefold()]
    if found:
        return found[0]
    likely = closest(short_name(address) if address else written, short)
    if likely is not None:
        raise Mistake(say("rota-no-person-but", written=written, nearest=likely))
    raise Mistake(say("rota-no-person", written=written))


def organisation_of(every: Sequence[Organisation], person: str) -> Organisation:
    """Where this partner's person works."""
    return next(one for one in every if person in one.people)
