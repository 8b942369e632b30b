"""What coordinators see of people's identities, and how they settle them: `!people` and `!trust`."""

from __future__ import annotations

from dataclasses import dataclass

from bot.coordinating.orders import Done, Order
from bot.identities import Identities
from bot.jobs import SignPerson
from bot.matrix.identity import in_groups
from bot.matrix.trust import Standing
from bot.store.store import Transaction
from bot.telling import Telling
from bot.who import Who, everybody, meant
from rooms.texts import Lines, Mistake, Text, say


@dataclass(frozen=True)
class Trusting:
    """Reads and changes the book of identities for the coordination room."""

    identities: Identities
    telling: Telling

    async def people(self, tx: Transaction, _: Order) -> Text:
        """Everybody on the roster, and how sure Vigil is of them."""
        lines: list[Text] = []
        for who in await everybody(tx):
            standing = await self.identities.written(tx, who.user)
            unsigned = len(self.identities.unsigned_of(who.user))
            lines.append(_line(who, standing, unsigned))
            if unsigned and standing.pin is not None:
                lines.append(say("people-unsigned", count=unsigned))
        return say("people", lines=Lines(tuple(lines)))

    async def trust(self, tx: Transaction, order: Order) -> Done:
        """A coordinator says which key is somebody's; it must be the one that the homeserver shows.

        Raises `Mistake`, with the sentence that tells what to do, if it is not.
        """
        who, rest = await meant(tx, order.argument)
        if who is None:
            raise Mistake(say("trust-nobody" if order.argument else "trust-how"))
        standing = await self.identities.written(tx, who.user)
        if standing.current is None:
            raise Mistake(say("trust-no-key", who=who.name))
        given = "".join(rest.split()).rstrip("=")
        self._compare(who, standing, given)
        await self.accept(tx, who.user, standing.current)
        return Done(say("trust-done", who=who.name, fingerprint=in_groups(standing.current)), who.word)

    def _compare(self, who: Who, standing: Standing, given: str) -> None:
        if not given:
            raise Mistake(say("trust-how"))
        if given == standing.current:
            return
        if given == standing.pin:
            raise Mistake(say("trust-old-key", who=who.name))
        raise Mistake(say("trust-other-key", who=who.name))

    async def accept(self, tx: Transaction, user: str, master: str) -> None:
        """This master key, which the homeserver shows, is theirs for certain: pin it, and sign it."""
        await self.identities.trust(tx, user, master)
        await self.telling.add(tx, f"sign:{user}", SignPerson(user, master))


def _line(who: Who, standing: Standing, unsigned: int) -> Text:
    pin, current = standing.pin, standing.current
    if pin is None:
        return say("people-unsigned-only" if unsigned else "people-nobody", who=who.name)
    if standing.changed:
        return say("people-changed", who=who.name, pin=in_groups(pin), current=in_groups(current or pin))
    return say(
        "people-verified" if standing.verified else "people-pinned", who=who.name, fingerprint=in_groups(pin)
    )
