"""What a limited timeline leaves out: noted with the answer, and fetched to its beginning (G1)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from bot.errors import LoggedOut, Unreachable
from bot.matrix.batch import Gap, Portion
from bot.matrix.gaps import PAGES_AT_ONCE
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


ENTERED = Gap(ROOM, "p1", None)
"""Back to the invitation."""
MISSED = Gap(ROOM, "p1", "s0")
"""Back to the last answer."""


async def fetched(front: Wire, bot: Bot, gap: Gap, *pages: Says) -> Portion:
    """What comes of it when the homeserver answers so."""
    front.answers("GET", "/messages", *pages)
    return await bot.gateway.fetch(gap)


def ids(portion: Portion) -> list[str]:
    """Which messages."""
    return [event.event_id for event in portion.events]


async def test_an_answer_does_not_wait_for_what_it_leaves_out(front: Wire, bot: Bot) -> None:
    """G1: what is there is handed on at once, with a note of the gap; nobody is asked for it in the loop."""
    joined = member(6, VIGIL, "join", VIGIL, before="invite")
    answers = limited("s1", says(4)), limited("s2", joined, says(7)), news("s3", says(9))
    front.answers("GET", "/sync", *answers, REVOKED)
    await runs(bot)
    assert heard(bot) == [["$4"], ["$7"], ["$9"]]
    assert [batch.gaps for batch in bot.batches] == [(MISSED,), (ENTERED,), ()]
    assert front.called("GET", "/messages") == []


async def test_where_the_bot_was_asked_in_there_is_no_gap(front: Wire, bot: Bot) -> None:
    """Nor where nobody is shown what was said before they came; the word "limited" alone says nothing."""
    asked, joined = member(5, VIGIL, "invite"), member(6, VIGIL, "join", VIGIL, before="invite")
    closed = state(1, "m.room.history_visibility", {"history_visibility": "joined"})
    whole = {"timeline": {"prev_batch": "p1", "events": [joined, says(7)]}}
    front.answers(
        "GET",
        "/sync",
        limited("s1", says(4), asked, joined, says(7)),
        limited("s2", joined, says(7), before=[closed]),
        Says(200, {"next_batch": "s3", "rooms": {"join": {ROOM: whole}}}),
        REVOKED,
    )
    await runs(bot)
    assert heard(bot) == [["$7"], ["$7"], ["$7"]]
    assert [batch.gaps for batch in bot.batches] == [(), (), (ENTERED,)]


async def test_what_stands_before_the_joining_counts_if_the_invitation_is_missing(
    front: Wire, bot: Bot
) -> None:
    """G1: an alert that was written between the two is in the answer, though the invitation is not."""
    front.answers("GET", "/sync", limited("s1", says(5), member(6, VIGIL, "join", VIGIL)), REVOKED)
    await runs(bot)
    assert heard(bot) == [["$5"]]


async def test_a_gap_is_fetched_page_by_page(front: Wire, bot: Bot) -> None:
    """Back to where the last sync ended, and in order; an empty page that says where to go on is no end."""
    portion = await fetched(
        front, bot, MISSED, page(says(3), says(4), end="p2"), page(end="p3"), page(says(1), says(2))
    )
    assert (ids(portion), portion.rest) == (["$1", "$2", "$3", "$4"], None)
    calls = front.called("GET", "/messages")
    assert [(call.query["from"], call.query["to"], call.query["dir"]) for call in calls] == [
        ("p1", "s0", "b"),
        ("p2", "s0", "b"),
        ("p3", "s0", "b"),
    ]


async def test_an_empty_page_is_no_end(front: Wire, bot: Bot) -> None:
    """G1: a backfill that failed looks just like it. What came counts, the rest is asked for again."""
    for gap in (ENTERED, MISSED):
        portion = await fetched(front, bot, gap, page())
        assert (ids(portion), portion.rest, portion.stuck) == ([], gap, True)
        assert portion.empty is (gap is MISSED)
    portion = await fetched(front, bot, ENTERED, page(says(5), end="p2"), page())
    assert (ids(portion), portion.rest, portion.stuck) == (["$5"], Gap(ROOM, "p2", None, begun=True), True)
    portion = await fetched(front, bot, ENTERED, page(says(5), end="p2"), page(end="p2"))
    assert portion.rest is not None and portion.stuck
    portion = await fetched(front, bot, ENTERED, page(says(5)))
    assert (ids(portion), portion.rest, portion.stuck) == (["$5"], Gap(ROOM, "p1", None, begun=True), True)


async def test_a_gap_ends_at_the_invitation_or_the_beginning_of_the_room(front: Wire, bot: Bot) -> None:
    """What was said before the bot was asked in is not for it; a new name of its own is no invitation."""
    renamed = member(4, VIGIL, "join", VIGIL, before="join")
    asked = [page(says(3), renamed, says(5), end="p2"), page(says(1), member(2, VIGIL, "invite"), end="p3")]
    portion = await fetched(front, bot, ENTERED, *asked)
    assert (ids(portion), portion.rest) == (["$3", "$5"], None)
    begins = state(1, "m.room.create", {})
    portion = await fetched(front, bot, ENTERED, page(begins, says(2), end="p2"))
    assert (ids(portion), portion.rest) == (["$2"], None)


async def test_whatever_fails_on_the_way_loses_nothing(front: Wire, bot: Bot) -> None:
    """Nonsense is no answer; what was had before a fault is kept, and only the rest is asked for again."""
    for nonsense in (DOWN, *(Says(200, each) for each in ({}, {"chunk": None}, {"chunk": {"x": 1}}))):
        with pytest.raises(Unreachable):
            await fetched(front, bot, ENTERED, nonsense)
    portion = await fetched(front, bot, MISSED, page(says(3), end="p2"), DOWN)
    rest = Gap(ROOM, "p2", "s0", begun=True)
    assert (ids(portion), portion.rest, portion.stuck) == (["$3"], rest, True)
    portion = await fetched(front, bot, rest, page())
    assert (portion.rest, portion.stuck) == (None, False)


async def test_a_wide_gap_comes_in_portions(front: Wire, bot: Bot) -> None:
    """Somebody floods a room beyond measure: then it is somebody else's turn."""
    pages = [page(says(50 - number), end=f"p{number}") for number in range(PAGES_AT_ONCE)]
    portion = await fetched(front, bot, MISSED, *pages)
    assert len(portion.events) == PAGES_AT_ONCE
    rest = Gap(ROOM, f"p{PAGES_AT_ONCE - 1}", "s0", begun=True)
    assert (portion.rest, portion.stuck) == (rest, False)


