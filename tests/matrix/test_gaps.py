"""What a limited timeline leaves out: fetched at once if possible, else later, and never lost (G1)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.errors import LoggedOut
from bot.matrix.batch import Batch
from bot.matrix.gaps import MOST_ATTEMPTS
from tests.matrix.bot import Bot
from tests.matrix.pair import KEY, MALLORY, ROOM, VIGIL, HandClock
from tests.matrix.test_sync_faults import REVOKED, SESSION
from tests.matrix.test_translate import member, says, state
from tests.matrix.wire import Says, Wire, wire

DOWN = Says(502, b"<html>")


@pytest.fixture
async def front() -> AsyncIterator[Wire]:
    """A homeserver that says what the test wants."""
    async with wire() as made:
        made.answers("POST", "/keys/upload", Says(), always=True)
        yield made


@pytest.fixture
def clock() -> HandClock:
    """The bot's clock."""
    return HandClock()


@pytest.fixture
async def bot(front: Wire, tmp_path: Path, clock: HandClock) -> AsyncIterator[Bot]:
    """A bot that does not wait between two tries."""
    made = Bot(front.url, SESSION, tmp_path, KEY, pause=at_once, clock=clock)
    yield made
    await made.stop()


async def at_once(_: float) -> None:
    """No pause."""
    await asyncio.sleep(0)


def limited(token: str, *events: Any, room: str = ROOM, before: list[Any] | None = None) -> Says:
    """An answer with a gap before these events."""
    timeline = {"limited": True, "prev_batch": "p1", "events": list(events)}
    joined = {room: {"timeline": timeline, "state": {"events": before or []}}}
    return Says(200, {"next_batch": token, "rooms": {"join": joined}})


def news(token: str, *events: Any) -> Says:
    """An answer without a gap, about another room."""
    return Says(
        200, {"next_batch": token, "rooms": {"join": {"!b:here": {"timeline": {"events": [*events]}}}}}
    )


def nothing(token: str) -> Says:
    """An answer with nothing in it."""
    return Says(200, {"next_batch": token})


def page(*events: Any, end: str | None = None) -> Says:
    """An answer of `/messages`, newest first."""
    return Says(200, {"chunk": list(reversed(events)), **({"end": end} if end else {})})


async def runs(bot: Bot, token: str = "s0") -> None:
    """Sync until the script is over."""
    with pytest.raises(LoggedOut):
        async with asyncio.timeout(30):
            await bot.syncer.run(bot.keep, token)


def heard(bot: Bot) -> list[list[str]]:
    """The messages of each batch."""
    return [[event.event_id for event in batch.events] for batch in bot.batches]


async def test_a_gap_is_fetched_page_by_page(front: Wire, bot: Bot) -> None:
    """Back to where the last sync ended, and in order."""
    front.answers("GET", "/sync", limited("s1", says(5), says(6)), REVOKED)
    front.answers("GET", "/messages", page(says(3), says(4), end="p2"), page(says(1), says(2)))
    await runs(bot)
    assert heard(bot) == [["$1", "$2", "$3", "$4", "$5", "$6"]]
    first, second = front.called("GET", "/messages")
    assert (first.query["from"], first.query["to"], first.query["dir"]) == ("p1", "s0", "b")
    assert second.query["from"] == "p2"


async def test_the_homeserver_is_asked_again_before_anything_is_handed_on(front: Wire, bot: Bot) -> None:
    """A short fault keeps the order: the whole answer waits, and is asked for again."""
    front.answers("GET", "/sync", limited("s1", says(2)), limited("s1", says(2)), REVOKED)
    front.answers("GET", "/messages", DOWN, page(says(1)))
    await runs(bot)
    assert heard(bot) == [["$1", "$2"]]


@pytest.mark.parametrize("nonsense", [{}, {"chunk": None}, {"chunk": 5}, {"chunk": {"x": 1}}])
async def test_an_answer_that_makes_no_sense_is_none(front: Wire, bot: Bot, nonsense: object) -> None:
    """It does not count as an empty gap."""
    front.answers("GET", "/sync", limited("s1", says(2)), limited("s1", says(2)), REVOKED)
    front.answers("GET", "/messages", Says(200, nonsense), page(says(1)))
    await runs(bot)
    assert heard(bot) == [["$1", "$2"]]


def leaves_open(front: Wire, *then: Says, pages: tuple[Says, ...] = ()) -> None:
    """A gap that cannot be fetched in so many tries; then these syncs, and these answers of `/messages`."""
    front.answers("GET", "/sync", *[limited("s1", says(4))] * MOST_ATTEMPTS, *then, REVOKED)
    front.answers("GET", "/messages", *[DOWN] * MOST_ATTEMPTS, *pages)


