"""The machine: what two devices say to each other, what others slip in between, and what is left of it."""

from __future__ import annotations

import base64
import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.matrix.cryptostore import CryptoStore
from bot.matrix.decrypted import Forged, Undecryptable
from bot.matrix.incoming import MEGOLM
from bot.matrix.machine import Machine
from tests.matrix.pair import JEAN, KEY, MALLORY, ROOM, VIGIL, Side, acquainted, side


def given_key(folder: Path) -> tuple[Side, Side]:
    """Jean and the bot, which has been given the session of Jean's next messages."""
    jean, bot = acquainted(folder)
    assert bot.machine.receive_to_device([jean.shares(bot)])
    return jean, bot


def says_anything(jean: Side, payload: dict[str, Any]) -> dict[str, Any]:
    """A message with this payload under Jean's session, whatever an honest client would put into it."""
    outbound = jean.machine.outbound._rooms[ROOM]
    ciphertext = outbound.megolm.encrypt(json.dumps(payload).encode()).to_base64()
    content = {"algorithm": MEGOLM, "ciphertext": ciphertext, "session_id": outbound.record.session_id}
    return jean.event(content)


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
    assert (decrypted.type, decrypted.index, decrypted.device) == ("m.room.message", 0, "PHONE")


def test_the_sender_key_may_be_left_out(tmp_path: Path) -> None:
    """The spec has deprecated `sender_key` and `device_id`; nio needs them."""
    jean, bot = given_key(tmp_path)
    message = jean.writes("hello")
    del message["content"]["sender_key"], message["content"]["device_id"]
    assert bot.machine.decrypt(message).content["body"] == "hello"


def test_a_relabelled_sender_is_forged(tmp_path: Path) -> None:
    """A homeserver that puts another name on Jean's message is not believed (MATRIX.md 7)."""
    jean, bot = given_key(tmp_path)
    bot.learns(side(tmp_path, MALLORY))
    message = {**jean.writes("all is well"), "sender": MALLORY}
    with pytest.raises(Forged, match="relabelled"):
        bot.machine.decrypt(message)


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
    bot.machine.receive_to_device([key])
    assert bot.machine.decrypt(jean.writes("help")).device == "PHONE"


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
    ],
)
def test_a_payload_that_makes_no_sense_is_forged(tmp_path: Path, payload: Any, reason: str) -> None:
    """What was encrypted must be a message for this room."""
    jean, bot = given_key(tmp_path)
    with pytest.raises(Forged, match=reason):
        bot.machine.decrypt(says_anything(jean, payload))


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


def test_a_device_may_introduce_itself(tmp_path: Path) -> None:
    """A device that was never listed counts if its signed keys came inside the channel; it gets no keys."""
    jean, bot = side(tmp_path, JEAN), side(tmp_path, VIGIL, "BOT")
    jean.learns(bot)
    jean.opens_channel(bot)
    session = jean.machine.newest_session(bot.device.curve25519)
    jean.shares(bot)
    record = jean.machine.outbound._rooms[ROOM].record
    payload = {
        "type": "m.room_key",
        "sender": JEAN,
        "recipient": VIGIL,
        "recipient_keys": {"ed25519": bot.machine.fingerprint},
        "keys": {"ed25519": jean.machine.fingerprint},
        "sender_device_keys": jean.device_keys,
        "content": {
            "algorithm": MEGOLM,
            "room_id": ROOM,
            "session_id": record.session_id,
            "session_key": record.key,
        },
    }
    assert session is not None
    template = jean.to_device(bot, "m.dummy", {})
    kind, body = session.encrypt(json.dumps(payload)).to_parts()
    encoded = base64.b64encode(body).decode().rstrip("=")
    template["content"]["ciphertext"][bot.device.curve25519] = {"type": kind, "body": encoded}
    assert bot.machine.receive_to_device([template])
    assert bot.machine.decrypt(jean.writes("help")).device == "PHONE"
    assert bot.machine.devices.of(JEAN) == []


