"""The book of identities: who is known by which master key, and whose unsigned devices count (G3).

It stands in the database, and at hand for every sending. What the homeserver newly shows is written down
before it counts; what follows from it for alerts, the worker decides, by a row of the inbox.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.clock import Clock
from bot.identifiers import Identifiers
from bot.matrix.trust import Seen, Standing, Unsigned
from bot.store.identities import IdentityRow
from bot.store.store import Store, Transaction

NEWS = "identity"
"""The kind of the inbox rows that tell the worker of an identity."""


class News(StrEnum):
    """What there is to tell of a person's identity."""

    PINNED = "pinned"
    CHANGED = "changed"
    TRUSTED = "trusted"


@dataclass(frozen=True)
class TrustRules:
    """What becomes of devices that their owners have not cross-signed, by role."""

    partners: Unsigned = Unsigned.REFUSE
    coordinators: Unsigned = Unsigned.REFUSE
    defenders: Unsigned = Unsigned.WARN


class Identities:
    """A `bot.matrix.trust.Book` on the database. `load` it before anything is sent."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        identifiers: Identifiers,
        rules: TrustRules,
        on_inbox: Callable[[], None],
    ) -> None:
        self._store = store
        self._clock = clock
        self._identifiers = identifiers
        self._rules = rules
        self._on_inbox = on_inbox
        self._roles: dict[str, Unsigned] = {}
        self._people: dict[str, Standing] = {}
        self._refused: dict[str, frozenset[str]] = {}
        self._stale = False

    # For the gateway

    def standing(self, user: str) -> Standing:
        """What is held of this person.

        Whoever is on no list hears only that, on whatever device they have: it is no secret.
        """
        known = self._people.get(user)
        return known if known is not None else Standing(self._roles.get(user, Unsigned.ALLOW))

    async def seen(self, people: Mapping[str, Seen]) -> None:
        """Write down what is new in this, and let the worker know."""
        known = {user: seen for user, seen in people.items() if user in self._roles}
        after = {user: self.standing(user).after(seen) for user, seen in known.items()}
        refused = {user: _refused(after[user], seen) for user, seen in known.items()}
        changed = [user for user in known if after[user] != self.standing(user)]
        differing = [user for user in known if refused[user] != self._refused.get(user, frozenset())]
        if not changed and not differing:
            return
        news = False
        async with self._store.transaction() as tx:
            for user in differing:
                await tx.identities.set_unsigned(user, refused[user], self._clock.now())
            for user in changed:
                await tx.identities.put(_row(user, after[user]))
                news |= await self._announce(tx, user, self.standing(user), after[user])
        self._people |= {user: after[user] for user in changed}
        self._refused |= {user: refused[user] for user in differing}
        if news:
            self._on_inbox()

    async def _announce(self, tx: Transaction, user: str, before: Standing, after: Standing) -> bool:
        if before.pin is None and after.pin is not None:
            await self.tell(tx, user, News.PINNED)
        elif after.changed and (not before.changed or before.current != after.current):
            await self.tell(tx, user, News.CHANGED)
        else:
            return False
        return True

    async def tell(self, tx: Transaction, user: str, news: News) -> None:
        """Let the worker know."""
        await tx.inbox.add(
            f"{NEWS}:{self._identifiers.mark()}",
            room="",
            sender="",
            kind=NEWS,
            payload={"person": user, "news": news.value},
            received_at=self._clock.now(),
        )

    # For the worker, inside its transaction; `settle` after it

    async def trust(self, tx: Transaction, user: str, master: str) -> None:
        """A coordinator has made sure that this master key, which the homeserver shows now, is theirs."""
        before = self.standing(user)
        changed = before.current != master
        row = IdentityRow(user, master, before.current, changed, True, tuple(sorted(before.accepted)))
        await tx.identities.put(row)
        self._stale = True
        await self.tell(tx, user, News.TRUSTED)

    async def heard_from(self, tx: Transaction, user: str, device: str) -> None:
        """Whose unsigned devices are heard, they have spoken from this one: from now on it is written to."""
        before = self.standing(user)
        if before.unsigned is Unsigned.WARN and device not in before.accepted:
            accepted = tuple(sorted(before.accepted | {device}))
            await tx.identities.put(
                IdentityRow(user, before.pin, before.current, before.changed, before.verified, accepted)
            )
            self._stale = True

    async def settle(self) -> None:
        """Read again what a transaction has changed, be it that it failed."""
        if self._stale:
            await self.load()

    async def load(self) -> None:
        """Read everything from the database."""
        self._stale = False
        async with self._store.transaction() as tx:
            self._roles = await self._read_roles(tx)
            self._people = {
                row.user: Standing(
                    self._roles[row.user],
                    row.pin,
                    row.current,
                    row.changed,
                    row.verified,
                    frozenset(row.accepted),
                )
                for row in await tx.identities.all()
                if row.user in self._roles
            }
            self._refused = {
                user: frozenset(devices) for user, devices in (await tx.identities.unsigned()).items()
            }

    async def _read_roles(self, tx: Transaction) -> dict[str, Unsigned]:
        """The rule for everybody who is enrolled; whoever has two roles, by the stricter rule."""
        rules = self._rules
        roles = dict.fromkeys((each.user for each in await tx.roster.defenders()), rules.defenders)
        partners = [user for each in await tx.roster.organisations() for user in each.people]
        for users, rule in ((partners, rules.partners), (await tx.roster.admins(), rules.coordinators)):
            for user in users:
                roles[user] = min(roles.get(user, rule), rule, key=list(Unsigned).index)
        return roles


def _refused(standing: Standing, seen: Seen) -> frozenset[str]:
    """Which of the unsigned devices that were seen are given nothing."""
    match standing.unsigned:
        case Unsigned.REFUSE:
            return seen.unsigned
        case Unsigned.FIRST_PINNED:
            return seen.unsigned - standing.accepted
    return frozenset()


def _row(user: str, standing: Standing) -> IdentityRow:
    accepted = tuple(sorted(standing.accepted))
    return IdentityRow(user, standing.pin, standing.current, standing.changed, standing.verified, accepted)
