"""What is asked for in vain holds nobody up: the same question is put again after growing pauses only."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.matrix.decrypted import Undecryptable
from bot.matrix.gateway import Gateway
from bot.matrix.http import Homeserver
from bot.matrix.identity import Identity
from bot.matrix.in_vain import InVain
from bot.matrix.trust import OpenBook
from tests.matrix.pair import JEAN, VIGIL, Side, side
from tests.matrix.wire import Call, Says, Wire, wire

QUERY = ("POST", "/keys/query")
NOTHING = Says(200, {"device_keys": {JEAN: {}}})
DEAD = Says(200, {"device_keys": {}, "failures": {"here": {}}})


@pytest.fixture
async def front() -> AsyncIterator[Wire]:
    """A homeserver that the test answers for."""
    async with wire() as made:
        yield made


@pytest.fixture
def bot(tmp_path: Path) -> Side:
    """The bot's machine, which knows nobody."""
    return side(tmp_path, VIGIL, "BOT")


@pytest.fixture
async def gateway(front: Wire, bot: Side, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Gateway]:
    """The bot's gateway; however slow this test is, no pause is over before its end."""
    monkeypatch.setattr("bot.matrix.in_vain.FIRST_PAUSE_SECONDS", 1000.0)
    homeserver = Homeserver(front.url)
    made = Gateway(homeserver, bot.machine, Identity.make(VIGIL), OpenBook())
    yield made
    await made.close()
    await homeserver.close()
    bot.machine.crypto_store.close()


def test_pauses_grow_up_to_the_longest_and_end_with_news() -> None:
    """1, 2, 4 … seconds; what is announced meanwhile is asked for at once, and begins anew."""
    moment = [0.0]
    in_vain, pauses = InVain[str](30.0, now=lambda: moment[0]), []
    for _ in range(7):
        in_vain.note("x")
        began = moment[0]
        while in_vain.rests("x"):
            moment[0] += 0.5
        pauses.append(moment[0] - began)
    assert pauses == [1, 2, 4, 8, 16, 30, 30]
    in_vain.note("x")
    assert in_vain.rests("x") and not in_vain.rests("x", news=1) and not in_vain.rests("x", at_most=0)
    in_vain.forget("x")
    assert not in_vain.rests("x") and "x" not in in_vain


async def test_who_has_no_device_yet_is_asked_for_at_each_sending(front: Wire, gateway: Gateway) -> None:
    """They may log in at any moment, unannounced, then read at once (G2); a quick answer costs nothing."""
    front.answers(*QUERY, NOTHING, always=True)
    for _ in range(3):
        await gateway.prepare([JEAN])
    assert len(front.called(*QUERY)) == 3


@pytest.mark.parametrize("answer", [NOTHING, DEAD])
async def test_a_slow_or_silent_server_is_not_asked_at_each_sending(
    front: Wire, gateway: Gateway, bot: Side, answer: Says, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It holds up one message, and not every one."""
    monkeypatch.setattr("bot.matrix.sharing.QUICK_SECONDS", 0.0)
    front.answers(*QUERY, answer, always=True)
    for _ in range(3):
        await gateway.prepare([JEAN])
    assert len(front.called(*QUERY)) == 1
    bot.machine.devices.changed(JEAN)
    await gateway.prepare([JEAN])
    assert len(front.called(*QUERY)) == 2
    await gateway.prepare([JEAN], within_seconds=0)
    assert len(front.called(*QUERY)) == 3


async def test_an_answer_from_before_the_change_is_asked_for_again(
    front: Wire, gateway: Gateway, bot: Side, tmp_path: Path
) -> None:
    """Who joins a question that was put before the list changed does not live with its answer (G2)."""
    asked, go_on = asyncio.Event(), asyncio.Event()
    jean = side(tmp_path, JEAN)
    new = Says(200, {"device_keys": {JEAN: {jean.machine.device_id: jean.device_keys}}})

    async def slowly(_: Call) -> Says:
        asked.set()
        await go_on.wait()
        return NOTHING

    front.answers(*QUERY, slowly, new)
    first = asyncio.create_task(gateway.prepare([JEAN]))
    await asked.wait()
    bot.machine.devices.changed(JEAN)
    second = asyncio.create_task(gateway.prepare([JEAN]))
    await asyncio.sleep(0)  # It has joined the first one's question.
    go_on.set()
    await asyncio.gather(first, second)
    assert len(front.called(*QUERY)) == 2
    assert [device.id for device in bot.machine.devices.of(JEAN)] == [jean.machine.device_id]


async def test_words_of_an_unknown_device_ask_for_it_once(
    front: Wire, gateway: Gateway, bot: Side, tmp_path: Path
) -> None:
    """However many of them come, and never for somebody of whom the bot knows nothing."""
    jean = side(tmp_path, JEAN)
    jean.learns(bot)
    jean.opens_channel(bot)
    bot.machine.receive_to_device([jean.shares(bot)])
    front.answers(*QUERY, NOTHING, always=True)
    for seek, queries in ((False, 0), (True, 1), (True, 1)):
        with pytest.raises(Undecryptable):
            await gateway.decrypt(jean.writes("help"), seek=seek)
        assert len(front.called(*QUERY)) == queries
    front.answers(*QUERY, Says(200, {"device_keys": {JEAN: {jean.machine.device_id: jean.device_keys}}}))
    bot.machine.devices.changed(JEAN)
    assert (await gateway.decrypt(jean.writes("help"))).content["body"] == "help"
