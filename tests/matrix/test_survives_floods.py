"""Too much of everything in one answer of the homeserver: an alert that comes with it is heard (G1)."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.jobs import JOBS
from bot.key import Key
from bot.matrix.clean_json import MOST_NESTED, read
from bot.matrix.translate import Reader, RoomUpdate
from bot.messages import parts, read_message, text_content
from bot.receiver import Receiver
from bot.store.chats import Chat
from bot.store.store import Store
from bot.watching import MEMBERSHIP
from tests.clock import MovableClock
from tests.matrix.anything import at, put
from tests.matrix.pair import JEAN, ROOM, VIGIL, given_key
from tests.matrix.recorded import WORDS, Record, record
from tests.matrix.test_fuzz import GOOD, IN_ROOM, heard, words
from tests.matrix.test_translate import member, says

CROWD, FLOODED = 10_000, "!flooded:here"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    """An empty store."""
    made = await Store.open(tmp_path / "data" / "vigil.db", Key.fresh(), extra=JOBS)
    yield made
    await made.close()


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """The record, made once."""
    return record(tmp_path_factory.mktemp("record"))


@pytest.mark.parametrize("kind", ["direct", "coordination", None])
async def test_ten_thousand_people_come_in(recorded: Record, store: Store, tmp_path: Path, kind: Any) -> None:
    """The alert beside them is kept. In a room that is not Vigil's own they make no work."""
    people = [member(1000 + number, f"@{number}:here", "join", f"@{number}:here") for number in range(CROWD)]
    joined = {**at(recorded.sync, ("rooms", "join")), FLOODED: {"state": {"events": people}}}
    if kind is not None:
        async with store.transaction() as tx:
            await tx.chats.put(Chat(FLOODED, kind, person=JEAN))
    receiver = Receiver(store, MovableClock(), own_user=VIGIL, on_inbox=lambda: None)
    async with recorded.heard_by(tmp_path / "bot", put(recorded.sync, ("rooms", "join"), joined)) as bot:
        batch = await bot.syncer.once("s1")
        assert set(GOOD) <= heard(batch)
        assert (await words(bot.gateway, batch))["$said0"] == (JEAN, WORDS[JEAN])
        await receiver.keep(batch)
    async with store.transaction() as tx:
        assert len(await tx.chats.members(FLOODED)) == CROWD
        assert len(await tx.inbox.pending_in(FLOODED, MEMBERSHIP)) == (0 if kind == "direct" else CROWD)
        assert (await tx.inbox.pending_in(ROOM, "event"))[0].event_id == "$said0"


async def test_a_message_of_a_million_characters_is_read(recorded: Record, tmp_path: Path) -> None:
    """Should a homeserver let one through: it is read whole, and what is beside it too."""
    (tmp_path / "pair").mkdir()
    jean, _ = given_key(tmp_path / "pair")
    long = {**says(99), "content": {"msgtype": "m.text", "body": "x" * 1_000_000}}
    events = [long, {**jean.writes("y" * 1_000_000, event_id="$long")}, *at(recorded.sync, IN_ROOM)]
    async with recorded.heard_by(tmp_path / "bot", put(recorded.sync, IN_ROOM, events)) as bot:
        batch = await bot.syncer.once("s1")
        assert {"$99", "$long"} | set(GOOD) <= heard(batch)
        assert (await words(bot.gateway, batch))["$said1"] == ("@sophie:here", "!ack")


def test_a_million_characters_are_decrypted_and_go_out_in_pieces(tmp_path: Path) -> None:
    """Nothing of a long message is lost on its way into the room, and no piece is too large for Matrix."""
    jean, bot = given_key(tmp_path)
    decrypted = bot.machine.decrypt(jean.writes("word " * 200_000))
    message = read_message(decrypted.type, decrypted.content, datetime(2026, 1, 1, tzinfo=UTC))
    assert message is not None
    pieces = [str(part["body"]) for part in parts(text_content(message.text))]
    assert "".join(pieces) == ("word " * 200_000).strip()
    assert max(map(len, pieces)) < 40_000


@pytest.mark.parametrize("levels", [MOST_NESTED + 5, 5000])
def test_what_nests_too_deep_costs_only_itself(levels: int) -> None:
    """A stranger's event that Python cannot write down, or not even read, is dropped; its neighbours are not.

    Synapse takes some 900 levels to a device; servers in other languages any number.
    """
    text = b'{"bad": %s, "number": %s, "good": [1, "]]"]}' % (b"[" * levels + b"]" * levels, b"9" * 5000)
    answer = read(text)
    assert isinstance(answer, dict)
    assert answer["good"] == [1, "]]"]
    reader = Reader(VIGIL, datetime(2026, 1, 1, tzinfo=UTC), since="s1")
    nested: Any = "x"
    for _ in range(MOST_NESTED + 5):
        nested = [nested]
    deep = {**says(1), "content": {"x": nested}}
    reader.room(RoomUpdate(ROOM, [], [deep, says(2)]), encrypted=True)
    assert [event.event_id for event in reader.found.events] == ["$2"]


def test_json_is_read_as_it_is_meant() -> None:
    """What everybody can take is not touched, and what nobody can is no answer."""
    for text in (b'{"a": [1, 2.5, "\\u00e9 \\" {[", null, true]}', '["é😀"]'.encode(), b'"\\ud83d\\ude00"'):
        assert read(text) == json.loads(text)
    assert read(b'{"a": "\\ud800"}') == {"a": "?"}
    for text in (b"", b"<html>", b"{", b'{"a": ' + b"[" * 5000, b"]" * 5000):
        assert read(text) is None
