"""Who somebody is to the coordinators: partners go by organisation, defenders by alias."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.store.store import Transaction
from rooms import matching
from rooms.addresses import apart, short_name
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


async def meant(tx: Transaction, argument: str) -> tuple[Who | None, str]:
    """Whom a command's argument is about, and what is left of it.

    Defenders are named by alias; whoever helps by Matrix ID, or by what stands in it before the server. By a
    guessed Matrix ID nobody finds a defender.
    """
    people = await everybody(tx)
    found = matching.begun(argument, [(who.word, who) for who in people if who.is_defender])
    if found is not None:
        return found
    address, rest = apart(argument)
    helpers = {who.user: who for who in reversed(people) if not who.is_defender}
    if address is not None:
        by_address = {user.casefold(): who for user, who in helpers.items()}
        who = helpers.get(address) or by_address.get(address.casefold())
        return (None, argument) if who is None else (who, rest)
    first, _, rest = argument.partition(" ")
    short = [who for who in helpers.values() if matching.same(short_name(who.user), first.strip("@:,"))]
    return (short[0], rest.strip()) if len(short) == 1 and first else (None, argument)
