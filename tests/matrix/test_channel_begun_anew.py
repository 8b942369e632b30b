"""A device that begins a new channel may have lost what it was given over the old one (G2).

It does so when it cannot open what came (spec, "Recovering from undecryptable messages"): somebody has given
out its one-time key twice, or it has been put back to an older state.
"""

from __future__ import annotations

from pathlib import Path

from bot.matrix.cryptostore import CryptoStore
from bot.matrix.incoming import MEGOLM
from bot.matrix.machine import Machine
from bot.matrix.sessions import SentSession
from bot.matrix.sharing import holders
from tests.matrix.pair import JEAN, KEY, ROOM, VIGIL, Side, side


def begins(folder: Path) -> tuple[Side, Side]:
    """Jean's phone, and a bot that has opened a channel to it."""
    jean, bot = side(folder, JEAN), side(folder, VIGIL, "BOT")
    jean.learns(bot)
    bot.learns(jean)
    bot.opens_channel(jean)
    return jean, bot


def gives(bot: Side, jean: Side, *, arrives: bool) -> SentSession:
    """The bot gives the key of its next messages over the newest channel; it may be lost on the way."""
    session = bot.machine.outbound.current(ROOM, [JEAN], holders([jean.device]))
    bot.machine.sessions.mean_for(session.session_id, [JEAN])
    content = {
        "algorithm": MEGOLM,
        "room_id": ROOM,
        "session_id": session.session_id,
        "session_key": session.key,
    }
    channel = bot.machine.newest_session(jean.device.curve25519)
    assert channel is not None
    message = bot.to_device(jean, "m.room_key", content)
    bot.machine.sessions.give(session.session_id, {(JEAN, jean.device.curve25519): channel.id})
    if arrives:
        jean.machine.receive_to_device([message])
        assert jean.machine.sessions.received(ROOM, session.session_id)
    return session


def answers(jean: Side, bot: Side) -> None:
    """Jean says something over the channel that last worked."""
    bot.machine.receive_to_device([jean.to_device(bot, "m.dummy", {})])
    assert not bot.machine.take_wedged()


def begins_anew(jean: Side, bot: Side) -> None:
    """What came could not be read, so Jean's phone opens another channel and says so over it."""
    jean.opens_channel(bot)
    answers(jean, bot)


def test_what_never_was_answered_is_given_again(tmp_path: Path) -> None:
    """G2: it may never have been opened; the readers hear of it, once, and find what is lacking."""
    jean, bot = begins(tmp_path)
    session = gives(bot, jean, arrives=False)
    assert not bot.machine.sessions.rooms_with_gaps()
    begins_anew(jean, bot)
    assert bot.machine.sessions.given(session.session_id) == set()
    assert bot.machine.sessions.rooms_with_gaps() == {ROOM}
    assert bot.machine.take_begun_anew() == (JEAN,)
    assert bot.machine.take_begun_anew() == ()
    gives(bot, jean, arrives=True)
    assert bot.machine.sessions.given(session.session_id) == holders([jean.device])
    assert not bot.machine.sessions.rooms_with_gaps()
    assert jean.machine.sessions.received(ROOM, session.session_id)


def test_what_was_answered_is_not_given_again(tmp_path: Path) -> None:
    """A device that has spoken over the channel since can read what it was given over it."""
    jean, bot = begins(tmp_path)
    session = gives(bot, jean, arrives=True)
    answers(jean, bot)
    begins_anew(jean, bot)
    assert bot.machine.sessions.given(session.session_id) == holders([jean.device])
    assert not bot.machine.sessions.rooms_with_gaps()
    assert bot.machine.take_begun_anew() == ()


def test_what_came_after_the_last_answer_is_given_again(tmp_path: Path) -> None:
    """G2: a phone that is put back to an older state has lost its channels of today, however well they went."""
    jean, bot = begins(tmp_path)
    first = gives(bot, jean, arrives=True)
    answers(jean, bot)
    bot.machine.outbound.forget(ROOM)
    second = gives(bot, jean, arrives=False)
    begins_anew(jean, bot)
    assert bot.machine.sessions.given(first.session_id) == holders([jean.device])
    assert bot.machine.sessions.given(second.session_id) == set()


def test_whoever_may_have_lost_the_key_still_counts_as_its_holder(tmp_path: Path) -> None:
    """G3: if they may no longer read, the session ends, though nobody knows whether they could."""
    jean, bot = begins(tmp_path)
    session = gives(bot, jean, arrives=False)
    begins_anew(jean, bot)
    assert bot.machine.sessions.held(session.session_id) == holders([jean.device])
    assert bot.machine.outbound.current(ROOM, [JEAN], holders([jean.device])) == session
    assert bot.machine.outbound.current(ROOM, [JEAN], []) != session


def test_it_is_not_forgotten_over_a_restart(tmp_path: Path) -> None:
    """G1, G2: what is lacking stands on disk, be it that nobody was told before the process died."""
    jean, bot = begins(tmp_path)
    session = gives(bot, jean, arrives=False)
    begins_anew(jean, bot)
    bot.machine.crypto_store.close()
    again = Machine(CryptoStore(bot.path, KEY, user=VIGIL, device_id="BOT"), bot.clock)
    assert again.sessions.given(session.session_id) == set()
    assert again.sessions.held(session.session_id) == holders([jean.device])
    assert again.sessions.rooms_with_gaps() == {ROOM}


def test_what_went_over_the_new_channel_is_not_lost_with_the_old(tmp_path: Path) -> None:
    """A message that comes late over the first channel takes nothing back."""
    jean, bot = begins(tmp_path)
    session = gives(bot, jean, arrives=True)
    late = jean.to_device(bot, "m.dummy", {})
    begins_anew(jean, bot)
    gives(bot, jean, arrives=True)
    bot.machine.receive_to_device([late])
    assert bot.machine.sessions.given(session.session_id) == holders([jean.device])


def test_with_the_room_its_lost_keys_are_forgotten(tmp_path: Path) -> None:
    """G5: nothing is left that names who was in the room."""
    jean, bot = begins(tmp_path)
    gives(bot, jean, arrives=False)
    begins_anew(jean, bot)
    bot.machine.crypto_store.forget_room(ROOM)
    assert not bot.machine.crypto_store.execute("SELECT * FROM vigil_unanswered").fetchall()
    assert not bot.machine.sessions.rooms_with_gaps()


def test_a_channel_of_somebody_who_was_given_nothing_wakes_nobody(tmp_path: Path) -> None:
    """Anybody may open channels; only those count whose owner may be lacking something."""
    jean, bot = begins(tmp_path)
    begins_anew(jean, bot)
    assert bot.machine.take_begun_anew() == ()
