"""The bot's own keys: put on the homeserver, filled up, and the same after a crash."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.matrix.cryptostore import CryptoStore
from bot.matrix.machine import Machine
from tests.matrix.pair import KEY, VIGIL, side


def test_no_one_time_keys_left_means_none_left(tmp_path: Path) -> None:
    """A count of 0 is answered with a full set, where nio does nothing (MATRIX.md 10)."""
    bot = side(tmp_path, VIGIL, "BOT")
    assert len(bot.machine.keys_to_upload(0)["one_time_keys"]) == 50
    bot.machine.keys_uploaded({})
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


@pytest.mark.parametrize("count", [-1, -(10**12)])
def test_a_nonsensical_count_is_none_left(tmp_path: Path, count: int) -> None:
    """A homeserver cannot make the bot generate keys for the rest of its life."""
    bot = side(tmp_path, VIGIL, "BOT")
    assert len(bot.machine.keys_to_upload(count)["one_time_keys"]) == 50
