"""Which rooms have to be looked at when somebody may have become able to read (G2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.matrix.devices import Device
from bot.matrix.sessions import SentSession
from bot.matrix.sharing import holders
from tests.matrix.pair import JEAN, MALLORY, ROOM, VIGIL, Side, side

PHONE = Device(JEAN, "PHONE", "ed-phone", "curve-phone")
TABLET = Device(JEAN, "TABLET", "ed-tablet", "curve-tablet")
THEIRS = Device(MALLORY, "PHONE", "ed-theirs", "curve-theirs")


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Side]:
    """A bot that has made one session for Jean in a room, and given it to nobody yet."""
    made = side(tmp_path, VIGIL, "BOT")
    made.machine.sessions.sent(SentSession("session", ROOM, "key"), datetime(2026, 1, 1, tzinfo=UTC))
    made.machine.sessions.mean_for("session", [JEAN])
    yield made
    made.machine.crypto_store.close()


def lists(bot: Side, *devices: Device) -> set[str]:
    """The homeserver lists these devices; returns the rooms where one of them lacks something."""
    bot.machine.crypto_store.save_devices(devices)
    return bot.machine.sessions.rooms_with_gaps()


def gives(bot: Side, *devices: Device) -> set[str]:
    """These devices are given the session."""
    bot.machine.sessions.give("session", dict.fromkeys(holders(devices), "channel"))
    return bot.machine.sessions.rooms_with_gaps()


def test_a_room_is_looked_at_until_each_device_has_the_key(bot: Side) -> None:
    """Whoever it was meant for, on every device that is listed now."""
    assert lists(bot) == set()
    assert lists(bot, PHONE) == {ROOM}
    assert gives(bot, PHONE) == set()
    assert lists(bot, TABLET) == {ROOM}
    assert gives(bot, TABLET) == set()


def test_a_device_that_is_gone_lacks_nothing(bot: Side) -> None:
    """Until it is listed again."""
    assert lists(bot, PHONE) == {ROOM}
    assert lists(bot, replace(PHONE, deleted=True)) == set()
    assert lists(bot, PHONE) == {ROOM}


def test_people_for_whom_it_was_not_meant_lack_nothing(bot: Side) -> None:
    """Neither they, nor a device of theirs that has what another one lacks, count for anybody else (G3)."""
    gives(bot, PHONE)
    assert lists(bot, PHONE, THEIRS) == set()
    same_key = replace(THEIRS, id="TABLET", curve25519=TABLET.curve25519)
    gives(bot, same_key)
    assert lists(bot, TABLET, same_key) == {ROOM}
