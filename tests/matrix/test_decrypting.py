"""Room events: which words count as said by whom, and which never count."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.matrix.decrypted import Forged, Undecryptable
from bot.matrix.incoming import MEGOLM
from tests.matrix.pair import (
    JEAN,
    MALLORY,
    ROOM,
    VIGIL,
    acquainted,
    given_key,
    says_anything,
    side,
)


def test_a_message_is_read_once_its_key_has_come(tmp_path: Path) -> None:
    """The key makes the message readable, and is announced with its room."""
    jean, bot = acquainted(tmp_path)
    key = jean.shares(bot)
    message = jean.writes("they are at the gate")
    with pytest.raises(Undecryptable) as waiting:
        bot.machine.decrypt(message)
    assert bot.machine.receive_to_device([key]) == [(ROOM, waiting.value.session_id)]
    decrypted = bot.machine.decrypt(message)
    assert decrypted.content["body"] == "they are at the gate"
    assert (decrypted.type, decrypted.index, decrypted.device.id) == ("m.room.message", 0, "PHONE")


def test_the_sender_key_may_be_left_out(tmp_path: Path) -> None:
    """The spec has deprecated `sender_key` and `device_id`; nio needs them."""
    jean, bot = given_key(tmp_path)
    message = jean.writes("hello")
    del message["content"]["sender_key"], message["content"]["device_id"]
    assert bot.machine.decrypt(message).content["body"] == "hello"


def test_a_relabelled_sender_is_not_believed(tmp_path: Path) -> None:
    """A homeserver that puts another name on Jean's message is noticed, and heard in vain (MATRIX.md 7)."""
    jean, bot = given_key(tmp_path)
    bot.learns(side(tmp_path, MALLORY))
    message = {**jean.writes("all is well"), "sender": MALLORY}
    with pytest.raises(Undecryptable) as fault:
        bot.machine.decrypt(message)
    assert fault.value.relabelled


def test_a_session_that_somebody_else_passed_on_proves_nothing(tmp_path: Path) -> None:
    """Mallory, who has Jean's session, hands it to the bot first: Jean's message still is Jean's."""
    jean, bot = acquainted(tmp_path)
    mallory = side(tmp_path, MALLORY)
    mallory.learns(bot)
    bot.learns(mallory)
    mallory.opens_channel(bot)
    key = jean.shares(bot)
    record = jean.machine.outbound._rooms[ROOM].record
    stolen = {
        "algorithm": MEGOLM,
        "room_id": ROOM,
        "session_id": record.session_id,
        "session_key": record.key,
    }
    bot.machine.receive_to_device([mallory.to_device(bot, "m.room_key", stolen)])
    message = jean.writes("help")
    with pytest.raises(Undecryptable) as fault:
        bot.machine.decrypt(message)
    assert fault.value.relabelled
    assert bot.machine.receive_to_device([key]) == [(ROOM, record.session_id)]
    assert bot.machine.decrypt(message).device.id == "PHONE"


def test_a_payload_with_a_state_key_is_forged(tmp_path: Path) -> None:
    """An encrypted event never becomes room state (MATRIX.md 6)."""
    jean, bot = given_key(tmp_path)
    payload = {"type": "m.room.name", "state_key": "", "content": {"name": "x"}, "room_id": ROOM}
    with pytest.raises(Forged, match="state"):
        bot.machine.decrypt(says_anything(jean, payload))


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        ({"type": "m.room.message", "content": {}, "room_id": "!other:here"}, "wrong_room"),
        ({"type": "m.room.message", "content": {}}, "malformed"),
        ({"type": "m.room.message", "content": "words", "room_id": ROOM}, "malformed"),
        ({"type": 7, "content": {}, "room_id": ROOM}, "malformed"),
        ({"type": "m.x", "content": {"x": float("nan")}, "room_id": ROOM}, "malformed"),
        ({"type": "m.x", "content": {"x": [float("-inf")]}, "room_id": ROOM}, "malformed"),
    ],
)
def test_a_payload_that_makes_no_sense_is_forged(tmp_path: Path, payload: Any, reason: str) -> None:
    """What was encrypted must be a message for this room."""
    jean, bot = given_key(tmp_path)
    with pytest.raises(Forged, match=reason):
        bot.machine.decrypt(says_anything(jean, payload))


def test_half_a_surrogate_pair_is_replaced(tmp_path: Path) -> None:
    """Words that no file and no other client could take become words that they can."""
    jean, bot = given_key(tmp_path)
    payload = {"type": "m.room.message", "content": {"body": "a \ud83d b"}, "room_id": ROOM}
    assert bot.machine.decrypt(says_anything(jean, payload)).content == {"body": "a ? b"}


