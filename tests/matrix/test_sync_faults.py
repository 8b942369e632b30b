"""The sync loop when things go wrong: it pauses, goes on, and passes nothing over (G1)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.demo.homeserver import free_port
from bot.errors import LoggedOut, Unreachable
from bot.matrix.batch import Batch
from bot.matrix.login import Session
from bot.matrix.sync import ECHOES_SECONDS
from tests.matrix.bot import Bot
from tests.matrix.pair import KEY, ROOM, VIGIL
from tests.matrix.test_translate import member, says, state
from tests.matrix.wire import Says, Wire, wire

SESSION = Session(VIGIL, "BOT", "token")
REVOKED = Says(401, {"errcode": "M_UNKNOWN_TOKEN"})
"""What ends every script: the loop ends by nothing else."""


@pytest.fixture
async def front() -> AsyncIterator[Wire]:
    """A homeserver that says what the test wants."""
    async with wire() as made:
        made.answers("POST", "/keys/upload", Says(), always=True)
        yield made


@pytest.fixture
def pauses() -> list[float]:
    """The pauses that the bot made, in seconds; none of them was waited for."""
    return []


@pytest.fixture
async def bot(front: Wire, tmp_path: Path, pauses: list[float]) -> AsyncIterator[Bot]:
    """A bot on that wire."""

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        await asyncio.sleep(0)

    made = Bot(front.url, SESSION, tmp_path, KEY, pause=pause)
    yield made
    await made.stop()


def news(token: str, *events: dict[str, Any], **more: Any) -> Says:
    """An answer of `/sync` with these events in a room."""
    joined = {ROOM: {"timeline": {"events": list(events)}}} if events else {}
    return Says(200, {"next_batch": token, "rooms": {"join": joined}, **more})


async def runs(bot: Bot, token: str | None = "s0") -> None:
    """Sync until the script is over."""
    with pytest.raises(LoggedOut):
        async with asyncio.timeout(30):
            await bot.syncer.run(bot.keep, token)


def tokens(front: Wire) -> list[str | None]:
    """Where each sync began."""
    return [call.query.get("since") for call in front.called("GET", "/sync")]


async def test_a_homeserver_in_trouble_is_asked_again_with_growing_pauses(
    front: Wire, bot: Bot, pauses: list[float]
) -> None:
    """Faults of every kind, one after the other, and then what was written meanwhile is heard."""
    faults = [
        Says(500, {"errcode": "M_UNKNOWN"}),
        Says(502, b"<html>"),
        Says(200, b'{"next_batch": "s1", '),
        Says(200, {"next_batch": "s1", "rooms": {}}, cut=True),
        Says(200, {"rooms": {}}),
        Says(200, {"next_batch": 5}),
        Says(200, [1]),
        Says(403, {"errcode": "M_FORBIDDEN"}),
        Says(404, {"errcode": "M_UNRECOGNIZED"}),
    ]
    front.answers("GET", "/sync", *faults, news("s1", says(1)), REVOKED)
    await runs(bot)
    assert len(pauses) == len(faults)
    for number, pause in enumerate(pauses):
        middle = min(2.0**number, 60)
        assert 0.75 * middle <= pause <= 1.25 * middle
    assert [event.event_id for event in bot.events] == ["$1"]
    assert tokens(front) == ["s0"] * (len(faults) + 1) + ["s1"]


async def test_it_says_whether_it_hears(front: Wire, bot: Bot) -> None:
    """Each fault is told, and each answer once it is written down, though there be nothing new in it."""
    front.answers("GET", "/sync", Says(502), Says(502), news("s1", says(1)), news("s1"), Says(502), REVOKED)
    await runs(bot)
    assert bot.heard == [False, False, True, True, False]


async def test_it_waits_for_news_only_while_it_hears(front: Wire, bot: Bot) -> None:
    """After a start or a fault the first answer comes at once: nothing due has to wait half a minute."""
    front.answers("GET", "/sync", Says(502), news("s0"), news("s0"), Says(502), news("s0"), REVOKED)
    await runs(bot)
    waits = [call.query.get("timeout") for call in front.called("GET", "/sync")]
    assert waits == ["0", "0", "30000", "30000", "0", "30000"]


async def test_what_is_not_written_down_is_not_heard(front: Wire, bot: Bot) -> None:
    """An answer that could not be kept is as good as none."""
    front.answers("GET", "/sync", news("s1", says(1)), REVOKED)
    told = list[list[bool]]()

    async def keep(batch: Batch) -> None:
        told.append(list(bot.heard))
        if len(told) == 1:
            raise OSError("the disk is full")

    with pytest.raises(LoggedOut):
        async with asyncio.timeout(30):
            await bot.syncer.run(keep, "s0")
    assert told == [[], [False]]
    assert bot.heard == [False, True]


async def test_the_homeserver_says_how_long_to_pause(front: Wire, bot: Bot, pauses: list[float]) -> None:
    """Never less than it asks for, and the pauses begin anew when it was well in between."""
    front.answers(
        "GET",
        "/sync",
        Says(429, {"errcode": "M_LIMIT_EXCEEDED", "retry_after_ms": 90_000}),
        Says(503, {}, {"Retry-After": "40"}),
        news("s1", says(1)),
        Says(500),
        REVOKED,
    )
    await runs(bot)
    assert pauses[:2] == [90, 40]
    assert pauses[2] < 2


async def test_a_homeserver_that_is_gone_is_waited_for(
    front: Wire, tmp_path: Path, pauses: list[float]
) -> None:
    """Nobody listens; when somebody does again, the loop goes on."""
    port = free_port()

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 8:  # It comes back on another port, as a new address behind the same name would.
            gone.homeserver._url = front.url

    gone = Bot(f"http://127.0.0.1:{port}", SESSION, tmp_path, KEY, pause=pause)
    front.answers("GET", "/sync", news("s1", says(1)), REVOKED)
    await runs(gone)
    assert max(pauses) <= 75
    assert [event.event_id for event in gone.events] == ["$1"]
    await gone.stop()


async def test_a_sync_that_is_not_answered_ends(
    front: Wire, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection that died without a word does not hold the bot for ever."""
    monkeypatch.setattr("bot.matrix.sync._POLL_GRACE_SECONDS", 0.1)
    front.answers("GET", "/sync", front.silent)
    with pytest.raises(Unreachable):
        await bot.syncer.once("s0", wait_seconds=0)


