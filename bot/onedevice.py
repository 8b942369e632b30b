"""Vigil is one device: whatever else is logged in on its account is logged out, and the coordinators told.

Another device can be one that Vigil was before it lost its keys, that of whoever made the account, or that of
somebody who knows the password. From each of them one can speak in Vigil's name.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable

import structlog

from bot.config import Settings
from bot.errors import LoggedOut, Refused, SettingsError, WrongPassword
from bot.matrix.gateway import Gateway
from bot.matrix.http import Homeserver, path
from bot.patience import patiently
from bot.session import forget_tokens_left_behind, tokens_left_behind
from bot.store.store import Store, Transaction
from bot.telling import Telling
from rooms.texts import say

log = structlog.get_logger()

SETTLE_SECONDS = 60.0
"""How long a new device may be there before it is noticed: `vigil check` logs in and out again in no time."""

_RETIRING, _TOLD = "devices_retiring", "devices_told"


class OneDevice:
    """Looks at the start, and whenever the homeserver says that the account's own devices have changed."""

    def __init__(
        self,
        store: Store,
        gateway: Gateway,
        settings: Settings,
        telling: Telling,
        changed: asyncio.Event,
        on_outbox: Callable[[], None],
        *,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """`changed` is set when the homeserver says that the account's own devices or keys have changed."""
        self._store = store
        self._gateway = gateway
        self._settings = settings
        self._telling = telling
        self._on_outbox = on_outbox
        self._pause = pause
        self._changed = changed

    async def run(self) -> None:
        """Look until cancelled. Raises `IdentityConflict` if the account becomes somebody else's."""
        await self._patiently(self.tidy)
        tidy_at: float | None = None
        while True:
            try:
                async with asyncio.timeout_at(tidy_at):
                    await self._changed.wait()
            except TimeoutError:
                tidy_at = None
                await self._patiently(self.tidy)
                continue
            self._changed.clear()
            tidy_at = tidy_at or asyncio.get_running_loop().time() + SETTLE_SECONDS
            await self._patiently(self._gateway.prove)

    async def tidy(self) -> None:
        """Log out what is not this device, as far as that can be done, and tell what was found."""
        await self._leave_old_devices()
        others = await self._gateway.cross_signing.other_devices()
        if not await self._retire(others):
            await self._tell_of(others)
        self._on_outbox()

    async def _patiently(self, attempt: Callable[[], Awaitable[None]]) -> None:
        try:
            await patiently(attempt, pause=self._pause)
        except Refused as fault:
            log.warning("devices_not_looked_at", errcode=fault.errcode)

    async def _leave_old_devices(self) -> None:
        """Log out the devices whose keys are lost; each by its own token, which needs no password."""
        async with self._store.transaction() as tx:
            tokens = await tokens_left_behind(tx)
        if not tokens:
            return
        for token in tokens:
            await self._log_out(token)
        async with self._store.transaction() as tx:
            await forget_tokens_left_behind(tx)
            await self._telling.coordinators(tx, say("coordination-new-device"), urgent=True)

    async def _log_out(self, token: str) -> None:
        homeserver = Homeserver(self._settings.homeserver)
        homeserver.log_in_as(token)
        try:
            await homeserver.request("POST", path("logout"), body={})
        except (LoggedOut, Refused):
            log.info("old_device_is_gone")  # Else it is found among the others.
        finally:
            await homeserver.close()

    async def _retire(self, others: list[str]) -> bool:
        """Whether there are no others any more. Written down before: a crash must not leave it untold."""
        async with self._store.transaction() as tx:
            before = await tx.facts.get(_RETIRING)
            going = _ids(before) | set(others)
            await tx.facts.set(_RETIRING, json.dumps(sorted(going)))
        if others and not await self._log_others_out(others):
            return False
        if going:
            async with self._store.transaction() as tx:
                await tx.facts.set(_RETIRING, "[]")
                await self._tell_of_retired(tx, len(going), is_first=before is None)
        return True

    async def _tell_of_retired(self, tx: Transaction, count: int, *, is_first: bool) -> None:
        """At the first start it is the login by which the account was made; later, somebody's."""
        if is_first:
            told = say("coordination-devices-of-before", count=count)
        else:
            told = say("coordination-devices-retired", count=count)
        await self._telling.coordinators(tx, told, urgent=not is_first)

    async def _log_others_out(self, others: list[str]) -> bool:
        try:
            password = self._settings.password()
            if password is None:
                return False
            await self._gateway.cross_signing.retire(others, password)
        except (WrongPassword, SettingsError):
            return False
        log.warning("other_devices_retired", devices=len(others))
        return True

    async def _tell_of(self, others: list[str]) -> None:
        """Of devices that cannot be logged out; of each once."""
        async with self._store.transaction() as tx:
            told = _ids(await tx.facts.get(_TOLD))
            news = set(others) - told
            await tx.facts.set(_RETIRING, "[]")
            if news:
                await tx.facts.set(_TOLD, json.dumps(sorted(told | news)))
                text = say("coordination-devices-found", count=len(news))
                await self._telling.coordinators(tx, text, urgent=True)


def _ids(written: str | None) -> set[str]:
    return set(json.loads(written or "[]"))
