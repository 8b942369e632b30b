"""Whether the homeserver's data were set back to an earlier state, as from a backup (G1).

Synapse says nothing of it: a sync token from its future it takes for its newest one. So what people wrote
between the setting back and Vigil's first question would come in no sync, and the keys that were sent to
Vigil meanwhile would be thrown away as read. Therefore Vigil leaves a number in its account's data, a higher
one every few minutes and after each outage, and reads it before it goes on with an old token: a homeserver
that has a lower one has forgotten.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.errors import Refused
from bot.matrix.http import Homeserver, path
from bot.matrix.login import Session
from bot.store.store import Store
from bot.telling import Telling
from rooms.texts import say

log = structlog.get_logger()

HEARD = "org.vigil.heard"
"""The type of account data; the sync asks for none of it, so its own changes do not wake it."""

EVERY = timedelta(minutes=5)
"""A backup that is put back sooner than this may go unnoticed if the homeserver ran while it was made; if it
was stopped for it, Vigil has left a higher number since."""

_MOST_KEYS = 500
"""More than any homeserver holds of one device's one-time keys."""


class SetBack:
    """The number there, and the one that Vigil last left there for certain."""

    def __init__(
        self,
        store: Store,
        homeserver: Homeserver,
        session: Session,
        clock: Clock,
        telling: Telling,
        on_outbox: Callable[[], None],
    ) -> None:
        self._store = store
        self._homeserver = homeserver
        self._session = session
        self._path = path("user", session.user, "account_data", HEARD)
        self._clock = clock
        self._telling = telling
        self._on_outbox = on_outbox
        self._number = 0
        self._is_set_back = False
        self._noted_at: datetime | None = None

    async def happened(self) -> bool:
        """Whether it was set back since `heard` was last called, be it by an earlier process.

        Then its one-time keys are used up as well: some of them have been used before, and what is encrypted
        with one of those Vigil cannot read. The next sync shows that there are none, and new ones are made.
        """
        self._noted_at = None
        async with self._store.transaction() as tx:
            left = int(await tx.facts.get(HEARD) or 0)
        there = await self._there()
        self._number = max(left, there or 0)
        if there is not None and there < left:
            log.error("homeserver_set_back")
            self._is_set_back = True
            await self._use_up_keys()
        return self._is_set_back

    async def heard(self) -> None:
        """All that there is has been written down: leave a higher number, if it is time for it.

        It is remembered only when it is there: a number that never arrived would look like a forgotten one.
        """
        now = self._clock.now()
        if self._noted_at is not None and abs(now - self._noted_at) < EVERY:
            return
        number = self._number + 1
        try:
            await self._homeserver.request("PUT", self._path, body={"number": number})
        except Refused as fault:
            log.warning("heard_not_left", errcode=fault.errcode)
            self._noted_at = now
            return
        async with self._store.transaction() as tx:
            await tx.facts.set(HEARD, str(number))
            if self._is_set_back:
                await self._telling.coordinators(tx, say("coordination-set-back"), urgent=True)
        if self._is_set_back:
            self._on_outbox()
        self._number, self._noted_at, self._is_set_back = number, now, False

    async def _there(self) -> int | None:
        """The homeserver's number, 0 if it knows of none; None if it does not say."""
        try:
            number = (await self._homeserver.request("GET", self._path, paced=True)).get("number")
        except Refused as fault:
            return 0 if fault.errcode == "M_NOT_FOUND" else None
        return number if type(number) is int else 0

    async def _use_up_keys(self) -> None:
        """Claim the device's own one-time keys until the homeserver has none left to hand out."""
        user, device = self._session.user, self._session.device_id
        body = {"one_time_keys": {user: {device: "signed_curve25519"}}}
        for _ in range(_MOST_KEYS):
            try:
                answer = await self._homeserver.request("POST", path("keys", "claim"), body=body, paced=True)
            except Refused as fault:
                log.warning("one_time_keys_left", errcode=fault.errcode)
                return
            if not _is_one_time_key(answer, user, device):
                return


def _is_one_time_key(answer: object, *names: str) -> bool:
    """Whether one was handed out, and not the fallback key, which never ends."""
    for name in ("one_time_keys", *names):
        answer = answer.get(name) if isinstance(answer, dict) else None
    keys = list(answer.values()) if isinstance(answer, dict) else []
    return bool(keys) and all(isinstance(key, dict) and not key.get("fallback") for key in keys)
