"""Fetching what the sync has left out: beside the loop, room by room in turn, until all of it is there (G1).

Nobody waits for it but the room itself, and that only for a moment, so that words stay in their order.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import structlog

from bot.clock import Clock
from bot.errors import MatrixError
from bot.matrix.batch import Gap, Portion
from bot.ports import MatrixGateway
from bot.receiver import Receiver
from bot.store.gaps import OpenGap
from bot.store.store import Store, Transaction

log = structlog.get_logger()

AT_ONCE = 16
"""So many rooms are asked about side by side; of people of one other homeserver, `OF_ONE_SERVER`."""
OF_ONE_SERVER = 2
_STRANGERS = "strangers"
"""All of them together have one turn at a time, beside the others; each is asked about only once."""

LONGEST_PAUSE = timedelta(hours=1)
MOST_IN_VAIN = 5
"""So often a stranger's room is tried."""
MOST_EMPTY = 16
"""So often, in five hours, a homeserver may say that nothing was left out, though it had said so."""

_LOOK_EVERY_SECONDS = 1.0


class Backfill:
    """Asks for what is missing, and writes it down together with what is left of the gap."""

    def __init__(
        self,
        store: Store,
        gateway: MatrixGateway,
        receiver: Receiver,
        clock: Clock,
        on_inbox: Callable[[], None],
    ) -> None:
        self._store = store
        self._gateway = gateway
        self._receiver = receiver
        self._clock = clock
        self._on_inbox = on_inbox
        self._wake = asyncio.Event()
        self._busy: dict[str, asyncio.Task[None]] = {}
        """By room."""
        self._lanes = Counter[str]()

    def wake(self) -> None:
        """Something may be missing."""
        self._wake.set()

    async def run(self) -> None:
        """Fetch until cancelled; what is under way then is fetched again after the next start."""
        try:
            while True:
                self._wake.clear()
                any_open = await self._begin()
                try:
                    async with asyncio.timeout(_LOOK_EVERY_SECONDS if any_open else None):
                        await self._wake.wait()
                except TimeoutError:
                    pass
        finally:
            for task in self._busy.values():
                task.cancel()
            await asyncio.gather(*self._busy.values(), return_exceptions=True)

    async def drain(self) -> int:
        """Fetch all that can be fetched now; returns how many turns that took."""
        turns = 0
        await self._begin()
        while self._busy:
            turns += len(self._busy)
            await asyncio.wait(self._busy.values())
            await self._begin()
        return turns

    async def _begin(self) -> bool:
        """Begin as many turns as there may be at once; whether anything is missing at all."""
        async with self._store.transaction() as tx:
            any_open = await tx.gaps.next_at() is not None
            due = await tx.gaps.due(self._clock.now()) if any_open else []
            known = {gap.id for gap in due if await self._is_known(tx, gap)}
        for gap in sorted(due, key=lambda each: each.id not in known):
            lane, most = _lane(gap) if gap.id in known else (_STRANGERS, 1)
            others = len(self._busy) - self._lanes[_STRANGERS]
            if gap.room in self._busy or self._lanes[lane] >= most:
                continue
            if lane != _STRANGERS and others >= AT_ONCE:
                continue
            self._lanes[lane] += 1
            self._busy[gap.room] = asyncio.create_task(self._turn(gap, lane))
        return any_open

    async def _turn(self, gap: OpenGap, lane: str) -> None:
        asked = Gap(gap.room, gap.before, gap.since, gap.after, gap.encrypted, gap.begun)
        try:
            try:
                portion = await self._gateway.fetch(asked)
            except MatrixError:
                portion = Portion((), asked, stuck=True)
            await self._keep(gap, portion, once=lane == _STRANGERS)
        except Exception:
            # The database itself fails: it is looked at again in a second.
            log.exception("gap_not_kept")
        else:
            self._wake.set()
        finally:
            del self._busy[gap.room]
            self._lanes[lane] -= 1

    async def _keep(self, gap: OpenGap, portion: Portion, *, once: bool) -> None:
        rest, now = portion.rest, self._clock.now()
        attempts = gap.attempts + 1 if portion.stuck else 0
        if rest is not None and (
            (once and (not portion.stuck or attempts >= MOST_IN_VAIN))
            or (portion.empty and attempts >= MOST_EMPTY)
        ):
            log.warning("gap_given_up", stranger=once)
            rest = None
        async with self._store.transaction() as tx:
            if not await tx.gaps.is_open(gap.id):
                return  # The room was forgotten meanwhile.
            await self._receiver.keep_late(tx, gap.room, portion.events, complete=rest is None)
            if rest is None:
                await tx.gaps.close(gap.id)
            else:
                at = now + min(timedelta(seconds=2 ** min(gap.attempts, 12)), LONGEST_PAUSE)
                await tx.gaps.left(
                    gap.id,
                    rest.before,
                    begun=rest.begun,
                    at=at if portion.stuck else now,
                    attempts=attempts,
                )
        if rest is None:
            log.info("gap_closed")
        if portion.events or rest is None:
            self._on_inbox()

    @staticmethod
    async def _is_known(tx: Transaction, gap: OpenGap) -> bool:
        """It is a room of Vigil's own, or the chat of somebody on the roster."""
        if gap.kind in ("alert", "coordination"):
            return True
        return gap.person is not None and await tx.roster.knows(gap.person)


def _lane(gap: OpenGap) -> tuple[str, int]:
    """Who waits for whom, and how many of them have a turn at a time."""
    if gap.kind == "direct" and gap.person is not None:
        return gap.person.partition(":")[2], OF_ONE_SERVER
    return gap.room, 1
