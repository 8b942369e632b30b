"""What SQLite leaves behind of erased rows, and that scrubbing leaves nothing (G5)."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.disk import MEGABYTE, Limits, has_room_to_rewrite
from bot.errors import DiskFault, StoreError
from bot.key import Key
from bot.matrix.cryptostore import CryptoStore
from bot.store.store import Store
from rooms.events import Noted
from tests.faults.disks import small_disk
from tests.faults.pages import pages

NOW = datetime(2026, 5, 3, 20, 0, tzinfo=UTC)
ROOMS = 40


def trace(number: int) -> str:
    """What stands in every row of this room or alert, and in no other."""
    return f"trace-of-{number:03}-"


def found(folder: Path, key: Key, erased: list[int]) -> set[tuple[str, int]]:
    """Which page of which file still holds something of what was erased."""
    return {
        (file.name, number)
        for file in sorted(folder.glob("*.db*"))
        if not file.name.endswith("-shm")
        for number, page in enumerate(pages(file, key))
        if any(trace(each).encode() in page for each in erased)
    }


async def filled(store: Store, chance: random.Random) -> list[int]:
    """Alerts whose rows come by turns, in all lengths, so that SQLite moves them about; their numbers."""
    alerts = list[int]()
    async with store.transaction() as tx:
        for number in range(ROOMS):
            alerts.append(await tx.journal.open_alert(f"K{number:03}", "@jean:vigil.test", NOW))
    for turn in range(15):
        for alert in chance.sample(alerts, ROOMS):
            words = [trace(alert) + "w" * chance.randint(1, 900) for _ in range(3)]
            async with store.transaction() as tx:
                await tx.journal.append(alert, [Noted(NOW, "@sophie:vigil.test", words[0])], NOW)
                await tx.inbox.add(
                    f"${turn}-{words[1][:60]}",
                    room=trace(alert),
                    sender="@sophie:vigil.test",
                    kind="event",
                    payload={"body": words[1]},
                    received_at=NOW,
                )
                row = await tx.outbox.add(
                    f"alert:{alert}",
                    Noted(NOW, "@sophie:vigil.test", words[2]),
                    alert=alert,
                    transaction_id="t",
                    now=NOW,
                )
                if chance.random() < 0.7:
                    await tx.outbox.done(row)
    return alerts


async def test_scrubbing_leaves_nothing_of_erased_rows_in_the_database(tmp_path: Path) -> None:
    """`secure_delete` alone is not enough; after `scrub` no page holds anything, and the rest stays."""
    key, chance = Key.fresh(), random.Random(2)
    store = await Store.open(tmp_path / "vigil.db", key)
    try:
        alerts = await filled(store, chance)
        erased = chance.sample(alerts, ROOMS // 2)
        async with store.transaction() as tx:
            for alert in erased:
                await tx.journal.erase(alert)
                await tx.inbox.forget_room(trace(alert))
        await store.checkpoint()
        print("pages that still held something:", len(found(tmp_path, key, erased)))
        assert found(tmp_path, key, erased)  # If SQLite did better one day, scrubbing could go.
        await store.scrub()
        assert found(tmp_path, key, erased) == set()
        kept = next(alert for alert in alerts if alert not in erased)
        async with store.transaction() as tx:
            assert len(await tx.journal.events(kept)) == 15
    finally:
        await store.close()


def test_scrubbing_leaves_nothing_of_forgotten_rooms_in_the_crypto_store(tmp_path: Path) -> None:
    """Of a forgotten room no page holds its ID, its sessions or who was given them."""
    key, chance = Key.fresh(), random.Random(3)
    store = CryptoStore(tmp_path / "crypto.db", key, user="@vigil:vigil.test", device_id="VIGIL")
    try:
        for turn in range(10):
            for room in chance.sample(range(ROOMS), ROOMS):
                session = f"{trace(room)}{turn}-" + "s" * chance.randint(1, 30)
                store.execute(
                    "INSERT INTO vigil_sent_sessions VALUES (?, ?, ?, ?)",
                    session,
                    trace(room),
                    trace(room) + "k" * chance.randint(1, 900),
                    NOW.isoformat(),
                )
                for person in range(4):
                    store.execute("INSERT INTO vigil_recipients VALUES (?, ?)", session, f"@p{person}:x")
        forgotten = chance.sample(range(ROOMS), ROOMS // 2)
        for room in forgotten:
            store.forget_room(trace(room))
        print("pages that still held something:", len(found(tmp_path, key, forgotten)))
        store.scrub()
        assert found(tmp_path, key, forgotten) == set()
        left = store.execute("SELECT count(DISTINCT room_id) FROM vigil_sent_sessions").fetchone()
        assert left == (ROOMS // 2,)
    finally:
        store.close()


async def test_a_scrubbing_that_has_no_room_costs_nothing(tmp_path: Path) -> None:
    """G1, G6: not begun where room is little; if it fails, its log goes, and Vigil goes on."""
    key, faults = Key.fresh(), list[DiskFault]()
    with small_disk(tmp_path / "data") as disk:
        store = await Store.open(disk.folder / "vigil.db", key)
        keys = CryptoStore(disk.folder / "crypto.db", key, user="@vigil:vigil.test", device_id="VIGIL")
        store.on_disk_fault = faults.append
        keys.on_disk_fault(faults.append)
        try:
            async with store.transaction() as tx:
                await tx.facts.set("long", "x" * 4 * MEGABYTE)
            long = ("s", "!room", "k" * 4 * MEGABYTE, NOW.isoformat())
            keys.execute("INSERT INTO vigil_sent_sessions VALUES (?, ?, ?, ?)", *long)
            keys.checkpoint()
            await store.checkpoint()
            low = Limits.of(48 * MEGABYTE).low
            disk.leave(low + 7 * MEGABYTE)
            assert not has_room_to_rewrite(disk.folder)
            disk.leave(low + 9 * MEGABYTE)
            assert has_room_to_rewrite(disk.folder)
            disk.leave(2 * MEGABYTE)
            with pytest.raises(StoreError):
                await store.scrub()
            with pytest.raises(StoreError):
                keys.scrub()
            assert [file.stat().st_size for file in disk.folder.glob("*.db-wal")] == [0, 0]
            assert faults == []
        finally:
            keys.close()
            await store.close()