async def test_a_batch_that_was_not_kept_comes_again(front: Wire, bot: Bot, pauses: list[float]) -> None:
    """A fault while writing it down skips nothing: the same batch, and no new sync until it is kept."""
    handed: list[tuple[Batch, int]] = []

    async def keep(batch: Batch) -> None:
        handed.append((batch, len(front.called("GET", "/sync"))))
        if len(handed) < 4:
            raise OSError("The disk is full.")

    front.answers("GET", "/sync", news("s1", says(1)), news("s2", says(2)), REVOKED)
    with pytest.raises(LoggedOut):
        await bot.syncer.run(keep, "s0")
    assert [(batch.token, syncs) for batch, syncs in handed] == [("s1", 1)] * 4 + [("s2", 2)]
    assert len({id(batch) for batch, _ in handed[:4]}) == 1
    assert len(pauses) == 3
    assert tokens(front) == ["s0", "s1", "s2"]


async def test_a_crash_before_the_batch_was_kept_repeats_it(front: Wire, bot: Bot) -> None:
    """A new process begins at the last kept token and is handed everything since, keys included."""
    front.answers("GET", "/sync", news("s1", says(1)), news("s2", says(2)), REVOKED)

    async def dies(batch: Batch) -> None:
        if batch.token == "s2":
            raise asyncio.CancelledError
        await bot.keep(batch)

    with pytest.raises(asyncio.CancelledError):
        await bot.syncer.run(dies, "s0")
    again = await bot.restart()
    front.answers("GET", "/sync", news("s2", says(2)), REVOKED)
    await runs(again, bot.token)
    assert tokens(front) == ["s0", "s1", "s1", "s2"]
    assert [event.event_id for event in again.events] == ["$2"]
    await again.stop()


