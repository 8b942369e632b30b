"""Device lists: what a homeserver may say of people's devices, and what of it is believed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.matrix.devices import Device
from tests.matrix.pair import JEAN, MALLORY, VIGIL, Side, at_once, side

Spoil = Callable[[dict[str, Any]], object]


def signed_anew(phone: Side, keys: dict[str, Any]) -> dict[str, Any]:
    """The same keys, signed as they now are."""
    unsigned = {name: part for name, part in keys.items() if name != "signatures"}
    signature = phone.machine.sign_json(unsigned)
    return {**unsigned, "signatures": {JEAN: {"ed25519:PHONE": signature}}}


def known(bot: Side, user: str = JEAN) -> list[Device]:
    """The devices that this person has now, as the bot knows them."""
    return bot.machine.devices.of(user)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda keys: keys.clear(),
        lambda keys: keys.update(user_id=MALLORY),
        lambda keys: keys.update(device_id="OTHER"),
        lambda keys: keys.update(keys=[]),
        lambda keys: keys["keys"].pop("ed25519:BAD"),
        lambda keys: keys["keys"].update({"ed25519:BAD": "x"}),
        lambda keys: keys["keys"].update({"ed25519:BAD": 5}),
        lambda keys: keys["keys"].update({"curve25519:BAD": "x"}),
        lambda keys: keys["keys"].update({"curve25519:BAD": None}),
        lambda keys: keys.update(algorithms=["m.other"]),
        lambda keys: keys.update(algorithms=["\ud800"]),
        lambda keys: keys.update(signatures={}),
        lambda keys: keys.update(signatures="x"),
        lambda keys: keys.update(signatures={JEAN: {"ed25519:BAD": "!!"}}),
        lambda keys: keys.update(signatures={JEAN: {"ed25519:BAD": 7}}),
    ],
)
def test_a_malformed_device_costs_only_itself(tmp_path: Path, spoil: Spoil) -> None:
    """A device that is not in order is not there; the one listed beside it is (MATRIX.md 5)."""
    bot, good, bad = side(tmp_path, VIGIL, "BOT"), side(tmp_path, JEAN), side(tmp_path, JEAN, "BAD")
    keys = bad.device_keys
    bot.learns_json({JEAN: {"BAD": keys}})
    assert known(bot) == [bad.device]
    bot.learns_json({JEAN: {}})
    spoil(keys)
    bot.learns_json({JEAN: {"BAD": keys, "PHONE": good.device_keys}})
    assert known(bot) == [good.device]


@pytest.mark.parametrize("wrong", [{"user_id": MALLORY}, {"device_id": "OTHER"}])
def test_a_device_is_whose_it_says(tmp_path: Path, wrong: dict[str, str]) -> None:
    """Signed or not: keys that name another owner, or another device, are not this one's."""
    bot, jean = side(tmp_path, VIGIL, "BOT"), side(tmp_path, JEAN)
    keys = signed_anew(jean, {**jean.device_keys, **wrong})
    bot.learns_json({JEAN: {"PHONE": keys}})
    assert known(bot) == []
    bot.learns_json({JEAN: {"PHONE": signed_anew(jean, jean.device_keys)}})
    assert known(bot) == [jean.device]


@pytest.mark.parametrize("keys", [None, 5, "x", []])
def test_a_device_that_is_no_object_costs_only_itself(tmp_path: Path, keys: Any) -> None:
    """Nor does a homeserver that lists nonsense keep the others from being known."""
    bot, good = side(tmp_path, VIGIL, "BOT"), side(tmp_path, JEAN)
    bot.learns_json({MALLORY: keys, JEAN: {"BAD": keys, "PHONE": good.device_keys}})
    assert known(bot) == [good.device]
    at_once(bot.machine.devices.learn({"device_keys": keys}, {JEAN: 0}, 1.0))
    assert known(bot) == [good.device]


def test_a_device_that_is_listed_again_is_back(tmp_path: Path) -> None:
    """Missing from one answer, it gets nothing; listed again, it is as before (MATRIX.md 9)."""
    bot, jean = side(tmp_path, VIGIL, "BOT"), side(tmp_path, JEAN)
    bot.learns(jean)
    bot.learns_json({JEAN: {}})
    assert known(bot) == []
    assert bot.machine.devices.owner(JEAN, jean.device.curve25519)
    bot.learns(jean)
    assert known(bot) == [jean.device]


def test_a_device_does_not_change_its_keys(tmp_path: Path) -> None:
    """Other keys under a known device's name are what a homeserver that listens in would list (G3)."""
    bot, jean = side(tmp_path, VIGIL, "BOT"), side(tmp_path, JEAN)
    bot.learns(jean)
    impostor = side(_subfolder(tmp_path), JEAN)
    bot.learns(impostor)
    assert known(bot) == [jean.device]


