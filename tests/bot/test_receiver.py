"""What the sync brings, and what of it is kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.jobs import JOBS
from bot.key import Key
from bot.matrix.batch import Invite, Membership, RoomSeen, TimelineEvent
from bot.ports import Batch
from bot.receiver import Receiver
from bot.store.chats import Chat
from bot.store.store import Store
from rooms.roster import Defender
from tests.clock import MovableClock, StillClock

BOT, SOPHIE, ROOM = "@vigil:vigil.test", "@sophie:vigil.test", "!alert:vigil.test"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store."""
    made = await Store.open(tmp_path / "data" / "vigil.db", Key.fresh(), extra=JOBS)
    yield made
    await made.close()


def batch(*members: tuple[str, str]) -> Batch:
    """One answer of `/sync` that says who is what in the room now."""
    return Batch(
        token=f"s{len(members)}",
        memberships=tuple(
            Membership(f"${number}", ROOM, person, membership, person)
            for number, (person, membership) in enumerate(members)
        ),
    )


@pytest.mark.parametrize("erased", [False, True])
async def test_nothing_of_an_erased_room_comes_back(store: Store, erased: bool) -> None:
    """The sync may tell of Vigil's own leaving only after the record was erased; a known chat is kept."""
    receiver = Receiver(store, MovableClock(), own_user=BOT, on_inbox=lambda: None)
    if not erased:
        async with store.transaction() as tx:
            await tx.chats.put(Chat(ROOM, "coordination"))
    await receiver.keep(batch((SOPHIE, "leave"), (BOT, "leave")))
    async with store.transaction() as tx:
        assert await tx.chats.members(ROOM, "leave") == ([] if erased else [SOPHIE, BOT])
        assert len(await tx.inbox.pending(now=datetime.now(UTC))) == (0 if erased else 1)


# One transaction


@pytest.fixture
def woken() -> list[str]:
    """Each time that the worker was told to look."""
    return []


@pytest.fixture
def receiver(store: Store, woken: list[str]) -> Receiver:
    """A receiver on an empty store."""
    return Receiver(store, StillClock(), own_user=BOT, on_inbox=lambda: woken.append("worker"))


def event(number: int, content: dict[str, Any] | None = None) -> TimelineEvent:
    """A message of Sophie's in the room."""
    raw = {"event_id": f"$said{number}", "content": {} if content is None else content}
    return TimelineEvent(
        event_id=f"$said{number}",
        room=ROOM,
        sender=SOPHIE,
        sent_at=StillClock().now(),
        encrypted_room=True,
        raw=raw,
    )


FULL = Batch(
    token="s1",
    events=(event(1), event(2)),
    invites=(Invite("$invite", "!chat", SOPHIE),),
    memberships=(
        Membership("$own", ROOM, BOT, "join", BOT),
        Membership("$hers", ROOM, SOPHIE, "join", SOPHIE),
    ),
    rooms=(RoomSeen(ROOM, True),),
    keys=((ROOM, "session"),),
)


async def inbox(store: Store) -> list[tuple[str, str]]:
    """What there is to handle."""
    async with store.transaction() as tx:
        return [(row.kind, row.event_id) for row in await tx.inbox.pending(now=StillClock().now())]


@pytest.mark.parametrize("shown", [True, False])
async def test_plain_words_count_for_nothing_once_the_chat_was_shown_as_encrypted(
    store: Store, receiver: Receiver, shown: bool
) -> None:
    """G3: also when the crypto store has been lost, or a crash has kept it from learning of it.

    Vigil's own turning on does not count: what was said before the homeserver took it is still to be heard.
    """
    async with store.transaction() as tx:
        await tx.chats.put(Chat(ROOM, "direct", person=SOPHIE, encrypted=True))
    if shown:
        await receiver.keep(Batch(token="s1", rooms=(RoomSeen(ROOM, True),)))
    plain = replace(event(1), encrypted_room=False)
    await receiver.keep(Batch(token="s2", events=(plain,)))
    async with store.transaction() as tx:
        rows = await tx.inbox.pending(now=StillClock().now())
    assert [row.payload["encrypted_room"] for row in rows if row.kind == "event"] == [shown]


async def test_a_batch_is_kept_with_its_token(store: Store, receiver: Receiver, woken: list[str]) -> None:
    """G1: all that came is in the inbox, and where the next sync begins; Vigil's own doings are no news."""
    assert await receiver.token() is None
    async with store.transaction() as tx:
        await tx.roster.fill([], [Defender(SOPHIE, "Acacia")], [])
    await receiver.keep(FULL)
    assert await receiver.token() == "s1"
    assert await inbox(store) == [
        ("invite", "$invite"),
        ("membership", "$hers"),
        ("event", "$said1"),
        ("event", "$said2"),
    ]
    assert woken == ["worker"]


async def test_the_same_batch_twice_changes_nothing(store: Store, receiver: Receiver) -> None:
    """G1: what comes again after a crash is known, whether it was handled meanwhile or not."""
    await receiver.keep(FULL)
    before = await inbox(store)
    async with store.transaction() as tx:
        await tx.inbox.done((await tx.inbox.pending(now=StillClock().now()))[0].id)
    await receiver.keep(FULL)
    assert await inbox(store) == before[1:]


async def test_a_batch_that_cannot_be_kept_leaves_no_trace(
    store: Store, receiver: Receiver, woken: list[str]
) -> None:
    """G1: neither its events nor its token are there, so that it comes again."""
    await receiver.keep(Batch(token="s0"))
    with pytest.raises(TypeError):
        await receiver.keep(replace(FULL, events=(event(1), event(2, {"body": object()}))))
    assert await inbox(store) == []
    assert await receiver.token() == "s0"
    async with store.transaction() as tx:
        assert await tx.chats.members(ROOM) == []
    assert woken == []


async def test_a_batch_with_nothing_in_it_wakes_nobody(receiver: Receiver, woken: list[str]) -> None:
    """An idle homeserver makes no work."""
    await receiver.keep(Batch(token="s1"))
    await receiver.keep(Batch(token="s2", changed_users=(SOPHIE,)))
    await receiver.keep(Batch(token="s3", begun_anew=(SOPHIE,)))
    assert woken == []
    assert await receiver.token() == "s3"


async def test_a_key_wakes_what_waits_for_it(store: Store, receiver: Receiver, woken: list[str]) -> None:
    """What could not be read is handled again when its key has come, in order."""
    await receiver.keep(Batch(token="s1", events=(event(1), event(2), event(3))))
    async with store.transaction() as tx:
        for row in await tx.inbox.pending(now=StillClock().now()):
            session = "other" if row.event_id == "$said3" else "session"
            await tx.inbox.wait(row.id, session, StillClock().now())
    await receiver.keep(Batch(token="s2", keys=((ROOM, "session"),)))
    assert await inbox(store) == [("event", "$said1"), ("event", "$said2")]
    assert woken == ["worker", "worker"]


async def test_a_chat_that_becomes_encrypted_is_known_to_be(store: Store, receiver: Receiver) -> None:
    """From then on Vigil speaks there encrypted, and never again otherwise."""
    async with store.transaction() as tx:
        await tx.chats.put(Chat(ROOM, "direct", person=SOPHIE))
    for seen in (True, False):
        await receiver.keep(Batch(token=f"s{seen}", rooms=(RoomSeen(ROOM, seen),)))
        async with store.transaction() as tx:
            chat = await tx.chats.get(ROOM)
        assert chat is not None and chat.encrypted
    assert await inbox(store) == [("entered", f"entered:{ROOM}")]
