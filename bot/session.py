"""Vigil's login on the homeserver: one device, kept in the database, and logged in again when it must be."""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.config import Settings
from bot.errors import (
    IdentityConflict,
    LoggedOut,
    MatrixError,
    NoPasswordLogin,
    Refused,
    SettingsError,
    Unreachable,
)
from bot.matrix.crosssigning import CrossSigning, query
from bot.matrix.http import Homeserver, path
from bot.matrix.identity import Identity
from bot.matrix.login import Session, log_in, whoami
from bot.matrix.machine import Machine
from bot.patience import patiently, pause_after
from bot.stopping import Stopping
from bot.store.store import Store, Transaction

log = structlog.get_logger()

_DEVICE, _TOKEN, _USER = "matrix_device", "matrix_token", "matrix_user"
_LEFT_BEHIND = "matrix_tokens_left_behind"

_REFUSED = "The homeserver refuses Vigil's login: check user and password in the settings."
_TOKEN_REFUSED = (
    "The homeserver refuses Vigil's login: check the access token and 'homeserver' in the settings; the token"
    " has to be that of a device."
)
NO_HOMESERVER = (
    "What answers at 'homeserver' in the settings is no Matrix homeserver ({}): write the address there that"
    " https://SERVER/.well-known/matrix/client names."
)
NO_PASSWORDS = (
    "The homeserver takes no passwords: log in to Vigil's account in another way, write that login's access "
    "token into a file, and name it as 'access_token_file' in place of 'password_file' in the settings."
)
_OTHER_USER = "The access token belongs to another user than the settings name."
OTHER_CASE = (
    "The homeserver writes the account's address with other capitals: write 'user' in the settings as it does"
    " (in small letters, as a rule)."
)
_OTHER_ACCOUNT = "The homeserver logs Vigil in as another user than 'user' in the settings: look at that."
_DEAD_TOKEN = (
    "The homeserver no longer accepts Vigil's access token: log in as the same device and write the new one "
    "into the access token file."
)
_OTHER_DEVICE = (
    "The access token in the settings is of another device than Vigil's keys: write one of the same device "
    "there, or a password instead of it."
)

_LOST_KEYS = (
    "The keys of Vigil's device are lost with crypto.db, and the access token in the settings is of that "
    "same device: log in anew, as a new device, and write that one's token into the access token file."
)

_WAITS = (
    "The homeserver cannot be reached. Vigil goes on trying, and starts when it answers; if it should be"
    " there already, look at 'homeserver' in the settings and at the network."
)

CALM_AFTER = timedelta(hours=1)
"""A login that has held for so long was no part of a struggle with the homeserver."""


async def open_session(
    store: Store, homeserver: Homeserver, settings: Settings, *, has_keys: bool
) -> Session:
    """The login of the last start; a new one at the first start, or when the device's keys are lost.

    `has_keys`: the file with the device's keys is there.
    Raises `VigilError` with what to do when the homeserver refuses, `Unreachable` when it does not answer.
    """
    async with store.transaction() as tx:
        user, device = await tx.facts.get(_USER), await tx.facts.get(_DEVICE)
        token = await tx.facts.get(_TOKEN)
    known = Session(user, device, token) if user == settings.user and device and token else None
    if known and has_keys:
        homeserver.log_in_as(known.token)
        return known
    try:
        session = await _log_in(homeserver, settings)
    except LoggedOut as fault:
        raise SettingsError(str(fault)) from fault
    except Unreachable as fault:
        if known is None and fault.answered is not None:  # It has never been right.
            raise SettingsError(NO_HOMESERVER.format(fault.answered)) from fault
        raise
    same_device = known is not None and session.device_id == known.device_id
    # A start that was cut off before crypto.db was made has lost nothing.
    if same_device and await _has_shown_keys(homeserver, session):
        raise SettingsError(_LOST_KEYS)
    async with store.transaction() as tx:
        if known and not same_device:
            left_behind = [*await tokens_left_behind(tx), known.token]
            await tx.facts.set(_LEFT_BEHIND, json.dumps(left_behind))
        await _write(tx, session)
    return session


async def log_in_patiently(
    store: Store, homeserver: Homeserver, settings: Settings, stopping: Stopping, *, has_keys: bool
) -> Session | None:
    """What `open_session` returns, as soon as the homeserver can be reached; None once told to stop."""

    async def attempt() -> Session | None:
        if stopping.is_told:
            return None
        return await stopping.unless_told(open_session(store, homeserver, settings, has_keys=has_keys))

    def waits(attempts: int, _: float) -> None:
        if attempts == 0:
            print(_WAITS, file=sys.stderr, flush=True)

    return await patiently(attempt, waits=waits, pause=stopping.rest)


async def tokens_left_behind(tx: Transaction) -> list[str]:
    """The tokens of devices that Vigil was, and whose keys it has lost; they are not logged out yet."""
    tokens: list[str] = json.loads(await tx.facts.get(_LEFT_BEHIND) or "[]")
    return tokens


async def forget_tokens_left_behind(tx: Transaction) -> None:
    """All of those devices are logged out."""
    await tx.facts.set(_LEFT_BEHIND, "[]")


