"""Vigil's login on the homeserver: made once, kept in the database, so that there is one device only."""

from __future__ import annotations

from bot.config import Settings
from bot.errors import Refused, VigilError
from bot.matrix.http import Homeserver
from bot.matrix.login import Session, log_in, whoami
from bot.store.store import Store

_DEVICE, _TOKEN, _USER = "matrix_device", "matrix_token", "matrix_user"


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
    if user == settings.user and device and token and has_keys:
        homeserver.log_in_as(token)
        return Session(user, device, token)
    session = await _log_in(homeserver, settings)
    if session.user != settings.user:
        raise VigilError("The access token belongs to another user than the settings name.")
    async with store.transaction() as tx:
        await tx.facts.set(_USER, session.user)
        await tx.facts.set(_DEVICE, session.device_id)
        await tx.facts.set(_TOKEN, session.token)
    return session


async def _log_in(homeserver: Homeserver, settings: Settings) -> Session:
    token, password = settings.access_token(), settings.password()
    try:
        if token is not None:
            return await whoami(homeserver, token)
        return await log_in(homeserver, settings.user, password or "")
    except Refused as fault:
        raise VigilError(
            "The homeserver refuses Vigil's login: check user and password in the settings."
        ) from fault
