"""What becomes different when one network takes the place of another, in plain lines for whoever decides it.

Partners and coordinators are named by their addresses, defenders by alias; a duress word is never printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields

from bot.store.roster import Everybody
from bot.store.suspensions import suspended_as
from rooms.duty import Duties
from rooms.duty_words import print_shift
from rooms.roster import Defender, Organisation

_UNSAID = ("people", "duties", "duress", "user", "id")
"""Fields of which the value is not printed, or that have lines of their own."""


def changes(old: Everybody, new: Everybody) -> Sequence[str]:
    """A line for each thing that changes; none if the two are the same."""
    if old == new:
        return ()
    return (
        *_organisations(old, new),
        *_defenders(old, new),
        *_listed("coordinator", old.admins, new.admins),
        *_listed("suspended", *_suspended(old, new)),
        *_unknown(new),
    )


def _suspended(old: Everybody, new: Everybody) -> tuple[Sequence[str], Sequence[str]]:
    """Who is suspended, before and then; defenders by alias."""
    shown = {suspended_as(one.user): f"defender {one.alias}" for one in (*new.defenders, *old.defenders)}
    before, then = ([shown.get(one, one) for one in sorted(each.suspended)] for each in (old, new))
    return before, then


def _organisations(old: Everybody, new: Everybody) -> Iterator[str]:
    was = {one.id: one for one in old.organisations}
    becomes = {one.id: one for one in new.organisations}
    for id, one in becomes.items():
        what = f"organisation '{id}'"
        if id not in was:
            yield f"{what} is added: {one.name}, with {_names(one.people)}"
            continue
        yield from _fields(what, was[id], one)
        yield from _listed(f"{what}: person", was[id].people, one.people)
        yield from _duties(what, was[id].duties, one.duties)
    for id, one in was.items():
        if id not in becomes:
            yield f"organisation '{id}' is removed: {one.name}, with {_names(one.people)}"
    yield from _order("organisations", list(was), list(becomes))


def _duties(what: str, old: Duties, new: Duties) -> Iterator[str]:
    if old.shifts != new.shifts:
        shifts = (f"{one.person} {print_shift(one)}" for one in new.shifts)
        yield f"{what}: shifts become {_names(shifts)}"
    for field in ("overrides", "absences", "stints"):
        if getattr(old, field) != getattr(new, field):
            yield f"{what}: {field} change; there will be {len(getattr(new, field))}"


def _defenders(old: Everybody, new: Everybody) -> Iterator[str]:
    was = {one.user: one for one in old.defenders}
    becomes = {one.user: one for one in new.defenders}
    for user, one in becomes.items():
        what = f"defender '{one.alias}'"
        if user not in was:
            yield f"{what} is added"
            continue
        yield from _fields(what, was[user], one)
        if was[user].duress != one.duress:
            yield f"{what}: the duress word changes" if one.duress else f"{what}: the duress word is removed"
    for user, one in was.items():
        if user not in becomes:
            yield f"defender '{one.alias}' is removed"
    yield from _order("defenders", list(was), list(becomes))


def _fields(what: str, old: Organisation | Defender, new: Organisation | Defender) -> Iterator[str]:
    for field in fields(new):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before != after and field.name not in _UNSAID:
            yield f"{what}: {field.name} becomes {_value(after)} (was {_value(before)})"


def _listed(what: str, old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    yield from (f"{what} {one} is added" for one in new if one not in old)
    yield from (f"{what} {one} is removed" for one in old if one not in new)
    yield from _order(f"{what}s", old, new)


def _order(what: str, old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    if [one for one in old if one in new] != [one for one in new if one in old]:
        yield f"{what} change their order"


def _unknown(new: Everybody) -> Iterator[str]:
    """What is no mistake by itself, but may be a slip of the pen that costs somebody dearly."""
    known = {one.id for one in new.organisations}
    for one in new.defenders:
        for id in one.exclude:
            if id not in known:
                yield f"note: defender '{one.alias}' excludes '{id}', which is no organisation of these"


def _names(found: Iterable[str]) -> str:
    return ", ".join(found) or "nobody"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "nothing"
    return f"'{value}'" if value else "nothing"
