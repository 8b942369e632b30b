"""matrix-nio as its own documentation shows it: `AsyncClient`, callbacks and `sync_forever`; never signed."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Mapping
from typing import Any, Self

from nio import (
    AsyncClient,
    AsyncClientConfig,
    InviteMemberEvent,
    LoginResponse,
    MatrixRoom,
    MegolmEvent,
    RoomMessageText,
    UnknownToDeviceEvent,
)
from nio.store import SqliteMemoryStore

from bot.demo.memory import NotSeen, Unreadable, readable
from bot.demo.reading import WITHIN, Reader


class NioPerson(Reader):
    """Somebody with one device, which nobody has signed; accepts every invitation at once."""

    def __init__(self, client: AsyncClient, *, bot: str | None = None, name: str = "") -> None:
        """As for `arrives`, which also logs in."""
        super().__init__(client.user, bot, name)
        self.withheld: list[Mapping[str, Any]] = []
        """The contents of `m.room_key.withheld` events: keys that somebody refused to give."""
        self._client = client
        self._life: asyncio.Task[None] | None = None

    @classmethod
    async def arrives(
        cls, url: str, user: str, password: str, *, bot: str | None = None, name: str = ""
    ) -> Self:
        """Log in as a new device and sync."""
        for logger in ("nio", "peewee"):  # They print user IDs, and a line for every key.
            logging.getLogger(logger).setLevel(logging.CRITICAL + 1)
        config = AsyncClientConfig(store=SqliteMemoryStore, encryption_enabled=True)
        person = cls(AsyncClient(url, user, store_path="nowhere", config=config), bot=bot, name=name)
        client = person._client
        client.add_event_callback(person._invited, InviteMemberEvent)
        client.add_event_callback(person._read, RoomMessageText)
        client.add_event_callback(person._could_not_read, MegolmEvent)
        client.add_to_device_callback(person._refused, UnknownToDeviceEvent)
        try:
            answer = await client.login(password, device_name=person.name)
            assert isinstance(answer, LoginResponse)
            await client.keys_upload()
            person._life = asyncio.create_task(client.sync_forever(timeout=1000, full_state=True))
        except BaseException:
            await person.goes_home()
            raise
        return person

    async def goes_home(self) -> None:
        """Stop syncing and drop the connections."""
        if self._life is not None:
            self._life.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._life
        await self._client.close()

    def check(self) -> None:
        """Raise what ended `sync_forever`."""
        if self._life is not None and self._life.done():
            self._life.result()
            raise NotSeen(f"{self.name}'s nio has stopped.")

    async def catches_up(self, within: float = WITHIN) -> None:
        """Return when the next sync that was begun after this call is here."""
        async with asyncio.timeout(within):
            for _ in range(2):  # The first may have been under way.
                await self._client.synced.wait()

    async def _invited(self, room: MatrixRoom, event: InviteMemberEvent) -> None:
        if event.state_key == self.user and event.membership == "invite":
            await self._client.join(room.room_id)

    async def _read(self, room: MatrixRoom, event: RoomMessageText) -> None:
        if event.sender != self.user:
            raw = {**event.source, "type": "m.room.encrypted"} if event.decrypted else event.source
            self.memory.note(readable(room.room_id, raw, event.source, time.monotonic()))

    async def _could_not_read(self, room: MatrixRoom, event: MegolmEvent) -> None:
        if event.sender != self.user:
            self.memory.note_unreadable(
                Unreadable(
                    room.room_id,
                    event.event_id,
                    event.sender,
                    event.session_id,
                    event.source,
                    time.monotonic(),
                )
            )

    async def _refused(self, event: UnknownToDeviceEvent) -> None:
        if event.type == "m.room_key.withheld":
            self.withheld.append(event.source["content"])
            self.memory.changed()
