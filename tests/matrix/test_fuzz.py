"""Any JSON in place of any part of what a homeserver says: it costs that part, and gives nobody a voice.

What was really encrypted, by the honest Olm and Megolm of `pair.py`, stands beside it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot.errors import Unreachable
from bot.jobs import JOBS
from bot.key import Key
from bot.matrix.batch import Batch
from bot.matrix.decrypted import Forged, Undecryptable
from bot.matrix.gateway import Gateway
from bot.matrix.identity import Identity
from bot.receiver import Receiver
from bot.store.store import Store
from tests.clock import MovableClock
from tests.matrix.anything import Place, any_json, at, mixed_up, places, put, spoiled, touches
from tests.matrix.pair import JEAN, MALLORY, ROOM, VIGIL, Side, acquainted
from tests.matrix.recorded import ASKED_IN, SOPHIE, WORDS, Record, record

EXAMPLES = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
"""The same ones in every run, and seconds in all."""

IN_ROOM: Place = ("rooms", "join", ROOM, "timeline", "events")
GOOD: dict[str, Place] = {
    "$said0": (*IN_ROOM, 0),
    "$11": (*IN_ROOM, 1),
    "$said1": (*IN_ROOM, 2),
    "$said2": (*IN_ROOM, 3),
    "$plain": ("rooms", "join", "!plain:here", "timeline", "events", 0),
    "$12": ("rooms", "join", "!plain:here", "state", "events", 0),
    "$asked": ("rooms", "invite", ASKED_IN, "invite_state", "events", 0),
    "$14": ("rooms", "leave", "!left:here", "timeline", "events", 0),
}
"""What the record holds for Vigil, and where."""
KEY_OF = {"$said0": 0, "$said1": 1, "$said2": 2}
AUTHORS = {"$said0": JEAN, "$said1": SOPHIE, "$said2": MALLORY}


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """The record, made once."""
    return record(tmp_path_factory.mktemp("record"))


@pytest.fixture(scope="module")
async def receiver(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Receiver]:
    """What writes a batch down, on a real database."""
    store = await Store.open(tmp_path_factory.mktemp("store") / "vigil.db", Key.fresh(), extra=JOBS)
    yield Receiver(store, MovableClock(), own_user=VIGIL, on_inbox=lambda: None)
    await store.close()


def heard(batch: Batch) -> set[str]:
    """The IDs of all that the batch hands on."""
    found = {each.event_id for each in batch.events} | {each.event_id for each in batch.invites}
    return found | {each.event_id for each in batch.memberships}


async def words(gateway: Gateway, batch: Batch) -> dict[str, tuple[str, Any]]:
    """What was said in it, and by whom, as far as it can be read: by event ID."""
    found = {}
    for event in batch.events:
        assert event.encrypted_room or event.room != ROOM
        if event.raw["type"] == "m.room.encrypted":
            try:
                decrypted = await gateway.decrypt(event.raw)
            except (Undecryptable, Forged):
                continue
            assert decrypted.device.user_id == event.sender
            found[event.event_id] = event.sender, decrypted.content["body"]
    return found


def master_of(recorded: Record, user: str) -> str:
    """This person's true master key."""
    (key,) = at(recorded.query, ("master_keys", user, "keys")).values()
    return str(key)


def confuses(part: Any) -> bool:
    """It bears the ID of a good event, or is a membership of the bot's: then order is all that counts."""
    inside = [at(part, place) for place in places(part)]
    return any(isinstance(each, str) and (each in GOOD or each == VIGIL) for each in inside)


async def test_the_record_is_heard_as_it_is(recorded: Record, tmp_path: Path, receiver: Receiver) -> None:
    """Nothing is spoiled: all is handed on, and read."""
    async with recorded.heard_by(tmp_path, recorded.sync) as bot:
        batch = await bot.syncer.once("s1")
        assert heard(batch) == set(GOOD)
        said = await words(bot.gateway, batch)
        assert said == {event: (author, WORDS[author]) for event, author in AUTHORS.items()}
        await receiver.keep(batch)


@EXAMPLES
@given(data=st.data())
async def test_anything_in_a_sync_costs_only_itself(
    recorded: Record, receiver: Receiver, tmp_path: Path, data: st.DataObject
) -> None:
    """It ends nothing, loses none of the good events beside it, and makes no command (G1, G3)."""
    place, part = data.draw(spoiled(recorded.sync))
    assume(not confuses(part))
    async with recorded.heard_by(tmp_path, put(recorded.sync, place, part)) as bot:
        try:
            batch = await bot.syncer.once("s1")
        except Unreachable:
            assert place in ((), ("next_batch",))
            return
        await receiver.keep(batch)
        bot.syncer.kept(batch, "s1")
        untouched = {event for event, where in GOOD.items() if not touches(place, where)}
        assert untouched <= heard(batch)
        said = await words(bot.gateway, batch)
        assert set(said.values()) <= set(WORDS.items())
        for event, author in AUTHORS.items():
            if event in untouched and not touches(place, ("to_device", "events", KEY_OF[event])):
                assert said[event] == (author, WORDS[author])


