"""Files that appear whole or not at all, and survive a power cut."""

from __future__ import annotations

import os
from pathlib import Path


def new_file(path: Path) -> None:
    """Make an empty file that only its owner may read; what a cut-off attempt left there is thrown away."""
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def put_in_place(finished: Path, path: Path) -> None:
    """Give a finished file its name, in the same folder, and return when that will outlive a power cut."""
    flush(finished)
    finished.rename(path)
    flush(path.parent)


def flush(path: Path) -> None:
    """Return when the file, or the names in the folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
