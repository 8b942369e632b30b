"""Whether the partners' devices can be reached and are trusted: looked at without a word to them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.coordinating.orders import Order
from bot.jobs import CheckReach
from bot.matrix.delivery import Shortfall
from bot.outcome import Outcome
from bot.ports import MatrixGateway
from bot.store.outbox import OutboxRow
from bot.store.store import Store, Transaction
from bot.telling import Telling
from rooms.roster import Organisation
from rooms.texts import Lines, Text, say

EVERY = timedelta(weeks=1)
_QUEUE = "reach"


@dataclass(frozen=True)
class Asking:
    """`!reach`, and the same each week by itself: then only what is wrong is told."""

    telling: Telling

    async def answer(self, tx: Transaction, _: Order) -> Text:
        """It takes as long as the slowest homeserver, so the answer follows."""
        await self.telling.add(tx, _QUEUE, CheckReach(asked=True))
        return say("reach-asked")

    async def each_week(self, tx: Transaction, _: datetime) -> None:
        """Nobody hears of it where all is well."""
        await self.telling.add(tx, _QUEUE, CheckReach(asked=False))


@dataclass(frozen=True)
class Reaching:
    """Looks at the devices of everybody who can be called."""

    store: Store
    gateway: MatrixGateway
    telling: Telling

    async def perform(self, row: OutboxRow, job: CheckReach) -> Outcome:
        """Tell the coordinators whom no message would reach now, and why."""
        async with self.store.transaction() as tx:
            organisations = await tx.roster.organisations()
        people = {person for each in organisations for person in _callable(each)}
        faults = await self.gateway.unreachable(people)

        async def write(tx: Transaction) -> None:
            lines = tuple(_lines(organisations, faults, await tx.identities.doubted()))
            text = say("reach-faults", lines=Lines(lines)) if lines else say("reach-well", people=len(people))
            if lines or job.asked:
                await self.telling.coordinators(tx, text, mark=f"{row.transaction_id}-reach")

        return Outcome(write=write)


def _callable(organisation: Organisation) -> list[str]:
    """Its people, and who is asked when they do not answer."""
    return list(filter(None, dict.fromkeys((*organisation.people, organisation.fallback))))


def _lines(
    organisations: Collection[Organisation], faults: Mapping[str, str], doubted: Collection[str]
) -> Iterator[Text]:
    for one in organisations:
        for person in _callable(one):
            if person in doubted:
                yield say("reach-changed", name=one.name, person=person)
            elif person in faults:
                yield _line(one.name, person, faults[person])
        if not one.people:
            yield say("reach-empty", name=one.name)
        elif all(person in faults or person in doubted for person in one.people):
            yield say("reach-nobody", name=one.name)


def _line(name: str, person: str, why: str) -> Text:
    match why:
        case Shortfall.NO_DEVICE:
            return say("reach-no-device", name=name, person=person)
        case Shortfall.UNTRUSTED:
            return say("reach-untrusted", name=name, person=person)
        case Shortfall.NO_ONE_TIME_KEY:
            return say("reach-no-key", name=name, person=person)
        case _:
            return say("reach-silent", name=name, person=person)
