"""The session that the bot encrypts with: when it is replaced, and what is on disk before it is used."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.matrix.outbound import MAX_MESSAGES
from bot.matrix.sessions import SentSession
from bot.matrix.sharing import holders
from tests.matrix.pair import JEAN, MALLORY, ROOM, VIGIL, Side, acquainted, side


def session_for(bot: Side, *readers: Side) -> SentSession:
    """The session for the next message to these devices, which are given it."""
    devices = [reader.device for reader in readers]
    people = [reader.machine.user for reader in readers]
    session = bot.machine.outbound.current(ROOM, people, holders(devices))
    bot.machine.sessions.mean_for(session.session_id, people)
    bot.machine.sessions.give(session.session_id, dict.fromkeys(holders(devices), "channel"))
    return session


def test_a_session_lasts_a_hundred_messages(tmp_path: Path) -> None:
    """The spec's default; then a new one begins by itself."""
    jean, bot = acquainted(tmp_path)
    first = session_for(bot, jean)
    for _ in range(MAX_MESSAGES):
        assert session_for(bot, jean) == first
        bot.writes("hello")
    assert session_for(bot, jean) != first


def test_a_session_lasts_a_week(tmp_path: Path) -> None:
    """By the clock that was passed in."""
    jean, bot = acquainted(tmp_path)
    first = session_for(bot, jean)
    bot.clock.forward(days=7, seconds=-1)
    assert session_for(bot, jean) == first
    bot.clock.forward(seconds=1)
    assert session_for(bot, jean) != first


def test_a_session_grows_with_its_readers_and_ends_when_one_is_left_out(tmp_path: Path) -> None:
    """Somebody more may be given it before it is used; somebody less must not read what follows (G3)."""
    jean, bot = acquainted(tmp_path)
    other = side(tmp_path, MALLORY)
    first = session_for(bot, jean)
    assert session_for(bot, jean, other) == first
    second = session_for(bot, jean)
    assert second != first
    assert bot.machine.sessions.given(second.session_id) == holders([jean.device])


def test_who_comes_in_later_is_given_no_key_to_what_was_said_before(tmp_path: Path) -> None:
    """G3: a key opens all that it encrypted: a newcomer gets a new one, a new phone of the old does not."""
    jean, bot = acquainted(tmp_path)
    other, phone = side(tmp_path, MALLORY), side(tmp_path, JEAN, "NEW")
    first = session_for(bot, jean)
    bot.writes("they must not know that we know")
    assert session_for(bot, jean, phone) == first
    second = session_for(bot, jean, phone, other)
    assert second != first
    assert bot.machine.sessions.given(first.session_id) == holders([jean.device, phone.device])
    bot.writes("welcome")
    assert session_for(bot, jean, phone, other) == second


def test_each_room_has_its_own_session(tmp_path: Path) -> None:
    """Who has the key of one room has no other."""
    jean, bot = acquainted(tmp_path)
    first = session_for(bot, jean)
    other = bot.machine.outbound.current("!other:here", [jean.machine.user], holders([jean.device]))
    assert other.session_id != first.session_id
    assert other.room == "!other:here"


def test_the_key_on_disk_opens_everything_from_the_first_word(tmp_path: Path) -> None:
    """However late a device comes, and after a restart too, it reads from the beginning (G2)."""
    jean, bot = acquainted(tmp_path)
    jean_new = side(tmp_path, JEAN, "NEW")
    session_for(bot, jean)
    messages = [bot.writes(f"word {number}") for number in range(5)]
    bot.machine.crypto_store.close()
    again = side(tmp_path, VIGIL, "BOT")
    again.clock.forward(seconds=1)
    assert session_for(again, jean).session_id != messages[0]["content"]["session_id"]
    old = again.machine.sessions.sent_in(ROOM)[0]
    again.learns(jean_new)
    jean_new.learns(bot)
    again.opens_channel(jean_new)
    content = {
        "algorithm": "m.megolm.v1.aes-sha2",
        "room_id": ROOM,
        "session_id": old.session_id,
        "session_key": old.key,
    }
    jean_new.machine.receive_to_device([again.to_device(jean_new, "m.room_key", content)])
    read = [jean_new.machine.decrypt(message).content["body"] for message in messages]
    assert read == [f"word {number}" for number in range(5)]


def test_a_relation_stands_outside_as_well(tmp_path: Path) -> None:
    """The spec wants the homeserver to see it; the words stay inside."""
    jean, bot = acquainted(tmp_path)
    session_for(bot, jean)
    relation = {"m.in_reply_to": {"event_id": "$x"}}
    content = bot.machine.encrypt(ROOM, "m.room.message", {"body": "secret", "m.relates_to": relation})
    assert content["m.relates_to"] == relation
    assert "secret" not in str(content)


def test_a_session_that_ends_while_words_are_on_their_way_still_takes_these(tmp_path: Path) -> None:
    """Somebody is put out in the middle of a sending: it goes on, and the next one has a new session."""
    jean, bot = acquainted(tmp_path)
    first = session_for(bot, jean)
    bot.machine.outbound.end(ROOM)
    assert bot.writes("on its way")["content"]["session_id"] == first.session_id
    assert session_for(bot, jean) != first
    bot.writes("the next one")


def test_nothing_is_encrypted_without_a_session(tmp_path: Path) -> None:
    """A session that nobody was asked about, or that was forgotten with its room, is never made up."""
    jean, bot = acquainted(tmp_path)
    session_for(bot, jean)
    bot.machine.outbound.forget(ROOM)
    with pytest.raises(KeyError):
        bot.writes("hello")
