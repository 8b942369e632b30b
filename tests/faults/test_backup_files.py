"""What a backup is as a file, and what is refused in place of one; no homeserver is needed."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.config import Settings, load_settings
from bot.errors import VigilError, WrongKey
from bot.initialising import initialise
from bot.jobs import JOBS
from bot.keeping.backup import back_up
from bot.keeping.rekey import rekey
from bot.keeping.restore import restore
from bot.key import Key
from bot.store import wholefile
from bot.store.store import Store
from rooms.roster import Defender

JEAN = Defender("@jean:vigil.test", "Baobab", "Goma")
MADE_AT = datetime(2026, 3, 4, 8, 49, tzinfo=UTC)


@dataclass(frozen=True)
class Kept:
    """Settings with data, and a backup of them."""

    settings: Settings
    file: Path

    def loses_its_data(self) -> None:
        """The data folder is gone."""
        shutil.rmtree(self.settings.data_dir)

    def names(self) -> list[str]:
        """What lies in the data folder."""
        return sorted(path.name for path in self.settings.data_dir.iterdir())

    def with_content(self, name: str, content: bytes) -> Path:
        """Another file beside the backup."""
        path = self.file.with_name(name)
        path.write_bytes(content)
        return path

    async def knows_jean(self) -> bool:
        """Whether the data that are there now open with the key of the settings, and hold Jean."""
        store = await Store.open(self.settings.database, self.settings.key(), extra=JOBS)
        try:
            async with store.transaction() as tx:
                return list(await tx.roster.defenders()) == [JEAN]
        finally:
            await store.close()


@pytest.fixture
async def kept(tmp_path: Path) -> Kept:
    """Vigil knows Jean, and does not run."""
    initialise(tmp_path / "vigil")
    settings = load_settings(tmp_path / "vigil" / "config.yaml")
    store = await Store.open(settings.database, settings.key(), extra=JOBS)
    async with store.transaction() as tx:
        await tx.roster.fill((), (JEAN,), ())
    file = tmp_path / "backup"
    back_up(settings, file, MADE_AT)  # While the database is open, and all of it in the write-ahead log.
    await store.close()
    return Kept(settings, file)


def test_a_backup_tells_nobody_anything(kept: Kept) -> None:
    """G5: only its owner may read it; not a name in it without the key, and nothing is left beside it."""
    content = kept.file.read_bytes()
    for secret in (b"jean", b"Baobab", b"Goma", b"facts", b"SQLite"):
        assert secret not in content
    assert kept.file.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in kept.file.parent.iterdir()) == ["backup", "vigil"]
    assert not wholefile.opens(kept.file, Key.fresh())


def test_the_crypto_store_is_not_in_it(kept: Kept) -> None:
    """The keys of one device are used by one device only."""
    connection = wholefile.tables(kept.file, kept.settings.key())
    assert "journal" in connection
    assert not {"accounts", "olmsessions", "vigil_devices"} & connection


async def test_it_is_restored(kept: Kept) -> None:
    """Into an empty folder, and into one that is not there; the backup stays as it was."""
    content = kept.file.read_bytes()
    kept.loses_its_data()
    assert await restore(kept.settings, kept.file) == MADE_AT
    assert kept.names() == ["vigil.db", "vigil.lock"]
    assert kept.settings.database.stat().st_mode & 0o777 == 0o600
    assert await kept.knows_jean()
    assert kept.file.read_bytes() == content


async def test_what_a_cut_left_behind_is_in_nobodys_way(kept: Kept) -> None:
    """G1: killed in the middle of either, the same command again does it."""
    kept.with_content("other.part", b"half a backup")
    back_up(kept.settings, kept.file.with_name("other"), MADE_AT)
    kept.loses_its_data()
    (kept.settings.data_dir / "restoring").mkdir(parents=True)
    (kept.settings.data_dir / "restoring" / "vigil.db").write_bytes(b"half a database")
    await restore(kept.settings, kept.file.with_name("other"))
    assert kept.names() == ["vigil.db", "vigil.lock"]
    assert await kept.knows_jean()


def test_no_file_is_overwritten(kept: Kept) -> None:
    """A backup that is there stays as it is."""
    content = kept.file.read_bytes()
    with pytest.raises(VigilError, match="exists already"):
        back_up(kept.settings, kept.file, MADE_AT)
    assert kept.file.read_bytes() == content


def test_a_backup_that_cannot_be_written_is_not_there(kept: Kept) -> None:
    """No half file under the name of a backup."""
    with pytest.raises(VigilError, match="cannot be written"):
        back_up(kept.settings, kept.file.with_name("nowhere") / "backup", MADE_AT)


async def test_what_is_no_backup_is_refused(kept: Kept) -> None:
    """A damaged file, another one, none: a sentence, and the data folder stays empty."""
    content = kept.file.read_bytes()
    middle = len(content) // 2
    refused = [
        kept.with_content("damaged", content[:middle] + b"\0" + content[middle + 1 :]),
        kept.with_content("cut", content[:middle]),
        kept.with_content("empty", b""),
        kept.with_content("other", b"nothing\n" * 1000),
        kept.with_content("plain copy", kept.settings.database.read_bytes()),
        kept.file.with_name("nowhere"),
    ]
    kept.loses_its_data()
    for file in refused:
        with pytest.raises(VigilError):
            await restore(kept.settings, file)
        assert kept.names() == ["vigil.lock"], file.name


async def test_a_backup_of_before_the_key_was_changed(kept: Kept) -> None:
    """The old key opens it, and what is restored is under the new one."""
    old = kept.settings.key()
    rekey(kept.settings)
    kept.loses_its_data()
    with pytest.raises(WrongKey, match="--old-key"):
        await restore(kept.settings, kept.file)
    await restore(kept.settings, kept.file, old)
    assert kept.settings.key() != old
    assert await kept.knows_jean()