async def test_a_no_is_an_answer_but_a_forgotten_token_is_none(front: Wire, bot: Bot) -> None:
    """What the bot may not see is no gap; where only the token is unknown, it is asked from now on back."""
    portion = await fetched(front, bot, ENTERED, Says(403, {"errcode": "M_FORBIDDEN"}))
    assert (ids(portion), portion.rest) == ([], None)
    unknown = Says(400, {"errcode": "M_UNKNOWN"})
    portion = await fetched(front, bot, ENTERED, unknown, page(member(1, VIGIL, "invite"), says(2)))
    assert (ids(portion), portion.rest) == (["$2"], None)
    assert "from" not in front.called("GET", "/messages")[-1].query


async def test_what_came_late_changes_nothing_about_the_room(front: Wire, bot: Bot) -> None:
    """Who is in is known from later answers; only words are late, and plain ones are known as plain (G3)."""
    encryption = state(3, "m.room.encryption", {})
    pages = page(member(1, MALLORY, "join"), says(2), encryption, says(4))
    portion = await fetched(front, bot, MISSED, pages)
    assert [(each.event_id, each.encrypted_room) for each in portion.events] == [
        ("$2", False),
        ("$4", True),
    ]
    portion = await fetched(front, bot, Gap(ROOM, "p1", "s0", encrypted=True), page(says(2)))
    assert [event.encrypted_room for event in portion.events] == [True]


async def test_what_an_older_vigil_left_open_is_read(bot: Bot) -> None:
    """Version 0.4.0 kept its gaps with the keys."""
    for row in ((ROOM, "p1", "s0"), (ROOM, "p2", None), (ROOM, "p3", "anew:2026-01-01T00:00:00+00:00")):
        bot.store.execute("INSERT INTO vigil_open_gaps VALUES (?, ?, ?)", *row)
    bot.store.add_encrypted_rooms([ROOM], since="s")
    first, second, third = sorted(bot.store.open_gaps(), key=lambda gap: gap.before)
    assert (first.since, second.since, third.since) == ("s0", None, None)
    assert first.encrypted and first.after is None
    assert third.after is not None and third.after.isoformat() == "2026-01-01T00:00:00+00:00"
    bot.store.forget_open_gaps()
    assert bot.store.open_gaps() == []