class Login:
    """Takes up the device again when its token no longer counts, with the keys that it has always had.

    A new password logs out every device, and so does whoever may run the homeserver: an alert must not depend
    on somebody who notices. A homeserver that refuses is asked once, one that logs out again and again with
    growing pauses.
    """

    def __init__(
        self,
        store: Store,
        homeserver: Homeserver,
        settings: Settings,
        machine: Machine,
        session: Session,
        clock: Clock,
        identity: Identity | None = None,
    ) -> None:
        """`identity` signs the device again; None leaves it unsigned."""
        self._store = store
        self._homeserver = homeserver
        self._settings = settings
        self._machine = machine
        self._session = session
        self._clock = clock
        self._identity = identity
        self._renewing: asyncio.Task[None] | None = None
        self._final: LoggedOut | None = None
        self._attempts = 0
        self._last_at: datetime | None = None

    async def renew(self, token: str) -> None:
        """Replace this token, which no longer counts; for all who ask meanwhile it is done once.

        Raises `Unreachable` when it has to wait, `LoggedOut` with what to do when it cannot be.
        """
        if token != self._session.token:
            return
        if self._renewing is None or self._renewing.done():
            self._renewing = asyncio.create_task(self._renew())
        await asyncio.shield(self._renewing)

    async def close(self) -> None:
        """Stop what is under way."""
        if self._renewing is not None:
            self._renewing.cancel()
            await asyncio.gather(self._renewing, return_exceptions=True)

    async def _renew(self) -> None:
        if self._final is not None:
            raise type(self._final)(str(self._final))
        self._wait_for_my_turn()
        fresh = Homeserver(self._settings.homeserver)
        try:
            # Written down before: with a device that it logs out, the homeserver throws its keys away.
            self._machine.keys_are_gone()
            session = await _log_in(fresh, self._settings, self._session)
            async with self._store.transaction() as tx:
                await _write(tx, session)
            log.warning("logged_in_again")
            await self._put_back(fresh)
            # Only now do the others go on: nothing is said that nobody would trust.
            self._session = session
            self._homeserver.log_in_as(session.token)
        except (LoggedOut, SettingsError) as fault:
            self._final = fault if isinstance(fault, LoggedOut) else LoggedOut(str(fault))
            raise self._final from fault
        finally:
            await fresh.close()

    def _wait_for_my_turn(self) -> None:
        now = self._clock.now()
        if self._last_at is not None:
            if now - self._last_at >= CALM_AFTER:
                self._attempts = 0
            elif now < (free_at := self._last_at + pause_after(self._attempts)):
                raise Unreachable("The homeserver has logged Vigil out again.", free_at - now)
            else:
                self._attempts += 1
        self._last_at = now

    async def _put_back(self, fresh: Homeserver) -> None:
        """The device's keys and the signature below them, at once: until then nobody can encrypt to Vigil.

        What fails now, the sync loop does, but for somebody else's identity there: nothing is said any more.
        """
        machine = self._machine
        signing = (
            CrossSigning(fresh, machine, self._identity, self._settings.password) if self._identity else None
        )
        try:
            if signing is not None:
                await signing.check()
            body = machine.keys_to_upload(None)
            await fresh.request("POST", path("keys", "upload"), body=body)
            machine.keys_uploaded(body)
            if signing is not None:
                await signing.establish()
                machine.established()
        except IdentityConflict:
            raise
        except MatrixError as fault:
            log.warning("keys_not_uploaded", fault=type(fault).__name__)


async def _log_in(homeserver: Homeserver, settings: Settings, last: Session | None = None) -> Session:
    """Log in as the device of the `last` session, if there was one, by what the settings hold now.

    Raises `LoggedOut` with what to do if that is no use.
    """
    token, password = settings.access_token(), settings.password()
    try:
        if token is None:
            device = None if last is None else last.device_id
            session = await log_in(homeserver, settings.user, password or "", device_id=device)
        else:
            session = await whoami(homeserver, token)
    except LoggedOut as fault:
        raise LoggedOut(_DEAD_TOKEN) from fault
    except NoPasswordLogin as fault:
        raise LoggedOut(NO_PASSWORDS) from fault
    except Refused as fault:
        raise LoggedOut(_REFUSED if token is None else _TOKEN_REFUSED) from fault
    if session.user != settings.user:
        if token is None:
            await homeserver.request("POST", path("logout"), body={})
        if session.user.casefold() == settings.user.casefold():
            raise LoggedOut(OTHER_CASE)
        raise LoggedOut(_OTHER_ACCOUNT if token is None else _OTHER_USER)
    if last is not None and session.device_id != last.device_id:
        raise LoggedOut(_OTHER_DEVICE)
    return session


async def _has_shown_keys(homeserver: Homeserver, session: Session) -> bool:
    devices = (await query(homeserver, session.user)).get("device_keys")
    return isinstance(devices, dict) and session.device_id in devices


async def _write(tx: Transaction, session: Session) -> None:
    await tx.facts.set(_USER, session.user)
    await tx.facts.set(_DEVICE, session.device_id)
    await tx.facts.set(_TOKEN, session.token)
