"""Many people without a network: a homeserver that hands out their devices and one-time keys."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.matrix.gateway import Gateway
from bot.matrix.http import ORDINARY_SECONDS, Homeserver
from bot.matrix.identity import Identity
from bot.matrix.trust import OpenBook, Unsigned
from tests.matrix.pair import VIGIL, Side, side


@dataclass
class Crowd(Homeserver):
    """Answers for people who have one device each, cross-signed, and takes what is sent to them."""

    bot: Side
    people: list[Side]
    delivered: list[dict[str, Any]] = field(default_factory=list)
    """The `messages` of each `/sendToDevice`."""
    on_delivery: Callable[[], Awaitable[None]] | None = None
    refuse: bool = False

    def __post_init__(self) -> None:
        super().__init__("http://nowhere.invalid")
        self.identities = {person.machine.user: Identity.make(person.machine.user) for person in self.people}
        self.book = OpenBook(Unsigned.REFUSE)
        self.gateway = Gateway(self, self.bot.machine, Identity.make(VIGIL), self.book)

    @property
    def users(self) -> list[str]:
        """Everybody."""
        return [person.machine.user for person in self.people]

    async def request(
        self,
        method: str,
        path: str,
        *,
        body: Mapping[str, Any] | bytes | None = None,
        query: Mapping[str, str] | None = None,
        timeout: float = ORDINARY_SECONDS,
        paced: bool = False,
        lane: str = "",
    ) -> dict[str, Any]:
        """Answer as the specification says; what is not about keys is taken and forgotten."""
        await asyncio.sleep(0)
        assert not isinstance(body, bytes)
        if path.endswith("/keys/query"):
            return self.lists(set((body or {})["device_keys"]))
        if path.endswith("/keys/claim"):
            return self._claimed((body or {})["one_time_keys"])
        if "/sendToDevice/m.room.encrypted/" in path:
            if self.on_delivery is not None:
                await self.on_delivery()
            self.delivered.append((body or {})["messages"])
        return {"event_id": "$sent"}

    def lists(self, users: set[str]) -> dict[str, Any]:
        """The answer to a `/keys/query`."""
        answer: dict[str, Any] = {"device_keys": {}, "master_keys": {}, "self_signing_keys": {}}
        for person in self.people:
            user = person.machine.user
            if user in users:
                keys = self.identities[user].keys()
                answer["master_keys"][user] = keys["master_key"]
                answer["self_signing_keys"][user] = keys["self_signing_key"]
                signed = self.identities[user].sign_device(person.device_keys)
                answer["device_keys"][user] = {person.machine.device_id: signed}
        return answer

    def _claimed(self, wanted: Mapping[str, Any]) -> dict[str, Any]:
        keys: dict[str, Any] = {}
        for person in self.people:
            if person.machine.user in wanted:
                there = person.uploaded["one_time_keys"]
                name = next(iter(there))
                keys[person.machine.user] = {person.machine.device_id: {name: there.pop(name)}}
        return {"one_time_keys": keys}

    def to_device(self, person: Side, messages: Mapping[str, Any]) -> dict[str, Any]:
        """What this person is sent of it, as their sync brings it."""
        content = messages[person.machine.user][person.machine.device_id]
        return {"type": "m.room.encrypted", "sender": VIGIL, "content": content}


def crowd(folder: Path, count: int) -> Crowd:
    """The bot and so many people, of whom it knows nothing yet."""
    people = [side(folder, f"@person{number}:here") for number in range(count)]
    return Crowd(side(folder, VIGIL, "BOT"), people)
