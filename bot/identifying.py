"""`vigil identity`: who Vigil is, on paper; a new identity; and whom it trusts, when nobody can say it there.

A new identity is made when a person decides that it must be. In the coordination room nobody can write
`!trust` for the only coordinator.
"""

from __future__ import annotations

from contextlib import AsyncExitStack
from pathlib import Path
from typing import TextIO

import segno

from bot.clock import SystemClock
from bot.config import Settings
from bot.errors import AlreadyRunning, VigilError, WrongPassword
from bot.identifiers import RandomIdentifiers
from bot.identities import Identities
from bot.jobs import JOBS
from bot.key import Key
from bot.matrix.cryptostore import CryptoStore
from bot.matrix.gateway import Gateway
from bot.matrix.http import Homeserver
from bot.matrix.identity import Identity, in_groups
from bot.matrix.login import silence_libraries
from bot.matrix.machine import Machine
from bot.matrix.trust import OpenBook, Standing
from bot.own_identity import IDENTITY, SHOWN, keep_identity, note_shown
from bot.session import Login, open_session
from bot.store.peeking import peek
from bot.store.store import Store
from bot.telling import Telling
from bot.trusting import Trusting
from bot.who import whoever
from rooms.texts import say

_DOTS_PER_MODULE = 8

NONE_YET = "Vigil has no identity on the homeserver yet: 'vigil run' makes it at its first start."

_CODE_MEANS = """
The QR code holds the two lines above, for the camera of a phone. It is not the code that Element asks for
when it verifies somebody: that one belongs to a verification under way."""

NO_PEOPLE_YET = "Vigil knows nobody yet: 'vigil run' reads the people from the settings at its first start."

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


async def trust(settings: Settings, user: str, fingerprint: str) -> str:
    """Hold this fingerprint for the person's own, as `!trust` does; returns it in groups of four.

    It has to be of the identity that the homeserver showed last. The coordinators are told. Raises
    `VigilError` with what to do; Vigil must not be running.
    """
    key, given = settings.key(), "".join(fingerprint.split()).rstrip("=")
    if not settings.database.exists():
        raise VigilError(NO_PEOPLE_YET)
    store, clock, identifiers = await _alone(settings, key), SystemClock(), RandomIdentifiers()
    try:
        identities = Identities(store, clock, identifiers, settings.unsigned_devices, lambda: None)
        async with store.transaction() as tx:
            known = await whoever(tx, [user])
            if not known:
                raise VigilError(f"Vigil does not know '{user}'. Write the whole address: @name:server.")
            shown = _compared(user, given, await identities.written(tx, user))
            telling = Telling(clock, identifiers)
            await Trusting(identities, telling).accept(tx, user, shown)
            told = say("trust-by-hand", who=known[0].name, fingerprint=in_groups(shown))
            await telling.coordinators(tx, told)
    finally:
        await store.close()
    return in_groups(shown)


def _compared(user: str, given: str, standing: Standing) -> str:
    """The key that the homeserver shows for this person, if it is the one that was given."""
    if standing.current is None:
        raise VigilError(
            f"Vigil has seen no identity of {user} yet. Start it, let them set up verification in Element"
            " (Settings, then Encryption), and try again."
        )
    if given == standing.current:
        return given
    if given == standing.pin:
        raise VigilError(
            f"That is the fingerprint which {user} had before. The homeserver shows another one now; ask them"
            " for the one of today. Nothing was changed."
        )
    raise VigilError(
        f"That is not the fingerprint that the homeserver shows for {user}. Let them read it to you again,"
        " capital and small letters too. If it still differs, somebody may be between you: do not trust it."
        " Nothing was changed."
    )


async def _alone(settings: Settings, key: Key) -> Store:
    try:
        return await Store.open(settings.database, key, extra=JOBS)
    except AlreadyRunning as fault:
        raise AlreadyRunning("Vigil is running: stop it first, and start it again afterwards.") from fault


async def _open(settings: Settings, opened: AsyncExitStack) -> tuple[Gateway, Store, Identity]:
    """The account's Matrix half with a fresh identity, which is nowhere yet."""
    key = settings.key()
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    store = await _alone(settings, key)
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
