"""The book of identities: who is known by which master key, and whose unsigned devices count (G3).

It stands in the database, and at hand for every sending. What the homeserver newly shows is written down
before it counts; what follows from it for alerts, the worker decides, by a row of the inbox.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.clock import Clock
from bot.identifiers import Identifiers
from bot.matrix.trust import Seen, Standing, Unsigned
from bot.store.identities import MOST_UNSIGNED, IdentityRow
from bot.store.store import Store, Transaction

NEWS = "identity"
"""The kind of the inbox rows that tell the worker of an identity."""


class News(StrEnum):
    """What there is to tell of a person's identity."""

    PINNED = "pinned"
    CHANGED = "changed"
    TRUSTED = "trusted"
    HIDDEN = "hidden"
    """There are devices of theirs, and none any more that the pinned key vouches for."""
    UNSIGNED = "unsigned"
    """They have devices that they have not signed, and that are refused for it."""


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
        self._suspended: frozenset[str] = frozenset()
        self._unsigned: dict[str, frozenset[str]] = {}
        self._stale = False

    # For the gateway

    def standing(self, user: str) -> Standing:
        """What is held of this person.

        Whoever is on no list (any more) is held to the strictest rule. Nobody vouches for those who are
        suspended.
        """
        return Standing(Unsigned.REFUSE) if user in self._suspended else self._held(user)

    def is_suspended(self, user: str) -> bool:
        """Whether coordinators have taken them out of everything."""
        return user in self._suspended

    def _held(self, user: str) -> Standing:
        known = self._people.get(user)
        return known if known is not None else Standing(self._rule(user))

    async def seen(self, people: Mapping[str, Seen]) -> None:
        """Write down what is new in this, and let the worker know."""
        known = {user: seen for user, seen in people.items() if user in self._roles}
        if not any(self._is_new(user, seen) for user, seen in known.items()):
            return
        async with self._store.transaction() as tx:
            self._stale = True
            # What stands there may be newer than what is at hand.
            before = {user: await self.written(tx, user) for user in known}
            after = {user: before[user].after(seen) for user, seen in known.items()}
            for user, seen in known.items():
                await tx.identities.set_unsigned(user, seen.unsigned, self._clock.now())
                if after[user] != before[user]:
                    await tx.identities.put(_row(user, after[user]))
            pinned = [
                user for user in sorted(known) if before[user].pin is None and after[user].pin is not None
            ]
            changed = [user for user in sorted(known) if _is_change(before[user], after[user])]
            await self.tell(tx, News.PINNED, pinned)
            hidden = [user for user in sorted(known) if _is_hidden_now(before[user], after[user])]
            await self.tell(tx, News.CHANGED, changed)
            await self.tell(tx, News.HIDDEN, hidden)
        await self.load()
        if pinned or changed or hidden:
            self._on_inbox()

    def _is_new(self, user: str, seen: Seen) -> bool:
        standing = self._held(user)
        return standing.after(seen) != standing or not self._holds(self.unsigned_of(user), seen.unsigned)

    @staticmethod
    def _holds(held: frozenset[str], shown: frozenset[str]) -> bool:
        """Whether all that can be kept of these devices is."""
        return held == shown or (len(held) >= MOST_UNSIGNED and held <= shown)

    async def tell(self, tx: Transaction, news: News, people: Collection[str]) -> None:
        """Let the worker know, of all of them at once."""
        if people:
            await tx.inbox.add(
                f"{NEWS}:{self._identifiers.mark()}",
                room="",
                sender="",
                kind=NEWS,
                payload={"people": list(people), "news": news.value},
                received_at=self._clock.now(),
            )

    # Unsigned devices, by their Curve25519 keys

    def unsigned_of(self, user: str) -> frozenset[str]:
        """The devices that this person has not signed, as far as the homeserver has shown them."""
        return self._unsigned.get(user, frozenset())

    def refused_of(self, user: str) -> frozenset[str]:
        """Those of them that are given nothing, and from which nothing counts."""
        standing = self.standing(user)
        match standing.unsigned:
            case Unsigned.REFUSE:
                return self.unsigned_of(user)
            case Unsigned.FIRST_PINNED:
                return self.unsigned_of(user) - standing.accepted
        return frozenset()

    def left_out_of(self, user: str) -> frozenset[str]:
        """Those of a defender's that are heard, and not written to: they have better ones."""
        standing = self.standing(user)
        if standing.unsigned is not Unsigned.WARN or standing.changed:
            return frozenset()
        spoken = self.unsigned_of(user) & standing.accepted
        is_better_off = bool(spoken) or (standing.pin is not None and not standing.hidden)
        return self.unsigned_of(user) - spoken if is_better_off else frozenset()

    @property
    def hears_any_device_of_defenders(self) -> bool:
        """Whether a call for help counts whatever device it comes from."""
        return self._rules.defenders in (Unsigned.WARN, Unsigned.ALLOW)

    # For the worker, inside its transaction; `settle` after it

    async def written(self, tx: Transaction, user: str) -> Standing:
        """What stands in the database of this person."""
        row = await tx.identities.of(user)
        return Standing(self._rule(user)) if row is None else _standing(row, self._rule(user))

    async def trust(self, tx: Transaction, user: str, master: str) -> None:
        """A coordinator has made sure that this master key, which the homeserver shows now, is theirs."""
        before = await self.written(tx, user)
        if before.current != master:
            raise ValueError("Only the master key that is shown now can be trusted.")
        await tx.identities.put(_row(user, replace(before, pin=master, changed=False, verified=True)))
        self._stale = True
        await self.tell(tx, News.TRUSTED, [user])

    async def heard_from(self, tx: Transaction, user: str, device: str) -> None:
        """Whose unsigned devices are heard, they have spoken from this one: from now on it is written to."""
        before = await self.written(tx, user)
        if before.unsigned is Unsigned.WARN and device not in before.accepted:
            await tx.identities.put(_row(user, replace(before, accepted=before.accepted | {device})))
            self._stale = True

    def roster_changed(self) -> None:
        """Somebody was enrolled, suspended or reinstated in this transaction."""
        self._stale = True

    async def settle(self) -> None:
        """Read again what a transaction has changed, be it that it failed."""
        if self._stale:
            await self.load()

    async def load(self) -> None:
        """Read everything from the database."""
        async with self._store.transaction() as tx:
            roles = await self._read_roles(tx)
            defenders = {each.user for each in await tx.roster.defenders()}
            suspended = await tx.suspensions.people() - defenders
            rows = await tx.identities.all()
            unsigned = await tx.identities.unsigned()
            # All at once, or nothing: a read that fails is made again. Still inside: nobody else writes.
            self._roles, self._suspended = roles, suspended
            self._people = {row.user: _standing(row, roles.get(row.user, Unsigned.REFUSE)) for row in rows}
            self._unsigned = {user: frozenset(devices) for user, devices in unsigned.items()}
            self._stale = False

    def _rule(self, user: str) -> Unsigned:
        return self._roles.get(user, Unsigned.REFUSE)

    async def _read_roles(self, tx: Transaction) -> dict[str, Unsigned]:
        """The rule for everybody who is enrolled.

        Whoever has two roles is held to the stricter one; that a defender's words are taken from any device
        goes with no other role, since the others are told plans and give commands.
        """
        rules = self._rules
        listed: tuple[tuple[Iterable[str], Unsigned], ...] = (
            (await tx.newcomers.accepted(), rules.defenders),
            ((each.user for each in await tx.roster.defenders()), rules.defenders),
            (await tx.roster.partners(also_suspended=True), rules.partners),
            (await tx.roster.admins(also_suspended=True), rules.coordinators),
        )
        found: dict[str, set[Unsigned]] = {}
        for users, rule in listed:
            for user in users:
                found.setdefault(user, set()).add(rule)
        return {user: _strictest(of_roles) for user, of_roles in found.items()}


def _strictest(rules: set[Unsigned]) -> Unsigned:
    return min(rules - {Unsigned.WARN} or rules, key=list(Unsigned).index)


def _is_change(before: Standing, after: Standing) -> bool:
    """Another key than the pin is shown, or again another one, or the pin once more."""
    return after.changed and (not before.changed or before.current != after.current)


def _is_hidden_now(before: Standing, after: Standing) -> bool:
    """What vouched for them is not shown any more, and nothing else in its place."""
    return before.pin is not None and after.hidden and not before.hidden and not after.changed


def _standing(row: IdentityRow, rule: Unsigned) -> Standing:
    accepted = frozenset(row.accepted)
    return Standing(rule, row.pin, row.current, row.changed, row.verified, accepted, row.hidden)


def _row(user: str, standing: Standing) -> IdentityRow:
    accepted = tuple(sorted(standing.accepted))
    return IdentityRow(
        user,
        standing.pin,
        standing.current,
        standing.changed,
        standing.verified,
        accepted,
        standing.hidden,
    )
