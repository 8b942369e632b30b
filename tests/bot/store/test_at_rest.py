"""What a thief of the disk would find."""

from __future__ import annotations

from pathlib import Path

from bot.store.engine import open_database
from bot.store.store import Store
from rooms.alert import Message, MessageKind
from rooms.events import Noted
from rooms.roster import Defender, Organisation
from tests.bot.store.conftest import KEY, NOW
from tests.bot.store.world import on_disk, write


async def test_only_the_owner_may_read_the_files(store: Store, path: Path) -> None:
    """Folder, database, log and lock are closed to every other user of the machine."""
    await write(store, "token", "s1")
    for file in (path.parent, *path.parent.iterdir()):
        assert file.stat().st_mode & 0o077 == 0, file.name


async def test_the_connection_is_set_up_for_safety(path: Path) -> None:
    """A commit is on the disk, what is deleted is overwritten, and nothing goes to temporary files."""
    path.parent.mkdir()
    database = await open_database(path, KEY)
    found = {
        name: (await database.raw.pragma(f"PRAGMA {name}"))[0][0]
        for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "temp_store")
    }
    await database.close()
    full, on, memory = 2, 1, 2
    assert found == {
        "journal_mode": "wal",
        "synchronous": full,
        "secure_delete": on,
        "foreign_keys": on,
        "temp_store": memory,
    }


SECRETS = (
    "baobab",
    "@jean:example.org",
    "!room:example.org",
    "they are at the door",
    "all quiet on the lake",
)


async def write_secrets(store: Store) -> int:
    """Something secret in each table that can hold one; returns the alert's number."""
    alias, person, room, words, duress = SECRETS
    message = Message(MessageKind.TEXT, words, NOW)
    async with store.transaction() as tx:
        await tx.roster.fill(
            [Organisation("anchor", alias, True, (person,))], [Defender(person, alias, duress=duress)], []
        )
        alert = await tx.journal.open_alert("7KQ4", person, NOW)
        await tx.journal.append(alert, [Noted(NOW, person, words)], NOW)
        await tx.inbox.add(
            "$1", room=room, sender=person, kind="event", payload={"body": words}, received_at=NOW
        )
        await tx.outbox.add(f"person:{person}", message, transaction_id="t", now=NOW)
        await tx.acts.add(person, words, words, NOW)
        await tx.strangers.add(person, NOW)
    return alert


async def test_the_files_hold_no_plain_text(store: Store, path: Path) -> None:
    """Whoever has the disk and not the key learns no name and no word (G5)."""
    await write_secrets(store)
    before = on_disk(path)
    await store.checkpoint()
    after = on_disk(path)
    assert len(before[f"{path.name}-wal"]) > 0 and len(after[path.name]) > 0
    for name, content in (*before.items(), *after.items()):
        for secret in (*SECRETS, "SQLite format", "journal", "inbox"):
            assert secret.encode() not in content, f"{secret!r} in {name}"


async def test_a_checkpoint_empties_the_write_ahead_log(store: Store, path: Path) -> None:
    """After an erasure and a checkpoint, no older page is left in the log."""
    alert = await write_secrets(store)
    async with store.transaction() as tx:
        await tx.journal.erase(alert)
    await store.checkpoint()
    assert path.with_name(f"{path.name}-wal").stat().st_size == 0
