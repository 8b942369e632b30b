"""One answer of `/sync` as recorded, with real encryption in it, and a bot that has not read it yet."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import Unreachable
from bot.matrix.clean_json import read
from bot.matrix.cryptostore import CryptoStore
from bot.matrix.gateway import Gateway
from bot.matrix.http import ORDINARY_SECONDS, Homeserver
from bot.matrix.identity import Identity
from bot.matrix.machine import Machine
from bot.matrix.sync import Syncer
from bot.matrix.trust import OpenBook
from tests.matrix.anything import text_of
from tests.matrix.pair import JEAN, KEY, MALLORY, ROOM, VIGIL, HandClock, Side, side
from tests.matrix.test_translate import member, state

SOPHIE, PLAIN_ROOM, ASKED_IN = "@sophie:here", "!plain:here", "!asked:here"
WORDS = {JEAN: "help, they are at the gate", SOPHIE: "!ack", MALLORY: "I am only a guest"}
"""What each of them has really encrypted."""


class Recorded(Homeserver):
    """Answers what was recorded; read as the real one reads what comes over the wire."""

    def __init__(self, answers: Mapping[str, Any]) -> None:
        super().__init__("http://nowhere.invalid")
        self._answers = {name: text_of(answer) for name, answer in answers.items()}

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
        """The answer to the endpoint of this name; an empty one to all others."""
        if not isinstance(body, bytes):
            json.dumps(body).encode()
        answer = read(self._answers.get(path.rpartition("/")[2], b"{}"))
        if not isinstance(answer, dict):
            raise Unreachable("The homeserver's answer is not what was asked for.")
        return answer


@dataclass(frozen=True)
class Record:
    """The answers by endpoint, and the file with the bot's keys as they were before."""

    sync: dict[str, Any]
    query: dict[str, Any]
    keys: Path

    @asynccontextmanager
    async def heard_by(self, folder: Path, sync: Any, query: Any = None) -> AsyncIterator[Hearing]:
        """A bot that is told this instead."""
        folder.mkdir(exist_ok=True)  # noqa: ASYNC240 - one folder
        shutil.copy(self.keys, folder / "crypto.db")
        store = CryptoStore(folder / "crypto.db", KEY, user=VIGIL, device_id="BOT")
        clock = HandClock()
        machine = Machine(store, clock)
        machine.established()
        homeserver = Recorded({"sync": sync, "query": self.query if query is None else query})
        gateway = Gateway(homeserver, machine, Identity.make(VIGIL), OpenBook())
        hearing = Hearing(gateway, Syncer(gateway, clock))
        try:
            yield hearing
        finally:
            if hearing.syncer._upkeep is not None:
                await asyncio.gather(hearing.syncer._upkeep)
            await gateway.close()
            store.close()


@dataclass(frozen=True)
class Hearing:
    """A bot and what it listens with."""

    gateway: Gateway
    syncer: Syncer


def record(folder: Path) -> Record:
    """Jean and Sophie speak in a room where Mallory is too; the bot knows the devices of all three."""
    bot = side(folder, VIGIL, "BOT")
    people = [side(folder, user) for user in (JEAN, SOPHIE, MALLORY)]
    bot.learns(*people)
    keys, said = list[dict[str, Any]](), list[dict[str, Any]]()
    for number, person in enumerate(people):
        person.learns(bot)
        person.opens_channel(bot)
        keys.append(person.shares(bot))
        words = person.writes(WORDS[person.machine.user], event_id=f"$said{number}")
        said.append({**words, "origin_server_ts": 1_700_000_000_000 + number, "unsigned": {"age": 5}})
    bot.machine.crypto_store.add_encrypted_rooms([ROOM], since="s-earlier")
    bot.machine.crypto_store.checkpoint()
    bot.machine.crypto_store.close()
    return Record(_sync(keys, said), _lists(people), bot.path)


def _sync(keys: list[dict[str, Any]], said: list[dict[str, Any]]) -> dict[str, Any]:
    plain = {"event_id": "$plain", "type": "m.room.message", "sender": JEAN, "origin_server_ts": 1}
    joined = {
        ROOM: {
            "state": {"events": [state(10, "m.room.encryption", {"algorithm": "m.megolm.v1.aes-sha2"})]},
            "timeline": {
                "events": [said[0], member(11, MALLORY, "leave", before="join"), *said[1:]],
                "limited": False,
                "prev_batch": "t1",
            },
            "account_data": {"events": [{"type": "m.fully_read", "content": {"event_id": "$said0"}}]},
            "ephemeral": {"events": [{"type": "m.typing", "content": {"user_ids": [JEAN]}}]},
            "unread_notifications": {"highlight_count": 0},
        },
        PLAIN_ROOM: {
            "state": {"events": [member(12, SOPHIE, "join", sender=SOPHIE)]},
            "timeline": {"events": [{**plain, "content": {"msgtype": "m.text", "body": "good morning"}}]},
        },
    }
    asked = {**member(13, VIGIL, "invite", sender=SOPHIE), "event_id": "$asked"}
    return {
        "next_batch": "s2",
        "rooms": {
            "join": joined,
            "invite": {ASKED_IN: {"invite_state": {"events": [asked]}}},
            "leave": {"!left:here": {"timeline": {"events": [member(14, VIGIL, "leave", sender=JEAN)]}}},
        },
        "to_device": {"events": keys},
        "device_lists": {"changed": [JEAN], "left": [MALLORY]},
        "device_one_time_keys_count": {"signed_curve25519": 47},
        "device_unused_fallback_key_types": ["signed_curve25519"],
        "account_data": {"events": [{"type": "m.direct", "content": {JEAN: [PLAIN_ROOM]}}]},
        "presence": {"events": [{"type": "m.presence", "sender": JEAN, "content": {"presence": "online"}}]},
    }


def _lists(people: list[Side]) -> dict[str, Any]:
    """What `/keys/query` says of them: each has cross-signed their only device."""
    answer: dict[str, Any] = {"device_keys": {}, "master_keys": {}, "self_signing_keys": {}}
    for person in people:
        user = person.machine.user
        identity = Identity.make(user)
        keys = identity.keys()
        answer["master_keys"][user] = keys["master_key"]
        answer["self_signing_keys"][user] = keys["self_signing_key"]
        answer["device_keys"][user] = {person.machine.device_id: identity.sign_device(person.device_keys)}
    return answer
