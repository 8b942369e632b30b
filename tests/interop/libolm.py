"""People who use mautrix, whose encryption is libolm's: what bots and bridges of an earlier age are made of.

They cross-sign themselves with mautrix's own code, and give keys only to devices that are cross-signed.
"""

from __future__ import annotations

import asyncio
import logging
import time
import uuid
from typing import Any, Self

from mautrix.client import Client, DecryptionDispatcher, InternalEventType
from mautrix.client.state_store.memory import MemoryStateStore
from mautrix.crypto import MemoryCryptoStore, OlmMachine
from mautrix.crypto import StateStore as CryptoStateStore
from mautrix.errors import DecryptionError
from mautrix.types import (
    JSON,
    CrossSigningUsage,
    EncryptedEvent,
    Event,
    EventType,
    Membership,
    MemberStateEventContent,
    Obj,
    RoomEncryptionStateEventContent,
    RoomID,
    SigningKey,
    StateEvent,
    ToDeviceEvent,
    ToDeviceEventContent,
    TOFUSigningKey,
    TrustState,
    UserID,
)

from bot.demo.memory import NotSeen, Sent, Unreadable, readable
from bot.demo.phone import MARKER
from bot.demo.reading import WITHIN, Reader

_KEY_WITHIN = 3.0
"""Seconds that a message waits for its key."""
_MARKER = EventType.find(MARKER, t_class=EventType.Class.TO_DEVICE)


class Rooms(CryptoStateStore):
    """What mautrix's encryption asks of what mautrix knows of rooms."""

    def __init__(self, known: MemoryStateStore) -> None:
        self._known = known

    async def is_encrypted(self, room_id: RoomID) -> bool:
        """Whether it is known to be."""
        return bool(await self._known.is_encrypted(room_id))

    async def get_encryption_info(self, room_id: RoomID) -> RoomEncryptionStateEventContent | None:
        """How long a key of the room lasts."""
        return await self._known.get_encryption_info(room_id)

    async def find_shared_rooms(self, user_id: UserID) -> list[RoomID]:
        """The rooms in which this user is, as far as was seen."""
        return [room for room, members in self._known.members.items() if user_id in members]


class Keys(MemoryCryptoStore):
    """What mautrix knows of keys, in memory; its own cannot note a cross-signing key for the second time."""

    async def put_cross_signing_key(self, user_id: UserID, usage: CrossSigningUsage, key: SigningKey) -> None:
        """Remember the key, and which one was the first."""
        known = self._cross_signing_keys.setdefault(user_id, {})
        first = known[usage].first if usage in known else key
        known[usage] = TOFUSigningKey(key=key, first=first)


class OlmPerson(Reader):
    """Somebody with one device; accepts every invitation at once."""

    def __init__(self, client: Client, *, bot: str | None = None, name: str = "") -> None:
        """As for `arrives`, which also logs in."""
        super().__init__(client.mxid, bot, name)
        self.trust: dict[str, TrustState] = {}
        """By event ID, for each message that could be read: what mautrix thinks of the device."""
        self._client = client
        self._markers: set[str] = set()
        self._reading = asyncio.Lock()
        self._fault: Exception | None = None

    @classmethod
    async def arrives(
        cls, url: str, user: str, password: str, *, bot: str | None = None, name: str = ""
    ) -> Self:
        """Log in as a new device, make a cross-signing identity, sign the device with it, and sync."""
        for logger in ("mau", "mautrix"):
            logging.getLogger(logger).setLevel(logging.CRITICAL + 1)  # It prints who wrote what.
        rooms, keys = MemoryStateStore(), Keys(user, "a key that guards nothing")
        client = Client(UserID(user), base_url=url, state_store=rooms, sync_store=keys)
        person = cls(client, bot=bot, name=name)
        try:
            await client.login(identifier=UserID(user), password=password, device_name=person.name)
            await person._set_up(OlmMachine(client, keys, Rooms(rooms)))
        except BaseException:
            await person.goes_home()
            raise
        return person

    async def goes_home(self) -> None:
        """Stop syncing and drop the connections."""
        syncing = self._client.syncing_task
        self._client.stop()
        if syncing is not None:
            await asyncio.wait([syncing])
        await self._client.api.session.close()

    async def says(self, text: str, room: str) -> Sent:
        """Send a text, encrypted."""
        at = time.monotonic()
        event = await self._client.send_text(RoomID(room), text)
        return Sent(room, str(event), {"msgtype": "m.text", "body": text}, at)

    def check(self) -> None:
        """Raise if mautrix has stopped syncing."""
        if self._client.syncing_task is None or self._client.syncing_task.done():
            raise NotSeen(f"{self.name}'s mautrix has stopped.")
        if self._fault is not None:
            raise self._fault

    async def catches_up(self, within: float = WITHIN) -> None:
        """Return when all that the homeserver had taken before this call has arrived here."""
        marker = uuid.uuid4().hex
        content: ToDeviceEventContent = Obj.deserialize({"marker": JSON(marker)})
        await self._client.send_to_one_device(_MARKER, self._client.mxid, self._client.device_id, content)
        await self.until(lambda: marker in self._markers or None, within, "the marker")
        async with self._reading:  # What came before the marker was waiting for this lock already.
            pass

    async def _set_up(self, machine: OlmMachine) -> None:
        await machine.load()
        machine.send_keys_min_trust = TrustState.CROSS_SIGNED_TOFU
        self._client.crypto = machine
        # mautrix's own gives a message up whose key comes after it.
        self._client.remove_dispatcher(DecryptionDispatcher)
        await machine.share_keys()
        await machine.generate_recovery_key()
        self._client.add_event_handler(EventType.ROOM_ENCRYPTED, self._read)
        self._client.add_event_handler(EventType.ROOM_MEMBER, self._accept)
        self._client.add_event_handler(_MARKER, self._marked)
        self._client.add_event_handler(InternalEventType.SYNC_SUCCESSFUL, self._synced)
        self._client.start(None)

    async def _accept(self, event: StateEvent) -> None:
        content = event.content
        if (
            event.state_key == self.user
            and isinstance(content, MemberStateEventContent)
            and content.membership == Membership.INVITE
        ):
            await self._client.join_room_by_id(event.room_id)

    async def _marked(self, event: ToDeviceEvent) -> None:
        self._markers.add(event.content["marker"])
        self.memory.changed()

    async def _synced(self, _: Any) -> None:
        self.memory.changed()

    async def _read(self, event: EncryptedEvent) -> None:
        async with self._reading:  # One after the other, as they came.
            try:
                await self._take(event)
            except Exception as fault:  # noqa: BLE001 (mautrix would only log it; `check` raises it)
                self._fault = fault
        self.memory.changed()

    async def _take(self, event: EncryptedEvent) -> None:
        if event.sender == self.user or self.memory.knows(event.event_id):
            return
        raw = {**event.serialize(), "event_id": event.event_id}
        room, session = event.room_id, event.content.session_id
        machine = self._client.crypto
        if not await machine.crypto_store.has_group_session(room, session):
            await machine.wait_for_session(room, session, _KEY_WITHIN)
        at = time.monotonic()
        try:
            plain: Event = await machine.decrypt_megolm_event(event)
        except DecryptionError:
            self.memory.note_unreadable(Unreadable(room, event.event_id, event.sender, str(session), raw, at))
            return
        self.trust[plain.event_id] = plain["mautrix"]["trust_state"]
        payload = {"type": str(plain.type), "content": plain.content.serialize()}
        self.memory.note(readable(room, raw, payload, at))
