"""`vigil backup`: one encrypted file from which Vigil can go on elsewhere, taken while it runs.

It holds the state database alone. The crypto store is never copied: channels that were used since would be
used a second time (the other side would read nothing), and its keys are one device's. What stands for it is
the cross-signing identity, which is in the state database: the new device is vouched for at once.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot.config import Settings
from bot.errors import StoreError, VigilError
from bot.keeping.files import new_file, put_in_place
from bot.store import wholefile

MADE_AT = "backup_made_at"
"""The fact by which a backup is known, in it alone: when it was made."""


def back_up(settings: Settings, file: Path, now: datetime) -> None:
    """Write the backup into `file`, which must not be there yet; Vigil may be running.

    It is under the database's key. Raises `VigilError` with what to do; `file` is whole or not there.
    """
    key = settings.key()
    if not settings.database.exists():
        raise VigilError("There is nothing to back up yet: the first 'vigil run' makes the database.")
    if file.exists():
        raise VigilError(f"'{file}' exists already and was left as it is; name another file.")
    partial = file.with_name(f"{file.name}.part")
    try:
        new_file(partial)
        try:
            wholefile.copy(settings.database, key, partial)
            wholefile.set_fact(partial, key, MADE_AT, now.isoformat())
            if not wholefile.is_sound(partial, key):
                raise StoreError("The backup is damaged, perhaps as the database is; run 'vigil check'.")
            put_in_place(partial, file)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as fault:
        raise VigilError(f"'{file}' cannot be written: {fault.strerror}.") from fault
