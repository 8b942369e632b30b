"""To-device messages: keys that others hand over, and what strangers slip in between."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.matrix.decrypted import Undecryptable
from bot.matrix.incoming import MEGOLM
from tests.matrix.pair import (
    JEAN,
    MALLORY,
    ROOM,
    VIGIL,
    acquainted,
    given_key,
    side,
)


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


def test_a_device_may_introduce_itself(tmp_path: Path) -> None:
    """A device that was never listed counts if its signed keys came inside the channel; it gets no keys."""
    jean, bot = side(tmp_path, JEAN), side(tmp_path, VIGIL, "BOT")
    jean.learns(bot)
    jean.opens_channel(bot)
    payload = jean.room_key(bot, sender_device_keys=jean.device_keys)
    assert bot.machine.receive_to_device([jean.through_channel(bot, payload)])
    assert bot.machine.decrypt(jean.writes("help")).device.id == "PHONE"
    assert bot.machine.devices.of(JEAN) == []


def test_a_device_introduces_nobody_else(tmp_path: Path) -> None:
    """Not another device of its owner's, and not somebody else's (G3)."""
    jean, bot = side(tmp_path, JEAN), side(tmp_path, VIGIL, "BOT")
    other, mallory = side(tmp_path, JEAN, "OTHER"), side(tmp_path, MALLORY)
    jean.learns(bot)
    jean.opens_channel(bot)
    for introduced in (other, mallory):
        payload = jean.room_key(bot, sender_device_keys=introduced.device_keys)
        bot.machine.receive_to_device([jean.through_channel(bot, payload)])
        for user in (JEAN, MALLORY):
            assert bot.machine.devices.owner(user, introduced.device.curve25519) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"sender": MALLORY},
        {"recipient": MALLORY},
        {"recipient_keys": {"ed25519": "A" * 43}},
        {"recipient_keys": {}},
        {"keys": {}},
        {"content": None},
        {"type": "m.forwarded_room_key"},
    ],
)
def test_a_payload_that_was_not_made_for_the_bot_is_dropped(tmp_path: Path, wrong: dict[str, Any]) -> None:
    """A message is not believed that somebody passed on from another channel (spec: the payload's checks)."""
    jean, bot = acquainted(tmp_path)
    payload = jean.room_key(bot)
    assert not bot.machine.receive_to_device([jean.through_channel(bot, {**payload, **wrong})])
    assert len(bot.machine.receive_to_device([jean.through_channel(bot, payload)])) == 1


def test_a_key_for_another_session_than_it_says_is_dropped(tmp_path: Path) -> None:
    """Nobody can put a key of their own under the name of somebody else's session."""
    jean, bot = acquainted(tmp_path)
    payload = jean.room_key(bot)
    payload["content"]["session_id"] = "A" * 43
    assert not bot.machine.receive_to_device([jean.through_channel(bot, payload)])


def test_a_key_that_claims_another_signing_key_proves_nothing(tmp_path: Path) -> None:
    """Both keys that own a session must be those of the sender's device (MATRIX.md 7)."""
    jean, bot = acquainted(tmp_path)
    payload = jean.room_key(bot, keys={"ed25519": side(tmp_path, MALLORY).machine.fingerprint})
    assert bot.machine.receive_to_device([jean.through_channel(bot, payload)])
    with pytest.raises(Undecryptable):
        bot.machine.decrypt(jean.writes("help"))


def test_a_one_time_key_is_used_once_even_over_a_crash(tmp_path: Path) -> None:
    """Whoever copied it opens no channel with it after the first one did (spec: one-time keys)."""
    jean, mallory = side(tmp_path, JEAN), side(tmp_path, MALLORY)
    bot = side(tmp_path, VIGIL, "BOT")
    copied = copy.deepcopy(bot.uploaded)
    for phone in (jean, mallory):
        phone.learns(bot)
    jean.opens_channel(bot)
    assert bot.machine.receive_to_device([jean.shares(bot)])
    bot.machine.crypto_store.close()
    again = side(tmp_path, VIGIL, "BOT")
    again.uploaded = copied
    mallory.opens_channel(again)
    assert not again.machine.receive_to_device([mallory.shares(again)])


def test_what_was_received_survives_a_crash(tmp_path: Path) -> None:
    """Keys, channels and spent one-time keys are on disk when receiving returns; keys are announced again."""
    jean, bot = given_key(tmp_path)
    message = jean.writes("help")
    bot.machine.crypto_store.close()
    again = side(tmp_path, VIGIL, "BOT")
    assert again.machine.decrypt(message).content["body"] == "help"
    assert len(again.machine.sessions.unannounced()) == 1
    assert not again.machine.missing_sessions([jean.device])


def test_a_broken_channel_is_marked_once_an_hour(tmp_path: Path) -> None:
    """What comes over a channel that the bot no longer has leads to one new channel, not to a flood."""
    jean, bot = acquainted(tmp_path)
    first = jean.shares(bot)
    bot.machine.receive_to_device([first])
    bot.machine.session_store[jean.device.curve25519].clear()
    bot.machine.receive_to_device([jean.to_device(bot, "m.dummy", {})])
    assert bot.machine.take_wedged() == {jean.device.curve25519: JEAN}
    bot.machine.mended(jean.device.curve25519)
    bot.machine.receive_to_device([jean.to_device(bot, "m.dummy", {})])
    assert bot.machine.take_wedged() == {}
