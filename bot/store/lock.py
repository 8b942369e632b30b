"""One Vigil at a time: the lock on the data folder."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from bot.diskfault import disk_fault
from bot.errors import AlreadyRunning, StoreError

NAME = "vigil.lock"


class FolderLock:
    """Held while this object is open. The system lets it go when the process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        """Take it. Raises `AlreadyRunning` if another holds it, `StoreError` if the folder is unusable.

        That is `DiskFault` if it is the disk that is.
        """
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._file: int | None = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as fault:
            sentence = "The data folder cannot be written; look at its permissions."
            raise disk_fault(fault) or StoreError(sentence) from fault
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as fault:
            self.release()
            raise AlreadyRunning("Another Vigil is running on this data folder.") from fault

    def release(self) -> None:
        """Let it go; more than once does no harm."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
