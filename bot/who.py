"""Who somebody is to the coordinators: partners go by organisation, defenders by alias."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.store.store import Transaction
from rooms import words
from rooms.commands import user_in
from rooms.texts import Text, say


@dataclass(frozen=True)
class Who:
    """Somebody on the roster, in one role. `word` is what coordinators write for them in a command."""

    user: str
    name: Text
    word: str
    is_defender: bool = False


async def everybody(tx: Transaction) -> list[Who]:
    """Partners, defenders, coordinators, in the roster's order; whoever has two roles comes twice."""
    organisations = await tx.roster.organisations(also_suspended=True)
    of = {each.fallback: each.name for each in organisations if each.fallback}
    of |= {user: each.name for each in organisations for user in each.people}
    found = [
        Who(user, say("who-partner", organisation=of[user], person=user), user)
        for user in await tx.roster.partners(also_suspended=True)
    ]
    found += [
        Who(each.user, say("who-defender", alias=each.alias), each.alias, is_defender=True)
        for each in await tx.roster.defenders()
    ]
    admins = await tx.roster.admins(also_suspended=True)
    found += [Who(user, say("who-coordinator", person=user), user) for user in admins]
    return found


async def whoever(tx: Transaction, users: Iterable[str]) -> list[Who]:
    """These people, each once, by their first role; those who are not on the roster are left out."""
    chosen, found = set(users), dict[str, Who]()
    for who in await everybody(tx):
        if who.user in chosen:
            found.setdefault(who.user, who)
    return list(found.values())


async def helps(tx: Transaction, user: str) -> bool:
    """Whether this is a partner or a coordinator, suspended or not."""
    partners = await tx.roster.partners(also_suspended=True)
    return user in partners or user in await tx.roster.admins(also_suspended=True)


async def named(tx: Transaction, user: str) -> Text | str:
    """What this person is called; the Matrix ID of somebody who is not on the roster.

    Who is enrolling as a defender has no alias yet, and no other name that coordinators read.
    """
    known = await whoever(tx, [user])
    if known:
        return known[0].name
    newcomer = await tx.newcomers.of(user)
    return user if newcomer is None or newcomer.enrolment is None else say("who-enrolling")


async def meant(tx: Transaction, argument: str, named: Sequence[str]) -> tuple[Who | None, str, bool]:
    """Whom a command's argument is about: by Matrix ID, by a defender's alias, or by a mention (`named`).

    Returns also what is left of the argument, and whether it may still hold the mention's own words.
    """
    people = await everybody(tx)
    for who in sorted(people, key=lambda each: -len(each.word)):
        rest = after(argument, who.word)
        if rest is not None:
            return who, rest, False
    address = user_in(argument)
    user = (address or (named[-1] if named else "")).casefold()
    found = next((who for who in people if who.user.casefold() == user), None)
    if found is not None and address is not None:
        argument = " ".join(argument.split(address, 1))
    return found, argument, True


def after(argument: str, word: str) -> str | None:
    """What follows these words at the beginning of the argument; None if they do not stand there."""
    wanted = word.split()
    parts = argument.split(maxsplit=len(wanted))
    begun = [words.fold(part.strip(":,")) for part in parts[: len(wanted)]]
    if begun != [words.fold(part) for part in wanted]:
        return None
    return parts[len(wanted)] if len(parts) > len(wanted) else ""
