"""The crypto store's file: only for its owner, only with the key, and nothing legible in it."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from bot.errors import DatabaseIsNewer, StoreError, WrongKey
from bot.key import Key
from bot.matrix.cryptostore import CryptoStore
from tests.matrix.pair import JEAN, KEY, ROOM, VIGIL, given_key, side


def opened(path: Path, key: Key = KEY) -> CryptoStore:
    """The bot's store in this file."""
    return CryptoStore(path, key, user=VIGIL, device_id="BOT")


def test_nothing_is_legible_at_rest(tmp_path: Path) -> None:
    """Neither people nor devices nor rooms can be read from the files, nor that it is a database (G5)."""
    jean, bot = given_key(tmp_path)
    bot.machine.sessions.mean_for(bot.machine.outbound.current(ROOM, [JEAN], []).session_id, [JEAN])
    files = [path for path in tmp_path.iterdir() if path.name.startswith(bot.path.name)]
    assert len(files) > 1
    content = b"".join(path.read_bytes() for path in files)
    assert len(content) > 20_000
    for legible in (JEAN, VIGIL, ROOM, "PHONE", jean.device.curve25519, "SQLite format", "accounts"):
        assert legible.encode() not in content


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    """Nobody else on the machine may read it."""
    bot = side(tmp_path, VIGIL, "BOT")
    for path in tmp_path.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    bot.machine.crypto_store.close()


def test_another_key_does_not_open_it(tmp_path: Path) -> None:
    """It is said plainly, and the file is as it was."""
    path = tmp_path / "crypto.db"
    opened(path).close()
    with pytest.raises(WrongKey):
        opened(path, Key(bytes(32)))
    opened(path).close()


def test_a_file_that_is_no_store_is_not_opened(tmp_path: Path) -> None:
    """What is not ours cannot be told from what the key does not open."""
    path = tmp_path / "crypto.db"
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(WrongKey):
        opened(path)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    """A fault of the disk is no fault of the key."""
    with pytest.raises(StoreError) as fault:
        opened(tmp_path / "nowhere" / "crypto.db")
    assert not isinstance(fault.value, WrongKey)
    assert "nowhere" not in str(fault.value)


def test_a_newer_store_is_refused(tmp_path: Path) -> None:
    """A program that is older than the store would damage it."""
    path = tmp_path / "crypto.db"
    store = opened(path)
    store.execute("PRAGMA user_version = 3")
    store.close()
    with pytest.raises(DatabaseIsNewer):
        opened(path)


def test_a_forgotten_room_leaves_nothing_behind(tmp_path: Path) -> None:
    """Keys sent and received, who has them, and that the room was encrypted: all gone, of this room alone."""
    jean, bot = given_key(tmp_path)
    store, sessions = bot.machine.crypto_store, bot.machine.sessions
    bot.machine.receive_to_device([jean.shares(bot, "!other:here")])
    for room in (ROOM, "!other:here"):
        session = bot.machine.outbound.current(room, [JEAN], [])
        sessions.mean_for(session.session_id, [JEAN])
        sessions.give(session.session_id, {(JEAN, "key"): "channel"})
    store.add_encrypted_rooms([ROOM, "!other:here"], since="s1")
    tables = ("sent_sessions", "recipients", "given", "unanswered", "received_sessions", "encrypted_rooms")
    count = {table: store.execute(f"SELECT count(*) FROM vigil_{table}").fetchone()[0] for table in tables}
    assert count == dict.fromkeys(tables, 2)
    store.forget_room(ROOM)
    count = {table: store.execute(f"SELECT count(*) FROM vigil_{table}").fetchone()[0] for table in tables}
    assert count == dict.fromkeys(tables, 1)
    assert sessions.sent_in("!other:here")
    assert store.encrypted_since("!other:here") == "s1"
    assert store.encrypted_since(ROOM) is None


def test_display_names_are_not_kept(tmp_path: Path) -> None:
    """What people call their telephones is none of Vigil's business, even under the key."""
    bot, jean = side(tmp_path, VIGIL, "BOT"), side(tmp_path, JEAN)
    keys = jean.device_keys
    keys["unsigned"] = {"device_display_name": "Jean's Nokia"}
    bot.learns_json({JEAN: {"PHONE": keys}})
    legible = [
        tuple(row) for row in bot.machine.crypto_store.execute("SELECT * FROM vigil_devices").fetchall()
    ]
    assert legible and "Nokia" not in str(legible)