def test_a_key_that_changed_with_an_honest_signature_is_not_taken_either(tmp_path: Path) -> None:
    """Signed by the same device, another identity key is still another device."""
    bot, jean, other = side(tmp_path, VIGIL, "BOT"), side(tmp_path, JEAN), side(tmp_path, MALLORY)
    bot.learns(jean)
    keys = jean.device_keys
    keys["keys"]["curve25519:PHONE"] = other.device.curve25519
    bot.learns_json({JEAN: {"PHONE": signed_anew(jean, keys)}})
    assert known(bot) == [jean.device]


def test_nobody_is_learned_who_was_not_asked_for(tmp_path: Path) -> None:
    """An answer speaks of those whom the question named."""
    bot, mallory = side(tmp_path, VIGIL, "BOT"), side(tmp_path, MALLORY)
    answer = {"device_keys": {MALLORY: {"PHONE": mallory.device_keys}}}
    assert at_once(bot.machine.devices.learn(answer, bot.machine.devices.tickets([JEAN]), 1.0)) == set()
    assert known(bot, MALLORY) == []


def test_who_is_missing_from_an_answer_keeps_their_devices(tmp_path: Path) -> None:
    """When a person's homeserver is down, nothing is said of them, and nothing is forgotten (G2)."""
    bot, jean = side(tmp_path, VIGIL, "BOT"), side(tmp_path, JEAN)
    bot.learns(jean)
    devices = bot.machine.devices
    devices.changed(JEAN)
    at_once(devices.learn({"device_keys": {}, "failures": {"here": {}}}, devices.tickets([JEAN]), 2.0))
    assert known(bot) == [jean.device]
    assert devices.outdated([JEAN], older_than=0.0) == [JEAN]


def test_a_change_during_the_question_makes_the_answer_old(tmp_path: Path) -> None:
    """An answer is fresh only if nothing was announced since it was asked for."""
    bot, jean = side(tmp_path, VIGIL, "BOT"), side(tmp_path, JEAN)
    devices = bot.machine.devices
    tickets = devices.tickets([JEAN])
    devices.changed(JEAN)
    at_once(devices.learn({"device_keys": {JEAN: {"PHONE": jean.device_keys}}}, tickets, 5.0))
    assert known(bot) == [jean.device]
    assert devices.outdated([JEAN], older_than=5.0) == [JEAN]
    bot.learns(jean)
    assert devices.outdated([JEAN], older_than=1.0) == []
    assert devices.outdated([JEAN], older_than=1.1) == [JEAN]


def test_devices_are_known_after_a_restart(tmp_path: Path) -> None:
    """Deleted ones as deleted, so that what they wrote still counts; but the lists are asked for anew."""
    bot, jean, old = side(tmp_path, VIGIL, "BOT"), side(tmp_path, JEAN), side(tmp_path, JEAN, "OLD")
    bot.learns(jean, old)
    bot.learns(jean)
    bot.machine.crypto_store.close()
    again = side(tmp_path, VIGIL, "BOT")
    assert known(again) == [jean.device]
    owner = again.machine.devices.owner(JEAN, old.device.curve25519)
    assert owner is not None and owner.deleted
    assert again.machine.devices.outdated([JEAN], older_than=0.0) == [JEAN]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda key: key.clear(),
        lambda key: key.update(key="x"),
        lambda key: key.update(key=5),
        lambda key: key.update(key="A" * 43),
        lambda key: key.update(signatures={}),
        lambda key: key.update(signatures={JEAN: {"ed25519:PHONE": "x"}}),
        lambda key: key.update(extra="unsigned words"),
    ],
)
def test_a_malformed_one_time_key_opens_no_channel(tmp_path: Path, spoil: Spoil) -> None:
    """It is of no use and does no harm; the next one opens the channel."""
    bot, jean = side(tmp_path, VIGIL, "BOT"), side(tmp_path, JEAN)
    bot.learns(jean)
    key_id, key = jean.uploaded["one_time_keys"].popitem()
    spoil(key)
    assert not bot.machine.open_session(jean.device, {key_id: key})
    assert bot.machine.missing_sessions([jean.device]) == [jean.device]
    bot.opens_channel(jean)
    assert bot.machine.missing_sessions([jean.device]) == []


@pytest.mark.parametrize("keys", [None, 5, "x", [], {}, {"signed_curve25519:A": None}])
def test_an_answer_without_a_key_opens_no_channel(tmp_path: Path, keys: object) -> None:
    """Whatever stands where a one-time key should be."""
    bot, jean = side(tmp_path, VIGIL, "BOT"), side(tmp_path, JEAN)
    bot.learns(jean)
    assert not bot.machine.open_session(jean.device, keys)


def test_a_point_of_small_order_opens_no_channel(tmp_path: Path) -> None:
    """A one-time key that would make everybody's secret the same is refused, though it is signed."""
    bot, jean = side(tmp_path, VIGIL, "BOT"), side(tmp_path, JEAN)
    bot.learns(jean)
    key = {"key": "A" * 43}
    signed = {**key, "signatures": {JEAN: {"ed25519:PHONE": jean.machine.sign_json(key)}}}
    assert not bot.machine.open_session(jean.device, {"signed_curve25519:A": signed})


def _subfolder(folder: Path) -> Path:
    made = folder / "other"
    made.mkdir()
    return made
