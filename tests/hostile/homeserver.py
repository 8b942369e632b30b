"""A homeserver in the middle: a real Synapse, and before it somebody who changes what the bot is told.

    async with hostile(town.homeserver.url) as server:
        async with world(town, folder, url=server.url) as vigil:
            server.adds(Rogue(sophie.user))
            server.puts(room, event("m.room.message", sophie.user, {...}))

Only the bot talks through it; what people send and read passes it by.
"""

from __future__ import annotations

import asyncio
import contextlib
import copy
import json
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from typing import Any

from bot.demo.device import path
from bot.demo.people import Person
from bot.matrix.identity import Identity
from tests.hostile.rogue import Rogue
from tests.matrix.wire import Call, Says, Wire, listening

Event = dict[str, Any]
Change = Callable[[str, Event], Event | None]
"""What becomes of an event in a room on its way to the bot; None if it does not come."""


class Hostile(Wire):
    """Everything passes but what a test has told it to change."""

    def __init__(self, behind: str) -> None:
        super().__init__(behind)
        self.changes: list[Change] = []
        """Asked of each event in a timeline, in order."""
        self.brought: list[tuple[str, Event]] = []
        """The events that Synapse had for the bot, by room, as they were."""
        self.hidden: set[str] = set()
        """Whose master keys are not shown."""
        self.unannounced: set[str] = set()
        """Of whose devices it says nothing new."""
        self.handed_out: dict[str, list[dict[str, Any]]] = {}
        """The one-time keys, by user, that it gave in place of others."""
        self._rogues: dict[tuple[str, str], Rogue] = {}
        self._swapped: dict[str, Identity] = {}
        self._spoil: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {}
        self._to_device: list[Event] = []
        self._timeline: list[tuple[str, Event]] = []
        self._news: set[str] = set()
        self._urgent = asyncio.Event()
        self._answered = 0

    # What a test has it do

    def adds(self, rogue: Rogue) -> None:
        """Its user has one more device, and has just got it."""
        self._rogues[rogue.user, rogue.id] = rogue
        self.announces(rogue.user)

    def swaps(self, user: str, identity: Identity) -> None:
        """This person has another identity now, and all their devices are signed by it."""
        self._swapped[user] = identity
        self.announces(user)

    def hides(self, user: str) -> None:
        """This person never made sure of anything."""
        self.hidden.add(user)
        self.announces(user)

    def announces(self, user: str) -> None:
        """The bot is told that something is new of this person's devices."""
        self._news.add(user)
        self._urgent.set()

    def puts(self, room: str, *events: Event) -> None:
        """These events come next in this room; those with a `state_key` are state."""
        self._timeline += [(room, each) for each in events]
        self._urgent.set()

    def delivers(self, *events: Event) -> None:
        """These to-device messages come next."""
        self._to_device += events
        self._urgent.set()

    def spoils_one_time_keys(self, user: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        """Each one-time key of this person's devices becomes this."""
        self._spoil[user] = change

    async def says_as(
        self, rogue: Rogue, text: str, room: str, *, through: Person, bot: str, **more: Any
    ) -> Event:
        """The rogue writes to the bot, with a key that it gives the bot as any device would."""
        ask = through.phone.device.request
        shown = await ask("POST", "keys/query", {"device_keys": {bot: []}})
        ((device_id, keys),) = shown["device_keys"][bot].items()
        claims = {"one_time_keys": {bot: {device_id: "signed_curve25519"}}}
        claimed = await ask("POST", "keys/claim", claims)
        self.delivers(rogue.hands_over(room, bot, keys, claimed["one_time_keys"][bot][device_id]))
        written = rogue.writes(text, room, **more)
        self.puts(room, written)
        return written

    # What a test asks of it

    def given(self, user: str, device: str | None = None, *, since: int = 0) -> list[Any]:
        """What the bot has encrypted for this device, or for all of this person's, after so many calls."""
        found = []
        for call in self.calls[since:]:
            if call.method == "PUT" and "/sendToDevice/m.room.encrypted/" in call.path:
                of_user = call.body["messages"].get(user, {})
                found += [each for name, each in of_user.items() if device in (None, name)]
        return found

    async def read_by(self, rogue: Rogue, *readers: Person) -> list[str]:
        """What this device can read of all that was said in the rooms where these people are."""
        rogue.takes(self.given(rogue.user, rogue.id))
        texts = []
        for reader in readers:
            for room in {room for room, _ in rogue.sessions}.intersection(reader.phone.rooms):
                page = await reader.phone.device.request(
                    "GET", path("rooms", room, "messages"), query={"dir": "b", "limit": "100"}
                )
                found = (rogue.reads(room, each["content"]) for each in page["chunk"])
                texts += [text for text in found if text is not None]
        return texts

    async def until_taken(self) -> None:
        """Return when the bot has got all that was to come, and has asked for more."""
        await until(lambda: not (self._timeline or self._to_device or self._news))
        await until(lambda: len(self.called("GET", "/sync")) > self._answered)

    def of(self, room: str, user: str) -> list[Event]:
        """What this person said in this room, encrypted, that the bot was to be given."""
        return [
            each
            for place, each in self.brought
            if place == room and each["sender"] == user and each["type"] == "m.room.encrypted"
        ]

    # The way through

    async def forward(self, call: Call) -> Says:
        """Ask Synapse, and change what it says."""
        if call.path.endswith("/sync"):
            return await self._sync(call)
        says = await super().forward(call)
        if says.status != 200:
            return says
        answer = says.json()
        if call.path.endswith("/keys/query"):
            self._change_query(call.body["device_keys"], answer)
        elif call.path.endswith("/keys/claim"):
            self._change_claim(call.body["one_time_keys"], answer)
        elif call.method == "GET" and call.path.endswith("/messages"):
            room = call.path.split("/")[-2]
            answer["chunk"] = self._changed(room, answer.get("chunk", []))
        else:
            return says
        return Says(200, answer)

    async def _sync(self, call: Call) -> Says:
        asking = asyncio.ensure_future(super().forward(call))
        if "since" not in call.query:
            return await asking
        urgent = asyncio.ensure_future(self._urgent.wait())
        await asyncio.wait((asking, urgent), return_when=asyncio.FIRST_COMPLETED)
        urgent.cancel()
        if asking.done():
            says = asking.result()
            if says.status != 200:
                return says
            answer = says.json()
        else:
            asking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await asking
            answer = {"next_batch": call.query["since"]}
        self._change_sync(answer)
        return Says(200, answer)

    def _change_sync(self, answer: dict[str, Any]) -> None:
        joined = answer.setdefault("rooms", {}).setdefault("join", {})
        for room, info in joined.items():
            timeline = info.get("timeline", {})
            timeline["events"] = self._changed(room, timeline.get("events", []))
        for room, made_up in self._timeline:
            info = joined.setdefault(room, {})
            info.setdefault("timeline", {}).setdefault("events", []).append(made_up)
        lists = answer.setdefault("device_lists", {})
        changed = [user for user in lists.get("changed", []) if user not in self.unannounced]
        lists["changed"] = [*changed, *self._news]
        answer.setdefault("to_device", {}).setdefault("events", []).extend(self._to_device)
        self._timeline, self._to_device, self._news = [], [], set()
        self._urgent.clear()
        self._answered = len(self.called("GET", "/sync"))
        answer.setdefault("device_one_time_keys_count", {"signed_curve25519": 50})

    def _changed(self, room: str, events: Collection[Event]) -> list[Event]:
        passed = []
        for each in events:
            self.brought.append((room, copy.deepcopy(each)))
            now: Event | None = each
            for change in self.changes:
                now = change(room, now) if now is not None else None
            if now is not None:
                passed.append(now)
        return passed

    def _change_query(self, asked: Collection[str], answer: dict[str, Any]) -> None:
        for user in asked:
            devices = answer["device_keys"].setdefault(user, {})
            for (owner, device_id), rogue in self._rogues.items():
                if owner == user:
                    devices[device_id] = rogue.keys
            if user in self._swapped:
                identity = self._swapped[user]
                shown = identity.keys()
                answer.setdefault("master_keys", {})[user] = shown["master_key"]
                answer.setdefault("self_signing_keys", {})[user] = shown["self_signing_key"]
                for device_id, keys in devices.items():
                    devices[device_id] = identity.sign_device(keys)
            if user in self.hidden:
                answer.get("master_keys", {}).pop(user, None)
                answer.get("self_signing_keys", {}).pop(user, None)

    def _change_claim(self, asked: dict[str, Any], answer: dict[str, Any]) -> None:
        found = answer.setdefault("one_time_keys", {})
        for user, devices in asked.items():
            for device_id in devices:
                rogue = self._rogues.get((user, device_id))
                if rogue is not None:
                    found.setdefault(user, {})[device_id] = rogue.one_time_key()
                elif user in self._spoil and device_id in found.get(user, {}):
                    found[user][device_id] = self._spoil[user](found[user][device_id])
                    self.handed_out.setdefault(user, []).append(found[user][device_id])


async def until(condition: Callable[[], object]) -> None:
    """Return when this is so; raises TimeoutError after twenty seconds."""
    async with asyncio.timeout(20):
        while True:
            if condition():
                return
            await asyncio.sleep(0.02)


def unsigned(keys: dict[str, Any]) -> dict[str, Any]:
    """A one-time key without its device's signature."""
    return {name: {**key, "signatures": {}} for name, key in keys.items()}


class Twice:
    """The first one-time key that is asked for, for ever."""

    def __init__(self) -> None:
        self._first: dict[str, Any] | None = None

    def __call__(self, keys: dict[str, Any]) -> dict[str, Any]:
        """The same again."""
        self._first = self._first or json.loads(json.dumps(keys))
        return self._first


@asynccontextmanager
async def hostile(behind: str) -> AsyncIterator[Hostile]:
    """A hostile homeserver before this one."""
    made = Hostile(behind)
    async with listening(made):
        yield made
