"""A small disk that a test can fill, and the proof that what lies on it is whole."""

from __future__ import annotations

import os
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from bot.config import load_settings


class SmallDisk:
    """A file system of its own in memory, mounted on `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    def leave(self, room: int) -> None:
        """Fill it so that so many bytes are left."""
        self.clear()
        found = os.statvfs(self.folder)
        with self._ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, found.f_frsize * found.f_bavail - room)

    def fill(self) -> None:
        """Take what room is left, on top of what is taken; the bot may take some of it meanwhile."""
        with (self.folder / f"ballast-{uuid.uuid4().hex}").open("wb") as file:
            while room := (found := os.statvfs(self.folder)).f_frsize * found.f_bavail:
                with suppress(OSError):
                    return os.posix_fallocate(file.fileno(), 0, room)

    def clear(self) -> None:
        """Make room again."""
        for file in self.folder.glob("ballast*"):
            file.unlink()

    def remount(self, mode: str) -> None:
        """`ro` or `rw`; no file may be open for writing."""
        subprocess.run([*_as_root(), "mount", "-o", f"remount,{mode}", str(self.folder)], check=True)


@contextmanager
def small_disk(folder: Path, megabytes: int = 48) -> Iterator[SmallDisk]:
    """Mount one, as root or by `sudo` without a password; where that may not be, the test is skipped."""
    folder.mkdir(parents=True, exist_ok=True)
    options = f"size={megabytes}m,mode=700,uid={os.getuid()}"
    mount = [*_as_root(), "mount", "-t", "tmpfs", "-o", options, "vigil-test", str(folder)]
    if (_as_root() and not shutil.which("sudo")) or subprocess.run(mount, check=False).returncode:
        pytest.skip("not proven on a small disk: that takes the right to mount one, as root has")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run([*_as_root(), "umount", "-l", str(folder)], check=True)


def _as_root() -> list[str]:
    return [] if os.getuid() == 0 else ["sudo", "-n"]


def assert_whole(settings_file: Path, scratch: Path) -> None:
    """Both databases, as they lie on the disk at this moment: every page is what was written there."""
    settings = load_settings(settings_file)
    copy = scratch / f"copy-{uuid.uuid4().hex}"
    copy.mkdir()
    for name in (settings.database.name, "crypto.db"):
        for part in (name, f"{name}-wal"):
            if (settings.data_dir / part).exists():
                shutil.copy(settings.data_dir / part, copy / part)
        connection = dbapi2.connect(str(copy / name))
        connection.execute(settings.key().pragma)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        assert connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
        connection.close()
