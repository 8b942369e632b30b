"""`vigil identity`: who Vigil is, on paper; and a new identity, when a person decides that it must be."""

from __future__ import annotations

from contextlib import AsyncExitStack
from pathlib import Path
from typing import TextIO

import segno

from bot.clock import SystemClock
from bot.config import Settings
from bot.errors import AlreadyRunning, VigilError, WrongPassword
from bot.jobs import JOBS
from bot.matrix.cryptostore import CryptoStore
from bot.matrix.gateway import Gateway
from bot.matrix.http import Homeserver
from bot.matrix.identity import Identity, in_groups
from bot.matrix.login import silence_libraries
from bot.matrix.machine import Machine
from bot.matrix.trust import OpenBook
from bot.own_identity import IDENTITY, SHOWN, keep_identity, note_shown
from bot.session import Login, open_session
from bot.store.peeking import peek
from bot.store.store import Store

_DOTS_PER_MODULE = 8

NONE_YET = "Vigil has no identity on the homeserver yet: 'vigil run' makes it at its first start."

_CODE_MEANS = """
The QR code holds the two lines above, for the camera of a phone. It is not the code that Element asks for
when it verifies somebody: that one belongs to a verification under way."""

RESET_MEANS = """\
This makes a new identity for Vigil in place of the one that its account has now. Everybody who has verified
Vigil sees a warning, and has to verify it again; no fingerprint that you have handed out is right any more.
Do it if Vigil's data are lost, or if somebody else has made the identity that is there."""


async def show(settings: Settings, out: TextIO, *, png: Path | None = None) -> None:
    """Print the account, its fingerprint and a QR code of both; `png` is a file to write the code into.

    Nothing is changed, and Vigil may be running. Raises `VigilError` if there is no identity yet.
    """
    paper = await on_paper(settings)
    code = segno.make(paper, error="m", micro=False)
    print(f"{paper}\n", file=out)
    code.terminal(out=out, compact=True)
    print(_CODE_MEANS, file=out)
    if png is not None:
        try:
            code.save(str(png), kind="png", scale=_DOTS_PER_MODULE)
        except OSError as fault:
            raise VigilError(f"'{png}' cannot be written: {fault.strerror}.") from fault
        print(f"The code is also in {png}.", file=out)


async def on_paper(settings: Settings) -> str:
    """What to hand out: a link to the account, and below it the fingerprint of its master key."""
    key = settings.key()
    if not settings.database.exists():
        raise VigilError(NONE_YET)
    secret, shown = await peek(settings.database, key, IDENTITY, SHOWN)
    master = None if secret is None else Identity.restore(settings.user, secret).master
    if master is None or master != shown:
        raise VigilError(NONE_YET)
    return f"https://matrix.to/#/{settings.user}\n{in_groups(master)}"


async def reset(settings: Settings, password: str) -> str:
    """Put a new identity in place of whatever the account has; returns its fingerprint in groups of four.

    Logs in first where that is needed. Raises `VigilError` with what to do; Vigil must not be running.
    """
    silence_libraries()
    async with AsyncExitStack() as opened:
        gateway, store, identity = await _open(settings, opened)
        try:
            await gateway.cross_signing.replace(password)
        except WrongPassword as fault:
            raise VigilError("The homeserver does not accept this password; nothing was changed.") from fault
        await keep_identity(store, identity)
        await gateway.start()
        await note_shown(store, identity)
        return in_groups(identity.master)


async def _open(settings: Settings, opened: AsyncExitStack) -> tuple[Gateway, Store, Identity]:
    """The account's Matrix half with a fresh identity, which is nowhere yet."""
    key = settings.key()
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        store = await Store.open(settings.database, key, extra=JOBS)
    except AlreadyRunning as fault:
        raise AlreadyRunning("Vigil is running: stop it first, and start it again afterwards.") from fault
    opened.push_async_callback(store.close)
    homeserver = Homeserver(settings.homeserver)
    opened.push_async_callback(homeserver.close)
    crypto_file = settings.data_dir / "crypto.db"
    session = await open_session(store, homeserver, settings, has_keys=crypto_file.exists())
    crypto = CryptoStore(crypto_file, key, user=session.user, device_id=session.device_id)
    opened.callback(crypto.close)
    clock, identity = SystemClock(), Identity.make(settings.user)
    machine = Machine(crypto, clock)
    gateway = Gateway(homeserver, machine, identity, OpenBook())
    opened.push_async_callback(gateway.close)
    login = Login(store, homeserver, settings, machine, session, clock)
    opened.push_async_callback(login.close)
    homeserver.renew_by(login.renew)
    return gateway, store, identity
