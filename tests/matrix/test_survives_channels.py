"""Channels to devices, when somebody means harm: they stay what their two ends make of them."""

from __future__ import annotations

import base64
import secrets
from pathlib import Path
from typing import Any

from bot.matrix.cryptostore import CryptoStore
from bot.matrix.machine import MOST_CHANNELS, MOST_WEDGED, Machine
from tests.matrix.pair import JEAN, KEY, MALLORY, VIGIL, Side, acquainted


def noise(sender: str, curve25519: str, bot: Side) -> dict[str, Any]:
    """A message over a channel that there is not, with anybody's name on it."""
    outside = {"type": 1, "body": _ordinary()}
    content = {
        "algorithm": "m.olm.v1.curve25519-aes-sha2",
        "sender_key": curve25519,
        "ciphertext": {bot.device.curve25519: outside},
    }
    return {"type": "m.room.encrypted", "sender": sender, "content": content}


def _ordinary() -> str:
    """An Olm message that is whole, and was never encrypted by anybody (spec of Olm: "Normal messages")."""
    key, text, mac = secrets.token_bytes(32), secrets.token_bytes(32), secrets.token_bytes(8)
    body = b"\x03\x0a\x20" + key + b"\x10\x00\x22\x20" + text + mac
    return base64.b64encode(body).decode().rstrip("=")


def invented() -> str:
    """An identity key that nobody has."""
    return base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")


def speaks(jean: Side, bot: Side) -> None:
    """Jean says something over the newest channel, and the bot answers over the one that it takes."""
    bot.machine.receive_to_device([jean.to_device(bot, "m.dummy", {})])
    assert not bot.machine.take_wedged()


def test_a_stranger_does_not_choose_the_channel(tmp_path: Path) -> None:
    """With Jean's key on their noise, they leave the bot speaking over the channel that last worked."""
    jean, bot = acquainted(tmp_path)
    for _ in range(3):
        speaks(jean, bot)
        jean.opens_channel(bot)
    speaks(jean, bot)
    newest = bot.machine.newest_session(jean.device.curve25519)
    for sender in (MALLORY, JEAN):
        bot.machine.receive_to_device([noise(sender, jean.device.curve25519, bot)])
        assert bot.machine.newest_session(jean.device.curve25519) is newest


def test_a_stranger_hides_no_broken_channel(tmp_path: Path) -> None:
    """Neither with Jean's key on their noise nor with a thousand keys of nobody's: Jean's is mended."""
    jean, bot = acquainted(tmp_path)
    key = jean.device.curve25519
    flood = [noise(MALLORY, invented(), bot) for _ in range(2 * MOST_WEDGED)]
    bot.machine.receive_to_device([noise(JEAN, key, bot), noise(MALLORY, key, bot)])
    assert bot.machine.take_wedged() == {key: JEAN}
    bot.machine.receive_to_device([*flood, noise(JEAN, key, bot)])
    wedged = bot.machine.take_wedged()
    assert wedged[key] == JEAN
    assert len(wedged) == MOST_WEDGED + 1


def test_keys_of_nobodys_leave_nothing_in_memory(tmp_path: Path) -> None:
    """A stranger can invent as many as they like."""
    _, bot = acquainted(tmp_path)
    bot.machine.receive_to_device([noise(MALLORY, invented(), bot) for _ in range(50)])
    assert not bot.machine.session_store._entries


def test_somebody_may_open_any_number_of_channels(tmp_path: Path) -> None:
    """The last ones are kept, and work, also after a restart; the others leave the disk too."""
    jean, bot = acquainted(tmp_path)
    for _ in range(2 * MOST_CHANNELS):
        jean.opens_channel(bot)
        speaks(jean, bot)
    assert len(bot.machine.channels(jean.device.curve25519)) == MOST_CHANNELS
    bot.machine.crypto_store.close()
    store = CryptoStore(bot.path, KEY, user=VIGIL, device_id="BOT")
    again = Machine(store, bot.clock)
    assert len(again.channels(jean.device.curve25519)) == MOST_CHANNELS
    again.receive_to_device([jean.to_device(bot, "m.dummy", {})])
    assert not again.take_wedged()