@EXAMPLES
@given(data=st.data())
async def test_anything_beside_the_words_costs_only_itself(
    recorded: Record, receiver: Receiver, tmp_path: Path, data: st.DataObject
) -> None:
    """Whole events of any kind come in between, before and after: all that was said is read (G1, G3)."""
    spoiled_sync = recorded.sync
    for where in (IN_ROOM, ("to_device", "events"), ("rooms", "join", ROOM, "state", "events")):
        parts = [
            part for part in data.draw(st.lists(any_json(recorded.sync), max_size=3)) if not confuses(part)
        ]
        events = list(at(spoiled_sync, where))
        for part in parts:
            events.insert(data.draw(st.integers(0, len(events))), part)
        spoiled_sync = put(spoiled_sync, where, events)
    async with recorded.heard_by(tmp_path, spoiled_sync) as bot:
        batch = await bot.syncer.once("s1")
        await receiver.keep(batch)
        assert set(GOOD) <= heard(batch)
        said = await words(bot.gateway, batch)
        assert {event: said[event] for event in AUTHORS} == {
            event: (author, WORDS[author]) for event, author in AUTHORS.items()
        }
        assert set(said.values()) <= set(WORDS.items())


@EXAMPLES
@given(data=st.data())
async def test_anything_in_a_device_list_makes_no_device(
    recorded: Record, tmp_path: Path, data: st.DataObject
) -> None:
    """Only devices that signed themselves, no master key without a full chain, nobody else lost (G3)."""
    place, part = data.draw(spoiled(recorded.query))
    people = (JEAN, SOPHIE, MALLORY)
    masters = {user: master_of(recorded, user) for user in people}
    async with recorded.heard_by(tmp_path, {"next_batch": "s2"}, put(recorded.query, place, part)) as bot:
        honest = {user: [device.keys for device in bot.gateway.machine.devices.of(user)] for user in people}
        await bot.gateway.prepare(people)
        for user in people:
            devices = bot.gateway.machine.devices.of(user)
            assert {device.keys for device in devices} <= set(honest[user])
            assert {device.master for device in devices} <= {None, masters[user]}
            mine = (("device_keys", user), ("master_keys", user), ("self_signing_keys", user))
            if not any(touches(place, where) for where in mine):
                assert [(device.keys, device.master) for device in devices] == [
                    (keys, masters[user]) for keys in honest[user]
                ]
            if any(place[:3] == ("self_signing_keys", user, name) for name in ("keys", "usage", "user_id")):
                assert at(recorded.query, place) == part or not any(device.master for device in devices)


@EXAMPLES
@given(data=st.data())
async def test_whatever_changes_places_nobody_gets_another_voice(
    recorded: Record, receiver: Receiver, tmp_path: Path, data: st.DataObject
) -> None:
    """Senders, sessions, contents and keys mixed up among honest events: no words but their author's (G3)."""
    sync, query = data.draw(mixed_up(recorded.sync)), data.draw(mixed_up(recorded.query))
    async with recorded.heard_by(tmp_path, sync, query) as bot:
        batch = await bot.syncer.once("s1")
        await receiver.keep(batch)
        assert set((await words(bot.gateway, batch)).values()) <= set(WORDS.items())
        await bot.gateway.prepare(AUTHORS.values())
        for user in AUTHORS.values():
            for device in bot.gateway.machine.devices.of(user):
                assert device.master in (None, master_of(recorded, user))


@EXAMPLES
@given(forged=st.sets(st.sampled_from(["master_keys", "self_signing_keys", "signature"])))
async def test_a_chain_holds_if_every_link_is_of_one_identity(
    recorded: Record, tmp_path: Path, forged: set[str]
) -> None:
    """A homeserver makes up an identity for Jean and mixes it with the true one: that vouches for none."""
    theirs = Identity.make(JEAN)
    keys = theirs.keys()
    query = recorded.query
    ((name, device),) = at(query, ("device_keys", JEAN)).items()
    if "master_keys" in forged:
        query = put(query, ("master_keys", JEAN), keys["master_key"])
    if "self_signing_keys" in forged:
        query = put(query, ("self_signing_keys", JEAN), keys["self_signing_key"])
    if "signature" in forged:
        own = f"ed25519:{name}"
        bare = {**device, "signatures": {JEAN: {own: device["signatures"][JEAN][own]}}}
        query = put(query, ("device_keys", JEAN, name), theirs.sign_device(bare))
    async with recorded.heard_by(tmp_path, {"next_batch": "s2"}, query) as bot:
        await bot.gateway.prepare([JEAN])
        (known,) = bot.gateway.machine.devices.of(JEAN)
        whole = {"master_keys", "self_signing_keys", "signature"} <= forged
        assert known.master == (master_of(recorded, JEAN) if not forged else theirs.master if whole else None)


@pytest.fixture(scope="module")
def channel(tmp_path_factory: pytest.TempPathFactory) -> tuple[Side, Side]:
    """Jean with a channel to the bot."""
    return acquainted(tmp_path_factory.mktemp("channel"))


@EXAMPLES
@given(data=st.data())
def test_anything_inside_a_channel_costs_only_itself(channel: tuple[Side, Side], data: st.DataObject) -> None:
    """Whatever an honest channel carries, it raises nothing, and the key that comes after it is taken."""
    jean, bot = channel
    payload = jean.room_key(bot)
    place, part = data.draw(spoiled(payload))
    session = payload["content"]["session_id"]
    event = jean.through_channel(bot, put(payload, place, part))
    bot.machine.receive_to_device([event])
    assert not bot.machine.take_wedged()
    for claim in bot.machine.sessions.received(ROOM, session):
        assert (claim.curve25519, claim.session.session_id) == (jean.device.curve25519, session)
    jean.machine.outbound.forget(ROOM)
    assert bot.machine.receive_to_device([jean.shares(bot)])