async def test_one_room_does_not_keep_the_others_from_being_heard(front: Wire, bot: Bot) -> None:
    """A gap that cannot be fetched is left open, the rest goes on, and the gap comes when it can."""
    leaves_open(front, news("s2", says(9)), nothing("s3"), pages=(page(says(1), says(2), says(3)),))
    await runs(bot)
    assert heard(bot) == [["$4"], ["$1", "$2", "$3", "$9"], []]
    assert front.called("GET", "/messages")[-1].query["to"] == "s0"


async def test_an_open_gap_is_tried_with_growing_pauses(front: Wire, bot: Bot, clock: HandClock) -> None:
    """A homeserver that never has it is not asked at each sync; each pause is twice the last one."""
    tries: list[int] = []

    moves = iter([0, 30, 31, 60, 61])

    async def syncs(_: object) -> Says:
        clock.forward(seconds=next(moves))
        tries.append(len(front.called("GET", "/messages")) - MOST_ATTEMPTS)
        return nothing("s1")

    front.answers("GET", "/messages", DOWN, always=True)
    front.answers("GET", "/sync", *[limited("s1", says(4))] * MOST_ATTEMPTS, *[syncs] * 5, REVOKED)
    await runs(bot)
    tries.append(len(front.called("GET", "/messages")) - MOST_ATTEMPTS)
    assert tries == [0, 1, 1, 2, 2, 3]


async def test_an_open_gap_is_fetched_after_a_restart(front: Wire, bot: Bot) -> None:
    """It is on disk with the keys; the next process fetches it first of all, and once."""
    leaves_open(front)
    await runs(bot)
    again = await bot.restart(pause=at_once)
    front.answers("GET", "/messages", page(says(1), says(2), says(3)))
    front.answers("GET", "/sync", nothing("s1"), nothing("s2"), REVOKED)
    await runs(again, "s1")
    assert heard(again) == [["$1", "$2", "$3"], []]
    assert len(front.called("GET", "/messages")) == MOST_ATTEMPTS + 1
    await again.stop()


async def test_what_came_late_comes_again_if_it_was_not_kept(front: Wire, bot: Bot) -> None:
    """The gap is closed when its events are written down, and not before."""
    leaves_open(front, pages=(page(says(1)), page(says(1))))
    await runs(bot)

    async def dies(_: Batch) -> None:
        raise asyncio.CancelledError

    again = await bot.restart(pause=at_once)
    front.answers("GET", "/sync", nothing("s2"), nothing("s2"), REVOKED)
    with pytest.raises(asyncio.CancelledError):
        await again.syncer.run(dies, "s1")
    third = await again.restart(pause=at_once)
    await runs(third, "s1")
    assert heard(third) == [["$1"]]
    await third.stop()


async def test_what_came_late_changes_nothing_about_the_room(front: Wire, bot: Bot) -> None:
    """Who is in, and whether it is encrypted, is known from later answers; only words are late."""
    old = [member(1, MALLORY, "join"), says(2), state(3, "m.room.encryption", {})]
    leaves_open(front, nothing("s2"), pages=(page(*old),))
    await runs(bot)
    assert heard(bot) == [["$4"], ["$2"]]
    assert bot.memberships == []
    assert [seen for batch in bot.batches for seen in batch.rooms] == []


async def test_in_a_new_room_the_gap_reaches_back_to_the_invitation(front: Wire, bot: Bot) -> None:
    """Late or not, what was said before the bot was asked in is not for it."""
    joined = member(6, VIGIL, "join", VIGIL, before="invite")
    answer = limited("s1", joined, says(7))
    front.answers("GET", "/sync", *[answer] * MOST_ATTEMPTS, nothing("s2"), REVOKED)
    pages = [page(says(4), says(5), end="p2"), page(says(1), member(2, VIGIL, "invite"), says(3), end="p3")]
    front.answers("GET", "/messages", *[DOWN] * MOST_ATTEMPTS, *pages)
    await runs(bot)
    assert heard(bot) == [["$7"], ["$3", "$4", "$5"]]
    assert len(front.called("GET", "/messages")) == MOST_ATTEMPTS + len(pages)


async def test_a_room_that_is_forgotten_has_no_gap(front: Wire, bot: Bot) -> None:
    """With the keys goes what would have been fetched."""
    leaves_open(front)
    await runs(bot)
    bot.gateway.forget_room(ROOM)
    asked = len(front.called("GET", "/messages"))
    front.answers("GET", "/sync", nothing("s2"), REVOKED)
    await runs(bot, "s1")
    assert len(front.called("GET", "/messages")) == asked


async def test_a_gap_that_the_bot_may_not_see_is_no_fault(front: Wire, bot: Bot) -> None:
    """A no is an answer: the room goes on without."""
    front.answers("GET", "/sync", limited("s1", says(2)), nothing("s2"), REVOKED)
    front.answers("GET", "/messages", Says(403, {"errcode": "M_FORBIDDEN"}))
    await runs(bot)
    assert heard(bot) == [["$2"], []]
    assert len(front.called("GET", "/messages")) == 1
