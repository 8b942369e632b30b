"""Keys for many devices are work for a while, and nobody waits for it but who asked (MATRIX.md 13)."""

from __future__ import annotations

import ast
import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

import bot
from bot.matrix.cryptostore import CryptoStore
from bot.matrix.devices import Device
from bot.matrix.machine import Machine
from bot.matrix.portions import Portions
from tests.matrix.crowd import Crowd, crowd
from tests.matrix.pair import KEY, ROOM, VIGIL, Side, acquainted, side

PEOPLE = 12


class Ticker:
    """Counts how often somebody else had their turn."""

    def __init__(self) -> None:
        self.ticks = 0

    async def __aenter__(self) -> Ticker:
        self._task = asyncio.create_task(self._tick())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _tick(self) -> None:
        while True:
            self.ticks += 1
            await asyncio.sleep(0)


def slowly(made: Crowd) -> Crowd:
    """On a machine so slow that each device is a portion of its own."""
    made.bot.machine.portions = Portions(made.bot.machine.crypto_store.atomic, seconds=0)
    return made


async def says(made: Crowd, text: str, transaction: str = "1") -> None:
    """The bot says something to everybody."""
    delivery = await made.gateway.send(
        ROOM, {"body": text}, recipients=made.users, transaction_id=transaction, encrypted=True
    )
    assert delivery.unreached == {}


def turns_while_busy(made: Crowd, ticker: Ticker) -> dict[str, list[int]]:
    """At which tick each channel was opened, and each key encrypted."""
    found: dict[str, list[int]] = {"opened": [], "encrypted": []}

    def watched(kind: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def watching(*args: Any) -> Any:
            found[kind].append(ticker.ticks)
            return work(*args)

        return watching

    machine: Any = made.bot.machine
    machine.open_session = watched("opened", machine.open_session)
    machine.encrypt_to = watched("encrypted", machine.encrypt_to)
    return found


async def test_the_first_words_to_many_let_others_in_between(tmp_path: Path) -> None:
    """No two channels are opened, and no two keys encrypted, without a turn for everybody else."""
    made = slowly(crowd(tmp_path, PEOPLE))
    async with Ticker() as ticker:
        turns = turns_while_busy(made, ticker)
        await says(made, "the brief")
    for ticks in turns.values():
        assert len(ticks) == len(set(ticks)) == PEOPLE


async def test_who_asks_at_once_takes_turns(tmp_path: Path) -> None:
    """Ten rooms at once do not compute ten portions in a row."""
    made = slowly(crowd(tmp_path, 3))
    async with Ticker() as ticker:
        turns = turns_while_busy(made, ticker)
        sends = (
            made.gateway.send(
                f"!{n}:here", {"body": "x"}, recipients=made.users, transaction_id=str(n), encrypted=True
            )
            for n in range(10)
        )
        assert all(delivery.unreached == {} for delivery in await asyncio.gather(*sends))
    assert len(turns["opened"]) == 3
    assert len(turns["encrypted"]) == len(set(turns["encrypted"])) == 30


async def test_a_flood_of_keys_lets_others_in_between(tmp_path: Path) -> None:
    """A hundred to-device messages in one answer, and no one waits for all of them."""
    jean, bot_side = acquainted(tmp_path)
    bot_side.machine.portions = Portions(bot_side.machine.crypto_store.atomic, seconds=0)
    events = [jean.shares(bot_side, room=f"!{number}:here") for number in range(100)]
    async with Ticker() as ticker:
        before = ticker.ticks
        await bot_side.machine.take_in(events)
        assert ticker.ticks - before >= 15
    assert len(bot_side.machine.sessions.unannounced()) == 100


async def test_what_leaves_is_on_disk_before_it_leaves(tmp_path: Path) -> None:
    """Killed while its keys are under way, the bot uses no ratchet twice: both messages can be read."""
    made = slowly(crowd(tmp_path, 3))

    class Killed(Exception):
        """The process dies."""

    async def die() -> None:
        made.on_delivery = None
        raise Killed

    await says(made, "opens the channels")
    for person, messages in zip(made.people, made.delivered * 3, strict=False):
        assert person.machine.receive_to_device([made.to_device(person, messages)])
    under_way: list[dict[str, Any]] = []
    devices = [device for user in made.users for device in made.bot.machine.devices.of(user)]
    original = made.bot.machine.encrypt_to

    def remembered(device: Device, event_type: str, content: Mapping[str, Any]) -> dict[str, Any]:
        encrypted = original(device, event_type, content)
        under_way.append(encrypted)
        return encrypted

    made.bot.machine.encrypt_to = remembered  # type: ignore[method-assign]
    made.on_delivery = die
    with pytest.raises(Killed):
        await made.gateway._sharing.send_to_devices(devices, "m.dummy", {})
    made.bot.machine.crypto_store.close()
    again = Machine(CryptoStore(made.bot.path, KEY, user=VIGIL, device_id="BOT"), made.bot.clock)
    for person, device, first in zip(made.people, devices, under_way, strict=True):
        second = again.encrypt_to(device, "m.dummy", {})
        for content in (first, second):
            event = {"type": "m.room.encrypted", "sender": VIGIL, "content": content}
            person.machine.receive_to_device([event])
        assert not person.machine.take_wedged()


async def test_a_portion_takes_nobody_elses_writes_back(tmp_path: Path) -> None:
    """What another task writes between two portions stands, though the second portion fails."""
    store = side(tmp_path, VIGIL, "BOT").machine.crypto_store
    portions = Portions(store.atomic, seconds=0)

    def note(room: str) -> None:
        store.add_encrypted_rooms([room], since="s")

    def write(number: int) -> None:
        if number:
            note("lost")
            raise LookupError
        note("mine")
        asyncio.get_running_loop().call_soon(note, "theirs")

    with pytest.raises(LookupError):
        await portions.each([0, 1], write)
    assert [store.encrypted_since(room) for room in ("mine", "theirs", "lost")] == ["s", "s", None]


def test_nothing_is_waited_for_inside_a_transaction_on_the_keys() -> None:
    """In all of Vigil: else another task's writes would be part of it, and be taken back with it."""
    found = []
    for file in Path(next(iter(bot.__path__))).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.With) and any("atomic" in ast.dump(item) for item in node.items):
                inside = (part for line in node.body for part in ast.walk(line))
                waits = (ast.Await, ast.AsyncFor, ast.AsyncWith, ast.Yield)
                found += [f"{file.name}:{part.lineno}" for part in inside if isinstance(part, waits)]
    assert found == []