async def test_a_batch_that_comes_again_is_read_as_it_was(front: Wire, bot: Bot) -> None:
    """What was said before the room was encrypted stays what it was, and later words are later ones."""
    encryption = state(2, "m.room.encryption", {"algorithm": "m.megolm.v1.aes-sha2"})
    for _ in range(2):  # As after a state database was put back from yesterday.
        front.answers("GET", "/sync", news("s1", says(1), encryption, says(3)), news("s2", says(4)), REVOKED)
        await runs(bot)
    assert [event.encrypted_room for event in bot.events] == [False, True, True] * 2


async def test_an_answer_with_nothing_in_it_is_not_handed_on(front: Wire, bot: Bot) -> None:
    """A long poll that ran out writes nothing to disk; a new token alone is kept."""
    front.answers("GET", "/sync", news("s0"), news("s0"), news("s1"), REVOKED)
    await runs(bot)
    assert [batch.token for batch in bot.batches] == ["s1"]


async def test_echoes_wait_for_one_another_while_an_alert_room_is_made(
    front: Wire, bot: Bot, pauses: list[float]
) -> None:
    """Then the homeserver is left alone for a moment, but never when somebody has said something."""
    comes_in = member(2, "@sophie:here", "join", "@sophie:here")
    for busy in (True, False):
        bot.busy = busy
        front.answers("GET", "/sync", news("s1", says(1)), news("s2", comes_in), news("s3"), REVOKED)
        await runs(bot)
        assert pauses == [ECHOES_SECONDS] * 2
    assert ECHOES_SECONDS <= 0.2


@pytest.mark.parametrize("nonsense", [None, 5, "x", [], {}, [None], {"x": None}, {ROOM: 5}, {"events": 5}])
async def test_nonsense_in_an_answer_costs_only_itself(front: Wire, bot: Bot, nonsense: Any) -> None:
    """Whatever stands where a part of the answer should be, the rest of it is heard."""
    parts = {
        "to_device": nonsense,
        "device_lists": nonsense,
        "device_one_time_keys_count": nonsense,
        "device_unused_fallback_key_types": nonsense,
        "account_data": nonsense,
        "presence": nonsense,
    }
    joined = {
        "!a:here": nonsense,
        "!b:here": {"state": nonsense, "timeline": nonsense},
        ROOM: {"state": nonsense, "timeline": {"events": [nonsense, says(1), nonsense]}},
    }
    body = {"next_batch": "s1", "rooms": {"join": joined, "invite": nonsense, "leave": nonsense}, **parts}
    front.answers(
        "GET", "/sync", Says(200, body), Says(200, {"next_batch": "s2", "rooms": nonsense}), REVOKED
    )
    await runs(bot)
    assert [event.event_id for event in bot.events] == ["$1"]
    assert tokens(front) == ["s0", "s1", "s2"]


@pytest.mark.parametrize(
    "counts",
    [
        {},  # The spec: what is not listed is 0.
        {"device_one_time_keys_count": {}},
        {"device_one_time_keys_count": {"signed_curve25519": 0}},
    ],
)
async def test_upkeep_that_fails_is_tried_again(front: Wire, bot: Bot, counts: dict[str, Any]) -> None:
    """Keys that could not be uploaded are uploaded after the next answer, and the loop never notices."""
    front.answers("POST", "/keys/upload", Says(500), Says(500))

    async def later(_: object) -> Says:
        if bot.syncer._upkeep is not None:
            await asyncio.wait([bot.syncer._upkeep])
        return next(answers)

    answers = iter([news("s1", **counts), news("s2", **counts), news("s3", **counts), REVOKED])
    front.answers("GET", "/sync", later, always=True)
    await runs(bot)
    uploads = [call.body["one_time_keys"] for call in front.called("POST", "/keys/upload")]
    assert len(uploads) == 3
    assert uploads[0] == uploads[1] == uploads[2]
    assert len(uploads[0]) == 50