def test_a_payload_that_nests_too_deep_is_forged(tmp_path: Path) -> None:
    """JSON that would overflow the parser's stack costs that message only."""
    jean, bot = given_key(tmp_path)
    outbound = jean.machine.outbound._rooms[ROOM]
    ciphertext = outbound.megolm.encrypt(b'{"a":' * 40_000).to_base64()
    content = {"algorithm": MEGOLM, "ciphertext": ciphertext, "session_id": outbound.record.session_id}
    with pytest.raises(Forged, match="malformed"):
        bot.machine.decrypt(jean.event(content))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content.update(ciphertext="!!"),
        lambda content: content.update(ciphertext=5),
        lambda content: content.pop("session_id"),
        lambda content: content.update(session_id={}),
        lambda content: content.update(session_id="\ud800"),
        lambda content: content.update(algorithm="m.unknown"),
        lambda content: content.clear(),
    ],
)
def test_a_malformed_room_event_is_forged(tmp_path: Path, spoil: Callable[[dict[str, Any]], Any]) -> None:
    """Nothing but `Undecryptable` and `Forged` ever comes out of decrypting."""
    jean, bot = given_key(tmp_path)
    message = jean.writes("hello")
    spoil(message["content"])
    with pytest.raises(Forged, match="malformed"):
        bot.machine.decrypt(message)


def test_a_tampered_message_is_forged(tmp_path: Path) -> None:
    """A ciphertext that was changed under way is not believed."""
    jean, bot = given_key(tmp_path)
    message = jean.writes("hello")
    text = message["content"]["ciphertext"]
    message["content"]["ciphertext"] = text[:20] + ("A" if text[20] != "A" else "B") + text[21:]
    with pytest.raises(Forged):
        bot.machine.decrypt(message)


def test_a_replay_shows_the_same_index(tmp_path: Path) -> None:
    """A replayed ciphertext is told by its session and index, which come with it, even after a restart."""
    jean, bot = given_key(tmp_path)
    first, second = jean.writes("one", event_id="$a"), jean.writes("two", event_id="$b")
    replayed = {**first, "event_id": "$c"}
    read = [bot.machine.decrypt(event) for event in (first, second, replayed)]
    assert [decrypted.index for decrypted in read] == [0, 1, 0]
    assert read[0].session_id == read[2].session_id


def test_a_key_that_begins_too_late_leaves_the_message_waiting(tmp_path: Path) -> None:
    """Half a key is not a forgery: the whole one may come, and then the message is read."""
    jean, bot = acquainted(tmp_path)
    whole = jean.shares(bot)
    message = jean.writes("first")
    outbound = jean.machine.outbound._rooms[ROOM]
    late = {
        "algorithm": MEGOLM,
        "room_id": ROOM,
        "session_id": outbound.record.session_id,
        "session_key": outbound.megolm.session_key.to_base64(),
    }
    bot.machine.receive_to_device([jean.to_device(bot, "m.room_key", late)])
    with pytest.raises(Undecryptable):
        bot.machine.decrypt(message)
    assert bot.machine.receive_to_device([whole])
    assert bot.machine.decrypt(message).content["body"] == "first"


def test_a_message_from_an_unknown_device_waits_for_the_device_list(tmp_path: Path) -> None:
    """It is neither believed nor thrown away, and its key is announced again when the device is known."""
    jean, bot = side(tmp_path, JEAN), side(tmp_path, VIGIL, "BOT")
    jean.learns(bot)
    jean.opens_channel(bot)
    bot.machine.receive_to_device([jean.shares(bot)])
    assert bot.machine.sessions.unannounced()
    bot.machine.sessions.announced()
    message = jean.writes("help")
    with pytest.raises(Undecryptable):
        bot.machine.decrypt(message)
    assert not bot.machine.sessions.unannounced()
    bot.learns(jean)
    assert bot.machine.sessions.unannounced()
    assert bot.machine.decrypt(message).content["body"] == "help"


def test_a_device_that_logged_out_still_said_what_it_said(tmp_path: Path) -> None:
    """A deleted device gets no keys, but its last message counts."""
    jean, bot = given_key(tmp_path)
    message = jean.writes("they took my phone")
    bot.learns_json({JEAN: {}})
    assert bot.machine.devices.of(JEAN) == []
    assert bot.machine.decrypt(message).content["body"] == "they took my phone"