async def test_a_thousand_devices_are_learned_beside_everything_else(tmp_path: Path) -> None:
    """A list as long as that is read a little at a time, and of its devices only the signed ones may read."""
    made = crowd(tmp_path, 1)
    (user,) = made.users
    devices = thousand_of(made, made.people[0])
    signed = set(list(devices)[::100])
    original = made.lists

    def many(users: set[str]) -> dict[str, Any]:
        answer = original(users)
        listed = {
            name: made.identities[user].sign_device(keys) if name in signed else keys
            for name, keys in devices.items()
        }
        return {**answer, "device_keys": {user: listed}}

    made.lists = many  # type: ignore[method-assign]
    async with Ticker() as ticker:
        before = ticker.ticks
        await made.gateway._sharing.refresh([user])
        assert ticker.ticks - before >= 40
    assert len(made.bot.machine.devices.of(user)) == 1000
    assert {device.id for device in made.gateway._sharing.readers([user])} == signed
    assert made.book.standing(user).pin == made.identities[user].master


async def test_many_people_are_learned_beside_everything_else(tmp_path: Path) -> None:
    """One device each, in one answer: between two of them everybody else has their turn."""
    made = crowd(tmp_path, PEOPLE)
    async with Ticker() as ticker:
        before = ticker.ticks
        await made.gateway._sharing.refresh(made.users)
        assert ticker.ticks - before >= PEOPLE
    assert len(made.gateway._sharing.readers(made.users)) == PEOPLE


def thousand_of(made: Crowd, person: Side) -> dict[str, Any]:
    """A thousand devices of this person, each of which has signed itself."""
    account = person.machine
    found: dict[str, Any] = {}
    for number in range(1000):
        name = f"D{number}"
        bare = {
            "algorithms": ["m.megolm.v1.aes-sha2"],
            "device_id": name,
            "user_id": account.user,
            "keys": {f"curve25519:{name}": account.curve25519, f"ed25519:{name}": account.fingerprint},
        }
        signature = {account.user: {f"ed25519:{name}": account.sign_json(bare)}}
        found[name] = {**bare, "signatures": signature}
    return found
