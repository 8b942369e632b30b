"""`vigil restore`: an empty data folder is filled from a backup, and Vigil goes on as a new device.

The old device's keys are not in the backup. So the next start finds no crypto store: it logs in anew, signs
the new device with the identity that everybody knows, and logs the old one out (`bot/session.py`).
"""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from bot.alerts import Alerts
from bot.config import Settings
from bot.errors import VigilError, WrongKey
from bot.jobs import JOBS
from bot.keeping.backup import MADE_AT
from bot.keeping.files import flush, new_file, put_in_place
from bot.key import Key
from bot.store import wholefile
from bot.store.lock import FolderLock
from bot.store.store import Store, Transaction
from bot.telling import Telling
from rooms.reactions.convening import brief_for
from rooms.texts import say

FROM = "restored_from"
"""The fact that says when the backup was made from which Vigil goes on; empty once people know of it."""

_STAGING = "restoring"

_NO_BACKUP = "This file is no backup of Vigil's; 'vigil backup' makes one."


RESTORED = """\
Done: Vigil goes on from where it was on {at}.
If the Vigil of then may still run on another machine, stop it now, before you start this one.
Then 'vigil run': it logs in as a new device, logs the old one out, and tells coordinators and open alerts."""


async def restore(settings: Settings, file: Path, old_key: Key | None = None) -> datetime:
    """Put the backup into the data folder, and return when it was made. `old_key`: the one it was made under.

    Raises `VigilError` with what to do, having changed nothing, if there are data already, if the file is no
    sound backup, or if the key does not open it. Cut off anywhere, it can be done again.
    """
    key = settings.key()
    folder = settings.data_dir
    lock = FolderLock(folder)
    try:
        for name in (settings.database.name, "crypto.db"):
            if any(folder.glob(f"{name}*")):
                raise VigilError(
                    f"There are data in '{folder}' already, and they were left as they are."
                    " If they are of no use any more, move them away first."
                )
        staging = folder / _STAGING
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(mode=0o700)
        try:
            made_at = await _unpack(file, staging / settings.database.name, key, old_key or key)
            put_in_place(staging / settings.database.name, settings.database)
            flush(folder)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    except OSError as fault:
        raise VigilError(f"The backup cannot be put into '{folder}': {fault.strerror}.") from fault
    finally:
        lock.release()
    return made_at


async def _unpack(file: Path, database: Path, key: Key, old_key: Key) -> datetime:
    """Make a database of the backup, as this program needs it and under its own key."""
    new_file(database)
    shutil.copyfile(file, database)
    try:
        made_at = wholefile.get_fact(database, old_key, MADE_AT)
    except WrongKey as fault:
        raise WrongKey(
            "The key does not open this backup, or the file is damaged. If the key was changed since, name"
            " the one of then with --old-key."
        ) from fault
    if made_at is None:
        raise VigilError(_NO_BACKUP)
    if not wholefile.is_sound(database, old_key):
        raise VigilError("This backup is damaged; take another one.")
    if old_key != key:
        wholefile.change_key(database, old_key, key)
    store = await Store.open(database, key, extra=JOBS)
    try:
        async with store.transaction() as tx:
            await tx.facts.set(FROM, made_at)
    finally:
        await store.close()
    return datetime.fromisoformat(made_at)


async def tell_of_it(tx: Transaction, alerts: Alerts, telling: Telling) -> None:
    """At the first start after it: coordinators and the rooms of open alerts hear what may be missing (G6).

    The rooms read the brief once more: who comes in only now could not be given the keys of the first (G2).
    """
    made_at = await tx.facts.get(FROM)
    if not made_at:
        return
    at = datetime.fromisoformat(made_at)
    await telling.coordinators(tx, say("coordination-restored", at=at), urgent=True)
    for number, alert in await alerts.each(tx, open_only=True):
        if alert.briefed_at is not None:
            await telling.room(tx, number, say("room-restored", at=at))
            for action in brief_for(alert, alert.partners):
                await telling.add(tx, f"alert:{number}", action, alert=number)
    await tx.facts.set(FROM, "")