def bad_to_device(good: dict[str, Any]) -> list[Any]:
    """Every kind of to-device message that should not be."""
    bad: list[Any] = [None, 5, "x", [], {}, {"type": "m.room.encrypted"}]

    def spoiled(spoil: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
        event = copy.deepcopy(good)
        spoil(event)
        return event

    def cipher(event: dict[str, Any]) -> dict[str, Any]:
        value: dict[str, Any] = next(iter(event["content"]["ciphertext"].values()))
        return value

    bad += [
        spoiled(lambda event: event.update(sender=7)),
        spoiled(lambda event: event.update(content=[])),
        spoiled(lambda event: event["content"].update(algorithm="m.x")),
        spoiled(lambda event: event["content"].update(sender_key=[])),
        spoiled(lambda event: event["content"].update(sender_key="short")),
        spoiled(lambda event: event["content"].update(ciphertext={})),
        spoiled(lambda event: event["content"].update(ciphertext="x")),
        spoiled(lambda event: cipher(event).update(body="!!!")),
        spoiled(lambda event: cipher(event).update(body="")),
        spoiled(lambda event: cipher(event).update(body=None)),
        spoiled(lambda event: cipher(event).update(body="AAAA")),
        spoiled(lambda event: cipher(event).update(type=1)),
        spoiled(lambda event: cipher(event).update(type="0")),
        spoiled(lambda event: cipher(event).update(type=9)),
        {"type": "m.room_key_request", "sender": JEAN, "content": {}},
        {"type": "m.room_key.withheld", "sender": JEAN, "content": {"code": "m.unverified"}},
        {"type": "m.key.verification.start", "sender": JEAN, "content": {}},
    ]
    return bad


def test_a_malformed_to_device_message_costs_only_itself(tmp_path: Path) -> None:
    """Whatever strangers send, the key that stands behind it in the same sync arrives (MATRIX.md 5)."""
    jean, bot = acquainted(tmp_path)
    key = jean.shares(bot)
    assert len(bot.machine.receive_to_device([*bad_to_device(key), key])) == 1


def test_a_mislabelled_to_device_message_is_dropped(tmp_path: Path) -> None:
    """What is inside the channel says who sent it, and for whom."""
    jean, bot = acquainted(tmp_path)
    assert not bot.machine.receive_to_device([{**jean.shares(bot), "sender": MALLORY}])


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"algorithm": MEGOLM, "room_id": ROOM, "session_id": "x", "session_key": "y"},
        {"algorithm": "m.other", "room_id": ROOM, "session_id": "x", "session_key": "y"},
        {"algorithm": MEGOLM, "room_id": 5, "session_id": "x", "session_key": "y"},
    ],
)
def test_a_malformed_room_key_costs_only_itself(tmp_path: Path, content: dict[str, Any]) -> None:
    """Also inside an honest channel."""
    jean, bot = acquainted(tmp_path)
    bad, good = jean.to_device(bot, "m.room_key", content), jean.shares(bot)
    assert len(bot.machine.receive_to_device([bad, good])) == 1


def test_a_forwarded_key_is_not_taken(tmp_path: Path) -> None:
    """Only the maker of a session hands it over; anything else would let people put words into mouths."""
    jean, bot = acquainted(tmp_path)
    jean.shares(bot)
    record = jean.machine.outbound._rooms[ROOM].record
    content = {
        "algorithm": MEGOLM,
        "room_id": ROOM,
        "session_id": record.session_id,
        "session_key": record.key,
        "sender_key": jean.machine.curve25519,
        "sender_claimed_ed25519_key": jean.machine.fingerprint,
        "forwarding_curve25519_key_chain": [],
    }
    assert not bot.machine.receive_to_device([jean.to_device(bot, "m.forwarded_room_key", content)])


def test_what_was_received_survives_a_crash(tmp_path: Path) -> None:
    """Keys, channels and used one-time keys are on disk when receiving returns; the key is announced again."""
    jean, bot = given_key(tmp_path)
    message = jean.writes("help")
    bot.machine.crypto_store.close()
    again = side(tmp_path, VIGIL, "BOT")
    assert again.machine.decrypt(message).content["body"] == "help"
    assert len(again.machine.sessions.unannounced()) == 1
    assert not again.machine.missing_sessions([jean.device])


def test_a_broken_channel_is_marked_once_an_hour(tmp_path: Path) -> None:
    """What a device sends over a channel that the bot no longer has leads to a new channel, not to a flood."""
    jean, bot = acquainted(tmp_path)
    first = jean.shares(bot)
    bot.machine.receive_to_device([first])
    bot.machine.session_store[jean.device.curve25519].clear()
    bot.machine.receive_to_device([jean.to_device(bot, "m.dummy", {})])
    assert bot.machine.take_wedged() == {jean.device.curve25519: JEAN}
    bot.machine.mended(jean.device.curve25519)
    bot.machine.receive_to_device([jean.to_device(bot, "m.dummy", {})])
    assert bot.machine.take_wedged() == {}


def test_no_one_time_keys_left_means_none_left(tmp_path: Path) -> None:
    """A count of 0 is answered with a full set, where nio does nothing (MATRIX.md 10)."""
    bot = side(tmp_path, VIGIL, "BOT")
    assert len(bot.machine.keys_to_upload(0)["one_time_keys"]) == 50
    bot.machine.keys_uploaded()
    assert bot.machine.keys_to_upload(50) == {}
    assert len(bot.machine.keys_to_upload(20)["one_time_keys"]) == 30
    assert bot.machine.keys_to_upload(None) == {}


def test_a_fallback_key_stands_behind_the_one_time_keys(tmp_path: Path) -> None:
    """It is uploaded at first and whenever it was used, marked and signed as such (spec: `fallback_keys`)."""
    bot = side(tmp_path, VIGIL, "BOT")
    (first,) = bot.uploaded["fallback_keys"].values()
    assert first["fallback"] is True
    assert "fallback_keys" not in bot.machine.keys_to_upload(50, ["signed_curve25519"])
    (second,) = bot.machine.keys_to_upload(50, [])["fallback_keys"].values()
    assert second["key"] != first["key"]


def test_an_upload_that_was_cut_off_is_repeated_to_the_letter(tmp_path: Path) -> None:
    """The same keys with the same signatures: the homeserver takes them as the same."""
    bot = side(tmp_path, VIGIL, "BOT")
    cut_off = bot.machine.keys_to_upload(10)
    bot.machine.crypto_store.close()
    store = CryptoStore(bot.path, KEY, user=VIGIL, device_id="BOT")
    assert Machine(store, bot.clock).keys_to_upload(10) == cut_off
