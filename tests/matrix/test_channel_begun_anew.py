"""A device that begins a new channel may have lost what it was given over the old one (G2).

It does so when it cannot open what came (spec, "Recovering from undecryptable messages"): somebody has given
out its one-time key twice, or it has been put back to an older state.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bot.demo.town import Town
from bot.matrix.cryptostore import CryptoStore
from bot.matrix.incoming import MEGOLM
from bot.matrix.machine import Machine
from bot.matrix.sessions import SentSession
from bot.matrix.sharing import holders
from bot.matrix.trust import Standing, Unsigned
from tests.matrix.bot import Bot
from tests.matrix.crowd import Crowd, crowd
from tests.matrix.pair import JEAN, KEY, ROOM, VIGIL, Side, side
from tests.matrix.spent import spent_key
from tests.matrix.wire import Call, Says, Wire


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
    """G2: a phone that is put back to an older state has lost what came since, however well it went."""
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


def test_what_went_over_the_newest_channel_is_not_given_again(tmp_path: Path) -> None:
    """However often the bot looks at what went over older ones."""
    jean, bot = begins(tmp_path)
    begins_anew(jean, bot)
    session = gives(bot, jean, arrives=True)
    bot.machine.begun_anew(jean.device.curve25519)
    assert bot.machine.sessions.given(session.session_id) == holders([jean.device])
    assert bot.machine.take_begun_anew() == ()


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


# With all of the gateway


def said(made: Crowd, person: Side) -> list[dict[str, Any]]:
    """All that this person was sent until now."""
    user = person.machine.user
    return [made.to_device(person, messages) for messages in made.delivered if user in messages]


async def writes(made: Crowd) -> None:
    """The bot says something to everybody."""
    content = {"msgtype": "m.text", "body": "the brief"}
    await made.gateway.send(ROOM, content, recipients=made.users, transaction_id="1", encrypted=True)


async def test_a_channel_that_begins_while_the_key_is_on_its_way(tmp_path: Path) -> None:
    """G2: the key went over the old one all the same, and is given again, at once."""
    made = crowd(tmp_path, 1)
    (jean,) = made.people
    jean.learns(made.bot)

    async def begins() -> None:
        made.on_delivery = None
        jean.opens_channel(made.bot)
        assert not made.bot.machine.receive_to_device([jean.to_device(made.bot, "m.dummy", {})])

    made.on_delivery = begins
    await writes(made)
    assert await made.gateway.catch_up({ROOM: made.users}) == {}
    assert len(said(made, jean)) == 2
    assert jean.machine.receive_to_device(said(made, jean)[1:])


async def test_whoever_begins_channel_after_channel_holds_nothing_up(tmp_path: Path) -> None:
    """G2: the message goes out all the same, and what they are lacking waits for the readers."""
    made = crowd(tmp_path, 1)
    (jean,) = made.people
    jean.learns(made.bot)

    async def begins() -> None:
        jean.opens_channel(made.bot)
        made.bot.machine.receive_to_device([jean.to_device(made.bot, "m.dummy", {})])

    made.on_delivery = begins
    await writes(made)
    made.on_delivery = None
    assert len(said(made, jean)) == 2
    assert made.bot.machine.take_begun_anew() == (jean.machine.user,)
    assert await made.gateway.catch_up({ROOM: made.users}) == {ROOM: {jean.machine.user}}
    assert jean.machine.receive_to_device(said(made, jean)[2:])


async def test_a_device_that_reads_only_from_now_on_gets_what_it_had(tmp_path: Path) -> None:
    """G2: a defender's new device that may not look back is given again what was said to it."""
    made = crowd(tmp_path, 1)
    (jean,) = made.people
    jean.learns(made.bot)
    spoken = frozenset({jean.device.curve25519})
    made.book.people[jean.machine.user] = Standing(Unsigned.WARN, pin="an older key", accepted=spoken)
    await writes(made)
    begins_anew(jean, made.bot)
    assert await made.gateway.catch_up({ROOM: made.users}) == {ROOM: {jean.machine.user}}
    assert jean.machine.receive_to_device(said(made, jean)[1:])


async def test_a_channel_that_the_bot_has_mended(tmp_path: Path) -> None:
    """G2: what it gave over a channel that turned out to be broken, it gives again over the new one."""
    made = crowd(tmp_path, 1)
    (jean,) = made.people
    jean.learns(made.bot)
    jean.opens_channel(made.bot)
    await writes(made)
    made.bot.machine.receive_to_device([broken(jean.to_device(made.bot, "m.dummy", {}), made.bot)])
    await made.gateway.mend_channels()
    assert made.bot.machine.take_begun_anew() == (jean.machine.user,)
    assert await made.gateway.catch_up({ROOM: made.users}) == {ROOM: {jean.machine.user}}
    assert jean.machine.receive_to_device(said(made, jean)[1:])


def broken(event: dict[str, Any], bot: Side) -> dict[str, Any]:
    """The same message, which no channel opens."""
    spoilt: dict[str, Any] = json.loads(json.dumps(event))
    outside = spoilt["content"]["ciphertext"][bot.device.curve25519]
    outside["body"] = outside["body"][:-8] + "AAAAAAAA"
    return spoilt


async def test_somebody_whose_one_time_key_was_given_out_before_reads_in_the_end(
    wired: Bot, front: Wire, town: Town
) -> None:
    """G2: their client cannot open what it is given, says so by a new channel, and is given it over that."""
    amani, baraka = await town.welcomes("amani", "baraka")
    used = await spent_key(amani, by=baraka)

    async def twice(call: Call) -> Says:
        answer = (await front.forward(call)).json()
        answer["one_time_keys"].get(amani.user, {})[amani.phone.device.id] = used
        return Says(200, answer)

    front.answers("POST", "/keys/claim", twice)
    room = await wired.opens_room([amani.user, baraka.user])
    await amani.goes_offline()
    assert (await wired.says(room, "the brief", [amani.user, baraka.user])).unreached == {}
    await baraka.sees("the brief", room)
    await amani.comes_back()
    await wired.until(lambda: any(amani.user in batch.begun_anew for batch in wired.batches))
    assert wired.gateway.can_read(room, [amani.user, baraka.user]) == {baraka.user}
    assert await wired.gateway.catch_up({room: [amani.user, baraka.user]}) == {room: {amani.user}}
    await amani.sees("the brief", room)
    await amani.sees_nothing_undecryptable()
